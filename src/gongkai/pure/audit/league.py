"""The league of a batch: a line a report, most contradictions first; what could not be read stands at its end."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from gongkai.pure.audit import say
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.audit.page import whole
from gongkai.pure.audit.telling import Told

COLUMNS: tuple[say.Pair, ...] = (
    ("文件", "file"), ("读到的数字", "figures read"), ("核对的数字", "checked"), ("核对的说法", "claims checked"),
    ("对不上", "contradictions"), ("舍入", "rounding"),
)  # fmt: skip
TOTAL: say.Pair = ("合计", "total")
UNREAD: say.Pair = ("读不了", "unreadable")
HEADING: say.Pair = ("年度报告审读：各份报告", "Reports audited")


def as_text(reports: Sequence[Told], unread: Mapping[str, Unreadable], lang: say.Lang) -> str:
    """A table for the console, its columns as wide as Chinese signs need."""
    rows = [[say.pick(each, lang) for each in COLUMNS]]
    rows += [_row(each) for each in _ranked(reports)]
    rows += [[say.oneline(name), say.pick(UNREAD, lang), *[""] * 4] for name in sorted(unread)]
    rows.append(_total(reports, lang))
    widths = [max(_width(row[n]) for row in rows) for n in range(len(COLUMNS))]
    return "\n".join("  ".join(_padded(cell, widths[n], n == 0) for n, cell in enumerate(row)).rstrip() for row in rows)


def as_page(reports: Sequence[Told], unread: Mapping[str, Unreadable], pages: Mapping[str, str], lang: say.Lang) -> str:
    """A page with links to the pages of the reports. pages: the file of each, beside this one, by the report's name."""
    heading = say.pick(HEADING, lang)
    head = "".join(f'<th scope="col"{_right(n)}>{say.pick(each, lang)}</th>' for n, each in enumerate(COLUMNS))
    body = "".join(_line(each, pages[each.name]) for each in _ranked(reports))
    for name, error in sorted(unread.items()):
        body += f'<tr><td>{escape(name)}</td><td colspan="5">{escape(say.pick((error.zh, error.en), lang))}</td></tr>'
    foot = "".join(f"<td{_right(n)}>{cell}</td>" for n, cell in enumerate(_total(reports, lang)))
    table = f'<table class="g-league"><thead><tr>{head}</tr></thead><tbody>{body}</tbody><tfoot><tr>{foot}</tr></tfoot></table>'
    return whole(
        heading,
        f'<h1>{heading}</h1><main><div class="g-scroll" tabindex="0" role="region" aria-label="{heading}">{table}</div></main>',
        lang,
    )


def _ranked(reports: Sequence[Told]) -> list[Told]:
    return sorted(reports, key=lambda each: each.rank)


def _row(each: Told) -> list[str]:
    counts = (each.read, each.checked, each.claims, each.contradictions, each.roundings)
    return [say.oneline(each.name), *map(str, counts)]


def _total(reports: Sequence[Told], lang: say.Lang) -> list[str]:
    columns = zip(*(map(int, _row(each)[1:]) for each in reports), strict=True) if reports else [()] * 5
    return [say.pick(TOTAL, lang), *(str(sum(column)) for column in columns)]


def _line(each: Told, file: str) -> str:
    name, *counts = _row(each)
    cells = "".join(
        f'<td class="n{" g-bad" if n == 3 and count != "0" else ""}">{count}</td>' for n, count in enumerate(counts)
    )
    return f'<tr><td><a href="{quote(file)}">{escape(name)}</a></td>{cells}</tr>'


def _right(column: int) -> str:
    return ' class="n"' if column else ""


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
