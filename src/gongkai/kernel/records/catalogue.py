"""What is done to the sections of the catalogue. A section is never deleted: it closes, and its addresses go on to lead somewhere."""

import json
import re
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, settle
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.queries import units
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import facts
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.guarding import check_sentences
from gongkai.kernel.records.models import Record, Section
from gongkai.pure.declare import Role
from gongkai.pure.law.catalogue_file import DEEPEST, KEY

OWN = (
    "name",
    "name_en",
    "column_type",
    "description",
    "keywords",
    "levels",
    "units",
    "basis",
    "audience",
    "update_every",
    "key_area",
)
"""What may be changed of a section in its form; its place is changed by moving it."""
WORDS = ("name", "name_en", "description", "keywords", "basis", "audience")
"""What of it is said in words, on its pages and in their heads."""
_SPACE = re.compile(r"\s+")


@acting
def place_section(*, key: str, by: str, at: datetime, **values: Any) -> Section:
    """Make a section or set columns of it, as a file or a release says; staff use the acts below."""
    section = Section.objects.filter(pk=key).first() or Section(key=key)
    before = section.parent_key
    for name, value in values.items():
        setattr(section, name, value)
    owe(section, localdate(at))
    section.save()
    _tell(facts.SectionPlaced(key, section.name), section, by=by, at=at, also=[f"section:{before}"])
    return section


def owe(section: Section, today: date) -> None:
    """An interval counts from the day on which it was first set."""
    if not section.update_every:
        section.owed_from = None
    elif section.owed_from is None:
        section.owed_from = today


def _tell(
    fact: Any,
    section: Section,
    *,
    by: str,
    at: datetime,
    rows: list[Ledgered] | None = None,
    also: list[str] | None = None,
) -> None:
    touches = ["sections", f"section:{section.key}", f"section:{section.parent_key}", *(also or ())]
    record_fact(fact, ref=f"section:{section.key}", by=by, at=at, rows=rows or [section], touches=touches)


def check_office(by: Actor) -> None:
    """The catalogue is the whole government's: whoever changes it holds the openness office's role for the government. Raises NotAllowed."""
    if not any(by.holds(Role.OPENNESS_OFFICE, root.pk) for root in units("government")):
        raise NotAllowed("公开目录由政务公开办来管")


@acting
def add(*, key: str, parent: Section | None, by: Actor, at: datetime, **values: Any) -> Section:
    """A new section, the last below its parent. Raises StepRefused, NotAllowed."""
    check_office(by)
    if not KEY.fullmatch(key):
        raise StepRefused("栏目代码用小写字母、数字、短横和下划线，最多40个字符", "key")
    if Section.objects.filter(pk=key).exists():
        raise StepRefused(f"栏目代码{key}已经有了，请换一个", "key")
    _check_parent(parent)
    section = Section(key=key, parent_key=parent.key if parent else "")
    _set(section, values, localdate(at))
    section.position = 1 + max((each.position for each in _siblings(section.parent_key)), default=0)
    owe(section, localdate(at))
    section.save(force_insert=True)
    _tell(facts.SectionPlaced(key, section.name), section, by=by.name, at=at)
    return section


@acting
def change(*, section: Section, by: Actor, at: datetime, seen: str = "", **values: Any) -> Section:
    """Change what a section says of itself. ``seen`` is the mark of how it was seen. Raises StepRefused, NotAllowed."""
    check_office(by)
    _check_seen(section, seen)
    _set(section, values, localdate(at))
    owe(section, localdate(at))
    section.save()
    _tell(facts.SectionPlaced(section.key, section.name), section, by=by.name, at=at)
    return section


def _check_seen(section: Section, seen: str) -> None:
    if seen and seen != section.mark:
        raise StepRefused("刚才有别人改过这个栏目，请看最新情况再改")


def _set(section: Section, values: dict[str, Any], today: date) -> None:
    if strange := set(values) - set(OWN):
        raise ValueError(f"a section has no {sorted(strange)} to be changed here")
    check_sentences(values, WORDS, today)
    for name, value in values.items():
        setattr(section, name, value)
    section.name = _SPACE.sub("", section.name)
    if not section.name:
        raise StepRefused("请写栏目名称", "name")
    same = [each for each in _siblings(section.parent_key) if each.name == section.name and each.pk != section.pk]
    if same:
        raise StepRefused(f"同一级已经有“{section.name}”了，请换一个名称", "name")


def _siblings(parent_key: str) -> list[Section]:
    return list(Section.objects.filter(parent_key=parent_key, closed_on=None))


def _check_parent(parent: Section | None, deeper: int = 1) -> None:
    if parent is None:
        return
    if parent.closed_on:
        raise StepRefused(f"“{parent.name}”已经停用，不能作上级栏目", "parent")
    if len(path_of(parent)) + deeper > DEEPEST:
        raise StepRefused(f"栏目最多{DEEPEST}级，“{parent.name}”下面放不下了", "parent")


def path_of(section: Section) -> list[Section]:
    """From the top down to the section itself."""
    known = {each.pk: each for each in Section.objects.all()}
    found: list[Section] = []
    at: Section | None = section
    while at is not None and at not in found:
        found.insert(0, at)
        at = known.get(at.parent_key)
    return found


def _height(section: Section, children: dict[str, list[Section]]) -> int:
    return 1 + max((_height(each, children) for each in children.get(section.key, ())), default=0)


