"""A report as it is read: its text, with each table where the part that it belongs to begins."""

from collections.abc import Mapping
from html import escape
from typing import Any

from gongkai.kinds.annual.grids import tables_of
from gongkai.pure.declare.charts import with_charts
from gongkai.pure.declare.weaving import woven as set_into
from gongkai.pure.law.printed import Cell, heads, printed
from gongkai.pure.law.tables import TABLES


def woven(content: Mapping[str, Any]) -> str:
    """The text with the tables in it: each behind the paragraphs of the part that bears its title; those that have none at the end."""
    tables = [
        (TABLES[key].title, _table(key, heads_and_lines(key, values))) for key, values in tables_of(content).items()
    ]
    behind = []
    if content.get("explained"):
        told = "".join(f"<p>{escape(line.strip())}</p>" for line in content["explained"].splitlines() if line.strip())
        behind.append(f"<h2>数据说明</h2>{told}")
    return set_into(with_charts(content["body"] or "", content.get("charts")), tables, behind)


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
