"""What units enter is counted: sums of what is in force, blank where nobody said anything, 0 where somebody said that there was nothing."""

from datetime import date
from decimal import Decimal

from tests.plugins.acts.logbooks import TRAINING, entered, manned
from tests.plugins.scenes import DAY, pointed

from gongkai.engines.measures import queries as counting
from gongkai.engines.measures import sheets
from gongkai.engines.measures.models import EntrySheet
from gongkai.kernel.logbooks import actions


def figure(cast, key: str, year: int = 2026, unit: str = "xzf", where: dict | None = None):
    sheets.catch_up()
    measure, units = counting.measures()[key], counting.counted_units(cast.units[unit], date(year, 12, 31))
    return counting.value(measure, counting.year(year), units, where)


def test_what_is_entered_adds_up_over_units(cast):
    entered(cast)
    entered(cast, TRAINING | {"attendees": "14"}, unit=cast.units["wjw"], by=cast.actor("sun_bianji"))
    assert (figure(cast, "trainings.held"), figure(cast, "trainings.attendees")) == (2, 100)
    assert figure(cast, "trainings.attendees", unit="wjw") == 14


def test_unknown_is_not_nothing(cast):
    assert figure(cast, "trainings.attendees") is None
    told = {"logbook": "trainings", "unit": cast.units["zjj"], "by": cast.actor("wang_bianji"), "at": DAY}
    actions.state_nothing(year=2026, **told)
    assert (figure(cast, "trainings.attendees"), figure(cast, "trainings.attendees", 2025)) == (0, None)


def test_struck_and_put_right(cast):
    first, second, by = entered(cast), entered(cast), cast.actor("wang_bianji")
    actions.amend(entry=first, on=first.on, content=TRAINING | {"attendees": "1"}, because="错了", by=by, at=DAY)
    actions.strike(entry=second, because="重了", by=by, at=DAY)
    assert (figure(cast, "trainings.held"), figure(cast, "trainings.attendees")) == (1, 1)


def test_staff_as_they_stand_on_the_last_day_of_the_year(cast):
    staff = {"office_name": "办公室", "special": False}
    manned(cast, on=date(2024, 12, 31))
    entered(cast, staff | {"full_time": "1", "part_time": "0"}, logbook="staff", on=date(2025, 12, 31))
    told = [(figure(cast, "staff.people", year), figure(cast, "staff.offices", year)) for year in (2023, 2024, 2025)]
    assert told == [(None, None), (7, 1), (1, 0)]


def test_money_stays_exact(cast):
    for amount in ("0.1", "0.2", "12.35"):
        entered(cast, {"title": "印刷", "amount": amount}, logbook="funds")
    assert figure(cast, "funds.spent") == Decimal("12.65")


def test_decisions_are_split_by_their_sort(cast):
    since = {"since": "2026-01-01"}
    entered(cast, since | {"sort": "permit", "count": "7"}, logbook="decisions")
    entered(cast, since | {"sort": "penalty", "count": "3"}, logbook="decisions")
    told = [figure(cast, "decisions.taken", where={"sort": sort}) for sort in ("permit", "penalty", "compulsion")]
    assert told == [7, 3, 0]


def test_reading_points_are_the_governments(cast):
    pointed(cast)
    assert (figure(cast, "points.open"), figure(cast, "points.open", unit="zjj")) == (1, 0)


def test_as_it_was_counted_then(cast):
    entry = entered(cast)
    sheets.catch_up()
    size = sheets.counted()
    actions.strike(entry=entry, because="重了", by=cast.actor("wang_bianji"), at=DAY)
    sheets.catch_up()
    measure, units = counting.measures()["trainings.attendees"], frozenset({cast.units["zjj"].pk})
    assert counting.value(measure, counting.year(2026), units, as_of=size) == 86
    assert counting.value(measure, counting.year(2026), units) is None


def test_folded_by_ones_and_all_at_once_it_is_the_same(cast):
    entry, by = entered(cast), cast.actor("wang_bianji")
    sheets.catch_up()
    actions.amend(entry=entry, on=entry.on, content=TRAINING | {"attendees": "9"}, because="错了", by=by, at=DAY)
    sheets.catch_up()
    manned(cast)
    pointed(cast)
    sheets.catch_up()
    one_by_one = list(EntrySheet.objects.order_by("pk").values_list("ref", "from_idx", "to_idx", "amount"))
    sheets.rebuild()
    at_once = list(EntrySheet.objects.order_by("pk").values_list("ref", "from_idx", "to_idx", "amount"))
    assert sorted(one_by_one) == sorted(at_once) and len(at_once) > 6
