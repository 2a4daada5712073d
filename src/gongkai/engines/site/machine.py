"""What search engines read: sitemaps, robots.txt."""

from collections.abc import Iterator

from gongkai.engines.site import addresses
from gongkai.engines.site.look import Look
from gongkai.engines.site.records import Output
from gongkai.kernel.portal.models import PLANNED

SHARDS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""Sitemaps are sharded by the id's first character: fixed ranges, so a publish changes one shard."""


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
        addresses.CONTACT,
        addresses.GUIDE,
        addresses.WITHHELD,
        addresses.MENDED,
        addresses.POINTS,
        addresses.KEY_POINTS,
        addresses.OPEN_DATA,
        addresses.KEY_AREAS,
        addresses.TOPICS,
        addresses.ARCHIVE,
        addresses.SITE_NOTICES,
        addresses.ANNUAL,
        addresses.ANSWERS,
        addresses.MAP,
        addresses.VERIFY,
        addresses.ABOUT,
    ]
    fixed += [addresses.ENGLISH] if reader.government and reader.government.name_en else []
    fixed += [addresses.section(key) for key in reader.sections if key not in reader.merged] + [
        address(code) for code in sorted(reader.units_by_code) for address in (addresses.unit, addresses.unit_about)
    ]
    fixed += [addresses.topic(topic.key) for topic in reader.topics.values() if topic.state != PLANNED]
    yield "sitemap/pages.xml", _urlset([f"<url><loc>{origin}{address}</loc></url>" for address in fixed])
    names = ["pages", *(shard for shard in SHARDS if reader.has_ids_between(shard, _end(shard)))]
    maps = "\n".join(f"<sitemap><loc>{origin}/sitemap/{name}.xml</loc></sitemap>" for name in names)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    )
    yield "sitemap.xml", f"{head}{maps}\n</sitemapindex>\n".encode()
    # The longer rule counts: libraries of what is public are looked through, forms and cases are not.
    rules = [
        f"Allow: {addresses.LIBRARY}",
        *(f"Disallow: {folder}" for folder in ("/desk/", "/counter/", "/api/", "/hant/")),
    ]
    yield "robots.txt", "\n".join(["User-agent: *", *rules, f"Sitemap: {origin}/sitemap.xml", ""]).encode()
