"""How far a run is, what was found and still stands, and whose pages those are."""

import re
from collections import Counter
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from gongkai.engines.monitoring.models import OPEN, WAITING, Fault, Page, Run, Snapshot
from gongkai.ground.guard.queries import justified, mark_of
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units
from gongkai.ground.units.scope import Scope
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import by_refs, sections
from gongkai.pure.monitor.indicators import INDICATORS

WEEK = timedelta(days=7)
NIGHT = range(2, 5)
_AS_TOLD = Case(
    *(When(indicator=code, then=Value(n)) for n, code in enumerate(INDICATORS)), output_field=IntegerField()
)
"""The order of the indicators: vetoes first."""
_RECORD, _UNIT, _SECTION = re.compile(r"/r/([a-z0-9]+)/"), re.compile(r"/u/([^/]+)/"), re.compile(r"/s/([^/]+)/")


def addresses(run: Run) -> list[tuple[str, bool]]:
    return list(Page.objects.filter(run=run).values_list("address", "inside"))


def next_page(run: Run) -> Page | None:
    """What is asked next: in the order in which addresses were met, and those that did not answer once more at the end."""
    return Page.objects.filter(run=run, state=WAITING).order_by("tries", "pk").first()


def home_page(run: Run) -> Page | None:
    return Page.objects.filter(run=run, depth=0).first()


def progress(run: Run) -> tuple[int, int]:
    """How many addresses are done, of how many that are known so far."""
    total = Page.objects.filter(run=run).count()
    return total - Page.objects.filter(run=run, state=WAITING).count(), total


def under_way(site: str) -> Run | None:
    return Run.objects.filter(site=site, finished_at=None).first()


def own_due(at: datetime) -> bool:
    """Is the own site to be looked at again? A week after somebody had it looked at, in the small hours; a night missed, a day later at any time.
    ``at`` in local time."""
    last = Run.objects.filter(site="").order_by("-begun_at").first()
    if last is None or last.finished_at is None:
        return False
    since = at - last.begun_at
    return since >= WEEK - timedelta(hours=12) and (at.hour in NIGHT or since >= WEEK + timedelta(days=1))


def to_look_again(limit: int) -> list[Fault]:
    return list(Fault.objects.filter(again=True, state=OPEN).select_related("run").order_by("code")[:limit])


def excuses(address: str) -> Callable[[str, str], bool]:
    """Of a page of a record on the own site: was a reason given why something found (by sort and words) may stand there?"""
    match = _RECORD.match(address)
    given = justified(f"record:{match.group(1)}") if match else {}
    if match is None or not given:
        return lambda sort, value: False
    owner, parts = f"record:{match.group(1)}", {each.part for each in given.values()}
    return lambda sort, value: any(mark_of(owner, part, sort, value) in given for part in parts)


def owners(pages: Collection[str]) -> dict[str, Unit]:
    """Whose pages of the own site are: a record's, a unit's own, a column's that one unit alone is responsible for."""
    by_code = {each.code: each for each in units()}
    ids = {page: m.group(1) for page in pages if (m := _RECORD.match(page))}
    records: dict[str, Record] = by_refs([f"record:{each}" for each in ids.values()]) if ids else {}
    alone = {each.key: each.named_units[0] for each in sections() if each.units and len(each.named_units) == 1}
    found: dict[str, Unit] = {}
    for page in pages:
        if page in ids and (record := records.get(f"record:{ids[page]}")):
            unit: Unit | None = record.unit
        elif m := _UNIT.match(page):
            unit = by_code.get(m.group(1))
        else:
            m = _SECTION.match(page)
            unit = by_code.get(alone.get(m.group(1), "")) if m else None
        if unit is not None and not unit.closed_on:
            found[page] = unit
    return found


def runs(limit: int = 20, site: str | None = None) -> list[Run]:
    """The latest first."""
    found = Run.objects.order_by("-begun_at", "code")
    return list((found if site is None else found.filter(site=site))[:limit])


def found_in(run: Run) -> list[Fault]:
    """What stood on the site when a run ended: what it found, and what it saw again."""
    on = localdate(run.finished_at)
    seen = Fault.objects.filter(Q(gone_on=None) | Q(gone_on__gt=on), site=run.site, found_on__lte=on, seen_on__gte=on)
    return list(seen.order_by("page", "code"))


def run_by_code(code: str) -> Run | None:
    return Run.objects.filter(pk=code).first()


def visible_to(scope: Scope) -> QuerySet[Fault]:
    """What was found on the pages of units that somebody oversees; what belongs to no unit is for those who oversee all of them."""
    found = Fault.objects.select_related("unit", "run")
    return found if scope.whole else found.filter(unit_id__in=scope.overseen)


def get_visible(scope: Scope, code: str) -> Fault | None:
    return visible_to(scope).filter(pk=code).first()


def listed(scope: Scope, *, site: str, indicator: str = "", state: str = OPEN, unit: str = "") -> QuerySet[Fault]:
    found = visible_to(scope).filter(site=site, state=state)
    if indicator:
        found = found.filter(indicator=indicator)
    if unit:
        found = found.filter(unit__code=unit)
    return found.order_by(_AS_TOLD, "page", "code")


def by_indicator(found: QuerySet[Fault]) -> Counter[str]:
    return Counter(found.order_by().values_list("indicator", flat=True))


def sites() -> list[str]:
    """The sites that were looked at, the own one first."""
    return sorted(set(Run.objects.values_list("site", flat=True)))


def snapshot(digest: str) -> Snapshot | None:
    return Snapshot.objects.filter(pk=digest).first() if digest else None


def faults_between(site: str, first: date, last: date) -> QuerySet[Fault]:
    """What was found, or still stood, in a span of days (half-open)."""
    opened = Q(found_on__lt=last) & (Q(gone_on=None) | Q(gone_on__gte=first))
    return Fault.objects.filter(opened, site=site).select_related("unit")


def runs_between(site: str, first: datetime, last: datetime) -> list[Run]:
    found = Run.objects.filter(site=site, finished_at__gte=first, finished_at__lt=last)
    return list(found.order_by("finished_at"))
