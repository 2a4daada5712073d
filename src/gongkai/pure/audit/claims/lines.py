"""A paragraph in one width and without spaces and line breaks, in which each character still knows its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.pure.audit.finding import Figure
from gongkai.pure.audit.quantities.plain import plain
from gongkai.pure.audit.report import Report


@dataclass(frozen=True)
class Line:
    """text: of the paragraph, squeezed. places: where each of its characters stands in the document, `whole`."""

    text: str
    places: tuple[int, ...]
    whole: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's offsets of text[start:end], which is not empty."""
        return self.places[start], self.places[end - 1] + 1

    def figure(self, start: int, end: int, value: str, unit: str = "") -> Figure:
        first, last = self.span(start, end)
        return Figure(self.whole[first:last], value, unit, first, last)


def lines(report: Report) -> tuple[Line, ...]:
    """The paragraphs of a report, those left out that hold nothing."""
    if "lines" not in report.memo:
        report.memo["lines"] = tuple(_lines(report))
    return report.memo["lines"]


def _lines(report: Report) -> Iterator[Line]:
    whole = report.document.text
    for paragraph in report.document.paragraphs:
        text = plain(whole[paragraph.start : paragraph.end])
        kept = [at for at, c in enumerate(text) if not c.isspace()]
        if kept:
            yield Line("".join(text[at] for at in kept), tuple(paragraph.start + at for at in kept), whole)
