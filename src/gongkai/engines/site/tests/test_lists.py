"""Where lists lead, and what they say when nothing is on them."""

import re
from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.engines.site import build, listings, look, reader
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.records import actions

from .helpers import SIGNATORY, Office, files, page


@pytest.fixture
def office(cast, home) -> Office:
    return Office(cast)


@pytest.mark.parametrize("count, older", [(1, None), (2, None), (3, "/k/policy/2026/1/"), (5, "/k/policy/2026/2/")])
def test_the_way_to_what_is_older_leads_to_the_first_that_the_head_does_not_show(office, monkeypatch, count, older):
    """Two on the head, two on a page by year."""
    for module in (listings, reader):
        monkeypatch.setattr(module, "HEAD", 2)
        monkeypatch.setattr(module, "PER_PAGE", 2)
    made = [office.publish(f"2026-03-{n:02}", title=f"第{n}号办法").pk for n in range(2, count + 2)]
    build.full()
    found = re.search(r'href="([^"#]*)#?([^"]*)" rel="next"', page("k/policy/index.html"))
    assert (found and found[1]) == older
    if found:
        assert found[2] == made[-3] and f'<li id="{made[-3]}">' in page(f"{older[1:]}index.html")


def test_what_was_withdrawn_is_no_reason_to_go_on(office, monkeypatch):
    monkeypatch.setattr(reader, "HEAD", 1)
    office.withdraw(office.publish("2026-03-02"), "2026-03-03")
    office.publish("2026-03-04", title="新办法")
    build.full()
    assert 'rel="next"' not in page("k/policy/index.html")


def test_a_government_of_which_nothing_is_listed_leads_to_the_catalogue(office):
    build.full()
    home = page("u/xzf/index.html")
    assert (
        "的文件由承办的部门公开" in home and "按规定应当在20个工作日内公开" not in home and "按年份看全部" not in home
    )
    assert re.search(r"<title>([^_<]*)</title>", home)
    assert "按规定应当在20个工作日内公开" in page("u/wjw/index.html")


def test_an_empty_feed_was_last_changed_when_the_house_began(office):
    build.full()
    began = Fact.objects.order_by("idx").first().at
    assert f"<updated>{began.astimezone(noon('2026-03-02').tzinfo).isoformat(timespec='seconds')}</updated>" in page(
        "u/wjw/feed.xml"
    )


def test_a_feed_goes_by_the_instant(office):
    day = "2026-03-02"
    for title, hours in (("午后的办法", 2), ("中午的办法", 0), ("傍晚的办法", 5)):
        record = office.draft(day, title=title)
        at = noon(day) + timedelta(hours=hours)
        actions.submit(record=record, by=office.actors["wang_bianji"], at=at)
        actions.pass_review(record=record, by=office.actors["li_shenhe"], at=at)
        actions.clear(record=record, by=office.actors["wu_baomi"], at=at)
        actions.publish(record=record, by=office.actors[SIGNATORY], at=at)
    build.full()
    assert re.findall(r"<entry><title>(.*?)</title>", page("feed.xml")) == ["傍晚的办法", "午后的办法", "中午的办法"]


def test_lists_say_the_same_however_little_a_build_keeps(office, monkeypatch):
    for n in (2, 3):
        office.publish(
            f"2026-03-0{n}", unit="wjw", section="notices", kind="notice", title=f"第{n}号公告", until="2026-05-06"
        )
    build.full()
    kept = files()
    assert "公示至2026-05-06" in page("u/wjw/2026/1/index.html")
    for module in (look, reader):
        monkeypatch.setattr(module, "KEPT", 0)
    build.full()
    assert files() == kept
