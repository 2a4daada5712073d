"""Questions about entries. ``visible_to`` is the only way to them above the kernel."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Q, QuerySet

from gongkai.ground.files import queries as files
from gongkai.ground.files.models import File
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.logbooks.models import Entry
from gongkai.pure import declare

COUNTED = Q(struck_on=None)
OWING = ("department", "town")
"""Units of which each is to enter something, or to say that there was nothing; others may."""


def visible_to(scope: Scope) -> QuerySet[Entry]:
    """What exists for a person: the entries of the units they act for or oversee."""
    found = Entry.objects.select_related("unit")
    return found if scope.whole else found.filter(unit_id__in=scope.units | scope.overseen)


def get_visible(scope: Scope, code: str) -> Entry | None:
    return visible_to(scope).filter(pk=code).first()


def _within(logbook: str, year: int) -> Q:
    """Those of a year; of a standing logbook those that hold in it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    within = Q(on__range=(first, last))
    return within | Q(on__lt=first) & (Q(until=None) | Q(until__gt=first)) if _stands(logbook) else within


def listed(scope: Scope, logbook: str, year: int, units: Iterable[int] | None = None) -> QuerySet[Entry]:
    """The entries of a year, struck ones too, the newest first. ``units``: of these alone."""
    found = visible_to(scope).filter(_within(logbook, year), logbook=logbook)
    return (found if units is None else found.filter(unit_id__in=units)).order_by("-on", "-code")


def saying(scope: Scope, text: str) -> QuerySet[Entry]:
    """The entries that count and have these words in them, the newest first."""
    quoted = json.dumps(text, ensure_ascii=False)[1:-1]
    return visible_to(scope).filter(COUNTED, nothing=False, content__contains=quoted).order_by("-on", "-code")


def counts(scope: Scope, year: int, units: Iterable[int] | None = None) -> dict[str, int]:
    """By logbook how many entries count in a year, statements that there was none left out."""
    found = visible_to(scope).filter(COUNTED, nothing=False)
    found = found if units is None else found.filter(unit_id__in=units)
    within = Q()
    for drawer in declare.logbooks():
        within |= Q(logbook=drawer.code) & _within(drawer.code, year)
    return dict(found.filter(within).order_by().values_list("logbook").annotate(n=Count("pk")))


def totals(found: QuerySet[Entry]) -> dict[str, int | Decimal]:
    """What is counted of these entries, added up by number; ENTRY is how many they are."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for told in found.filter(COUNTED).order_by().values_list("tallies", flat=True).iterator():
        for what, _, amount in json.loads(told):
            sums[what] += Decimal(amount)
    return {what: int(each) if each == int(each) else each for what, each in sums.items()}


def _stands(logbook: str) -> bool:
    return declare.logbook(logbook).standing


def standing(logbook: str, unit: Unit) -> list[Entry]:
    """What a unit has entered that holds without an end; mostly one."""
    return list(Entry.objects.filter(COUNTED, logbook=logbook, unit=unit, until=None, nothing=False).order_by("on"))


def before(entry: Entry) -> Entry | None:
    """The unit's entry before this one in the order of days."""
    same = Entry.objects.filter(COUNTED, logbook=entry.logbook, unit=entry.unit, nothing=False).exclude(pk=entry.pk)
    return same.filter(on__lt=entry.on).order_by("-on", "-code").first()


def nothing_stated(logbook: str, unit: Unit, year: int) -> list[Entry]:
    """The statement that a year had none; at most one."""
    on = date(year, 12, 31)
    return list(Entry.objects.filter(COUNTED, logbook=logbook, unit=unit, nothing=True, on=on))


def _told(logbook: str, year: int) -> QuerySet[Entry]:
    """What a logbook has that counts in a year; of a standing one what holds on its last day."""
    last = date(year, 12, 31)
    within = Q(on__range=(date(year, 1, 1), last))
    if _stands(logbook):
        within |= Q(on__lt=last) & (Q(until=None) | Q(until__gt=last))
    return Entry.objects.filter(COUNTED, within, logbook=logbook)


def counted_in(logbook: str, unit: Unit, year: int) -> bool:
    """Has a unit anything that counts in a year, a statement that there was none included?"""
    return _told(logbook, year).filter(unit=unit).exists()


def silent(units: Iterable[Unit], logbooks: Iterable[str], year: int) -> dict[str, list[Unit]]:
    """By logbook the units, of these, that owe it and have neither entered anything that counts in a year nor stated that there was none."""
    units, found = [unit for unit in units if unit.level in OWING and unit.in_totals], {}
    for logbook in logbooks:
        told = set(_told(logbook, year).order_by().values_list("unit_id", flat=True).distinct())
        found[logbook] = [unit for unit in units if unit.pk not in told]
    return found


def contents_on(logbook: str, unit: Unit, days: Iterable[date]) -> dict[date, list[dict]]:
    """What a unit's entries of these days say that count."""
    found: dict[date, list[dict]] = defaultdict(list)
    for entry in Entry.objects.filter(COUNTED, logbook=logbook, unit=unit, on__in=set(days), nothing=False):
        found[entry.on].append(entry.values)
    return found


def last_entered(scope: Scope) -> dict[str, date]:
    """By logbook the day of the last entry that the person may see."""
    rows = visible_to(scope).filter(COUNTED, nothing=False).order_by().values_list("logbook").annotate(day=Max("on"))
    return dict(rows)


def evidence_of(entry: Entry) -> list[File]:
    """The files that show what it says."""
    return files.of_owner(entry.ref)
