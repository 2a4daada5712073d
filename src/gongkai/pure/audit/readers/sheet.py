"""XLSX: each visible sheet is a table of what a person sees: formatted numbers, merged cells, no hidden rows or columns."""

from __future__ import annotations

import re
import warnings
import zipfile
from typing import Any, Final

import openpyxl
from openpyxl.utils.cell import range_boundaries

from gongkai.pure.audit.document import Document, Unreadable
from gongkai.pure.audit.readers.builder import Builder, Field
from gongkai.pure.audit.readers.limits import MAX_CELLS
from gongkai.pure.audit.readers.numberformat import Unsupported, plain, shown
from gongkai.pure.audit.readers.package import unpacked
from gongkai.pure.audit.readers.refusals import refuse

_WANTED: Final = re.compile(r"(?:\.xml|\.rels)$")
_MERGE: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_HIDDEN_ROW: Final = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d{1,7})"')
_HIDDEN_COLUMNS: Final = re.compile(rb'<(?:\w+:)?col\s(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_UNCALCULATED: Final = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
_PLAIN_NAME: Final = re.compile(r"(?i)sheet\s?\d*|工作表\s?\d*|表\s?\d*")
_MAX_ROWS: Final = 100_000
Cells = dict[tuple[int, int], str]
"""What the cells show, by row and column, from 1."""


def read_sheet(data: bytes) -> Document:
    """Bytes of an XLSX -> Document. Raises Unreadable."""
    copy = unpacked(data, _WANTED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(copy)
    except (Unreadable, MemoryError):
        raise
    except Exception:
        # Whatever a broken or hostile package makes of the library: it can't be opened.
        raise refuse("damaged") from None


def _read(copy: Any) -> Document:
    builder = Builder()
    odd: list[str] = []
    hidden_sheets: list[str] = []
    other: list[str] = []
    uncalculated = unseen = 0
    left = MAX_CELLS
    book = openpyxl.load_workbook(copy, read_only=True, data_only=True, keep_links=False)
    with zipfile.ZipFile(copy) as archive:
        for sheet in book._sheets:
            if sheet not in book.worksheets:
                other.append(sheet.title)
                continue
            if sheet.sheet_state != "visible":
                hidden_sheets.append(sheet.title)
                continue
            source = archive.read(sheet._worksheet_path)
            uncalculated += len(_UNCALCULATED.findall(source))
            cells = _cells(sheet, odd, left)
            rows, columns = _hidden(source)
            unseen += len(rows & {row for row, _ in cells}) + len(columns & {column for _, column in cells})
            fields = _fields(cells, source, rows, columns)
            left -= len(fields)
            if any(field.text for field in fields):
                if not _PLAIN_NAME.fullmatch(sheet.title.strip()):
                    builder.paragraph(sheet.title, "heading")
                builder.table(fields)
    for found, code, zh, en in (
        (hidden_sheets, "hidden-sheets", "有 {n} 个隐藏的工作表没有读取：{names}。", "{n} hidden sheets were not read: {names}."),
        (other, "skipped-sheets", "有 {n} 个图表工作表没有读取：{names}。", "{n} chart sheets were not read: {names}."),
        (odd, "number-formats", "有 {n} 个单元格的数字格式较特殊，按原值读取，可能与显示不同：{names}。", "{n} cells have number formats that can't be rendered; their values were read: {names}."),
    ):  # fmt: skip
        if found:
            names = list(dict.fromkeys(found))[:5]
            builder.note(
                code, zh.format(n=len(found), names="、".join(names)), en.format(n=len(found), names=", ".join(names))
            )
    if uncalculated:
        builder.note(
            "uncalculated-formulas",
            f"有 {uncalculated} 个公式没有保存计算结果，读作空白；请在 Excel 或 WPS 中打开并保存后再试。",
            f"{uncalculated} formulas have no stored result and were read as blank; open and save the file in Excel.",
        )
    if unseen:
        builder.note(
            "hidden-rows", f"有 {unseen} 处隐藏的行或列没有读取。", f"{unseen} hidden rows or columns were not read."
        )
    if not builder:
        raise refuse("no-text")
    return builder.document()


def _cells(sheet: Any, odd: list[str], left: int) -> Cells:
    sheet.reset_dimensions()
    cells: Cells = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        for cell in row:
            if cell.value is not None and (text := _text(cell, odd)):
                cells[number, cell.column] = text
        if len(cells) > left or number > _MAX_ROWS:
            raise _too_many()
    return cells


def _text(cell: Any, odd: list[str]) -> str:
    try:
        return shown(cell.value, cell.number_format, cell.style_array.numFmtId).strip()
    except Unsupported:
        odd.append(f"{cell.coordinate}（{cell.number_format}）")
        return plain(cell.value)


def _hidden(source: bytes) -> tuple[set[int], set[int]]:
    """Hidden rows and columns, from 1."""
    columns: set[int] = set()
    for column in _HIDDEN_COLUMNS.findall(source):
        first, last = (re.search(rb'\b%s="(\d{1,5})"' % name, column) for name in (b"min", b"max"))
        if first and last:
            columns |= set(range(int(first.group(1)), min(int(last.group(1)), 16384) + 1))
    return {int(number) for number in _HIDDEN_ROW.findall(source)}, columns


def _fields(cells: Cells, source: bytes, hidden_rows: set[int], hidden_columns: set[int]) -> list[Field]:
    """The used range as a grid of what is visible, blank cells included, merged ones as one."""
    if not cells:
        return []
    top, left = min(row for row, _ in cells), min(column for _, column in cells)
    bottom, right = max(row for row, _ in cells), max(column for _, column in cells)
    if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
        raise _too_many()
    rows = {row: index for index, row in enumerate(each for each in range(top, bottom + 1) if each not in hidden_rows)}
    columns = {
        column: index
        for index, column in enumerate(each for each in range(left, right + 1) if each not in hidden_columns)
    }
    spans: dict[tuple[int, int], tuple[int, int, str]] = {}
    covered: set[tuple[int, int]] = set()
    room = MAX_CELLS
    for reference in dict.fromkeys(_MERGE.findall(source)):
        first, low, last, high = range_boundaries(reference.decode())
        over = [row for row in range(max(low, top), min(high, bottom) + 1) if row in rows]
        across = [column for column in range(max(first, left), min(last, right) + 1) if column in columns]
        if not over or not across or (over[0], across[0]) in covered:
            continue
        room -= len(over) * len(across)
        if room < 0:
            raise _too_many()
        spans[over[0], across[0]] = (len(over), len(across), cells.get((low, first), ""))
        covered |= {(row, column) for row in over for column in across} - {(over[0], across[0])}
    fields = []
    for row, down in rows.items():
        for column, along in columns.items():
            if (row, column) in covered:
                continue
            height, width, text = spans.get((row, column), (1, 1, cells.get((row, column), "")))
            fields.append(Field(text, down, along, height, width))
    return fields


def _too_many() -> Unreadable:
    return refuse("too-long", limit=f"{MAX_CELLS // 10000} 万个单元格", limit_en=f"{MAX_CELLS:,} cells")
