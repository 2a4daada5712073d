"""Find the prescribed tables in a document, by the labels of their rows."""

from __future__ import annotations

import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from gongkai.pure.audit.document import Cell, Document, Table
from gongkai.pure.audit.tables import reviews
from gongkai.pure.audit.tables.cells import UNITS, Item
from gongkai.pure.audit.tables.equations import with_blanks
from gongkai.pure.audit.tables.flow import Flow
from gongkai.pure.audit.tables.forms import FORMS, Form, Label, squeezed
from gongkai.pure.audit.tables.recognised import Place, Recognised
from gongkai.pure.audit.tables.strange import ENOUGH_OF_A_HALF, Printed, strange_rows
from gongkai.pure.audit.tables.values import Behind, Layout, behind, read_row
from gongkai.pure.audit.value import value

# Rows of one table stand no further apart than this, in characters of the squeezed text.
_FARTHEST = 500
# So many rows show a table's layout.
_ENOUGH_ROWS = 3
_BEHIND_NOTHING = re.compile(r"(?:^|[\s|\d:—–)\-]|" + "|".join(UNITS) + r")$")
_CHINESE_NUMBER = re.compile(r"(?:[（(]\s*[一二三四五六七八九十]+\s*[)）]|[一二三四五六七八九十]+\s*、)\s*$")
_AMONG = re.compile(r"其中\s*[:：]?\s*$")
_DASHES = re.compile(r"[\s|]+[-—–]{1,4}[\s|]")
_INDEX = re.compile(r"[\s|]*\d{1,3}[\s|]+")
_NUMBER = re.compile(r"(?<![\d.])\d{1,2}\s*[.、)]\s*$")
_NUMBER_ENDS = (".", "、", ")", "）")
_QUOTES = re.compile(r"[“\"'《]\s*$")


@value
class _Hit:
    """A label as found: text[start:end] with its numbering, from core on without. places: where in the form it may belong."""

    start: int
    core: int
    end: int
    at: int
    places: tuple[int, ...]
    numbered: bool


@value
class _Row:
    """behind: None for a head, which has no figures. until: the column of the next label beside it in its grid."""

    hit: _Hit
    cell: tuple[Table, Cell] | None
    until: int | None
    behind: Behind | None
    items: tuple[Item, ...]

    @property
    def told(self) -> bool:
        return any(item.state == "told" for item in self.items)

    @property
    def weight(self) -> int:
        if not self.items or all(item.state == "blank" for item in self.items):
            return 2
        return 1 if any(item.state == "unread" for item in self.items) else 3


def find(document: Document) -> list[Recognised]:
    """The prescribed tables of a document in the order of the text; one that is there twice is found twice."""
    flow = Flow(document)
    found: list[Recognised] = []
    for form in FORMS:
        if all(gate in flow.squeezed for gate in form.gates):
            found.extend(_tables(flow, form))
    found.extend(reviews.find(flow))
    return with_blanks(sorted(_best(found), key=lambda each: each.start))


def _best(found: list[Recognised]) -> Iterator[Recognised]:
    """Where two forms claim one stretch of text, the one that reads more of it."""
    for one in found:
        rivals = [each for each in found if each is not one and each.start < one.end and one.start < each.end]
        rivals = [each for each in rivals if each.part == one.part and each.form.key != one.form.key]
        if not any(_read(each) > _read(one) for each in rivals):
            yield one


def _read(found: Recognised) -> tuple[int, int, str]:
    told = sum(item.state == "told" for item in found.cells.values())
    return told, -sum(item.state == "unread" for item in found.cells.values()), found.form.key


def _tables(flow: Flow, form: Form) -> Iterator[Recognised]:
    hits = list(_hits(flow, form))
    for group in _groups(hits):
        rows = _rows(flow, form, group)
        chain = _without_headings(flow, _with_strays(rows, _chain(_half_by_half(rows))))
        if len([row for row, place in chain if not form.labels[place].is_head and row.items]) >= form.rows_wanted:
            found = _recognised(flow, form, chain)
            if found:
                yield found


# Labels --------------------------------------------------------------------------------------------------------------


def _hits(flow: Flow, form: Form) -> Iterator[_Hit]:
    last = 0  # where the label before ends
    for match in form.pattern.finditer(flow.squeezed):
        words = match.group()
        places = form.by_words.get(words) or _without_note(form, words)
        core = flow.offsets[match.start()]
        start, numbered = _numbering(flow.smooth, core, form.labels[places[0]])
        follows = last and not squeezed(flow.smooth[last:start])
        if not follows and not _BEHIND_NOTHING.search(flow.smooth[max(0, start - 2) : start]):
            place = flow.cell_at(start)
            if place is None or place[1].start != start:
                continue
        if form.labels[places[0]].short and not _stands_alone(flow, core, match.end(), numbered):
            continue
        end = flow.offsets[match.end() - 1] + 1
        last = end
        yield _Hit(start, core, end, match.start(), places, numbered)


