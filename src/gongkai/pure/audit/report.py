"""A report as the rules see it: its passages with their sentences, its year, and last year's report if there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from gongkai.pure.audit.document import Document, Paragraph
from gongkai.pure.audit.quantities import Quantity, Sentence, sentences
from gongkai.pure.audit.quantities.plain import plain
from gongkai.pure.audit.quantities.reading import LONGEST
from gongkai.pure.audit.value import value

_TITLE_YEAR = re.compile(
    r"(?<![\d/-])(20\d{2})(?!\d|[-/]\d)\s*年?度?[^。\n]{0,30}?(?:政务|政府|信息|公开)[^。\n]{0,20}?(?:年度报告|年报|工作报告|工作年度|情况报告|工作总结|年度工作)"
)

_REMEMBERED = 12

_LONGEST = 10_000
"""Characters of a passage: rules compare each of its figures and sentences with the others."""
_TOO_MANY = 400
"""Figures of a paragraph."""
MANY_FIGURES = 300
"""Of so many of a paragraph it is not asked which are parts of which."""


@value
class Passage:
    """A paragraph of running text with its sentences. number: its place in the report, from 0.

    earlier: the last counts of the paragraphs before, which a list may be of.
    """

    number: int
    paragraph: Paragraph
    sentences: tuple[Sentence, ...]
    earlier: tuple[Quantity, ...] = ()
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What rules work out of it once and use again."""

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(quantity for sentence in self.sentences for quantity in sentence.quantities)

    @property
    def is_endless(self) -> bool:
        """Whether it is no paragraph that a person wrote: what rules tell of each pair of its figures would take for ever."""
        return len(self.quantities) > _TOO_MANY


_ENDS = "。！？!?\n"


def _is_cut(passage: Passage) -> bool:
    """Whether a sentence of it had no end within the longest stretch."""
    row = passage.sentences[:-1]
    return any(each.end - each.start >= LONGEST // 2 and each.text.rstrip()[-1:] not in _ENDS for each in row)


@dataclass(frozen=True)
class Report:
    """covered: stretches of the text (start, end) that a prescribed table was read from; sentence rules leave them alone."""

    document: Document
    covered: tuple[tuple[int, int], ...] = ()
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(self._passages())

    def _passages(self) -> Iterator[Passage]:
        earlier: tuple[Quantity, ...] = ()
        for number, paragraph in enumerate(self.document.paragraphs):
            for part in self._uncovered(paragraph):
                for passage in self._read(number, part):
                    yield replace(passage, earlier=earlier)
                    counts = (each for sentence in passage.sentences for each in sentence.counts)
                    earlier = (*earlier, *counts)[-_REMEMBERED:]

    def _read(self, number: int, part: Paragraph) -> Iterator[Passage]:
        """One passage, of a paragraph that never ends several."""
        start, found = part.start, []
        for each in sentences(self.document.text, part.start, part.end, self.plain):
            if found and each.end - start > _LONGEST:
                yield Passage(number, replace(part, start=start, end=found[-1].end), tuple(found))
                start, found = found[-1].end, []
            found.append(each)
        yield Passage(number, part if start == part.start else replace(part, start=start), tuple(found))

    def _uncovered(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        """A paragraph without the tables in it: one that an old export ran into a line leaves what stands before and behind it."""
        start, end = paragraph.start, paragraph.end
        for low, high in sorted(self.covered):
            if low <= start < high:
                return
            if start < low < end:
                yield replace(paragraph, start=start, end=low)
                start = min(high, end)
        if start < end:
            yield paragraph if start == paragraph.start else replace(paragraph, start=start)

    @property
    def too_long(self) -> int:
        """How many paragraphs rules could not look at as a whole."""
        long = {n for n, each in enumerate(self.document.paragraphs) if each.end - each.start > _LONGEST}
        cut = {each.number for each in self.passages if len(each.quantities) > MANY_FIGURES or _is_cut(each)}
        return len(long | cut)

    def quantities_of(self, paragraph: Paragraph) -> tuple[Quantity, ...]:
        """Those of any stretch of the text; of a passage they are read already."""
        if "read" not in self.memo:
            self.memo["read"] = {(each.paragraph.start, each.paragraph.end): each.quantities for each in self.passages}
        known = self.memo["read"].get((paragraph.start, paragraph.end))
        if known is not None:
            return known
        told = sentences(self.document.text, paragraph.start, paragraph.end)
        return tuple(each for sentence in told for each in sentence.quantities)

    @cached_property
    def plain(self) -> str:
        """The document's text in one width, character for character."""
        return plain(self.document.text)

    @cached_property
    def year(self) -> int | None:
        """The year that the report is about, as its title says; None if no title does."""
        for paragraph in self.document.paragraphs[:30]:
            match = _TITLE_YEAR.search(self.plain[paragraph.start : paragraph.end])
            if match:
                return int(match[1])
        return None
