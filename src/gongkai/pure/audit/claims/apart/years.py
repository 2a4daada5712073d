"""This year's report against last year's: kind `change`. What grew by 20 since last year was 20 less in last year's report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.apart.measures import Key, Measured, measured, one_scope
from gongkai.pure.audit.claims.moves.movement import Movement, lead_as_read, movement
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.intervals import HUNDRED, Interval
from gongkai.pure.audit.judge import places, verdict
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import PERCENT, same
from gongkai.pure.audit.report import Report

REASONS = {
    "last-year": (
        "上年度报告中同一项数据是{last}，据此应为{expected}，文中写{stated}",
        "Last year's report gives {last} for this measure, which makes {expected}; the text says {stated}",
    ),
    "last-year-holds": (
        "与上年度报告中的{last}相符",
        "It agrees with the {last} of last year's report",
    ),
}
_LAST = r"(?:上一?年度?|去年)(?:同期)?"


def against_last_year(report: Report, previous: Report | None) -> Iterator[Finding]:
    """Nothing unless both reports tell their years, and these follow one another."""
    if previous is None or report.year is None or previous.year != report.year - 1:
        return
    before = _once(previous)
    for now in measured(report):
        then = before.get(replace(now.key, year=previous.year))
        if then is not None:
            yield from _compared(report, now, then)


def _once(report: Report) -> dict[Key, Measured]:
    """The measures that a report tells one value of."""
    found: dict[Key, Measured] = {}
    twice: set[Key] = set()
    for each in measured(report):
        first = found.setdefault(each.key, each)
        if first.quantity.value != each.quantity.value:
            twice.add(each.key)
    return {key: each for key, each in found.items() if key not in twice}


_AGAINST = re.compile(r"同比|[比较](?:上一?年|去年)(?:同期)?")


def _compared(report: Report, now: Measured, then: Measured) -> Iterator[Finding]:
    """The figures right behind, as long as they say how the measure stands to last year's."""
    clause = now.quantity.clause
    said = _AGAINST.findall(now.sentence.before(now.quantity))
    against = said[-1] if said else ""  # 9场，比上年增加3场；52篇，增长30%
    for quantity in now.sentence.quantities:
        if quantity.start <= now.quantity.start:
            continue
        lead = lead_as_read(now.sentence, quantity)
        if quantity.clause - clause > 1:
            return
        if _is_base(lead, report.year) and same(quantity.unit, now.quantity.unit):
            yield from _judged(now, then, quantity, then.quantity.interval, f"{telling.shown(then.quantity)}")
            return
        move = movement(lead)
        if move is None or move.level or move.partly or move.subject or move.object:
            return
        against = move.base or against
        if not _to_last_year(against, report.year):
            return
        clause = quantity.clause
        yield from _moved(now, then, quantity, move)


def _is_base(lead: str, year: int | None) -> bool:
    return bool(re.search(rf"(?:比|较|上年|去年)(?:{_LAST}|{(year or 0) - 1}年)?(?:的|为)?$", lead)) and bool(
        re.search(rf"{_LAST}|{(year or 0) - 1}年", lead)
    )


def _to_last_year(base: str, year: int | None) -> bool:
    return "同比" in base or bool(re.search(rf"{_LAST}|{(year or 0) - 1}\s*年", base))


def _moved(now: Measured, then: Measured, told: Quantity, move: Movement) -> Iterator[Finding]:
    one, other = now.quantity, then.quantity
    a, b = telling.shown(one), telling.shown(other)
    gap = other.interval - one.interval if move.down else one.interval - other.interval
    if told.unit == PERCENT:
        part = gap.over(other.interval) if not _negative(gap) else None
        if part is not None:
            line = f"({b}−{a})÷{b}" if move.down else f"({a}−{b})÷{b}"
            yield from _judged(now, then, told, part.scaled(HUNDRED), line)
    elif told.counts and same(told.unit, one.unit):
        yield from _judged(now, then, told, gap, f"{b}−{a}" if move.down else f"{a}−{b}")


def _negative(gap: Interval) -> bool:
    return gap.low is None or gap.low < 0


def _judged(now: Measured, then: Measured, told: Quantity, expected: Interval, line: str) -> Iterator[Finding]:
    found: Verdict = verdict(told, expected)
    if found == "contradicts" and not (now.sure and then.sure and one_scope(now, then)):
        return
    low = expected.low if expected.low is not None else expected.high
    if low is None:
        return
    value = round((low + (expected.high if expected.high is not None else low)) / 2, places(told))
    unit = "%" if told.is_percent else told.unit
    exactly = value == told.value
    plain = telling.like(value, told)
    against = "" if line == plain else f"={plain}" + ("%" if told.is_percent else "")
    if not (exactly and against):
        against += f"{telling.sign(found, exactly)}{telling.shown(told)}"
    start, end = telling.quote(now.sentence, [now.quantity, told])
    args = {"last": then.quantity.printed, "stated": told.printed, "expected": f"{plain}{unit}"}
    reason = "last-year" if found == "contradicts" else "last-year-holds"
    yield Finding(
        "change", found, start, end, (now.quantity.figure, told.figure), told.printed, args["expected"], line + against,
        reason, args, None, 0.8,
    )  # fmt: skip
