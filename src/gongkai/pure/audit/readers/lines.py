"""Plain lines -> paragraphs, and tables drawn with bars or tabs. Everything is a span of the text; nothing is moved.

A paragraph may run over several lines where a line ends in the middle of a sentence: it then holds the line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from gongkai.pure.audit.document import Cell, Table
from gongkai.pure.audit.readers import separated
from gongkai.pure.audit.readers.limits import MAX_CELLS
from gongkai.pure.audit.readers.refusals import refuse
from gongkai.pure.audit.readers.separated import BLANK, Span, bare

_ENDS: Final = frozenset("。！？；：!?;:…")
_CLOSING: Final = frozenset("”」』")
_NEVER_LAST: Final = frozenset("，,（(《〈“")
_NEVER_FIRST: Final = frozenset("，、。；：！？）》〉】〕”’」』,.;:!?)%％‰．")
LIST_MARK: Final = re.compile(
    r"[\s\u3000\xa0]*(?:第?[一二三四五六七八九十百]{1,4}[、.．章节]|是?[(（][一二三四五六七八九十百\d]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,2}是|\d{1,2}[、.．)）](?!\d)|[①-⑳]|[-*•·●■◆▪]\s|附[件表]|图\d|表[\d一二三四五六七八九十])"
)
# A comma between thousands is no sign of a sentence.
PROSE: Final = re.compile(r"[。；;]|(?<!\d)[，,]|[，,](?!\d{3}(?!\d))")
# A number broken in two: 申请28 and 6件, 15. and 22万, 2468 and 条, 七十 and 二个. A year begins a sentence of its own.
_TORN: Final = (
    re.compile(r"[\u4e00-\u9fff，、：；。（,:;(]\d[\d.．]*\Z"),
    re.compile(
        r"(?!(?:19|20)\d{2}\s?年)[.．]?\d[\d.．]*\s?[^\d\s.．、)）]"
        r"|[件条个次项篇期份场宗起户处天日月年万亿元%％](?!例|体|目|限|度|初|底|来|前|后|末|终)"
    ),
)
_TORN_IN_CHARACTERS: Final = (
    re.compile(r"[\u4e00-\u9fff][二三四五六七八九]?[十百千]\Z"),
    re.compile(r"[一二三四五六七八九][^\s、是．.)）]"),
)
_WIDEST: Final = 120
_INDENT: Final = re.compile(r"[ \t\xa0]{2,}|\u3000")


def lines(text: str) -> Iterator[Span]:
    """Each line without the white space around it; blank lines come as empty spans."""
    start = 0
    for line in text.split("\n"):
        bare = line.lstrip(BLANK)
        first = start + len(line) - len(bare)
        yield first, first + len(bare.rstrip(BLANK))
        start += len(line) + 1


def blocks(text: str) -> list[Span]:
    """The paragraphs of some lines without tables in them."""
    return join(text, [span for span in lines(text)])


def join(text: str, spans: Sequence[Span]) -> list[Span]:
    """Lines (blank ones as empty spans) -> paragraphs: a line that stops within its sentence goes on in the next."""
    result: list[Span] = []
    previous: Span | None = None
    broken, indents = _full_lines(text, spans), _indents_tell(text, spans)
    mostly = len(broken) * 2 > sum(PROSE.search(text, *span) is not None for span in spans)
    for span in spans:
        start, end = span
        if start == end:
            previous = None
            continue
        begins = indents and _indented(text, span)
        full = previous in broken
        ends_by_chance = full and mostly and not indents and previous is not None and _at_width(text, previous, span)
        if previous and (ends_by_chance or _goes_on(text, result[-1], previous, span, full, begins, indents)):
            result[-1] = (result[-1][0], end)
        else:
            result.append(span)
        previous = span
    return result


def _at_width(text: str, line: Span, following: Span) -> bool:
    """Whether a sentence ends just where its line is full: of paragraphs of several lines most such ends are within one."""
    after = text[following[0] : following[1]]
    return (
        _ended(text, line)
        and text[line[1] - 1] in "。；;"
        and not LIST_MARK.match(after)
        and PROSE.search(after) is not None
    )


def _indents_tell(text: str, spans: Sequence[Span]) -> bool:
    """Whether paragraphs are indented: more lines with an indent begin one for sure than stand within a sentence."""
    for_it = against = 0
    previous: Span | None = None
    for span in spans:
        if span[0] < span[1] and _indented(text, span) and PROSE.search(text, *span):
            within = (
                previous and previous[0] < previous[1] and not _ended(text, previous) and PROSE.search(text, *previous)
            )
            for_it, against = for_it + (not within), against + bool(within)
        previous = span
    return for_it >= max(1, against)


def _letters(text: str, span: Span) -> int:
    """How long a line is, its indent counted."""
    return span[1] - text.rfind("\n", 0, span[0]) - 1


def _columns(text: str, span: Span) -> int:
    """How wide a line is, its indent counted: an ideograph takes two columns."""
    return len(text[text.rfind("\n", 0, span[0]) + 1 : span[1]].encode("gb18030", "replace"))


def _full_lines(text: str, spans: Sequence[Span]) -> set[Span]:
    """The lines that reach the width at which a text was broken: many do, and none is wider. None if it wasn't broken."""
    filled = [span for span in spans if span[1] > span[0]]
    if len(filled) < 6 or max(end - start for start, end in filled) > _WIDEST:
        return set()
    # A title or a cell may be wider.
    prose = [span for span in filled if PROSE.search(text, *span)]
    best: set[Span] = set()
    for measure, least, narrow, slack in ((_columns, 40, 28, 3), (_letters, 20, 14, 1)) if prose else ():
        widest = max(measure(text, span) for span in prose)
        sizes = {span: measure(text, span) for span in filled}
        full = {span for span, size in sizes.items() if widest >= size >= widest - slack}
        # Few lines are that narrow by chance, but a list may be: there most have to be full.
        share = 0.25 if widest >= least else 0.5
        if narrow <= widest <= _WIDEST and len(full) >= max(3, share * len(prose), len(best)):
            best = full
    return best


