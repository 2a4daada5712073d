"""The receipt of a closed case is corrected with what that makes of it; what was late is not made timely by who handled it."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.units.models import Appointment
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import erase
from gongkai.kernel.cases.queries import ledger_of, reliefs
from gongkai.kernel.flow.clocks import clocks_of
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import correcting, forms
from gongkai.procedures.foi.tests.scenes import (
    HEAD,
    OFFICER,
    REQUEST,
    SIGNATORY,
    accepted,
    answer,
    answered,
    asked_to_correct,
    letter,
    second_head,
    submitted,
)
from gongkai.pure.declare import Role

TODAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def two_heads(cast):
    second_head(cast)


def correct(cast, case, to: str, by: str | Actor = OFFICER, outcome: str | None = None, on: str = "2026-03-20"):
    actor = by if isinstance(by, Actor) else cast.actor(by)
    return correcting.correct_receipt(
        case=case, received_on=date.fromisoformat(to), reason="邮戳看错", by=actor, at=noon(on), outcome=outcome
    )


def closed(cast, on: str):
    """Received on 10 February and so due on 16 March; taken on on the 12th."""
    return answer(cast, accepted(cast, letter(cast, "2026-02-12", "2026-02-10"), "2026-02-12"), on)


def asked(cast, case, to: str, today: date = TODAY, by: str = OFFICER, **more: str) -> str:
    """What the form asks about a day before it is corrected to; "" if it takes it at once."""
    data = {"received_on": to, "reason": "邮戳看错"} | more
    form = forms.ReceiptForm.of(case, today, data, by=cast.actor(by))
    said = "".join(form.errors.get("received_on", []))
    assert form.is_valid() is not bool(said)
    return said


@pytest.mark.parametrize("to, kept", [("2026-02-09", False), ("2026-02-11", True), ("2026-02-12", True)])
def test_what_was_late_is_made_timely_by_the_head_alone(cast, to, kept):
    """Answered on 17 March, when 11 February would have been due."""
    case = closed(cast, "2026-03-17")
    assert case.on_time is False
    if not kept:
        assert correct(cast, case, to).on_time is False
        return
    with pytest.raises(NotAllowed, match="由超期办结改为按期办结，经办人不能自己改：请公开机构负责人") as refused:
        correct(cast, case, to)
    assert refused.value.field == "received_on"
    case.refresh_from_db()
    assert (case.on_time, case.received_on) == (False, date(2026, 2, 10))
    correct(cast, case, to, HEAD)
    assert (case.on_time, case.within_term, case.closed_on) == (True, True, date(2026, 3, 17))
    day = date.fromisoformat(to)
    told = f"收到日期由2026年2月10日更正为2026年2月{day.day}日，由超期办结改为按期办结"
    assert ledger_of(case.ref)[0][2] == told


def test_a_head_who_handled_it_does_not_make_it_timely_either(cast):
    case, unit = closed(cast, "2026-03-17"), frozenset({cast.units["zjj"].pk})
    both = Actor(OFFICER, "周敏", {Role.CASE_OFFICER: unit, Role.OFFICE_HEAD: unit})
    with pytest.raises(NotAllowed, match="您经办过这一件，要由另一位公开机构负责人来更正"):
        correct(cast, case, "2026-02-11", both)
    correct(cast, case, "2026-02-09", both)
    for username in ("chen_chuangkou", SIGNATORY):  # took it down; signed the answer
        with pytest.raises(NotAllowed, match="您经办过这一件，要由另一位公开机构负责人来更正"):
            correct(cast, case, "2026-02-11", Actor(username, "", {Role.OFFICE_HEAD: unit}))
    correct(cast, case, "2026-02-11", HEAD)


@pytest.mark.parametrize("to, less", [("2026-02-06", False), ("2026-02-09", False), ("2026-02-11", True)])
def test_nor_is_it_made_less_late_by_who_handled_it(cast, to, less):
    """Answered on 19 March, three working days after what came on 10 February was due."""
    case = closed(cast, "2026-03-19")
    if not less:
        assert correct(cast, case, to).on_time is False
        return
    with pytest.raises(NotAllowed, match="超期办结由3个工作日改为2个，经办人不能自己改"):
        correct(cast, case, to)
    assert "超期办结由3个工作日改为2个" in asked(cast, case, to, by=HEAD)
    assert correct(cast, case, to, HEAD).on_time is False
    [relief] = reliefs()
    assert (relief.reference, relief.said, relief.by) == (
        case.reference, "答复期限：超过3个工作日改为2个工作日", HEAD
    )  # fmt: skip


@pytest.mark.parametrize(
    "leave, says",
    [
        ([], "请公开机构负责人核对以后来更正"),
        ([HEAD], "本单位的公开机构负责人都经办过这一件，请系统管理员再任命一位来核对"),
        ([HEAD, SIGNATORY], "本单位还没有公开机构负责人，请系统管理员任命"),
    ],
)
def test_where_nobody_is_left_to_do_it_the_way_on_is_told(cast, leave, says):
    case = closed(cast, "2026-03-17")
    for username in leave:
        Appointment.objects.filter(person=cast.people[username], role=Role.OFFICE_HEAD).delete()
    with pytest.raises(NotAllowed, match=says):
        correct(cast, case, "2026-02-11")


@pytest.mark.parametrize("to, kept", [("2026-02-09", False), ("2026-02-11", True), ("2026-02-12", True)])
def test_what_was_timely_is_made_late_by_any_officer(cast, to, kept):
    """Answered on 16 March, the day it was due; received the day before, it was due on the 13th."""
    case = closed(cast, "2026-03-16")
    assert correct(cast, case, to).on_time is kept
    assert ledger_of(case.ref)[0][2].endswith("由按期办结改为超期办结") is not kept


@pytest.mark.parametrize("to, green", [("2026-02-09", False), ("2026-02-11", True), ("2026-02-12", True)])
def test_a_red_light_is_turned_green_by_the_head_alone(cast, to, green):
    case = accepted(cast, letter(cast, "2026-02-12", "2026-02-10"), "2026-02-12")
    if green:
        with pytest.raises(NotAllowed, match="由超期改为没有超期"):
            correct(cast, case, to, on="2026-03-17")
        case.refresh_from_db()
        assert "由超期改为没有超期。" in asked(cast, case, to, date(2026, 3, 17), SIGNATORY)
    correct(cast, case, to, SIGNATORY if green else OFFICER, on="2026-03-17")
    assert ledger_of(case.ref)[0][2].endswith("由超期改为没有超期") is green


@pytest.mark.parametrize("on, free", [("2026-03-13", True), ("2026-03-16", True), ("2026-03-17", False)])
def test_until_a_case_is_overdue_its_officer_corrects_its_receipt(cast, on, free):
    case = accepted(cast, letter(cast, "2026-02-12", "2026-02-10"), "2026-02-12")
    if free:
        assert correct(cast, case, "2026-02-11", on=on).received_on == date(2026, 2, 11)
    else:
        with pytest.raises(NotAllowed):
            correct(cast, case, "2026-02-11", on=on)


@pytest.mark.parametrize(
    "on, to, by, said",
    [
        (
            "2026-03-16",
            "2026-02-09",
            OFFICER,
            "2026年3月13日就到期了。这一件已经办结，更正以后由按期办结改为超期办结。",
        ),
        ("2026-03-16", "2026-02-11", OFFICER, "这一件已经办结，更正以后仍是按期办结。"),
        ("2026-03-17", "2026-02-11", HEAD, "这一件已经办结，更正以后由超期办结改为按期办结。"),
        ("2026-03-17", "2026-02-09", OFFICER, "这一件已经办结，更正以后超期办结由1个工作日改为2个。"),
        ("2026-03-16", "2025-12-31", OFFICER, "由按期办结改为超期办结，改计为2025年新收的申请。"),
    ],
)
def test_of_a_closed_case_it_is_asked_with_what_it_makes_of_it(cast, on, to, by, said):
    case = closed(cast, on)
    assert said in asked(cast, case, to, by=by)
    assert asked(cast, case, to, by=by, sure="on") == ""


@pytest.mark.parametrize("to", ["2026-02-10", "2026-02-11", "2026-02-13", "2026-03-21", "2019-05-14", "2008-04-30"])
def test_what_is_refused_is_not_asked_about_first(cast, to):
    """That day already; one that turns it timely, by its officer; after it was taken on; tomorrow; another Regulation without an outcome; none."""
    assert asked(cast, closed(cast, "2026-03-17"), to) == ""


def test_another_regulation_is_told_too(cast):
    case = answered(cast, "2019-05-15", "2019-06-10")
    said = asked(cast, case, "2019-05-14", date(2019, 7, 1), outcome="c32")
    assert "由按期办结改为超期办结，改为适用" in said and "492" in said


def extended(cast):
    case = accepted(cast, letter(cast, "2026-02-12", "2026-02-11"), "2026-02-12")
    foi.extend(case=case, days=10, ground="材料多", by=cast.actor(SIGNATORY), at=noon("2026-03-16"))
    return answer(cast, case, "2026-03-20")


@pytest.mark.parametrize("to, told", [("2026-02-09", True), ("2026-02-10", False), ("2026-02-12", False)])
def test_a_term_that_was_over_when_it_was_extended_is_told(cast, to, told):
    """Extended on 16 March, when what came on 10 February was due."""
    said = asked(cast, extended(cast), to)
    assert ("2026年3月13日就到期了，2026年3月16日的延期不起作用。" in said) is told
    assert ("由按期办结改为超期办结" if told else "仍是按期办结") in said


def recalled(cast, received: str, on: str):
    return foi.recall(case=letter(cast, received), by=cast.actor(OFFICER), at=noon(on))


def lapsed(cast, received: str, on: str):
    return foi.lapse(case=asked_to_correct(cast, letter(cast, received), received), by=cast.actor(OFFICER), at=noon(on))


@pytest.mark.parametrize("end, outcome", [(recalled, "3_6_3"), (lapsed, "3_6_1")])
@pytest.mark.parametrize("to", ["2025-12-30", "2025-12-31", "2026-01-01"])
def test_what_ended_without_an_answer_is_counted_in_the_year_it_came(cast, end, outcome, to):
    case = end(cast, "2026-01-05", "2026-02-10")
    said = asked(cast, case, to)
    assert ("改计为2025年新收的申请" in said) is to.startswith("2025") and "这一件已经办结" in said
    correct(cast, case, to)
    day = date.fromisoformat(to)
    assert (case.first_received_on, case.received_on, case.outcome) == (day, day, outcome)
    assert (case.on_time, case.within_term, case.closed) == (None, None, True)
    assert all(clock.started_on == day and clock.stopped_on for clock in clocks_of(case.ref))


@pytest.mark.parametrize("end, new, old", [(recalled, "3_6_3", "c38"), (lapsed, "3_6_1", "c37")])
def test_it_is_counted_as_the_regulation_of_the_day_has_it(cast, end, new, old):
    case = end(cast, "2019-05-16", "2019-06-10")
    assert "办理结果由“" in asked(cast, case, "2019-05-14", date(2019, 7, 1))
    for to, law, outcome in (
        ("2019-05-14", "foi-2008", old), ("2019-05-15", "foi-2019", new), ("2019-05-13", "foi-2008", old),
    ):  # fmt: skip
        correct(cast, case, to, SIGNATORY, on="2019-07-01")
        assert (case.law, case.outcome, case.on_time) == (law, outcome, None)
    with pytest.raises(StepRefused, match="不用选办理结果"):
        correct(cast, case, "2019-05-15", outcome="3_1", on="2019-07-01")


@pytest.mark.parametrize("to, allowed", [("2026-03-03", True), ("2026-03-04", True), ("2026-03-05", False)])
def test_it_was_received_before_it_ended(cast, to, allowed):
    case = recalled(cast, "2026-03-02", "2026-03-04")
    if allowed:
        assert correct(cast, case, to).first_received_on == date.fromisoformat(to)
    else:
        with pytest.raises(StepRefused, match="2026年3月4日已经办过“撤回申请”，收到日期不能晚于这一天"):
            correct(cast, case, to)


def test_of_an_erased_case_nothing_is_corrected_for_the_reason_could_not_be_kept(cast):
    case = closed(cast, "2026-03-16")
    erase(case=case, by=cast.actor("lin_guanli"), at=noon("2026-03-19"))
    with pytest.raises(StepRefused, match="申请人的信息已经清除，写的话没有地方保存，不能再更正收到日期"):
        correct(cast, case, "2026-02-09")
    case.refresh_from_db()
    assert (case.received_on, case.on_time) == (date(2026, 2, 10), True)


def test_what_was_taken_back_before_it_was_confirmed_has_no_clock_to_move(cast):
    case = foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="fax", by=cast.actor(OFFICER), at=noon("2026-03-02")
    ).case
    foi.recall(case=case, by=cast.actor(OFFICER), at=noon("2026-03-04"))
    correct(cast, case, "2026-03-03")
    assert (case.first_received_on, case.on_time, clocks_of(case.ref)) == (date(2026, 3, 3), None, [])


@pytest.mark.parametrize("to", ["2026-02-10", "2026-02-09"])
def test_the_form_of_an_open_case_asks_only_what_it_has_to(cast, to):
    assert asked(cast, submitted(cast, "2026-02-10"), to, date(2026, 2, 12)) == ""
