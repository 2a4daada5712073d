"""Bulletins (通报): drafted from the measures of a quarter or a month, with the period before beside them, the units one below the other, and what is late
on the day. They are records of a kind that is an account, as annual reports are: written, checked and taken along in the same way."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from gongkai.engines.measures import queries as counting
from gongkai.engines.reporting.figures import GOVERNMENT, OWN, Counting, kind_spanning, of, told_in
from gongkai.engines.supervision import queries as watching
from gongkai.engines.supervision.coverage import Coverage
from gongkai.engines.supervision.intervals import Rate
from gongkai.engines.supervision.league.queries import Place, placed
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_by_id
from gongkai.ground.units.scope import Scope
from gongkai.pure import declare
from gongkai.pure.declare import Kind
from gongkai.pure.declare.accounts import said
from gongkai.pure.law.bulletins import BY_UNIT, LABELS, LATE, LEADING, OUTLINE, RANK, RANKED_BY, STALE
from gongkai.pure.law.outlines import ASKS

ALL = Scope(0, "", "", None, {}, whole=True)
"""What is late is counted over the units of the bulletin, whoever drafts it: counts alone."""


def kind() -> type[Kind]:
    """The kind of record that bulletins are. Raises LookupError where there is none."""
    return kind_spanning("period")


def begun(unit: Unit, period: str, covers: str, today: date, size: int) -> dict[str, Any]:
    """The content of a bulletin that is begun, with the figures as they are."""
    figures = Counting(unit, period, covers, size)
    return {
        "title": f"{figures.unit.name}{said(period)}政务公开工作情况通报",
        "formed_on": today.isoformat(),
        "period": period,
        "covers": covers,
        "body": _first_text(figures, today),
    } | _tables(figures, today)


def _first_text(figures: Counting, today: date) -> str:
    parts = [f"<p>现将{escape(figures.unit.name)}{said(figures.told)}政务公开工作情况通报如下。</p>"]
    for part in OUTLINE:
        parts.append(f"<h2>{escape(part.title)}</h2>")
        for passage in part.passages:
            if passage.needs and not figures.value(passage.needs):
                continue
            if text := told_in(passage, figures):
                parts.append(f"<p>{text}</p>")
            if passage.asks:
                parts.append(f"<p>{ASKS}{escape(passage.asks)}</p>")
    signed = f"{today.year}年{today.month}月{today.day}日"
    parts.append(f'<p class="signed">{escape(figures.unit.name)}</p><p class="signed">{signed}</p>')
    return "".join(parts)


def recounted(content: Mapping[str, Any], unit: Unit, size: int, today: date) -> dict[str, Any]:
    """A bulletin's content with every figure as it is now; a token that means nothing any more stays as it was written."""
    figures = of(content, unit, size)
    return {**content, **_tables(figures, today), "body": figures.anew(content["body"])}


def _tables(figures: Counting, today: date) -> dict[str, Any]:
    late = {each.unit.pk: each.counts[watching.RED] for each in watching.by_unit(ALL, today)}
    stale = Counter(row.unit.pk for row in Coverage(ALL, today).listed(light=watching.RED))
    closed = figures.by_unit(RANKED_BY, {"on_time": (True, False)})
    kept = figures.by_unit(RANKED_BY, {"on_time": True})
    least = declare.procedure(RANKED_BY.partition(".")[0]).watch.least
    places = placed({unit: Rate(int(kept.get(unit, 0)), int(n)) for unit, n in closed.items()}, least)
    return {
        "size": figures.size,
        "counted_on": today.isoformat(),
        "main": _main(figures, late, stale, places),
        "units": _units(figures, late, stale, places) if len(figures.units) > 1 else None,
    }


def _main(
    figures: Counting, late: Mapping[int, int], stale: Mapping[int, int], places: Mapping[int, Place]
) -> list[dict[str, str]]:
    rows = []
    for key in LEADING:
        now, before = figures.value(key), figures.value(f"before.{key}")
        if not now and not before:
            continue
        measure = counting.measures()[key]
        told = {
            "item": LABELS.get(key, measure.label),
            "unit": measure.unit,
            "now": _digits(now),
            "before": _digits(before),
            "token": key,
        }
        rows.append(told | {"change": _change(now, before)})
    for label, unit, found in ((LATE, "项", late), (STALE, "个", stale)):
        rows.append({"item": label, "unit": unit, "now": str(sum(found.get(each, 0) for each in figures.units))})
    own = places.get(figures.unit.pk) if len(figures.units) == 1 else None
    if own:
        rows.append({"item": RANK, "unit": "", "now": "", "change": _rank(own)})
    return [dict.fromkeys(("item", "unit", "now", "before", "change", "token"), "") | row for row in rows]


def _units(
    figures: Counting, late: Mapping[int, int], stale: Mapping[int, int], places: Mapping[int, Place]
) -> list[dict[str, str]]:
    """The units that are counted, in their official order; those of which there is nothing to tell are left out."""
    known = units_by_id()
    counts = {name: figures.by_unit(key) for name, key in BY_UNIT.items()}
    lines = []
    for unit in sorted((known[each] for each in figures.units), key=lambda each: (each.position, each.pk)):
        told = {name: str(found.get(unit.pk, 0)) for name, found in counts.items()}
        told |= {"late": str(late.get(unit.pk, 0)), "stale": str(stale.get(unit.pk, 0))}
        if any(each != "0" for each in told.values()):
            place = places.get(unit.pk)
            lines.append({"unit": unit.short_name, "code": unit.code, "rank": _rank(place) if place else "", **told})
    return lines


def _rank(place: Place) -> str:
    """With its sample, or why there is none."""
    of_so_many = f"{place.rate.part}/{place.rate.whole}"
    return f"{place.rank}（{of_so_many}）" if place.rank else f"不排（{of_so_many}）"


def _digits(figure: counting.Figure | None) -> str:
    return "" if figure is None else str(figure)


def _change(now: counting.Figure | None, before: counting.Figure | None) -> str:
    if now is None or before is None:
        return ""
    more = now - before
    return "持平" if not more else f"{'增加' if more > 0 else '减少'}{abs(more)}"


def covers_of(unit: Unit, maker: Unit | None) -> tuple[str, ...]:
    """What a unit's bulletin can tell of: itself; the whole government, if it compiles for that."""
    return (GOVERNMENT, OWN) if maker == unit else (OWN,)
