"""Verification from the database alone: everything that a fact speaks of is as the fact left it, and the log says so.

1. facts are dense and in the order of their leaves; each leaf is made again from its fact
2. the tree's root equals every checkpoint; signatures and cosignatures verify; the published files equal the database
3. the steps of each record and case lead, one from the other, to the state it is in
4. the last image of each row, folded from all facts, equals the row; none is missing, and none is there untold
5. contents and stored files fit the digests of their rows
6. what figures and scope rest on, count sheets and the closure of units, is what facts and rows give
7. what was sealed of a subject is opened by its key, or a fact says that it was erased
8. the append-only tables still have their triggers

Facts are streamed and images folded in a temporary file, so that memory does not grow with the ledger. All is read in
one snapshot, beside which acts go on.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Min

from gongkai.ground.ledger import log, triggers
from gongkai.ground.ledger.acts import leaf_entry
from gongkai.ground.ledger.declared import declared_lost
from gongkai.ground.ledger.derived import Held, derivations
from gongkai.ground.ledger.findings import UNREADABLE, Finding, Progress, Result, each_row, no_progress, stored_bytes
from gongkai.ground.ledger.images import Fold, ledgered_models
from gongkai.ground.ledger.models import Checkpoint, Fact, Leaf, plain
from gongkai.ground.ledger.tree import Tree
from gongkai.pure.outside.data import read_json
from gongkai.pure.tlog.entry import decode_entry
from gongkai.pure.tlog.errors import TlogError

BATCH = 2000
TOP = 1 << 63
"""What no index reaches."""
PUBLIC = b'{"fact":'  # how the entry of a public leaf begins


R = TypeVar("R", Fact, Leaf)


class NoSuchCheckpoint(ValueError):
    """Verification was asked to begin at a size that was never sealed."""


def verify(*, from_checkpoint: int = 0, progress: Progress = no_progress) -> Result:
    """Verify the database. ``from_checkpoint`` trusts the facts below that sealed size, and what only they speak of.

    Raises NoSuchCheckpoint.
    """
    with _snapshot(), tempfile.TemporaryDirectory(prefix="gongkai-verify-") as folder:
        if from_checkpoint and not Checkpoint.objects.filter(size=from_checkpoint).exclude(note="").exists():
            raise NoSuchCheckpoint(f"there is no signed checkpoint of size {from_checkpoint}")
        result = Result(size=from_checkpoint)
        fold = Fold(str(Path(folder, "fold")), result, whole=from_checkpoint == 0)
        # What is derived is derived from all facts: it can't be held against the later ones alone.
        held = [] if from_checkpoint else [each.Held(Path(folder)) for each in derivations()]
        try:
            _Run(result, fold, held, from_checkpoint, progress).all()
        except log.BrokenOrder as error:
            result.find("leaves", f"{error}, below the checkpoint that was to be trusted")
        finally:
            for each in (fold, *held):
                each.close()
        return result


@contextmanager
def _snapshot() -> Iterator[None]:
    """One view of the database for all that follows, without keeping writers out."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
        return
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = mode


