"""Tables as XLSX and CSV: written so that no cell is a formula, read in a process of their own."""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai.engines.exchange import apart
from gongkai.pure.audit import alone
from gongkai.pure.audit.document import Unreadable

SECONDS = 30.0
EXPLAINED = "填写说明"
"""The sheet of a template that explains its columns."""
HEAD_WITHIN = 12
"""Rows in which the heads are looked for: a title and a note may stand above them."""
MOST_ROWS = 5_000
ACTIVE = re.compile(r"^[=+\-@\t\r＝＋－＠]")
"""What a spreadsheet takes for a formula when it opens a CSV."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class TableRefused(ValueError):
    """A file that is no table of ours; the message is a Chinese sentence that says what to do."""


@dataclass(frozen=True)
class Sheet:
    """What a sheet says: its rows as text with their numbers in the file, from 1; ``hidden`` are those that its reader does not see."""

    name: str
    rows: list[tuple[int, list[str]]]
    hidden: list[int] = field(default_factory=list)


def read(content: bytes, form: str) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of an XLSX or the one of a CSV (``form``), and what is to be said of the reading. Raises TableRefused."""
    try:
        told = json.loads(alone.ask(apart.__name__, content, SECONDS, form, str(MOST_ROWS)))
    except Unreadable as error:
        raise TableRefused(error.zh) from error
    except ValueError:
        raise TableRefused("读这个文件的程序中途停了，文件可能损坏。请在Excel或WPS里打开，另存一份再上传") from None
    if "error" in told:
        raise TableRefused(told["error"])
    sheets = [Sheet(each["name"], [(n, cells) for n, cells in each["rows"]], each["hidden"]) for each in told["sheets"]]
    return sheets, told["notes"]


def _text(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", _ESCAPE.sub("_x005F_", text))


@dataclass(frozen=True)
class Look:
    """How a column looks in a spreadsheet: its width in signs, its choices, whether it is a must."""

    width: int = 16
    choices: Sequence[str] = ()
    required: bool = False


def xlsx(
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    looks: Sequence[Look],
    notes: Sequence[Sequence[str]] = (),
) -> bytes:
    """A spreadsheet of text: heads in the first row, and behind it a sheet that explains the columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    for number, look in enumerate(looks, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = look.width
        if look.choices and sum(map(len, look.choices)) + len(look.choices) < 250:
            rule = DataValidation(type="list", formula1='"{}"'.format(",".join(look.choices)), allow_blank=True)
            rule.error, rule.errorTitle = "请从列出的选项里选", "没有这个选项"
            letter = get_column_letter(number)
            rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
            sheet.data_validations.append(rule)
    bold, ground = Font(bold=True), PatternFill("solid", fgColor="EDF2F5")
    top = []
    for text, look in zip(heads, looks, strict=True):
        cell = _cell(sheet, text)
        cell.font, cell.fill = Font(bold=True, color="A33A2B" if look.required else "1B1F24"), ground
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        top.append(cell)
    sheet.append(top)
    for row in rows:
        sheet.append([_cell(sheet, text) if text else None for text in row])
    if notes:
        told = book.create_sheet(EXPLAINED)
        told.column_dimensions["A"].width, told.column_dimensions["B"].width = 18, 90
        for line in notes:
            cells = [_cell(told, text) for text in line]
            cells[0].font = bold
            told.append(cells)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(sheet, text: str) -> WriteOnlyCell:
    """Text that stays text: what begins with = would be a formula else."""
    cell = WriteOnlyCell(sheet, _text(text))
    cell.data_type, cell.number_format = "s", "@"
    return cell


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark, as Excel wants it; what looks like a formula gets an apostrophe before it."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([guarded(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    return f"'{text}" if ACTIVE.match(text) or (text.startswith("'") and ACTIVE.match(text[1:])) else text


def unguarded(text: str) -> str:
    """A cell of a CSV without the apostrophe that ``guarded`` gave it."""
    return text[1:] if text.startswith("'") and (ACTIVE.match(text[1:]) or text.startswith("''")) else text
