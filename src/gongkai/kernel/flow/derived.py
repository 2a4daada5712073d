"""What is kept beside its source, held against it: the consumers' places against the order of facts (who claims to have read what is not
there yet, would miss it), the days of duties against their clocks."""

from collections.abc import Callable

from gongkai.ground.ledger.derived import Find, RowsAlone
from gongkai.kernel.flow import consumers
from gongkai.kernel.flow.duties import strayed


class Held(RowsAlone):
    def finish(self, find: Find, tick: Callable[[int], None]) -> None:
        for name, next_idx in consumers.beyond_head().items():
            find(
                f"flow.cursor/{name}",
                f"it claims to have read up to fact {next_idx}, there are {consumers.head()}; `gongkai rebuild` lets it read again",
            )
        for duty in strayed():
            find(duty.ledger_name(), "its days are not those that it derives from")


def rebuild() -> str:
    ahead = list(consumers.beyond_head())
    consumers.rewind(ahead)
    return f"places of consumers: {len(ahead)} stood beyond the last fact and begin again"
