"""Sections: added, changed, moved, merged, closed and opened again, by the openness office alone."""

import json

import pytest
from tests.plugins.cast import Cast, noon
from tests.plugins.scenes import draft, section, through

from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions, catalogue
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import leaf_sections, standing_section

DAY = noon("2026-03-02")


@pytest.fixture
def office(cast) -> dict:
    return {"by": cast.actor("gao_gongkai"), "at": DAY}


def test_a_section_says_what_is_owed_and_why(office):
    made = catalogue.add(
        key="water", parent=section("notices"), name="饮用水水质", basis="国发〔2015〕17号", units="wjw", audience="公众",
        update_every="quarter", key_area=True, **office,
    )  # fmt: skip
    assert (made.parent_key, made.interval.label, made.owed_from.isoformat()) == ("notices", "每季度", "2026-03-02")
    assert Fact.objects.latest("idx").name == "section.placed"
    assert verify().findings == []


def test_an_interval_counts_from_when_it_was_first_set(office):
    catalogue.change(section=section("policy"), update_every="year", **office)
    later = office | {"at": noon("2026-05-02")}
    catalogue.change(section=section("policy"), update_every="month", **later)
    assert section("policy").owed_from.isoformat() == "2026-03-02"
    catalogue.change(section=section("policy"), update_every="", **later)
    assert section("policy").owed_from is None


@pytest.mark.parametrize(
    "levels, units, takes",
    [
        ("", "", {"zjj", "school"}),
        ("department", "", {"zjj"}),
        ("institution", "", {"school"}),
        ("", "school", {"school"}),
        ("department", "school", {"zjj", "school"}),
        ("town", "", set()),
    ],
)
def test_who_publishes_in_it(levels, units, takes):
    made = Section(key="x", name="某", levels=levels, units=units)
    found = {code for code, level in (("zjj", "department"), ("school", "institution")) if made.takes(code, level)}
    assert found == takes


def test_a_unit_is_offered_the_leaves_that_are_its(cast, office):
    catalogue.add(key="water", parent=section("notices"), name="水质", units="wjw", **office)
    assert [s.key for s in leaf_sections(cast.units["zjj"])] == ["policy"]
    assert {s.key for s in leaf_sections(cast.units["wjw"])} == {"policy", "water"}


@pytest.mark.parametrize(
    "key, name, says",
    [
        ("policy", "新", "已经有了"),
        ("A", "新", "小写字母"),
        ("x" * 41, "新", "最多40个字符"),
        ("fine", "", "请写栏目名称"),
        ("fine", "政策 文件", "同一级已经有"),
    ],
)
def test_what_cannot_be_added(office, key, name, says):
    with pytest.raises(StepRefused, match=says):
        catalogue.add(key=key, parent=None, name=name, **office)


@pytest.mark.parametrize("username", ["wang_bianji", "liu_qianfa", "lin_guanli", "he_jiancha"])
def test_only_the_openness_office_changes_it(cast: Cast, username):
    with pytest.raises(NotAllowed, match="政务公开办"):
        catalogue.close(section=section("policy"), by=cast.actor(username), at=DAY)


def test_who_saw_it_before_another_change_is_told(office):
    seen = section("policy").mark
    catalogue.change(section=section("policy"), description="新的说明", seen=seen, **office)
    with pytest.raises(StepRefused, match="刚才有别人改过"):
        catalogue.change(section=section("policy"), description="旧的说明", seen=seen, **office)


def order(parent: str = "") -> list[str]:
    return list(Section.objects.filter(parent_key=parent, closed_on=None).values_list("key", flat=True))


def test_it_moves_within_and_between_levels(office):
    for key in ("a", "b", "c"):
        catalogue.add(key=key, parent=None, name=f"栏目{key}", **office)
    assert order() == ["policy", "notices", "a", "b", "c"]
    catalogue.move(section=section("c"), parent=None, after=section("policy"), **office)
    assert order() == ["policy", "c", "notices", "a", "b"]
    catalogue.move(section=section("notices"), parent=None, **office)
    assert order() == ["notices", "policy", "c", "a", "b"]
    catalogue.move(section=section("a"), parent=section("c"), **office)
    assert (order(), order("c")) == (["notices", "policy", "c", "b"], ["a"])
    assert verify().findings == []


def test_where_it_cannot_move(office):
    catalogue.move(section=section("notices"), parent=section("policy"), **office)
    with pytest.raises(StepRefused, match="下级栏目下面"):
        catalogue.move(section=section("policy"), parent=section("notices"), **office)
    with pytest.raises(StepRefused, match="下级栏目下面"):
        catalogue.move(section=section("policy"), parent=section("policy"), **office)
    catalogue.add(key="also", parent=None, name="公告公示", **office)
    with pytest.raises(StepRefused, match="已经有“公告公示”"):
        catalogue.move(section=section("also"), parent=section("policy"), **office)


@pytest.mark.parametrize("deep, fine", [(4, True), (5, False)])
def test_how_deep_it_goes(office, deep, fine):
    parent = None
    for n in range(deep):
        parent = catalogue.add(key=f"level{n}", parent=parent, name=f"第{n}级", **office)
    if fine:
        catalogue.move(section=section("notices"), parent=parent, **office)
    else:
        with pytest.raises(StepRefused, match="最多5级"):
            catalogue.move(section=section("notices"), parent=parent, **office)


