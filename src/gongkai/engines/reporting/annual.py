"""Annual reports: begun from the outline of their year with the figures that the ledger gives, and counted anew."""

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from gongkai.engines.reporting import signing
from gongkai.engines.reporting.figures import GOVERNMENT, Counting, kind_spanning, of, told_in
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import government, root_unit, units
from gongkai.kernel.keypoints import queries as keypoints
from gongkai.kernel.keypoints.models import KeyPoint
from gongkai.pure.declare import Kind
from gongkai.pure.law.outline_file import Outline
from gongkai.pure.law.outlines import ASKS, KEY_POINTS, OPENING, outline


def kind() -> type[Kind]:
    """The kind of record that annual reports are. Raises LookupError where there is none."""
    return kind_spanning("year")


def due_on(year: int, covers: str) -> date:
    """By when the report of a year is public: units by the end of January, the government by the end of March (条例第49条)."""
    return date(year + 1, 3, 31) if covers == GOVERNMENT else signing.due_on(year)


def maker() -> Unit | None:
    """The unit that compiles the government's report: the one that undertakes or hosts its site, or else the government's own."""
    known, root = government(), root_unit()
    named = [known.undertaker, known.host] if known else []
    return next((each for name in named for each in units() if name and each.name == name), root)


def begun(unit: Unit, year: int, covers: str, today: date, size: int, chosen: Outline | None = None) -> dict[str, Any]:
    """The content of a report that is begun: the outline of its year, or one that is ``chosen``, with the figures that are known."""
    figures = Counting(unit, str(year), covers, size)
    return {
        "title": f"{figures.unit.name}{year}年政府信息公开工作年度报告",
        "formed_on": today.isoformat(),
        "year": str(year),
        "covers": covers,
        "size": size,
        "outline": f"{chosen.name}（{chosen.version}）" if chosen else None,
        "body": _first_text(figures, today, chosen),
        "explained": None,
    } | _fields(figures)


def _fields(figures: Counting) -> dict[str, Any]:
    """The tables as the kind's fields hold them; those of other years empty."""
    filled = {each.table.key: each.values for each in figures.tables}
    return kind().tabled(filled)


def _first_text(figures: Counting, today: date, chosen: Outline | None) -> str:
    opening = (chosen.opening if chosen else OPENING).replace("{year}", str(figures.year))
    parts = [f"<p>{escape(opening, quote=False)}</p>"]
    for part in chosen.parts if chosen else outline(figures.year):
        parts.append(f"<h2>{escape(part.title)}</h2>")
        for passage in part.passages:
            if passage.needs and not figures.value(passage.needs):
                continue
            if passage.head:
                parts.append(f"<h3>{escape(passage.head)}</h3>")
            if text := told_in(passage, figures):
                parts.append(f"<p>{text}</p>")
            if passage.lists:
                parts.append(LISTS[passage.lists](figures))
            if passage.asks:
                parts.append(f"<p>{ASKS}{escape(passage.asks)}</p>")
    signed = f"{today.year}年{today.month}月{today.day}日"
    parts.append(f'<p class="signed">{escape(figures.unit.name)}</p><p class="signed">{signed}</p>')
    return "".join(parts)


def _key_points(figures: Counting) -> str:
    """The tasks of the year that are public, each with who led it and what came of it."""
    found = [each for each in keypoints.told_of(figures.year, figures.units) if each.public]
    lines = "".join(f"<li>{escape(_of_point(each))}</li>" for each in found)
    return f"<ul>{lines}</ul>" if lines else ""


def _of_point(point: KeyPoint) -> str:
    how = {True: "，按期完成", False: "，晚于时限完成", None: f"，{point.state_label}"}[point.kept]
    more = point.result or point.because
    return f"{point.named}（{point.unit.short_name}牵头{how}）{f'：{more}' if more else ''}"


LISTS = {"keypoints": _key_points}
"""What passages of the outline list, by the outline's word."""
_CHAPTER = re.compile(
    rf"<h3>[^<]*{KEY_POINTS.head.partition('）')[2]}</h3>.*?(?=<h[23]|<p class=\"signed\"|$)", re.DOTALL
)


def with_key_points(content: Mapping[str, Any], unit: Unit) -> dict[str, Any]:
    """A report's content with its chapter on the year's key points as they stand now: in the place of the one that it has, or at the end of its
    first part. Raises LookupError where the year has none."""
    figures = of(content, unit)
    if not figures.value(KEY_POINTS.needs):
        raise LookupError(KEY_POINTS.needs)
    chapter = f"<h3>{escape(KEY_POINTS.head)}</h3><p>{told_in(KEY_POINTS, figures)}</p>{_key_points(figures)}"
    body = content["body"] or ""
    if _CHAPTER.search(body):
        body = _CHAPTER.sub(lambda _: chapter, body, count=1)
    else:
        heads = [found.start() for found in re.finditer("<h2", body)]
        place = heads[1] if len(heads) > 1 else len(body)
        body = body[:place] + chapter + body[place:]
    return {**content, "body": body}


def recounted(content: Mapping[str, Any], unit: Unit, size: int) -> dict[str, Any]:
    """A report's content with every figure as it is now; a token that means nothing any more stays as it was written."""
    figures = of(content, unit, size)

    return {**content, **_fields(figures), "size": size, "body": figures.anew(content["body"])}


def unwritten(content: Mapping[str, Any]) -> list[str]:
    """What the outline asks people to write and nobody has written yet."""
    return re.findall(rf"{re.escape(ASKS)}([^<]*)", content["body"] or "")
