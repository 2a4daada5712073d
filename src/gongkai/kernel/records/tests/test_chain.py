"""A record goes the chain of review that was set for its unit and section: in order, in parallel, and back to any earlier stage."""

from datetime import date

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import reworded

from gongkai.ground.units import actions as units
from gongkai.kernel.flow.duties import open_duties, owed_by
from gongkai.kernel.flow.models import StepTaken
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import determining, gates, queries
from gongkai.kernel.records.models import Record, ReviewChain, Section
from gongkai.pure.law.review_chain import of_text

AT = noon("2026-03-02")
FULL = "unit>secrecy+coordination>office>sign"


@pytest.fixture
def set_chain(cast):
    def put(text: str, unit: str | None = "zjj", section: str | None = None) -> ReviewChain:
        where = Section.objects.get(pk=section) if section else None
        return gates.set_chain(unit=cast.units[unit] if unit else None, section=where, chain=of_text(text), by="lin_guanli", at=AT)  # fmt: skip

    return put


@pytest.fixture
def organ(cast):
    """The health commission has a reviewer now."""
    person = units.add_person(username="he_shenhe", name="何晴", at=AT, by="setup")
    units.appoint(person=person, unit=cast.units["wjw"], role="reviewer", at=AT, by="setup")
    cast.people["he_shenhe"] = person
    return cast.units["wjw"]


@pytest.fixture
def drafted(cast):
    def draft() -> Record:
        content = {"title": "公租房轮候公示", "formed_on": "2026-03-02", "body": "<p>现予公示。</p>"}
        made = records.draft(kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=content, by=cast.actor("wang_bianji"), at=AT)  # fmt: skip
        return Record.objects.get(pk=made.pk)

    return draft


@pytest.fixture
def act(cast):
    """``act(record, "clear", "wu_baomi")``: as somebody who has just opened it."""

    def take(record, verb, who, **more):
        record = Record.objects.select_related("unit", "section").get(pk=record.pk)
        return getattr(records, verb)(record=record, by=cast.actor(who), at=AT, **more)

    return take


def owed(record) -> list[tuple[str, str]]:
    return sorted((duty.kind, duty.unit.code) for duty in open_duties(record.ref))


def state(record) -> str:
    return Record.objects.get(pk=record.pk).state


def test_without_any_chain_it_goes_the_usual_way(drafted, act):
    record = drafted()
    for verb, who, then in (
        ("submit", "wang_bianji", "unit_review"),
        ("pass_review", "li_shenhe", "secrecy_review"),
        ("clear", "wu_baomi", "cleared"),
        ("publish", "liu_qianfa", "published"),
    ):
        act(record, verb, who)
        assert state(record) == then
    assert Record.objects.get(pk=record.pk).chain == "unit>secrecy>sign" and owed(record) == []


def test_stages_in_order_and_stops_at_the_same_time(drafted, act, set_chain, organ, cast):
    set_chain(FULL)
    record = drafted()
    act(record, "submit", "wang_bianji", organs=["wjw"])
    assert state(record) == "unit_review" and owed(record) == [("review", "zjj")]
    act(record, "pass_review", "li_shenhe")
    assert state(record) == "parallel" and owed(record) == [("coordination", "wjw"), ("secrecy", "zjj")]
    assert [duty.ref for duty in owed_by(cast.scope("he_shenhe"))] == [record.ref]
    assert queries.get_visible(cast.scope("he_shenhe"), record.pk), "an organ that is asked can read it"
    act(record, "agree", "he_shenhe", organ=organ, opinion="涉及疾控的两条没有意见")
    assert state(record) == "parallel" and owed(record) == [("secrecy", "zjj")]
    act(record, "clear", "wu_baomi")
    assert state(record) == "office_review" and owed(record) == [("office", "xzf")]
    with pytest.raises(NotAllowed):
        act(record, "approve", "li_shenhe")
    act(record, "approve", "gao_gongkai")
    assert state(record) == "cleared"
    act(record, "publish", "liu_qianfa")
    assert Record.objects.get(pk=record.pk).live


