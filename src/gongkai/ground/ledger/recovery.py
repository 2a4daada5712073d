"""After an older backup was restored: bring back what was published, or declare a new log. Nothing forks.

Leaves that were published stay in the tree for ever, also if their acts are gone with the newer database. They are
brought back from the published log, and a public fact declares which they are; verification names them.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.ground.home.paths import RESTORED_MARK, home_path
from gongkai.ground.ledger import keys, log
from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.declared import (
    REF,
    LedgerErasedAgain,
    LedgerNumbersSkipped,
    LedgerReorigined,
    LedgerRestored,
)
from gongkai.ground.ledger.models import Checkpoint, Cosignature, Fact, Leaf
from gongkai.ground.ledger.signer import ForkDanger
from gongkai.pure.outside import web
from gongkai.pure.tlog import checkpoint as heads
from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.entry import canonical
from gongkai.pure.tlog.note import Note, Verifier
from gongkai.pure.tlog.tiles import WIDTH, TileReader, TileWriter

MAX_FILE_BYTES = 20 * 1024 * 1024
PATIENCE = 20.0
BATCH = 500

UNSEALED = 100
"""Numbers skipped for acts of the last moments, which no checkpoint covers, and for acts that give several."""

Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Gap:
    """How many numbers the lost acts may have given in any register, and in which years."""

    numbers: int
    years: range

    def told(self) -> LedgerNumbersSkipped:
        ends = dict.fromkeys(str(year) for year in (self.years[0], self.years[-1]))
        return LedgerNumbersSkipped("-".join(ends), self.numbers)


class NoLog(FileNotFoundError):
    """There is no published log; the message says where it was looked for."""


def source(place: str | None) -> Read:
    """Reads files of a published log: in a folder, below an address, in the folder ``log`` of either, or (None) in the home's own.

    Raises NoLog, or OSError for what can't be read.
    """
    if place is None:
        if not home_path("log", log.CHECKPOINT).exists():
            raise NoLog(f"The home's own {home_path('log')} holds no published log; name the folder or address of one.")
        return log.read
    for read in (_reader(place), _reader(f"{place.rstrip('/')}/log")):
        try:
            read(log.CHECKPOINT)
            return read
        except (FileNotFoundError, NotADirectoryError):
            continue
    raise NoLog(
        f"{place} holds no published log: its {log.CHECKPOINT} is neither there nor in log/ below. Name the log's folder or address, or the site's."
    )


def _reader(place: str) -> Read:
    if web.is_address(place):
        return lambda path: web.fetch(f"{place.rstrip('/')}/{path}", patience=PATIENCE, most=MAX_FILE_BYTES)
    return lambda path: Path(place, path).read_bytes()


Beside = Callable[[list[bytes], Gap | None], None]
"""What the floors above do in the act that brings leaves back: told the lost leaves' entries, and the numbers to skip if any are lost."""


def adopt_published(place: str | None, *, at: datetime, by: str, beside: Beside) -> range:
    """Bring back the leaves that were published and that this database lacks; returns their indices, maybe none.

    The caller is the only signer, and of a restored home the only one who acts. Raises ForkDanger if the database has already gone on differently: then only a new
    origin is left. Raises TlogError or OSError if the published log can't be read or does not verify.
    """
    read = source(place)
    note = Note.parse(read(log.CHECKPOINT))
    head, present = heads.Checkpoint.parse(note.text), keys.public_keys()[-1]
    if head.origin != present.name:
        raise ForkDanger(f"The published log is {head.origin}, the key of this home is that of {present.name}.")
    note.verified_by([present])
    if (sealed := _sealed()) > head.size:
        raise ForkDanger(
            f"The published log named ends at {head.size}, but this database was sealed up to {sealed} already: it is an old copy. "
            "Name the log as it is published now."
        )
    lost, again = range(log.leaf_count(), head.size), erased_again()
    _check_same(read, head)
    behind = _shows_less(read, head)
    if lost or again:
        gap = _gap(lost, at)
        with act(recovering=True):
            _bring_back(read, head, lost)
            if lost:
                told = LedgerRestored(lost.start, lost.stop - 1, head.size, head.root.hex())
                record(told, ref=REF, by=by, at=at)
            if gap:
                record(gap.told(), ref=REF, by=by, at=at)
            if again:
                record(LedgerErasedAgain(len(again), again), ref=REF, by=by, at=at)
            beside(list(log.entries(lost.start, lost.stop)), gap)
            _know(head, note, present, at)
    else:  # a backup made while the head was on its way to the witnesses
        with transaction.atomic():
            _know(head, note, present, at)
    if behind and Checkpoint.objects.filter(size=head.size, root=head.root).exists():
        _show(head, note, present)
    _unmark()
    return lost


def _sealed() -> int:
    """How far this database knows the log to have been published: the largest size that was signed and, where there are witnesses, cosigned."""
    signed = Checkpoint.objects.exclude(note="")
    if keys.witness_keys():
        signed = signed.filter(size__in=Cosignature.objects.values("size"))
    return signed.order_by("-size").values_list("size", flat=True).first() or 0


