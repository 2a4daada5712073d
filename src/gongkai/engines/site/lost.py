"""What a restore lost, as the log itself declares it: those entries stand in the log, but no home knows their acts any more.

The public leaf of ``ledger.restored`` names no range, only the digest of its values (docs/ledger.md); these are known but for the first
entry that was lost, so it is found by trying.
"""

from dataclasses import dataclass, field
from hashlib import sha256

from gongkai.pure.tlog.entry import Public, canonical

DECLARES = "ledger.restored"


@dataclass
class Lost:
    """The entries that restores lost, by index."""

    ranges: list[range] = field(default_factory=list)

    def __contains__(self, index: int) -> bool:
        return any(index in each for each in self.ranges)

    def hear(self, index: int, public: Public, root: bytes) -> None:
        """Take note of the declaration at an index. ``root``: of the log before it, which is what was brought back."""
        for first in range(index - 1, -1, -1):
            said = {"first": first, "last": index - 1, "published_size": index, "published_root": root.hex()}
            if sha256(canonical(said)).digest() == public.digest:
                self.ranges.append(range(first, index))
                return