@pytest.mark.parametrize("first", ["agree", "clear"])
def test_the_last_of_those_at_the_same_time_moves_it_on(drafted, act, set_chain, organ, first):
    set_chain(FULL)
    record = drafted()
    act(record, "submit", "wang_bianji", organs=["wjw"])
    act(record, "pass_review", "li_shenhe")
    both = {"agree": ("he_shenhe", {"organ": organ}), "clear": ("wu_baomi", {})}
    for verb in sorted(both, key=lambda each: each != first):
        assert state(record) == "parallel"
        act(record, verb, both[verb][0], **both[verb][1])
    assert state(record) == "office_review"
    with pytest.raises(StepRefused):
        act(record, "clear", "wu_baomi")


def test_a_stop_is_passed_once_and_not_before_its_stage(drafted, act, set_chain, organ):
    set_chain("unit>secrecy+coordination:wjw>office>sign")
    record = drafted()
    act(record, "submit", "wang_bianji")
    with pytest.raises(StepRefused):
        act(record, "clear", "wu_baomi")
    with pytest.raises(StepRefused):
        act(record, "agree", "he_shenhe", organ=organ)
    act(record, "pass_review", "li_shenhe")
    act(record, "agree", "he_shenhe", organ=organ)
    with pytest.raises(StepRefused, match="已经办过"):
        act(record, "agree", "he_shenhe", organ=organ)


def test_two_who_press_at_once_agree_on_one(drafted, act, set_chain, organ, cast):
    set_chain(FULL)
    record = drafted()
    act(record, "submit", "wang_bianji", organs=["wjw"])
    act(record, "pass_review", "li_shenhe")
    seen = Record.objects.select_related("unit", "section").get(pk=record.pk)
    act(record, "clear", "wu_baomi")
    with pytest.raises(Overtaken):
        records.agree(record=seen, organ=organ, by=cast.actor("he_shenhe"), at=AT)
    assert state(record) == "parallel"


def test_nobody_named_means_nobody_is_asked(drafted, act, set_chain):
    set_chain(FULL)
    record = drafted()
    act(record, "submit", "wang_bianji")
    act(record, "pass_review", "li_shenhe")
    assert state(record) == "secrecy_review" and owed(record) == [("secrecy", "zjj")]


@pytest.mark.parametrize("organs", [["zjj"], ["nobody"]])
def test_who_cannot_be_asked_is_refused(drafted, act, set_chain, organs):
    set_chain(FULL)
    with pytest.raises(StepRefused):
        act(drafted(), "submit", "wang_bianji", organs=organs)


@pytest.mark.parametrize(
    ("to", "then", "reviewer", "secrecy"),
    [(None, "draft", "li_shenhe", "wu_baomi"), (0, "unit_review", "", ""), (1, "secrecy_review", "li_shenhe", "")],
)
def test_it_returns_to_any_earlier_stage_with_the_reason(drafted, act, set_chain, to, then, reviewer, secrecy):
    set_chain("unit>secrecy>office>sign")
    record = drafted()
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi")):
        act(record, verb, who)
    act(record, "send_back", "gao_gongkai", reason="请核对第二段", to=to)
    after = Record.objects.get(pk=record.pk)
    assert after.state == then and (after.reviewer, after.secrecy_reviewer) == (reviewer, secrecy)
    assert StepTaken.objects.get(ref=record.ref, name="send_back").note == "请核对第二段"
    assert len(open_duties(record.ref)) == 1
    if to == 0:
        act(record, "pass_review", "li_shenhe")
        act(record, "clear", "wu_baomi")
        act(record, "approve", "gao_gongkai")
        assert state(record) == "cleared"


@pytest.mark.parametrize("to", [2, 3, 9, -1])
def test_it_does_not_return_forward(drafted, act, set_chain, to):
    set_chain("unit>secrecy>office>sign")
    record = drafted()
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi")):
        act(record, verb, who)
    with pytest.raises(StepRefused):
        act(record, "send_back", "gao_gongkai", reason="退", to=to)


def test_an_organ_sends_back_what_it_objects_to(drafted, act, set_chain, organ):
    set_chain(FULL)
    record = drafted()
    act(record, "submit", "wang_bianji", organs=["wjw"])
    with pytest.raises(NotAllowed):
        act(record, "send_back", "he_shenhe", reason="还没到我们")
    act(record, "pass_review", "li_shenhe")
    act(record, "send_back", "he_shenhe", reason="第三条不是我委职责")
    assert state(record) == "draft" and owed(record) == [("draft", "zjj")]
    act(record, "submit", "wang_bianji")
    act(record, "pass_review", "li_shenhe")
    assert state(record) == "secrecy_review", "mended so that nothing of theirs is in it any more"


