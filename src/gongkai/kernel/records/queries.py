"""Questions about records. ``visible_to`` is the one door for staff, ``live`` the one for the public."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from gongkai.ground.home.memory import remembers
from gongkai.ground.ledger.facts import sentence
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.rows import find
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import closed_units
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.duties import had_duty, owed_by_closed
from gongkai.kernel.flow.models import Duty, StepTaken
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.models import (
    BEFORE,
    UNTIL,
    Checked,
    Determination,
    GuideText,
    LoadedChecklist,
    LoadedTemplate,
    Outlet,
    Record,
    Relation,
    ReviewChain,
    Section,
    Version,
    Withholding,
)
from gongkai.pure.declare import Phase


def visible_to(scope: Scope) -> QuerySet[Record]:
    """Included if, and only if: its unit is one somebody acts for or oversees; or such a unit ever had a duty in it."""
    records = Record.objects.select_related("unit", "section")
    if scope.whole:
        return records
    units = scope.units | scope.overseen
    had = had_duty(units, "record:").annotate(subject=Substr("ref", len("record:") + 1)).values("subject")
    return records.filter(Q(unit_id__in=units) | Q(pk__in=had))


def numbered(unit: Unit, number: str) -> QuerySet[Record]:
    """A unit's records of a document number, withdrawn ones too; not what was discarded."""
    return (
        Record.objects.filter(unit=unit, document_number=number).exclude(state=RecordFlow.DISCARDED.code).order_by("pk")
    )


def known_by(
    unit: Unit, kind: str, numbers: Collection[str], documents: Collection[str], titles: Collection[str]
) -> list[Record]:
    """A unit's records that have one of these index numbers, whatever their kind and state; and those of a kind, neither withdrawn nor
    discarded, with one of these document numbers or titles. Three queries.
    """
    own = Record.objects.filter(unit=unit).select_related("section").order_by("pk")
    standing = own.filter(kind=kind).exclude(phase=Phase.VOID)
    asked = (own, "index_number", numbers), (standing, "document_number", documents), (standing, "title", titles)
    found: dict[str, Record] = {}
    for among, column, values in asked:
        found |= {r.pk: r for r in (among.filter(**{f"{column}__in": values}) if values else ())}
    return list(found.values())


def current_contents(found: Collection[Record]) -> dict[str, dict[str, Any]]:
    """The contents at which records stand, by their ids; one query. {} for what was erased."""
    current = Version.objects.filter(record_id__in=[r.pk for r in found], number=F("record__current"))
    return {version.record_id: version.values() for version in current}


