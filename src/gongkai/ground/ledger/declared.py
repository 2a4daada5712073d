"""What a restore declares in the ledger itself: leaves whose acts are gone, a new origin, erasures made again."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact
from gongkai.ground.ledger.models import Fact
from gongkai.pure.outside.data import read_json

REF = "ledger:log"


@fact("ledger.restored", "从备份恢复：第{first}条至第{last}条的原始记录已经丢失，公开日志中的承诺仍在", public=True)
@dataclass(frozen=True)
class LedgerRestored(FactBase):
    """Leaves ``first`` to ``last`` were brought back from the published log of this size; their acts are lost."""

    first: int
    last: int
    published_size: int
    published_root: str


@fact("ledger.reorigined", "启用新的日志{origin}，原日志{former}不再续写：{reason}", public=True)
@dataclass(frozen=True)
class LedgerReorigined(FactBase):
    """From here on another log: its origin and public key, the former origin, and why."""

    origin: str
    key: str
    former: str
    reason: str


@fact(
    "ledger.numbers_skipped",
    "从备份恢复后，{years}的各类编号各跳过{numbers}个，以免与丢失的记录用过的重号",
    public=True,
)
@dataclass(frozen=True)
class LedgerNumbersSkipped(FactBase):
    """After a restore that lost acts, each register of these years ("2026", "2026-2027") goes on so many numbers further up."""

    years: str
    numbers: int


@fact("ledger.erased_again", "从备份恢复后，再次清除{count}件已经清除过的信息")
@dataclass(frozen=True)
class LedgerErasedAgain(FactBase):
    """After a restore, what had been erased since the backup was erased again."""

    count: int
    refs: list[str]


@dataclass(frozen=True)
class Ranges:
    """Whether an index is in one of a few ranges."""

    ranges: tuple[range, ...]

    def __contains__(self, idx: int) -> bool:
        return any(idx in each for each in self.ranges)


def declared_lost() -> Ranges:
    """The indices whose acts a restore lost, as its facts declare.

    A declaration stands right behind the leaves that were brought back; one that stands elsewhere declares nothing.
    """
    found = []
    for idx, body in Fact.objects.filter(name=LedgerRestored.NAME).order_by("idx").values_list("idx", "body"):
        try:
            said = read_json(bytes(body))["fact"]
            if said["last"] + 1 == idx:
                found.append(range(said["first"], idx))
        except (ValueError, TypeError, LookupError):
            continue  # verification names the fact
    return Ranges(tuple(found))
