"""A report as it is read: its text, with each table where the part that it belongs to begins."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from gongkai.kinds.annual.grids import tables_of
from gongkai.pure.declare.grid import plain
from gongkai.pure.law.printed import Cell, heads, printed
from gongkai.pure.law.tables import TABLES

_HEAD = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def woven(content: Mapping[str, Any]) -> str:
    """The text with the tables in it: each behind the paragraphs of the part that bears its title; those that have none at the end."""
    body, tables = content["body"] or "", tables_of(content)
    parts = [body[start:end] for start, end in _parts(body)]
    named = [plain(_TAG.sub("", found[1])) if (found := _HEAD.match(part)) else "" for part in parts]
    behind: list[str] = []
    for key, values in tables.items():
        table = TABLES[key]
        made = _table(key, heads_and_lines(key, values))
        place = next((n for n, name in enumerate(named) if name and name == plain(table.title)), None)
        if place is None:
            behind.append(f"<h2>{escape(table.title)}</h2>{made}")
        else:
            parts[place] += made
    if content.get("explained"):
        told = "".join(f"<p>{escape(line.strip())}</p>" for line in content["explained"].splitlines() if line.strip())
        behind.append(f"<h2>数据说明</h2>{told}")
    return _before_the_signature(parts, behind)


def _parts(body: str) -> list[tuple[int, int]]:
    starts = [0, *(found.start() for found in _HEAD.finditer(body) if found.start())]
    return list(zip(starts, [*starts[1:], len(body)], strict=True))


def _before_the_signature(parts: list[str], behind: list[str]) -> str:
    """Who signed and when stand last, below all tables."""
    *others, last = parts
    signature = last.find('<p class="signed">')
    cut = signature if signature >= 0 else len(last)
    return "".join([*others, last[:cut], *behind, last[cut:]])


def heads_and_lines(key: str, values: Mapping[str, Mapping[str, Any]]) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """A table's lines as its form is printed, parted into those of its head and the others."""
    lines = printed(TABLES[key], values)
    top = heads(lines)
    return lines[:top], lines[top:]


def _table(key: str, lines: tuple[list[list[Cell]], list[list[Cell]]]) -> str:
    head, rest = ("".join(f"<tr>{''.join(_cell(key, cell) for cell in line)}</tr>" for line in part) for part in lines)
    return f"<table>{f'<thead>{head}</thead>' if head else ''}<tbody>{rest}</tbody></table>"


def _cell(key: str, cell: Cell) -> str:
    """A figure that is not 0 leads, by its token, to what it counts."""
    tag = "th" if cell.head else "td"
    reach = "".join(f' {name}="{n}"' for name, n in (("colspan", cell.columns), ("rowspan", cell.rows)) if n > 1)
    side = ' class="align-right"' if cell.place else ""
    text = escape(cell.text)
    if cell.place and cell.text not in ("", "0"):
        text = f'<a href="figure:{key}.{".".join(cell.place)}">{text}</a>'
    return f"<{tag}{reach}{side}>{text}</{tag}>"