def _without_note(form: Form, words: str) -> tuple[int, ...]:
    return next(places for key, places in form.by_words.items() if words.startswith(key) and form.labels[places[0]].note and words == key + form.labels[places[0]].note)  # fmt: skip


def _numbering(text: str, core: int, label: Label) -> tuple[int, bool]:
    """Where the label begins with its numbering, and whether it has one."""
    head = text[max(0, core - 24) : core]
    bare = _QUOTES.sub("", head)
    bare = _QUOTES.sub("", _AMONG.sub("", bare))
    if not bare.rstrip().endswith(_NUMBER_ENDS):
        return core - (len(head) - len(bare)), False
    number = _own_number(label.digits).search(bare) or _CHINESE_NUMBER.search(bare) or _NUMBER.search(bare)
    if number:
        return core - (len(head) - number.start()), True
    return core - (len(head) - len(bare)), False


@cache
def _own_number(digits: str) -> re.Pattern[str]:
    """(3) or, of a row that the form numbers, its own 3."""
    return re.compile(rf"(?:\(\s*\d{{1,2}}\s*\)|{digits}\s*[.、)])\s*$" if digits else r"\(\s*\d{1,2}\s*\)\s*$")


def _stands_alone(flow: Flow, core: int, stop: int, numbered: bool) -> bool:
    """Whether a short word is all that its line or cell begins with, or has a row's number before it."""
    end = flow.offsets[stop - 1] + 1
    before, after = flow.smooth[max(0, core - 1) : core], flow.smooth[end : end + 1]
    return not squeezed(after).isalpha() and (numbered or not before.strip(" \n\t|\u3000"))


def _groups(hits: Sequence[_Hit]) -> Iterator[list[_Hit]]:
    """The hits of one table each: a new one begins far away, or with its first row."""
    group: list[_Hit] = []
    seen: set[int] = set()
    for hit in hits:
        far = bool(group) and hit.at - group[-1].at > _FARTHEST
        again = bool(group) and hit.places == (0,) and max(seen) > 2
        first = hit.places == (1,) and 1 in seen and max(seen) > 4
        if far or again or first:
            yield group
            group, seen = [], set()
        group.append(hit)
        seen.update(hit.places[:1])
    if group:
        yield group


# Rows ----------------------------------------------------------------------------------------------------------------


def _rows(flow: Flow, form: Form, hits: Sequence[_Hit]) -> list[_Row]:
    rows = _read_rows(flow, form, hits)
    layout = Layout(any(_is_dense(flow, row) for row in rows) or _are_dense(rows), _is_lined(flow, rows))
    if layout != Layout():
        rows = [replace(row, items=read_row(flow, row.behind, layout)) if row.behind else row for row in rows]
    if _has_more_columns(flow, form, rows):
        return []
    return _by_columns(flow, form, rows)


def _has_more_columns(flow: Flow, form: Form, rows: Sequence[_Row]) -> bool:
    """Whether the rows of a form of one column have further figures, line by line: last year's, or the sum of all years."""
    if len(form.table.columns) > 1:
        return False
    told = [(row, following) for row, following in itertools.pairwise(rows) if row.told and not row.cell]
    last: list[Decimal] = []  # of each row with several figures
    for row, following in told:
        pieces = itertools.dropwhile(lambda piece: not piece.item, flow.pieces(row.hit.end, following.hit.start))
        pieces = itertools.takewhile(lambda piece: not piece.noise, pieces)
        figures = [piece.item for piece in pieces if piece.item is not None and piece.item.figure]
        if len(figures) > 1:
            last.append(Decimal(figures[-1].figure.value))
    counted = sum(two == one + 1 for one, two in itertools.pairwise(last))  # the next row's number
    return len(last) >= max(_ENOUGH_ROWS, len(told) / 3) and counted < len(last) / 2


def _is_lined(flow: Flow, rows: Sequence[_Row]) -> bool:
    """Whether nearly all rows have their figures on one line, the label's own where there is but one."""
    told = [row for row in rows if row.told]
    on_one = [
        row for row in told
        if "\n" not in flow.smooth[(row.hit.end if len(row.items) == 1 else row.items[0].start) : row.items[-1].end]
    ]  # fmt: skip
    return len(on_one) >= _ENOUGH_ROWS and len(on_one) >= 0.8 * len(told)


