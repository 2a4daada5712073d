"""XLSX as passages: every cell with the head of its column, hidden or not, comments, text boxes, pivot caches, strings that no cell uses any more.

A covered cell becomes a text of its own; strings that no cell uses are emptied, so that nothing of it stays behind.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from gongkai.pure.guard.aside import passages_aside
from gongkai.pure.guard.office import (
    Reading,
    Signs,
    parts_of,
    property_passages,
    put,
    repacked,
    tree_of,
    with_properties,
    xml_of,
)
from gongkai.pure.guard.passages import Passage, heads_of, is_named

_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BORN = re.compile(r"出生")
_BESIDE = re.compile(
    r"xl/(?:(?P<comments>comments\d*|threadedComments/[^/]+|comments/[^/]+)|(?P<boxes>drawings/drawing\d+))\.xml"
)
_PIVOT = re.compile(r"xl/pivotCache/pivotCache(?:Definition|Records)\d*\.xml")
_READ_WHOLE = re.compile(r"docProps/.*|xl/sharedStrings\.xml")
_FIRST_DAY = date(1899, 12, 30)
WIDEST = 400


@dataclass
class _Sheet:
    """A sheet: its part and name, the cells with what they say by row and column, and what of it is not shown."""

    part: str
    name: str
    root: Any
    hidden: bool
    cells: dict[tuple[int, int], tuple[Any, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class _Book:
    """A workbook's parts, read once."""

    def __init__(self, data: bytes) -> None:
        self.parts = parts_of(data)
        shared = self.parts.get("xl/sharedStrings.xml")
        self.shared_root = tree_of(shared) if shared else None
        self.shared = [] if self.shared_root is None else list(self.shared_root.iterchildren("{*}si"))
        self.used: set[int] = set()
        self.sheets = [self._sheet(*each) for each in self._listed()]

    def _listed(self) -> Iterator[tuple[str, str, bool]]:
        targets = {}
        if rels := self.parts.get("xl/_rels/workbook.xml.rels"):
            targets = {
                each.get("Id"): each.get("Target") or "" for each in tree_of(rels).iterchildren("{*}Relationship")
            }
        listed = set()
        for sheet in tree_of(self.parts["xl/workbook.xml"]).iter("{*}sheet"):
            key = next((value for name, value in sheet.attrib.items() if etree.QName(name).localname == "id"), "")
            target = targets.get(key, "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if part in self.parts and part not in listed:
                listed.add(part)
                yield part, sheet.get("name") or "", sheet.get("state", "visible") != "visible"
        for part in sorted(self.parts):
            # No workbook names it any more, and it still goes along.
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part) and part not in listed:
                yield part, posixpath.basename(part), True

    def _sheet(self, part: str, name: str, hidden: bool) -> _Sheet:
        made = _Sheet(part, name, tree_of(self.parts[part]), hidden)
        for column in made.root.iter("{*}col"):
            if column.get("hidden") in ("1", "true"):
                made.hidden_columns |= set(
                    range(_number(column.get("min")), min(_number(column.get("max")), WIDEST) + 1)
                )
        for n, row in enumerate(made.root.iter("{*}row"), start=1):
            number = _number(row.get("r")) or n
            if row.get("hidden") in ("1", "true"):
                made.hidden_rows.add(number)
            for m, cell in enumerate(row.iterchildren("{*}c"), start=1):
                place = _REF.fullmatch(cell.get("r") or "")
                column = _column(place[1]) if place else m
                if text := self._text(cell):
                    made.cells[number, column] = (cell, text)
        return made

    def _text(self, cell: Any) -> str:
        kind, value = cell.get("t", "n"), cell.find("{*}v")
        said = (value.text or "") if value is not None else ""
        if kind == "inlineStr":
            return _words(cell)
        if kind == "s":
            n = _number(said)
            self.used.add(n)
            return _words(self.shared[n]) if n < len(self.shared) else ""
        return _whole(said) if kind == "n" else said

    def passages(self) -> Iterator[Passage]:
        for sheet in self.sheets:
            yield from _cells(sheet)
        for n, item in enumerate(self.shared):
            if n not in self.used and (text := _words(item)):
                yield Passage(text, "表里已经不用、还留在文件里的文字", key=f"shared#{n}")
        for part, nodes in self.beside():
            for n, (where, texts) in enumerate(nodes):
                yield Passage("".join(node.text or "" for node in texts), where, key=f"{part}#{n}")
        for part, items in self.pivots():
            for n, item in enumerate(items):
                yield Passage(item.get("v"), "数据透视表里存的原数据", key=f"{part}#{n}")
        yield from property_passages(self.parts)
        yield from passages_aside(self.parts, _is_read, but=lambda part: bool(_READ_WHOLE.fullmatch(part)))

    def beside(self) -> Iterator[tuple[str, list[tuple[str, list[Any]]]]]:
        """Comments and text boxes: part, and of each its text nodes."""
        for part in sorted(self.parts):
            match = _BESIDE.fullmatch(part)
            if not match:
                continue
            root = self.tree(part)
            if match["boxes"]:
                yield part, [("文本框", list(p.iter("{*}t"))) for p in root.iter("{*}p")]
            else:
                found = [*root.iter("{*}comment"), *root.iter("{*}threadedComment")]
                yield (
                    part,
                    [
                        ("批注", [*each.iter("{*}t"), *(t for t in each.iterchildren("{*}text") if not len(t))])
                        for each in found
                    ],
                )

    def pivots(self) -> Iterator[tuple[str, list[Any]]]:
        for part in sorted(self.parts):
            if _PIVOT.fullmatch(part):
                yield part, [each for each in self.tree(part).iter("{*}s") if each.get("v")]

    def tree(self, part: str) -> Any:
        """A part beside the sheets, always the same tree: what is changed in it stays."""
        trees = self.__dict__.setdefault("_trees", {})
        if part not in trees:
            trees[part] = tree_of(self.parts[part])
        return trees[part]

    def traces(self) -> list[str]:
        comments = sum(len(nodes) for _, nodes in self.beside() if nodes and nodes[0][0] == "批注")
        told = (
            (sum(sheet.hidden and bool(sheet.cells) for sheet in self.sheets), "个隐藏的工作表"),
            (sum(len(sheet.hidden_rows & {row for row, _ in sheet.cells}) for sheet in self.sheets), "个隐藏的行"),
            (
                sum(len(sheet.hidden_columns & {column for _, column in sheet.cells}) for sheet in self.sheets),
                "个隐藏的列",
            ),
            (comments, "条批注"),
        )
        return [f"文件里留着{n}{what}" for n, what in told if n]


