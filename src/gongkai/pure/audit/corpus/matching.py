"""Which findings speak of which labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.pure.audit.corpus.labels import Label
from gongkai.pure.audit.finding import Finding

Span = tuple[int, int]

_FAMILIES = (
    frozenset({"sum", "unit", "cross", "relation", "bound", "difference"}),
    frozenset({"percent", "reachable", "bound"}),
    frozenset({"change", "difference", "unit"}),
    frozenset({"words"}),
)
"""Kinds that tell one fact under several names: parts above their whole are a sum to one reader and a bound to another."""


@dataclass(frozen=True)
class Placed:
    """A label with the places of its figures in the text as read."""

    label: Label
    spans: tuple[Span, ...]


def meets(placed: Placed, finding: Finding) -> bool:
    """Whether finding and label are about one claim: half of the smaller set of figures, two at least if both have two.

    Kinds must be of one family, unless the figures are the very same.
    """
    common = sum(_touched(span, finding) for span in placed.spans)
    smaller = min(len(placed.spans), len(finding.figures) or 1)
    if placed.label.kind == finding.kind == "words":
        return common > 0 or any(finding.start <= start < finding.end for start, _ in placed.spans)
    if common < min(2, smaller) or common * 2 < smaller:
        return False
    if any({placed.label.kind, finding.kind} <= family for family in _FAMILIES):
        return True
    return common == len(placed.spans) == len(finding.figures)


def _touched(span: Span, finding: Finding) -> bool:
    start, end = span
    return any(figure.start < end and start < figure.end for figure in finding.figures)


def about(placed: Placed, findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if meets(placed, finding)]
