"""The signer: seals the leaves that acts have committed. Acts never wait for it, and it alone reads the signing key.

1. ``store_head``   the new tree's size and root become a row, and are on the disk, with all acts before them
2. ``sign_head``    the log's key signs them
3. ``cosign_head``  the policy's witnesses cosign; too few: stop here, and go on from here the next time
4. ``write_tiles``  tiles and entry bundles
5. ``publish``      the checkpoint file, last

Stopped between any two steps, the next run goes on with the row that stands: a size gets one root, ever.
A published checkpoint that the policy does not take, as a witness was named since, goes to the witnesses again.
Before it signs, the signer compares the database with the published checkpoint and with what each witness saw last.
A database that is older than what was published would fork the log; it refuses.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from gongkai.ground.home.paths import RESTORED_MARK, home_path, prepare
from gongkai.ground.ledger import keys, log
from gongkai.ground.ledger.acts import RESTORED
from gongkai.ground.ledger.declared import declared_lost
from gongkai.ground.ledger.models import Checkpoint, Cosignature
from gongkai.pure.tlog import checkpoint as heads
from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.errors import MerkleError, TileError, TlogError, WitnessError, WitnessRefused
from gongkai.pure.tlog.note import Note, Signature, Signer
from gongkai.pure.tlog.policy import NONE, Policy, Witness
from gongkai.pure.tlog.tiles import TileWriter
from gongkai.pure.tlog.witness_client import submit

CONFLICT = "conflict"
SIGNER_LOCK = 0x676B7369676E  # "gksign": the advisory lock that one signer holds on PostgreSQL
RECOVER = (
    "Nothing was signed. Either bring back the missing leaves from the published log with "
    "`gongkai seal --adopt-published [DIR-or-URL]`, or declare a new log with `gongkai seal --new-origin NAME`."
)


class ForkDanger(RuntimeError):
    """This database is not a continuation of what was published or witnessed; signing would fork the log."""


class ForeignDatabase(ForkDanger):
    """This database does not know the head that the home's log shows: it is an older one, or another home's."""


class SignerBusy(RuntimeError):
    """Another signer is at work on this home or database."""


@dataclass(frozen=True)
class Sealed:
    """What a run came to: the published size, and what was not as it should be, one sentence each."""

    size: int
    waiting: bool = False
    reports: tuple[str, ...] = ()


@dataclass
class Job:
    """One checkpoint on its way, and the tree that is published now."""

    size: int
    root: bytes
    at: datetime
    signer: Signer
    policy: Policy
    published: heads.Checkpoint | None
    note: Note | None = None
    reports: list[str] = field(default_factory=list)


class TooFewWitnesses(Exception):
    """The quorum has not cosigned yet."""


@contextmanager
def only_signer() -> Iterator[None]:
    """Hold the place of the one signer; raises SignerBusy if it is taken."""
    prepare()
    with open(home_path("run", "signer.lock"), "a") as place:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SignerBusy(f"Another signer is at work on {home_path()}.") from error
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [SIGNER_LOCK])
            if not cursor.fetchone()[0]:
                raise SignerBusy("Another signer is at work on this database.")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SIGNER_LOCK])


def seal(*, at: datetime, compare: bool = True) -> Sealed:
    """Seal all leaves that are there, if any is new, or if the policy does not take what is published. The caller holds ``only_signer``.

    ``compare``: hold the database against the published checkpoint and the witnesses first; a signer that runs on may
    leave that out after it passed once. Raises ForkDanger, UnusableKey, BrokenOrder, TlogError (a damaged policy).
    """
    signer, policy = keys.signing_key(), keys.policy()
    published = compare_with_published(signer)
    reports = compare_with_witnesses(signer, policy) if compare else []
    if reports and not _enough(policy, {each.name for each in policy.witnesses} - {name for name, _ in reports}):
        waits = _next_job(at, signer, policy, published) or _standing_job(at, signer, policy, published)
        return Sealed(published.size if published else 0, waits is not None, tuple(told for _, told in reports))
    told, there = tuple(told for _, told in reports), log.leaf_count()
    while job := _next_job(at, signer, policy, published) or _standing_job(at, signer, policy, published):
        try:
            for step in STEPS:
                step(job)
        except TooFewWitnesses:
            return Sealed(published.size if published else 0, True, tuple(job.reports))
        told, published = tuple(job.reports), log.published()
        if job.size >= there:  # else it was a row that stood from before, behind which more has come
            break
    return Sealed(published.size if published else 0, False, told)


def compare_with_published(signer: Signer) -> heads.Checkpoint | None:
    """The published head, which must be one of this database's and of this key's. Raises ForkDanger."""
    if home_path("keys", RESTORED_MARK).exists():
        raise ForkDanger(RESTORED)
    head = known_head()
    if head and head.origin != signer.name:
        raise ForkDanger(f"The published log is {head.origin}, the key is that of {signer.name}. {RECOVER}")
    return head


def known_head() -> heads.Checkpoint | None:
    """The head that the home's log shows, None if it shows none. Raises ForkDanger; where this database does not know it ForeignDatabase: nothing
    else in the home is then to be held against it.
    """
    try:
        note = log.published_note()
        head = heads.Checkpoint.parse(note.text) if note else None
        if note:
            note.verified_by(keys.public_keys())
    except TlogError as error:
        raise ForkDanger(f"The published checkpoint {home_path('log', 'checkpoint')} is damaged. {error}") from error
    if head is None:
        return None
    there = log.leaf_count()
    if head.size > there:
        raise ForeignDatabase(
            f"The published log has {head.size} leaves and this database {there}: it is older than what was published. {RECOVER}"
        )
    row = Checkpoint.objects.filter(size=head.size).first()
    if row is None or bytes(row.root) != head.root:
        raise ForeignDatabase(
            f"The published log's head at size {head.size} is not one that this database knows: it has another history. {RECOVER}"
        )
    return head


def compare_with_witnesses(signer: Signer, policy: Policy) -> list[tuple[str, str]]:
    """Ask each witness what it saw last. (name, sentence) for those that can't be asked; raises ForkDanger.

    They are asked by submitting the head of the empty tree, with which every tree is consistent: a witness that saw
    more answers 409 and the size it holds.
    """
    empty = heads.sign(heads.Checkpoint(signer.name, 0, merkle.EMPTY_ROOT), signer).format()
    silent = []
    for witness in policy.witnesses:
        try:
            submit(witness.url or "", empty, 0, [], witness=witness.key)
        except WitnessRefused as refusal:
            if refusal.size is None:
                silent.append((witness.name, str(refusal)))
            else:
                _check_seen(witness, refusal.size)
        except WitnessError as error:
            silent.append((witness.name, str(error)))
    if not silent:
        conflict_path().unlink(missing_ok=True)
    return silent


def conflict_path() -> Path:
    """Here stands, until all witnesses agree again, what one of them has seen that this database does not know: verification tells it."""
    return home_path("keys", CONFLICT)


def _conflict(witness: Witness, size: int, what: str) -> ForkDanger:
    told = (
        f"The witness {witness.name} has cosigned {what}. This database has {log.leaf_count()} leaves. Either it is older than what was "
        f"published, or somebody else has signed with this log's key (a fork): find out which before you go on."
    )
    log.store(conflict_path(), f"{told}\n".encode(), 0o600)
    return ForkDanger(f"{told} {RECOVER}")


def _check_seen(witness: Witness, size: int) -> None:
    """Raise ForkDanger for a size that is none of this database's. A witness that is new, or that lost its memory, has seen nothing: 0."""
    # A head is stored before it is sent anywhere: a size that no row has was sent by a database that knew more.
    known = not size or Checkpoint.objects.filter(size=size).exists() or size - 1 in declared_lost()
    if size > log.leaf_count() or not known:
        raise _conflict(witness, size, f"a tree of {size} leaves that this database does not know")


