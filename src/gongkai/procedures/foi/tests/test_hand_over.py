"""A unit closes: what it still owed goes over to its successor, what it had answered stays its own."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.ledger.verify import verify
from gongkai.ground.units.actions import close_unit
from gongkai.kernel.cases import queries, ticker
from gongkai.kernel.cases.actions import add_note
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import open_duties, owed_by
from gongkai.kernel.flow.steps import NotAllowed
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, assisting, consulting
from gongkai.procedures.foi.faces.desk import acts, may
from gongkai.procedures.foi.queries import consultations_of
from gongkai.procedures.foi.tests.scenes import answered, due, handled

CLOSED = noon("2026-03-02")


@pytest.fixture
def closing(cast):
    """Closes the housing bureau into the health commission, as the worker finds it."""

    def close() -> int:
        units = cast.units
        close_unit(unit=units["zjj"], successor=units["wjw"], on=CLOSED.date(), at=CLOSED, by="lin")
        return ticker.tick(CLOSED)

    return close


def test_an_open_case_goes_over_and_its_term_does_not_move(cast, closing):
    case = handled(cast)
    before = due(case)
    assert closing() == 1 and ticker.tick(CLOSED) == 0
    case = Case.objects.get(pk=case.pk)
    assert (case.unit, due(case)) == (cast.units["wjw"], before)
    assert [duty.unit for duty in open_duties(case.ref)] == [cast.units["wjw"]]
    assert case.ref in owed_by(cast.scope("qian_jingban")).values_list("ref", flat=True)
    assert queries.get_visible(cast.scope("qian_jingban"), case.reference)
    with pytest.raises(NotAllowed):
        add_note(case=case, text="还想办", by=cast.actor("zhou_jingban"), at=CLOSED)
    answering.propose(
        case=case, outcome="3_1", text="您申请的信息答复如下，请查收。", by=cast.actor("qian_jingban"), at=CLOSED
    )
    answering.answer(case=case, by=cast.actor("ma_qianfa"), at=CLOSED)
    assert verify().findings == []


def test_an_answered_case_keeps_its_unit_and_its_successor_sees_it(cast, closing):
    case = answered(cast, "2026-02-10", "2026-02-12")
    assert not queries.get_visible(cast.scope("qian_jingban"), case.reference)
    assert closing() == 0
    assert Case.objects.get(pk=case.pk).unit == cast.units["zjj"]
    assert queries.get_visible(cast.scope("qian_jingban"), case.reference)


def test_an_opinion_that_it_owed_is_owed_by_its_successor(cast):
    case = foi.submit(
        unit=cast.units["wjw"],
        request=foi.Request("natural", {"name": "张三"}, "名单", "申请公开名单。", "electronic", "online"),
        at=noon("2026-02-10"),
    ).case
    foi.accept(case=case, by=cast.actor("qian_jingban"), at=noon("2026-02-10"))
    consulting.consult(
        case=case,
        kind="joint_organ",
        whom="",
        letter="",
        unit=cast.units["zjj"],
        by=cast.actor("qian_jingban"),
        at=noon("2026-02-11"),
    )
    close_unit(unit=cast.units["zjj"], successor=cast.units["xzf"], on=CLOSED.date(), at=CLOSED, by="lin")
    assert ticker.tick(CLOSED) == 1
    case = Case.objects.get(pk=case.pk)
    assert case.unit == cast.units["wjw"]
    assert {duty.unit.code for duty in open_duties(case.ref)} == {"wjw", "xzf"}
    [consultation] = consultations_of(case)
    consulting.record_opinion(
        consultation=consultation, consents=True, opinion="同意", by=cast.actor("qian_jingban"), at=CLOSED
    )
    assert verify().findings == []


@pytest.mark.parametrize("username", ["zhou_jingban", "liu_qianfa", "chen_chuangkou", "feng_fazhi"])
def test_who_handled_it_before_finds_no_act_on_it_any_more(cast, closing, username):
    case = handled(cast)
    assert any(may(act, case, cast.scope(username)) for act in acts().values())
    closing()
    case = Case.objects.get(pk=case.pk)
    assert not [act.name for act in acts().values() if may(act, case, cast.scope(username))]


def test_help_that_it_was_asked_for_is_given_by_its_successor(cast):
    case = handled(cast)
    asked = assisting.ask(
        case=case, kind="assist", unit=cast.units["wjw"], what="2025年的名单", days=5, by=cast.actor("zhou_jingban"),
        at=noon("2026-02-11"),
    )  # fmt: skip
    close_unit(unit=cast.units["wjw"], successor=cast.units["zjj"], on=CLOSED.date(), at=CLOSED, by="lin")
    ticker.tick(CLOSED)
    case = Case.objects.get(pk=case.pk)
    assert {duty.unit.code for duty in open_duties(case.ref)} == {"zjj"} and len(assisting.awaited(case)) == 1
    asked.refresh_from_db()
    assisting.answer(assistance=asked, came="none", text="移交清单上没有。", by=cast.actor("zheng_jingban"), at=CLOSED)
    assert assisting.awaited(case) == [] and verify().findings == []
