"""What an audit says, for programs: one object a file; offsets count characters of the text as read."""

from __future__ import annotations

from typing import Any

from gongkai.pure.audit import say
from gongkai.pure.audit.document import Document, Note, Unreadable
from gongkai.pure.audit.finding import Audit, Figure, Finding

TOLD = ("contradicts", "rounding")
"""Verdicts that are told unless all are asked for."""


def told(audit: Audit, everything: bool = False) -> tuple[Finding, ...]:
    return tuple(each for each in audit.findings if everything or each.verdict in TOLD)


def as_data(
    name: str, document: Document, audit: Audit, *, everything: bool = False, text: bool = False, lang: say.Lang = "zh"
) -> dict[str, Any]:
    """One file. A finding's `cause` numbers the contradictions; those that one change would mend share it. text: give the text as read as well; everything: claims that hold or are unclear as well."""
    causes = {id(each): n for n, group in enumerate(audit.causes, 1) for each in group}
    return {
        "file": name,
        **({"text": document.text} if text else {}),
        "read": len(audit.figures),
        "checked": len(audit.figures) - len(audit.unchecked),
        "findings": [
            {**_finding(document, each, lang), "cause": causes.get(id(each))} for each in told(audit, everything)
        ],
        "unchecked": [_figure(each) for each in audit.unchecked],
        "notes": [_note(each, lang) for each in (*document.notes, *audit.notes)],
    }


def as_error(name: str, error: Unreadable, lang: say.Lang = "zh") -> dict[str, Any]:
    """A file that could not be read: nothing of it was read or checked, and why."""
    return {"file": name, "read": 0, "checked": 0, "findings": [], "error": _note(error, lang)}


def _finding(document: Document, finding: Finding, lang: say.Lang) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "verdict": finding.verdict,
        "holds": finding.holds,
        "quote": document.text[finding.start : finding.end],
        "start": finding.start,
        "end": finding.end,
        "figures": [_figure(each) for each in finding.figures],
        "stated": finding.stated,
        "expected": finding.expected,
        "detail": say.detail(finding, lang),
        "confidence": finding.confidence,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "text": figure.text, "value": figure.value, "unit": figure.unit, "start": figure.start, "end": figure.end,
    }  # fmt: skip


def _note(note: Note | Unreadable, lang: say.Lang) -> dict[str, str]:
    return {"code": note.code, "message": say.pick((note.zh, note.en), lang)}
