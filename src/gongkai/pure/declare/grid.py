"""Tables within a record: declared columns and lines, what must add up in them, and how they are told in one cell of a sheet.

A table's value is a list of rows, each a dict from the columns' names to text; a figure is plain digits without zeros behind. Relations are
exact: what does not add up is refused with a sentence that names the cell.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.pure.declare.across import read_across

BAR, BREAK = "｜", "↵"
"""Between cells and for a line's end within one, where a table is told as lines of text."""
MOST_DECIMALS = 6
MOST = Decimal(10) ** 12
SHOWN_PARTS, SHOWN_FAULTS = 6, 3
MOST_ABOVE = 3
"""Lines above a table's heads that are passed over."""
_NUMBER = re.compile(r"([+-]?)(\d+(?:,\d{3})*|\d*)(\.\d+)?")
_NOTHING = frozenset({"", "-", "--", "—", "——", "–", "/", "无", "…"})
_BESIDE = re.compile(r"\s+|[“”\"'：:、，。《》〈〉()（）\[\]【】＊*]")
_FRONT = re.compile(
    r"^(?:其中|减|加|[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．])+\s*[：:]?"
)
_UNIT = re.compile(r"(?:[(（](?:单位[：:])?(?:万元|元|亿元|%|‰)[)）])$")
_NOTE = re.compile(r"(?:注|备注|说明|填表说明)\s*[：:]")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")

Row = dict[str, str]


