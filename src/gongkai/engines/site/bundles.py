"""Bundles: which files belong together, and which bundles a fact's touched keys make stale.

A bundle is built, compared and removed as a whole; its name says what it shows:
``record:<id>``, ``year:<axis>:<key>:<year>``, ``head:<axis>:<key>``, ``unit:<code>``, ``us:<code>:<section>``,
``sitemap:<shard>``, ``mended:<year>``, ``topic:<key>``, ``changes:<page>``, and the single ones of ``SINGLE``.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from gongkai.engines.site import (
    answers,
    corrections,
    data,
    english,
    feeds,
    key_points,
    kiosk,
    listings,
    machine,
    moved,
    opening,
    pages,
    queries,
    screen,
    topical,
)
from gongkai.engines.site.look import HERE, STYLES, UI, Look
from gongkai.engines.site.reader import ANNUAL_TYPE, MOVED, Reader
from gongkai.engines.site.records import Output, record_files
from gongkai.engines.site.rows import Happened
from gongkai.engines.site.wholes import PUBLISHED
from gongkai.pure import declare

EVERYTHING = frozenset(("government", "units", "sections"))
"""Keys that every page's frame reads: names, tree, foot. They make the whole site stale."""


def _home(look: Look) -> Iterator[Output]:
    yield from pages.portal(look)
    yield from feeds.beside(look)


SINGLE: dict[str, Callable[[Look], Iterator[Output]]] = {
    "home": _home,
    "catalogue": pages.catalogue,
    "units": pages.units,
    "annual": pages.annual,
    "answers": answers.page,
    "guide": pages.guide,
    "english": english.page,
    "map": pages.site_map,
    "plain": pages.plain_pages,
    "sitemap": machine.sitemap,
    "redirects": moved.redirects,
    "withheld": pages.withheld,
    "topics": topical.listing,
    "archive": topical.archive,
    "key_areas": topical.key_areas,
    "site_notices": topical.notices,
    "screen": screen.page,
    "kiosk": kiosk.page,
    "points": pages.points,
    "key_points": key_points.pages,
    "mended": corrections.head,
    "changes": data.changes_head,
    "open": opening.page,
    "assets": lambda look: assets(),
}


@cache
def _asset_files() -> tuple[tuple[str, Path], ...]:
    """The look's files that public pages name, and the verifier that runs in the reader's browser."""
    folders = {"ui": UI / "static", "lib": UI / "static", "site": HERE / "static"}
    names = [
        "ui/display.js",
        "ui/suggest.js",
        "ui/seal.svg",
        "ui/seal.png",
        "lib/icons.svg",
        "site/screen.css",
        "site/kiosk.css",
        "lib/licences/lucide-static.txt",
        *(f"{s}.css" for s in STYLES),
    ]
    found = [(f"assets/{name}", folders[name.partition("/")[0]] / name) for name in names]
    found += [
        (f"assets/{path.name}", path)
        for path in (
            *sorted((HERE / "static").glob("verify*.js")),
            HERE / "static" / "screen.js",
            HERE / "static" / "missing.js",
            HERE / "static" / "kiosk.js",
        )
    ]
    return tuple(found)


def assets() -> Iterator[Output]:
    """Stable names: they change with a release only, and are served for a short time."""
    yield from ((name, path.read_bytes()) for name, path in _asset_files())


def produce(look: Look, bundle: str) -> Iterator[Output]:
    """All files of a bundle; none if what it shows is gone."""
    name, _, rest = bundle.partition(":")
    if not rest:
        yield from SINGLE[name](look)
    elif name == "record":
        for whole in look.reader.wholes([rest]):
            yield from record_files(look, whole)
    elif name == "year":
        axis, key, year = _split_year(rest)
        yield from listings.year_pages(look, axis, key, year)
        if axis == "s":
            yield from moved.year_pages(look, key, year)
    elif name == "head":
        axis, _, key = rest.partition(":")
        if axis == "s" and key in look.reader.merged:
            yield from moved.head(look, key)
            return
        yield from listings.head(look, axis, key)
        yield from feeds.beside(look, axis, key)
    elif name == "unit":
        yield from pages.unit_home(look, rest)
        yield from feeds.beside(look, "u", rest)
    elif name == "us":
        code, _, key = rest.partition(":")
        yield from (
            moved.unit_section(look, code, key) if key in look.reader.merged else pages.unit_section(look, code, key)
        )
    elif name == "sitemap":
        yield from machine.sitemap_shard(look, rest)
    elif name == "topic":
        yield from topical.topic(look, rest)
    elif name == "mended":
        yield from corrections.year_pages(look, int(rest))
    elif name == "changes":
        yield from data.changes_page(look, int(rest))


def _split_year(rest: str) -> tuple[str, str, int]:
    axis, _, more = rest.partition(":")
    key, _, year = more.rpartition(":")
    return axis, key, int(year)


def all_bundles(reader: Reader) -> list[list[str]]:
    """Every bundle of the site but the records', those together that read the same: all lists of a year, all of a unit. What takes longest
    comes first."""
    pages: Counter[int] = Counter()
    years, units = defaultdict(list), {code: [f"unit:{code}"] for code in reader.units_by_code}
    for axis, key, year, newest in reader.listing_keys():
        years[year].append(f"year:{axis}:{key}:{year}")
        pages[year] += newest
    for code, key in reader.sections_of_units():
        units[code].append(f"us:{code}:{key}")
    alone = [*SINGLE, *(f"head:s:{key}" for key in reader.sections)]
    alone += [f"head:k:{drawer.code}" for drawer in declare.kinds()]
    alone += [f"topic:{key}" for key in reader.topics]
    alone += [f"mended:{year}" for year in queries.mended_by_year()]
    alone += [f"changes:{number}" for number in queries.spans()]
    alone += [f"sitemap:{shard}" for shard in machine.SHARDS]
    return [*(years[year] for year, _ in pages.most_common()), *units.values(), *([bundle] for bundle in alone)]


