"""What the search index asks of the database: what happened, what to index, and what of its answers still holds."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from gongkai.ground.files.models import File
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.models import Record, Section, Version

CHUNK = 500
_RECORD = f"{Record._meta.label_lower}/"
_NAMING = (f"{Unit._meta.label_lower}/", f"{Section._meta.label_lower}/")


class Row(NamedTuple):
    """A record's columns, and the content of one version as it was decoded: what the public may see of it, or all of it."""

    key: str
    kind: str
    unit_id: int
    section_id: str
    state: str
    live: bool
    document_number: str
    index_number: str
    formed_on: date
    published_on: date | None
    effective_on: date | None
    validity: str
    content: dict[str, Any]


_COLUMNS = (
    "record_id", "record__kind", "record__unit_id", "record__section_id", "record__state", "record__live", "record__document_number",
    "record__index_number", "record__formed_on", "record__published_on", "record__effective_on", "record__validity",
)  # fmt: skip


@dataclass
class Changed:
    """What facts may have changed of the index: records by id; ``naming``: perhaps names of units and sections, which stand with all
    of their records."""

    upto: int
    records: set[str]
    naming: bool = False
    erased: bool = False


def changed_after(idx: int, limit: int, erasing: Collection[str]) -> Changed | None:
    """What the next facts changed; None if there are none. ``erasing``: names of facts by which content is gone for good."""
    facts = Fact.objects.filter(idx__gte=idx).order_by("idx").values_list("idx", "name", "ref", "body")[:limit]
    found = Changed(idx, set())
    for upto, name, ref, body in facts:
        family, _, key = ref.partition(":")
        told = json.loads(bytes(body))
        found.upto = upto + 1
        found.erased |= name in erasing
        found.records |= {key} if family == Record.SUBJECT else set()
        for row in told.get("rows", {}):
            if row.startswith(_RECORD):
                found.records.add(row.removeprefix(_RECORD))
            found.naming |= row.startswith(_NAMING)
    return found if found.upto > idx else None


def naming() -> dict[str, list[str]]:
    """What stands of each unit and section with its records, by 「unit:<code>」 and 「section:<key>」."""
    units = Unit.objects.values_list("code", "name", "short_name")
    sections = Section.objects.values_list("key", "name", "parent_key", "audience")
    return {f"unit:{code}": said for code, *said in units} | {f"section:{key}": said for key, *said in sections}


def of_units_and_sections(codes: Collection[str], sections: Collection[str]) -> Iterator[str]:
    """Ids of all records of these units, and of these sections and those below them."""
    if codes:
        yield from Record.objects.filter(unit__code__in=codes).values_list("pk", flat=True).iterator(5000)
    if sections:
        parents = dict(Section.objects.values_list("key", "parent_key"))
        below = [key for key in parents if any(each in sections for each in _upwards(key, parents))]
        yield from Record.objects.filter(section_id__in=below).values_list("pk", flat=True).iterator(5000)


def _upwards(key: str, parents: dict[str, str]) -> list[str]:
    found: list[str] = []
    while key in parents and key not in found:
        found.append(key)
        key = parents[key]
    return found


def how_many() -> int:
    return Record.objects.count()


def all_ids() -> Iterator[list[str]]:
    """Ids of all records, chunk by chunk in their order; a question each, so that no transaction stays open."""
    last = ""
    while ids := list(Record.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield ids
        last = ids[-1]


def public_rows(ids: Iterable[str]) -> dict[str, Row]:
    """By id, those of these records that stand on the site now, as the public sees them: one question."""
    shown = Version.objects.filter(
        record_id__in=list(ids), record__live=True, number=F("record__published"), hidden=False
    )
    return _rows(shown.filter(public__isnull=False), "public")


def desk_rows(ids: Iterable[str]) -> dict[str, Row]:
    """By id, these records as they stand on the desk; content {} where it was erased."""
    return _rows(Version.objects.filter(record_id__in=list(ids), number=F("record__current")), "content")


def visible_rows(scope: Scope, ids: Iterable[str]) -> dict[str, Row]:
    """Those of these records that exist for a person: one question."""
    visible = records.visible_to(scope).filter(pk__in=list(ids)).order_by().values("pk")
    return desk_rows_of(visible)


def desk_rows_of(visible: QuerySet) -> dict[str, Row]:
    return _rows(Version.objects.filter(record_id__in=visible, number=F("record__current")), "content")


def _rows(versions: QuerySet[Version], column: str) -> dict[str, Row]:
    found = versions.order_by().values_list(*_COLUMNS, column)
    return {values[0]: Row(*values[:-1], json.loads(bytes(values[-1])) if values[-1] else {}) for values in found}


def units_with_duties(ids: Iterable[str]) -> dict[str, set[int]]:
    """By record, the units that ever had a duty in it: for their people it exists."""
    found: dict[str, set[int]] = {}
    refs = [f"{Record.SUBJECT}:{each}" for each in ids]
    for ref, unit in Duty.objects.filter(ref__in=refs).order_by().values_list("ref", "unit_id").distinct():
        found.setdefault(ref.partition(":")[2], set()).add(unit)
    return found


class UnitNames(NamedTuple):
    """What search says of a unit: not whole rows, of which a page would make a hundred for ten hits."""

    code: str
    name: str
    short_name: str


class SectionNames(NamedTuple):
    """What search says of a section."""

    pk: str
    name: str
    parent_key: str
    audience: str
    description: str
    keywords: str
    closed_on: date | None


def units() -> dict[int, UnitNames]:
    return {pk: UnitNames(*said) for pk, *said in Unit.objects.order_by("pk").values_list("pk", *UnitNames._fields)}


def sections() -> dict[str, SectionNames]:
    """All by key, in their order, closed ones too."""
    rows = Section.objects.order_by("position", "key").values_list(*SectionNames._fields)
    return {row[0]: SectionNames(*row) for row in rows}


def files(public_ids: Iterable[str]) -> dict[str, File]:
    """Files that are there and are no case's, by id."""
    return {f.public_id: f for f in File.objects.filter(public_id__in=list(public_ids), sealed=False, removed=False)}
