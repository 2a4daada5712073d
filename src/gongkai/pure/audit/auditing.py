"""The one call: all rules over one report."""

from __future__ import annotations

from gongkai.pure.audit.claims import RULES
from gongkai.pure.audit.document import Document
from gongkai.pure.audit.finding import Audit, Finding
from gongkai.pure.audit.report import Report


def audit(document: Document, previous: Document | None = None) -> Audit:
    """Every claim that was understood, with its verdict. previous: last year's report of the same body, for what carries over."""
    report, last = Report(document), Report(previous) if previous else None
    findings: list[Finding] = []
    for rule in RULES:
        findings.extend(rule(report, last))
    figures = {q.figure for passage in report.passages for q in passage.quantities if not q.in_characters}
    figures |= {figure for each in findings for figure in each.figures}
    ordered = sorted(findings, key=lambda each: (each.start, each.end, each.kind))
    return Audit(tuple(ordered), tuple(sorted(figures, key=lambda each: (each.start, each.end))))
