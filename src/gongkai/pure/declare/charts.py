"""Charts of accounts: small bars or a line, drawn from figures that stand in the account; its words and figures say the same to who does not see it.

A chart stands in a text as a chip does: ``figure:chart.<form>.<by>.<measure>``. What it shows stands in the account, a row a point, so that a
published one is drawn from what was published.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from gongkai.pure.declare.grid import Col, Grid

FORMS = {"bar": "柱形图", "line": "折线图"}
MONTHS, UNITS, LAST_YEAR = "month", "unit", "before"
BY = {MONTHS: "按月", UNITS: "按单位", LAST_YEAR: "按月和上年比"}
TOKEN = re.compile(r"chart\.(bar|line)\.(month|unit|before)\.([0-9a-z_-]+\.[0-9a-z_.-]+)")
GRID = Grid(
    columns=(
        Col("chart", "图", required=True, max_length=120),
        Col("title", "图题", max_length=120),
        Col("unit", "单位", max_length=10),
        Col("label", "点", required=True, max_length=60),
        Col("now", "数", "number"),
        Col("before", "上年", "number"),
    ),
    most=2_000,
)
MOST_UNITS = 15
OTHERS = "其他"
"""So many units have a bar of their own; the others are told together."""
_CHIP = r'<a href="figure:(chart\.[0-9a-z_.-]+)"[^>]*>(.*?)</a>'
_PARAGRAPH = re.compile(rf"<p[^>]*>(?:(?!</p>).)*?{_CHIP}(?:(?!</p>).)*?</p>", re.DOTALL)
_ONE = re.compile(_CHIP)
_TAG = re.compile(r"<[^>]*>")
_WIDE, _HIGH, _TOP, _FOOT, _SIDE = 560, 260, 34, 28, 10
_INK, _SOFT, _LINE, _HUE = "#1a1a1a", "#555555", "#bbbbbb", "#1f5f99"
_FONT = "Noto Sans SC, sans-serif"


@dataclass(frozen=True)
class Chart:
    """What is drawn: ``points`` are label, figure, and last year's; "" where unknown."""

    token: str
    title: str
    unit: str
    points: tuple[tuple[str, str, str], ...]

    @property
    def form(self) -> str:
        return TOKEN.fullmatch(self.token)[1]

    @property
    def by(self) -> str:
        return TOKEN.fullmatch(self.token)[2]

    @property
    def paired(self) -> bool:
        return self.by == LAST_YEAR

    @property
    def told(self) -> str:
        """All of it in words: for who does not see it."""
        pairs = (
            f"{label}{now or '没有数'}{f'（上年{before}）' if self.paired and before else ''}" for label, now, before in self.points
        )  # fmt: skip
        return f"{self.title}，单位：{self.unit}。{'，'.join(pairs)}。"


def charts_of(rows: Sequence[Mapping[str, str]] | None) -> dict[str, Chart]:
    """The charts of an account, by their tokens."""
    found: dict[str, Chart] = {}
    for row in rows or ():
        token = row["chart"]
        if TOKEN.fullmatch(token):
            known = found.get(token) or Chart(token, row.get("title") or "", row.get("unit") or "", ())
            point = (row["label"], row.get("now") or "", row.get("before") or "")
            found[token] = Chart(token, known.title, known.unit, (*known.points, point))
    return found


def chip(token: str, title: str) -> str:
    """A chart as it stands in a text."""
    return f'<p><a href="figure:{token}" rel="noopener nofollow">图：{escape(title)}</a></p>'


def tokens_in(body: str) -> list[str]:
    """The charts that a text shows, each once."""
    return list(dict.fromkeys(found[0] for found in _ONE.findall(body)))


def told_undrawn(content: Mapping[str, Any]) -> list[str]:
    """Charts that stand in an account's text without their figures, each in a sentence."""
    known = charts_of(content.get("charts"))
    found = [_TAG.sub("", words) for token, words in _ONE.findall(content["body"] or "") if token not in known]
    return [f"“{words}”还没有取数，画不出来：请点“重新取数”，或者从正文里删去" for words in found]


def with_charts(body: str, rows: Sequence[Mapping[str, str]] | None) -> str:
    """A text with each chart behind the paragraph that its chip stands in; the chip alone in its paragraph makes way for it."""
    known = charts_of(rows)

    def set_in(found: re.Match[str]) -> str:
        drawn = "".join(figure(known[token]) for token, _ in _ONE.findall(found[0]) if token in known)
        alone = drawn and not _TAG.sub("", _ONE.sub("", found[0])).strip()
        return drawn if alone else _ONE.sub(lambda one: one[2], found[0]) + drawn

    return _PARAGRAPH.sub(set_in, body)


def figure(chart: Chart) -> str:
    """A chart with its words, and its figures behind it."""
    beside = "<th>上年</th>" if chart.paired else ""
    lines = "".join(
        f"<tr><th>{escape(label)}</th>{''.join(map(_cell, (now, before) if chart.paired else (now,)))}</tr>"
        for label, now, before in chart.points
    )
    table = f"<table><thead><tr><th>{_head(chart)}</th><th>{'本年' if chart.paired else '数'}（{escape(chart.unit)}）</th>{beside}</tr></thead><tbody>{lines}</tbody></table>"
    return (
        f'<figure class="drawn">{svg(chart)}<figcaption>图：{escape(chart.title)}（单位：{escape(chart.unit)}）</figcaption>'
        f"<details><summary>图里的数</summary>{table}</details></figure>"
    )


