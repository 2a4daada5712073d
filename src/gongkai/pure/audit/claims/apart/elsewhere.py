"""Changes against a figure of last year that another sentence, or a table of two years, tells: kind `change`.

「2022年收到申请58件，同比下降24.1%」 with 「2021年收到申请72件」 in another sentence: both must bear the very same words. A row of two
years must have this year's figure as the text tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.apart.measures import FILLER
from gongkai.pure.audit.claims.moves.growth import called
from gongkai.pure.audit.claims.moves.movement import lead_as_read
from gongkai.pure.audit.claims.tables.grid import grids
from gongkai.pure.audit.claims.tables.owntables import two_years
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.intervals import HUNDRED, Interval
from gongkai.pure.audit.judge import places, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.report import Report

REASONS = {
    "elsewhere": ("上年数为{last}，据此应为{expected}，文中写{stated}", "Last year's figure is {last}, which makes {expected}; the text says {stated}"),
    "elsewhere-holds": ("与另处所说的上年数{last}相符", "It agrees with last year's {last}, told elsewhere"),
}  # fmt: skip
_COMPARED = re.compile(r"同比|[较比与](?:上一?年|去年|20\d\d)")
_DOWN = "下降|减少|降低|下滑"
_MOVED = re.compile(rf"(?:增长|增加|上升|提高|{_DOWN})了?$")
_CHANGED = re.compile(
    rf"(?P<subject>.*?)(?:同比|[较比与](?:上一?年|去年|20\d\d年?)(?:度|同期)?(?:相比)?，?)(?:增长|增加|上升|提高|{_DOWN})了?$"
)
_LAST = re.compile(r"(?:^|[，。；（])(?:上一?年度?|去年)(?!底|末|同期|.*(?:相比|增|减|多|少))")
_PARTIAL = re.compile(
    r"半年|季度|[\d□]月|累计|截[至止]|其中|以来|底|末|同期|[较比与](?:上年|去年|20\d\d)|前年|结转|平均|计划"
)
_WORDS_OF_TIME = re.compile(r"上一?年度?|去年|今年|本年度?|(?:20\d\d|□{4})年?度?|^[，、（]+")
_YEARS = re.compile(r"20\d\d")
_LEAST = 3


@dataclass(frozen=True)
class _Before:
    """Last year's figure. unit: of the cell, as its row or heading says; scale: what 万 in a heading multiplies it by."""

    quantity: Quantity
    value: Decimal
    interval: Interval


def elsewhere(report: Report, previous: Report | None = None) -> Iterator[Finding]:
    """Each change that the text tells, against last year's figure where there is exactly one."""
    if report.year is None or not _COMPARED.search(report.plain):
        return
    told = [
        (sentence, at)
        for passage in report.passages
        for sentence in (passage.sentences if not passage.is_endless else ())
        if _COMPARED.search(sentence.read)
        for at, each in enumerate(sentence.quantities)
        if _MOVED.search(each.lead)
    ]
    if not told:
        return
    last, rows = _last_year(report), list(_rows(report))
    if not last and not rows:
        return
    now = _this_year(report)
    for sentence, at in told:
        change = sentence.quantities[at]
        found = _changed(sentence, at, change, now)
        if found:
            figure, down = found
            before = _of_row(rows, figure) or _of_words(last, figure, sentence)
            if before:
                yield _judged(sentence, figure, change, before, down)


_AMOUNT = re.compile("(?:总数|数量|总量|数)$")


def _changed(
    sentence: Sentence, at: int, change: Quantity, now: dict[str, list[Quantity]]
) -> tuple[Quantity, bool] | None:
    """The figure that changed, and whether it went down."""
    if change.approximation or change.is_points or change.in_characters:
        return None
    lead = lead_as_read(sentence, change).strip("，、 ")
    match = _CHANGED.match(lead)
    if match is None or _PARTIAL.search(match["subject"]):
        return None
    down = bool(re.search(_DOWN, lead))
    subject = _words(match["subject"])
    if subject:
        named = now.get(_AMOUNT.sub("", subject), [])
        return (named[0], down) if change.is_percent and len({each.value for each in named}) == 1 else None
    if not at:
        return None
    figure = sentence.quantities[at - 1]
    beside = figure.clause == change.clause or figure.clause + 1 == change.clause
    same = change.is_percent or canonical(figure.unit) == canonical(change.unit)
    partial = _PARTIAL.search(lead_as_read(sentence, figure)) or _CHANGED.match(figure.lead)
    return (figure, down) if beside and same and figure.counts and not partial else None


_BLANK = re.compile(r"\s")


def _words(lead: str) -> str:
    return FILLER.sub("", _WORDS_OF_TIME.sub("", _BLANK.sub("", lead))).strip("，、（")


