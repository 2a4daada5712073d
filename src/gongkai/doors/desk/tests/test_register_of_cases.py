"""The register of cases: columns, filters, pages by key, what goes out, and for whom what stands there."""

from datetime import date
from functools import partial
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.plugins.cast import noon

from gongkai.doors.desk import register
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.cases.actions import conceal
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import consulting, serving
from gongkai.procedures.foi.tests.scenes import answered, handled
from gongkai.procedures.remedies import actions as remedies

BASE = "/desk/register/"


@pytest.fixture
def lines(desk):
    """``lines("?unit=zjj", "zhou_jingban")``: the entries of a page."""

    def read(query: str = "", username: str = "zhou_jingban"):
        page = desk(username).get(f"{BASE}{query}")
        assert page.status_code == 200
        return page.context["lines"]

    return read


@pytest.fixture
def three(cast, application, today):
    """Answered in time; open and in hand; open at another unit and overdue."""
    done, open_one = answered(cast, "2026-01-05", "2026-01-12"), handled(cast, "2026-02-10")
    late = application("供水合同", "2026-01-06", "wjw")
    today("2026-03-02")
    return {"done": done, "open": open_one, "late": late}


def named(three, found) -> set[str]:
    return {name for name, case in three.items() if case.reference in {line.reference for line in found}}


ASKED = {
    "": {"done", "open", "late"}, "?phase=open": {"open", "late"}, "?phase=closed": {"done"}, "?light=red": {"late"}, "?light=green": {"open"},
    "?light=yellow": set(), "?kept=yes": {"done"}, "?kept=no": set(), "?unit=wjw": {"late"}, "?p=foi": {"done", "open", "late"}, "?p=litigation": set(),
    "?state=foi:handling": {"open"}, "?outcome=foi:3_1": {"done"}, "?came=2026-01-06&came_to=2026-02-09": {"late"}, "?came=2026-02-10": {"open"},
    "?closed=2026-01-12&closed_to=2026-01-12": {"done"}, "?closed_to=2026-01-11": set(), "?channel=web": {"done", "open", "late"},
    "?channel=fax": set(), "?party=natural": {"done", "open", "late"}, "?who=zhou_jingban": {"done", "open"}, "?who=applicant": set(),
    "?q=供水": {"late"}, "?q=危房+名单": {"done", "open"}, "?q=危房+供水": set(), "?extended=no": {"done", "open", "late"}, "?extended=yes": set(),
    "?reviews=no": {"done", "open", "late"}, "?reviews=yes": set(), "?consulted=no": {"done", "open", "late"}, "?consulted=yes": set(), "?consulted=open": set(),
    "?served=no": {"done"}, "?served=yes": set(), "?due=2026-02-01&due_to=2026-02-06": {"done", "late"}, "?due=2026-03-01": {"open"}, "?due_to=2026-02-02": {"done"},
}  # fmt: skip


def test_it_holds_what_is_asked_for(lines, three):
    assert {query: named(three, lines(query, "gao_gongkai")) for query in ASKED} == ASKED


NOWHERE = (
    "?p=none",
    "?unit=none",
    "?unit=wjw",
    "?state=foi:none",
    "?outcome=3_1",
    "?light=blue",
    "?phase=x",
    "?channel=x",
    "?party=x",
    "?kept=x",
    "?extended=x",
    "?consulted=x",
    "?served=x",
    "?reviews=x",
)


def test_what_is_none_of_the_choices_leads_nowhere(desk):
    client = desk("zhou_jingban")
    assert {query: client.get(f"{BASE}{query}").status_code for query in NOWHERE} == dict.fromkeys(NOWHERE, 404)


@pytest.mark.parametrize("query, said", [("?came=昨天", "没有筛"), ("?closed=2026-13-01", "没有筛"), ("?came=2026-03-01&came_to=2026-02-01", "请对调")])  # fmt: skip
def test_a_day_that_is_none_is_told_and_the_rest_is_kept(desk, three, query, said):
    page = desk("zhou_jingban").get(f"{BASE}{query}&channel=web")
    assert said in page.content.decode() and page.context["wanted"].channel == "web"