def read_sheet(data: bytes) -> Reading:
    """What an XLSX says, also where its readers do not look at once. Raises Unreadable."""
    book = _Book(data)
    return Reading(list(book.passages()), book.traces())


def masked_sheet(data: bytes, signs: Signs) -> bytes:
    """The same file with signs covered."""
    book = _Book(data)
    texts = {passage.key: passage.text for passage in book.passages()}
    changed = with_properties(book.parts, signs)
    for sheet in book.sheets:
        for (row, column), (cell, _) in sheet.cells.items():
            key = f"{sheet.part}#{row}.{column}"
            if covered := signs.get(key):
                _replace(cell, put(texts[key], covered))
                changed[sheet.part] = b""
    if changed or any(key.startswith("shared#") for key in signs):
        _forget_unused(book)
    changed |= {sheet.part: xml_of(sheet.root) for sheet in book.sheets if sheet.part in changed}
    if book.shared_root is not None:
        changed["xl/sharedStrings.xml"] = xml_of(book.shared_root)
    for part, nodes in book.beside():
        for n, (_, found) in enumerate(nodes):
            if covered := signs.get(f"{part}#{n}"):
                _cover(found, covered)
                changed[part] = xml_of(book.tree(part))
    for part, items in book.pivots():
        for n, item in enumerate(items):
            if covered := signs.get(f"{part}#{n}"):
                item.set("v", put(item.get("v"), covered))
                changed[part] = xml_of(book.tree(part))
    return repacked(data, changed)


def _is_read(part: str, element: Any) -> bool:
    """What cells, comments and text boxes say has been read with its place; a formula has not."""
    local = etree.QName(element).localname
    if _BESIDE.fullmatch(part):
        return local in ("t", "text")
    return part.startswith("xl/worksheets/") and local in ("v", "t")


def _cells(sheet: _Sheet) -> Iterator[Passage]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), (_, text) in sheet.cells.items():
        if column <= WIDEST:
            rows.setdefault(row, {})[column] = text
    if not rows:
        return
    width = max(max(row) for row in rows.values())
    numbers = sorted(rows)
    first, heads = heads_of(
        [[rows[number].get(column, "") for column in range(1, width + 1)] for number in numbers[:20]]
    )
    head_row = numbers[first] if first >= 0 else 0
    for number in numbers:
        below = 0 < head_row < number
        named = below and is_named(heads, [rows[number].get(column, "") for column in range(1, width + 1)])
        for column, text in sorted(rows[number].items()):
            label = heads[column - 1] if below else ""
            yield Passage(
                _day(text) if _BORN.search(label) else text,
                _where(sheet, number, column),
                label,
                named,
                f"{sheet.part}#{number}.{column}",
            )


def _where(sheet: _Sheet, row: int, column: int) -> str:
    hidden = "隐藏的工作表" if sheet.hidden else "工作表"
    beside = "（隐藏的行）" if row in sheet.hidden_rows else "（隐藏的列）" if column in sheet.hidden_columns else ""
    return f"{hidden}“{sheet.name}”{_letters(column)}{row}{beside}"


def _replace(cell: Any, text: str) -> None:
    """The cell as a text of its own, its looks kept, its formula gone."""
    space = etree.QName(cell).namespace
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    written = etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _forget_unused(book: _Book) -> None:
    used = {
        _number(cell.findtext("{*}v") or "")
        for sheet in book.sheets
        for cell in sheet.root.iter("{*}c")
        if cell.get("t") == "s"
    }
    for n, item in enumerate(book.shared):
        if n not in used:
            for child in list(item):
                item.remove(child)
            etree.SubElement(item, f"{{{etree.QName(item).namespace}}}t")


def _cover(nodes: list[Any], covered: Mapping[int, str]) -> None:
    at = 0
    for node in nodes:
        text = node.text or ""
        node.text = put(text, {n - at: sign for n, sign in covered.items() if at <= n < at + len(text)})
        at += len(text)


def _words(element: Any) -> str:
    # What is written above the characters to tell their sound is no part of the text.
    return "".join(t.text or "" for t in element.iter("{*}t") if etree.QName(t.getparent()).localname != "rPh")


def _whole(number: str) -> str:
    """A number as a person would read it: 1.3812345678E10 is 13812345678."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    return str(int(value)) if value == value.to_integral_value() and abs(value) < 10**20 else number


def _day(text: str) -> str:
    """A day of birth that the sheet keeps as the number of days."""
    return (_FIRST_DAY + timedelta(int(text))).isoformat() if text.isdecimal() and 3_000 < int(text) < 80_000 else text


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0


def _column(letters: str) -> int:
    n = 0
    for letter in letters:
        n = n * 26 + ord(letter) - 64
    return n


def _letters(column: int) -> str:
    made = ""
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made
