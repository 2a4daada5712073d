"""What is told of what a unit did."""

import pytest

from gongkai.kinds.news import News
from gongkai.kinds.news.faces import site
from gongkai.pure.declare.kinds import FieldErrors

DID = {
    "title": "县住建局到社区看危房",
    "formed_on": "2026-03-02",
    "body": "<p>一</p>",
    "author": "王敏",
    "happened_on": "2026-03-01",
}


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        News.clean(DID | changes)
    return set(refused.value.errors)


@pytest.mark.parametrize(("day", "fits"), [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", False)])
def test_it_has_happened(day, fits):
    assert News.clean(DID | {"happened_on": day}) if fits else wrong(happened_on=day) == {"happened_on"}


def test_what_is_taken_over_says_from_where():
    assert wrong(original="https://news.example.cn/1") == {"source"} and wrong(
        original="news.example.cn", source="甲"
    ) == {"original"}
    view = News.clean(DID | {"original": "https://news.example.cn/1", "source": "宁州日报"})
    assert site.state(view)[1] == "转载" and site.linked(view)["sourceOrganization"]["name"] == "宁州日报"


def test_its_line_and_its_linked_data():
    view = News.clean(DID)
    assert site.line(view) == ["王敏", "2026-03-01的事"] and site.state(view) is None
    assert site.linked(view)["@type"] == "NewsArticle" and site.linked(view)["author"]["name"] == "王敏"
