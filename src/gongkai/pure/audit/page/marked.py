"""The report as read, laid out in its paragraphs and tables, each figure marked by the worst that was found of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from gongkai.pure.audit import say
from gongkai.pure.audit.document import Document, Paragraph, Table
from gongkai.pure.audit.finding import VERDICTS, Audit, Finding

TIP, TIPS = 240, 3
"""Signs of an arithmetic in a tip, and findings that one tip tells: the list beside has the rest."""
SHORT = 30
"""Signs of a line that is no sentence: often a cell of a table that lost its lines."""
GRID = 100_000
"""Places of a table's grid that are looked at for gaps."""


@dataclass(frozen=True)
class Numbered:
    """A finding with its number in the list: what is told has 1 to n, in the order of the text and those of one cause together, then comes all else."""

    number: int
    finding: Finding


@dataclass
class Mark:
    """A stretch of the text that is one figure, or several that overlap; without findings it is unchecked."""

    start: int
    end: int
    findings: list[Numbered] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    unchecked: int = 0

    @property
    def verdict(self) -> str:
        found = {each.finding.verdict for each in self.findings}
        return next((verdict for verdict in VERDICTS if verdict in found), "unchecked")


def numbered(audit: Audit) -> list[Numbered]:
    ordered = [each for group in audit.by_cause for each in group]
    first = sorted(ordered, key=lambda each: each.verdict not in ("contradicts", "rounding"))
    return [Numbered(number, finding) for number, finding in enumerate(first, 1)]


def marks(audit: Audit, findings: list[Numbered]) -> list[Mark]:
    """All marks in the order of the text; they don't overlap. ``begins`` are the numbers of findings whose first figure stands here."""
    places: dict[tuple[int, int], list[Numbered]] = {(f.start, f.end): [] for f in audit.figures if f.start < f.end}
    firsts: dict[int, list[int]] = {}
    for each in findings:
        spans = sorted({(f.start, f.end) for f in each.finding.figures if f.start < f.end})
        for span in spans:
            places.setdefault(span, []).append(each)
        if spans:
            firsts.setdefault(spans[0][0], []).append(each.number)
    made: list[Mark] = []
    for (start, end), found in sorted(places.items()):
        if made and start < made[-1].end:
            made[-1].end = max(made[-1].end, end)
        else:
            made.append(Mark(start, end))
        known = {each.number for each in made[-1].findings}
        made[-1].findings += [each for each in found if each.number not in known]
        made[-1].begins += firsts.pop(start, [])
    left = 0
    for mark in made:
        mark.findings.sort(key=lambda each: (VERDICTS.index(each.finding.verdict), each.number))
        if mark.verdict in ("unchecked", "unclear"):
            mark.unchecked = left = left + 1
    return made


