"""Search at the desk: drafts within scope, cases by number, without an index by titles; the list of synonyms is the office's."""

import pytest
from django.core.cache import cache
from tests.plugins.cast import noon

from gongkai.engines.feeders import following, rebuilding
from gongkai.engines.feeders.tests.conftest import Office
from gongkai.ground.search import queries
from gongkai.kernel.records import validity
from gongkai.procedures.foi import actions as foi

DAY = noon("2026-03-02")


@pytest.fixture
def office(cast, home):
    cache.clear()
    made = Office(cast)
    made.draft("梧桐街改造草案", "拟拆除两处围墙。", kind="policy", document_number="明建〔2026〕7号")
    made.publish("海绵城市公示", "共三处。")
    rebuilding.rebuild()
    return made


def text(answer) -> str:
    return answer.content.decode()


def test_records_by_their_text_with_marks_state_and_facets(office, desk):
    page = text(desk("wang_bianji").get("/desk/search", {"q": "围墙"}))
    assert "<mark>围墙</mark>" in page and "梧桐街改造草案" in page and ">草稿</span>" in page
    everything = text(desk("gao_gongkai").get("/desk/search", {"unit": "zjj"}))
    assert "环节" in everything and "草稿" in everything and "海绵城市公示" in everything


def test_a_list_tells_what_holds_no_more(office, desk, cast):
    record = office.publish(
        "供热管理办法", "全文。", kind="policy", document_number="明建〔2026〕8号", effective_on="2026-03-02"
    )
    validity.repeal(record=record, because="任务已经完成", by=cast.actor("liu_qianfa"), at=DAY)
    following.catch_up()
    person = desk("wang_bianji")
    assert ">已公开，已废止</span>" in text(person.get("/desk/search", {"q": "供热"}))
    assert " · 已废止</small>" in text(person.get("/desk/r/?kind=policy"))


@pytest.mark.parametrize("typed", ["明建〔2026〕7号", "明建[2026]7号"])
def test_an_exact_number_opens_at_once(office, desk, typed):
    answer = desk("wang_bianji").get("/desk/search", {"q": typed})
    assert answer.status_code == 302 and answer.headers["location"].startswith("/desk/r/")
    assert "找“" in text(desk("sun_bianji").get("/desk/search", {"q": typed}))


def test_a_case_is_found_by_number_and_by_the_subject_of_the_latest_and_its_text_is_in_no_index(office, desk, cast):
    asked = foi.Request("natural", {"name": "王某"}, "香樟路拆迁补偿标准", "全文里的紫藤", "electronic", "online")
    case = foi.submit(unit=cast.units["zjj"], request=asked, at=DAY).case
    following.catch_up()
    officer = desk("zhou_jingban")
    assert officer.get("/desk/search", {"q": case.reference}).headers["location"] == f"/desk/c/{case.reference}/"
    wide = case.reference.translate(
        {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789-"}
    )  # an input method left on
    assert officer.get("/desk/search", {"q": wide}).headers["location"] == f"/desk/c/{case.reference}/"
    assert case.reference in text(officer.get("/desk/search", {"q": "香樟路"}))
    assert case.reference not in text(officer.get("/desk/search", {"q": "紫藤"}))
    assert case.reference not in text(desk("qian_jingban").get("/desk/search", {"q": "香樟路"}))


def test_without_an_index_titles_are_found_and_it_says_so(cast, home, desk):
    cache.clear()
    Office(cast).draft("梧桐街改造草案")
    page = text(desk("wang_bianji").get("/desk/search", {"q": "梧桐街"}))
    assert "全文搜索暂时用不了" in page and "梧桐街改造草案" in page
    assert "梧桐街改造草案" not in text(desk("sun_bianji").get("/desk/search", {"q": "梧桐街"}))
    assert desk("wang_bianji").get("/desk/search/suggest", {"q": "梧"}).status_code == 204


def test_suggestions_are_of_what_exists_for_the_person(office, desk):
    told = desk("wang_bianji").get("/desk/search/suggest", {"q": "wut"}).json()["suggestions"]
    assert [each["words"] for each in told if each["title"]] == ["梧桐街改造草案"]
    assert desk("sun_bianji").get("/desk/search/suggest", {"q": "wut"}).json()["suggestions"] == []


def test_the_box_is_on_every_page(office, desk):
    for path in ("/desk/", "/desk/r/", "/desk/account", "/desk/search"):
        assert 'action="/desk/search"' in text(desk("wang_bianji").get(path)), path


def test_the_office_changes_the_synonyms_and_they_hold_at_once(office, desk):
    client = desk("gao_gongkai")
    assert "户口本、户口簿" in text(client.get("/desk/search/synonyms")) and "没有换过" in text(
        client.get("/desk/search/synonyms")
    )
    assert "找到<b" not in text(client.get("/desk/search", {"q": "法桐街"}))
    wrong = client.post("/desk/search/synonyms", {"groups": "法桐街、梧桐街\n独行", "source": ""})
    assert wrong.status_code == 422 and "第2行只有一个词" in text(wrong) and "法桐街、梧桐街" in text(wrong)
    done = client.post("/desk/search/synonyms", {"groups": "法桐街、梧桐街", "source": "群众叫法"}, follow=True)
    assert "第1版同义词表已经启用" in text(done) and "群众叫法" in text(done)
    assert queries.groups() == [["法桐街", "梧桐街"]]
    assert "梧桐街</mark>" in text(client.get("/desk/search", {"q": "法桐街"})) or "<mark>梧桐" in text(
        client.get("/desk/search", {"q": "法桐街"})
    )
    same = client.post("/desk/search/synonyms", {"groups": "法桐街、梧桐街", "source": ""})
    assert same.status_code == 422 and "一样" in text(same)


@pytest.mark.parametrize("username", ["wang_bianji", "liu_qianfa", "he_jiancha", "lin_guanli"])
def test_nobody_else_changes_them(office, desk, username):
    assert desk(username).get("/desk/search/synonyms").status_code == 404
    assert desk(username).post("/desk/search/synonyms", {"groups": "甲乙、丙丁"}).status_code == 404
