"""All that pages may ask of the database; with ``wholes`` beside it and ``queries`` the only module of this room that knows models.

Every question names the dependency keys it reads. A record's acts touch ``record:<id>``, ``section:<key>``,
``unit:<code>``, ``kind:<code>``; from these follow the finer keys of lists, absence included:
``<axis>:<key>:head`` (what is newest) and ``<axis>:<key>:year:<y>`` (the slots of a year). ``government``, ``units`` and
``sections`` are read by every page's frame. Nothing depends on today.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Window
from django.db.models.functions import RowNumber

from gongkai.engines.measures import queries as measures
from gongkai.engines.site import wholes
from gongkai.engines.site.rows import Happened, Row, Whole
from gongkai.engines.site.wholes import CORRECTED, PUBLISHED, TURNED, rows_of
from gongkai.engines.supervision.queries import overdue_by_unit
from gongkai.ground.ledger.models import Fact
from gongkai.ground.points.models import ReadingPoint
from gongkai.ground.points.queries import open_points
from gongkai.ground.ui.words import CHINA
from gongkai.ground.units.models import Government, Unit
from gongkai.kernel.keypoints import queries as key_points
from gongkai.kernel.keypoints.models import KeyPoint
from gongkai.kernel.portal.blocks import Block, model_of, page_of, place_of
from gongkai.kernel.portal.models import PLANNED, SHOWN, SiteNotice, Topic
from gongkai.kernel.portal.queries import arranged, former_addresses, site_notices, topics
from gongkai.kernel.records import facts
from gongkai.kernel.records.models import GuideText, Record, Section, Withholding
from gongkai.kernel.records.queries import guide_texts, published_views
from gongkai.pure.law.sitemeta import ANNUAL_TYPE

PER_PAGE = 100
HEAD = 50
KEPT = 50_000
"""Rows kept in memory by one reader."""

MOVED = facts.RecordMoved.NAME


class Reader:
    """Named, keyed questions. One reader serves one build: units and sections are read once."""

    def __init__(self) -> None:
        self._known: dict[str, Row | None] = {}
        self._newest: tuple[tuple[str, str, int, date | None] | None, list[Row]] = (None, [])
        self._newest_of_unit: tuple[str, dict[str, list[Row]]] = ("", {})
        self._ancestors: dict[str, list[Section]] = {}
        self._guide_texts: dict[tuple[int, str], GuideText] | None = None
        self._census: dict[tuple[str, str], list[tuple[int, int]]] | None = None

    @cached_property
    def government(self) -> Government | None:
        """Reads ``government``."""
        return Government.objects.first()

    @cached_property
    def began_at(self) -> datetime | None:
        """Reads nothing that ever changes: the instant of the very first fact. A list was last changed then, if nothing is on it."""
        return Fact.objects.order_by("idx").values_list("at", flat=True).first()

    @cached_property
    def _units(self) -> list[Unit]:
        return list(Unit.objects.all())

    @cached_property
    def units_by_id(self) -> dict[int, Unit]:
        """Reads ``units``; closed ones too."""
        return {unit.pk: unit for unit in self._units}

    @cached_property
    def units_by_code(self) -> dict[str, Unit]:
        """Reads ``units``; closed ones too."""
        return {unit.code: unit for unit in self._units}

    def successor(self, unit: Unit) -> Unit | None:
        """Reads ``units``: who took over what a closed unit did."""
        return self.units_by_code.get(unit.successor_code)

    def open_units(self, level: str) -> list[Unit]:
        """Reads ``units``: those of a level that are not closed, in their official order."""
        return [unit for unit in self._units if unit.level == level and unit.closed_on is None]

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Reads ``sections``: all by key, in order, closed ones too."""
        return {section.pk: section for section in Section.objects.order_by("position", "key")}

    def children(self, key: str) -> list[Section]:
        """Reads ``sections``: the open sections below one; below "" the top level."""
        return [s for s in self.sections.values() if s.parent_key == key and s.closed_on is None]

    @cached_property
    def key_areas(self) -> list[Section]:
        """Reads ``sections``: the open sections that are key areas, in order."""
        return [s for s in self.sections.values() if s.key_area and s.closed_on is None]

    def responsible(self, section: Section) -> list[Unit]:
        """Reads ``sections`` and ``units``: the units named as responsible for a section; who has closed is stood in for by its successor."""
        found: dict[str, Unit] = {}
        for code in section.named_units:
            unit = self.units_by_code.get(code)
            while unit is not None and unit.closed_on:
                unit = self.successor(unit)
            if unit is not None:
                found[unit.code] = unit
        return list(found.values())

    def ancestors(self, key: str) -> list[Section]:
        """Reads ``sections``: from the top down to the section itself."""
        if key not in self._ancestors:
            found: list[Section] = []
            at = key
            while at in self.sections and len(found) < 10:
                found.insert(0, self.sections[at])
                at = self.sections[at].parent_key
            self._ancestors[key] = found
        return self._ancestors[key]

    def below(self, key: str) -> list[str]:
        """Reads ``sections``: the keys of a section and all below it."""
        found = [key]
        for parent in found:
            found += [s.key for s in self.sections.values() if s.parent_key == parent and s.key not in found]
        return found

    def standing(self, key: str) -> Section:
        """Reads ``sections``: a section, or the one that it merged into."""
        section = self.sections[key]
        while section.closed_on and section.merged_into in self.sections:
            section = self.sections[section.merged_into]
        return section

    def predecessors(self, key: str) -> list[str]:
        """Reads ``sections``: the keys of those that merged into a section, at first or second hand."""
        return self._predecessors.get(key, [])

    @cached_property
    def _predecessors(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for section in self.sections.values():
            if section.closed_on and section.merged_into:
                found.setdefault(self.standing(section.key).key, []).append(section.key)
        return found

    @cached_property
    def merged(self) -> dict[str, Section]:
        """Reads ``sections``: by key of what merged, the section that stands for it now."""
        return {key: self.sections[target] for target, keys in self._predecessors.items() for key in keys}

    def former_pages(self, key: str, year: int) -> int:
        """Reads ``sections``: how many pages a section's list of a year had when it merged."""
        slots: int = self.sections[key].former["years"].get(str(year), 0) if key in self.sections else 0
        return (slots - 1) // PER_PAGE + 1

    def went_to(self, key: str) -> Section | None:
        """Reads ``sections``: where what a section held before is, if it merged and was opened again."""
        section = self.sections[key]
        found = None if section.merged_into else self.open_section(section.former["into"])
        return None if found is section else found

    @cached_property
    def former_units(self) -> dict[str, set[str]]:
        """Reads ``sections``: by section, the units whose lists in it stay, for one that merged into it had them, or it had them itself."""
        found: dict[str, set[str]] = {}
        for section in self.sections.values():
            if section.lists:
                homes = (section, self.standing(section.key), self.went_to(section.key))
                for key in {home.key for home in homes if home}:
                    found.setdefault(key, set()).update(section.former["units"])
        return found

    def withheld(self) -> list[Withholding]:
        """Reads ``withheld``: the negative list, in the units' official order, what was lifted too."""
        return sorted(
            Withholding.objects.all(), key=lambda item: (self.units_by_id[item.unit_id].position, item.unit_id, item.pk)
        )

    @cached_property
    def arranged(self) -> dict[str, list[Block]]:
        """Reads ``page:*``: the blocks of each page that an office arranged, by place."""
        return arranged()

    def shown_at(self, place: str) -> list[str]:
        """Reads ``units``: the codes of the units whose pages a place is, or is the model of."""
        return [u.code for u in self._units if place in (place_of(u.code), model_of(u.level))]

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Reads ``topic:*``: all by key, those that are shown first."""
        return {topic.pk: topic for topic in topics()}

    @property
    def topics_shown(self) -> list[Topic]:
        """Reads ``topic:*``."""
        return [topic for topic in self.topics.values() if topic.state == SHOWN]

    def topics_with(self, record_id: str, sections: Collection[str], kinds: Collection[str]) -> list[str]:
        """Reads ``topic:*`` and ``page:*``: the keys of topics on whose pages a record may stand, of these sections (with those above) and kinds."""
        sources = {*(f"section:{key}" for key in sections), *(f"kind:{kind}" for kind in kinds)}
        return [
            key
            for key, topic in self.topics.items()
            if record_id in topic.picked or any(b.source in sources for b in self.arranged.get(page_of(key), ()))
        ]

    @cached_property
    def _chosen(self) -> dict[str, list[Topic]]:
        """By record, the topics that have begun on whose pages it stands because it was chosen."""
        found: dict[str, list[Topic]] = {}
        for key, topic in self.topics.items():
            blocks = self.arranged.get(page_of(key))
            if topic.state != PLANNED and (blocks is None or any(block.family == "picked" for block in blocks)):
                for record_id in topic.records:
                    found.setdefault(record_id, []).append(topic)
        return found

    def topics_of(self, record_id: str) -> list[Topic]:
        """Reads ``related:<id>`` and ``page:topic.<key>``: the topics into which a record was chosen, those that are shown first."""
        return self._chosen.get(record_id, [])

    @cached_property
    def site_notices(self) -> list[SiteNotice]:
        """Reads ``site_notices``: those that are shown first."""
        return site_notices()

    def former_addresses(self) -> list[tuple[str, str]]:
        """Reads ``former``: addresses of an earlier website, and where each leads."""
        return former_addresses()

    def open_section(self, key: str) -> Section | None:
        """Reads ``sections``: a section that is open, or the one that it merged into; None if that has closed."""
        found = self.standing(key) if key in self.sections else None
        return found if found and found.closed_on is None else None

    def key_point_years(self) -> list[int]:
        """Reads ``keypoints``: the years of which anything is shown, the latest first."""
        return key_points.public_years()

    def key_points(self, year: int) -> list[KeyPoint]:
        """Reads ``keypoints``: what is shown of a year, in the order of its documents."""
        return key_points.public_of(year)

    def key_points_assisted(self, points: list[KeyPoint]) -> dict[str, list[Unit]]:
        """Reads ``keypoints``: by code the units that assist."""
        return key_points.assists_of(points)

    def key_points_proved(self, points: list[KeyPoint]) -> dict[str, list[str]]:
        """Reads ``keypoints``: by code the ids of the records that show what was done."""
        return key_points.proving_records(points)

    @cached_property
    def _shows_key_points(self) -> set[str]:
        points = [each for year in key_points.public_years() for each in key_points.public_of(year)]
        return {each for ids in key_points.proving_records(points).values() for each in ids}

    def shows_a_key_point(self, record_id: str) -> bool:
        """Reads ``keypoints``: does the column of key points name a record?"""
        return record_id in self._shows_key_points

    def points(self) -> list[ReadingPoint]:
        """Reads ``points``: the reading points that are open, in their order."""
        return open_points()

    def guide_texts(self, unit: Unit) -> dict[str, GuideText]:
        """Reads ``guide:<code>``: what a unit says of its own in its guide, by part."""
        if self._guide_texts is None:
            self._guide_texts = guide_texts()
        return {part: text for (unit_id, part), text in self._guide_texts.items() if unit_id == unit.pk and text.text}

    def newest(self, axis: str, key: str, limit: int | None = None, until: date | None = None) -> list[Row]:
        """Reads ``<axis>:<key>:head``: the newest live records; of a section, those of the sections below it too; ``until``: as it was
        on a day, but for what has been withdrawn since. A list's page, its data and its feeds ask one after another: one question for all.
        """
        asked = (axis, key, limit or HEAD, until)
        if self._newest[0] != asked:
            self._newest = (asked, self._ask_newest(*asked))
        return [*self._newest[1]]

    def _ask_newest(self, axis: str, key: str, wanted: int, until: date | None) -> list[Row]:
        order = ("-published_on", "-id")
        among: dict[str, Any] = {"live": True} | ({"published_on__lte": until} if until else {})
        if self._census is not None and not any((axis, each) in self._census for each in self._within(axis, key)):
            return []
        if axis != "s":
            return rows_of(self._of(axis, key).filter(**among).order_by(*order)[:wanted])
        # Section by section each has its newest in an index; asked for together, all records of all of them are sorted.
        found = [
            place
            for section in self._within(axis, key)
            for place in Record.objects.filter(**among, section_id=section)
            .order_by(*order)
            .values_list("published_on", "id")[:wanted]
        ]
        newest = [record_id for _, record_id in sorted(found, reverse=True)[:wanted]]
        return rows_of(Record.objects.filter(pk__in=newest).order_by(*order))

    def _within(self, axis: str, key: str) -> list[str]:
        return self.below(key) if axis == "s" else [key]

    def newest_of_unit(self, code: str, section: str) -> list[Row]:
        """Reads ``u:<code>:head`` and ``s:<section>:head``. A full build asks section by section: one question for all of a unit."""
        if self._newest_of_unit[0] != code:
            self._newest_of_unit = (code, self._newest_by(code, "section_id", PER_PAGE))
        return self._newest_of_unit[1].get(section, [])

    def newest_by_kind_in_unit(self, code: str, limit: int) -> dict[str, list[Row]]:
        """Reads ``u:<code>:head``."""
        return self._newest_by(code, "kind", limit)

    def _newest_by(self, code: str, column: str, limit: int) -> dict[str, list[Row]]:
        """The newest of a unit in each value of a column that it has, by one question for all."""
        order = ("-published_on", "-id")
        place = Window(RowNumber(), partition_by=column, order_by=order)
        newest = self._of("u", code).filter(live=True).annotate(place=place).filter(place__lte=limit)
        found: dict[str, list[Row]] = {}
        for row in rows_of(newest.order_by(*order)):
            found.setdefault(getattr(row, column), []).append(row)
        return found

    def newest_anywhere(self) -> list[Row]:
        """Reads every kind's head."""
        return rows_of(Record.objects.filter(live=True).order_by("-published_on", "-id")[:HEAD])

    def years(self, axis: str, key: str) -> list[tuple[int, int]]:
        """Reads ``<axis>:<key>:year:*``: years, newest first, each with the number of its newest page."""
        if self._census is not None:
            return self._census.get((axis, key), [])
        slots = self._of(axis, key).filter(published_on__isnull=False)
        span = slots.aggregate(first=Min("published_on"), last=Max("published_on"))
        if span["first"] is None:
            return []
        years = range(span["last"].year, span["first"].year - 1, -1)
        return _pages_of((year, slots.filter(published_on__range=_year(year)).count()) for year in years)

    def take_census(self) -> None:
        """Reads every record once: the years of all lists, for a full build asks for each of them, several times."""
        counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        slots = Record.objects.filter(published_on__isnull=False).order_by()
        columns = slots.values_list("section_id", "unit_id", "kind", "published_on__year").annotate(Count("pk"))
        for section, unit, kind, year, count in columns:
            for axis_and_key in (("s", section), ("u", self.units_by_id[unit].code), ("k", kind)):
                counts[axis_and_key][year] += count
        self._census = {which: _pages_of(sorted(by_year.items(), reverse=True)) for which, by_year in counts.items()}

    def slots(self, axis: str, key: str, year: int) -> list[str]:
        """Reads ``<axis>:<key>:year:<year>``: ids in order of publication. A withdrawn record keeps its slot, so that no page shifts."""
        records = self._of(axis, key).filter(published_on__range=_year(year))
        return list(records.order_by("published_on", "id").values_list("id", flat=True))

    def rows(self, ids: Iterable[str]) -> dict[str, Row]:
        """Reads ``record:<id>`` of each: the live ones. Lists of section, unit and kind ask for the same, so some are kept."""
        asked, known = list(ids), self._known
        if len(known) > KEPT:
            known.clear()
        missing = [each for each in asked if each not in known]
        known.update(dict.fromkeys(missing))
        if missing:
            known.update((row.id, row) for row in rows_of(Record.objects.filter(pk__in=missing, live=True)))
        return {each: row for each in asked if (row := known[each])}

    def all_of(self, axis: str, key: str, kind: str, most: int) -> list[Row]:
        """Reads ``<axis>:<key>:head``: every live record of a list, if all are of one kind and there are no more than ``most``; [] else."""
        found = rows_of(self._of(axis, key).filter(live=True).order_by("id")[: most + 1])
        return found if len(found) <= most and {row.kind for row in found} == {kind} else []

    def of_unit(self, code: str, kinds: Iterable[str], most: int) -> list[Row]:
        """Reads ``u:<code>:head``: the live records of a unit that are of some kinds."""
        return rows_of(self._of("u", code).filter(live=True, kind__in=list(kinds)).order_by("id")[:most])

    def views(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Reads ``record:<id>`` of each: what the version that stands on the site says."""
        return published_views(ids)

    def files_of(self, views: Iterable[dict[str, Any]]) -> dict[str, Path]:
        """Reads ``record:<id>`` of each: where the attachments of public views lie, by their ids."""
        return wholes.files({file["id"] for view in views for file in view["attachments"]})

    def spans_by_section(self) -> dict[str, tuple[date, date]]:
        """Reads ``s:*:head``: by section that holds live records, the day of the first of them, and of what last happened there, be it
        that something was withdrawn."""
        live = Record.objects.filter(live=True).order_by().values_list("section_id")
        gone = Record.objects.filter(withdrawn_on__isnull=False).order_by().values_list("section_id")
        # One by one: each is answered from an index.
        taken_out = dict(gone.annotate(Max("withdrawn_on")))
        updated = dict(live.annotate(Max("updated_on")))
        first = live.annotate(Min("published_on"))
        return {key: (on, max(updated[key], taken_out.get(key, updated[key]))) for key, on in first}

    def counts_by_section(self, code: str | None = None) -> dict[str, int]:
        """Reads ``s:*:head`` (or of one unit ``u:<code>:head``): live records by section."""
        records = self._of("u", code) if code else Record.objects.all()
        found = records.filter(live=True).order_by().values_list("section_id").annotate(Count("pk"))
        return dict(found)

    @cached_property
    def last_day(self) -> date | None:
        """Reads every fact: the day of the latest one. Pages that count up to a day count up to this, for they know no today."""
        at = Fact.objects.order_by("-idx").values_list("at", flat=True).first()
        return at.astimezone(CHINA).date() if at else None

    def only_records_between(self, idx: int, end: int) -> bool:
        """Reads every fact: do those from ``idx`` on, before ``end``, tell of records alone?"""
        return not Fact.objects.filter(idx__gte=idx, idx__lt=end).exclude(ref__startswith="record:").exists()

    def counts(self, key: str, by: tuple[str, ...], where: dict[str, Any] | None = None) -> dict[tuple[Any, ...], int]:
        """Reads every fact: a measure from 1 January to the latest day, for the whole government, by some columns of its sheet."""
        measure = measures.measures()[key]
        rows = measures.rows(measure, self._this_year, self._counted, where).order_by()
        columns = [measures.COLUMNS.get(name, name) for name in by]
        return {tuple(line[:-1]): line[-1] for line in rows.values_list(*columns).annotate(Count("pk"))}

    def overdue(self, procedure: str, clock: str) -> dict[int, int]:
        """Reads every fact: cases past a clock's due day on the latest day, by unit."""
        found = overdue_by_unit(self.last_day, procedure, clock) if self.last_day else {}
        return {unit: n for unit, n in found.items() if unit in self._counted}

    @cached_property
    def _this_year(self) -> measures.Period:
        last = self.last_day or date.min
        return measures.Period(date(last.year, 1, 1), last)

    @cached_property
    def _counted(self) -> frozenset[int]:
        root = next((unit for unit in self._units if unit.level == "government" and unit.closed_on is None), None)
        return measures.counted_units(root, self.last_day) if root and self.last_day else frozenset(self.units_by_id)

    def annual_reports(self) -> list[Row]:
        """Reads the heads of the sections of annual reports."""
        keys = [s.key for s in self.sections.values() if s.column_type == ANNUAL_TYPE]
        return rows_of(Record.objects.filter(live=True, section_id__in=keys).order_by("-published_on", "-id")[:2000])

    def published_at(self, ids: list[str]) -> dict[str, tuple[datetime, datetime]]:
        """Reads ``record:<id>`` of each: when it was first published, and when it was last corrected or its
        validity last changed."""
        found: dict[str, tuple[datetime, datetime]] = {}
        refs = [f"record:{i}" for i in ids]
        moments = Fact.objects.filter(ref__in=refs).order_by("idx")
        for name, ref, at in moments.values_list("name", "ref", "at"):
            record_id = ref.removeprefix("record:")
            if name in (PUBLISHED, CORRECTED) or (name in TURNED and record_id in found):
                found[record_id] = (found[record_id][0] if record_id in found else at, at)
        return found

    def ids_between(self, first: str, end: str) -> Iterator[str]:
        """Reads ``record:*`` of an id range: live records, by id."""
        return Record.objects.filter(pk__gte=first, pk__lt=end, live=True).order_by("pk").values_list("pk", flat=True).iterator(5000)  # fmt: skip

    def has_ids_between(self, first: str, end: str) -> bool:
        return Record.objects.filter(pk__gte=first, pk__lt=end, live=True).exists()

    def wholes_between(self, first: str, last: str) -> Iterator[Whole]:
        """Reads ``record:<id>`` of each of a range: all that stands of it. Lists will ask for the same rows."""
        for whole in wholes.of(Record.objects.filter(pk__range=(first, last)), self.rows):
            self._known[whole.row.id] = whole.row if whole.row.live else None
            yield whole
        if len(self._known) > KEPT:
            self._known.clear()

    def wholes(self, ids: Iterable[str]) -> Iterator[Whole]:
        """Reads ``record:<id>`` of each: all that stands of it."""
        return wholes.of(Record.objects.filter(pk__in=list(ids)), self.rows)

    def listing_keys(self) -> list[tuple[str, str, int, int]]:
        """All (axis, key, year, newest page) that have slots: what a full build must list."""
        axes = [("s", key) for key in self.sections]
        axes += [("u", code) for code in self.units_by_code]
        axes += [("k", kind) for kind in Record.objects.order_by("kind").values_list("kind", flat=True).distinct()]
        found = [(axis, key, year, pages) for axis, key in axes for year, pages in self.years(axis, key)]
        known = {(axis, key, year) for axis, key, year, _ in found}
        former = [("s", s.key, int(year)) for s in self.sections.values() for year in s.former["years"]]
        return found + [(*each, 0) for each in former if each not in known]

    def sections_of_units(self) -> list[tuple[str, str]]:
        """Reads all heads: (unit code, section) that have or had records, or lists that others lead on to."""
        pairs = Record.objects.filter(published_on__isnull=False).order_by().values_list("unit_id", "section_id").distinct()  # fmt: skip
        found = {(self.units_by_id[unit].code, section) for unit, section in pairs}
        return sorted(found | {(code, key) for key, codes in self.former_units.items() for code in codes})

    def has_slots_of_unit(self, code: str, section: str) -> bool:
        return self._of("u", code).filter(section_id=section, published_on__isnull=False).exists()

    def _of(self, axis: str, key: str) -> QuerySet[Record]:
        if axis == "s":
            return Record.objects.filter(section_id=key)
        if axis == "u":
            unit = self.units_by_code.get(key)
            return Record.objects.filter(unit_id=unit.pk) if unit else Record.objects.none()
        return Record.objects.filter(kind=key)

    def is_withdrawn(self, record_id: str) -> bool:
        """Reads ``record:<id>``."""
        return Record.objects.filter(pk=record_id, live=False, published_on__isnull=False).exists()

    def place_of(self, record_id: str) -> tuple[int, str, str, str] | None:
        """Reads ``record:<id>``: its year, section, unit code and kind; None if it never stood on the site."""
        row = Record.objects.filter(pk=record_id, published_on__isnull=False)
        found = row.values_list("published_on", "section_id", "unit_id", "kind").first()
        if found is None:
            return None
        return found[0].year, found[1], self.units_by_id[found[2]].code, found[3]


def _pages_of(counted: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Years with the number of their newest page; without those that have none."""
    return [(year, (count - 1) // PER_PAGE + 1) for year, count in counted if count]


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def facts_after(idx: int, limit: int) -> list[Happened]:
    """The next facts, in their order."""
    rows = Fact.objects.filter(idx__gte=idx).order_by("idx").values_list("idx", "name", "ref", "body")[:limit]
    return [Happened(i, name, ref, json.loads(bytes(body)).get("touches", [])) for i, name, ref, body in rows]