class Sheet:
    """Writes a document's text with its marks."""

    def __init__(self, document: Document, made: list[Mark], lang: say.Lang) -> None:
        self.document, self.marks, self.lang = document, made, lang
        self.starts = [mark.start for mark in made]
        self.ends = [mark.end for mark in made]

    def html(self) -> Iterator[str]:
        """Paragraphs and tables in the order of the text; what stands in neither is shown as well."""
        numbers = {
            id(each): n for group in (self.document.paragraphs, self.document.tables) for n, each in enumerate(group, 1)
        }
        at = 0
        for block in sorted(
            (*self.document.paragraphs, *self.document.tables), key=lambda each: (each.start, each.end)
        ):
            yield from self._loose(at, block.start)
            if isinstance(block, Table):
                yield from self._table(block, numbers[id(block)])
            else:
                yield from self._paragraph(block, numbers[id(block)])
            at = max(at, block.end)
        yield from self._loose(at, len(self.document.text))

    def _loose(self, start: int, end: int) -> Iterator[str]:
        for line in _lines(self.document.text, start, end):
            yield f'<p class="g-loose">{self._text(*line)}</p>'

    def _paragraph(self, block: Paragraph, number: int) -> Iterator[str]:
        inside = self._text(block.start, block.end)
        if inside.strip():
            tag = "h3" if block.kind == "heading" else "p"
            short = block.kind == "text" and block.end - block.start < SHORT and not inside.endswith("。")
            kind = "g-short" if short else f"g-{block.kind}"
            yield f'<{tag} class="{kind}" id="p{number}" data-n="{number}">{inside}</{tag}>'

    def _table(self, table: Table, number: int) -> Iterator[str]:
        name = f"表{number}" if self.lang == "zh" else f"Table {number}"
        yield f'<div class="g-table" id="t{number}" data-n="{name}"><div class="g-scroll" tabindex="0" role="region" aria-label="{name}"><table>'
        cells = sorted(table.cells, key=lambda each: (each.row, each.column))
        wide = 1 + max((each.column for each in cells), default=0)
        high = 1 + max((each.row for each in cells), default=0)
        taken: set[tuple[int, int]] = set()
        looked = 0
        by_row: dict[int, list] = {}
        for cell in cells:
            by_row.setdefault(cell.row, []).append(cell)
        for row in sorted(by_row):
            yield "<tr>"
            at = 0
            for cell in by_row[row]:
                looked += (cell.column - at) + cell.rows * cell.columns
                if looked < GRID:
                    yield "<td></td>" * sum((row, column) not in taken for column in range(at, cell.column))
                    down, across = (
                        range(row, min(row + cell.rows, high)),
                        range(cell.column, cell.column + cell.columns),
                    )
                    taken.update((r, c) for r in down if r != row for c in across)
                at = cell.column + cell.columns
                yield self._cell(cell, min(cell.rows, high - row), min(cell.columns, wide))
            yield "</tr>"
        yield "</table></div></div>"

    def _cell(self, cell, rows: int, columns: int) -> str:
        spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
        number = self.document.text[cell.start : cell.end].strip().rstrip("%％")
        kind = ' class="n"' if number and number.replace(",", "").replace(".", "").isdecimal() else ""
        return f"<td{kind}{spans}>{self._text(cell.start, cell.end)}</td>"

    def _text(self, start: int, end: int) -> str:
        text, at, written = self.document.text, start, []
        for mark in self.marks[bisect_right(self.ends, start) : bisect_left(self.starts, end)]:
            begin, stop = max(mark.start, start), min(mark.end, end)
            written.append(escape(text[at:begin]))
            written.append(self._mark(mark, text[begin:stop], whole=begin == mark.start))
            at = stop
        written.append(escape(text[at:end]))
        return "".join(written)

    def _mark(self, mark: Mark, text: str, whole: bool) -> str:
        """whole: the mark begins here, and is not the rest of a figure that a line break has cut."""
        verdict = mark.verdict
        if not whole:
            return f'<span class="g-f g-{verdict}">{escape(text)}</span>'
        anchors = "".join(f'<i id="x{number}"></i>' for number in mark.begins)
        if mark.unchecked:
            anchors += f'<i id="u{mark.unchecked}"></i>'
        if verdict == "unchecked":
            return f'<span class="g-f g-unchecked">{anchors}{escape(text)}</span>'
        figure = (
            f'<span class="g-n"><span class="g-v">{escape(text)}</span>{"".join(self._numbers(mark.findings))}</span>'
        )
        tip = f'<span class="g-tip">{"".join(self._tips(mark.findings))}</span>'
        return f'<span class="g-f g-{verdict}" tabindex="0">{anchors}{figure}{tip}</span>'

    def _numbers(self, findings: Iterable[Numbered]) -> Iterator[str]:
        told = [each for each in findings if each.finding.verdict in ("contradicts", "rounding")]
        for each in told[:TIPS]:
            word = say.pick(say.VERDICT_WORDS[each.finding.verdict], self.lang)
            yield f'<sup><a href="#f{each.number}" aria-label="{word} {each.number}">{each.number}</a></sup>'

    def _tips(self, findings: list[Numbered]) -> Iterator[str]:
        for each in findings[:TIPS]:
            finding = each.finding
            word = say.pick(say.VERDICT_WORDS[finding.verdict], self.lang)
            counted = say.shortened(say.oneline(finding.arithmetic), TIP)
            told = (
                f"<span>{escape(say.sentence(finding, self.lang))}</span>"
                if finding.verdict != "holds" or not counted
                else ""
            )
            link = f'<a href="#f{each.number}">{"清单" if self.lang == "zh" else "list"} {each.number}</a>'
            yield f'<span class="g-{finding.verdict}-tip"><b>{word}</b> <span class="g-sum">{escape(counted)}</span> {told} {link}</span>'
        if len(findings) > TIPS:
            more = len(findings) - TIPS
            yield f"<span>{f'另有{more}条，见清单' if self.lang == 'zh' else f'{more} more in the list'}</span>"


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines of a stretch that hold anything."""
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield at, at + len(line)
        at += len(line)
