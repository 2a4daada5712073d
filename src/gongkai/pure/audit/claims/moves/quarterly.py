"""One quarter against another: 「四个季度分别为168个、143个、121个、95个，四季度较一季度减少73个，下降43.5%」. Kinds `difference` and `change`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.moves.movement import DOWN, UP
from gongkai.pure.audit.claims.parts.quarters import in_order
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.judge import places, plainly, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Report

REASONS = {
    "quarterly": ("按所列各季度的数计算应为{expected}，文中写{stated}", "The quarters told make {expected}; the text says {stated}"),
    "quarterly-holds": ("与所列各季度的数相符", "It agrees with the quarters told"),
}  # fmt: skip

_COMPARED = re.compile(
    rf"第?(?P<now>[一二三四])季度[较比与]第?(?P<then>[一二三四])季度(?:相比)?，?(?:(?P<down>{DOWN})|{UP})了?$"
)
_AGAIN = re.compile(rf"[，、]?(?:{DOWN}|{UP})(?:了|率|幅度?)?(?:为|达)?$")
_NAMED = re.compile(r"第?(?P<n>[一二三四])季度(?![^，。；]*[较比])[^，。；\d]{0,8}$")
_ORDER = "一二三四"


def quarterly(report: Report, previous: Report | None = None) -> Iterator[Finding]:
    """Of each sentence that tells the quarters and compares two of them."""
    for passage in report.passages:
        before: Sentence | None = None
        for sentence in passage.sentences:
            if "季度较" in sentence.text or "季度比" in sentence.text:
                yield from _of_sentence(sentence, before)
            if "季度" in sentence.text and _AGAINST.search(sentence.text):
                yield from _against(report, sentence)
            before = sentence if sentence.counts else before


def _of_sentence(sentence: Sentence, before: Sentence | None) -> Iterator[Finding]:
    for at, by in enumerate(sentence.quantities):
        told = _COMPARED.search(sentence.before(by))
        if told is None:
            continue
        quarters = _quarters(sentence, by)
        if not quarters and before and len(row := _quarters(before)) == len(_ORDER):
            quarters = row
        now, then = quarters.get(told["now"]), quarters.get(told["then"])
        if now is None or then is None or not same(now.unit, then.unit) or not then.value:
            continue
        behind = [each for each in sentence.quantities[at + 1 : at + 2] if _AGAIN.fullmatch(each.lead)]
        for each in (by, *behind):
            if found := _judge(sentence, then, now, each, bool(told["down"])):
                yield found


_AGAINST = re.compile(rf"[较比]第?(?P<then>[一二三四])季度(?:(?P<down>{DOWN})|{UP})了?(?=\d|$)")
_ONLY = re.compile(r"第?(?P<n>[一二三四])季度(?:仅|只|共|有|为|达|公开|发布|受理|办理)*$")


def _against(report: Report, sentence: Sentence) -> Iterator[Finding]:
    """「三季度仅437条，比一季度少175条」: of the one row of quarters in the report in which that quarter has that figure."""
    for now, by in pairwise(sentence.quantities):
        told, named = _AGAINST.search(by.lead), _ONLY.search(now.lead)
        if told is None or named is None or not now.is_whole or not same(now.unit, by.unit):
            continue
        if told["then"] == named["n"] or by.clause - now.clause != 1:
            continue
        rows = [
            row for row in _rows(report) if row[named["n"]].value == now.value and same(row[named["n"]].unit, now.unit)
        ]
        if len(rows) == 1 and rows[0][told["then"]] not in sentence.quantities:
            found = _judge(sentence, rows[0][told["then"]], now, by, bool(told["down"]), (now, by))
            yield from (found,) if found else ()


def _rows(report: Report) -> list[dict[str, Quantity]]:
    """All quarters of one unit, sentence by sentence."""
    if "quarters" not in report.memo:
        told = (
            _quarters(sentence)
            for passage in report.passages
            for sentence in passage.sentences
            if "四季度" in sentence.text or "4个季度" in sentence.text or "四个季度" in sentence.text
        )
        alike = (row for row in told if len(row) == len(_ORDER))
        report.memo["quarters"] = [row for row in alike if all(same(e.unit, row["一"].unit) for e in row.values())]
    return report.memo["quarters"]


def _quarters(sentence: Sentence, by: Quantity | None = None) -> dict[str, Quantity]:
    """The figures of the quarters that are told before, each by its numeral."""
    counts = [each for each in sentence.counts if by is None or each.end <= by.start]
    named = {match["n"]: each for each in counts if (match := _NAMED.search(each.lead))}
    for first in counts:
        if row := in_order(sentence, first):
            named |= dict(zip(_ORDER, row, strict=True))
    return named


def _judge(
    sentence: Sentence, then: Quantity, now: Quantity, by: Quantity, down: bool, quoted: tuple[Quantity, ...] = ()
) -> Finding | None:
    more, less = (then, now) if down else (now, then)
    if more.value < less.value or not (by.is_percent or same(by.unit, now.unit)):
        return None
    gap = more.interval - less.interval
    expected = gap
    if by.is_percent:
        share = gap.over(then.interval)
        if share is None:
            return None
        expected = share.scaled(Decimal(by.whole_is))
    found = verdict(by, expected)
    value = more.value - less.value
    line = f"{telling.shown(more)}−{telling.shown(less)}={telling.like(value, by)}"
    shown = f"{telling.like(value, by)}{by.unit}"
    if by.is_percent:
        shown = plainly(value / then.value * by.whole_is, places(by)) + by.unit
        line = f"({telling.shown(more)}−{telling.shown(less)})÷{telling.shown(then)}={shown}"
    line += "" if found == "holds" else f"{telling.sign(found, False)}{by.printed}"
    start, end = telling.quote(sentence, quoted or [each for each in (then, now, by) if each.start >= sentence.start])
    figures = tuple(each.figure for each in sorted((then, now, by), key=lambda q: q.start))
    return Finding(
        "change" if by.is_percent else "difference", found, start, end, figures, by.printed, shown, line,
        "quarterly" if found == "contradicts" else "quarterly-holds", {"stated": by.printed, "expected": shown}, None, 0.85,
    )  # fmt: skip
