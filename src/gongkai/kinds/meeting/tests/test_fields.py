"""What is told of a meeting."""

import pytest

from gongkai.kinds.meeting import Meeting
from gongkai.kinds.meeting.faces import site
from gongkai.pure.declare.kinds import FieldErrors

HELD = {
    "title": "县政府召开第12次常务会议", "formed_on": "2026-03-02", "body": "<p>会议听取了汇报。</p>", "sort": "executive", "met_on": "2026-03-01",
    "session": "县政府第12次常务会议", "agenda": "一、研究防汛工作\n\n二、审议危房改造办法",
}  # fmt: skip


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Meeting.clean(HELD | changes)
    return set(refused.value.errors)


@pytest.mark.parametrize(("day", "fits"), [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", False)])
def test_it_is_told_of_once_it_was_held(day, fits):
    assert Meeting.clean(HELD | {"met_on": day}) if fits else wrong(met_on=day) == {"met_on"}


@pytest.mark.parametrize("sort", ["executive", "plenary"])
def test_a_formal_meeting_has_an_agenda(sort):
    assert wrong(sort=sort, agenda="") == {"agenda"}
    assert Meeting.clean(HELD | {"sort": "hearing", "agenda": ""})["agenda"] is None


@pytest.mark.parametrize("name", ["sort", "met_on"])
def test_what_every_meeting_has(name):
    assert wrong(**{name: ""}) == {name}


def test_its_line_and_its_linked_data():
    held = Meeting.clean(HELD) | {"unit": {"name": "明川县人民政府"}}
    assert site.line(held) == ["常务会议", "2026-03-01召开", "2个议题"] and site.state(held) == (
        "tag--info",
        "常务会议",
    )
    about = site.linked(held)["about"]
    assert (about["@type"], about["startDate"], about["location"]["name"]) == ("Event", "2026-03-01", "明川县人民政府")
