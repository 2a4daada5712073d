"""Steps that were taken, and matters that begin and end, are counted from the images in facts: of their unit, on their day, anew to the same rows."""

from datetime import date

from tests.plugins.acts.monitoring import looked
from tests.plugins.acts.oversight import alerted, found, replied
from tests.plugins.cast import noon
from tests.plugins.scenes import applied, connected, consulted, dead, draft, key_of, subscribed, through, withheld

from gongkai.engines.measures import sheets
from gongkai.engines.measures.models import MatterSheet, StepSheet
from gongkai.engines.measures.queries import counted_steps, measures, period_of, value
from gongkai.engines.measures.tests.histories import tell
from gongkai.ground.subscribers.actions import leave
from gongkai.kernel.flow.models import StepTaken
from gongkai.kernel.records import actions as records


def counted(cast, *keys: str, period: str = "2026", unit: str = "", size: int | None = None) -> list:
    sheets.catch_up()
    units = [cast.units[unit]] if unit else cast.units.values()
    found = frozenset(each.pk for each in units)
    return [value(measures()[key], period_of(period), found, None, size) for key in keys]


def state(sheet) -> list:
    return list(sheet.objects.order_by("ref", "from_idx").values_list("ref", "from_idx", "to_idx", *sheet.COLUMNS))


def test_steps_are_counted_of_the_subjects_unit_and_day(cast):
    record = through(cast, draft(cast), "unit_review")
    records.send_back(record=record, reason="标题不清楚", by=cast.actor("li_shenhe"), at=noon("2026-03-05"))
    case = consulted(cast).case
    through(cast, draft(cast), "published")
    keys = ("records.sent_back", "records.passed_review", "records.cleared", "foi.consulted", "foi.extended")
    assert counted(cast, *keys) == [1, 1, 1, 1, 0]
    assert counted(cast, *keys, unit="zjj") == [1, 1, 1, 1, 0] and counted(cast, *keys, unit="wjw") == [0] * 5
    assert counted(cast, "records.sent_back", period="2026-02") == [0]
    sort = StepSheet.objects.get(step="consult")
    assert (sort.subject, sort.sort, sort.ref.partition("#")[0]) == ("case", "foi", case.ref)


def test_of_steps_only_those_that_a_measure_counts_are_kept(cast):
    through(cast, draft(cast), "published")
    applied(cast, "answered")
    sheets.catch_up()
    wanted = StepTaken.objects.filter(name__in=counted_steps())
    assert StepSheet.objects.count() == wanted.count() < StepTaken.objects.count()
    assert not StepSheet.objects.filter(step="draft").exists()


def test_what_is_asked_of_units_and_found_on_the_site(cast):
    found(cast)
    replied(cast)
    alerted(cast)
    faults = looked(cast)
    keys = ("findings.made", "findings.answered", "findings.open", "findings.closed", "alerts.told", "alerts.seen")
    assert counted(cast, *keys) == [2, 1, 2, 0, 1, 0]
    before = sheets.counted()
    assert counted(cast, "looks.begun", "faults.gone") == [1, 0]
    assert counted(cast, "faults.found")[0] == counted(cast, "faults.standing")[0] >= len(faults) > 0
    found(cast, sort="explain")
    assert counted(cast, "findings.made") == [3] and counted(cast, "findings.made", size=before) == [2]


def test_who_subscribes_what_is_sent_and_what_is_kept_back(cast):
    subscribed(cast, confirmed=False)
    leave(subscriber=subscribed(cast), because="退订", at=noon("2026-05-01"))
    subscribed(cast)
    connected(cast)
    dead(cast)
    withheld(cast)
    key_of(cast)
    keys = ("subscribers.asked", "subscribers.confirmed", "subscribers.left", "subscribers.standing")
    assert counted(cast, *keys) == [3, 2, 1, 1]
    assert counted(cast, "subscribers.standing", period="2026-Q1") == [2]
    assert counted(cast, "subscribers.asked", unit="xzf") == [3]  # nobody's unit but the government's
    keys = ("deliveries.failed", "withholdings.standing", "keys.standing")
    assert counted(cast, *keys) == [1, 1, 1] and counted(cast, *keys, unit="wjw") == [0, 0, 0]
    assert counted(cast, "deliveries.queued") == [4]  # one for Weibo, three letters to those who subscribe


def test_folded_anew_they_are_the_same(cast):
    replied(cast)
    subscribed(cast)
    through(cast, draft(cast), "published")
    sheets.catch_up()
    followed = [state(sheet) for sheet in (StepSheet, MatterSheet)]
    sheets.rebuild()
    assert [state(sheet) for sheet in (StepSheet, MatterSheet)] == followed and all(followed)


def test_an_instant_is_the_day_that_it_was_here(cast):
    image = {"channel": "weibo", "state": "waiting", "queued_at": "2026-03-01T16:30:00.000000Z", "unit_id": 1}
    tell({"outbox.delivery/k1": image})
    sheets.catch_up()
    assert MatterSheet.objects.get(ref="delivery/k1").begun_on == date(2026, 3, 2)


def test_a_look_at_somebody_elses_site_is_not_counted(cast):
    image = {"site": "https://other.example", "begun_at": "2026-03-01T00:00:00.000000Z", "finished_at": None}
    tell({"monitoring.run/r1": image, "monitoring.run/r2": image | {"site": ""}})
    sheets.catch_up()
    assert [each.ref for each in MatterSheet.objects.all()] == ["look/r2"]
