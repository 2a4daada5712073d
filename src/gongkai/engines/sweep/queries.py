"""How far the search is, and what it found that still stands."""

import json
from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery

from gongkai.engines.sweep.beside import Said, said_beside
from gongkai.engines.sweep.models import Suspect, SuspectText, Sweep
from gongkai.ground.files.facts import FileStored
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids
from gongkai.ground.guard.facts import WordsLoaded
from gongkai.ground.guard.models import Inspection
from gongkai.ground.guard.queries import mark_of, rules
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.delegating import is_everywhere
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.records.models import Record, Version
from gongkai.kernel.records.queries import by_refs, live, version_of, visible_to
from gongkai.kernel.records.withholding import KEEPERS
from gongkai.pure.declare import Role


def latest() -> Sweep | None:
    return Sweep.objects.order_by("-pk").first()


def finished() -> Sweep | None:
    """The latest search that came to its end."""
    return Sweep.objects.exclude(finished_at=None).order_by("-pk").first()


def next_live(after: str, limit: int) -> list[Record]:
    """Published records behind an id."""
    return list(live().filter(pk__gt=after).order_by("pk")[:limit])


def news_from(idx: int, limit: int) -> list[tuple[int, File | None, date | None]]:
    """Files that were stored for records from a fact on: the fact's index, the file, and the day of its record's text. A list of words that was
    loaded stands there without a file.
    """
    facts = list(
        Fact.objects.filter(name__in=(FileStored.NAME, WordsLoaded.NAME), idx__gte=idx).order_by("idx")[:limit]
    )
    named = {
        fact.idx: json.loads(bytes(fact.body))["fact"]["public_id"] for fact in facts if fact.ref.startswith("record:")
    }
    found = dict(_with_days(list(named.values())))
    return [(fact.idx, *found.get(named.get(fact.idx, ""), (None, None))) for fact in facts]


def _with_days(file_ids: list[str]) -> Iterator[tuple[str, tuple[File, date]]]:
    stored = [file for file in by_ids(file_ids) if not file.removed]
    records = by_refs([file.owner for file in stored])
    for file in stored:
        if record := records.get(file.owner):
            yield file.public_id, (file, record.formed_on)


def outdated(limit: int) -> list[tuple[File, date]]:
    """Attachments of records on which somebody is at work that were searched by other lists than those in force."""
    at_work = Duty.objects.filter(closed_on=None, ref__startswith="record:").values("ref")
    ids = Inspection.objects.filter(owner__in=at_work).exclude(rules=rules()).values_list("file_id", flat=True)
    return [found for _, found in _with_days(list(ids[:limit]))]


def how_many() -> int:
    return live().count()


def standing(scope: Scope, *, stops: bool = False) -> QuerySet[Record]:
    """The published records of somebody's scope in which something was found, in the version that stands now; ``stops``: only what
    would hold up a publication. Each with ``stops``.
    """
    mine = Suspect.objects.filter(record_id=OuterRef("pk"), version=OuterRef("published"))
    found = visible_to(scope).filter(live=True, pk__in=Suspect.objects.values("record_id"))
    found = found.annotate(stops=Subquery(mine.values("stops")[:1], output_field=IntegerField())).exclude(stops=None)
    return (found.filter(stops__gt=0) if stops else found).order_by(F("stops").desc(), "pk")


def suspects(ids: list[str]) -> dict[str, Suspect]:
    return {row.record_id: row for row in Suspect.objects.filter(record_id__in=ids)}


def published_version(record: Record) -> Version:
    """The version that stands on the site."""
    return version_of(record, record.published)


def due(at: datetime, begins: int) -> bool:
    """Is there a search to begin: none today, and the hour has come? ``at`` in local time."""
    last = latest()
    return at.hour >= begins and (last is None or last.started_at.astimezone(at.tzinfo).date() < at.date())


def how_many_found() -> tuple[int, int]:
    """In how many published records something stands that is to be dealt with, and in how many others there are hints."""
    return Suspect.objects.filter(stops__gt=0).count(), Suspect.objects.filter(stops=0).count()


def mark_of_text(said: Said) -> str:
    return mark_of(said.ref, "", "", "\n".join(said.texts))


def standing_beside(scope: Scope, today: date, *, stops: bool = False) -> list[tuple[Said, SuspectText]]:
    """What is said beside the records, by whom this person may change it, in which something was found and that still reads so; the
    worst first. ``stops``: only what would be refused, or hold up a publication.
    """
    rows = {row.ref: row for row in SuspectText.objects.filter(stops__gt=0 if stops else -1)}
    found = [(said, rows[said.ref]) for said in said_beside(today) if said.ref in rows] if rows else []
    found = [(said, row) for said, row in found if _keeps(scope, said) and mark_of_text(said) == row.mark]
    return sorted(found, key=lambda each: (-each[1].stops, each[0].ref))


def _keeps(scope: Scope, said: Said) -> bool:
    if said.unit_id is None:
        return is_everywhere(scope.actor()) if said.role is Role.ADMINISTRATOR else scope.has(said.role)
    return any(said.unit_id in scope.by_role.get(role, ()) for role in KEEPERS)


def how_many_found_beside() -> tuple[int, int]:
    """The same of what is said beside the records."""
    return SuspectText.objects.filter(stops__gt=0).count(), SuspectText.objects.filter(stops=0).count()
