"""What programs read: Atom feeds, sitemaps, robots.txt."""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from gongkai.engines.site import addresses
from gongkai.engines.site.look import Look
from gongkai.engines.site.reader import Row
from gongkai.engines.site.records import Output
from gongkai.ground.ui.words import CHINA

SHARDS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""Sitemaps are sharded by the id's first character: fixed ranges, so a publish changes one shard."""


def atom_time(moment: datetime | None) -> str:
    return moment.astimezone(CHINA).isoformat(timespec="seconds") if moment else ""


def atom(look: Look, title: str, address: str, entries: list[tuple[datetime, str]]) -> bytes:
    """An Atom feed beside the page of an address: its entries in their order, each with the instant at which it last changed."""
    newest = max((at for at, _ in entries), default=look.reader.began_at)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<title>{escape(title)}</title><id>{look.origin}{address}</id><updated>{atom_time(newest)}</updated>",
        f'<link rel="self" href="{look.origin}{address}feed.xml"/><link rel="alternate" type="text/html" href="{look.origin}{address}"/>',
    ]
    return "\n".join([*lines, *(entry for _, entry in entries), "</feed>", ""]).encode()


def feed(look: Look, axis: str = "", key: str = "") -> Iterator[Output]:
    """The Atom feed of a list, or of the whole site."""
    rows = look.reader.newest(axis, key) if axis else look.reader.newest_anywhere()
    title, address = _feed_title(look, axis, key), addresses.listing(axis, key) if axis else addresses.PORTAL
    yield f"{address[1:]}feed.xml", _feed(look, rows, title, address)


def _feed_title(look: Look, axis: str, key: str) -> str:
    name = look.reader.government.name if look.reader.government else ""
    if axis == "s":
        return f"{name}：{look.reader.sections[key].name}"
    if axis == "u":
        return look.reader.units_by_code[key].name
    return f"{name}：{look.faces[key].name}" if axis == "k" and key in look.faces else name


def _feed(look: Look, rows: list[Row], title: str, address: str) -> bytes:
    times, entries = look.reader.published_at([row.id for row in rows]), []
    # Within a day the list goes by id; a feed reader goes by the instant.
    for row in sorted(rows, key=lambda row: times[row.id][0], reverse=True):
        published, updated = times[row.id]
        unit = escape(look.reader.units_by_id[row.unit_id].name)
        url = f"{look.origin}{addresses.record(row.id)}"
        entry = (
            f'<entry><title>{escape(row.title)}</title><id>{url}</id><link href="{url}"/><author><name>{unit}</name></author>'
            f"<published>{atom_time(published)}</published><updated>{atom_time(updated)}</updated></entry>"
        )
        entries.append((updated, entry))
    return atom(look, title, address, entries)


def sitemap_shard(look: Look, shard: str) -> Iterator[Output]:
    """The live records whose id begins with a character; nothing if there are none."""
    origin = look.origin
    urls = [f"<url><loc>{origin}{addresses.record(i)}</loc></url>" for i in look.reader.ids_between(shard, _end(shard))]
    if urls:
        yield f"sitemap/{shard}.xml", _urlset(urls)


def _end(shard: str) -> str:
    return chr(ord(shard) + 1)


def _urlset(urls: list[str]) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(urls) + "\n</urlset>\n").encode()


def sitemap(look: Look) -> Iterator[Output]:
    """The index, the shard of fixed pages, and robots.txt."""
    origin, reader = look.origin, look.reader
    fixed = [
        addresses.PORTAL,
        addresses.CATALOGUE,
        addresses.UNITS,
        addresses.GUIDE,
        addresses.WITHHELD,
        addresses.MENDED,
        addresses.OPEN_DATA,
        addresses.ANNUAL,
        addresses.ANSWERS,
        addresses.MAP,
        addresses.VERIFY,
        addresses.ABOUT,
    ]
    fixed += [addresses.section(key) for key in reader.sections if key not in reader.merged] + [
        addresses.unit(code) for code in sorted(reader.units_by_code)
    ]
    yield "sitemap/pages.xml", _urlset([f"<url><loc>{origin}{address}</loc></url>" for address in fixed])
    names = ["pages", *(shard for shard in SHARDS if reader.has_ids_between(shard, _end(shard)))]
    maps = "\n".join(f"<sitemap><loc>{origin}/sitemap/{name}.xml</loc></sitemap>" for name in names)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    )
    yield "sitemap.xml", f"{head}{maps}\n</sitemapindex>\n".encode()
    robots = f"User-agent: *\nDisallow: /desk/\nDisallow: /counter/\nDisallow: /api/\nSitemap: {origin}/sitemap.xml\n"
    yield "robots.txt", robots.encode()
