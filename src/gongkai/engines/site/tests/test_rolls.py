"""Kinds that are shown in an order of their own: leaders by rank, institutions by their units."""

import re

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import through

from gongkai.engines.site import build, listings, tree
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section

DAY = noon("2026-03-02")


def publish(cast, person: str, place: str, until: str = "", kind: str = "leader"):
    content = {"title": f"局长{person}", "formed_on": "2026-03-01", "body": "<p>一</p>", "person": person, "post": "局长", "place": place, "duties": "主持工作", "until": until}  # fmt: skip
    section = Section.objects.get(pk="notices")
    record = records.draft(kind=kind, unit=cast.units["zjj"], section=section, content=content, by=cast.actor("wang_bianji"), at=DAY)  # fmt: skip
    through(cast, record, "published")
    return record


def names(address: str) -> list[str]:
    return re.findall(r"<b>(\w+)</b> <span>", (tree.current() / address / "index.html").read_text())


def test_leaders_stand_by_rank_and_those_who_left_apart(cast, home):
    for person, place, until in (("丙", "10", ""), ("甲", "1", ""), ("丁", "1", "2026-01-05"), ("乙", "2", "")):
        publish(cast, person, place, until)
    build.full()
    assert names("k/leader") == names("s/notices") == ["甲", "乙", "丙", "丁"]
    page = (tree.current() / "k" / "leader" / "index.html").read_text()
    assert page.index("丙") < page.index("曾任") < page.index("2026年1月5日离任")


def test_a_list_that_holds_other_kinds_too_goes_by_days(cast, home):
    publish(cast, "甲", "1")
    publish(cast, "乙", "2", kind="notice")
    build.full()
    assert names("k/leader") == ["甲"] and not names("s/notices")


@pytest.mark.parametrize(("most", "rolled"), [(1, False), (2, True), (3, True)])
def test_too_long_a_roll_is_a_list(cast, home, monkeypatch, most, rolled):
    monkeypatch.setattr(listings, "ROLL", most)
    publish(cast, "甲", "1")
    publish(cast, "乙", "2")
    build.full()
    assert bool(names("k/leader")) is rolled


def test_who_leaves_moves_in_the_roll_when_the_site_follows(cast, home):
    first = publish(cast, "甲", "1")
    publish(cast, "乙", "2")
    build.full()
    at = noon("2026-03-04")
    records.revise(record=first, reason="离任", hide_old=False, by=cast.actor("wang_bianji"), at=at)
    content = {"title": "局长甲", "formed_on": "2026-03-01", "body": "<p>一</p>", "person": "甲", "post": "局长", "place": "1", "duties": "主持工作", "until": "2026-03-03"}  # fmt: skip
    records.save(record=first, content=content, by=cast.actor("wang_bianji"), at=at)
    through(cast, first, "published")
    build.catch_up()
    followed = (tree.current() / "k" / "leader" / "index.html").read_bytes()
    assert names("k/leader") == ["乙", "甲"]
    build.full()
    assert (tree.current() / "k" / "leader" / "index.html").read_bytes() == followed


def test_who_leads_a_unit_stands_on_its_own_page_beside_how_it_is_reached(cast, home):
    build.catch_up()
    assert "机构名称" in page_of("u/zjj/about") and not names("u/zjj/about")
    publish(cast, "乙", "2")
    publish(cast, "甲", "1")
    publish(cast, "丙", "3", kind="notice")
    done = build.catch_up()
    assert done is not None and not done.full
    assert names("u/zjj/about") == ["甲", "乙"] and "局长丙" not in page_of("u/zjj/about")
    assert not names("u/wjw/about") and 'href="/u/zjj/about/"' in page_of("u/zjj")
    followed = page_of("u/zjj/about")
    build.full()
    assert page_of("u/zjj/about") == followed


def test_all_units_stand_on_the_page_of_contacts(cast, home):
    build.full()
    text = page_of("contact")
    for unit in cast.units.values():
        assert f'href="/u/{unit.code}/about/">{unit.short_name}</a>' in text
    assert 'href="/contact/"' in page_of("") and "没有登记" in text


def page_of(address: str) -> str:
    return (tree.current() / address / "index.html").read_text()
