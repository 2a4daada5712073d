"""The score adds up to what the indicators say, and a column's time is told by its name."""

from datetime import timedelta
from decimal import Decimal

import pytest

from gongkai.pure.monitor.admitting import LOOP, TOO_DEEP, TOO_LONG, Admission, Site
from gongkai.pure.monitor.indicators import NEWS_FRESH, NOTICES_FRESH, freshness, score, verdict


@pytest.mark.parametrize(
    "counts, points, vetoed, told",
    [
        ({}, "100", False, "合格"),
        ({"dead_in": 3}, "98.5", False, "合格"),
        ({"dead_in": 1000}, "90", False, "合格"),
        ({"personal": 6, "stale": 5}, "50", False, "不合格"),
        ({"home_stale": 1}, "100", True, "不合格（单项否决）"),
    ],
)
def test_what_is_taken_off_is_capped_and_a_veto_stands_above_all(counts, points, vetoed, told):
    assert score(counts) == (Decimal(points), vetoed)
    assert verdict(Decimal(points), vetoed) == told


@pytest.mark.parametrize(
    "name, told",
    [
        ("工作动态", NEWS_FRESH),
        ("政务要闻", NEWS_FRESH),
        ("通知公告", NOTICES_FRESH),
        ("其他政策文件", NOTICES_FRESH),
        ("规划计划", None),
    ],
)
def test_a_column_may_stand_for_as_long_as_the_indicators_say(name, told):
    assert freshness(name) == told
    assert timedelta(days=14) == NEWS_FRESH


@pytest.mark.parametrize(
    "address, depth, why",
    [
        ("/a/b", 3, ""),
        ("/a/b", 9, TOO_DEEP),
        ("/" + "a" * 600, 1, TOO_LONG),
        ("/x/x/x/x/", 1, LOOP),
        ("/x/y/x/y/", 1, ""),
    ],
)
def test_what_leads_nowhere_is_not_walked(address, depth, why):
    assert Admission(8).refuse(address, depth) == why


def test_ever_new_questions_behind_one_path_end():
    admission = Admission(8)
    for n in range(30):
        assert admission.refuse(f"/cal?d={n}", 1) == ""
        admission.knows(f"/cal?d={n}")
    assert admission.refuse("/cal?d=30", 1) == LOOP
    assert admission.refuse("/other?d=30", 1) == ""


@pytest.mark.parametrize(
    "href, place",
    [
        ("b.html", ("/a/b.html", True)),
        ("//mou.gov.example/x#y", ("/x", True)),
        ("https://elsewhere.example/", ("https://elsewhere.example/", False)),
        ("/文件", ("/%E6%96%87%E4%BB%B6", True)),
        ("mailto:a@b.cn", None),
        ("javascript:void(0)", None),
        ("http://[", None),
    ],
)
def test_where_a_link_leads(href, place):
    found = Site("http://127.0.0.1:9340", ("mou.gov.example",)).place(href, "/a/")
    assert (found and (found.address, found.inside)) == place
