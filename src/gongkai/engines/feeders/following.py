"""Following the facts: what they changed is indexed anew, batch by batch, one commit each; attachments are read beside.

The place moves last: stopped anywhere and run again, the same documents are put in the place of the same documents.
"""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from gongkai.engines.feeders import queries
from gongkai.engines.feeders.documents import Teller
from gongkai.ground.search import places, texts
from gongkai.ground.search.apart import text_of
from gongkai.ground.search.index import write
from gongkai.kernel.flow import consumers
from gongkai.kernel.records.facts import VersionErased

CONSUMER = "search"
BATCH = 500
NAMING = "naming.json"
AT_ONCE = 1000
"""Records to a commit."""
READING = 1.0
"""Seconds that a round may read attachments: others wait meanwhile."""


@dataclass(frozen=True)
class Followed:
    """How many records were indexed anew, and up to which fact."""

    records: int
    upto: int


def wants_rebuild() -> str:
    """Why the index has to be made anew before it can follow, in English; "" if it can."""
    generation = places.current()
    if generation is None:
        return "there is none"
    state = places.state_of(generation)
    if state.form != places.FORM or not all((generation / door / "meta.json").exists() for door in places.DOORS):
        return "it is of another release's form, or damaged"
    if consumers.place(CONSUMER) < state.upto or consumers.head() < state.upto:
        return "it has followed facts that are not there"
    return "it holds what was erased" if state.stale else ""


def catch_up() -> Followed:
    """Follow all new facts into the serving generation. Raises places.Unavailable where ``wants_rebuild`` says why."""
    with places.following():
        if why := wants_rebuild():
            raise places.Unavailable(why)
        generation = places.current()
        assert generation is not None
        done = follow(generation)
        if done.upto > consumers.place(CONSUMER):
            consumers.move_to(CONSUMER, done.upto)
        return done


def follow(generation: Path) -> Followed:
    """Bring a generation up to the latest fact. The caller sees to it that nobody else writes there."""
    state, total = places.state_of(generation), 0
    while changed := queries.changed_after(state.upto, BATCH, (VersionErased.NAME,)):
        others = _renamed(generation) if changed.naming else ()
        total += put(generation, _each_once(changed.records, others))
        if changed.naming:
            keep_naming(generation)
        state = replace(state, upto=changed.upto, stale=state.stale or changed.erased)
        places.set_state(generation, state)
    return Followed(total, state.upto)


def keep_naming(generation: Path) -> None:
    """Note under which names of units and sections a generation's records are indexed."""
    (generation / NAMING).write_text(json.dumps(queries.naming(), ensure_ascii=False))


def _renamed(generation: Path) -> Iterator[str]:
    """Records of units and sections that are not called, or do not stand, as when they were indexed. A mere change of order is none."""
    before, now = json.loads((generation / NAMING).read_text()), queries.naming()
    keys = [key.partition(":") for key, said in now.items() if before.get(key) != said]
    of = {family: {key for each, _, key in keys if each == family} for family in ("unit", "section")}
    yield from queries.of_units_and_sections(of["unit"], of["section"])


def _each_once(ids: set[str], others: Iterable[str]) -> Iterator[str]:
    yield from sorted(ids)
    yield from (each for each in others if each not in ids)


def put(generation: Path, ids: Iterable[str]) -> int:
    """Index records as they are now; what is not on the site any more leaves the public's index. Returns how many."""
    total, rest = 0, iter(ids)
    while some := list(islice(rest, AT_ONCE)):
        documents = Teller().documents(some)
        for door, found in documents.items():
            write(generation, door, found.values(), [key for key in some if key not in found])
        total += len(some)
    return total


def read_attachments(seconds: float = READING) -> int:
    """Read attachments that wait, for so long, and index their records anew. Returns how many were read."""
    until, owners, count = time.monotonic() + seconds, set(), 0
    for file_id, owner in texts.waiting(50):
        file = queries.files([file_id]).get(file_id)
        try:
            said = text_of(file.path.read_bytes()) if file else ""
        except OSError:
            said = ""
        texts.keep(file_id, said)
        owners.add(owner)
        count += 1
        if time.monotonic() > until:
            break
    if owners:
        with places.following():
            if (generation := places.current()) and not wants_rebuild():
                put(generation, sorted(owners))
    return count