def _next_job(at: datetime, signer: Signer, policy: Policy, published: heads.Checkpoint | None) -> Job | None:
    """The unpublished checkpoint that stands, or a new one over all leaves; None if nothing is new."""
    done = published.size if published else 0
    for row in Checkpoint.objects.filter(size__gt=done).order_by("-size"):
        note = Note.parse(row.note) if row.note else None
        if note is None or heads.Checkpoint.parse(note.text).origin == signer.name:
            return Job(row.size, bytes(row.root), row.at, signer, policy, published, note)
    size = log.leaf_count()
    if size == done:
        return None
    frontier = _writer(published).frontier
    for entry in log.entries(frontier.size, size):
        frontier.append(merkle.leaf_hash(entry))
    return Job(size, frontier.root(), at, signer, policy, published)


def _standing_job(at: datetime, signer: Signer, policy: Policy, published: heads.Checkpoint | None) -> Job | None:
    """The published checkpoint once more, if its cosignatures do not satisfy the policy; None if they do."""
    note = log.published_note() if published else None
    if note is None or policy.satisfied(note, signer.verifier):
        return None
    return Job(published.size, published.root, at, signer, policy, published, note)


def _writer(published: heads.Checkpoint | None) -> TileWriter:
    """The published tree to grow; from nothing if its tiles are damaged or gone, for the database can make them again."""
    if published is not None:
        try:
            writer = TileWriter.resume(log.write, log.read, published.size)
            if writer.root() == published.root:
                return writer
        except (TileError, MerkleError):
            pass
    return TileWriter(log.write)