def published_contents(record_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """The contents of which the public views stand on the site, by the ids of their records; one query."""
    public = Version.objects.filter(record_id__in=list(record_ids), number=F("record__published"))
    return {version.record_id: version.values() for version in public}


def published_views(ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """What the versions of records that stand on the site say, as it was frozen; one query."""
    return {record_id: json.loads(public) for record_id, public in published_bytes(ids).items()}


def published_bytes(ids: Collection[str]) -> dict[str, bytes]:
    """The same as it is stored: of those that have a public view."""
    found = Version.objects.filter(record_id__in=list(ids), number=F("record__published"), public__isnull=False)
    return {record_id: bytes(public) for record_id, public in found.values_list("record_id", "public")}


def public_bytes(record_id: str) -> bytes | None:
    """The frozen public view of what stands on the site; None if nothing stands there of that id."""
    shown = Version.objects.filter(record_id=record_id, record__live=True, number=F("record__published"))
    content = shown.values_list("public", flat=True).first()
    return None if content is None else bytes(content)


def withdrawn(record_id: str) -> Record | None:
    """A record that stood on the site and was withdrawn."""
    return Record.objects.filter(pk=record_id, live=False, published_on__isnull=False).first()


def live() -> QuerySet[Record]:
    """Records that stand on the public site."""
    return Record.objects.filter(live=True).select_related("unit", "section")


def emptied() -> list[Record]:
    """Live records of which the version that stands was erased: only a restore can leave such ones."""
    erased = Version.objects.filter(record_id=OuterRef("pk"), number=OuterRef("published"), salt=None)
    return list(live().filter(Exists(erased)).order_by("pk"))


def get_visible(scope: Scope, record_id: str) -> Record | None:
    return visible_to(scope).filter(pk=record_id).first()


def version_of(record: Record, number: int | None = None) -> Version:
    """A version by number; by default the current one. Raises Version.DoesNotExist."""
    return Version.objects.get(record=record, number=number or record.current)


def of_unit(unit: Unit, record_id: str) -> Record | None:
    """A unit's own record, at whatever gate it is."""
    return Record.objects.filter(pk=record_id, unit=unit).first()


def of_kind(kind: str, unit: Unit) -> QuerySet[Record]:
    """A unit's records of a kind, at whatever gate they are."""
    return Record.objects.filter(kind=kind, unit=unit)


def versions_of(record: Record) -> list[Version]:
    return list(Version.objects.filter(record=record).order_by("number"))


def saved_at(record: Record) -> dict[int, datetime]:
    """When each version of a record was saved, by its number; one query."""
    prefix, found = f"{Version._meta.label_lower}/{record.pk}@", {}
    for body, at in Fact.objects.filter(ref=record.ref).order_by("idx").values_list("body", "at"):
        for name in json.loads(bytes(body))["rows"]:
            if name.startswith(prefix):
                found.setdefault(int(name.removeprefix(prefix)), at)
    return found


WRITING = ("draft", RecordFlow.save.name, RecordFlow.submit.name)


def outlets_of(record: Record) -> list[Outlet]:
    return list(Outlet.objects.filter(record=record).order_by("id"))


def steps_of(record: Record) -> list[StepTaken]:
    """What happened to a record, newest first."""
    return list(StepTaken.objects.filter(ref=record.ref).order_by("-seq"))


HIDES = "〔旧版不再显示〕"
"""How the note of a correction begins that is to remove something."""


def reasons_of_corrections(refs: Collection[str]) -> dict[str, list[tuple[str, bool]]]:
    """Of records by reference: for each time a version became public, why it was corrected, and whether that was to remove something;
    ("", False) the first time."""
    found: dict[str, list[tuple[str, bool]]] = {}
    begun: dict[str, tuple[str, bool]] = {}
    steps = StepTaken.objects.filter(ref__in=refs).order_by("ref", "seq").values_list("ref", "name", "note")
    for ref, name, note in steps:
        if name == RecordFlow.revise.name:
            begun[ref] = (note.removeprefix(HIDES), note.startswith(HIDES))
        elif name == RecordFlow.publish.name:
            found.setdefault(ref, []).append(begun.pop(ref, ("", False)))
    return found


def writers_of(record: Record) -> set[str]:
    """Whose words the draft is: all who began, saved or submitted it since it was last public."""
    found = {record.author}
    for step in steps_of(record):
        if step.name in (RecordFlow.publish.name, RecordFlow.call_off.name):
            break
        if step.name in WRITING:
            found.add(step.by)
    return found


def sections() -> list[Section]:
    """The catalogue in order, open sections only."""
    return list(Section.objects.filter(closed_on=None))


def section_by_key(key: str) -> Section | None:
    return Section.objects.filter(pk=key, closed_on=None).first()


def any_section(key: str) -> Section | None:
    """A section by its key, closed ones too."""
    return Section.objects.filter(pk=key).first()


def standing_section(key: str) -> Section | None:
    """The open section of a key, or the one that it has merged into."""
    section = any_section(key)
    while section is not None and section.closed_on:
        section = any_section(section.merged_into)
    return section


def all_sections() -> list[Section]:
    """Every section there ever was, in order."""
    return list(Section.objects.all())


def sections_below(key: str) -> list[str]:
    """The keys of a section and of all below it, closed ones too; [] if there is none of that key."""
    parents = {s.pk: s.parent_key for s in Section.objects.all()}
    found = [key] if key in parents else []
    for parent in found:
        found += [each for each, above in parents.items() if above == parent and each not in found]
    return found


def leaf_sections(unit: Unit) -> list[Section]:
    """Sections without children that a unit publishes in."""
    everything = sections()
    parents = {s.parent_key for s in everything}
    return [s for s in everything if s.key not in parents and s.takes(unit.code, unit.level)]


def grouped(leaves: Iterable[Section]) -> list[tuple[Section | None, list[Section]]]:
    """Sections below the one that each stands under, in the order of their first; those that stand under none each alone. One query."""
    by_key = {each.pk: each for each in sections()}
    found: dict[str, tuple[Section | None, list[Section]]] = {}
    for section in leaves:
        above = by_key.get(section.parent_key)
        found.setdefault(above.pk if above else section.pk, (above, []))[1].append(section)
    return list(found.values())


def usual_section(unit: Unit, kind: str) -> str:
    """The section in which a unit published the last record of a kind, whether it still does or not; "" if none."""
    last = Record.objects.filter(unit=unit, kind=kind, live=True).order_by("-published_on", "-pk")
    return last.values_list("section_id", flat=True).first() or ""


def counts_by_section() -> dict[str, int]:
    """How many records each section holds, drafts too, without those that were discarded."""
    held = Record.objects.exclude(state=RecordFlow.DISCARDED.code).order_by()
    return dict(held.values_list("section_id").annotate(Count("pk")))


def latest_updates(unit_ids: Collection[int] | None = None) -> list[tuple[str, int, date]]:
    """(section, unit, day) of the last update of what stands on the site, of some units or of all; one grouped query over an index."""
    found = Record.objects.filter(live=True).order_by()
    found = found if unit_ids is None else found.filter(unit_id__in=unit_ids)
    return list(found.values_list("section_id", "unit_id").annotate(Max("updated_on")))


def loaded_templates() -> list[LoadedTemplate]:
    return list(LoadedTemplate.objects.order_by("key"))


def latest_checklist(key: str) -> LoadedChecklist | None:
    """The version of a checklist that was loaded last, ended or not."""
    return LoadedChecklist.objects.filter(key=key).order_by("-pk").first()


@cache
def checklists() -> tuple[LoadedChecklist, ...]:
    """The checklists in force, by key."""
    latest = {row.key: row for row in LoadedChecklist.objects.order_by("pk")}
    return tuple(latest[key] for key in sorted(latest) if not latest[key].ended_on)


@cache
def chains() -> tuple[ReviewChain, ...]:
    """The chains of review that were set, in the order in which they were."""
    return tuple(ReviewChain.objects.filter(ended_on=None).select_related("unit", "section").order_by("pk"))


def chain_set(unit_id: int | None, section: str | None) -> ReviewChain | None:
    """The chain that was set for just this unit and section."""
    return next((each for each in chains() if (each.unit_id, each.section_id) == (unit_id, section)), None)


def open_gates(kinds: Collection[str]) -> list[tuple[int, str, int]]:
    """(unit, role, how many records) of what is owed to records at their gates."""
    found = Duty.objects.filter(closed_on=None, ref__startswith="record:", kind__in=kinds).order_by()
    return list(found.values_list("unit_id", "role").annotate(Count("pk")))


@remembers
def forget() -> None:
    """Drop what was read."""
    chains.cache_clear()
    checklists.cache_clear()


def checked(record: Record) -> list[Checked]:
    """What reviewers answered, in the order of their reviews."""
    return list(Checked.objects.filter(record=record).order_by("pk"))


def section_and_above(key: str) -> list[str]:
    """The keys of a section and of those above it."""
    parents, found = dict(Section.objects.values_list("pk", "parent_key")), []
    while key and key not in found:
        found.append(key)
        key = parents.get(key, "")
    return found


def published_by_words(words: Sequence[str], *, live: bool = True) -> list[str]:
    """Of each id or index number: the id of the live record (not ``live``: of one that ever was published), "" if there is none."""
    asked = Record.objects.filter(Q(pk__in=words) | Q(index_number__in=words), published_on__isnull=False)
    found = (asked.filter(live=True) if live else asked).values_list("pk", "index_number")
    known = {name: pk for pk, index in found for name in (pk, index)}
    return [known.get(word, "") for word in words]


def determination_of(record: Record) -> Determination | None:
    """That it is not published, and why; the latest there was."""
    return Determination.objects.filter(record=record).order_by("-pk").first()


def withholdings(scope: Scope | None = None) -> QuerySet[Withholding]:
    """The negative list, what is to be looked at again first; of the units somebody acts for or oversees, or all of it, for it is public."""
    found = Withholding.objects.select_related("unit").order_by("review_on", "pk")
    return found if scope is None or scope.whole else found.filter(unit_id__in=scope.units | scope.overseen)


def to_keep(unit_ids: Collection[int]) -> QuerySet[Withholding]:
    """The lines that stand on the negative lists of these units, what is to be looked at again first."""
    return withholdings().filter(unit_id__in=unit_ids, lifted_on=None)


def to_look_at_again(today: date) -> QuerySet[Withholding]:
    """Lines of the negative list whose day has come, and that do not say so yet."""
    due = Withholding.objects.filter(lifted_on=None, due_since=None, review_on__lte=today)
    return due.select_related("unit").order_by("review_on", "pk")


def named_outside() -> list[Relation]:
    """The documents from elsewhere that public records name."""
    found = Relation.objects.filter(target=None, ended_on=None, source__live=True)
    return list(found.select_related("source").order_by("pk"))


def guide_texts(unit: Unit | None = None) -> dict[tuple[int, str], GuideText]:
    """The latest text of each part of a unit's guide, or of all, by unit and part; also those that were taken away."""
    found = GuideText.objects.order_by("version")
    return {(text.unit_id, text.part): text for text in (found.filter(unit=unit) if unit else found)}


def published_late(scope: Scope, since: date) -> QuerySet[Record]:
    """Records of the units somebody acts for or oversees that were first published after their term (条例第26条), the last first; those that
    have been withdrawn too.
    """
    found = Record.objects.filter(published_on__gt=F("publish_due_on"), published_on__gte=since)
    found = found if scope.whole else found.filter(unit_id__in=scope.units | scope.overseen)
    return found.select_related("unit", "section").order_by("-published_on", "-pk")


def let_off(scope: Scope, since: datetime) -> list[tuple[Record, list[tuple[str, str, datetime]]]]:
    """Records whose term to publish had run out when it was taken away otherwise than by publishing in time (a later day of formation,
    discarding, keeping back, a correction that was called off, withdrawn or late), each with (what, by whom, when) of these acts; of the units that somebody acts for or oversees, the last first.
    """
    told: dict[str, list[tuple[str, str, datetime]]] = {}
    for each in Fact.objects.filter(name="record.overdue", at__gte=since).order_by("-idx"):
        said = sentence(each.name, json.loads(bytes(each.body))["fact"])
        told.setdefault(each.ref.removeprefix(f"{Record.SUBJECT}:"), []).append((said, each.actor, each.at))
    found = Record.objects.filter(pk__in=told).select_related("unit", "section")
    found = found if scope.whole else found.filter(unit_id__in=scope.units | scope.overseen)
    known = {record.pk: record for record in found}
    return [(known[key], acts) for key, acts in told.items() if key in known]


def due_for_publication(at: datetime) -> QuerySet[Record]:
    """Scheduled records whose instant has come."""
    return Record.objects.filter(state="scheduled", scheduled_at__lte=at).order_by("scheduled_at", "pk")


def coming_into_force(today: date) -> QuerySet[Record]:
    return Record.objects.filter(live=True, validity__in=BEFORE, effective_on__lte=today).order_by("effective_on", "pk")


def expiring(today: date) -> QuerySet[Record]:
    """Documents, and calls for opinions, whose last day has passed."""
    return Record.objects.filter(live=True, validity__in=UNTIL, expires_on__lt=today).order_by("expires_on", "pk")


def left_by_closed() -> QuerySet[Record]:
    """Records on their way to the public whose unit has closed, or where a closed unit owes something."""
    closed = closed_units()
    if not closed:
        return Record.objects.none()
    # By two lists of keys: joined with units, either side of the "or" made this a walk through all records, every second.
    owing = [ref.removeprefix("record:") for ref in owed_by_closed("record:").values_list("ref", flat=True)]
    waiting = Q(unit_id__in=closed, live=False, phase__in=(Phase.OPEN, Phase.WAITING))
    return Record.objects.filter(Q(pk__in=owing) | waiting).select_related("unit", "section").order_by("pk")


def relations_of(record: Record) -> list[Relation]:
    """What a record says of others, and others of it, as it stands."""
    either = Q(source=record) | Q(target=record)
    found = Relation.objects.filter(either, ended_on=None)
    return list(found.select_related("source__unit", "source__section", "target__unit", "target__section"))


def relation_between(record: Record, kind: str, target: Record) -> Relation | None:
    return Relation.objects.filter(source=record, kind=kind, target=target, ended_on=None).first()


def changes_by(record: Record) -> list[Relation]:
    """Which live documents a record amends or repeals."""
    if not _standing("source", record.pk):
        return []
    found = Relation.objects.filter(source=record, kind__in=("amends", "repeals"), ended_on=None, target__live=True)
    return list(found.select_related("target__unit"))


def sources_of(record: Record, kind: str) -> list[Record]:
    """The records that stand in a relation to this one, at whatever gate they are."""
    if not _standing("target", record.pk):
        return []
    found = Relation.objects.filter(target=record, kind=kind, ended_on=None)
    return [relation.source for relation in found.select_related("source__unit", "source__section")]


def targets_of(record: Record, kind: str) -> list[Record]:
    """The records that this one stands in a relation to."""
    found = Relation.objects.filter(source=record, kind=kind, ended_on=None, target__isnull=False)
    return [relation.target for relation in found.select_related("target__unit", "target__section")]


def interpretations_of(record: Record) -> list[Record]:
    return sources_of(record, "interprets")


def interpreted_by(record: Record) -> list[Record]:
    return targets_of(record, "interprets")


def consultations_of(record: Record) -> list[tuple[Record, dict[str, Any]]]:
    """What was laid before the public about a document, and what became of it, with their contents: see the kind of the consultation."""
    found = sources_of(record, "consults")
    contents = current_contents(found) if found else {}
    return [(each, contents[each.pk]) for each in found]


def waits_with(record: Record) -> bool:
    """Does it interpret documents, none of which is public yet?"""
    documents = [] if record.published_on else interpreted_by(record)
    return bool(documents) and not any(each.live for each in documents)


def relatives(record_id: str) -> set[str]:
    """Ids of the records that one is in some relation to, either way, and of those that consult on the same document."""
    forth, back = _standing("source", record_id), _standing("target", record_id)
    documents = {each.target_id for each in forth if each.kind == "consults"}
    beside = {source for each in documents for source in consulting_on(each)} - {record_id}
    return {each.target_id for each in forth if each.target_id} | {each.source_id for each in back} | beside


def consulting_on(document_id: str) -> set[str]:
    """Ids of what was laid before the public about a document, and of what came of it."""
    return {each.source_id for each in _standing("target", document_id) if each.kind == "consults"}


def consultations_beside(record_ids: Collection[str]) -> dict[str, list[Record]]:
    """Of consultations: the other live ones on the same documents, the earliest first."""
    here, found = Relation.objects.filter(kind="consults", ended_on=None), defaultdict[str, list[Record]](list)
    own = list(here.filter(source__in=list(record_ids)).values_list("source_id", "target_id"))
    others = here.filter(target__in={target for _, target in own}, source__live=True).select_related("source")
    for other in others.order_by("source__published_on", "source_id") if own else ():
        for source, target in own:
            if target == other.target_id and source != other.source_id and other.source not in found[source]:
                found[source].append(other.source)
    return dict(found)


def _standing(side: str, record_id: str) -> list[Relation]:
    """The relations that a record has as ``source`` or ``target``. Most have none, and are asked at each act: without the ORM."""
    return find(Relation, {side: record_id, "ended_on": None})


def named(words: str, unit_ids: frozenset[int]) -> list[Record]:
    """Records of exactly this document number, index number, id or title: public ones, and those of units that somebody acts for."""
    exact = Q(pk=words) | Q(index_number=words) | Q(document_number=words) | Q(title=words)
    found = Record.objects.filter(exact).exclude(state__in=(RecordFlow.DISCARDED.code, RecordFlow.WITHDRAWN.code))
    found = found.filter(Q(live=True) | Q(unit_id__in=unit_ids))
    return list(found.select_related("unit", "section").order_by("-formed_on", "pk")[:6])


def related_by(kind: str, record_ids: Collection[str]) -> dict[str, dict[str, str]]:
    """By record: the public ones that it stands in a relation to, by document number, index number and title."""
    found = Relation.objects.filter(kind=kind, source_id__in=list(record_ids), ended_on=None, target__live=True)
    told: dict[str, dict[str, str]] = {}
    for source, target, *names in found.values_list(
        "source_id", "target_id", "target__document_number", "target__index_number", "target__title"
    ):
        told.setdefault(source, {}).update({name: target for name in names if name})
    return told


def by_refs(refs: list[str]) -> dict[str, Record]:
    """Records by reference, for worklists (their duties were already scoped)."""
    ids = [ref.removeprefix("record:") for ref in refs if ref.startswith("record:")]
    return {r.ref: r for r in Record.objects.filter(pk__in=ids).select_related("unit", "section")}
