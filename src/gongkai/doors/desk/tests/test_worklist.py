"""The worklist: what somebody owes, by due day, and nothing of anybody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.plugins.cast import noon

from gongkai.doors.desk.worklist import PAGE
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import consulting
from gongkai.procedures.foi.tests.scenes import REQUEST


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_an_officer_sees_what_their_unit_was_asked(desk, application):
    case = application()
    page = text(desk("zhou_jingban").get("/desk/"))
    assert case.reference in page and "危房改造补助名单" in page and "张某" in page
    assert "张三丰" not in page and "13812345678" not in page


def test_an_officer_of_another_unit_sees_none_of_it(desk, application):
    case = application()
    page = text(desk("qian_jingban").get("/desk/"))
    assert case.reference not in page and "今天没有要办的件" in page
    assert case.reference not in text(desk("qian_jingban").get("/desk/?tab=unit"))


def test_groups_follow_the_due_day(desk, application, today):
    application()  # due 2026-03-16: the Spring Festival lies between
    client = desk("zhou_jingban")
    for day, heading in (("2026-03-02", "在期限内"), ("2026-03-16", "3个工作日内到期"), ("2026-03-17", "已超期")):
        today(day)
        assert heading in text(client.get("/desk/")), day


def test_pages_are_by_key_and_miss_nothing(desk, application):
    made = {application(f"第{n}件").reference for n in range(PAGE + 3)}
    client, url, seen = desk("zhou_jingban"), "/desk/", set()
    for _ in range(3):
        response = client.get(url)
        page = text(response)
        seen |= {reference for reference in made if reference in page}
        url = response.context["older_url"]
        if not url:
            break
    assert seen == made


def test_a_page_of_cases_costs_no_more_queries_than_one_case(desk, application):
    client = desk("zhou_jingban")
    application()
    client.get("/desk/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/desk/")
    for n in range(PAGE):
        application(f"第{n}件")
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/")
    assert len(many) == len(one) <= 18, "\n".join(q["sql"] for q in many)


def test_a_case_opens_by_its_number(desk, application):
    case = application()
    response = desk("zhou_jingban").get("/desk/", {"q": case.reference})
    assert response.status_code == 302 and response.url == f"/desk/c/{case.reference}/"
    assert desk("qian_jingban").get("/desk/", {"q": case.reference}).status_code == 200


def test_closed_cases_are_listed_apart(desk, application, cast):
    case = application()
    foi.recall(case=case, by=cast.actor("zhou_jingban"), at=noon("2026-02-12"))
    client = desk("zhou_jingban")
    assert case.reference not in text(client.get("/desk/"))
    assert case.reference in text(client.get("/desk/?tab=closed"))


def test_nonsense_in_the_address_is_ignored(desk, application):
    application()
    for query in ("after=x", "after=2026-99-99.5", "after=9.99999999999999999999"):
        assert desk("zhou_jingban").get(f"/desk/?{query}").status_code == 200


@pytest.mark.parametrize("path", ["", "r/", "supervision/", "supervision/list/"])
@pytest.mark.parametrize("name", ["tab", "p", "state", "kind", "light"])
def test_a_choice_that_there_is_not_is_not_found(desk, path, name):
    client, names = desk("gao_gongkai"), {"": ("tab", "p"), "r/": ("state", "kind"), "supervision/": ("p",)}
    asked = names.get(path, ("p", "light"))
    assert client.get(f"/desk/{path}?{name}=nope").status_code == (404 if name in asked else 200)
    assert client.get(f"/desk/{path}?{name}=").status_code == 200


def test_a_case_is_found_by_a_word_of_its_title(desk, application):
    case = application("青石镇危房改造名单")
    application("加装电梯补贴")
    found = text(desk("zhou_jingban").get("/desk/", {"q": "危房"}))
    assert case.reference in found and "加装电梯补贴" not in found
    assert case.reference not in text(desk("qian_jingban").get("/desk/", {"q": "危房"}))


def test_a_group_says_how_many_only_where_all_of_them_are_shown(desk, application):
    for n in range(PAGE):
        application(f"第{n}件")
    client = desk("zhou_jingban")
    assert client.get("/desk/").context["whole"]
    application()
    page = client.get("/desk/")
    assert not page.context["whole"] and not client.get(page.context["older_url"]).context["whole"]


def test_a_case_that_waits_for_two_things_is_one_line(desk, application, cast):
    case, alone = application(), application("另一件")
    officer = {"by": cast.actor("zhou_jingban"), "at": noon("2026-02-11")}
    foi.accept(case=case, **officer)
    case.refresh_from_db()
    consulting.consult(case=case, kind="third_party", whom="王五", letter="", **officer)
    client = desk("zhou_jingban")
    for tab in ("mine", "unit"):
        response = client.get(f"/desk/?tab={tab}")
        shown = [line for _, group in response.context["groups_of_lines"] for line in group]
        assert sorted(line.reference for line in shown) == sorted([case.reference, alone.reference]), tab
        waiting = next(line for line in shown if line.reference == case.reference)
        page = response.content.decode()
        assert waiting.also and all(f">{word}</span>" in page for word in (waiting.state, *waiting.also))
        assert [each["count"] for each in response.context["tabs"][:2]] == [2, "2"]
    assert client.get(f"/desk/c/{case.reference}/").context["near"].total == 2


def test_signs_that_nobody_sees_are_no_question(desk, application):
    application()
    page = desk("zhou_jingban").get("/desk/", {"q": "\x00"})
    assert page.status_code == 200 and "query" not in page.context and page.context["tabs"]


@pytest.mark.parametrize("typed", ["〔2026〕", "[2026]", "【2026】", "(２０２６)", "明建[2026]2", "明建 [ 2026 ] 2号"])
def test_a_document_number_is_found_with_any_brackets(home, desk, typed):
    draft = {
        "section": "policy",
        "title": "补助办法",
        "formed_on": "2026-3-2",
        "document_number": "明建〔2026〕2号",
        "body": "<p>条。</p>",
    }
    made = desk("wang_bianji").post("/desk/r/new/policy/", draft).url
    found = desk("wang_bianji").get("/desk/", {"q": typed})
    assert found.headers.get("location") == made or "补助办法" in found.content.decode()


def test_a_row_names_who_has_the_case_and_nobody_before_it_is_taken_on(desk, application, cast):
    case, officer = application(), desk("zheng_jingban")
    shown = officer.get("/desk/").context["groups_of_lines"]
    assert [line.who for _, lines in shown for line in lines] == [""]
    foi.accept(case=case, by=cast.actor("zhou_jingban"), at=noon("2026-02-26"))
    shown = officer.get("/desk/").context["groups_of_lines"]
    assert [line.who for _, lines in shown for line in lines] == ["周敏"]


@pytest.mark.parametrize(
    "day, heading, words",
    [
        ("2026-03-02", "3个工作日内到期", "等确认"),
        ("2026-03-04", "3个工作日内到期", "等确认"),
        ("2026-03-05", "3个工作日内到期", "等确认"),
        ("2026-03-06", "已超期，或等的日子已过", "还没确认"),
    ],
)
def test_a_receipt_that_waits_to_be_confirmed_is_due_this_week(desk, cast, today, day, heading, words):
    """Three working days from registration on; then there is something to look at again, and no term was missed."""
    foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="letter", by=cast.actor("zhou_jingban"), at=noon("2026-03-02")
    )
    today(day)
    ((shown, (line,)),) = desk("zhou_jingban").get("/desk/").context["groups_of_lines"]
    assert (shown, line.seen.words, line.seen.light) == (heading, words, "paused" if words == "等确认" else "yellow")
    assert line.waits == ("等到2026-03-05" if words == "等确认" else "")
