"""Addresses of sections that merged lead on for ever: by a page with a link that goes there by itself, and by a file for web servers.

Which addresses there were is kept in the section, so that none of this depends on anything but ``sections``; only feeds and JSON at the
old address are the new one's, for the sake of whoever follows them where nothing redirects.
"""

from collections.abc import Iterator

from gongkai.engines.site import addresses, data, feeds
from gongkai.engines.site.look import Look, Page, column_metas
from gongkai.engines.site.records import Output
from gongkai.ground.ui.shell import Link


def head(look: Look, key: str) -> Iterator[Output]:
    """What stands in the place of a merged section's head, its feeds and its JSON."""
    target = look.reader.merged[key]
    yield _page(look, key, addresses.section(key), addresses.section(target.key))
    for path, content in feeds.beside(look, "s", target.key):
        yield f"{addresses.section(key)[1:]}{path.rpartition('/')[2]}", content
    for _, content in data.head(look, "s", target.key, target.name):
        yield addresses.data(addresses.section(key))[1:], content


def year_pages(look: Look, key: str, year: int) -> Iterator[Output]:
    """The pages that a list by year had when the section merged, beyond those that it has now."""
    for address, target in _year_pages(look, key, year):
        yield _page(look, key, address, target)
        yield addresses.data(address)[1:], data.written({"moved_to": addresses.data(target)})


def _year_pages(look: Look, key: str, year: int) -> Iterator[tuple[str, str]]:
    reader = look.reader
    now = dict(reader.years("s", key)).get(year, 0)
    for number in range(now + 1, reader.former_pages(key, year) + 1):
        yield (
            addresses.listing_page("s", key, year, number),
            addresses.section((reader.went_to(key) or reader.standing(key)).key),
        )


def unit_section(look: Look, code: str, key: str) -> Iterator[Output]:
    """What stands in the place of a unit's list in a merged section."""
    yield _page(look, key, addresses.unit_section(code, key), addresses.unit_section(code, look.reader.merged[key].key))


def redirects(look: Look) -> Iterator[Output]:
    """A line for each address that leads on, those of an earlier website too: the old one, a space, the new one. Our own server
    answers 301 by it."""
    lines = look.reader.former_addresses()
    for key, target in look.reader.merged.items():
        lines.append((addresses.section(key), addresses.section(target.key)))
        for beside in (*(name for name, _, _ in addresses.FEED_TYPES), "index.json"):
            lines.append((f"{addresses.section(key)}{beside}", f"{addresses.section(target.key)}{beside}"))
        for year in look.reader.sections[key].former["years"]:
            # Their JSON is left to say itself where it went: what a verifier gets at an address is what was signed for it.
            lines += _year_pages(look, key, int(year))
        for code in look.reader.sections[key].former["units"]:
            lines.append((addresses.unit_section(code, key), addresses.unit_section(code, target.key)))
    yield addresses.REDIRECTS[1:], "".join(f"{old} {new}\n" for old, new in sorted(lines)).encode()


def _page(look: Look, key: str, address: str, target: str) -> Output:
    section = look.reader.sections[key]
    standing = look.reader.went_to(key) or look.reader.standing(key)
    metas = column_metas(section.name, section.description, section.keywords, section.column_type)
    crumbs = (Link("首页", addresses.PORTAL), Link("政务公开", addresses.CATALOGUE), Link(section.name, ""))
    page = Page(section.name, metas, crumbs, where="catalogue", leads_to=target)
    return addresses.path(address), look.render(
        "site/moved.html", page, section=section, standing=standing, target=target, merged=key in look.reader.merged
    )
