"""What a restore lost, as the log itself declares it: those entries stand in the log, but no home knows their acts any more."""

from hashlib import sha256

from gongkai.pure.tlog.entry import Public, canonical

DECLARES = "ledger.restored"


def lost_before(index: int, public: Public, root: bytes) -> range:
    """The entries that the declaration at an index is of; empty if it does not fit its place. ``root``: of the log before it.

    Its public leaf names no range, only the digest of its values (docs/ledger.md). All of these are known here but for the first entry
    that was lost, so that is found by trying.
    """
    for first in range(index - 1, -1, -1):
        said = {"first": first, "last": index - 1, "published_size": index, "published_root": root.hex()}
        if sha256(canonical(said)).digest() == public.digest:
            return range(first, index)
    return range(0)
