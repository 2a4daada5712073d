"""The Merkle tree of RFC 6962: hashes, frontier, proofs.

A *node* (level, index) is the root of the complete subtree over leaves [index * 2^level, (index + 1) * 2^level).
Proofs are made from a function `node(level, index) -> bytes`, so they need O(log n) reads, wherever hashes are kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from gongkai.pure.tlog.errors import MerkleError
from gongkai.pure.tlog.wire import HASH_SIZE, MAX_SIZE

Node = Callable[[int, int], bytes]

EMPTY_ROOT = sha256(b"").digest()
MAX_PATH = 63


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry) (RFC 6962 §2.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right) (RFC 6962 §2.1)."""
    return sha256(b"\x01" + left + right).digest()


def root(hashes: Iterable[bytes]) -> bytes:
    """Root of the tree over these leaf hashes, in order; SHA-256 of nothing for the empty tree."""
    frontier = Frontier()
    for each in hashes:
        frontier.append(each)
    return frontier.root()


@dataclass
class Frontier:
    """The right edge of a tree: the roots of its complete subtrees, largest first, one per set bit of `size`.

    It is all that is needed to append leaves and to know the root: at most 63 hashes, whatever the size.
    """

    size: int = 0
    hashes: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MAX_SIZE:
            raise MerkleError(f"No tree has size {self.size}.")
        if len(self.hashes) != self.size.bit_count() or any(len(each) != HASH_SIZE for each in self.hashes):
            raise MerkleError(f"A frontier of size {self.size} has {self.size.bit_count()} hashes of 32 bytes.")

    @classmethod
    def of(cls, size: int, node: Node) -> "Frontier":
        """The frontier of the tree of this size, read from stored nodes."""
        hashes, start = [], 0
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                hashes.append(node(level, start >> level))
                start += 1 << level
        return cls(size, hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Frontier":
        """Inverse of `to_bytes`."""
        if len(data) < 8 or len(data) > 8 + MAX_PATH * HASH_SIZE or len(data) % HASH_SIZE != 8:
            raise MerkleError("A stored frontier has 8 bytes of size and at most 63 hashes of 32 bytes.")
        hashes = [data[at : at + HASH_SIZE] for at in range(8, len(data), HASH_SIZE)]
        return cls(int.from_bytes(data[:8], "big"), hashes)

    def to_bytes(self) -> bytes:
        """Size as uint64 big-endian, then the hashes, largest subtree first."""
        return self.size.to_bytes(8, "big") + b"".join(self.hashes)

    def copy(self) -> "Frontier":
        """An independent frontier of the same tree."""
        return Frontier(self.size, list(self.hashes))

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash (not an entry) at the right."""
        carry, below = leaf, self.size
        while below & 1:
            carry = node_hash(self.hashes.pop(), carry)
            below >>= 1
        self.hashes.append(carry)
        self.size += 1

    def root(self) -> bytes:
        """Root hash of the tree."""
        if not self.hashes:
            return EMPTY_ROOT
        result = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            result = node_hash(left, result)
        return result


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """Audit path of leaf `index` in the tree of `size` leaves, from the leaf's sibling up (RFC 6962 §2.1.1)."""
    if not 0 <= index < size:
        raise MerkleError(f"Leaf {index} is not in a tree of size {size}.")
    path, low, high = [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_range_hash(middle, high, node))
            high = middle
        else:
            path.append(_range_hash(low, middle, node))
            low = middle
    return path[::-1]


def verify_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root_hash: bytes) -> None:
    """Raise `MerkleError` unless `path` leads from the leaf hash to the root hash (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        raise MerkleError(f"Leaf {index} is not in a tree of size {size}.")
    _check_path(path)
    result, at, last = leaf, index, size - 1
    for sibling in path:
        if last == 0:
            raise MerkleError("The inclusion proof is too long.")
        if at & 1 or at == last:
            result = node_hash(sibling, result)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        at, last = at >> 1, last >> 1
    if last != 0:
        raise MerkleError("The inclusion proof is too short.")
    if result != root_hash:
        raise MerkleError("The inclusion proof does not lead to the root: this entry is not at this place of the log.")


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """Proof that the tree of `new` leaves only appends to that of `old` (RFC 6962 §2.1.2); empty if old is 0 or new."""
    if not 0 <= old <= new:
        raise MerkleError(f"There is no consistency proof from size {old} to size {new}.")
    if old in (0, new):
        return []
    proof, low, high, whole = [], 0, new, True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(_range_hash(middle, high, node))
            high = middle
        else:
            proof.append(_range_hash(low, middle, node))
            low, whole = middle, False
    if not whole:
        proof.append(_range_hash(low, high, node))
    return proof[::-1]


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raise `MerkleError` unless `proof` shows that the new tree starts with the old one (RFC 9162 §2.1.4.2)."""
    if not 0 <= old <= new:
        raise MerkleError(f"The log shrank: from size {old} to size {new}.")
    _check_path(proof)
    if old in (0, new):
        _verify_trivial(old, new, old_root, new_root, proof)
        return
    if not proof:
        raise MerkleError("The consistency proof is too short.")
    # An old tree of 2^k leaves is itself a node of the new tree, and is left out of the proof.
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old_result = new_result = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise MerkleError("The consistency proof is too long.")
        if at & 1 or at == last:
            old_result = node_hash(sibling, old_result)
            new_result = node_hash(sibling, new_result)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new_result = node_hash(new_result, sibling)
        at, last = at >> 1, last >> 1
    if last != 0:
        raise MerkleError("The consistency proof is too short.")
    if old_result != old_root or new_result != new_root:
        raise MerkleError(f"The tree of size {new} does not start with the tree of size {old}: the log was rewritten.")


def _verify_trivial(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    if proof:
        raise MerkleError(f"The consistency proof from size {old} to size {new} must be empty.")
    if old == 0 and old_root != EMPTY_ROOT:
        raise MerkleError("The root of the empty tree is SHA-256 of nothing.")
    if old == new and old_root != new_root:
        raise MerkleError(f"Two different roots at size {old}: the log was forked.")


def _check_path(path: Sequence[bytes]) -> None:
    if len(path) > MAX_PATH or any(len(each) != HASH_SIZE for each in path):
        raise MerkleError("A proof has at most 63 hashes of 32 bytes.")


def _split(count: int) -> int:
    """Largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def _range_hash(low: int, high: int, node: Node) -> bytes:
    """Root over leaves [low, high), where low is a multiple of the smallest power of two that holds the range."""
    level = (high - low).bit_length() - 1
    if high - low == 1 << level:
        return node(level, low >> level)
    middle = low + (1 << level)
    return node_hash(node(level, low >> level), _range_hash(middle, high, node))
