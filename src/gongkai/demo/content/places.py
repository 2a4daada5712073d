"""The map of the county: which town a place lies in, and which places a town has, read from ``texts/places.toml``."""

import re
from collections.abc import Mapping
from functools import cache

from gongkai.demo.content.registry import Unit, load

SEAT = ("河西街道", "河东街道")
LISTS = (
    "road", "crossroad", "country_road", "bridge", "reservoir", "waterwork", "school", "hospital", "estate", "market",
    "scenic", "relic", "park", "project", "river",
)  # fmt: skip
"""The lists of places that lie in one town."""


@cache
def towns() -> Mapping[str, tuple[str, ...]]:
    """The villages and communities of each town and street."""
    return {town: tuple(villages.split()) for town, villages in load("texts/places.toml")["towns"].items()}


def stem(place: str) -> str:
    """The name without what it is: 沙溪 of 沙溪镇, 文昌 of 文昌社区."""
    for ending in ("街道", "社区", "街社区", "镇", "乡", "村"):
        if place.endswith(ending) and len(place) > len(ending) + 1:
            return place[: -len(ending)]
    return place


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    return tuple(
        (stem(place), town) for town, villages in towns().items() for place in (town, *villages) if len(stem(place)) > 1
    )


@cache
def town_of(place: str) -> str:
    """The town whose name, or one of whose villages' names, the place bears first; "" if it bears none."""
    found = [(place.index(name), -len(name), town) for name, town in _stems() if name in place]
    return min(found)[2] if found else ""


@cache
def in_town(kind: str, town: str) -> tuple[str, ...]:
    """The places of a list in a town; what bears no town's name lies in the county's seat."""
    texts = load("texts/places.toml")
    names = texts["lists"][kind].split()
    wide = texts["wide"].get(kind, "").split()
    found = tuple(
        name for name in names if (town not in SEAT if name in wide else (town_of(name) or SEAT[len(name) % 2]) == town)
    )
    lent: list[str] = []
    if ending := texts["from_village"].get(kind):
        lent += [stem(village).removesuffix(ending) + ending for village in towns()[town] if town not in SEAT]
    if (ending := texts["from_town"].get(kind)) and not found:
        lent.append((town if kind in ("school", "hospital") else stem(town)) + ending)
    return tuple(dict.fromkeys((*found, *lent)))


@cache
def anywhere(kind: str) -> tuple[str, ...]:
    return tuple(load("texts/places.toml")["lists"][kind].split())


@cache
def of_unit(kind: str, tag: str) -> re.Pattern[str]:
    """What the name of a place bears that such a unit has to do with."""
    return re.compile(load("texts/places.toml")["of_unit"].get(f"{kind}_{tag}", ""))


@cache
def rural() -> tuple[str, ...]:
    """The towns with villages."""
    return tuple(town for town in towns() if town not in SEAT)


@cache
def homes(unit: Unit) -> tuple[str, ...]:
    """The towns a unit works in: its own, for schools without one the county's seat, else all."""
    if unit.level == "town":
        return (unit.short_name,)
    own = next((town for town in towns() if town in unit.short_name), "")
    if not own and unit.tag in ("forest", "reservoir"):
        own = town_of(unit.short_name)
    if own:
        return (own,)
    return SEAT if unit.tag == "school" else tuple(towns())