def _indented(text: str, span: Span) -> bool:
    return _INDENT.match(text[text.rfind("\n", 0, span[0]) + 1 : span[0]]) is not None


def _goes_on(text: str, paragraph: Span, line: Span, following: Span, full: bool, begins: bool, indents: bool) -> bool:
    """Whether the last line of a paragraph has not ended and the following one begins nothing new.

    full: the line reaches the width at which the text was broken, and goes on whatever it holds. indents: paragraphs of this
    text are indented; begins: the following line is.

    Headings, list marks and the cells of a table laid out one a line have no sentence in them.
    """
    start, end = line
    after = text[following[0] : following[1]]
    # In a text broken at a width whose paragraphs are indented, the indent alone tells where one begins.
    if full and indents and not begins and _indented(text, paragraph):
        return True
    if LIST_MARK.match(after):
        return False
    if _ended(text, line):
        return text[end - 1] in ";；" and not begins and (full or _is_no_list(text[start : end - 1], after))
    if (after[0] in _NEVER_FIRST and len(after) > 1) or _is_torn(text, line, after):
        return True
    if end - start < 6 or (begins and not _indented(text, line)):
        return False
    if full:
        return True
    # Within a paragraph that has begun a sentence, or a line broken in its middle ("，", "《", a figure).
    # A long line of names parted by "、" has begun one too.
    if PROSE.search(text, paragraph[0], end) or text[end - 1] in _NEVER_LAST:
        begun = LIST_MARK.fullmatch(text[start:end]) is None
    else:
        begun = end - start > 24 and "、" in text[start + 5 : end]
    return begun and _is_sentence(after)


def _is_sentence(line: str) -> bool:
    return PROSE.search(line) is not None or line[-1] in ":："


def _ended(text: str, line: Span) -> bool:
    start, end = line
    last = text[end - 1]
    return last in _ENDS or (last in _CLOSING and text[max(start, end - 2)] in _ENDS)


def _is_no_list(line: str, after: str) -> bool:
    """Whether what a semicolon parts stands side by side: no line of its own for each."""
    told = line[line.rfind("。") + 1 :], after.partition("。")[0].rstrip(";；")
    return any(sign in each for each in told for sign in ";；")


