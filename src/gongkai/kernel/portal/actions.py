"""Arranging pages: the openness office the home page and the models of units' pages, a unit's head of disclosure its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.portal import facts, queries
from gongkai.kernel.portal.blocks import LONGEST, MOST, MOST_LINES, Block, all_sources, place_of, written
from gongkai.kernel.portal.models import Arrangement
from gongkai.kernel.records.catalogue import check_office
from gongkai.kernel.records.guarding import check_sentence
from gongkai.kernel.records.queries import all_sections
from gongkai.kernel.records.withholding import check_keeper


def field_of(name: str, number: int) -> str:
    """The name of a block's field on a form, numbered from 0."""
    return f"{name}-{number}"


def check_may(by: Actor, unit: Unit | None) -> None:
    """May somebody arrange a unit's own page, or (None) those of the whole site? Raises NotAllowed."""
    if unit is None:
        check_office(by)
    else:
        check_keeper(by, unit, "网页")


@acting
def arrange(
    *, place: str, blocks: Sequence[Block], by: Actor, at: datetime, unit: Unit | None = None, seen: int | None = None
) -> Arrangement:
    """Put a page together anew; ``unit`` where it is a unit's own page. ``seen`` is the version that was seen. Raises StepRefused, NotAllowed."""
    place = place_of(unit.code) if unit else place
    check_may(by, unit)
    check(place, blocks)
    for n, block in enumerate(blocks):
        check_sentence(block.heading, field_of("heading", n), localdate(at))
    return _keep(place, blocks, unit, by, at, seen, facts.PageArranged, count=len(blocks))


@acting
def put_back(
    *, place: str, version: int, by: Actor, at: datetime, unit: Unit | None = None, seen: int | None = None
) -> Arrangement:
    """Let a page be again as an earlier version was. What has closed since stays away. Raises StepRefused, NotAllowed."""
    place = place_of(unit.code) if unit else place
    check_may(by, unit)
    earlier = next((each for each in queries.versions_of(place) if each.version == version), None)
    if earlier is None or not earlier.parts:
        raise StepRefused("没有这一版，请看最新的再选")
    known = _known(place)
    standing = [block for block in earlier.parts if block.source in known]
    if not standing:
        raise StepRefused("这一版的栏目都已经停用，不能回到这一版")
    return _keep(place, standing, unit, by, at, seen, facts.PagePutBack, earlier=version)


@acting
def leave(*, place: str, by: Actor, at: datetime, unit: Unit | None = None, seen: int | None = None) -> Arrangement:
    """Take the arrangement of a page away. Raises StepRefused, NotAllowed."""
    place = place_of(unit.code) if unit else place
    check_may(by, unit)
    return _keep(place, [], unit, by, at, seen, facts.PageLeftToItself)


def check(place: str, blocks: Sequence[Block]) -> None:
    """Raises StepRefused for the first block that is not right, naming its field."""
    if place.startswith("topic.") and queries.topic_by_key(place.removeprefix("topic.")) is None:
        raise StepRefused("没有这个专题")
    if not blocks:
        raise StepRefused("至少要有一块")
    if len(blocks) > MOST:
        raise StepRefused(f"最多{MOST}块，现在有{len(blocks)}块，请拿掉几块")
    known, seen = _known(place), set[str]()
    for n, block in enumerate(blocks):
        if not block.heading.strip():
            raise StepRefused(f"第{n + 1}块还没有标题", field_of("heading", n))
        if len(block.heading) > LONGEST:
            raise StepRefused(f"第{n + 1}块的标题最多{LONGEST}字，请写短一些", field_of("heading", n))
        if block.source not in known:
            raise StepRefused(f"第{n + 1}块的内容请从列出的里面选", field_of("source", n))
        if block.source in seen:
            raise StepRefused(f"第{n + 1}块的内容和前面的重复了，请换一个", field_of("source", n))
        seen.add(block.source)
        if block.counted and not 1 <= block.count <= MOST_LINES:
            raise StepRefused(f"第{n + 1}块显示几条，请写1到{MOST_LINES}", field_of("count", n))


def _known(place: str) -> set[str]:
    sections = [(each.key, each.name) for each in all_sections() if not each.closed_on]
    return {source for _, group in all_sources(place, sections) for source, _ in group}


def _keep(
    place: str,
    blocks: Sequence[Block],
    unit: Unit | None,
    by: Actor,
    at: datetime,
    seen: int | None,
    fact: type,
    **more: Any,
) -> Arrangement:
    latest = queries.latest_of(place)
    version = latest.version if latest else 0
    if seen is not None and seen != version:
        raise StepRefused("刚才有别人排过这一页，请看最新的再排")
    kept = written(Block(b.heading.strip(), b.source, b.count if b.counted else 0) for b in blocks)
    if kept == (latest.blocks if latest else written([])):
        raise StepRefused("和现在的一样，没有要改的")
    made = Arrangement.objects.create(place=place, version=version + 1, blocks=kept, on=localdate(at), by=by.name)
    topic = queries.topic_by_key(place.removeprefix("topic."))
    page = queries.name_of(place, unit.short_name if unit else topic.name if topic else "")
    told = fact(place=place, page=page, version=made.version, **more)
    record_fact(told, ref=f"page:{place}", by=by.name, at=at, rows=[made], touches=[f"page:{place}"])
    return made
