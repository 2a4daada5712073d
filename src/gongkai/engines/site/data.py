"""What the site says to programs, in JSON beside its pages: each list, and what changed in the order of the ledger.

Each answer is made by a declared shape, and the interface's description by the same (``gongkai.pure.declare.shapes``).
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from gongkai.engines.site import addresses, queries
from gongkai.engines.site.look import Look
from gongkai.engines.site.queries import CHANGES, SPAN
from gongkai.engines.site.reader import HEAD
from gongkai.engines.site.records import Output
from gongkai.engines.site.rows import Row
from gongkai.ground.ui.words import CHINA
from gongkai.kernel.records.models import VALIDITY
from gongkai.pure.declare.shapes import Member, Shape


class Told(NamedTuple):
    """A record's columns with what belongs to them: the code of its unit, the site's origin."""

    row: Row
    unit: str
    origin: str


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


LINE = Shape(
    "Line",
    "一条公开信息在列表里的样子",
    (
        Member("id", "永久编号，不变，也不再给别的信息用", lambda t: t.row.id),
        Member("url", "网页的永久网址", lambda t: f"{t.origin}{addresses.record(t.row.id)}", "url"),
        Member("json", "全部公开内容", lambda t: f"{t.origin}{addresses.data(addresses.record(t.row.id))}", "url"),
        Member("title", "标题", lambda t: t.row.title),
        Member("kind", "类别代码", lambda t: t.row.kind),
        Member("unit", "发布机构的代码", lambda t: t.unit),
        Member("section", "现在所在栏目的代码", lambda t: t.row.section_id),
        Member("index_number", "索引号", lambda t: t.row.index_number),
        Member("document_number", "文号", lambda t: t.row.document_number or None, null=True),
        Member("formed_on", "成文日期", lambda t: _day(t.row.formed_on), "date"),
        Member("published_on", "公开日期", lambda t: _day(t.row.published_on), "date"),
        Member("updated_on", "现在这一版公开的日期", lambda t: _day(t.row.updated_on), "date"),
        Member("effective_on", "施行日期", lambda t: _day(t.row.effective_on), "date", null=True),
        Member("expires_on", "失效日期", lambda t: _day(t.row.expires_on), "date", null=True),
        Member("validity", "有效性", lambda t: t.row.validity, "choice", choices=VALIDITY),
        Member("version", "现在这一版的版本号", lambda t: t.row.published, "integer"),
    ),
)
YEAR = Shape(
    "Year",
    "一年的列表",
    (
        Member("year", "公开的年份", lambda y: y["year"], "integer"),
        Member("pages", "有几页", lambda y: y["pages"], "integer"),
        Member("first", "第一页，从最早的数起", lambda y: y["first"], "url"),
    ),
)
BELOW = Shape(
    "Below",
    "下一级栏目",
    (
        Member("key", "栏目代码", lambda s: s["key"]),
        Member("name", "名称", lambda s: s["name"]),
        Member("json", "它的列表", lambda s: s["json"], "url"),
    ),
)
LIST = Shape(
    "List",
    "一个栏目、单位或者类别的列表",
    (
        Member("key", "代码", lambda h: h["key"]),
        Member("name", "名称", lambda h: h["name"]),
        Member("url", "网页", lambda h: h["url"], "url"),
        Member("licence", "使用条件", lambda h: h["licence"], "url"),
        Member("latest", f"最新的，最多{HEAD}条；栏目的包括下级栏目", lambda h: h["latest"], "list", shape=LINE),
        Member("years", "按年份的列表，新的在前，合起来是全部", lambda h: h["years"], "list", shape=YEAR),
        Member("below", "下一级栏目", lambda h: h["below"], "list", shape=BELOW),
    ),
)
PAGE = Shape(
    "Page",
    "列表的一页，按公开的先后；撤下的不在里面，也不补上，所以旧的页不会变",
    (
        Member("previous", "前一页", lambda p: p["previous"], "url", null=True),
        Member("next", "后一页；没有就是这一年的最后一页", lambda p: p["next"], "url", null=True),
        Member("records", "这一页的信息", lambda p: p["records"], "list", shape=LINE),
    ),
)
CHANGE = Shape(
    "Change",
    "公开信息的一次变化，就是公开台账里的一笔",
    (
        Member("index", "台账编号（自0起），越晚越大", lambda c: c.idx, "integer"),
        Member("at", "登记时间", lambda c: c.at.astimezone(CHINA).isoformat(timespec="seconds"), "time"),
        Member(
            "act", "什么变化", lambda c: c.act, "choice", choices=tuple((k.partition(".")[2], v) for k, v in CHANGES.items())
        ),
        Member("id", "哪一条", lambda c: c.record),
        Member("url", "它的网址；撤下的，网址上写着日期和依据", lambda c: addresses.record(c.record), "url"),
        Member("kind", "类别代码", lambda c: c.kind),
        Member("unit", "发布机构的代码", lambda c: c.unit),
        Member("version", "公开的是第几版；只有公开和更正有", lambda c: c.version, "integer", null=True),
        Member("sha256", "这一版公开内容的SHA-256", lambda c: c.sha256, "sha256", null=True),
        Member("ground", "撤下的依据；只有撤下的有", lambda c: c.ground, null=True),
    ),
)  # fmt: skip
CHANGE_PAGE = Shape(
    "ChangePage",
    f"台账里每{SPAN:,}笔中的变化。写下的不再改；只有最后一页会变长，“后一页”会从没有变成有",
    (
        Member("from", "从台账哪一笔起", lambda p: p["from"], "integer"),
        Member("to", "到哪一笔为止", lambda p: p["to"], "integer"),
        Member("previous", "前一页", lambda p: p["previous"], "url", null=True),
        Member("next", "后一页；没有就是现在的最后一页", lambda p: p["next"], "url", null=True),
        Member("changes", "变化，先后有序", lambda p: p["changes"], "list", shape=CHANGE),
    ),
)
CHANGE_HEAD = Shape(
    "ChangeHead",
    "变化的第一页和最后一页",
    (
        Member("latest", "最近一次变化的台账编号", lambda h: h["latest"], "integer", null=True),
        Member("first", "最早的一页", lambda h: h["first"], "url", null=True),
        Member("last", "最新的一页", lambda h: h["last"], "url", null=True),
    ),
)


def written(told: Any) -> bytes:
    """An answer as it is stored."""
    return f"{json.dumps(told, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _lines(look: Look, rows: Iterable[Row]) -> list[Told]:
    return [Told(row, look.reader.units_by_id[row.unit_id].code, look.origin) for row in rows]


def head(look: Look, axis: str, key: str, name: str) -> Iterator[Output]:
    """Beside the head of a list: its newest, and where the lists of its years begin."""
    reader, address = look.reader, addresses.listing(axis, key)
    years = [
        {"year": year, "pages": pages, "first": addresses.data(addresses.listing_page(axis, key, year, 1))}
        for year, pages in reader.years(axis, key)
    ]
    below = reader.children(key) if axis == "s" else []
    told = {
        "key": key, "name": name, "url": f"{look.origin}{address}", "licence": f"{look.origin}{addresses.LICENCE}",
        "latest": _lines(look, reader.newest(axis, key)), "years": years,
        "below": [{"key": s.key, "name": s.name, "json": addresses.data(addresses.section(s.key))} for s in below],
    }  # fmt: skip
    yield addresses.data(address)[1:], written(LIST.of(told))


def page(look: Look, axis: str, key: str, year: int, number: int, last: int, rows: Iterable[Row]) -> Output:
    """Beside a page of a list by year, with the same records."""
    around = (number - 1 if number > 1 else None, number + 1 if number < last else None)
    previous, following = (addresses.data(addresses.listing_page(axis, key, year, n)) if n else None for n in around)
    told = {"previous": previous, "next": following, "records": _lines(look, rows)}
    return addresses.data(addresses.listing_page(axis, key, year, number))[1:], written(PAGE.of(told))


def changes_head(look: Look) -> Iterator[Output]:
    """Where following what changes begins, and where it stands."""
    latest, first = queries.latest_change(), queries.change_from(0)
    told = {"latest": latest, "first": _page_of(first), "last": _page_of(latest)}
    yield addresses.CHANGES[1:], written(CHANGE_HEAD.of(told))


def changes_page(look: Look, number: int) -> Iterator[Output]:
    """The changes of a span of the ledger; nothing if there are none in it."""
    first, end = number * SPAN, (number + 1) * SPAN
    found = queries.changes_within(first, end)
    if not found:
        return
    before, after = queries.change_before(first), queries.change_from(end)
    told = {"from": first, "to": end - 1, "previous": _page_of(before), "next": _page_of(after), "changes": found}
    yield addresses.changes_page(number)[1:], written(CHANGE_PAGE.of(told))


def _page_of(idx: int | None) -> str | None:
    return None if idx is None else addresses.changes_page(idx // SPAN)


def stale_pages(idx: int) -> set[int]:
    """The pages that a change makes stale: its own, and the one before, which leads on to it."""
    before = queries.change_before(idx // SPAN * SPAN)
    return {idx // SPAN} | ({before // SPAN} if before is not None else set())
