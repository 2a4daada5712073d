"""The one call: all rules over one report."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.pure.audit.claims import RULES
from gongkai.pure.audit.document import Document
from gongkai.pure.audit.finding import Audit, Figure
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.tables import Recognised, find, judge, told


def audit(document: Document, previous: Document | None = None) -> Audit:
    """Every claim that was understood, with its verdict. previous: last year's report of the same body, for what carries over."""
    tables = find(document)
    report = _report(document, tables)
    last_tables = find(previous) if previous else []
    last = _report(previous, last_tables) if previous else None
    findings = [*judge(tables, last_tables), *told(report, tables)]
    for rule in RULES:
        findings.extend(rule(report, last))
    figures = {q.figure for passage in report.passages for q in passage.quantities if not q.in_characters}
    figures |= {figure for table in tables for figure in table.figures}
    figures |= {figure for each in findings for figure in each.figures if _is_here(document, figure)}
    ordered = sorted(findings, key=lambda each: (each.start, each.end, each.kind))
    return Audit(tuple(ordered), tuple(sorted(figures, key=lambda each: (each.start, each.end))))


def _report(document: Document, tables: Sequence[Recognised]) -> Report:
    return Report(document, tuple((each.start, each.end) for each in tables))


def _is_here(document: Document, figure: Figure) -> bool:
    """Not a figure of last year's report."""
    return document.text[figure.start : figure.end] == figure.text
