"""The public's search page: found, narrowed, paged, as JSON; helped, slowed, and said when there is no index."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.plugins.cast import noon

from gongkai.doors.counter import search
from gongkai.engines.feeders import following, rebuilding
from gongkai.engines.feeders.tests.conftest import Office
from gongkai.ground.search import popular
from gongkai.kernel.records.catalogue import merge
from gongkai.kernel.records.queries import any_section, forget


@pytest.fixture
def office(cast, home):
    cache.clear()
    made = Office(cast)
    made.publish("义务教育招生方案", "小学报名带户口簿。", kind="policy", document_number="明建〔2026〕12号")
    made.publish("公积金<script>提取", "购房可以提取。", at=noon("2025-05-06"))
    made.draft("梧桐街改造草案")
    rebuilding.rebuild()
    return made


def ask(**more):
    network = more.pop("network", "10.0.0.1")
    return Client(REMOTE_ADDR=network).get("/counter/search", more)


def text(answer) -> str:
    return answer.content.decode()


def test_without_a_question_it_says_how_to_ask(office):
    page = text(ask())
    assert "拼音" in page and "从公开目录里找" in page and "没有找到" not in page


def test_what_is_found_is_shown_with_marks_facets_and_escaped(office):
    page = text(ask(q="公积金"))
    assert "找到<b" in page and "<mark>公积金</mark>&lt;script&gt;" in page and "<script>提取" not in page
    page = text(ask(q="提取 报名", order="newest", literal="1"))
    assert "没有找到" in page and "少写一个词，就有" in page and "/counter/foi/apply" in page
    everything = text(ask(year="2026"))
    assert (
        "2025年" in everything
        and "年份：2026年" in everything
        and "义务教育招生方案" in everything
        and "&lt;script&gt;" not in everything
    )


def test_what_was_asked_in_its_place_is_said_with_a_way_to_the_words_as_typed(office):
    page = text(ask(q="公记金"))
    assert "没有找到“公记金”。您要找的是不是：" in page and "<mark>公积金</mark>" in page
    assert "q=%E5%85%AC%E8%AE%B0%E9%87%91&amp;literal=1" in page and "仍按原来写的找" in page
    as_typed = text(ask(q="公记金", literal="1"))
    assert "<mark>" not in as_typed and "您要找的是不是" in as_typed and "仍按原来写的找" not in as_typed
    page = text(ask(q="报名怎么提取"))
    assert "没有要求写到“报名”" in page or "没有要求写到“提取”" in page
    assert "文号或者索引号就是“明建[2026]12号”的，只有这一条" in text(ask(q="明建[2026]12号"))
    assert "没有文号或者索引号是“明建[2026]13号”的，下面是号码相近的" in text(ask(q="明建[2026]13号"))
    assert "按读音找的" in text(ask(q="gongjijin"))


def test_what_was_asked_in_its_place_counts_as_nobodys_question(office):
    for n in range(popular.FLOOR):
        ask(q="公记金", network=f"10.0.1.{n}")
    assert "大家常找" not in text(ask())


def test_nothing_that_is_not_public_is_found_suggested_or_counted(office):
    for words in ("梧桐街", "wutong", "草案"):
        assert "改造草案" not in text(ask(q=words)) and ask(q=words, format="json").json()["total"] == 0
        assert Client().get("/counter/search/suggest", {"q": words}).json()["suggestions"] == []
    told = ask(kind="notice", format="json").json()
    assert told["total"] == 1 and {value["count"] for values in told["facets"].values() for value in values} == {1}


def test_as_json(office):
    told = ask(q="明建[2026]12号", format="json").json()
    (one,) = told["results"]
    assert (told["total"], one["title"], one["document_number"]) == (1, "义务教育招生方案", "明建〔2026〕12号")
    assert one["url"] == f"/r/{one['id']}/" and one["json"] == f"/r/{one['id']}/index.json"
    assert one["document_number"] and told["bears_number"] and told["instead"] is None
    told = ask(q="公记金", format="json").json()
    assert (told["total"], told["did_you_mean"], told["instead"]["query"]) == (1, ["公积金"], "公积金")
    told = ask(q="公记金", format="json", literal="1").json()
    assert (told["total"], told["did_you_mean"], told["instead"]) == (0, ["公积金"], None)
    assert ask(q="gongjijin", format="json").json()["read_as"] == ["公积金"]
    assert ask(format="json").json()["results"] == []


@pytest.mark.parametrize("more", [
    {"page": "99999999999999"}, {"page": "x"}, {"page": "-1"}, {"page": "50"}, {"year": "abc"}, {"unit": "' OR 1=1"}, {"order": "oldest"},
    {"q": "\x00 " * 20}, {"q": "字" * 5000}, {"q": "((((\"\\*:^~AND OR NOT"}, {"section": "nope"}, {"q": "/etc/passwd"}, {"q": "😀"},
])  # fmt: skip
def test_whatever_is_asked_is_answered(office, more):
    assert ask(**({"q": "公示"} | more)).status_code == 200
    assert ask(**({"q": "公示"} | more), format="json").status_code == 200
    assert Client().get("/counter/search/suggest", {"q": more.get("q", "公")}).status_code == 200


def test_suggestions(office):
    told = Client().get("/counter/search/suggest", {"q": "yiwu"}).json()["suggestions"]
    assert {
        "words": "义务教育",
        "title": False,
        "url": "/counter/search?q=%E4%B9%89%E5%8A%A1%E6%95%99%E8%82%B2",
    } in told
    titles = [
        each for each in Client().get("/counter/search/suggest", {"q": "义务教"}).json()["suggestions"] if each["title"]
    ]
    assert [each["words"] for each in titles] == ["义务教育招生方案"] and titles[0]["url"].startswith("/r/")


def test_what_many_ask_is_offered_and_what_one_asks_is_not(office):
    for n in range(popular.FLOOR):
        assert "大家常找" not in text(ask())
        ask(q="义务教育", network=f"10.0.1.{n}")
        ask(q="公积金", network="10.0.9.9")
        ask(q="火星", network=f"10.0.1.{n}")
    page = text(ask())
    assert "大家常找" in page and ">义务教育</a>" in page and ">公积金</a>" not in page and "火星" not in page


def test_who_asks_too_fast_is_told_when_to_come_again_and_nobody_else(office, monkeypatch):
    monkeypatch.setattr(search, "BY_NETWORK", search.throttle.Brake("search", free=2, window=60))
    assert [ask(q="公积金").status_code for _ in range(3)] == [200, 200, 429]
    answer = ask(q="公积金")
    assert "搜得太快了" in text(answer) and int(answer.headers["Retry-After"]) >= 1 and 'value="公积金"' in text(answer)
    assert ask(q="公积金", network="10.0.0.2").status_code == 200


def test_without_an_index_it_says_so_and_offers_the_catalogue(cast, home):
    cache.clear()
    answer = ask(q="公积金")
    assert answer.status_code == 503 and "搜索暂时用不了" in text(answer) and 'href="/catalogue/"' in text(answer)
    assert ask(q="公积金", format="json").status_code == 503
    assert Client().get("/counter/search/suggest", {"q": "公"}).status_code == 204
    assert "从公开目录里找" in text(ask())


def test_pages(office):
    for n in range(11):
        office.publish(f"第{n}号公示")
    following.catch_up()
    first, second = text(ask(q="公示")), text(ask(q="公示", page="2"))
    assert "下一页" in first and "第1—10条，共12条" in first and "上一页" not in first
    assert "上一页" in second and "第11—12条，共12条" in second and "下一页" not in second


def test_a_section_that_has_merged_leads_on_with_the_question(office, cast):
    old, new = any_section("notices"), any_section("policy")
    merge(section=old, into=new, by=cast.actor("gao_gongkai"), at=noon("2026-03-02"))
    forget()
    answer = Client().get("/counter/search", {"q": "公积金", "section": "notices", "order": "newest"})
    assert answer.status_code == 301 and "section=policy" in answer.url and "order=newest" in answer.url
    assert Client().get(answer.url).status_code == 200