def test_what_an_office_keeps_stands_in_the_columns(cast, lines, three):
    case, by = three["open"], cast.actor("zhou_jingban")
    foi.extend(case=case, days=20, ground="数量多", by=cast.actor("liu_qianfa"), at=noon("2026-02-12"))
    asked = consulting.consult(case=case, kind="third_party", whom="某某商户", letter="", by=by, at=noon("2026-02-12"))
    consulting.record_opinion(consultation=asked, consents=False, opinion="不同意", by=by, at=noon("2026-02-26"))
    matter = remedies.Matter("natural", {"name": "张三"}, "名单", "请求撤销答复。", "明川县人民政府")
    review = remedies.register(procedure="reconsideration", unit=cast.units["zjj"], matter=matter, channel="letter", received_on=date(2026, 2, 26), about=three["done"], by=cast.actor("feng_fazhi"), at=noon("2026-02-26"))  # fmt: skip
    found = {line.reference: line for line in lines()}
    handled, done = found[case.reference], found[three["done"].reference]
    assert (handled.came, handled.asker, handled.officer, handled.extended) == ("2026-02-10", "张某", "周敏", "20天")
    assert handled.consulted == "第三方，2026-02-12发出，2026-02-26不同意公开" and "商户" not in handled.consulted
    assert handled.due > "2026-04-01" and handled.closed == handled.outcome == ""
    assert (done.closed, done.outcome, done.seen.words) == ("2026-01-12", "予以公开", "按期办结")
    assert done.reviews == ((f"行政复议{review.reference}：待答复", f"/desk/c/{review.reference}/"),)


def test_it_is_narrowed_by_what_stands_in_its_columns(cast, lines, three):
    case, by = three["open"], cast.actor("zhou_jingban")
    foi.extend(case=case, days=20, ground="数量多", by=cast.actor("liu_qianfa"), at=noon("2026-02-12"))
    asked = consulting.consult(case=case, kind="third_party", whom="某某商户", letter="", by=by, at=noon("2026-02-12"))
    assert named(three, lines("?extended=yes")) == {"open"} == named(three, lines("?consulted=open"))
    consulting.record_opinion(consultation=asked, consents=False, opinion="不同意", by=by, at=noon("2026-02-26"))
    assert named(three, lines("?consulted=yes")) == {"open"} and not lines("?consulted=open")
    (answer,) = (each for each in serving.papers_of(three["done"]) if each.kind == "answer")
    serving.send(case=three["done"], paper=answer.number, way="in_person", signer="本人", on=date(2026, 1, 13), by=by, at=noon("2026-01-20"))  # fmt: skip
    assert named(three, lines("?served=yes")) == {"done"} and not lines("?served=no")
    matter = remedies.Matter("natural", {"name": "张三"}, "名单", "请求撤销答复。", "明川县人民政府")
    remedies.register(procedure="reconsideration", unit=cast.units["zjj"], matter=matter, channel="letter", received_on=date(2026, 2, 26), about=three["done"], by=cast.actor("feng_fazhi"), at=noon("2026-02-26"))  # fmt: skip
    assert named(three, lines("?reviews=yes")) == {"done"}
    assert named(three, lines("?reviews=yes", "he_jiancha")) <= {"done"}


def test_officers_are_offered_by_name(desk, three):
    page = desk("zhou_jingban").get(f"{BASE}?who=zhou_jingban")
    (offered,) = (each for each in page.context["choices"] if each["name"] == "who")
    assert ("zhou_jingban", "周敏") in offered["groups"][0][1] and offered["value"] == "zhou_jingban"
    assert page.content.decode().count('name="who"') == 1


def test_numbers_are_found_and_applicants_by_those_who_are_told_of_them(lines, three):
    assert named(three, lines(f"?q={three['done'].reference}")) == {"done"}
    assert named(three, lines("?q=张三")) == {"done", "open"}
    assert not lines("?q=张三", "gao_gongkai") and not lines("?q=张三", "he_jiancha")


def test_how_the_answer_arrived_stands_in_its_column(cast, lines, three, today):
    case, by, at = three["done"], cast.actor("zhou_jingban"), noon("2026-01-20")

    def served() -> str:
        return next(line.served for line in lines() if line.reference == case.reference)

    assert served() == ""
    (answer,) = (each for each in serving.papers_of(case) if each.kind == "answer")
    send = partial(serving.send, case=case, paper=answer.number, way="post", posting="XA12345678944", by=by, at=at)
    first = send(on=date(2026, 1, 13))
    assert served() == "邮寄，2026-01-13发出"
    serving.come_back(service=first, on=date(2026, 1, 16), reason="查无此人", by=by, at=at)
    assert served() == "邮寄，2026-01-16退回"
    serving.serve(service=send(on=date(2026, 1, 19)), on=date(2026, 1, 20), by=by, at=at)
    assert served() == "邮寄，2026-01-20送达"


