"""A cleaned HTML text as passages, each sign with its place in the source, so that what is found can be marked and masked where it stands."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.pure.guard.passages import Passage, heads_of, is_named

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>[^>\"]*(?:\"[^\"]*\"[^>\"]*)*)>")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_WITHIN = frozenset({"strong", "em", "u", "a", "span", "sub", "sup", "b", "i"})
_SPAN = re.compile(r'colspan="(\d{1,3})"')


@dataclass
class Block:
    """A paragraph or cell: its text, and of what it is made, each as (start and end in the source, signs of the text). An entity gives
    its signs together, all other signs stand for themselves.
    """

    text: str = ""
    made_of: list[tuple[int, int, int]] = field(default_factory=list)
    row: int = -1
    column: int = -1
    table: int = -1

    @property
    def spans(self) -> list[tuple[int, int]]:
        """For each sign where in the source it begins and ends; made when it is asked for, as most blocks are only read."""
        spans: list[tuple[int, int]] = []
        for start, end, signs in self.made_of:
            spans += (
                zip(range(start, end), range(start + 1, end + 1), strict=True)
                if signs == end - start
                else [(start, end)] * signs
            )
        return spans


def blocks_of(source: str) -> list[Block]:
    """The blocks of a text in their order, empty ones left out."""
    reading = _Reading(source)
    return [block for block in reading.blocks if block.text.strip()]


class _Reading:
    def __init__(self, source: str) -> None:
        self.blocks = [Block()]
        self.table, self.row, self.column, self.wide, self.tables = -1, -1, -1, 1, 0
        at = 0
        for tag in _TAG.finditer(source):
            self.words(source, at, tag.start())
            at = tag.end()
            if tag["name"] not in _WITHIN:
                self.tag(tag["name"], bool(tag["end"]), tag["rest"])
        self.words(source, at, len(source))

    def tag(self, name: str, ends: bool, rest: str) -> None:
        if name == "table":
            self.table, self.row, self.column = (-1 if ends else self.tables), -1, -1
            self.tables += not ends
        elif name == "tr" and not ends:
            self.row, self.column, self.wide = self.row + 1, -1, 1
        elif name in ("td", "th") and not ends:
            self.column += self.wide
            wide = _SPAN.search(rest)
            self.wide = int(wide[1]) if wide else 1
        inside = self.table >= 0 and self.column >= 0
        self.blocks.append(Block(row=self.row, column=self.column, table=self.table) if inside else Block())

    def words(self, source: str, start: int, end: int) -> None:
        if start == end:
            return
        block, at = self.blocks[-1], start
        for entity in _ENTITY.finditer(source, start, end) if "&" in source[start:end] else ():
            self.plain(block, source, at, entity.start())
            sign = html.unescape(entity[0])
            block.text += sign
            block.made_of.append((*entity.span(), len(sign)))
            at = entity.end()
        self.plain(block, source, at, end)

    @staticmethod
    def plain(block: Block, source: str, start: int, end: int) -> None:
        block.text += source[start:end]
        block.made_of.append((start, end, end - start))


def passages_of(source: str, where: str = "") -> list[Passage]:
    """The passages of a text; the key of each is the number of its block."""
    blocks = blocks_of(source)
    grids: dict[int, dict[int, dict[int, str]]] = {}
    for block in blocks:
        if block.table >= 0:
            row = grids.setdefault(block.table, {}).setdefault(block.row, {})
            row[block.column] = row.get(block.column, "") + block.text
    heads = {table: _heads(grid) for table, grid in grids.items()}
    made = []
    for n, block in enumerate(blocks):
        label, named = "", False
        if block.table >= 0:
            first, labels = heads[block.table]
            if block.row > first >= 0:
                cells = grids[block.table][block.row]
                label = labels[block.column] if block.column < len(labels) else ""
                named = is_named(labels, [cells.get(column, "") for column in range(len(labels))])
        made.append(Passage(block.text, where, label, named, str(n)))
    return made


def _heads(grid: Mapping[int, Mapping[int, str]]) -> tuple[int, list[str]]:
    numbers = sorted(grid)
    width = 1 + max(column for row in grid.values() for column in row)
    rows = [[grid[row].get(column, "") for column in range(width)] for row in numbers]
    first, labels = heads_of(rows)
    return (numbers[first], labels) if first >= 0 else (-1, [])


def rewritten(source: str, changes: Mapping[str, Mapping[int, str]]) -> str:
    """The source with signs replaced: by block's number (a passage's key) and by the sign's place in it."""
    blocks = blocks_of(source)
    edits = {blocks[int(key)].spans[n]: sign for key, signs in changes.items() for n, sign in signs.items()}
    made, at = [], 0
    for (start, end), sign in sorted(edits.items()):
        if start >= at:
            made += [source[at:start], html.escape(sign, quote=False)]
            at = end
    return "".join([*made, source[at:]])


def marked(source: str, marks: Mapping[str, list[tuple[int, int, str, str]]]) -> str:
    """The source with stretches of blocks wrapped: by block's number the stretches as (start, end, class, id). A stretch over several tags is
    wrapped piece by piece; only the first piece bears the id.
    """
    blocks, edits = blocks_of(source), []
    for key, stretches in marks.items():
        spans = blocks[int(key)].spans
        for start, end, name, mark_id in stretches:
            for n, (first, last) in enumerate(_pieces(spans[start:end])):
                named = f' id="{mark_id}"' if n == 0 and mark_id else ""
                edits.append((first, last, f'<mark class="{name}"{named}>'))
    made, at = [], 0
    for first, last, opening in sorted(edits):
        if first >= at:
            made += [source[at:first], opening, source[first:last], "</mark>"]
            at = last
    return "".join([*made, source[at:]])


def _pieces(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces: list[list[int]] = []
    for start, end in spans:
        if pieces and start <= pieces[-1][1]:
            pieces[-1][1] = max(end, pieces[-1][1])
        else:
            pieces.append([start, end])
    return [(start, end) for start, end in pieces]
