"""What happened to what is public, by the ledger: each change in its order, and what was corrected or withdrawn, with the reason.

Facts are asked for name by name, never by several at once: a database then sorts all that ever bore them.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from gongkai.engines.site.rows import Row
from gongkai.engines.site.wholes import named, rows_of
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ui.words import CHINA
from gongkai.kernel.records import facts
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import reasons_of_corrections

PUBLISHED, CORRECTED, WITHDRAWN = facts.RecordPublished.NAME, facts.RecordCorrected.NAME, facts.RecordWithdrawn.NAME
CHANGES = {
    PUBLISHED: "公开",
    CORRECTED: "更正，换成新的一版",
    WITHDRAWN: "撤下",
    facts.RecordEffective.NAME: "开始施行",
    facts.RecordAmended.NAME: "被别的文件修改",
    facts.RecordExpired.NAME: "到期失效",
    facts.RecordClosed.NAME: "征求意见结束",
    facts.RecordRepealed.NAME: "废止",
}
"""The public facts of records by their names in the ledger. None of them is ever told otherwise later."""
MENDED = (CORRECTED, WITHDRAWN)
SPAN = 1000
"""Ledger entries that a page of changes covers: which page tells of an entry follows from its number alone."""
AT_ONCE = 500


class Change(NamedTuple):
    """A public fact of a record. ``version`` and ``sha256`` (of its public bytes) if one became public; ``ground`` if it was withdrawn."""

    idx: int
    name: str
    at: datetime
    record: str
    kind: str
    unit: str
    version: int | None
    sha256: str | None
    ground: str | None

    @property
    def act(self) -> str:
        return self.name.partition(".")[2]


def changes_within(first: int, end: int) -> list[Change]:
    """The changes among the ledger's entries from one on, before another."""
    return _changes(named(Fact.objects.filter(idx__gte=first, idx__lt=end), CHANGES))


def changes_after(idx: int, limit: int) -> list[Change]:
    """The next changes behind an entry, in the ledger's order."""
    after = (
        Fact.objects.filter(name=name, idx__gt=idx).order_by("idx").values_list("idx", flat=True)[:limit]
        for name in CHANGES
    )
    wanted = sorted(chain.from_iterable(after))[:limit]
    parts = (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
    return [change for some in parts for change in _changes(Fact.objects.filter(idx__in=some))]


def _changes(told: QuerySet[Fact]) -> list[Change]:
    rows = [
        (idx, name, ref.partition(":")[2], at, json.loads(bytes(body))["fact"])
        for idx, name, ref, at, body in told.order_by("idx").values_list("idx", "name", "ref", "at", "body")
    ]
    known = {}
    columns = ("kind", "unit__code", "withdrawn_ground")
    ids = list(dict.fromkeys(row[2] for row in rows))
    for start in range(0, len(ids), AT_ONCE):
        some = Record.objects.filter(pk__in=ids[start : start + AT_ONCE])
        known |= {record_id: more for record_id, *more in some.values_list("pk", *columns)}
    return [
        Change(
            idx, name, at, record_id, known[record_id][0], known[record_id][1], values.get("version"), values.get("public_digest"),
            known[record_id][2] if name == WITHDRAWN else None,
        )
        for idx, name, record_id, at, values in rows
    ]  # fmt: skip


def latest_change() -> int | None:
    """The number of the ledger's latest entry that is a change."""
    return _most("MAX")


def change_before(idx: int) -> int | None:
    return _most("MAX", "AND idx < %s", idx)


def change_from(idx: int) -> int | None:
    """The number of the first change from an entry on."""
    return _most("MIN", "AND idx >= %s", idx)


def _most(which: str, among: str = "", *given: int) -> int | None:
    """By one statement that looks up one entry of the index for each name: every page of changes asks twice."""
    each = f"SELECT {which}(idx) AS idx FROM {Fact._meta.db_table} WHERE name = %s {among}"
    told = " UNION ALL ".join([each] * len(CHANGES))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {which}(idx) FROM ({told}) AS told", [one for name in CHANGES for one in (name, *given)]
        )
        return cursor.fetchone()[0]


