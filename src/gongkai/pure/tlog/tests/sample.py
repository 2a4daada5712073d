"""What the tests of the log share: trees in memory, keys that never change, small strategies."""

from hashlib import sha256

from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.checkpoint import Checkpoint, sign
from gongkai.pure.tlog.note import COSIGNATURE, NOTE, Note, Signer

ORIGIN = "log.example/mingchuan"


def seeded(name: str, kind: int = NOTE) -> Signer:
    """The same key for the same name, always: never for real use."""
    return Signer(name, kind, sha256(name.encode()).digest())


LOG = seeded(ORIGIN)
WITNESS = seeded("witness.example/one", COSIGNATURE)


def leaves(count: int) -> list[bytes]:
    """Leaf hashes of the entries "0", "1", ..."""
    return [merkle.leaf_hash(str(each).encode()) for each in range(count)]


def plain_root(hashes: list[bytes]) -> bytes:
    """RFC 6962 §2.1, word for word, as the yardstick for everything incremental."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha256(b"\x01" + plain_root(hashes[:split]) + plain_root(hashes[split:])).digest()


def node_of(hashes: list[bytes]) -> merkle.Node:
    """`node(level, index)` over leaf hashes in memory."""
    return lambda level, index: plain_root(hashes[index << level : (index + 1) << level])


def checkpoint_of(hashes: list[bytes], size: int | None = None) -> Note:
    """Checkpoint of the first `size` leaves, signed by `LOG`."""
    part = hashes[:size]
    return sign(Checkpoint(ORIGIN, len(part), plain_root(part)), LOG)


def changed(data: bytes, at: int) -> bytes:
    """The same bytes with one bit turned over."""
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
