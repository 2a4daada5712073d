"""Building the index anew, while the old one serves and follows: all records into a new generation, then the facts since, then a switch.

Broken off it leaves a folder that the next build removes; the old index goes on.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from gongkai.engines.feeders import queries
from gongkai.engines.feeders.documents import Teller
from gongkai.engines.feeders.following import CONSUMER, follow, keep_naming
from gongkai.ground.search import places
from gongkai.ground.search.index import Writer
from gongkai.kernel.flow import consumers

HEAP = 256 * 1024 * 1024
"""What each of the two writers may hold in memory."""

Progress = Callable[[int, int], None]
"""Takes how many records are done, and of how many."""


@dataclass(frozen=True)
class Rebuilt:
    """How many records were read, and up to which fact the new index has followed."""

    records: int
    upto: int


def rebuild(progress: Progress | None = None) -> Rebuilt:
    """Make the index anew and switch to it. Raises places.Busy if somebody is at it."""
    with places.rebuilding():
        # Before anything is read: what happens from here on is followed afterwards.
        upto, total = consumers.head(), queries.how_many()
        generation, done = places.new_generation(), 0
        keep_naming(generation)
        with ExitStack() as stack:
            writers = {door: stack.enter_context(Writer(generation / door, heap=HEAP)) for door in places.DOORS}
            teller = Teller()
            for ids in queries.all_ids():
                for door, documents in teller.documents(ids).items():
                    for document in documents.values():
                        writers[door].put(document, known=False)
                done += len(ids)
                if progress:
                    progress(done, max(total, done))
        places.set_state(generation, places.State(places.FORM, upto))
        follow(generation)
        with places.following():
            followed = follow(generation)
            places.switch_to(generation)
            consumers.move_to(CONSUMER, followed.upto)
        return Rebuilt(done, followed.upto)