def _is_dense(flow: Flow, row: _Row) -> bool:
    """Whether the row shows that cells stand line by line without empty lines between."""
    if row.cell or len(row.items) < 2 or not all(item.state == "told" for item in row.items):
        return False
    between = [flow.smooth[one.end : two.start] for one, two in itertools.pairwise(row.items)]
    return all(gap.count("\n") == 1 for gap in between)


def _are_dense(rows: Sequence[_Row]) -> bool:
    """Whether several rows, none of them full, show it: as many lines as the form has columns, some figures one below the other."""
    exact = [told for row in rows if not row.cell and (told := _lines_of(row)) and len(told) == len(row.items)]
    side_by_side = any(one and two for told in exact for one, two in itertools.pairwise(told))
    return len(exact) >= _ENOUGH_ROWS and side_by_side


def _lines_of(row: _Row) -> list[bool]:
    """Of each line below the label whether a figure stands there; nothing where a line has more than one cell."""
    pieces = [piece for piece in (row.behind and row.behind.pieces) or () if piece.item is not None]
    if len(row.items) < 2 or [piece.line for piece in pieces] != list(range(1, len(pieces) + 1)):
        return []
    told = [piece.item.state == "told" for piece in pieces]
    return told if any(told) else []


def _read_rows(flow: Flow, form: Form, hits: Sequence[_Hit]) -> list[_Row]:
    """As they are without anything known of the layout."""
    rows = []
    for number, hit in enumerate(hits):
        label = form.labels[hit.places[0]]
        following = hits[number + 1] if number + 1 < len(hits) else None
        end = _without_index(flow.smooth, hit.end, following.start) if following else min(len(flow.text), hit.end + 400)
        cell = flow.cell_at(hit.end - 1)
        if cell and following and following.start < cell[1].end:
            cell = None  # several rows in one cell: its text is all there is
        other = following if following and following.places != hit.places else None  # a merged label may be told again
        until = _beside(cell, flow.cell_at(other.start)) if cell and other else None
        grid = flow.row_of(*cell, until) if cell else None
        told = None if label.is_head else behind(flow, form, label, grid, hit.end, end)
        rows.append(_Row(hit, cell, until, told, read_row(flow, told, Layout()) if told else ()))
    return rows


def _beside(place: tuple[Table, Cell], following: tuple[Table, Cell] | None) -> int | None:
    """The column of the next label, if it stands in the same row: a long table may be printed as two halves side by side."""
    (table, cell), (other, beside) = place, following or place
    return beside.column if other is table and beside.row == cell.row and beside.column > cell.column else None


def _without_index(text: str, start: int, end: int) -> int:
    """A number that stands before the next label on its line is that row's own, not a figure of this one."""
    line = text.rfind("\n", start, end) + 1
    return line if line and _INDEX.fullmatch(text, line, end) else end


def _by_columns(flow: Flow, form: Form, rows: list[_Row]) -> list[_Row]:
    """In a grid, rows that could not be aligned by themselves take the columns in which the others have their figures."""
    right = {
        id(row.cell[0]): row.until for row in rows if row.cell and row.until and row.behind
    }  # where the right half begins
    learned: dict[tuple[int, int, bool], Counter[tuple[int, ...]]] = {}

    def like(row: _Row, wanted: int) -> tuple[int, int, bool]:
        table, label = row.cell
        return id(table), wanted, label.column >= right.get(id(table), sys.maxsize)

    for row in rows:
        if row.cell and row.items and all(item.state != "unread" for item in row.items):
            columns = _columns(flow, row)
            if len(columns) == len(row.items):
                learned.setdefault(like(row, len(columns)), Counter())[columns] += 1
    result = []
    for row in rows:
        wanted = len(form.columns(form.labels[row.hit.places[0]]))
        known = learned.get(like(row, wanted)) if row.cell else None
        if known and row.cell and row.items and all(item.state == "unread" for item in row.items):
            (columns, _), *others = known.most_common()
            if not others:
                row = replace(row, items=tuple(_under(flow, row, columns)))
        result.append(row)
    return result


def _columns(flow: Flow, row: _Row) -> tuple[int, ...]:
    """Where the row's figures stand: all its cells if they are as many, blank or not, else those with a figure."""
    cells = flow.row_of(*row.cell, row.until)
    return tuple(cell.column for cell, item in cells if item.state == "told" or len(cells) == len(row.items))


def _under(flow: Flow, row: _Row, columns: tuple[int, ...]) -> Iterator[Item]:
    cells = flow.row_of(*row.cell, row.until)
    for column in columns:
        over = [item for cell, item in cells if cell.column <= column < cell.column + cell.columns]
        yield over[0] if len(over) == 1 else Item("unread", row.hit.end, row.hit.end)


