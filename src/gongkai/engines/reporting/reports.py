"""Annual reports as records: which there are of a year, and the acts by which they are begun and counted anew."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from gongkai.engines.reporting import annual, bulletins, charts
from gongkai.engines.reporting.figures import GOVERNMENT, of, taken_up
from gongkai.ground.ledger.acts import act, hold
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.models import Record, Section, Version
from gongkai.pure.law.outline_file import Outline
from gongkai.pure.law.sitemeta import ANNUAL_TYPE

NOTICES = "公告"
"""In what sort of section a bulletin is filed, if one is there; its writer can file it elsewhere."""
GONE = (RecordFlow.DISCARDED.code, RecordFlow.WITHDRAWN.code)

__all__ = [
    "begin",
    "content_of",
    "contents",
    "count_anew",
    "made",
    "of_year",
    "section_for",
    "take_up",
    "write_key_points",
]


def made(found: QuerySet[Record], year: int) -> QuerySet[Record]:
    """Those among ``found`` that can be reports of a year: of their kind, formed after its end, neither given up nor withdrawn."""
    since, until = date(year + 1, 1, 1), date(year + 2, 12, 31)
    return found.filter(kind=annual.kind().code, formed_on__range=(since, until)).exclude(state__in=GONE)


Key = tuple[int, bool]
"""A unit, and whether the report is the government's, which it compiles."""


def key_of(record: Record, content: dict[str, Any]) -> Key:
    return record.unit_id, content.get("covers") == GOVERNMENT


def of_year(found: QuerySet[Record], year: int) -> dict[Key, tuple[Record, dict[str, Any]]]:
    """The reports of a year, with their contents; two queries."""
    candidates = list(made(found, year).order_by("formed_on", "pk"))
    told = contents(candidates)
    fitting = [(each, told[each.pk]) for each in candidates if told[each.pk].get("year") == str(year)]
    return {key_of(*each): each for each in fitting}


def contents(found: Iterable[Record]) -> dict[str, dict[str, Any]]:
    """The contents at which reports stand, by their ids."""
    kept = list(found)
    return {each.pk: {} for each in kept} | records.current_contents(kept)


def content_of(unit: Unit, year: int, covers: str) -> dict[str, Any] | None:
    """What a unit's report of a year says now, draft or published; None where there is none."""
    found = of_year(records.of_kind(annual.kind().code, unit), year).get((unit.pk, covers == GOVERNMENT))
    return found[1] if found else None


def section_for(unit: Unit) -> Section:
    """The section in which a unit's annual reports stand. Raises StepRefused where the catalogue has none for it."""
    own = [each for each in records.leaf_sections(unit) if each.column_type == ANNUAL_TYPE]
    if not own:
        raise StepRefused(
            f"公开目录里没有{unit.short_name}放年度报告的栏目，请政务公开办在“公开目录”里设一个“信息公开年报”栏目"
        )
    return own[0]


def begin(
    *, unit: Unit, year: int, covers: str, size: int, by: Actor, at: datetime, outline: Outline | None = None
) -> Record:
    """Begin a unit's report of a year, from the outline of that year or another and the figures counted up to ``size``. Raises StepRefused: a
    year that is not over, a report that there is already."""
    if year >= localdate(at).year:
        raise StepRefused(f"{year}年还没有结束，年度报告要等年度结束以后编制")
    section = section_for(unit)
    content = annual.begun(unit, year, covers, localdate(at), size, outline)
    with act():
        hold(f"annual report {unit.pk}/{year}")
        if (unit.pk, covers == GOVERNMENT) in of_year(records.of_kind(annual.kind().code, unit), year):
            raise StepRefused(f"{content['title']}已经有了，请从单子里打开")
        return actions.draft(kind=annual.kind().code, unit=unit, section=section, content=content, by=by, at=at)


def begin_bulletin(*, unit: Unit, period: str, covers: str, size: int, by: Actor, at: datetime) -> Record:
    """Begin a unit's bulletin of a quarter or month, with the figures counted up to ``size``. Raises StepRefused: one that there is already."""
    section = records.leaf_sections(unit)
    if not section:
        raise StepRefused(f"公开目录里没有{unit.short_name}可以放的栏目，请政务公开办在“公开目录”里设一个")
    content = bulletins.begun(unit, period, covers, localdate(at), size)
    kind = bulletins.kind().code
    with act():
        hold(f"bulletin {unit.pk}/{period}")
        there = [each for each in records.of_kind(kind, unit).exclude(state__in=GONE)]
        if any((told.get("period"), told.get("covers")) == (period, covers) for told in contents(there).values()):
            raise StepRefused(f"{content['title']}已经有了，请从单子里打开")
        place = next((each for each in section if NOTICES in each.name), section[0])
        return actions.draft(kind=kind, unit=unit, section=place, content=content, by=by, at=at)


def recounted(record: Record, content: dict[str, Any], size: int, today: date) -> dict[str, Any]:
    """An account's content with every figure as it is now."""
    if record.kind == bulletins.kind().code:
        return bulletins.recounted(content, record.unit, size, today)
    return annual.recounted(content, record.unit, size)


def count_anew(
    *, record: Record, content: dict[str, Any], size: int, by: Actor, at: datetime, seen: int | None
) -> Version:
    """Write a draft's figures as they are now, as a new version. Raises StepRefused, Overtaken."""
    anew = recounted(record, content, size, localdate(at))
    anew |= {"charts": charts.counted_for(anew, record.unit)}
    return actions.save(record=record, content=anew, by=by, at=at, seen=seen)


def take_up(
    *, record: Record, content: dict[str, Any], place: int, token: str, by: Actor, at: datetime, seen: int | None
) -> Version:
    """Make a number that somebody typed the figure that the system counts. Raises StepRefused, Overtaken."""
    try:
        body = taken_up(content["body"], place, token, of(content, record.unit))
    except LookupError:
        raise StepRefused("正文已经改过，这个数不在原来的地方了，请刷新再看") from None
    return actions.save(record=record, content=content | {"body": body}, by=by, at=at, seen=seen)


def write_key_points(
    *, record: Record, content: dict[str, Any], size: int, by: Actor, at: datetime, seen: int | None
) -> Version:
    """Write a draft's chapter on the year's key points as they stand now, with all its figures counted anew. Raises StepRefused, Overtaken."""
    anew = annual.recounted(content, record.unit, size)
    try:
        anew = annual.with_key_points(anew, record.unit)
    except LookupError:
        raise StepRefused(f"{content['year']}年没有要点任务，没有可以写的") from None
    anew |= {"charts": charts.counted_for(anew, record.unit)}
    return actions.save(record=record, content=anew, by=by, at=at, seen=seen)