@contextmanager
def _durable() -> Iterator[None]:
    """A transaction that is on the disk when it ends, and with it all that was committed before.

    Acts on SQLite commit with synchronous=NORMAL, which a loss of power may undo. What is signed must not be undone.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = on")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = FULL")
    try:
        with transaction.atomic():
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = NORMAL")


def store_head(job: Job) -> None:
    """Step 1. Size and root, before anything is signed."""
    with _durable():
        row, _ = Checkpoint.objects.get_or_create(size=job.size, defaults={"root": job.root, "note": "", "at": job.at})
        if bytes(row.root) != job.root:
            raise ForkDanger(f"Size {job.size} was stored with another root. {RECOVER}")


def sign_head(job: Job) -> None:
    """Step 2. The log's own signature."""
    if job.note is None:
        job.note = heads.sign(heads.Checkpoint(job.signer.name, job.size, job.root), job.signer)
        with _durable():
            Checkpoint.objects.filter(size=job.size, note="").update(note=job.note.format())


def cosign_head(job: Job) -> None:
    """Step 3. Cosignatures; raises TooFewWitnesses if the quorum is not reached."""
    held = set(Cosignature.objects.filter(size=job.size).values_list("witness", flat=True))
    for witness in job.policy.witnesses:
        if witness.key.name in held:
            continue
        try:
            line = _ask(job, witness)
        except WitnessError as error:
            job.reports.append(str(error))
            continue
        with _durable():
            Cosignature.objects.create(size=job.size, witness=witness.key.name, line=line)
    job.note = with_cosignatures(job.note, job.size)
    if not job.policy.satisfied(job.note, job.signer.verifier):
        raise TooFewWitnesses


def with_cosignatures(note: Note, size: int) -> Note:
    """A checkpoint's note with all cosignatures that are stored for it."""
    lines = Cosignature.objects.filter(size=size).order_by("id").values_list("line", flat=True)
    return note.signed(*(Signature.parse(line) for line in lines))


def _ask(job: Job, witness: Witness) -> str:
    cosigned = Cosignature.objects.filter(witness=witness.key.name, size__lte=job.size).order_by("-size")
    old = cosigned.values_list("size", flat=True).first() or 0
    try:
        return _submit(job, witness, old)
    except WitnessRefused as refusal:
        if refusal.size is None or refusal.size == old:
            if refusal.status in (409, 422):
                raise _conflict(witness, old, f"another history of this log at size {old}") from refusal
            raise
        _check_seen(witness, refusal.size)
        return _submit(job, witness, refusal.size)


def _submit(job: Job, witness: Witness, old: int) -> str:
    proof = merkle.consistency_proof(old, job.size, _nodes(job))
    return submit(witness.url or "", job.note.format(), old, proof, witness=witness.key)


def _nodes(job: Job) -> merkle.Node:
    """Nodes of the new tree before its tiles are written: what is published from its tiles, the rest from the database."""
    writer = _writer(job.published)
    tiles = log.reader(writer.size)

    def node(level: int, index: int) -> bytes:
        first, end = index << level, index + 1 << level
        if end <= writer.size:
            return tiles.node(level, index)
        if first >= writer.size:
            return merkle.root(merkle.leaf_hash(entry) for entry in log.entries(first, end))
        return merkle.node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

    return node


def write_tiles(job: Job) -> None:
    """Step 4. Tiles and entry bundles of the new tree."""
    writer = _writer(job.published)
    writer.append(log.entries(writer.size, job.size))
    if writer.root() != job.root:
        raise ForkDanger(
            f"The leaves no longer give the root that was stored at size {job.size}; run `gongkai verify`."
        )
    writer.flush()


def publish(job: Job) -> None:
    """Step 5. The checkpoint file, and beside it the policy by which it can be checked."""
    if keys.policy_path().exists():
        log.write("policy", keys.policy_path().read_bytes())
    log.write("log.vkey", f"{job.signer.vkey}\n".encode())
    log.write(log.CHECKPOINT, job.note.format().encode())
    log.drop_superseded(job.published.size if job.published else 0, job.size)


STEPS: tuple[Callable[[Job], None], ...] = (store_head, sign_head, cosign_head, write_tiles, publish)


def _enough(policy: Policy, names: set[str]) -> bool:
    """Whether these witnesses alone could make the quorum."""
    able = set(names)
    for group in policy.groups:
        if sum(member in able for member in group.members) >= group.threshold:
            able.add(group.name)
    return policy.quorum == NONE or policy.quorum in able