def test_a_merged_section_gives_its_records_and_remembers_its_lists(cast, office):
    shown, waiting = through(cast, draft(cast), "published"), draft(cast)
    gone = draft(cast)
    actions.discard(record=gone, by=cast.actor("wang_bianji"), at=DAY)
    assert catalogue.merge(section=section("notices"), into=section("policy"), **office) == 3
    merged = section("notices")
    assert (merged.merged_into, merged.closed_on.isoformat()) == ("policy", "2026-03-02")
    assert json.loads(merged.lists) == {"years": {"2026": 1}, "units": ["zjj"], "into": "policy"}
    assert {r.section_id for r in Record.objects.filter(pk__in=[shown.pk, waiting.pk, gone.pk])} == {"policy"}
    assert standing_section("notices").key == "policy"
    assert Fact.objects.filter(name="record.moved").count() == 3
    assert verify().findings == []


def test_what_went_on_its_way_goes_on_in_the_new_section(cast, office):
    record = through(cast, draft(cast), "cleared")
    catalogue.merge(section=section("notices"), into=section("policy"), **office)
    record = Record.objects.select_related("unit", "section").get(pk=record.pk)
    actions.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)
    assert record.section_id == "policy" and record.live
    assert verify().findings == []


def test_merged_again_it_remembers_both_lives(cast, office):
    through(cast, draft(cast), "published")
    catalogue.merge(section=section("notices"), into=section("policy"), **office)
    catalogue.reopen(section=section("notices"), **office)
    assert (section("notices").merged_into, section("notices").closed_on) == ("", None)
    catalogue.merge(section=section("notices"), into=section("policy"), **office)
    assert section("notices").former == {"years": {"2026": 1}, "units": ["zjj"], "into": "policy"}


def test_a_chain_of_merges_leads_to_its_end(office):
    for key in ("a", "b"):
        catalogue.add(key=key, parent=None, name=key, **office)
    catalogue.merge(section=section("a"), into=section("b"), **office)
    catalogue.merge(section=section("b"), into=section("policy"), **office)
    assert standing_section("a").key == "policy"


@pytest.mark.parametrize(
    "state, fine", [("draft", False), ("published", False), ("withdrawn", False), ("discarded", True)]
)
def test_with_records_in_it_it_closes_only_into_another(cast, office, state, fine):
    record = draft(cast)
    if state in ("published", "withdrawn"):
        through(cast, record, "published")
    if state == "withdrawn":
        actions.withdraw(record=record, ground="条例第十五条", keep_title=True, by=cast.actor("liu_qianfa"), at=DAY)
    if state == "discarded":
        actions.discard(record=record, by=cast.actor("wang_bianji"), at=DAY)
    if fine:
        assert catalogue.close(section=section("notices"), **office).closed_on
    else:
        with pytest.raises(StepRefused, match="还有1条信息，不能直接停用。请用“并入别的栏目”"):
            catalogue.close(section=section("notices"), **office)


def test_with_sections_below_it_stays(office):
    catalogue.add(key="water", parent=section("policy"), name="水质", **office)
    for verb, more in ((catalogue.close, {}), (catalogue.merge, {"into": section("notices")})):
        with pytest.raises(StepRefused, match="下面还有1个栏目（水质）"):
            verb(section=section("policy"), **more, **office)


def test_where_it_cannot_merge_into(office):
    with pytest.raises(StepRefused, match="不能并入自己"):
        catalogue.merge(section=section("policy"), into=section("policy"), **office)
    catalogue.close(section=section("policy"), **office)
    with pytest.raises(StepRefused, match="已经停用"):
        catalogue.merge(section=section("notices"), into=section("policy"), **office)
    with pytest.raises(StepRefused, match="已经停用了"):
        catalogue.close(section=section("policy"), **office)


def test_below_a_closed_one_none_opens(office):
    catalogue.add(key="water", parent=section("policy"), name="水质", **office)
    for key in ("water", "policy"):
        catalogue.close(section=section(key), **office)
    with pytest.raises(StepRefused, match="请先重新启用它"):
        catalogue.reopen(section=section("water"), **office)
    with pytest.raises(StepRefused, match="不能作上级栏目"):
        catalogue.add(key="air", parent=section("policy"), name="空气", **office)


def test_nothing_is_filed_in_a_closed_section(cast, office):
    record, closed = draft(cast), section("policy")
    catalogue.close(section=closed, **office)
    by, values = cast.actor("wang_bianji"), {"title": "某", "formed_on": "2026-03-02", "body": "<p>某</p>"}
    with pytest.raises(StepRefused, match="已经停用，请另选一个"):
        actions.draft(kind="notice", unit=record.unit, section=closed, content=values, by=by, at=DAY)
    with pytest.raises(StepRefused, match="已经停用，请另选一个"):
        actions.save(record=record, content=values, section=closed, by=by, at=DAY)
    with pytest.raises(StepRefused, match="已经停用，请另选一个"):
        actions.move(record=record, section=closed, by=by, at=DAY)