def _shows_less(read: Read, head: heads.Checkpoint) -> bool:
    """Does this home show nothing, or an earlier state of the adopted log? Raises ForkDanger for another history."""
    shown = log.published()
    if shown is None:
        return True
    began = islice(_published(read, head, 0), shown.size)
    if shown.size < head.size and merkle.root(map(merkle.leaf_hash, began)) != shown.root:
        raise ForkDanger(
            f"The home's own {home_path('log')} shows another history, up to {shown.size}: move it away, if the log named is the right one."
        )
    return shown.size < head.size


def _show(head: heads.Checkpoint, note: Note, present: Verifier) -> None:
    """Publish in this home what was adopted from elsewhere, the checkpoint last."""
    writer = TileWriter(log.write)
    writer.append(log.entries(0, head.size))
    writer.flush()
    log.write("log.vkey", f"{present.vkey}\n".encode())
    log.write(log.CHECKPOINT, note.format().encode())


def _bring_back(read: Read, head: heads.Checkpoint, lost: range) -> None:
    for start in range(lost.start, lost.stop, BATCH):
        part = zip(range(start, min(lost.stop, start + BATCH)), _published(read, head, start), strict=False)
        Leaf.objects.bulk_create(Leaf(idx=idx, entry=entry) for idx, entry in part)


def _gap(lost: range, at: datetime) -> Gap | None:
    """An act gives at most one number in a register, but for a few. Lost acts were done after the last that is here, and before now."""
    if not lost:
        return None
    last = Fact.objects.order_by("-idx").values_list("at", flat=True).first()
    years = sorted({localdate(last or at).year, localdate(at).year})
    return Gap(len(lost) + UNSEALED, range(years[0], years[-1] + 1))


def begin_new_origin(origin: str, *, reason: str, at: datetime, by: str, beside: Beside) -> Verifier:
    """Declare a new log with a key of its own over the same leaves; the old one stays as it is, moved aside.

    Asked again after it was interrupted, it goes on. The caller is the only signer. Raises UnusableKey for an origin
    that was used before.
    """
    head = log.published()
    begun = bool(head) and head.origin != origin and [key.name for key in keys.public_keys()[-1:]] == [origin]
    key = keys.signing_key().verifier if begun else keys.replace_key(origin)
    former = [each.name for each in keys.public_keys() if each != key][-1:]
    with act(recovering=True):
        told = LedgerReorigined(origin, key.vkey, "".join(former), reason)
        record(told, ref=REF, by=by, at=at)
        if again := erased_again():
            record(LedgerErasedAgain(len(again), again), ref=REF, by=by, at=at)
        beside([], None)
    if keys.policy_path().exists():
        keys.renew_policy()
    _move_log_aside()
    _unmark()
    return key


def mark_restored(again: list[str]) -> None:
    """Let nothing be signed and no act be done until the log is recovered; ``again`` was erased again meanwhile."""
    log.store(home_path("keys", RESTORED_MARK), canonical(again), 0o600)


def erased_again() -> list[str]:
    """What the restore erased again, still to be recorded."""
    mark = home_path("keys", RESTORED_MARK)
    return json.loads(mark.read_bytes()) if mark.exists() else []


def _unmark() -> None:
    home_path("keys", RESTORED_MARK).unlink(missing_ok=True)


def _move_log_aside() -> None:
    folder = home_path("log")
    if not folder.exists() or not any(folder.iterdir()):
        return
    number = 1
    while (aside := folder.with_name(f"log.former-{number}")).exists():
        number += 1
    folder.rename(aside)
    folder.mkdir()


def _check_same(read: Read, head: heads.Checkpoint) -> None:
    """The published tree is whole, and the database's leaves are its beginning (or it is theirs). Raises ForkDanger."""
    frontier = merkle.Frontier()
    there = log.leaf_count()
    ours = log.entries(0, min(there, head.size))
    for idx, entry in enumerate(_published(read, head, 0)):
        if idx < there and next(ours) != entry:
            raise ForkDanger(
                f"Leaf {idx} of this database is not that of the published log: acts went on after the restore, or an old copy of the log "
                "was adopted. Restore the backup into an empty home again and adopt the log as it is published now; where that cannot be, "
                "only a new origin is left: `gongkai seal --new-origin NAME`."
            )
        frontier.append(merkle.leaf_hash(entry))
    if frontier.root() != head.root:
        raise ForkDanger("The published entries do not give the root of the published checkpoint; nothing was adopted.")


def _published(read: Read, head: heads.Checkpoint, first: int) -> Iterator[bytes]:
    tiles = TileReader(read, head.size)
    for n in range(first // WIDTH, -(-head.size // WIDTH)):
        yield from tiles.entries(n)[first - n * WIDTH if n == first // WIDTH else 0 :]


def _know(head: heads.Checkpoint, note: Note, log_key: Verifier, at: datetime) -> None:
    """Enter the published checkpoint and its cosignatures as rows."""
    own = tuple(each for each in note.signatures if (each.name, each.key_id) == (log_key.name, log_key.key_id))
    signed = Note(note.text, own).format()
    Checkpoint.objects.get_or_create(size=head.size, defaults={"root": head.root, "note": signed, "at": at})
    Checkpoint.objects.filter(size=head.size, root=head.root, note="").update(note=signed)
    for key in keys.witness_keys():
        for line in note.signatures:
            if (line.name, line.key_id) == (key.name, key.key_id):
                Cosignature.objects.get_or_create(size=head.size, witness=key.name, defaults={"line": str(line)})
