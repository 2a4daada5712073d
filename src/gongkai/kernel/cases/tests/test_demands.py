"""催办、督办、内部会商: who may be asked, who replies and by when; no clock of the case moves."""

import pytest
from tests.plugins.cast import noon

from gongkai.engines.measures.queries import measures, value, year
from gongkai.engines.measures.sheets import catch_up
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.cases import demands
from gongkai.kernel.cases.actions import assign
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import get_visible
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi.tests.scenes import answer, handled
from gongkai.pure.declare import Role

MADE = "2026-03-05"  # a Thursday
OFFICER, HEAD, WATCH, OFFICE, OTHER = "zhou_jingban", "liu_qianfa", "he_jiancha", "gao_gongkai", "qian_jingban"
TEXT = "还有三天到期，请抓紧办。"


def asked(cast, case, kind="remind", by=HEAD, unit="zjj", role=Role.CASE_OFFICER, days=3, on=MADE, text=TEXT):
    return demands.demand(
        case=case, kind=kind, unit=cast.units[unit], role=role, text=text, days=days, by=cast.actor(by), at=noon(on)
    )


def replied(cast, made, by=OFFICER, on="2026-03-06"):
    return demands.reply(demand=made, text="今天送签。", by=cast.actor(by), at=noon(on))


def owed(case):
    return [(d.kind, d.role, d.unit.code, d.due_on and d.due_on.isoformat()) for d in open_duties(case.ref)]


@pytest.mark.parametrize("kind, by", [("remind", HEAD), ("remind", OFFICE), ("urge", OFFICE), ("urge", WATCH)])
def test_who_owes_something_is_urged_and_has_a_day_for_the_reply(cast, kind, by):
    case = handled(cast)
    before = clock_of(case.ref, "answer").due_on
    made = asked(cast, case, kind, by)
    assert (kind, "case_officer", "zjj", "2026-03-10") in owed(case)
    assert (demands.said(made), demands.replied(made)) == (TEXT, "")
    assert clock_of(case.ref, "answer").due_on == before
    assert verify().findings == []


@pytest.mark.parametrize("kind, by", [("urge", HEAD), ("urge", OFFICER), ("remind", OTHER), ("confer", WATCH)])
def test_who_may_not_is_refused(cast, kind, by):
    unit, role = ("wjw" if kind == "confer" else "zjj"), Role.CASE_OFFICER
    with pytest.raises(StepRefused):
        asked(cast, handled(cast), kind, by, unit=unit, role=role)


def test_nobody_urges_themselves_nor_who_owes_nothing_nor_twice(cast):
    case = handled(cast)
    with pytest.raises(StepRefused, match="就由您办"):
        asked(cast, case, by=OFFICER)
    with pytest.raises(StepRefused, match="没有要办的事"):
        asked(cast, case, role=Role.SIGNATORY, by=OFFICE)
    asked(cast, case)
    with pytest.raises(StepRefused, match="已经催办过，对方要在2026年3月10日前答复"):
        asked(cast, Case.objects.get(pk=case.pk))
    assert asked(cast, Case.objects.get(pk=case.pk), "urge", WATCH).seq == 2


@pytest.mark.parametrize("more, field", [({"text": "快"}, "text"), ({"days": 0}, "days"), ({"days": 16}, "days")])
def test_what_is_asked_is_told_with_a_short_term(cast, more, field):
    with pytest.raises(StepRefused) as refused:
        asked(cast, handled(cast), **more)
    assert refused.value.field == field


@pytest.mark.parametrize("on, kept", [("2026-03-09", True), ("2026-03-10", True), ("2026-03-11", False)])
def test_the_reply_is_in_time_or_told_as_late_and_counted(cast, on, kept):
    case = handled(cast)
    made = replied(cast, asked(cast, case), on=on)
    assert (made.kept, demands.replied(made)) == (kept, "今天送签。")
    assert "remind" not in [kind for kind, *_ in owed(case)]
    with pytest.raises(StepRefused, match="已经答复过"):
        replied(cast, made, on=on)
    catch_up()
    units = frozenset({case.unit_id})
    for key in ("cases.urged", "cases.urging_answered"):
        assert value(measures()[key], year(2026), units, {"kept": kept}) == 1
        assert value(measures()[key], year(2026), units, {"kept": not kept}) == 0


def test_only_who_was_asked_replies(cast):
    made = asked(cast, handled(cast))
    for somebody in (HEAD, OTHER, WATCH):
        with pytest.raises(NotAllowed):
            replied(cast, made, by=somebody)


def test_a_colleague_replies_for_an_officer_who_is_away(cast):
    case = handled(cast)
    assign(case=case, officer=OFFICER, by=cast.actor(HEAD), at=noon(MADE))
    made = asked(cast, case)
    assert [d.person for d in open_duties(case.ref)] == [OFFICER, OFFICER]
    assert replied(cast, made, by="zheng_jingban").kept


def test_another_unit_is_conferred_with_and_sees_the_case_for_that(cast):
    case, theirs = handled(cast), cast.scope(OTHER)
    assert get_visible(theirs, case.reference) is None
    made = asked(cast, case, "confer", OFFICER, unit="wjw", text="名单里有没有贵单位的人？")
    assert get_visible(theirs, case.reference) == case
    assert ("confer", "case_officer", "wjw", "2026-03-10") in owed(case)
    assert not clock_of(case.ref, "answer").paused
    replied(cast, made, by=OTHER)
    assert ("confer", "case_officer", "wjw", "2026-03-10") not in owed(case)


def test_a_colleague_is_conferred_with_and_an_office_without_officers_is_not(cast):
    case = handled(cast)
    asked(cast, case, "confer", OFFICER, role=Role.LEGAL_REVIEWER)
    assert ("confer", "legal_reviewer", "zjj", "2026-03-10") in owed(case)
    with pytest.raises(StepRefused, match="没有人能答复"):
        asked(cast, Case.objects.get(pk=case.pk), "confer", OFFICER, unit="xzf")
    with pytest.raises(StepRefused, match="和谁会商"):
        asked(cast, Case.objects.get(pk=case.pk), "confer", OFFICER, role=Role.SIGNATORY)


def test_a_case_that_ends_leaves_nothing_to_reply_to(cast):
    case = handled(cast)
    made = asked(cast, case, "urge", WATCH)
    answer(cast, case, "2026-03-06")
    assert owed(case) == [] and made.kept is None
    with pytest.raises(StepRefused, match="不用再答复"):
        replied(cast, demands.demands_of(case)[0])
    with pytest.raises(StepRefused, match="没有要办的事"):
        asked(cast, Case.objects.get(pk=case.pk), by=OFFICE)


def test_what_is_confidential_stays_in_the_unit(cast):
    from gongkai.kernel.cases.actions import conceal

    case = handled(cast)
    conceal(case=case, reason="涉及国家秘密", officer=OFFICER, by=cast.actor(HEAD), at=noon(MADE))
    with pytest.raises(StepRefused, match="涉密件不能"):
        asked(cast, case, "confer", OFFICER, unit="wjw")
    made = asked(cast, case, by=HEAD)
    assert [d.person for d in open_duties(case.ref)] == [OFFICER, OFFICER]
    with pytest.raises(NotAllowed):
        replied(cast, made, by="zheng_jingban")
