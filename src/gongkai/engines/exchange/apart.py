"""A table read in a process of its own: time and memory are bounded, nothing is written, no home is known.

Run as ``python -m gongkai.engines.exchange.apart FORM MOST`` it reads a file from standard input and tells its rows as JSON.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from gongkai.pure.audit import alone
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.audit.readers.package import unpacked

WIDEST = 200
LONGEST = 40_000_000
"""Signs in all that are handed on."""
_WANTED = re.compile(r"(?:\.xml|\.rels)$")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d{1,7})"')
_UNCALCULATED = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
DAMAGED = "这个表格打不开，文件可能损坏。请在Excel或WPS里打开，另存为xlsx再上传"


class Refused(Exception):
    """What is wrong with the file, in a Chinese sentence."""


def read(content: bytes, form: str, most: int) -> dict[str, Any]:
    """{"sheets": [{"name", "rows": [[number, cells]], "hidden"}], "notes"}. Raises Refused, Unreadable."""
    return _csv(content, most) if form == "csv" else _xlsx(content, most)


def _xlsx(content: bytes, most: int) -> dict[str, Any]:
    import openpyxl

    copy, notes, sheets = unpacked(content, _WANTED), [], []
    try:
        book = openpyxl.load_workbook(copy, read_only=True, data_only=True, keep_links=False)
        with zipfile.ZipFile(copy) as archive:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    notes.append(f"隐藏的工作表“{sheet.title}”没有读")
                    continue
                source = archive.read(sheet._worksheet_path)
                if empty := len(_UNCALCULATED.findall(source)):
                    notes.append(
                        f"工作表“{sheet.title}”有{empty}个公式没有算出结果，读作空白；请在Excel或WPS里打开、保存以后再上传"
                    )
                hidden = {int(number) for number in _HIDDEN_ROW.findall(source)}
                sheet.reset_dimensions()
                rows = _rows(([_said(cell.value) for cell in row[:WIDEST]] for row in sheet.iter_rows()), most)
                sheets.append({"name": sheet.title, "rows": rows, "hidden": sorted(hidden & {n for n, _ in rows})})
    except (Refused, Unreadable, MemoryError):
        raise
    except Exception:
        # Whatever a broken or hostile package makes of the library: it can't be opened.
        raise Refused(DAMAGED) from None
    return {"sheets": sheets, "notes": notes}


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _csv(content: bytes, most: int) -> dict[str, Any]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise Refused("这个CSV的编码认不出来，请用Excel或WPS另存为“CSV UTF-8”再上传") from None
    csv.field_size_limit(1_000_000)
    first = text[: text.find("\n") + 1] or text
    separator = max(",\t;", key=first.count)
    try:
        rows = _rows(csv.reader(io.StringIO(text, newline=""), delimiter=separator), most)
    except csv.Error:
        raise Refused("这个CSV有一格太长，或者引号没有成对，请用Excel打开检查以后再上传") from None
    return {"sheets": [{"name": "", "rows": rows, "hidden": []}], "notes": []}


def _rows(found: Any, most: int) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    left = LONGEST
    for number, cells in enumerate(found, start=1):
        if not any(cell.strip() for cell in cells):
            if number > 20 * most:
                break  # a sheet whose empty rows are formatted to its very end
            continue
        while cells and not cells[-1]:
            cells.pop()
        rows.append((number, cells[:WIDEST]))
        left -= sum(map(len, cells))
        # Heads and titles above them stand there too.
        if len(rows) > most + 20 or left < 0:
            raise Refused(f"一次最多导入{most:,}行，请分成几个文件")
    return rows


def answer_with(read_it: Callable[[bytes], dict[str, Any]]) -> None:
    """What a process of its own does: read standard input, within its bounds, and tell what came of it, or why nothing, as JSON."""
    content = sys.stdin.buffer.read()
    alone.confine()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answer = read_it(content)
    except Refused as refusal:
        answer = {"error": str(refusal)}
    except Unreadable as error:
        answer = {"error": error.zh.rstrip("。")}
    print(json.dumps(answer))


def main(form: str, most: str) -> None:
    answer_with(lambda content: read(content, form, int(most)))


if __name__ == "__main__":
    main(*sys.argv[1:])