def test_what_runs_keeps_the_chain_it_began_with(cast, drafted, act, set_chain):
    record = drafted()
    act(record, "submit", "wang_bianji")
    set_chain("secrecy>office>sign")
    act(record, "send_back", "li_shenhe", reason="改一处")
    act(record, "submit", "wang_bianji")
    assert state(record) == "unit_review", "returned and submitted again, it is still the same review"
    fresh = drafted()
    act(fresh, "submit", "wang_bianji")
    assert state(fresh) == "secrecy_review"
    act(record, "pass_review", "li_shenhe")
    act(record, "clear", "wu_baomi")
    act(record, "publish", "liu_qianfa")
    act(record, "revise", "wang_bianji", reason="更正一处")
    reworded(cast, Record.objects.get(pk=record.pk))
    act(record, "submit", "wang_bianji")
    assert state(record) == "secrecy_review", "a correction is a review of its own"


def test_the_nearest_chain_holds(drafted, set_chain, cast):
    unit = cast.units["zjj"]
    assert gates.chain_for(unit, "notices").text == "unit>secrecy>sign"
    for text, whose, section in (
        ("secrecy>sign", None, None),
        ("unit+secrecy>sign", None, "notices"),
        ("unit>secrecy>office>sign", "zjj", None),
        ("secrecy>office>sign", "zjj", "notices"),
    ):
        set_chain(text, whose, section)
        assert gates.chain_for(unit, "notices").text == text
    assert gates.chain_for(unit, "policy").text == "unit>secrecy>office>sign"
    assert gates.chain_for(cast.units["wjw"], "notices").text == "unit+secrecy>sign"
    gates.end_chain(chain=queries.chain_set(unit.pk, "notices"), by="lin_guanli", at=AT)
    assert gates.chain_for(unit, "notices").text == "unit>secrecy>office>sign"
    with pytest.raises(gates.ChainRefused, match="没有改动"):
        set_chain("secrecy>sign", None, None)
    set_chain("secrecy>office>sign", None, None)
    assert ReviewChain.objects.filter(unit=None, section=None, ended_on=None).count() == 1


@pytest.mark.parametrize("organs", ["nobody", "zjj"])
def test_a_chain_asks_units_that_are_there(set_chain, organs):
    with pytest.raises(gates.ChainRefused):
        set_chain(f"unit>coordination:{organs}>secrecy>sign")


def test_at_the_same_time_nobody_passes_both_reviews_of_the_unit(drafted, act, set_chain, cast):
    set_chain("unit+secrecy>sign")
    units.appoint(person=cast.people["wu_baomi"], unit=cast.units["zjj"], role="reviewer", at=AT, by="setup")
    record = drafted()
    act(record, "submit", "wang_bianji")
    act(record, "clear", "wu_baomi")
    with pytest.raises(NotAllowed):
        act(record, "pass_review", "wu_baomi")
    act(record, "pass_review", "li_shenhe")
    assert state(record) == "cleared"


def test_it_is_taken_back_until_somebody_has_passed_it(drafted, act, set_chain):
    set_chain("unit+secrecy>sign")
    record = drafted()
    act(record, "submit", "wang_bianji")
    act(record, "take_back", "wang_bianji")
    act(record, "submit", "wang_bianji")
    act(record, "pass_review", "li_shenhe")
    with pytest.raises(StepRefused, match="已经有人审过"):
        act(record, "take_back", "wang_bianji")


def test_a_determination_ends_what_others_were_still_to_do(drafted, act, set_chain, organ, cast):
    set_chain(FULL)
    record = drafted()
    act(record, "submit", "wang_bianji", organs=["wjw"])
    act(record, "pass_review", "li_shenhe")
    fresh = Record.objects.select_related("unit", "section").get(pk=record.pk)
    determining.keep_back(
        record=fresh, outcome="withheld", ground="16-1", reason="内部管理信息", review_on=date(2027, 3, 2),
        by=cast.actor("wu_baomi"), at=AT,
    )  # fmt: skip
    assert owed(record) == [("reassess", "zjj")]
