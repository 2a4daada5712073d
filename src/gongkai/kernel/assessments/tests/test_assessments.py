"""A year's assessment: its version of the scheme stays; the units report, the office checks, tells, decides, publishes; who may, and when."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from tests.plugins.acts import assessments as scenes
from tests.plugins.cast import noon

from gongkai.kernel.assessments import actions, queries, schemes
from gongkai.kernel.assessments.models import CHECKED, DECIDED, LEFT_OUT, OBJECTED
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.pure.law.scheme_file import parse


def test_a_version_changes_while_it_is_a_draft_and_never_after(cast):
    version = scenes.drafted(cast)
    with pytest.raises(StepRefused, match="已经有一版在改"):
        scenes.drafted(cast)
    other = parse(scenes.SCHEME.replace("points = 40", "points = 45"))
    schemes.edit(version=version, scheme=other, what="分值", seen=0, **scenes.office(cast))
    assert version.scheme == other
    with pytest.raises(Overtaken):
        schemes.edit(version=version, scheme=other, what="分值", seen=0, **scenes.office(cast))
    schemes.adopt(version=version, seen=1, **scenes.office(cast))
    for verb, more in ((schemes.edit, {"scheme": other, "what": "x"}), (schemes.adopt, {}), (schemes.drop, {})):
        with pytest.raises(StepRefused, match="不能再改"):
            verb(version=version, seen=2, **more, **scenes.office(cast))


def test_a_year_keeps_the_version_it_was_begun_with(cast):
    assessment = scenes.begun(cast)
    newer = scenes.adopted(cast, parse(scenes.SCHEME.replace("since = 2025", "since = 2026")))
    assert queries.assessment(2025).scheme_id == assessment.scheme_id == 1
    assert (queries.scheme_for(2025).number, queries.scheme_for(2026)) == (1, newer)
    with pytest.raises(StepRefused, match="从2026年起"):
        actions.begin(year=2024, version=newer, **scenes.office(cast))
    with pytest.raises(StepRefused, match="已经开始了"):
        actions.begin(year=2025, version=queries.scheme(1), **scenes.office(cast))
    with pytest.raises(StepRefused, match="还没有到"):
        actions.begin(year=2027, version=newer, **scenes.office(cast))


def test_a_unit_owes_its_report_until_it_is_handed_in_with_all_that_it_judges_itself(cast):
    appraisal = scenes.asked(cast)
    (duty,) = open_duties(appraisal.ref)
    assert (duty.unit, duty.due_on, duty.procedure) == (cast.units["zjj"], scenes.REPORT_BY, "assessment")
    with pytest.raises(StepRefused, match="还有1项没有自评：制度"):
        scenes.handed_in(cast, appraisal)
    scenes.claimed(cast, appraisal, "0", text="")
    scenes.handed_in(cast, appraisal)
    assert not open_duties(appraisal.ref)
    with pytest.raises(StepRefused, match="待核评"):
        scenes.claimed(cast, appraisal)


@pytest.mark.parametrize(
    "said, words",
    [
        ({"points": D("30.5")}, "写0到30分"),
        ({"points": D(-1)}, "写0到30分"),
        ({"text": "好"}, "请写清楚做了什么"),
        ({"key": "site"}, "不用自评"),
        ({"key": "in_time"}, "不用自评"),
        ({"key": "nothing"}, "没有这一项"),
    ],
)
def test_a_claim_that_does_not_hold_is_refused(cast, said, words):
    appraisal = scenes.asked(cast)
    with pytest.raises(StepRefused, match=words):
        scenes.claimed(cast, appraisal, **said)


def test_what_the_office_changes_has_a_reason(cast):
    appraisal = scenes.handed_in(cast)
    with pytest.raises(StepRefused, match="和自评不一样，请写理由"):
        scenes.checked(cast, appraisal, rules=(D(25), ""))
    with pytest.raises(StepRefused, match="“栏目维护”请写理由"):
        scenes.checked(cast, appraisal, site=(D(9), ""))
    with pytest.raises(StepRefused, match="“栏目维护”请写理由"):
        scenes.checked(cast, appraisal, site=(D(0), ""))
    with pytest.raises(StepRefused, match="还没有评分"):
        actions.check(appraisal=appraisal, points={"rules": (D(30), "")}, **scenes.office(cast, scenes.CHECKED))
    scenes.checked(cast, appraisal, rules=(D(30), ""))
    assert appraisal.state == CHECKED
    assert {key: (each.claimed, each.given) for key, each in queries.marks_of([appraisal])[appraisal.pk].items()} == {
        "rules": (30, 30),
        "site": (None, 9),
    }


def test_without_a_report_the_office_checks_only_when_its_day_is_over(cast):
    appraisal = scenes.asked(cast)
    with pytest.raises(StepRefused, match="才能直接核评"):
        scenes.checked(cast, appraisal, at=noon("2026-01-31"))
    scenes.checked(cast, appraisal, at=noon("2026-02-01"))
    assert appraisal.state == CHECKED and not open_duties(appraisal.ref)


def test_a_report_comes_back_by_another_day(cast):
    appraisal = scenes.handed_in(cast)
    due_on = date(2026, 2, 10)
    actions.send_back(appraisal=appraisal, text="缺制度的文号。", due_on=due_on, **scenes.office(cast, scenes.CHECKED))
    assert [each.due_on for each in open_duties(appraisal.ref)] == [due_on]
    scenes.handed_in(cast, scenes.claimed(cast, appraisal, "28"), at=scenes.CHECKED)


def test_nothing_is_told_while_a_unit_is_unchecked_unless_it_is_left_out(cast):
    scenes.called(cast, ("zjj", "wjw"))
    scenes.checked(cast, scenes.handed_in(cast, scenes.claimed(cast, scenes.part(cast))))
    with pytest.raises(StepRefused, match="还有1个单位没有核评：卫生健康委员会"):
        scenes.told(cast, scenes.part(cast))
    left = scenes.part(cast, "wjw")
    actions.leave_out(appraisal=left, because="年中撤销了", **scenes.office(cast, scenes.CHECKED))
    assert left.state == LEFT_OUT and not open_duties(left.ref)
    assert scenes.told(cast, scenes.part(cast)).score == 85


def test_an_objection_is_made_once_within_its_working_days_and_owed_a_decision(cast):
    appraisal = scenes.told(cast)
    assessment = queries.assessment(2025)
    # Five working days after Wednesday, 4 February 2026.
    assert assessment.object_by == date(2026, 2, 11)
    with pytest.raises(StepRefused, match="已经过了"):
        scenes.objected(cast, appraisal, at=noon("2026-02-12"))
    scenes.objected(cast, appraisal, at=noon("2026-02-11"))
    (duty,) = open_duties(appraisal.ref)
    assert (appraisal.state, duty.unit.code, duty.kind) == (OBJECTED, "xzf", "objection")
    with pytest.raises(StepRefused, match="只能提一次"):
        scenes.objected(cast, appraisal, at=noon("2026-02-11"))


def test_a_decision_moves_what_was_objected_to_and_nothing_else(cast):
    appraisal = scenes.objected(cast)
    said = {"text": "核对过，确实已经公开。", "result": scenes.RESULT, **scenes.office(cast, noon("2026-02-10"))}
    with pytest.raises(StepRefused, match="“按期办结”没有提异议"):
        actions.decide(appraisal=appraisal, points={"in_time": D(40)}, **said)
    with pytest.raises(StepRefused, match="写0到30分"):
        actions.decide(appraisal=appraisal, points={"rules": D(31)}, **said)
    actions.decide(appraisal=appraisal, points={"rules": D(30)}, **said)
    assert (appraisal.state, queries.mark(appraisal, "rules").decided) == (DECIDED, 30)
    assert not open_duties(appraisal.ref)


def test_it_is_published_when_the_term_is_over_and_all_are_decided(cast):
    appraisal, ranks = scenes.objected(cast), {scenes.part(cast).pk: 1}
    publish = {"ranks": ranks, **scenes.office(cast, scenes.OVER)}
    with pytest.raises(StepRefused, match="异议还没有复核"):
        actions.publish(assessment=queries.assessment(2025), **publish)
    given = {"points": {"rules": D(25)}, "text": "没有新的依据，不改。", "result": scenes.RESULT}
    actions.decide(appraisal=appraisal, **given, **scenes.office(cast, noon("2026-02-10")))
    with pytest.raises(StepRefused, match="过了才能公布"):
        actions.publish(assessment=queries.assessment(2025), **publish | {"at": noon("2026-02-11")})
    with pytest.raises(StepRefused, match="不能再重新算"):
        actions.tell(assessment=queries.assessment(2025), results={}, size=9, **scenes.office(cast, scenes.OVER))
    actions.publish(assessment=queries.assessment(2025), **publish)
    assert (scenes.part(cast).rank, queries.assessment(2025).size) == (1, 7)


def test_told_again_before_anybody_objects_the_term_begins_anew(cast):
    appraisal = scenes.told(cast)
    actions.tell(assessment=queries.assessment(2025), results={appraisal.pk: scenes.RESULT | {"total": "86"}}, size=8, **scenes.office(cast, scenes.TOLD + timedelta(1)))  # fmt: skip
    assert (scenes.part(cast).score, queries.assessment(2025).object_by) == (86, date(2026, 2, 12))


def test_each_does_its_own_part_alone(cast):
    appraisal = scenes.asked(cast)
    for who in ("sun_bianji", "gao_gongkai", "li_shenhe"):
        with pytest.raises(NotAllowed):
            scenes.claimed(cast, appraisal, by=who)
    scenes.claimed(cast, appraisal)
    with pytest.raises(NotAllowed):
        scenes.handed_in(cast, appraisal, by="wang_bianji")
    head = {"by": cast.actor("liu_qianfa"), "at": scenes.CHECKED}
    for verb, said in (
        (actions.check, {"appraisal": appraisal, "points": scenes.POINTS}),
        (actions.leave_out, {"appraisal": appraisal, "because": "不想参加了"}),
        (actions.tell, {"assessment": queries.assessment(2025), "results": {}, "size": 1}),
        (actions.publish, {"assessment": queries.assessment(2025), "ranks": {}}),
        (schemes.draft, {"scheme": parse(scenes.SCHEME)}),
    ):
        with pytest.raises(NotAllowed, match="政务公开办组织"):
            verb(**said, **head)
    assert queries.get_visible(cast.scope("sun_bianji"), appraisal.pk) is None
    assert queries.get_visible(cast.scope("wang_bianji"), appraisal.pk) == appraisal


def test_what_shows_a_claim_is_named_once_and_taken_off_once(cast):
    appraisal, by = scenes.asked(cast), cast.actor("wang_bianji")
    said = {"appraisal": appraisal, "by": by, "at": scenes.CLAIMED}
    actions.prove(key="rules", about=["record:a", "entry:b"], **said)
    with pytest.raises(StepRefused, match="不在佐证里"):
        actions.prove(key="rules", about=["record:a"], **said)
    first, _ = queries.proofs_of(appraisal)
    actions.unprove(proof=first, **said)
    with pytest.raises(Overtaken):
        actions.unprove(proof=first, **said)
    scenes.claimed(cast, appraisal, evidence=[("制度.txt", b"x")])
    assert queries.count_of_proofs(appraisal, ["rules"]) == {"rules": 2}
