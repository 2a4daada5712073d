"""Extension: once, on or before the due day, by the office's head, with notice (条例第33条)."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.models import Notice
from gongkai.kernel.flow.clocks import clock_of, reading
from gongkai.kernel.flow.models import ClockEvent
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.tests.scenes import due, handled


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