def _cell(figure: str) -> str:
    return f'<td class="align-right">{figure}</td>'


def _head(chart: Chart) -> str:
    return "单位" if chart.by == UNITS else "月份"


def svg(chart: Chart) -> str:
    """The drawing alone. It bears no style sheet and no script: it is the same on a page, on paper and in a document."""
    drawn = _across(chart) if chart.by == UNITS else _upright(chart)
    height = _height(chart)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {height}" width="{_WIDE}" height="{height}" role="img" '
        f'aria-label="{escape(chart.told)}" font-family="{_FONT}" font-size="14">{"".join(drawn)}</svg>'
    )


def _height(chart: Chart) -> int:
    return 24 * len(chart.points) + 16 if chart.by == UNITS else _HIGH + 24 * chart.paired


def _value(text: str) -> float:
    return float(text) if text else 0.0


def _text(x: float, y: float, words: str, *, anchor: str = "middle", soft: bool = False, size: int = 0) -> str:
    height = f' font-size="{size}"' if size else ""
    hue = f'class="soft" fill="{_SOFT}"' if soft else f'class="ink" fill="{_INK}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{height} {hue}>{escape(words)}</text>'


def _bar(x: float, y: float, width: float, height: float, *, hollow: bool = False) -> str:
    dress = f'class="hollow" fill="none" stroke="{_HUE}"' if hollow else f'class="full" fill="{_HUE}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {dress}/>'


def _across(chart: Chart) -> Iterable[str]:
    """Bars that lie one below the other: names of units are long."""
    alone = [_value(now) for label, now, _ in chart.points if not label.startswith(OTHERS)]
    names, most = 150, max(alone, default=0) or 1
    for n, (label, now, _) in enumerate(chart.points):
        y = 24 * n + 8
        width = (_WIDE - names - 70) * _value(now) / most
        yield _text(names - 8, y + 14, label if len(label) <= 10 else f"{label[:9]}…", anchor="end")
        if label.startswith(OTHERS):
            # Many together are no bar beside one: it would dwarf all of them.
            yield _text(names, y + 14, f"一共{now}", anchor="start", soft=True)
            continue
        yield _bar(names, y + 2, max(width, 1), 16)
        yield _text(names + max(width, 1) + 6, y + 14, now or "—", anchor="start")


def _upright(chart: Chart) -> Iterable[str]:
    """Months side by side, as bars or as a line."""
    points = chart.points
    most = max((_value(n) for _, now, before in points for n in (now, before if chart.paired else "")), default=0) or 1
    base, step = _HIGH - _FOOT, (_WIDE - 2 * _SIDE) / max(len(points), 1)
    rise = (base - _TOP) / most

    def place(n: int, text: str) -> tuple[float, float]:
        return _SIDE + step * (n + 0.5), base - _value(text) * rise

    yield f'<line x1="{_SIDE}" x2="{_WIDE - _SIDE}" y1="{base}" y2="{base}" class="axis" stroke="{_LINE}"/>'
    for n, (label, _, _) in enumerate(points):
        yield _text(place(n, "")[0], base + 18, label, soft=True)
    if chart.form == "line":
        yield from _lines(chart, place)
    else:
        thick = step * (0.36 if chart.paired else 0.56)
        size = 12 if chart.paired or len(str(int(most))) > 4 else 0
        for n, (_, now, before) in enumerate(points):
            x, y = place(n, now)
            left = x - thick if chart.paired else x - thick / 2
            yield _bar(left, y, thick, base - y)
            yield _text(left + thick / 2, y - 5, now or "—", size=size)
            if chart.paired:
                under = place(n, before)[1]
                yield _bar(x, under, thick, base - under, hollow=True)
                yield _text(x + thick / 2, under - 5, before or "—", soft=True, size=size)
    if chart.paired:
        dashed = chart.form == "line"
        yield _bar(_SIDE, _HIGH + 4, 14, 14)
        yield _text(_SIDE + 20, _HIGH + 16, "本年", anchor="start")
        yield _bar(_SIDE + 70, _HIGH + 4, 14, 14, hollow=True)
        yield _text(_SIDE + 90, _HIGH + 16, "上年（虚线）" if dashed else "上年", anchor="start")


def _lines(chart: Chart, place) -> Iterable[str]:
    series = [(2, "before")] if chart.paired else []
    for column, kind in (*series, (1, "now")):
        known = [(n, point[column]) for n, point in enumerate(chart.points) if point[column]]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(n, text) for n, text in known))
        dash = ' stroke-dasharray="5 4"' if kind == "before" else ""
        yield f'<polyline points="{path}" class="{kind}" fill="none" stroke="{_HUE}" stroke-width="2"{dash}/>'
    for n, (_, now, _) in enumerate(chart.points):
        x, y = place(n, now)
        if now:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" class="full" fill="{_HUE}"/>'
        beside = [_value(chart.points[at][1]) for at in (n - 1, n + 1) if 0 <= at < len(chart.points)]
        low = _value(now) < min(beside, default=0) and y + 22 < _HIGH - _FOOT
        yield _text(x, y + 19 if low else y - 9, now or "—")


def gathered(points: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Units with the most first; those behind so many together."""
    ranked = sorted(points, key=lambda each: -each[1])
    shown, rest = ranked[:MOST_UNITS], ranked[MOST_UNITS:]
    return [*shown, (f"{OTHERS}{len(rest)}个", sum(n for _, n in rest))] if rest else shown
