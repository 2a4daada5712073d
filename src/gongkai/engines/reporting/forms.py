"""A filled table as data, as text for a console, and as a spreadsheet laid out like the form."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.engines.measures.queries import Figure
from gongkai.engines.reporting.fill import Beside, Filled
from gongkai.pure.law.layout import VALUE, Row
from gongkai.pure.law.relations import Checked

HOLDS = {True: "成立", False: "不成立", None: "无法核对"}
DAY_WIDE = 13
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def one_column(filled: Filled) -> bool:
    return [column.key for column in filled.table.columns] == [VALUE]


def as_data(filled: Filled) -> dict[str, Any]:
    """{"table", "year", "unit", "rows", "relations"}; rows hold "value", or "values" by applicant type. Unknown is null.

    "note" stands there too for a year before the system's own, "outside" where units have numbers of outside systems.
    """
    data = {
        "table": filled.table.key,
        "year": filled.year,
        "unit": filled.unit.code,
        "rows": [_row_data(filled, row) for row in filled.table.rows],
        "relations": [{"text": told(each), "level": each.level, "holds": each.holds} for each in filled.relations],
    }
    if filled.beside:
        data["outside"] = [_beside_data(each) for each in filled.beside]
    return data | {"note": filled.note} if filled.note else data


def _beside_data(each: Beside) -> dict[str, Any]:
    told = {"unit": each.reported.unit.code, "row": each.reported.row, "column": each.reported.column}
    told |= {"system": each.reported.system, "explained": each.reported.explained}
    return told | {"counted": each.ours, "reported": each.theirs, "taken": each.taken}


def outside(each: Beside) -> str:
    """A number of an outside system in a sentence, with the system's own and which of them the table has."""
    ours = "空白" if each.ours is None else f"{each.ours}"
    taken = "表里取外部系统的" if each.taken else "还没有认定，表里取系统的"
    return f"{each.reported.unit.short_name}“{each.reported.label}”：系统{ours}，{each.reported.system}{each.theirs}，{taken}。{each.reported.explained}"


def _row_data(filled: Filled, row: Row) -> dict[str, Any]:
    data: dict[str, Any] = {"key": row.key, "label": row.label, "unit": row.unit}
    if one_column(filled):
        return data | {"value": filled.figure(row, VALUE)}
    return data | {"values": {column.key: filled.figure(row, column.key) for column in filled.table.columns}}


def told(checked: Checked) -> str:
    """A relation with where it was checked and its sums spelt out."""
    at = f"（{checked.at}）" if checked.at else ""
    return f"{checked.text}{at}：{checked.detail}"


def as_text(filled: Filled) -> str:
    """The table for a console: one line a row, figures after a tab, then the relations."""
    columns = filled.table.columns
    lines = [f"{filled.name} {filled.year}年 {filled.table.title}", *([filled.note] if filled.note else []), ""]
    lines.append("\t".join(["项目", "单位", *(column.label for column in columns)]))
    for row in filled.table.rows:
        shown = [_text(row, filled.figure(row, column.key)) for column in columns]
        lines.append("\t".join([f"{'　' * filled.table.depth(row)}{row.label}", row.unit, *shown]))
    lines += ["", *filled.table.notes, *(outside(each) for each in filled.beside), "勾稽关系"]
    lines += [f"  {HOLDS[each.holds]}（{each.level}）{told(each)}" for each in filled.relations]
    return "\n".join(lines)


def _text(row: Row, figure: Figure | None) -> str:
    if row.kind == "head":
        return ""
    return "－" if figure is None else str(figure)


def text_cell(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, indent: int = 0) -> None:
    """Write text that stays text: what begins with = or + would be a formula in another hand's spreadsheet."""
    cell = sheet.cell(row=row, column=column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="center", indent=indent)


def as_xlsx(filled: Filled) -> bytes:
    """The form as a spreadsheet: title, heads, rows with their units, figures as numbers, notes and relations below."""
    book = Workbook()
    sheet = book.active
    sheet.title = f"{filled.year}"
    columns = filled.table.columns
    text_cell(sheet, 1, 1, f"{filled.name}{filled.year}年度：{filled.table.title}", bold=True)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=2 + len(columns))
    top = 3 if any(column.group for column in columns) else 2
    for number, text in enumerate(("项目", "单位", *(column.label for column in columns)), start=1):
        text_cell(sheet, top, number, text, bold=True)
    _group_heads(sheet, filled, top - 1)
    last = top
    for last, row in enumerate(filled.table.rows, start=top + 1):
        bold = row.kind in ("head", "sum")
        text_cell(sheet, last, 1, row.label, bold=bold, indent=filled.table.depth(row))
        text_cell(sheet, last, 2, row.unit)
        for number, column in enumerate(columns, start=3):
            cell = sheet.cell(row=last, column=number, value=filled.figure(row, column.key))
            cell.font = Font(bold=bold)
    for line in sheet.iter_rows(min_row=2, max_row=last, max_col=2 + len(columns)):
        for cell in line:
            cell.border = _BOX
    notes = [*([filled.note] if filled.note else []), *filled.table.notes, "空白表示系统尚未记录，不是0。"]
    notes += [outside(each) for each in filled.beside]
    notes += [f"{HOLDS[each.holds]}（{each.level}）{told(each)}" for each in filled.relations]
    for number, note in enumerate(notes, start=last + 2):
        text_cell(sheet, number, 1, note)
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=2 + len(columns))
    sheet.column_dimensions["A"].width = 52
    sheet.freeze_panes = sheet.cell(row=top + 1, column=2)
    return _bytes(book)


def _group_heads(sheet: Worksheet, filled: Filled, at: int) -> None:
    groups = [column.group for column in filled.table.columns]
    for group in dict.fromkeys(filter(None, groups)):
        first = groups.index(group) + 3
        text_cell(sheet, at, first, group, bold=True)
        sheet.merge_cells(start_row=at, start_column=first, end_row=at, end_column=first + groups.count(group) - 1)


def _sheet_name(title: str) -> str:
    """A sheet's name: at most 31 signs, none of those that spreadsheets keep for themselves."""
    return INVALID_TITLE_REGEX.sub("", title).strip("' ")[:31] or "清单"


def list_xlsx(
    title: str, definition: str, heads: tuple[str, ...], lines: Sequence[Sequence[str | date | Decimal | int]]
) -> bytes:
    """A list as a spreadsheet: days are days and numbers are numbers, by which a sheet sorts, filters and adds up; every other cell is text."""
    book = Workbook()
    sheet = book.active
    sheet.title = _sheet_name(title)
    text_cell(sheet, 1, 1, title, bold=True)
    text_cell(sheet, 2, 1, definition)
    for number, head in enumerate(heads, start=1):
        text_cell(sheet, 4, number, head, bold=True)
    for at, line in enumerate(lines, start=5):
        for number, value in enumerate(line, start=1):
            if isinstance(value, date):
                _day_cell(sheet, at, number, value)
            elif isinstance(value, (int, Decimal)):
                sheet.cell(row=at, column=number, value=value).alignment = Alignment(vertical="center")
            else:
                text_cell(sheet, at, number, value)
    return _bytes(book)


def _day_cell(sheet: Worksheet, row: int, column: int, day: date) -> None:
    cell = sheet.cell(row=row, column=column, value=day)
    cell.number_format = "yyyy-mm-dd"
    cell.alignment = Alignment(vertical="center", horizontal="left")
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = max(sheet.column_dimensions[letter].width or 0, DAY_WIDE)


def _bytes(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
