"""The consumers' places held against the order of facts: who claims to have read what is not there yet, would miss it."""

from collections.abc import Callable

from gongkai.ground.ledger.derived import Find, RowsAlone
from gongkai.kernel.flow import consumers


class Held(RowsAlone):
    def finish(self, find: Find, tick: Callable[[int], None]) -> None:
        for name, next_idx in consumers.beyond_head().items():
            find(
                f"flow.cursor/{name}",
                f"it claims to have read up to fact {next_idx}, there are {consumers.head()}; `gongkai rebuild` lets it read again",
            )


def rebuild() -> str:
    ahead = list(consumers.beyond_head())
    consumers.rewind(ahead)
    return f"places of consumers: {len(ahead)} stood beyond the last fact and begin again"