def _is_torn(text: str, line: Span, after: str) -> bool:
    return _is_sentence(after) and any(
        before.search(text, *line) is not None and behind.match(after) is not None
        for before, behind in (_TORN, _TORN_IN_CHARACTERS)
    )


# ---- tables drawn with bars or tabs

_RULE: Final = re.compile(r"[\s|+:\-=─━┄┈┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝═╒╤╕╞╪╡╘╧╛┏┳┓┣╋┫┗┻┛]+")
_BAR: Final = re.compile(r"[|│┃║｜]")


def parts(text: str) -> Iterator[tuple[str, list[Span] | Table]]:
    """The text in its order: ("lines", spans) and ("table", table)."""
    spans = list(lines(text))
    if "\t" not in text and not _BAR.search(text) and not separated.may_be(text):
        yield "lines", spans
        return
    marked = separated.tables(text, spans)
    loose: list[Span] = []
    index = 0
    while index < len(spans):
        stop = _drawn(text, spans, index)
        table = _table(text, spans[index:stop]) if stop - index >= 2 else None
        if table is None and index in marked:
            table, stop = _of_rows(marked[index]), index + len(marked[index])
        if table is None:
            loose += spans[index : max(stop, index + 1)]
            index = max(stop, index + 1)
            continue
        if loose:
            yield "lines", loose
            loose = []
        yield "table", table
        index = stop
    if loose:
        yield "lines", loose


def _drawn(text: str, spans: Sequence[Span], index: int) -> int:
    """Where the run of lines ends that are drawn in the same manner as the first."""
    manner = _manner(text, spans[index])
    stop = index
    while manner and stop < len(spans) and (_manner(text, spans[stop]) == manner or _ruled(text, spans[stop])):
        stop += 1
    return stop


def _ruled(text: str, span: Span) -> bool:
    return span[1] - span[0] > 2 and _RULE.fullmatch(text, *span) is not None


def _manner(text: str, span: Span) -> str:
    start, end = span
    if start == end:
        return ""
    bars = len(_BAR.findall(text, start, end))
    if bars >= 2 or (bars == 1 and not PROSE.search(text, start, end)):
        return "bars"
    if _ruled(text, span) and text[start] in "+┌╔├╒┏":
        return "bars"
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    return "tabs" if "\t" in line.strip(" \t") or ("\t" in line and not PROSE.search(line)) else ""


def _table(text: str, spans: Sequence[Span]) -> Table | None:
    rows = [_fields(text, span) for span in spans if not _ruled(text, span)]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return None
    if sum(map(len, rows)) > MAX_CELLS:
        raise refuse("too-long", limit=f"{MAX_CELLS // 10000} 万个单元格", limit_en=f"{MAX_CELLS:,} cells")
    # Columns of blanks before the first, as a line's indentation makes them, are none.
    indent = min(_blanks(row) for row in rows)
    rows = [row[indent:] for row in rows]
    return _of_rows(rows) if max(len(row) for row in rows) > 1 else None


def _of_rows(rows: Sequence[list[Span]]) -> Table:
    cells = [
        Cell(start, end, number, column) for number, row in enumerate(rows) for column, (start, end) in enumerate(row)
    ]
    return Table(min(cell.start for cell in cells), max(cell.end for cell in cells), tuple(cells))


def _blanks(row: list[Span]) -> int:
    """How many fields before the first with text."""
    return next((number for number, (start, end) in enumerate(row) if end > start), len(row) - 1)


def _fields(text: str, span: Span) -> list[Span]:
    start, end = span
    if _BAR.search(text, start, end):
        cuts = [each.span() for each in _BAR.finditer(text, start, end)]
        edges = [(start, start), *cuts, (end, end)]
        fields = [bare(text, left[1], right[0]) for left, right in pairwise(edges)]
        # The frame's own bars stand before the first cell and behind the last.
        if cuts[0][0] == start:
            fields = fields[1:]
        if cuts[-1][1] == end:
            fields = fields[:-1]
        return fields
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = last if last >= 0 else len(text)
    tabs = [position for position in range(first, last) if text[position] == "\t"]
    edges = [first - 1, *tabs, last]
    return [bare(text, left + 1, right) for left, right in pairwise(edges)]