# Which hit is which row ----------------------------------------------------------------------------------------------


def _half_by_half(rows: Sequence[_Row]) -> list[_Row]:
    """The left half of a table before the right one, where they are printed side by side and their rows come in turn."""
    figures = [row for row in rows if row.behind]
    if len(figures) < 2 * ENOUGH_OF_A_HALF:
        return list(rows)
    halves = Counter(half for half, _ in _runs(figures))
    if sum(many >= ENOUGH_OF_A_HALF for many in halves.values()) < len(("left", "right")):
        return list(rows)
    places = [place for _, place in _runs(rows)]
    return [row for _, row in sorted(zip(places, rows, strict=True), key=lambda each: each[0])]


def _runs(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """Of each row the run it goes on with, that whose last row is nearest before it in the form, and its place."""
    last: list[int] = []
    for row in rows:
        fits = [(at, -place, run) for run, at in enumerate(last) for place in row.hit.places if at < place]
        if fits:
            _, place, run = max(fits)
            last[run] = -place
        else:
            run = len(last)
            last.append(row.hit.places[0])
        yield run, last[run]


def _chain(rows: Sequence[_Row]) -> list[tuple[_Row, int]]:
    """The heaviest run of hits that keeps the form's order; each row at most once.

    Kept per place in the form, not per pair of hits, so that a text which repeats one label without end takes no longer.
    """
    links: list[tuple[_Row, int, int | None]] = []  # row, place, index of the link before
    best: dict[int, tuple[int, int]] = {}  # place -> weight of the heaviest run that ends there, index of its last link
    for row in rows:
        news = []
        weighs = row.weight
        for place in row.hit.places:
            weight, before = max((run for end, run in best.items() if end < place), key=_first, default=(0, None))
            news.append((place, weight + weighs, before))
        for place, weight, before in news:
            if weight > best.get(place, (0, 0))[0]:
                links.append((row, place, before))
                best[place] = (weight, len(links) - 1)
    chain = []
    at = max(best.values(), key=_first)[1] if best else None
    while at is not None:
        row, place, at = links[at]
        chain.append((row, place))
    return chain[::-1]


def _first(run: tuple[int, int]) -> tuple[int, int]:
    """The heaviest, of several the one that was there first."""
    return run[0], -run[1]


def _with_strays(rows: Sequence[_Row], chain: list[tuple[_Row, int]]) -> list[tuple[_Row, int]]:
    """And rows out of their order, a total below its parts, say, where their label can be no other row's."""
    placed = {place for _, place in chain}
    for row in rows:
        if len(row.hit.places) == 1 and row.hit.places[0] not in placed and row.told and chain:
            chain.append((row, row.hit.places[0]))
            placed.add(row.hit.places[0])
    return chain


def _without_headings(flow: Flow, chain: list[tuple[_Row, int]]) -> list[tuple[_Row, int]]:
    """A section's name that no row follows at once is a heading of the text before the table, and none of its rows."""
    placed = sorted(chain, key=lambda each: each[0].hit.start)
    while len(placed) > 1 and _is_heading(flow, placed[0][0], placed[1][0]):
        chain = [each for each in chain if each is not placed[0]]
        del placed[0]
    return chain


def _is_heading(flow: Flow, row: _Row, following: _Row) -> bool:
    """Not one of the same grid, nor one with the dash of its unit behind it: there a row of the body's own may come between."""
    between = flow.smooth[row.hit.end : following.hit.start]
    in_table = (row.cell and following.cell and row.cell[0] is following.cell[0]) or _DASHES.match(between)
    return not row.items and bool(squeezed(between)) and not in_table


def _recognised(flow: Flow, form: Form, chain: Sequence[tuple[_Row, int]]) -> Recognised | None:
    cells: dict[Place, Item] = {}
    labels: dict[str, tuple[int, int]] = {}
    placed: list[Printed] = []
    for row, place in sorted(chain, key=lambda each: each[0].hit.start):
        label = form.labels[place]
        labels[label.row.key] = (row.hit.start, row.hit.end)
        placed.append(
            Printed(label, row.hit.start, row.hit.core, max([row.hit.end, *(item.end for item in row.items)]))
        )
        for column, item in zip(form.columns(label), row.items, strict=False):
            cells[label.row.key, column] = item
    if not any(item.state == "told" for item in cells.values()):
        return None
    start = min(start for start, _ in labels.values())
    end = max([*(end for _, end in labels.values()), *(item.end for item in cells.values())])
    exact = all(row.cell is not None for row, _ in chain)
    return Recognised(form.table, start, end, cells, labels, exact, strange_rows(flow, form, placed))
