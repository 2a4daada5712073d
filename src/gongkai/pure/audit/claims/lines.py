"""A paragraph in one width and without spaces and line breaks, in which each character still knows its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.pure.audit.finding import Figure
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.value import value


@value
class Line:
    """text: of the paragraph, squeezed. places: where each of its characters stands in the document, `whole`."""

    text: str
    places: Sequence[int]
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
        text = report.plain[paragraph.start : paragraph.end]
        words = text.split()
        if len(words) == 1 and len(words[0]) == len(text):
            yield Line(text, range(paragraph.start, paragraph.end), whole)
        elif words:
            places = [at for at, c in enumerate(text, paragraph.start) if not c.isspace()]
            yield Line("".join(words), places, whole)
