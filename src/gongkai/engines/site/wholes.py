"""Whole records: all that a record's page is made of, many at a time, with the receipts of what stood before.

It knows models, as the reader does, whose questions these are.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from gongkai.engines.site import tree
from gongkai.engines.site.rows import Entry, Related, Row, Shown, Whole
from gongkai.ground.files.models import File
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.records import facts
from gongkai.kernel.records.models import Record, Relation, Version
from gongkai.kernel.records.ties import TIES
from gongkai.pure import declare

log = logging.getLogger(__name__)
CHUNK = 400
PUBLISHED, CORRECTED, WITHDRAWN = (
    facts.RecordPublished.NAME,
    facts.RecordCorrected.NAME,
    facts.RecordWithdrawn.NAME,
)
TURNED = tuple(
    fact.NAME
    for fact in (
        facts.RecordEffective,
        facts.RecordAmended,
        facts.RecordExpired,
        facts.RecordClosed,
        facts.RecordDeclaredExpired,
        facts.RecordRepealed,
    )
)
PAGE_FACTS = (PUBLISHED, CORRECTED, WITHDRAWN)
_ROW = (
    "id", "kind", "unit_id", "section_id", "title", "live", "index_number", "document_number", "formed_on",
    "published_on", "updated_on", "effective_on", "expires_on", "validity", "ended_on", "ended_because", "published", "withdrawn_on", "withdrawn_ground", "title_kept",
)  # fmt: skip

Others = Callable[[Iterable[str]], dict[str, Row]]
"""Answers with the live ones of some records."""


def rows_of(records: QuerySet[Record]) -> list[Row]:
    """Columns of records, in their order."""
    return [Row._make(values) for values in records.values_list(*_ROW)]


def chunks() -> list[tuple[str, str]]:
    """First and last id of each chunk of records that ever stood on the site."""
    ids = Record.objects.filter(published_on__isnull=False).order_by("pk").values_list("pk", flat=True)
    bounds: list[tuple[str, str]] = []
    first = last = ""
    for n, record_id in enumerate(ids.iterator(20_000)):
        if n % CHUNK == 0:
            if last:
                bounds.append((first, last))
            first = record_id
        last = record_id
    return [*bounds, (first, last)] if last else bounds


def of(records: QuerySet[Record], others: Others) -> Iterator[Whole]:
    """Reads ``record:<id>`` of each: columns, versions that are shown, public facts and attachments."""
    # The records are asked for again within each question: to name hundreds of them one by one costs as much as the answer.
    rows = rows_of(records.filter(published_on__isnull=False).order_by("pk"))
    ids, refs = records.values("pk"), records.values_list(Concat(Value("record:"), "pk"))
    by_number = {row.id: row.published for row in rows if row.live}
    versions: dict[str, list[Shown]] = {}
    shown = Version.objects.filter(record__in=ids, hidden=False, public__isnull=False)
    columns = shown.order_by("record_id", "number").values_list("record_id", "number", "public", "public_digest")
    for record_id, number, public, digest in columns:
        if number <= by_number.get(record_id, 0):
            versions.setdefault(record_id, []).append(Shown(number, bytes(public), digest))
    entries = _entries(refs)
    attached = {row_id: set().union(*map(_attached, stand)) for row_id, stand in versions.items()}
    stored = files(set().union(*attached.values()))
    told, related = _told(rows), _related(ids, by_number.keys(), others)
    for row in rows:
        own = {public_id: stored[public_id] for public_id in attached.get(row.id, ()) if public_id in stored}
        entries_of_row = entries.get(f"record:{row.id}", [])
        shown_versions = versions.get(row.id, [])
        yield Whole(row, shown_versions, entries_of_row, own, told.get(row.id), tuple(related.get(row.id, ())))


def earlier_receipts(refs: Collection[str]) -> dict[str, dict[str, int]]:
    """Of these records, by reference: the path of the receipt of each earlier version on show, and the fact that made it public."""
    shown = Version.objects.filter(
        record_id__in=[ref.partition(":")[2] for ref in refs], record__live=True, number__lt=F("record__published"),
        hidden=False, public__isnull=False,
    )  # fmt: skip
    numbers: dict[str, list[int]] = {}
    for record_id, number in shown.values_list("record_id", "number"):
        numbers.setdefault(f"record:{record_id}", []).append(number)
    found: dict[str, dict[str, int]] = {}
    for ref, entries in _entries(list(numbers)).items() if numbers else ():
        by_number = {entry.values["version"]: entry.idx for entry in entries if "version" in entry.values}
        folder = f"r/{ref.partition(':')[2]}"
        found[ref] = {f"{folder}/v/{n}/proof": by_number[n] for n in numbers[ref] if n in by_number}
    return found


def named(facts: QuerySet[Fact], names: Collection[str]) -> QuerySet[Fact]:
    """Those of some facts that bear one of these names. Asked for by its name as it is, SQLite takes the index of names, and reads every
    publication there ever was."""
    return facts.alias(called=Concat("name", Value(""))).filter(called__in=list(names))


def _entries(refs: list[str] | QuerySet[Record]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    columns = named(Fact.objects.filter(ref__in=refs), PAGE_FACTS).order_by("idx")
    for idx, name, ref, at, body in columns.values_list("idx", "name", "ref", "at", "body"):
        found.setdefault(ref, []).append(Entry(idx, name, at, json.loads(bytes(body))["fact"]))
    return found


def _related(ids: QuerySet[Record], own: Collection[str], others: Others) -> dict[str, list[Related]]:
    """Reads ``related:<id>`` of each: the live records that these are related to, either way; what interprets them first."""
    found: dict[str, list[Related]] = defaultdict(list)
    relations = list(Relation.objects.filter(Q(source__in=ids) | Q(target__in=ids), ended_on=None))
    if not relations:
        return found
    known = others({each for r in relations for each in (r.source_id, r.target_id) if each})
    for relation in relations:
        if relation.source_id in own and relation.target_id is None:
            found[relation.source_id].append(Related(relation.kind, relation.there, None, relation.outside))
        for here, label, there in (
            (relation.source_id, relation.there, relation.target_id),
            (relation.target_id, relation.back, relation.source_id),
        ):
            if here in own and (row := known.get(there)):
                found[here].append(Related(relation.kind, label, row))
    order = list(TIES)
    for related in found.values():
        related.sort(
            key=lambda each: (
                order.index(each.kind),
                each.label,
                each.row is None,
                (each.row and each.row.id) or "",
            )
        )
    return found


def files(ids: set[str]) -> dict[str, Path]:
    """Where the files lie that are as their rows say. Others are not published: nobody has signed for what they hold now."""
    found = {}
    for file in File.objects.filter(public_id__in=ids, sealed=False, removed=False) if ids else ():
        try:
            if tree.digest_of(file.path).hex() == file.stored_sha256:
                found[file.public_id] = file.path
                continue
        except FileNotFoundError:
            pass
        log.error(
            "the file %s is missing or was changed, and is left out of the site; see `gongkai verify`", file.public_id
        )
    return found


def _told(rows: list[Row]) -> dict[str, Any]:
    """Reads ``record:<id>`` of each: what the kinds' faces tell of live records, all of a kind at once."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.live:
            by_kind[row.kind].append(row.id)
    found: dict[str, Any] = {}
    for drawer in declare.kinds():
        tell = getattr(drawer.face("site"), "told", None)
        if tell and drawer.code in by_kind:
            found |= tell(by_kind[drawer.code])
    return found


def _attached(shown: Shown) -> set[str]:
    """Ids of a version's attachments. Most have none: then the content need not be read."""
    return set() if b'"attachments":[]' in shown.public else {file["id"] for file in shown.view["attachments"]}
