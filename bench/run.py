"""Seeds a home and measures in it, one measure after another; what needs no home comes first and is taken without."""

import time
from collections.abc import Callable, Iterator

from bench import (
    acts,
    audit,
    building,
    millions,
    prototypes,
    publishing,
    searching,
    seed,
    serving,
    sustained,
    table,
    worklist,
    year,
)
from bench.report import Line
from bench.size import Size

Measure = Callable[[Size], Iterator[Line]]
HOMELESS: dict[str, Measure] = {"audit": audit.measure, "millions": millions.measure}
MEASURES: dict[str, Measure] = {
    "table": table.measure,
    "building": building.measure,
    "publishing": publishing.measure,
    "serving": serving.measure,
    "searching": searching.measure,
    "worklist": worklist.measure,
    "acts": acts.measure,
    "sustained": sustained.measure,
    "year": year.measure,
}
"""In this order: a site must be built before it is served; acts come late, for they leave drafts behind, and last what fills the home with more
cases."""


def run(size: Size, only: set[str], *, seeded: bool = False) -> Iterator[Line]:
    """Seed the empty home, unless it is seeded or nothing wants it, and take the measures that are asked for."""
    for name, measure in HOMELESS.items():
        if name in only:
            yield from measure(size)
    begun = time.monotonic()
    if not seeded and only & MEASURES.keys():
        prototypes.live(size)
        seed.multiply(size)
        yield Line("Seeding by bulk SQL, for the rest", f"{(time.monotonic() - begun) / 60:.1f} minutes")
    for name, measure in MEASURES.items():
        if name in only:
            yield from measure(size)
