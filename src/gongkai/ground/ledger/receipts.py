"""Receipts (c2sp.org/tlog-proof): that a fact's leaf is in the log, from the first checkpoint that covers it.

First means: of those that satisfy the present policy. A leaf that was sealed before its witnesses were named is proven by
the first checkpoint that they cosigned; while there is none, by the first of all.
"""

import fcntl
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import chain
from pathlib import Path

from gongkai.ground.home.paths import home_path, prepare
from gongkai.ground.ledger import keys, log
from gongkai.ground.ledger.models import Checkpoint, Cosignature, Fact, Leaf
from gongkai.ground.ledger.signer import with_cosignatures
from gongkai.pure.tlog import checkpoint as heads
from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.entry import Opening, encode_opening
from gongkai.pure.tlog.note import Note
from gongkai.pure.tlog.policy import NONE
from gongkai.pure.tlog.proof import TlogProof
from gongkai.pure.tlog.tiles import TileReader

SIDECARS = ".proofs"  # in a site's folder: how many facts its proofs take account of, and by which policy
BATCH = 2000


def receipt_for(idx: int, opening: bool) -> bytes | None:
    """The `.tlog-proof` of a fact; None while it is not sealed and published.

    With ``opening`` it carries salt and body, and is for whom the fact concerns, never for the public. Raises Leaf.DoesNotExist.
    """
    entry = bytes(Leaf.objects.values_list("entry", flat=True).get(idx=idx))
    return _Receipts().make(idx, entry, opening)


def public_receipt(idx: int) -> bytes | None:
    """The receipt of a public fact as anybody may have it: without salt and body."""
    return receipt_for(idx, opening=False)


Earlier = Callable[[Collection[str]], dict[str, dict[str, int]]]
"""Of records, by reference: the paths of receipts that stand beside the latest, and the facts that they are of."""


def write_public_receipts(site: Path, names: Iterable[str], earlier: Earlier = lambda refs: {}) -> int:
    """Lay the proof of each public record beside its page, at ``r/<id>/proof``: that of its latest fact of these names. Versions
    that stay on show keep their own, where ``earlier`` says; asked anew whenever there is a later fact.

    The names are of public facts that commit to what stands at the page: a document that comes into force, say, is still
    proven by its publication. Goes on where it stopped, by a mark in the folder; a new folder gets them all, and so does one
    whose proofs were made before a witness was named, once the witness has cosigned. Returns how many were written.
    """
    with _sole_writer():
        return _write(site, names, earlier)


def _write(site: Path, names: Iterable[str], earlier: Earlier) -> int:
    published = log.published()
    end = published.size if published else 0
    mark = site / SIDECARS
    receipts, written = _Receipts(), 0
    told = receipts.told_policy
    known, _, by = mark.read_text().partition(" ") if mark.exists() else ("0", "", "")
    first = int(known) if told in ("", by) else 0
    for start in range(first, end, BATCH):
        stop = min(end, start + BATCH)
        facts = Fact.objects.filter(idx__gte=start, idx__lt=stop, name__in=list(names), ref__startswith="record:")
        latest = dict(facts.order_by("idx").values_list("ref", "idx"))
        beside, wanted = earlier(latest), dict[str, int]()
        for ref, idx in latest.items():
            folder = f"r/{ref.partition(':')[2]}"
            kept = beside.get(ref, {})
            wanted |= {f"{folder}/proof": idx} | kept
            for found in (site / folder / "v").glob("*/proof"):
                if f"{folder}/v/{found.parent.name}/proof" not in kept:
                    found.unlink()
        entries = dict(Leaf.objects.filter(idx__in=set(wanted.values())).values_list("idx", "entry"))
        for path, idx in wanted.items():
            proof = receipts.make(idx, bytes(entries[idx]), opening=False)
            if proof is not None:
                _put(site / path, proof)
                written += 1
        _put(mark, f"{stop} {told or by}".encode())
    return written


@contextmanager
def _sole_writer() -> Iterator[None]:
    """The signer and a build that makes a copy may write at once; the older of two receipts must not be the last."""
    prepare()
    with open(home_path("run", "receipts.lock"), "a") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield


class _Receipts:
    """Makes receipts from one published state; tiles that several need are read once."""

    def __init__(self) -> None:
        published = log.published()
        self._published = published.size if published else 0
        self._origin = published.origin if published else ""
        self._readers: dict[int, tuple[TileReader, Note]] = {}
        self._policy = keys.policy()
        self._satisfied: dict[int, bool] = {}

    @property
    def told_policy(self) -> str:
        """Which policy proofs made now satisfy, by whom it trusts (not where they are reached); "" while the head does not."""
        if not (self._published and self._satisfies(self._published)):
            return ""
        trusted = [*(each.key.vkey for each in self._policy.witnesses), self._policy.quorum, repr(self._policy.groups)]
        return sha256("\n".join(trusted).encode()).hexdigest()[:16]

    def make(self, idx: int, entry: bytes, opening: bool) -> bytes | None:
        covering = self._covering(idx)
        if covering is None:
            return None
        tiles, note = covering
        path = tuple(merkle.inclusion_proof(idx, tiles.size, tiles.node))
        extra = Opening(entry)
        if opening:
            salt, body = Fact.objects.values_list("salt", "body").get(idx=idx)
            extra = Opening(entry, bytes(salt), bytes(body))
        return TlogProof(idx, path, note, encode_opening(extra)).format().encode()

    def _covering(self, idx: int) -> tuple[TileReader, Note] | None:
        """The first checkpoint of the published log over a leaf, see above."""
        size = next(chain(self._cosigned(idx), self._signed(idx)), None)
        return None if size is None else self._read(size)

    def _cosigned(self, idx: int) -> Iterator[int]:
        if self._policy.quorum == NONE:
            return
        trusted = [each.key.name for each in self._policy.witnesses]
        rows = Cosignature.objects.filter(size__gt=idx, size__lte=self._published, witness__in=trusted).order_by("size")
        yield from (size for size in rows.values_list("size", flat=True).distinct().iterator() if self._satisfies(size))

    def _signed(self, idx: int) -> Iterator[int]:
        rows = Checkpoint.objects.filter(size__gt=idx, size__lte=self._published).exclude(note="").order_by("size")
        yield from (size for size in rows.values_list("size", flat=True).iterator(chunk_size=10) if self._read(size))

    def _satisfies(self, size: int) -> bool:
        if size not in self._satisfied:
            found = self._read(size)
            self._satisfied[size] = found is not None and self._policy.satisfied(found[1])
        return self._satisfied[size]

    def _read(self, size: int) -> tuple[TileReader, Note] | None:
        """Tiles and note of a checkpoint; None if it is of another log."""
        if size not in self._readers:
            row = Checkpoint.objects.filter(size=size).exclude(note="").first()
            note = with_cosignatures(Note.parse(row.note), size) if row else None
            if note is None or heads.Checkpoint.parse(note.text).origin != self._origin:
                return None
            self._readers[size] = (log.reader(size, self._published), note)
        return self._readers[size]


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all; a proof can be made again, so it is not flushed to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(data)
    os.replace(beside, path)