def spans() -> list[int]:
    """The numbers of all pages of changes."""
    numbers = (Fact.objects.filter(name=name).values_list("idx", flat=True).iterator(20_000) for name in CHANGES)
    return sorted({idx // SPAN for idx in chain.from_iterable(numbers)})


@dataclass(frozen=True)
class Mended:
    """That a record was corrected or withdrawn, and why. ``title`` is the one it has now, "" if that may not stand any more."""

    idx: int
    name: str
    at: datetime
    record: str
    title: str
    index_number: str
    unit_id: int
    live: bool
    why: str
    effective_on: date | None = None
    validity: str = ""
    """As it is now; "" of what does not stand any more."""

    @property
    def withdrawn(self) -> bool:
        return self.name == WITHDRAWN

    @property
    def on(self) -> date:
        return self.at.astimezone(CHINA).date()


HIDDEN = "旧版有不应当公开的内容，不再显示"
"""What is told of a correction that removes something, in place of its own reason: that may name what was removed."""


def mended_by_year() -> dict[int, Counter[str]]:
    """How often records were corrected and withdrawn, by year; newest first."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for name in MENDED:
        for at in Fact.objects.filter(name=name).values_list("at", flat=True).iterator(5000):
            found[at.astimezone(CHINA).year][name] += 1
    return dict(sorted(found.items(), reverse=True))


def mended_in(year: int) -> list[Mended]:
    """All of a year, oldest first."""
    first, end = datetime(year, 1, 1, tzinfo=CHINA), datetime(year + 1, 1, 1, tzinfo=CHINA)
    among = (Fact.objects.filter(name=name, at__gte=first, at__lt=end) for name in MENDED)
    return _mended(sorted(chain.from_iterable(each.values_list("idx", flat=True) for each in among)))


def newest_mended(limit: int) -> list[Mended]:
    """The latest ones, newest first."""
    among = (Fact.objects.filter(name=name).order_by("-idx").values_list("idx", flat=True)[:limit] for name in MENDED)
    return _mended(sorted(chain.from_iterable(among), reverse=True)[:limit])[::-1]


def years_mended(record_id: str) -> set[int]:
    """The years in which a record was corrected or withdrawn."""
    told = Fact.objects.filter(ref=f"record:{record_id}").values_list("name", "at")
    return {at.astimezone(CHINA).year for name, at in told if name in MENDED}


def _mended(wanted: Iterable[int]) -> list[Mended]:
    """Oldest first."""
    found, wanted = [], list(wanted)
    for start in range(0, len(wanted), AT_ONCE):
        found += _some_mended(wanted[start : start + AT_ONCE])
    return sorted(found, key=lambda each: each.idx)


def _some_mended(wanted: Collection[int]) -> list[Mended]:
    told = list(Fact.objects.filter(idx__in=wanted).values_list("idx", "name", "ref", "at"))
    refs = {ref for _, _, ref, _ in told}
    records = {record.ref: record for record in Record.objects.filter(pk__in=[ref.partition(":")[2] for ref in refs])}
    whys = _whys([ref for _, name, ref, _ in told if name == CORRECTED])
    return [
        Mended(
            idx, name, at, record.pk, record.title if record.live or record.title_kept else "", record.index_number, record.unit_id,
            record.live, record.withdrawn_ground if name == WITHDRAWN else whys.get(idx, ""),
            record.effective_on, record.validity if record.live else "",
        )
        for idx, name, ref, at in told
        if (record := records[ref])
    ]  # fmt: skip


def _whys(refs: Collection[str]) -> dict[int, str]:
    """By the number of the entry of each correction of these records: its reason. What became public came by one step each, in that order."""
    reasons = reasons_of_corrections(refs)
    public: dict[str, list[int]] = defaultdict(list)
    for idx, name, ref in Fact.objects.filter(ref__in=refs).order_by("idx").values_list("idx", "name", "ref"):
        if name in (PUBLISHED, CORRECTED):
            public[ref].append(idx)
    return {
        idx: HIDDEN if hides else reason
        for ref, indices in public.items()
        for idx, (reason, hides) in zip(indices, reasons.get(ref, ()), strict=False)
    }


@dataclass(frozen=True)
class Wanted:
    """Which live records are asked for; of ``sections`` (none: of all), of a unit, a kind, a year of publication ("", None: of any)."""

    sections: tuple[str, ...] = ()
    unit: str = ""
    kind: str = ""
    year: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        found: dict[str, Any] = {"live": True}
        found |= {"unit__code": self.unit} if self.unit else {}
        found |= {"kind": self.kind} if self.kind else {}
        return found | ({"published_on__range": (date(self.year, 1, 1), date(self.year, 12, 31))} if self.year else {})


def listed(wanted: Wanted, after: tuple[date, str] | None, limit: int) -> list[Row]:
    """Live records, the newest first, behind a place in that order (day of publication, id); at most so many."""
    among = Record.objects.filter(**wanted.columns)
    if after:
        day, record_id = after
        among = among.filter(published_on__lte=day).exclude(published_on=day, pk__gte=record_id)
    order = ("-published_on", "-id")
    if not wanted.sections:
        return rows_of(among.order_by(*order)[:limit])
    # Section by section each has its newest in an index; asked for together, all records of all of them are sorted.
    places = [
        place
        for key in wanted.sections
        for place in among.filter(section_id=key).order_by(*order).values_list("published_on", "id")[:limit]
    ]
    ids = [record_id for _, record_id in sorted(places, reverse=True)[:limit]]
    return rows_of(Record.objects.filter(pk__in=ids).order_by(*order))


def last_at() -> datetime | None:
    """The instant of the ledger's latest fact: nothing that is told of the public has changed since."""
    return Fact.objects.order_by("-idx").values_list("at", flat=True).first()
