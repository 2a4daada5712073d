"""What an audit says: findings over figures, each with its verdict and its arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from gongkai.pure.audit.document import Note
from gongkai.pure.audit.value import value

Kind = Literal["sum", "percent", "change", "difference", "relation", "cross", "bound", "unit", "reachable", "words"]
Verdict = Literal["holds", "contradicts", "rounding", "unclear"]

KINDS: tuple[Kind, ...] = (
    "sum", "percent", "change", "difference", "relation", "cross", "bound", "unit", "reachable", "words",
)  # fmt: skip
VERDICTS: tuple[Verdict, ...] = ("contradicts", "rounding", "holds", "unclear")


@value
class Figure:
    """A figure as it stands: `text` is the document's text[start:end], digits and unit as printed.

    value: the number in its unit, scale (万, 亿) multiplied out, as a plain decimal string; a percentage keeps its
    percent ("68.7" for 68.7%). unit: measure word, "%" or "百分点", "" when none is printed.
    """

    text: str
    value: str
    unit: str
    start: int
    end: int


@value
class Finding:
    """One claim and what became of it.

    start, end: the quote, in the document's text. figures: the smallest set that can't all be true, or for a claim that
    holds all that it is about. stated: the figure the text states; expected: what the others make of it ("" if none).
    arithmetic: the sum spelt out, without words: 「3601−2199=1402≠1502」. reason: which sentence of `say` explains the
    finding, with args. repair: the one change that would make it hold, if exactly one would: (figure, value as printed);
    mends_all: whether all other claims of that figure hold then, and no other one is wrong for it.
    confidence: 0 to 1, that the text makes this claim at all; the arithmetic is not in doubt.
    """

    kind: Kind
    verdict: Verdict
    start: int
    end: int
    figures: tuple[Figure, ...]
    stated: str
    expected: str
    arithmetic: str
    reason: str
    args: Mapping[str, str] = field(default_factory=dict)
    repair: tuple[Figure, str] | None = None
    confidence: float = 1.0
    mends_all: bool = False

    @property
    def holds(self) -> bool | None:
        """True, False, or None where it can't be told. A figure within what rounding or truncation explains holds."""
        return {"holds": True, "rounding": True, "contradicts": False, "unclear": None}[self.verdict]


@dataclass(frozen=True)
class Audit:
    """All findings of a document in the order of its text, and how much of it was understood.

    figures: every figure read (what is certainly no quantity is not among them); checked: those that stand in a finding
    whose verdict is not "unclear". notes: why some of it was not checked.
    """

    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    notes: tuple[Note, ...] = ()

    @property
    def checked(self) -> frozenset[Figure]:
        return frozenset(figure for each in self.findings if each.verdict != "unclear" for figure in each.figures)

    @property
    def unchecked(self) -> tuple[Figure, ...]:
        checked = {(figure.start, figure.end) for figure in self.checked}  # a rule may see another unit in it
        return tuple(figure for figure in self.figures if (figure.start, figure.end) not in checked)

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.verdict == "contradicts")

    @property
    def causes(self) -> tuple[tuple[Finding, ...], ...]:
        """The contradictions, those that one and the same change would mend counted as one."""
        return tuple(group for group in self.by_cause if group[0].verdict == "contradicts")

    @cached_property
    def by_cause(self) -> tuple[tuple[Finding, ...], ...]:
        """All findings in the order of the text; contradictions that the same one change would mend together, where the first stands."""
        groups: dict[object, list[Finding]] = {}
        for number, each in enumerate(self.findings):
            shared = each.verdict == "contradicts" and each.repair
            groups.setdefault(shared or number, []).append(each)
        return tuple(map(tuple, groups.values()))
