"""What recovering a log does beyond the ledger: numbers are skipped, and what was withdrawn since the backup goes off the site again."""

from collections.abc import Sequence
from datetime import datetime

from gongkai.ground.documents import registers
from gongkai.ground.ledger import recovery
from gongkai.ground.ledger.recovery import Gap
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.records.actions import withdraw
from gongkai.kernel.records.facts import RecordCorrected, RecordPublished, RecordWithdrawn
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import by_refs, emptied
from gongkai.pure.tlog.entry import decode_entry

WITHDRAWN_SINCE = "此前已经撤下；撤下的原始记录在恢复数据时丢失，依公开日志再次撤下"
EMPTIED_SINCE = "这一版内容此前已经清除；清除以后的更正在恢复数据时丢失"


class Beside:
    """What is done in the act of the recovery, each a fact of its own; ``told`` says it afterwards, a line each."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self.told: list[str] = []

    def __call__(self, lost: Sequence[bytes], gap: Gap | None) -> None:
        if gap:
            registers.skip(gap.numbers, gap.years)
            self.told.append(
                f"Every register goes on {gap.numbers} numbers further up: what lost acts gave is not given again."
            )
        latest: dict[str, str] = {}
        for public in (decode_entry(entry).public for entry in lost):
            if public and public.fact in (RecordPublished.NAME, RecordCorrected.NAME, RecordWithdrawn.NAME):
                latest[public.ref] = public.fact
        here = by_refs(list(latest))
        for ref, fact in latest.items():
            record = here.get(ref)
            if fact == RecordWithdrawn.NAME and record and record.live:
                self._off(record, WITHDRAWN_SINCE, "was withdrawn since the backup, and is withdrawn again")
            elif fact == RecordCorrected.NAME and record and record.live:
                self._tell(record, "was corrected since the backup: the version before it stands now, correct it again")
            elif fact != RecordWithdrawn.NAME and record is None:
                self.told.append(
                    f"{ref} was published since the backup and is lost: publish it again, it gets another number."
                )
            elif record is None:
                self.told.append(f"{ref} was published and withdrawn since the backup: nothing of it is left.")
        for record in emptied():
            self._off(record, EMPTIED_SINCE, "stood with a content that was erased since the backup, and is withdrawn")

    def _off(self, record: Record, ground: str, what: str) -> None:
        # Not even the title: on what ground it went is lost, and it may have been the reason.
        withdraw(record=record, ground=ground, keep_title=False, by=SYSTEM, at=self._at)
        self._tell(record, what)

    def _tell(self, record: Record, what: str) -> None:
        self.told.append(f"{record.ref} ({record.index_number}) {what}.")


def adopt(place: str | None, *, at: datetime) -> None:
    """Bring back what was published, and say what came of it. Raises what ``recovery.adopt_published`` does."""
    beside = Beside(at)
    lost = recovery.adopt_published(place, at=at, by=SYSTEM.name, beside=beside)
    if lost:
        print(f"Leaves {lost.start} to {lost.stop - 1} were brought back; their acts are lost, and a fact declares it.")
    else:
        print("Nothing that was published is missing.")
    print("".join(f"{line}\n" for line in beside.told), end="")
