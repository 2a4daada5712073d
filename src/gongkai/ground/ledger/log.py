"""The published log: tiles, entry bundles and checkpoint below ``GONGKAI_HOME/log``, as c2sp.org/tlog-tiles lays them out.

Whoever serves this folder below the log's origin serves the log. All of it can be made again from the database.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from operator import or_
from pathlib import Path

from django.db.models import Q, QuerySet

from gongkai.ground.home.paths import home_path
from gongkai.ground.ledger.models import Fact, Leaf
from gongkai.pure.tlog.checkpoint import Checkpoint
from gongkai.pure.tlog.note import Note
from gongkai.pure.tlog.tiles import ENTRIES, WIDTH, TileReader, new_tiles, tile_path

CHECKPOINT = "checkpoint"
SYSTEM = "system"  # who acts where nobody does: the floors above call it so
BATCH = 4096


class BrokenOrder(RuntimeError):
    """A leaf is missing from the dense order."""


def read(path: str) -> bytes:
    """A file of the log; raises FileNotFoundError."""
    return home_path("log", path).read_bytes()


def write(path: str, data: bytes) -> None:
    """Put a file of the log in place whole, and on the disk."""
    store(home_path("log", path), data)


def store(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write beside, flush, rename, flush the folder: a crash leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def published_note() -> Note | None:
    """The checkpoint that the log shows now, unverified; None if nothing is published. Raises NoteError if damaged."""
    try:
        return Note.parse(read(CHECKPOINT))
    except FileNotFoundError:
        return None


def published() -> Checkpoint | None:
    """Size and root that the log shows now, unverified. Raises TlogError if damaged."""
    note = published_note()
    return Checkpoint.parse(note.text) if note else None


def reader(size: int, published: int = 0) -> TileReader:
    """Nodes and entries of the tree at some size up to ``published``, that of the log as it stands (0: the same)."""
    return TileReader(read, size, grown=published)


def leaf_count() -> int:
    """How many leaves the database holds: the index that the next fact gets."""
    last = Leaf.objects.order_by("-idx").values_list("idx", flat=True).first()
    return 0 if last is None else last + 1


def is_empty() -> bool:
    """Whether nothing has ever happened here: neither a fact nor a leaf."""
    return not (Fact.objects.exists() or Leaf.objects.exists())


def began_at(*subjects: str, size: int | None = None) -> datetime | None:
    """When the first act was taken on a subject of these sorts ("case:", "record:"), of any sort where none is named; None if there was
    none yet. ``size``: as when the ledger had that many facts.
    """
    return _facts(subjects, size).order_by("idx").values_list("at", flat=True).first()


def ended_at(*subjects: str, size: int | None = None) -> datetime | None:
    """As ``began_at``, of the last act; what the system did by itself on a day that came is none."""
    return _facts(subjects, size).exclude(actor=SYSTEM).order_by("-idx").values_list("at", flat=True).first()


def recorded_at(idx: int) -> datetime:
    """When the fact of an index was recorded, or the next one that is there. Raises LookupError beyond the last."""
    found = Fact.objects.filter(idx__gte=idx).order_by("idx").values_list("at", flat=True).first()
    if found is None:
        raise LookupError(idx)
    return found


def size_before(moment: datetime, known: int = 0) -> int:
    """How many facts the ledger had at a moment: those before the first that was recorded then or later; it had ``known`` for certain.

    By halving, since instants rise with the order.
    """
    low, high = known, leaf_count()
    while low < high:
        middle = (low + high) // 2
        found = Fact.objects.filter(idx__gte=middle, idx__lt=high).order_by("idx").values_list("idx", "at").first()
        if found is None or found[1] >= moment:
            high = middle
        else:
            low = found[0] + 1
    return low


def indices(refs: list[str], using: str = "default") -> dict[str, dict[str, int]]:
    """By reference and name of the fact its index; the latest where one of a name was recorded twice."""
    found: dict[str, dict[str, int]] = {ref: {} for ref in refs}
    for ref, name, idx in (
        Fact.objects.using(using).filter(ref__in=refs).order_by("idx").values_list("ref", "name", "idx")
    ):
        found[ref][name] = idx
    return found


def _facts(subjects: tuple[str, ...], size: int | None) -> QuerySet[Fact]:
    facts = Fact.objects.filter(reduce(or_, (Q(ref__startswith=subject) for subject in subjects), Q()))
    return facts if size is None else facts.filter(idx__lt=size)


def entries(first: int, end: int) -> Iterator[bytes]:
    """Entries of the database's leaves in order, from ``first`` up to, not including, ``end``. Raises BrokenOrder."""
    for start in range(first, end, BATCH):
        stop = min(end, start + BATCH)
        rows = Leaf.objects.filter(idx__gte=start, idx__lt=stop).order_by("idx").values_list("idx", "entry")
        for expected, (idx, entry) in zip(range(start, stop), rows, strict=False):
            if idx != expected:
                raise BrokenOrder(f"leaf {expected} is missing")
            yield bytes(entry)
        if len(rows) < stop - start:
            raise BrokenOrder(f"a leaf between {start} and {stop - 1} is missing")


def leaves(indices: list[int]) -> dict[int, bytes]:
    """Entries of some of the database's leaves, by index."""
    rows = Leaf.objects.filter(idx__in=indices).values_list("idx", "entry")
    return {idx: bytes(entry) for idx, entry in rows}


def drop_superseded(old_size: int, new_size: int) -> None:
    """Remove partial tiles of which the full one now stands (tlog-tiles allows it; readers fall back to the full one)."""
    for tile in new_tiles(old_size, new_size):
        if tile.width == WIDTH:
            paths = [tile.path] + ([tile_path(ENTRIES, tile.n)] if tile.level == 0 else [])
            for path in paths:
                shutil.rmtree(home_path("log", f"{path}.p"), ignore_errors=True)
