"""What a warning and the other papers of an emergency must say."""

import pytest

from gongkai.kinds.emergency import LEVELS, Emergency
from gongkai.kinds.emergency.faces import site
from gongkai.pure.declare.kinds import FieldErrors

WARNING = {
    "title": "明川县发布暴雨橙色预警", "formed_on": "2026-06-02", "body": "<p>请注意防范。</p>", "stage": "warning", "level": "orange", "hazard": "暴雨",
    "area": "大桥镇、柳湾乡", "begins_on": "2026-06-02", "ends_on": "2026-06-04",
}  # fmt: skip


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Emergency.clean(WARNING | changes)
    return set(refused.value.errors)


@pytest.mark.parametrize("name", ["hazard", "area"])
def test_a_warning_says_what_comes_where(name):
    assert wrong(**{name: ""}) == {name}


def test_only_a_warning_has_a_level():
    assert wrong(stage="plan") == {"level"}
    assert Emergency.clean(WARNING | {"level": ""})["level"] is None  # a notice that water is cut off has none


@pytest.mark.parametrize(("day", "fits"), [("2026-06-01", False), ("2026-06-02", True), ("2026-06-03", True)])
def test_it_ends_after_it_begins(day, fits):
    assert Emergency.clean(WARNING | {"ends_on": day}) if fits else wrong(ends_on=day) == {"ends_on"}


def test_its_line_its_tag_and_its_linked_data():
    told = Emergency.clean(WARNING) | {"published_on": "2026-06-02"}
    assert site.line(told) == ["橙色预警（二级）", "暴雨", "到2026-06-04"]
    assert [site.state(told | {"level": level})[0] for level, _ in LEVELS] == [
        "tag--warn",
        "tag--warn",
        "tag--bad",
        "tag--bad",
    ]
    linked = site.linked(told)
    assert (linked["@type"], linked["expires"], linked["spatialCoverage"]["name"]) == ("SpecialAnnouncement", "2026-06-04", "大桥镇、柳湾乡")  # fmt: skip
    assert site.linked({"stage": "plan"}) == {} and site.state({"stage": "plan"}) == ("tag--info", "应急预案")
