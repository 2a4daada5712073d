"""Extension: once, on or before the due day, by the office's head, with notice (条例第33条)."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.queries import data_of, issued
from gongkai.kernel.flow.clocks import clock_of, reading
from gongkai.kernel.flow.models import ClockEvent
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import consulting, correcting, ticker
from gongkai.procedures.foi.faces.counter import told_otherwise
from gongkai.procedures.foi.forms import DeliveredForm, OpinionForm
from gongkai.procedures.foi.tests.scenes import OFFICER, due, handled
from gongkai.procedures.foi.tests.test_consult import consult


def extend(cast, case, on: str, days: int = 20, who: str = "liu_qianfa"):
    return foi.extend(case=case, days=days, ground="涉及的材料较多", by=cast.actor(who), at=noon(on))


@pytest.mark.parametrize("on", ["2026-03-13", "2026-03-16"])
def test_up_to_the_due_day_the_term_is_extended(cast, on):
    case = handled(cast)
    assert due(case) == date(2026, 3, 16)
    extend(cast, case, on)
    assert due(case) == date(2026, 4, 14) and case.extended
    assert Notice.objects.filter(ref=case.ref, kind="extension").count() == 1


def test_the_day_after_it_is_too_late(cast):
    case = handled(cast)
    with pytest.raises(StepRefused):
        extend(cast, case, "2026-03-17")
    case.refresh_from_db()
    assert due(case) == date(2026, 3, 16) and not case.extended
    assert not ClockEvent.objects.filter(kind="extend").exists()


def test_a_second_extension_is_refused(cast):
    case = handled(cast)
    extend(cast, case, "2026-03-13", days=5)
    with pytest.raises(StepRefused, match="只能办一次"):
        extend(cast, case, "2026-03-13", days=5)


@pytest.mark.parametrize("days", [0, 21])
def test_the_days_stay_within_the_law(cast, days):
    case = handled(cast)
    with pytest.raises(StepRefused):
        extend(cast, case, "2026-03-13", days=days)


@pytest.mark.parametrize("who", ["zhou_jingban", "ma_qianfa", "gao_gongkai"])
def test_only_the_units_own_head_extends(cast, who):
    with pytest.raises(NotAllowed):
        extend(cast, handled(cast), "2026-03-13", who=who)


@pytest.mark.parametrize("received, cited", [("2019-05-14", "2008年条例第24条"), ("2019-05-15", "条例第33条")])
def test_an_extension_cites_the_regulation_of_its_case(cast, received, cited):
    case = handled(cast, received)
    extend(cast, case, "2019-05-20", days=15)
    lines = reading(clock_of(case.ref, "answer"), date(2019, 5, 21), explain=True).lines
    assert next(line.text for line in lines if line.kind == "extend").endswith(f"（{cited}）")


@pytest.mark.parametrize("days, allowed", [(14, True), (15, True), (16, False)])
def test_under_2008_fifteen_days_are_the_most(cast, days, allowed):
    case = handled(cast, "2019-05-14")
    if allowed:
        extend(cast, case, "2019-05-20", days=days)
    else:
        with pytest.raises(StepRefused, match="1至15个工作日"):
            extend(cast, case, "2019-05-20", days=days)


def rested(cast):
    """A day before the end a letter went out; the term, which seemed to rest, was extended by ten days on 25 March."""
    case = handled(cast)
    letter = consult(cast, case, "2026-03-13", unit=None)
    extend(cast, case, "2026-03-25", days=10)
    return case, letter


@pytest.mark.parametrize("answered, due_on", [("2026-03-23", "2026-03-24"), ("2026-03-24", "2026-04-09"), ("2026-03-25", "2026-04-10")])  # fmt: skip
def test_an_opinion_that_had_come_when_the_term_was_extended_may_leave_nothing_to_extend(cast, answered, due_on):
    case, letter = rested(cast)
    today, on = date(2026, 3, 26), date.fromisoformat(answered)
    said = {"which": str(letter.seq), "consents": True, "answered_on": on}
    doubt = OpinionForm(case, today).doubts(said)
    late = due_on < "2026-03-25"
    assert doubt == (
        {"answered_on": "按这一天算，2026年3月24日就到期了，2026年3月25日的延期不起作用。"} if late else {}
    )
    consulting.record_opinion(
        consultation=letter,
        consents=True,
        opinion="同意",
        answered_on=on,
        by=cast.actor(OFFICER),
        at=noon("2026-03-26"),
    )
    assert due(case) == date.fromisoformat(due_on)
    assert reading(clock_of(case.ref, "answer"), today).light == ("red" if late else "green")
    assert [name for name in correcting.missed(case, today)] == (["answer"] if late else [])
    clock = clock_of(case.ref, "answer")
    said = told_otherwise(case, reading(clock, today)).get("extend", "")
    assert ("这次延长不起作用" in said) is late


@pytest.mark.parametrize("received, kept", [("2026-03-25", False), ("2026-03-26", False), ("2026-03-27", True)])
def test_nor_may_a_silence_that_was_over(cast, received, kept):
    """Fifteen working days from these days end on 16, 17 and 20 April, and a day of ours was left."""
    case = handled(cast)
    letter = consult(cast, case, "2026-03-13", unit=None)
    extend(cast, case, "2026-04-21", days=10)
    today, on = date(2026, 4, 21), date.fromisoformat(received)
    doubt = DeliveredForm(case, today).doubts({"which": str(letter.seq), "on": on})
    assert ("2026年4月21日的延期不起作用" in doubt["on"]) is not kept
    consulting.prove_delivery(consultation=letter, on=on, by=cast.actor(OFFICER), at=noon("2026-04-21"))
    ticker.tick(noon("2026-04-21"))
    assert (due(case) > date(2026, 4, 21)) is kept


def test_whoever_says_that_nothing_came_is_not_asked_for_a_day(cast):
    case, letter = rested(cast)
    said = {"which": str(letter.seq), "consents": None, "answered_on": date(2026, 3, 16)}
    assert OpinionForm(case, date(2026, 3, 26)).doubts(said) == {}


def test_while_the_clock_rests_the_applicant_is_told_so(cast):
    case, _ = rested(cast)
    first, second = data_of(issued(case.ref, ["extension"])[-1])["paragraphs"]
    assert first.endswith("原因是：涉及的材料较多。")
    assert second.startswith("经本机关政府信息公开工作机构负责人同意，延长10个工作日。现在正在征求有关方面的意见")
