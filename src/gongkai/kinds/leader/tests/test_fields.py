"""What is told of a leader."""

import pytest

from gongkai.kinds.leader import Leader
from gongkai.kinds.leader.faces import site
from gongkai.pure.declare.kinds import FieldErrors

HEAD = {
    "title": "局长刘志远", "formed_on": "2026-03-01", "body": "<p>1974年生。</p>", "person": "刘志远", "post": "党组书记、局长", "place": "01",
    "duties": "主持全面工作\n\n分管人事股", "since": "2024-05-01",
}  # fmt: skip


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Leader.clean(HEAD | changes)
    return set(refused.value.errors)


@pytest.mark.parametrize(
    ("day", "fits"), [("2024-04-30", False), ("2024-05-01", True), ("2024-05-02", True), ("", True)]
)
def test_nobody_leaves_before_coming(day, fits):
    assert Leader.clean(HEAD | {"until": day}) if fits else wrong(until=day) == {"until"}


@pytest.mark.parametrize(("place", "fits"), [("0", False), ("1", True), ("999", True), ("1000", False), ("一", False)])
def test_a_rank_is_a_small_number(place, fits):
    assert Leader.clean(HEAD | {"place": place}) if fits else wrong(place=place) == {"place"}


def test_the_title_names_who_it_is():
    assert wrong(title="领导介绍") == {"title"} and wrong(duties="") == {"duties"}


def test_the_roll_goes_by_rank_and_those_who_left_come_last():
    views = [HEAD | {"place": place, "until": until} for place, until in (("2", None), ("1", "2025-01-01"), ("10", None), ("3", "2026-01-01"), ("1", None))]  # fmt: skip
    assert [(view["place"], view["until"]) for view in sorted(views, key=site.rank)] == [("1", None), ("2", None), ("10", None), ("3", "2026-01-01"), ("1", "2025-01-01")]  # fmt: skip


def test_its_line_its_mark_and_its_linked_data():
    view = Leader.clean(HEAD) | {"unit": {"name": "县住建局"}}
    assert site.line(view) == ["党组书记、局长", "主持全面工作"] and site.state(view) is None
    assert site.state(view | {"until": "2026-01-01"})[1] == "已离任"
    assert site.linked(view)["mainEntity"]["jobTitle"] == "党组书记、局长"