@dataclass(frozen=True)
class Col:
    """A column. ``type``: text, long (several lines), number or date. A number that is a sum says of which columns (``parts``), and which are taken
    off (``less``). ``heads`` are further names by which a sheet or document may call it."""

    name: str
    label: str
    type: str = "text"
    required: bool = False
    max_length: int = 120
    parts: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A declared line of a form: in each column of figures it is the sum of its ``parts``, or the same as another (``equals``)."""

    name: str
    label: str
    parts: tuple[str, ...] = ()
    equals: str = ""
    level: int = 0
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """A cell that is wrong: its row, its column, and a sentence."""

    row: int
    column: str
    sentence: str


class GridRefused(ValueError):
    """A table that does not hold; ``faults`` are its cells."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        told = [fault.sentence for fault in faults[:SHOWN_FAULTS]]
        more = f"；还有{len(faults) - SHOWN_FAULTS}处" if len(faults) > SHOWN_FAULTS else ""
        super().__init__("；".join(told) + more)
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Grid:
    """A table's form. With ``lines`` its rows are those, else as many as are given, at most ``most``.

    ``coded``: the column whose codes nest (201, 20103, 2010301): a row is the sum of those right below it. ``total``: the label of a row that is
    the sum of the top ones. ``unit``: of all figures. ``asked``: the column that asks in a table of questions, shown one below the other.
    ``apart``: words in the name of another table of the same form, as 上年 or 政府性基金. ``partly``: words in the name of one that tells of a
    part, and is this one only where none tells of the whole. ``across``: the columns that a table with the lines side by side may tell, of the
    earlier year first; the last of them is that of a table of one year. ``halves``: a row's name that stands in both halves of a balance, with
    the line's label that it has in the one and in the other.
    """

    columns: tuple[Col, ...]
    lines: tuple[Line, ...] = ()
    coded: str = ""
    total: str = ""
    unit: str = ""
    asked: str = ""
    apart: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    halves: tuple[tuple[str, str, str], ...] = ()
    most: int = 300
    by_name: Mapping[str, Col] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})
        names = set(self.by_name)
        lines = {line.name for line in self.lines}
        wrong = [n for column in self.columns for n in (*column.parts, *column.less) if n not in names]
        wrong += [n for line in self.lines for n in (*line.parts, *filter(None, (line.equals,))) if n not in lines]
        wrong += [n for n in (self.coded, self.asked, *self.across) if n and n not in names]
        if wrong:
            raise ValueError(f"a table's relations name what it has not: {wrong}")

    @property
    def first(self) -> Col:
        """The column that names a row."""
        return self.columns[0]

    @property
    def figures(self) -> list[Col]:
        return [column for column in self.columns if column.type == "number"]

    @property
    def adds_up(self) -> bool:
        return bool(self.coded or self.total or any(c.parts for c in self.columns) or any(line.parts or line.equals for line in self.lines))  # fmt: skip

    # --- in

    def clean(self, value: Any) -> list[Row] | None:
        """The rows as they are stored; None of an empty table. Takes rows as dicts, or lines of text. Raises GridRefused."""
        given = self.read(value) if isinstance(value, str) else [dict(row) for row in value]
        if self.lines:
            given = self._lined(given)
        faults: list[Fault] = []
        made = [self._row(number, row, faults) for number, row in enumerate(given)]
        kept = [number for number, row in enumerate(made) if any(row.values())]
        rows = [made[number] for number in kept]
        if self.lines and not any(row[column.name] for row in rows for column in self.columns[1:]):
            rows = []
        if len(rows) > self.most:
            raise GridRefused([Fault(self.most, self.first.name, f"最多{self.most}行，现在有{len(rows)}行")])
        if not faults:
            found = list(self._required(rows)) or list(self.relations(rows))
            faults = [replace(fault, row=kept[fault.row]) for fault in found]
        if faults:
            raise GridRefused(faults)
        return rows or None

    def _row(self, number: int, row: Mapping[str, Any], faults: list[Fault]) -> Row:
        made: Row = {}
        for column in self.columns:
            try:
                made[column.name] = _cell(column, row.get(column.name))
            except ValueError as refusal:
                made[column.name] = str(row.get(column.name) or "")
                faults.append(Fault(number, column.name, f"{self._named(row, number)}的{column.label}{refusal}"))
        return made

    def _named(self, row: Mapping[str, Any], number: int) -> str:
        """“行政运行”, or 第3行 where nothing names a row."""
        named = next((c.name for c in self.columns if c.type == "text" and c.name != self.coded), "")
        label = str(row.get(named) or (self.coded and row.get(self.coded)) or "").strip()
        return f"“{label[:30]}”" if label else f"第{number + 1}行"

    def _lined(self, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What was given, as the declared lines in their order. Raises GridRefused for a line that there is not."""
        known = {plain(name): line for line in self.lines for name in (*line.heads, line.label)}
        found: dict[str, dict[str, Any]] = {}
        for number, row in enumerate(given):
            label = str(row.get(self.first.name) or "").strip()
            line = known.get(plain(label))
            if line is None and not label and not any(_given(row.get(column.name)) for column in self.columns):
                continue
            if line is None:
                all_of_them = "、".join(each.label for each in self.lines)
                raise GridRefused([Fault(number, self.first.name, f"没有“{label[:30]}”这一行，有的是：{all_of_them}")])
            if line.name in found:
                raise GridRefused([Fault(number, self.first.name, f"“{line.label}”写了两行，请只留一行")])
            found[line.name] = row
        return [{**found.get(line.name, {}), self.first.name: line.label} for line in self.lines]

    def _required(self, rows: list[Row]) -> Iterator[Fault]:
        for number, row in enumerate(rows):
            for column in self.columns:
                if column.required and not row[column.name]:
                    yield Fault(number, column.name, f"{self._named(row, number)}要写{column.label}")

    # --- what must hold

    def relations(self, rows: list[Row]) -> Iterator[Fault]:
        """The cells that do not add up."""
        untold = self.untold(rows)
        for number, row in enumerate(rows):
            for column in self.columns:
                if (
                    column.parts
                    and column.name not in untold
                    and any(row[n] for n in (column.name, *column.parts, *column.less))
                ):
                    parts = [(self.by_name[n].label, 1, row[n]) for n in column.parts]
                    parts += [(self.by_name[n].label, -1, row[n]) for n in column.less]
                    yield from self._sum(number, row, column, parts)
        for number, parts in self._sums_of_lines(rows):
            for column in self.figures:
                if rows[number][column.name] or any(row[column.name] for row in parts):
                    told = [(self._named(row, n), 1, row[column.name]) for n, row in enumerate(parts)]
                    yield from self._sum(number, rows[number], column, told)

    def untold(self, rows: Sequence[Row]) -> set[str]:
        """Columns of a difference that a table does not have: neither it nor what is taken off stands in any row."""
        told = {column.name for column in self.columns if any(row.get(column.name) for row in rows)}
        missing = [column for column in self.columns if column.less and not told & {column.name, *column.less}]
        return {name for column in missing for name in (column.name, *column.less)}

    def _sums_of_lines(self, rows: list[Row]) -> Iterator[tuple[int, list[Row]]]:
        if self.lines and rows:
            by_name = dict(zip((line.name for line in self.lines), rows, strict=True))
            for number, line in enumerate(self.lines):
                if line.parts:
                    yield number, [by_name[name] for name in line.parts]
                elif line.equals:
                    yield number, [by_name[line.equals]]
            return
        total = next((n for n, row in enumerate(rows) if self.total and self._is_total(row)), None)
        others = [n for n in range(len(rows)) if n != total]
        top = others
        if self.coded:
            above = {n: self._above(rows, others, n) for n in others}
            top = [n for n in others if above[n] is None]
            for n in others:
                if below := [rows[m] for m in others if above[m] == n]:
                    yield n, below
        if total is not None and top:
            yield total, [rows[n] for n in top]

    def _is_total(self, row: Row) -> bool:
        return any(plain(row[column.name]) == plain(self.total) for column in self.columns if column.type == "text")

    def _above(self, rows: list[Row], others: list[int], n: int) -> int | None:
        """The row right above one by its code: the longest code that begins it."""
        code = rows[n][self.coded]
        found = [m for m in others if m != n and (c := rows[m][self.coded]) and c != code and code.startswith(c)]
        return max(found, key=lambda m: len(rows[m][self.coded]), default=None)

    def _sum(self, number: int, row: Row, column: Col, parts: list[tuple[str, int, str]]) -> Iterator[Fault]:
        made = sum((sign * Decimal(value or 0) for _, sign, value in parts), Decimal(0))
        said = Decimal(row[column.name] or 0)
        if said == made:
            return
        signed = "".join(
            f"{'－' if sign < 0 else '＋' if n else ''}{label}{value or 0}"
            for n, (label, sign, value) in enumerate(parts)
        )
        shown = f"{signed}＝{digits(made)}" if len(parts) <= SHOWN_PARTS else f"{len(parts)}行相加得{digits(made)}"
        if len(parts) == 1:
            shown = f"{parts[0][0]}是{parts[0][2] or 0}"
        wrote = f"写的是{row[column.name]}，可{shown}，差{digits(abs(said - made))}"
        if not row[column.name]:
            wrote = f"空着，要写：{shown}"
        yield Fault(number, column.name, f"{self._named(row, number)}的{column.label}{wrote}")

    # --- as text and back

    def told(self, rows: Sequence[Row]) -> str:
        """The table as lines of text, heads first; ``read`` gives the same rows."""
        lines = [BAR.join(column.label for column in self.columns)]
        lines += [BAR.join((row.get(c.name) or "").replace("\n", BREAK) for c in self.columns) for row in rows]
        return "\n".join(lines)

    def read(self, text: str) -> list[Row]:
        """Rows of lines of text: cells part at a bar or, as they come out of a spreadsheet, at a tab. Raises GridRefused."""
        lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
        cells = [[cell.strip().replace(BREAK, "\n") for cell in re.split("\t" if "\t" in line else f"[{BAR}|]", line)] for line in lines]  # fmt: skip
        if not cells:
            return []
        rows = self.placed(cells)
        if rows is not None:
            return rows
        if any(len(line) > len(self.columns) for line in cells):
            heads = BAR.join(column.label for column in self.columns)
            raise GridRefused(
                [Fault(0, self.first.name, f"一行写成一行，格子之间用“{BAR}”隔开，第一行写列名：{heads}")]
            )
        names = [column.name for column in self.columns]
        return [dict(zip(names, line, strict=False)) for line in cells]

    def placed(self, cells: Sequence[Sequence[str]]) -> list[Row] | None:
        """The rows of a table with its heads in the first line; None if these are not ours. A table of two halves, as balances are printed, is read
        half by half."""
        heads = [_bare(head) for head in cells[0]]
        half = len(heads) // 2 if len(heads) == 2 * len(self.columns) else 0
        starts = (0, half) if half else (0,)
        rows: list[Row] = []
        for number, start in enumerate(starts):
            at = self._columns_at(heads[start : start + half] if half else heads)
            if at is None:
                return None
            for line in cells[1:]:
                row = {name: line[start + n].strip() for n, name in at.items() if start + n < len(line)}
                if any(row.values()) and not _is_note(row):
                    rows.append(self._of_half(row, number) if half else row)
        return rows

    def _of_half(self, row: Row, number: int) -> Row:
        """A row by the label that its line has in this half."""
        labels = next((labels for name, *labels in self.halves if plain(row.get(self.first.name) or "") == name), None)
        return {**row, self.first.name: labels[number]} if labels else row

    def fitting(self, cells: Sequence[Sequence[str]]) -> list[Row] | None:
        """The rows of a table that stands in a document, if it is this one: its heads are ours, and most of declared lines. Its rows may
        end at their last filled cell."""
        if len(cells) < 2:
            return None
        return self._fitting(cells) or self._across(cells)

    def fitting_below(self, cells: Sequence[Sequence[str]]) -> list[Row] | None:
        """The same where lines of words over several columns may stand above the heads: 收入 and 支出 over the halves, a title, 单位：万元."""
        width = max(map(len, cells), default=0)
        above = next((n for n, line in enumerate(cells[:MOST_ABOVE]) if not _is_banner(line, width)), MOST_ABOVE)
        return next(filter(None, (self.fitting(cells[start:]) for start in range(above + 1))), None)

    def _across(self, cells: Sequence[Sequence[str]]) -> list[Row] | None:
        """The rows of a table that has the lines side by side and one line of figures."""
        if not (self.across and self.lines):
            return None
        lines = {plain(name): line.label for line in self.lines for name in (*line.heads, line.label)}
        heads = {_bare(name): c.name for c in self.figures if c.name in self.across for name in (*c.heads, c.label)}
        found = read_across(cells, lines, heads, self.across, self.across[-1], _bare)
        return (
            [{self.first.name: label, **row, **self._differences(row)} for label, row in found.items()]
            if found
            else None
        )

    def _differences(self, row: Row) -> Row:
        """What a table of two years side by side leaves to be seen."""
        made: Row = {}
        for column in self.columns:
            if column.less and column.name not in row and {*column.parts, *column.less} <= row.keys():
                with suppress(ValueError):
                    added, taken = (
                        sum(Decimal(_number(row[n]) or 0) for n in names) for names in (column.parts, column.less)
                    )
                    made[column.name] = digits(added - taken)
        return made

    def _fitting(self, cells: Sequence[Sequence[str]]) -> list[Row] | None:
        rows = self.placed(cells)
        if not rows or not self.lines:
            return rows or None
        known = {plain(name) for line in self.lines for name in (*line.heads, line.label)}
        met = sum(plain(row.get(self.first.name) or "") in known for row in rows)
        return rows if met * 2 > len(rows) else None

    def _columns_at(self, heads: Sequence[str]) -> dict[int, str] | None:
        """Which column stands where; None unless every head is known and every column that is a must is there."""
        known = {_bare(name): column.name for column in self.columns for name in (*column.heads, column.label)}
        known |= {_bare(column.label): column.name for column in self.columns}
        at: dict[int, str] = {}
        for place, head in enumerate(heads):
            name = known.get(head)
            if name is None or name in at.values():
                return None
            at[place] = name
        needed = {column.name for column in self.columns if column.required} | {self.first.name}
        return at if needed <= set(at.values()) and len(at) > 1 else None

    # --- how it is shown

    def level(self, row: Row, rows: Sequence[Row]) -> int:
        """How deep a row stands below the sums that it is part of."""
        if self.lines:
            return next((line.level for line in self.lines if line.label == row.get(self.first.name)), 0)
        if not self.coded or not row.get(self.coded):
            return 0
        code = row[self.coded]
        return sum(1 for each in {r.get(self.coded) or "" for r in rows} if each and each != code and code.startswith(each))  # fmt: skip

    def is_sum(self, row: Row) -> bool:
        """Is a row one of the sums that stand above all else?"""
        line = next((line for line in self.lines if line.label == row.get(self.first.name)), None)
        return bool(line and line.level == 0 and (line.parts or line.equals)) or bool(
            self.total and self._is_total(row)
        )

    def shown(self, rows: Sequence[Row], column: Col) -> Callable[[str], str]:
        """How a column's figures are written: with as many decimals as the longest of the table has, thousands apart."""
        if column.type != "number":
            return lambda value: value
        places = max((len(row[column.name].partition(".")[2]) for row in rows if row.get(column.name)), default=0)
        return lambda value: f"{Decimal(value):,.{places}f}" if value else ""

    def figure(self, rows: Sequence[Row] | None, line: str, column: str) -> str:
        """The figure of a declared line, or (``total``) of the row of the sum; "" if there is none."""
        label = next((each.label for each in self.lines if each.name == line), None)
        for row in rows or ():
            if (label is not None and row.get(self.first.name) == label) or (label is None and line == "total" and self._is_total(row)):  # fmt: skip
                return row.get(column) or ""
        return ""


def _is_banner(line: Sequence[str], width: int) -> bool:
    """Words over several of a table's columns, without a figure."""
    told = [cell.strip() for cell in line if cell.strip()]
    return len(told) < width and not any(_NUMBER.fullmatch(cell) for cell in told)


def _is_note(row: Row) -> bool:
    """A line of words below a table: 注：本表按收付实现制编制。"""
    told = [text for text in row.values() if text]
    return len(told) == 1 and bool(_NOTE.match(told[0]))


def plain(text: str) -> str:
    """A label as it is compared: without numbers before it, blanks, brackets and marks."""
    return _BESIDE.sub("", _FRONT.sub("", unicodedata.normalize("NFKC", text).strip()))


def _bare(head: str) -> str:
    """A head as it is compared: without the unit behind it."""
    return plain(_UNIT.sub("", head.strip()))


def digits(value: Decimal) -> str:
    """A figure as plain digits without zeros behind."""
    told = f"{value:f}"
    told = told.rstrip("0").rstrip(".") if "." in told else told
    return "0" if told in ("", "-0") else told


def _given(value: Any) -> bool:
    return bool(str(value or "").strip())


def _cell(column: Col, value: Any) -> str:
    """A cell as it is stored. Raises ValueError with the end of a sentence about it."""
    text = str(value if value is not None else "").replace("\r\n", "\n").replace("\x00", "").replace("\t", " ")
    text = re.sub(f"[{BAR}|]", "丨", text).replace(BREAK, "\n").strip()
    if column.type == "number":
        return _number(text)
    if column.type == "date":
        return _date(text)
    if column.type == "long":
        text = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    else:
        text = re.sub(r"\s*\n\s*", "", text)
    if len(text) > column.max_length:
        raise ValueError(f"最多{column.max_length}字，现在有{len(text)}字")
    return text


def _number(text: str) -> str:
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).removesuffix("%").replace("−", "-")
    if text in _NOTHING:
        return ""
    found = _NUMBER.fullmatch(text)
    if not found or not (found[2] or found[3]):
        raise ValueError(f"要写成1,204.5这样的数，现在写的是“{text[:20]}”")
    value = Decimal(f"{found[1]}{(found[2] or '0').replace(',', '')}{found[3] or ''}")
    if abs(value) > MOST:
        raise ValueError("太大了，请看看单位")
    if len((found[3] or "").rstrip("0")) > MOST_DECIMALS + 1:
        raise ValueError(f"最多{MOST_DECIMALS}位小数")
    return digits(value)


def _date(text: str) -> str:
    if not text or text in _NOTHING:
        return ""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        return date(*map(int, found.groups())).isoformat() if found else date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("请写成2026-03-31这样的日期") from None
