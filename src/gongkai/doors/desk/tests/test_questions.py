"""Unusual patterns on the desk: a question with its sample, its cases, what was found; it rests until it grows."""

from datetime import date

import pytest

from gongkai.engines.measures.sheets import catch_up
from gongkai.engines.supervision.tests.sheets import closed
from gongkai.kernel.oversight.models import Explanation
from gongkai.procedures.foi.tests.scenes import answered

URL = "/desk/supervision/questions/"
ONE = f"{URL}minute/foi/zjj/"


@pytest.fixture
def three(cast):
    found = [answered(cast, "2026-03-02", "2026-03-02") for _ in range(3)]
    catch_up()
    return found


def test_a_question_says_its_sample_and_opens_onto_its_cases(desk, three):
    client = desk("he_jiancha")
    page = client.get(URL).content.decode()
    assert "办结依申请公开3件，其中3件从受理到办结不到1分钟。" in page and "？" in page and "怎么数的" in page
    listed = client.get(ONE).content.decode()
    assert all(case.reference in listed for case in three)


def test_an_explanation_lets_it_rest_until_there_are_more(cast, desk, three, today):
    client = desk("he_jiancha")
    assert "3件从受理到办结" in client.get(f"{ONE}do/explain/").content.decode()
    assert client.post(f"{ONE}do/explain/", {"text": "已核实，三件都是当场答复。", "seen": "0"}).status_code == 302
    shown = client.get(URL)
    assert shown.context["asked"] == [] and len(shown.context["resting"]) == 1
    assert "三件都是当场答复" in shown.content.decode() and "何平" in shown.content.decode()
    assert "核实了（3件里3件）" in client.get(ONE).content.decode()
    answered(cast, "2026-03-02", "2026-03-02")
    catch_up()
    again = client.get(URL)
    assert [each.question.rate.part for each in again.context["asked"]] == [4] and not again.context["resting"]
    assert "以后又增加了" in again.content.decode()


def test_an_explanation_holds_for_a_year(cast, desk, today):
    closed(cast, 6, extended=True)
    client, url = desk("he_jiancha"), f"{URL}extended/foi/zjj/do/explain/"
    client.post(url, {"text": "已核实，案情都复杂。", "seen": "0"})
    assert not client.get(URL).context["asked"]
    closed(cast, 6, extended=True, on=date(2027, 3, 1))
    Explanation.objects.update(hits=12, sample=12)  # so that it is not the number that brings it back
    today("2027-03-03")
    assert len(client.get(URL).context["asked"]) == 1


def test_what_is_too_short_is_asked_for_again_and_stays(desk, three):
    client = desk("he_jiancha")
    page = client.post(f"{ONE}do/explain/", {"text": "没事", "seen": "0"})
    assert page.status_code == 422 and "至少5个字" in page.content.decode() and "没事" in page.content.decode()
    assert not Explanation.objects.exists()


def test_two_who_explain_at_once_are_told(desk, three):
    said = {"text": "已核实，都是当场答复。", "seen": "0"}
    assert desk("he_jiancha").post(f"{ONE}do/explain/", said).status_code == 302
    second = desk("gao_gongkai").post(f"{ONE}do/explain/", said | {"text": "又核实了一遍。"})
    assert second.status_code == 422 and Explanation.objects.count() == 1


@pytest.mark.parametrize("username", ("zhou_jingban", "liu_qianfa", "wang_bianji", "lin_guanli"))
def test_questions_and_the_league_are_for_those_who_oversee(desk, three, username):
    client = desk(username)
    for url in (URL, ONE, f"{ONE}do/explain/", "/desk/supervision/league/"):
        assert client.get(url).status_code == 404
    assert "要核实的疑问" not in client.get("/desk/supervision/").content.decode()


def test_where_there_is_no_question_nothing_is_explained(desk):
    assert desk("he_jiancha").get(f"{ONE}do/explain/").status_code == 302
    assert "现在没有这个疑问" in desk("he_jiancha").get(ONE).content.decode()


def test_the_league_states_its_sample_and_opens_onto_the_register(cast, desk):
    for _ in range(5):
        answered(cast, "2026-02-10", "2026-03-02")
    late = answered(cast, "2026-01-05", "2026-03-02")
    closed(cast, 2, "wjw")
    catch_up()
    page = desk("he_jiancha").get("/desk/supervision/league/")
    said = page.content.decode()
    (line,) = page.context["ranked"]
    assert (line["closed"], line["kept"], line["late"], line["rank"]) == (6, 5, 1, 1) and "83.3%" in said
    assert "件数太少，不排名" in said and "卫生健康委员会" in said
    assert late.reference in desk("he_jiancha").get(line["late_url"]).content.decode()
