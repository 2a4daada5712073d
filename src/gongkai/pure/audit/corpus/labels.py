"""Loads the labels and finds their figures in a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
Part = Literal["shown", "held", "later"]
"""shown: what rule-writers see; held: what they do not; later: reports of other labellers, each scored once before anybody saw it."""

PARTS: dict[Part, Path] = {"shown": HERE, "held": HERE / "held", "later": HERE / "later"}
SUFFIXES = (".txt", ".html", ".md")

_INSIDE_A_NUMBER = frozenset("0123456789０１２３４５６７８９.．,，")
_DIGITS = frozenset("0123456789０１２３４５６７８９")


class NotInText(Exception):
    """A label names a figure or an anchor that its text does not have."""


@dataclass(frozen=True)
class Label:
    """A claim that a careful reader with a calculator can see in a text.

    figures: as printed; "2件#3" is the third 2件, "2件@维持" the first 2件 at or after the first 维持 (both may be given:
    "2件#3@维持"). at: the anchor of the figures that have none of their own. check: the arithmetic, for the calculator of
    the tests; it holds, or fails, as the verdict says. reach: for a rate without its numerator, "90.3% of 7". before: the
    figures of last year's text that the arithmetic needs.
    """

    kind: str
    figures: tuple[str, ...]
    verdict: str
    at: str = ""
    check: str = ""
    reach: str = ""
    note: str = ""
    before: tuple[str, ...] = ()

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the figures stand. Raises NotInText."""
        return tuple(find(figure, text, self.at) for figure in self.figures)


@dataclass(frozen=True)
class Labelled:
    """A passage or a report with all its checkable claims; none, if it has figures only. name: as a file is named. previous: last year's text."""

    id: str
    name: str
    content: bytes
    labels: tuple[Label, ...]
    part: Part
    note: str = ""
    previous: bytes = b""

    @property
    def whole_report(self) -> bool:
        return self.id.startswith("report-")


def find(figure: str, text: str, at: str = "") -> tuple[int, int]:
    """Start and end of a figure as labels name it. Raises NotInText."""
    figure, _, anchor = figure.partition("@")
    printed, _, count = figure.partition("#")
    begin = 0
    if anchor := anchor or at:
        begin = text.find(anchor)
        if begin < 0:
            raise NotInText(f"no {anchor!r} in the text")
    wanted = int(count or 1)
    for start in _starts(printed, text, begin):
        wanted -= 1
        if not wanted:
            return start, start + len(printed)
    raise NotInText(f"no {figure!r} after {anchor!r} in the text")


def _starts(printed: str, text: str, begin: int) -> Iterator[int]:
    start = text.find(printed, begin)
    while start >= 0:
        end = start + len(printed)
        if not (_goes_on(text, start, -1) or (printed[-1] in _DIGITS and _goes_on(text, end - 1, 1))):
            yield start
        start = text.find(printed, start + 1)


def _goes_on(text: str, place: int, step: int) -> bool:
    """Whether the number at `place` goes on in this direction: a digit, or a separator with a digit behind it."""
    if text[place] not in _DIGITS or not 0 <= place + step < len(text):
        return False
    beside = text[place + step]
    if beside in _DIGITS:
        return True
    beyond = place + 2 * step
    return beside in _INSIDE_A_NUMBER and 0 <= beyond < len(text) and text[beyond] in _DIGITS and beside != "，"


@cache
def passages(part: Part) -> tuple[Labelled, ...]:
    """Single passages, in the order of their files."""
    found = []
    for path in sorted((PARTS[part] / "claims").glob("*.toml")):
        for each in tomllib.loads(path.read_text("utf-8"))["passage"]:
            labels = tuple(_label(claim) for claim in each["claims"])
            text, previous = each["text"].encode(), each.get("previous", "").encode()
            note = each.get("note", "")
            name = f"{each['id']}.{each.get('as', 'txt')}"
            found.append(Labelled(each["id"], name, text, labels, part, note, previous))
    return tuple(found)


@cache
def reports(part: Part) -> tuple[Labelled, ...]:
    """Whole reports: each file with the labels beside it."""
    found = []
    for path in sorted((PARTS[part] / "reports").glob("*")):
        if path.suffix in SUFFIXES:
            told = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
            labels = tuple(_label(claim) for claim in told.get("claim", ()))
            name = f"report-{path.stem}"
            found.append(Labelled(name, path.name, path.read_bytes(), labels, part, told.get("note", "")))
    return tuple(found)


def everything(part: Part) -> tuple[Labelled, ...]:
    return passages(part) + reports(part)


def _label(claim: dict) -> Label:
    return Label(**(claim | {"figures": tuple(claim["figures"]), "before": tuple(claim.get("before", ()))}))
