"""The one call: all rules over one report."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

from gongkai.pure.audit.claims import RULES
from gongkai.pure.audit.claims.apart.tablewords import by_words
from gongkai.pure.audit.claims.doubts import doubted
from gongkai.pure.audit.closed import Closed
from gongkai.pure.audit.document import Document, Note
from gongkai.pure.audit.finding import Audit, Figure, Finding
from gongkai.pure.audit.onechange import tried
from gongkai.pure.audit.quantities import Sentence, sentences
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.slips import is_of_two_things, not_by_width, only_slips
from gongkai.pure.audit.tables import find, judge, told

log = logging.getLogger("gongkai.audit")


def audit(document: Document, previous: Document | None = None) -> Audit:
    """Every claim that was understood, with its verdict. previous: last year's report of the same body, for what carries over."""
    with _uncollected():
        return _audit(document, previous)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: an audit makes objects by the hundred thousand and no cycle, and the search is a seventh of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _audit(document: Document, previous: Document | None) -> Audit:
    closed = Closed(document, find(document))
    before = Closed(previous, find(previous)) if previous else None
    tables, report = closed.tables, _report(closed)
    last = _report(before) if before else None
    findings = [*judge(tables, before.tables if before else []), *told(report, tables), *_by_rules(report, last)]
    findings.extend(by_words(report, tables, findings))
    findings = _judged(report, findings)
    findings = list(tried(report, findings, lambda changed: _judged(changed, list(_by_rules(changed, last)))))
    read = chain(
        (figure for passage in report.passages for sentence in passage.sentences for figure in _figures(sentence)),
        (figure for table in tables for figure in table.figures),
        _in_other_tables(report),
        (figure for each in findings for figure in each.figures if closed.holds(figure)),
    )
    figures: dict[tuple[int, int], Figure] = {}
    for each in read:
        figures.setdefault((each.start, each.end), each)
    ordered = sorted(_once(findings), key=lambda each: (each.start, each.end, each.kind))
    found = Audit(
        tuple(ordered),
        tuple(figures[place] for place in sorted(figures)),
        (*_too_long(report), *_not_looked_at(report)),
    )
    return closed.as_read(found, before)


def _too_long(report: Report) -> Iterator[Note]:
    if many := report.too_long:
        yield Note(
            "too-long",
            f"有 {many} 段文字太长（一句三千字以上、一段一万字以上或数字三百个以上），只能分段看，没有全部核对。",
            f"{many} passage{'s' * (many != 1)} too long to be checked whole (a sentence above 3,000 characters, a paragraph above 10,000 or with more than 300 figures): looked at in stretches, not all of it was checked.",
        )


FAILED = "rule-failed"


def _by_rules(report: Report, last: Report | None) -> Iterator[Finding]:
    """What all rules say. One that breaks down says nothing of this report, and the others go on: that it was so is noted."""
    for rule in RULES:
        try:
            yield from list(rule(report, last))
        except Exception:
            name = getattr(rule, "__name__", "")
            log.warning("a rule of the auditor broke down: %s", name, exc_info=log.isEnabledFor(logging.DEBUG))
            report.memo.setdefault(FAILED, set()).add(rule)


def _not_looked_at(report: Report) -> Iterator[Note]:
    if many := len(report.memo.get(FAILED, ())):
        yield Note(
            FAILED,
            f"有 {many} 类说法没能核对：程序在这份报告上出了错，其余的照常核对了。请把这份文件交给系统管理员。",
            f"{many} kind{'s' * (many != 1)} of claim could not be checked: the program failed on this report, and checked the rest. Please show the file to whoever keeps it.",
        )


def _judged(report: Report, findings: Sequence[Finding]) -> list[Finding]:
    judged = (doubted(report, not_by_width(only_slips(each))) for each in _without_borne_out(findings))
    return [each for each in judged if not is_of_two_things(each)]


def _without_borne_out(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Without accusations of a rate that holds by another reading: of 预算1286万元，中标1172万元，节约124万元 the saving alone is wrong.

    节约率8.9% is then of 1286−1172, and 9.6% of 124. A growth that is the share of its own two figures is still wrong. A change
    that holds of figures of its own (其中2016年9872条，增加1134条，增长13.0%) is not one of others (58326条).
    """
    rates = {_stated(each) for each in findings if _is_wrong_rate(each)}
    holding: dict[int, list[tuple[str, set[int]]]] = {}
    for each in findings:
        told_of = each.kind in ("percent", "change") and each.figures and not each.reason.startswith("order")
        if each.verdict == "holds" and told_of and _stated(each) in rates:
            holding.setdefault(_stated(each), []).append((each.kind, _but_stated(each)))
    kept = {
        frozenset(_places(each))
        for each in findings
        if each.verdict == "holds"
        and each.kind in _RECKONED
        and each.reason != "within"
        and not each.reason.startswith("order")
    }
    gaps = [_places(each) for each in findings if each.verdict == "contradicts" and each.kind == "difference"]
    for each in findings:
        if each.verdict == "contradicts" and each.kind in _RECKONED and frozenset(_places(each)) in kept:
            continue
        if _is_wrong_rate(each):
            mine, told = _but_stated(each), holding.get(_stated(each), ())
            as_change = each.kind == "percent" and any(kind == "change" and mine & other for kind, other in told)
            as_share = each.kind == "change" and any(
                mine != other and mine & other and gap > mine and gap > other for _, other in told for gap in gaps
            )
            of_others = each.kind == "change" and any(kind == "change" and not mine & other for kind, other in told)
            if as_change or as_share or of_others:
                continue
        yield each


_RECKONED = frozenset(("sum", "percent", "difference"))
"""Kinds of which nothing is wrong where the very same figures hold in another order: 97 of 90 planned are 107.8%, 90 of 97 are not."""


def _is_wrong_rate(found: Finding) -> bool:
    return found.verdict == "contradicts" and found.kind in ("percent", "change") and bool(found.figures)


def _places(found: Finding) -> set[int]:
    return {figure.start for figure in found.figures}


def _stated(found: Finding) -> int:
    """Where the rate stands that a finding is about: the last of its figures, but for what a bracket tells behind it."""
    return next((each.start for each in reversed(found.figures) if each.text == found.stated), found.figures[-1].start)


def _but_stated(found: Finding) -> set[int]:
    return _places(found) - {_stated(found)}


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Without what another rule told of the very same figures: a row of an annex may be a cell of a form, what is left a part."""
    told: set[tuple[object, ...]] = set()
    for each in findings:
        key = each.kind if each.kind in ("cross", "words") else "", each.verdict, frozenset(each.figures)
        same = each.reason, each.arithmetic, *key
        alone = each.kind == "cross" or each.reason.startswith(("remainder", "table-", "beside"))
        if (key if alone else same) not in told:
            yield each
        told.update((key, same))


def _report(closed: Closed) -> Report:
    return Report(closed.document, tuple((each.start, each.end) for each in closed.tables))


def _in_other_tables(report: Report) -> Iterator[Figure]:
    """Figures of tables that are no prescribed ones: nobody checks them, so they are told as left unchecked."""
    for table in report.document.tables:
        for cell in table.cells:
            if cell.start < cell.end and not any(start <= cell.start < end for start, end in report.covered):
                for sentence in sentences(report.document.text, cell.start, cell.end):
                    yield from _figures(sentence)


def _figures(sentence: Sentence) -> Iterator[Figure]:
    """All that are written in digits."""
    return (each.figure for each in (*sentence.quantities, *sentence.cells) if not each.in_characters)