@acting
def move(
    *, section: Section, parent: Section | None, after: Section | None = None, by: Actor, at: datetime, seen: str = ""
) -> Section:
    """Put a section below another one, or at the top; behind a sibling, or first. Its address stays. Raises StepRefused, NotAllowed."""
    check_office(by)
    _check_seen(section, seen)
    if section.closed_on:
        raise StepRefused("这个栏目已经停用，请先重新启用")
    children: dict[str, list[Section]] = {}
    for each in Section.objects.filter(closed_on=None):
        children.setdefault(each.parent_key, []).append(each)
    if parent is not None and section in path_of(parent):
        raise StepRefused("不能移到自己或者自己的下级栏目下面", "parent")
    _check_parent(parent, _height(section, children))
    before, section.parent_key = section.parent_key, parent.key if parent else ""
    others = [each for each in children.get(section.parent_key, ()) if each.pk != section.pk]
    if any(each.name == section.name for each in others):
        raise StepRefused(f"那一级已经有“{section.name}”了，请先改名", "parent")
    place = next((n for n, each in enumerate(others, start=1) if after is not None and each.pk == after.pk), 0)
    ordered, changed = [*others[:place], section, *others[place:]], [section]
    # Positions only rise, from the lowest there is: what keeps its position keeps its row.
    last = min((each.position for each in others), default=1) - 1
    for each in ordered:
        if each is section or each.position <= last:
            each.position = last + 1
            each.save()
            changed += [each] if each is not section else []
        last = each.position
    told = facts.SectionMoved(section.key, section.name, parent.name if parent else "最上级")
    _tell(told, section, by=by.name, at=at, rows=[*changed], also=[f"section:{before}"])
    return section


@acting
def merge(*, section: Section, into: Section, by: Actor, at: datetime) -> int:
    """Close a section into another one, which takes over every record in it; its addresses lead on there for ever.

    How many records went over. Raises StepRefused, NotAllowed.
    """
    check_office(by)
    _check_closing(section)
    if into.closed_on:
        raise StepRefused(f"“{into.name}”已经停用，请选一个在用的栏目", "into")
    if into.pk == section.pk:
        raise StepRefused("不能并入自己", "into")
    settle()
    records = list(Record.objects.filter(section=section).select_related("unit").order_by("pk"))
    section.lists = _lists(section, into)
    section.closed_on, section.merged_into = localdate(at), into.key
    section.save()
    # Told first: whoever follows the facts builds everything anew at once, and not again for each record.
    told = facts.SectionMerged(section.key, section.name, into.name, len(records))
    _tell(told, section, by=by.name, at=at, also=[f"section:{into.key}"])
    Record.objects.filter(section=section).update(section=into)
    for record in records:
        record.section = into
        told_of = facts.RecordMoved.between(record.pk, section.name, into.key, into.name)
        record_fact(told_of, ref=record.ref, by=by.name, at=at, rows=[record])
    return len(records)


def _lists(section: Section, into: Section) -> str:
    """Which lists stand at a section's addresses, with those it had in an earlier life: slots by year, and units; and where they go."""
    slots = Record.objects.filter(section=section, published_on__isnull=False).order_by()
    by_year = dict(slots.annotate(year=ExtractYear("published_on")).values_list("year").annotate(Count("pk")))
    before = section.former
    years = {str(year): max(before["years"].get(str(year), 0), count) for year, count in by_year.items()}
    codes = set(slots.values_list("unit__code", flat=True).distinct()) | set(before["units"])
    return json.dumps({"years": before["years"] | years, "units": sorted(codes), "into": into.key}, sort_keys=True)


@acting
def close(*, section: Section, by: Actor, at: datetime) -> Section:
    """Close a section that holds nothing. Raises StepRefused, NotAllowed."""
    check_office(by)
    _check_closing(section)
    if count := Record.objects.filter(section=section).exclude(state=RecordFlow.DISCARDED.code).count():
        raise StepRefused(
            f"“{section.name}”里还有{count}条信息，不能直接停用。请用“并入别的栏目”，说明这些信息移到哪里去"
        )
    section.closed_on, section.merged_into = localdate(at), ""
    section.save()
    _tell(facts.SectionClosed(section.key, section.name), section, by=by.name, at=at)
    return section


def _check_closing(section: Section) -> None:
    if section.closed_on:
        raise StepRefused("这个栏目已经停用了")
    below = _siblings(section.key)
    if below:
        names = "、".join(each.name for each in below[:3])
        raise StepRefused(
            f"下面还有{len(below)}个栏目（{names}{'等' if len(below) > 3 else ''}），请先把它们移走、并入别的栏目或者停用"
        )


@acting
def reopen(*, section: Section, by: Actor, at: datetime) -> Section:
    """Open a closed section again. What went over to another one stays there. Raises StepRefused, NotAllowed."""
    check_office(by)
    if not section.closed_on:
        raise StepRefused("这个栏目在用，不用重新启用")
    above = Section.objects.filter(pk=section.parent_key).first()
    if above is not None and above.closed_on:
        raise StepRefused(f"上级栏目“{above.name}”已经停用，请先重新启用它")
    section.closed_on, section.merged_into = None, ""
    section.save()
    _tell(facts.SectionReopened(section.key, section.name), section, by=by.name, at=at)
    return section