@dataclass
class YearStale:
    """Which pages of a list's year to build again: those showing ``touched``; from the first on if ``shifted``; all if ``whole``."""

    touched: set[str] = field(default_factory=set)
    shifted: bool = False
    whole: bool = False


@dataclass
class Stale:
    """What a run of facts made stale. ``everything`` calls for a new generation."""

    everything: bool = False
    records: dict[str, None] = field(default_factory=dict)
    years: dict[str, YearStale] = field(default_factory=dict)
    others: dict[str, None] = field(default_factory=dict)

    def bundles(self) -> list[str]:
        """In the order they are written: pages before the lists that name them."""
        return [*self.records, *self.years, *self.others]


def stale_after(reader: Reader, facts: Iterable[Happened]) -> Stale:
    """Fold facts' touched keys, of the old and the new image, into stale bundles."""
    stale = Stale()
    for fact in facts:
        if EVERYTHING & set(fact.touches) or _moves_a_hole(reader, fact):
            stale.everything = True
            return stale
        keys: dict[str, list[str]] = {}
        for touch in fact.touches:
            family, _, value = touch.partition(":")
            keys.setdefault(family, []).append(value)
        for record_id in keys.get("record", ()):
            _spread(reader, stale, record_id, fact.name, keys)
            if years := queries.years_mended(record_id):
                stale.others |= dict.fromkeys((*(f"mended:{year}" for year in sorted(years)), "mended"))
        if fact.name in queries.CHANGES:
            numbers = sorted(data.stale_pages(fact.idx), reverse=True)
            stale.others |= dict.fromkeys((*(f"changes:{number}" for number in numbers), "changes"))
        stale.records |= dict.fromkeys(f"record:{each}" for each in keys.get("related", ()))
        if "withheld" in keys:
            stale.others["withheld"] = None
        stale.others |= dict.fromkeys(
            f"unit:{code}" for place in keys.get("page", ()) for code in reader.shown_at(place)
        )
        arranged = [p.removeprefix("topic.") for p in keys.get("page", ()) if p.startswith("topic.")]
        for key in arranged:  # a page may show what was chosen, or show it no more
            chosen = reader.topics[key].records if key in reader.topics else []
            stale.records |= dict.fromkeys(f"record:{each}" for each in chosen)
        changed = [*keys.get("topic", ()), *arranged]
        if changed:
            stale.others |= dict.fromkeys((*(f"topic:{key}" for key in changed), "topics", "archive", "map", "sitemap"))
        if "site_notices" in keys:
            stale.others["site_notices"] = None
        if "former" in keys:
            stale.others["redirects"] = None
        if "points" in keys:
            stale.others["points"] = None
        if "keypoints" in keys or any(reader.shows_a_key_point(each) for each in keys.get("record", ())):
            stale.others["key_points"] = None
        for code in keys.get("guide", ()):
            stale.others |= dict.fromkeys((f"unit:{code}", "guide"))
        # How applications fare is counted up to the latest fact, whatever it tells.
        stale.others |= dict.fromkeys(("home", "answers", "english"))
    return stale


def _moves_a_hole(reader: Reader, fact: Happened) -> bool:
    """A withdrawn record keeps its slot in its section's lists; its move touches no page, but shifts those slots."""
    return fact.name == MOVED and not fact.touches and reader.is_withdrawn(fact.ref.partition(":")[2])


def _spread(reader: Reader, stale: Stale, record_id: str, fact: str, keys: dict[str, list[str]]) -> None:
    place = reader.place_of(record_id)
    if place is None:
        return
    year, sections, units, kinds = place[0], keys.get("section", []), keys.get("unit", []), keys.get("kind", [])
    stale.records[f"record:{record_id}"] = None
    moved = len(sections) > 1
    for axis, values in (("s", sections), ("u", units), ("k", kinds)):
        for key in values:
            pages_of_year = stale.years.setdefault(f"year:{axis}:{key}:{year}", YearStale())
            pages_of_year.touched.add(record_id)
            pages_of_year.shifted |= fact == PUBLISHED
            pages_of_year.whole |= moved and axis == "s"
    for key in sections:
        above = reader.ancestors(key)
        shown = [each for section in above for each in (section.key, *reader.predecessors(section.key))]
        stale.others |= dict.fromkeys(f"head:s:{each}" for each in shown)
        stale.others |= dict.fromkeys(f"us:{code}:{key}" for code in units)
        if any(section.column_type == ANNUAL_TYPE for section in above):
            stale.others["annual"] = None
        if any(section.key_area for section in above):
            stale.others["key_areas"] = None
    shown_in = {section.key for key in sections for section in reader.ancestors(key)}
    shown_in |= {each for key in shown_in for each in reader.predecessors(key)}
    stale.others |= dict.fromkeys(f"topic:{key}" for key in reader.topics_with(record_id, shown_in, kinds))
    stale.others |= dict.fromkeys(f"unit:{code}" for code in units)
    stale.others |= dict.fromkeys(f"head:k:{kind}" for kind in kinds)
    stale.others |= dict.fromkeys(("catalogue", "screen", f"sitemap:{record_id[:1]}", "sitemap"))