_STOP = re.compile("[。；]")


def _told(report: Report, year: int) -> Iterator[tuple[str, Quantity, Sentence]]:
    """The figures of a year, with their words."""
    of_now = year == report.year
    for passage in report.passages:
        for sentence in passage.sentences if not passage.is_endless else ():
            if not of_now and str(year) not in sentence.read and not _LAST.search(sentence.read):
                continue
            for each in sentence.counts:
                clause = _STOP.split(sentence.read[: each.start - sentence.start])[-1]
                years = _YEARS.findall(clause)
                of_last = not years and bool(_LAST.search(clause))
                of_year = int(years[-1]) == year if years else of_last is not of_now
                if of_year and not _PARTIAL.search(clause.replace("全年", "")):
                    words = _words(lead_as_read(sentence, each))
                    if len(words) >= _LEAST:
                        yield words, each, sentence


def _last_year(report: Report) -> dict[str, list[Quantity]]:
    found: dict[str, list[Quantity]] = {}
    assert report.year is not None
    if str(report.year - 1) in report.plain or "去年" in report.plain or "上年" in report.plain:
        for words, each, _ in _told(report, report.year - 1):
            found.setdefault(words, []).append(each)
    return found


_OWN_BODY = re.compile("^(?:全|我|本)[县市区州旗镇乡省局]")


def _this_year(report: Report) -> dict[str, list[Quantity]]:
    found: dict[str, list[Quantity]] = {}
    assert report.year is not None
    for words, each, _ in _told(report, report.year):
        found.setdefault(_OWN_BODY.sub("", words), []).append(each)
    return found


def _of_words(last: dict[str, list[Quantity]], figure: Quantity, sentence: Sentence) -> _Before | None:
    words = _words(figure.lead)
    bare = _OWN_BODY.sub("", words)
    same = [
        each
        for told, found in last.items()
        if told == words or _OWN_BODY.sub("", told) == bare
        for each in found
        if canonical(each.unit) == canonical(figure.unit)
    ]
    if len({each.value for each in same}) != 1 or same[0].value <= 0:
        return None
    inside = sentence.start <= same[0].start < sentence.end and figure.start >= sentence.start
    return None if inside else _Before(same[0], same[0].value, same[0].interval)


_ASIDE = re.compile(r"（[^（）]*）|^其中[：:]?")


def _rows(report: Report) -> Iterator[tuple[str, Quantity, Quantity]]:
    """Rows of tables of two years: label, this year's figure, last year's."""
    for grid in grids(report):
        now, before = two_years(grid)
        if now is None or before is None:
            continue
        for row, label in grid.labels.items():
            one, other = grid.entries.get((row, now)), grid.entries.get((row, before))
            if one and other and not one.quantity.is_percent and other.value > 0:
                yield _ASIDE.sub("", label), one.quantity, other.quantity


def _of_row(rows: list[tuple[str, Quantity, Quantity]], figure: Quantity) -> _Before | None:
    for label, one, other in rows:
        core = _AMOUNT.sub("", label)
        scale = {one.value: 1, one.value * 10_000: 10_000}.get(figure.value)
        if scale and len(core) > 1 and called(core, figure):
            factor = Decimal(scale)
            return _Before(other, other.value * factor, other.interval.scaled(factor))
    return None


def _judged(sentence: Sentence, figure: Quantity, change: Quantity, before: _Before, down: bool) -> Finding:
    gap = before.interval - figure.interval if down else figure.interval - before.interval
    value = before.value - figure.value if down else figure.value - before.value
    found: Verdict
    if change.is_percent:
        made = gap.over(before.interval)
        found = verdict(change, made.scaled(HUNDRED)) if made else "unclear"
        expected = f"{telling.number(round(value / before.value * 100, places(change)))}%"
        line = f"{telling.like(value, figure)}÷{telling.like(before.value, figure)}={expected}"
    else:
        found = "holds" if change.interval.meets(gap) else "contradicts"
        expected = telling.like(value, change)
        line = f"{telling.like(max(figure.value, before.value), figure)}−{telling.like(min(figure.value, before.value), figure)}={telling.like(abs(value), change)}"
    if found == "contradicts":
        line += f"≠{telling.shown(change)}"
    within = [change] if figure.start < sentence.start or figure.start >= sentence.end else [figure, change]
    start, end = telling.quote(sentence, within)
    return Finding(
        "change", found, start, end, (figure.figure, before.quantity.figure, change.figure), change.printed, expected, line,
        "elsewhere" if found == "contradicts" else "elsewhere-holds",
        {"stated": change.printed, "expected": expected, "last": before.quantity.printed}, None, 0.8,
    )  # fmt: skip