@pytest.mark.parametrize("username, asker", [("zhou_jingban", "张某"), ("gao_gongkai", ""), ("he_jiancha", "")])
def test_who_applies_stands_there_for_those_who_handle_the_case(desk, lines, three, username, asker):
    found = next(line for line in lines("", username) if line.reference == three["open"].reference)
    assert found.asker == asker
    out = load_workbook(BytesIO(desk(username).post(f"{BASE}export?p=foi&unit=zjj" if username != "zhou_jingban" else f"{BASE}export").content)).active  # fmt: skip
    assert {row[4] or "" for row in out.iter_rows(min_row=5, values_only=True)} == {asker}


def test_what_one_was_only_asked_about_is_not_in_ones_register(cast, lines, three):
    consulting.consult(case=three["open"], kind="third_party", whom="", letter="", unit=cast.units["wjw"], by=cast.actor("zhou_jingban"), at=noon("2026-02-12"))  # fmt: skip
    assert named(three, lines("", "qian_jingban")) == {"late"} and lines("", "wang_bianji") == []


def test_what_is_confidential_is_there_for_those_alone_who_see_it(cast, lines, three):
    conceal(
        case=three["open"], reason="涉密", officer="zheng_jingban", by=cast.actor("liu_qianfa"), at=noon("2026-02-12")
    )
    seen = {
        name: "open" in named(three, lines("", name))
        for name in ("zhou_jingban", "gao_gongkai", "liu_qianfa", "zheng_jingban")
    }
    assert seen == {"zhou_jingban": False, "gao_gongkai": False, "liu_qianfa": True, "zheng_jingban": True}


def test_it_is_paged_by_key_and_says_how_many_there_are(desk, application, monkeypatch):
    monkeypatch.setattr(register, "PAGE", 2)
    made = [application(f"第{n}件").reference for n in range(5)][::-1]
    client, url, seen = desk("zhou_jingban"), f"{BASE}?channel=web", []
    while url:
        page = client.get(url)
        assert page.context["total"] == "5件" and len(page.context["lines"]) <= 2
        seen += [line.reference for line in page.context["lines"]]
        url = page.context["older_url"]
    assert seen == made
    assert [line.reference for line in client.get(f"{BASE}?q=第").context["lines"]] == made[:2]


def test_words_are_looked_for_in_the_newest_and_that_is_said(desk, application, monkeypatch):
    monkeypatch.setattr(register, "LOOKED_THROUGH", 2)
    for n in range(3):
        application(f"第{n}件")
    page = desk("zhou_jingban").get(f"{BASE}?q=第0件")
    assert page.context["lines"] == [] and "最新2件里找了这些词" in page.content.decode()


def test_what_goes_out_is_what_is_shown_as_text_and_is_a_fact_without_what_was_typed(desk, application):
    application('=HYPERLINK("http://x")'), application("供水合同")
    client = desk("zhou_jingban")
    out = client.post(f"{BASE}export?channel=web&q=hyperlink")
    cells = [cell for row in load_workbook(BytesIO(out.content)).active.iter_rows(min_row=5) for cell in row]
    subject = cells[register.HEADS.index("申请内容")]
    assert len(cells) == len(register.HEADS) and (subject.value, subject.data_type) == ('=HYPERLINK("http://x")', "s")
    came = cells[register.HEADS.index("收到日期")]
    assert came.is_date and came.value.date() == Case.objects.earliest("pk").first_received_on
    body = bytes(Fact.objects.get(name="report.exported").body).decode()
    assert "办件台账，网络，含词的" in body and "hyperlink" not in body.lower()


@pytest.mark.parametrize(
    "most, query, said", [(1, "", "一次最多导出1件"), (9, "?q=没有的", "没有可以导出的"), (9, "?came=x", "没有筛")]
)
def test_too_much_or_nothing_does_not_go_out_and_is_told(desk, application, monkeypatch, most, query, said):
    monkeypatch.setattr(register, "MOST_OUT", most)
    application("一"), application("二")
    page = desk("zhou_jingban").post(f"{BASE}export{query}", follow=True)
    assert said in page.content.decode() and not Fact.objects.filter(name="report.exported").exists()
