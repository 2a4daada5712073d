"""The public negative list, and what units add to their guides; following is whole."""

from datetime import date

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import withheld

from gongkai.engines.site import build
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.records import guides, ticker, withholding

from .helpers import Office, files, page


@pytest.fixture
def office(cast, home) -> Office:
    build.catch_up()
    return Office(cast)


def act(office: Office, verb, **more):
    return verb(by=office.cast.actor("gao_gongkai"), at=noon("2026-03-09"), **more)


def followed() -> None:
    done = build.catch_up()
    assert done is not None and not done.full
    tree = files()
    build.full()
    assert tree == files()


def test_the_list_tells_what_why_and_until_when(office):
    assert "还没有列出不公开的信息" in page("withheld/index.html")
    item = withheld(office.cast)
    followed()
    text = page("withheld/index.html")
    assert (
        "内部考核材料" in text and "条例第十六条第一款" in text and "2027年3月2日" in text and "内部人事管理。" in text
    )
    act(office, withholding.review, item=item, review_on=date(2028, 5, 6))
    followed()
    assert "2028年5月6日" in page("withheld/index.html")
    act(office, withholding.lift, item=item, because="考核制度已经公开。")
    followed()
    assert "2026年3月9日移出：考核制度已经公开。" in page("withheld/index.html") and "2028年5月6日" not in page(
        "withheld/index.html"
    )


def test_the_list_says_which_day_has_come_until_that_is_looked_at_again(office):
    item, told = withheld(office.cast), "已到再评估的日子"
    for day, turned in (("2027-03-01", 0), ("2027-03-02", 1), ("2027-03-03", 0)):
        assert ticker.tick(noon(day)) == turned
        build.catch_up()
        assert (told in page("withheld/index.html")) is (day >= "2027-03-02")
    item.refresh_from_db()
    withholding.review(
        item=item, review_on=date(2028, 3, 2), by=office.cast.actor("gao_gongkai"), at=noon("2027-03-03")
    )
    followed()
    assert told not in page("withheld/index.html") and ticker.tick(noon("2027-03-04")) == 0
    assert ticker.tick(noon("2028-03-02")) == 1 and verify().findings == []


def test_it_is_found_from_the_catalogue_and_the_guide(office):
    for path in ("catalogue/index.html", "guide/index.html", "map/index.html", "u/zjj/guide/index.html"):
        assert 'href="/withheld/"' in page(path), path


def test_what_a_unit_adds_stands_behind_what_is_generated(office):
    before = page("u/zjj/guide/index.html")
    act(
        office,
        guides.edit_guide,
        unit=office.cast.units["zjj"],
        part="office",
        text="午休不停办。\n<b>周六</b>上午也办。",
    )
    followed()
    text = page("u/zjj/guide/index.html")
    own = (
        '<div class="own"><p>午休不停办。</p><p>&lt;b&gt;周六&lt;/b&gt;上午也办。</p>'
        '<p class="cap">以上由明川县住房和城乡建设局补充，2026年3月9日第1版</p></div>'
    )
    assert own in text and text.replace(own, "") == before
    assert "午休" not in page("u/wjw/guide/index.html") + page("guide/index.html")
    act(office, guides.edit_guide, unit=office.cast.units["zjj"], part="office", text="")
    followed()
    assert page("u/zjj/guide/index.html") == before


def test_the_governments_own_guide_has_its_texts_too(office):
    act(office, guides.edit_guide, unit=office.cast.units["xzf"], part="where", text="县档案馆二楼设有查阅点。")
    followed()
    assert "县档案馆二楼设有查阅点。" in page("guide/index.html")
