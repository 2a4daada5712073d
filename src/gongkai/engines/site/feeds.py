"""Feeds: the newest of a list for whoever follows it, the same entries as Atom, as RSS 2.0 and as JSON Feed 1.1."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from gongkai.engines.site import addresses
from gongkai.engines.site.look import Look
from gongkai.engines.site.records import Output
from gongkai.engines.site.rows import Row
from gongkai.ground.ui.excerpt import plain, shortened
from gongkai.ground.ui.words import CHINA
from gongkai.kernel.records.validity import titled

EXCERPT = 200
"""Characters of a record's text that an entry shows."""


@dataclass(frozen=True)
class Entry:
    """What a feed tells of something. ``url`` begins with the site's origin; ``key`` is what it is known by for ever, mostly the same."""

    key: str
    url: str
    title: str
    author: str
    published: datetime
    updated: datetime
    summary: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """A feed. ``page`` shows the same, ``here`` is the feed's own address; ``began_at`` is when it was last changed if there is nothing in it."""

    title: str
    page: str
    here: str
    began_at: datetime | None
    entries: list[Entry]

    @property
    def changed_at(self) -> datetime | None:
        return max((entry.updated for entry in self.entries), default=self.began_at)


def beside(look: Look, axis: str = "", key: str = "") -> Iterator[Output]:
    """The feeds of a list, or of the whole site."""
    rows = look.reader.newest(axis, key) if axis else look.reader.newest_anywhere()
    title, address = _title(look, axis, key), addresses.listing(axis, key) if axis else addresses.PORTAL
    times = look.reader.published_at([row.id for row in rows])
    # Within a day the list goes by id; a feed reader goes by the instant.
    rows.sort(key=lambda row: times[row.id][0], reverse=True)
    told = _excerpts(look, rows)
    yield from written(look, title, address, [_entry(look, row, *times[row.id], told[row.id]) for row in rows])


def written(look: Look, title: str, address: str, entries: list[Entry]) -> Iterator[Output]:
    """The feeds beside the page of an address: its entries in their order."""
    page = f"{look.origin}{address}"
    for name, write in WRITERS.items():
        yield f"{address[1:]}{name}", write(Told(title, page, f"{page}{name}", look.reader.began_at, entries))


def _title(look: Look, axis: str, key: str) -> str:
    name = look.reader.government.name if look.reader.government else ""
    if axis == "s":
        return f"{name}：{look.reader.sections[key].name}"
    if axis == "u":
        return look.reader.units_by_code[key].name
    return f"{name}：{look.faces[key].name}" if axis == "k" and key in look.faces else name


def _entry(look: Look, row: Row, published: datetime, updated: datetime, summary: str) -> Entry:
    url, section = f"{look.origin}{addresses.record(row.id)}", look.reader.sections[row.section_id].name
    return Entry(
        url,
        url,
        titled(row.title, row.validity),
        look.reader.units_by_id[row.unit_id].name,
        published,
        updated,
        summary,
        (section,),
    )


def _excerpts(look: Look, rows: list[Row]) -> dict[str, str]:
    """How each record's text begins. A record stands in several feeds of a build, so what was read is kept."""
    kept: dict[tuple[str, int], str] = look.once("excerpts", dict)
    missing = [row for row in rows if (row.id, row.published) not in kept]
    views = look.reader.views([row.id for row in missing]) if missing else {}
    for row in missing:
        kept[row.id, row.published] = shortened(plain(views[row.id].get("body") or ""), EXCERPT)
    return {row.id: kept[row.id, row.published] for row in rows}


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(CHINA).isoformat(timespec="seconds") if moment else ""


def _mail_date(moment: datetime | None) -> str:
    """As RFC 822 has it, which RSS asks for."""
    return format_datetime(moment.astimezone(CHINA)) if moment else ""


def _atom(told: Told) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<title>{escape(told.title)}</title><id>{escape(told.page)}</id><updated>{_iso(told.changed_at)}</updated>",
        f'<link rel="self" href={quoteattr(told.here)}/><link rel="alternate" type="text/html" href={quoteattr(told.page)}/>',
    ]
    for each in told.entries:
        tags = "".join(f"<category term={quoteattr(tag)}/>" for tag in each.tags)
        summary = f"<summary>{escape(each.summary)}</summary>" if each.summary else ""
        lines.append(
            f'<entry><title>{escape(each.title)}</title><id>{each.key}</id><link href="{each.url}"/><author><name>{escape(each.author)}</name></author>'
            f"<published>{_iso(each.published)}</published><updated>{_iso(each.updated)}</updated>{tags}{summary}</entry>"
        )
    return "\n".join([*lines, "</feed>", ""]).encode()


def _rss(told: Told) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>',
        f"<title>{escape(told.title)}</title><link>{escape(told.page)}</link><description>{escape(told.title)}</description><language>zh-cn</language>",
        f'<lastBuildDate>{_mail_date(told.changed_at)}</lastBuildDate><atom:link rel="self" type="application/rss+xml" href={quoteattr(told.here)}/>',
    ]
    for each in told.entries:
        tags = "".join(f"<category>{escape(tag)}</category>" for tag in each.tags)
        summary = f"<description>{escape(each.summary)}</description>" if each.summary else ""
        permanent = "true" if each.key == each.url else "false"
        lines.append(
            f'<item><title>{escape(each.title)}</title><link>{each.url}</link><guid isPermaLink="{permanent}">{each.key}</guid>'
            f"<dc:creator>{escape(each.author)}</dc:creator><pubDate>{_mail_date(each.published)}</pubDate>{tags}{summary}</item>"
        )
    return "\n".join([*lines, "</channel></rss>", ""]).encode()


def _json(told: Told) -> bytes:
    values = {
        "version": "https://jsonfeed.org/version/1.1", "title": told.title, "language": "zh-CN", "home_page_url": told.page, "feed_url": told.here,
        "items": [
            {
                "id": each.key, "url": each.url, "title": each.title, "content_text": each.summary or each.title, "date_published": _iso(each.published),
                "date_modified": _iso(each.updated), "authors": [{"name": each.author}], "tags": list(each.tags),
            }
            for each in told.entries
        ],
    }  # fmt: skip
    return f"{json.dumps(values, ensure_ascii=False, separators=(',', ':'))}\n".encode()


WRITERS = {addresses.ATOM: _atom, addresses.RSS: _rss, addresses.JSON_FEED: _json}
"""By the name of its file, what writes a feed."""