class _Run:
    def __init__(self, result: Result, fold: Fold, held: list[Held], first: int, progress: Progress) -> None:
        self.result, self.fold, self.held, self.first, self._progress = result, fold, held, first, progress
        self.tree = Tree(result, first=first)
        self.next = first
        self.lost = declared_lost()
        leaves = Leaf.objects.filter(idx__gte=first).count()
        self.total = leaves + sum(model._default_manager.count() for model in ledgered_models())
        self.total += sum(each.size() for each in held)
        self.done = 0

    def all(self) -> None:
        # From row to row, not from number to number: one row moved far away leaves millions of numbers without any.
        start = self.first
        while (there := _first_from(start)) is not None:
            start = there + BATCH
            self._batch(there, start)
        self.tree.finish()
        self.fold.compare(self._tick)
        for each in self.held:
            each.finish(self.result.find, self._tick)
        for name in triggers.missing():
            self.result.find(f"trigger {name}", "it is missing or altered; `gongkai setup` puts it back")
        if Fact.objects.filter(idx__lt=0).exists() or Leaf.objects.filter(idx__lt=0).exists():
            self.result.find("facts", "there are rows before the first index")

    def _tick(self, count: int) -> None:
        self.done += count
        self._progress(self.done, self.total)

    def _batch(self, start: int, stop: int) -> None:
        unread: set[int] = set()
        facts, leaves = self._read(Fact, start, stop, unread), self._read(Leaf, start, stop, unread)
        for idx in sorted({*facts, *leaves, *unread}):
            if idx > self.next:
                self._gap(idx, "leaf" if idx in leaves else "fact")
            self.next = idx + 1
            self._one(idx, facts.get(idx), leaves.get(idx), named=idx in unread)
        self._tick(len(leaves))

    def _read(self, model: type[R], start: int, stop: int, unread: set[int]) -> dict[int, R]:
        rows = model._default_manager.filter(idx__gte=start, idx__lte=min(stop, TOP) - 1).order_by("pk")
        named = model._meta.model_name

        def unreadable(pk: int, told: str) -> None:
            unread.add(pk)
            self.result.find(f"{named} {pk}", told)

        return {row.pk: row for row in each_row(rows, unreadable)}

    def _gap(self, beyond: int, sort: str) -> None:
        """Neither fact nor leaf from the next index up to this one: one finding, however many they are."""
        first, count = self.next, beyond - self.next
        if count == 1:
            self.result.find(f"fact {first}", "fact and leaf are missing")
        else:
            told = f"{count} facts are missing, and their leaves; the next that is there is {sort} {beyond}"
            self.result.find(f"facts {first} to {beyond - 1}", told)

    def _one(self, idx: int, fact: Fact | None, leaf: Leaf | None, *, named: bool) -> None:
        entry = None
        if leaf is not None:
            try:
                entry = stored_bytes(leaf.entry)
            except ValueError as error:
                self.result.find(f"leaf {idx}", f"it can't be read: {error}")
        if fact is not None:
            self.result.facts += 1
            entry = self._with_fact(fact, entry)
        elif not named:
            self._without_fact(idx, entry)
        if entry is not None:
            self.tree.append(entry)

    def _without_fact(self, idx: int, entry: bytes | None) -> None:
        if entry is not None and idx in self.lost:
            self.result.declared.append(Finding(f"leaf {idx}", f"lost by a restore, and declared: {_told_of(entry)}"))
        else:
            self.result.find(f"fact {idx}", "the fact of this leaf is missing")

    def _with_fact(self, fact: Fact, entry: bytes | None) -> bytes | None:
        """The leaf's entry: the stored one, or the fact's own where that is missing."""
        where = f"fact {fact.idx} {fact.name} {fact.ref}"
        try:
            body = stored_bytes(fact.body)
            said = read_json(body)
            self.fold.add(fact.idx, said["rows"])
            for each in self.held:
                each.add(fact.idx, said["rows"])
            public = entry is not None and entry.startswith(PUBLIC)
            expected = leaf_entry(fact.name, public, fact.ref, fact.at, said["fact"], body, stored_bytes(fact.salt))
        except UNREADABLE as error:
            self.result.find(where, f"its body or salt can't be read: {error}")
            return entry
        for column in _changed_columns(fact, said):
            self.result.find(where, f"{column}: not as its body says")
        if entry is None:
            self.result.find(where, "its leaf is missing")
        elif entry != expected:
            self.result.find(where, "its leaf commits to something else: the fact or the leaf was changed or moved")
        return expected if entry is None else entry


def _first_from(start: int) -> int | None:
    """The first index from this one on that has a fact or a leaf."""
    found = [
        each.objects.filter(idx__gte=start).aggregate(Min("idx"))["idx__min"] for each in (Fact, Leaf) if start < TOP
    ]
    return min((idx for idx in found if idx is not None), default=None)


def _told_of(entry: bytes) -> str:
    """What a leaf says of an act whose fact is lost."""
    try:
        public = decode_entry(entry).public
    except TlogError as error:
        return f"what its leaf says cannot be read ({error})"
    return f"{public.fact} {public.ref} on {public.on}" if public else "an act that is not public"


def _changed_columns(fact: Fact, said: dict[str, Any]) -> list[str]:
    columns = {"name": fact.name, "ref": fact.ref, "at": plain(fact.at), "by": fact.actor}
    return [name for name, value in columns.items() if said.get(name) != value]
