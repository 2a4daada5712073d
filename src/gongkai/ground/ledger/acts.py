"""An act and its facts: one transaction. The fact gets its place in the order as the act's last statement (ADR 0003).

``with act():`` opens a transaction, or joins the one that is open. ``record`` adds a fact to it. When the outermost block
ends, its facts are numbered and inserted under one lock, so indices are dense whatever commits, fails or is rolled back.
An act that records nothing is refused: no fact, no act.
"""

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction
from django.utils.timezone import localdate

from gongkai.ground.home.paths import RESTORED_MARK, home_path
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered, plain
from gongkai.ground.ledger.rows import insert_all
from gongkai.pure.tlog.entry import SALT_BYTES, Public, canonical, encode_entry

ORDER_LOCK = 0x676B6F72646572  # "gkorder": the advisory lock under which PostgreSQL numbers facts
FACT_SQL = "INSERT INTO ledger_fact (idx, name, ref, at, actor, body, salt) VALUES (%s, %s, %s, %s, %s, %s, %s)"
LEAF_SQL = "INSERT INTO ledger_leaf (idx, entry) VALUES (%s, %s)"


RESTORED = (
    "This home was restored from a backup, and later leaves may have been published. Bring them back with "
    "`gongkai seal --adopt-published [DIR-or-URL]`, or declare a new log with `gongkai seal --new-origin NAME`."
)


class NoFact(RuntimeError):
    """An act ended without recording a fact."""


class LedgerUnavailable(RuntimeError):
    """No fact can be numbered now, so no act can be done; the message says what to do."""


class _Open(threading.local):
    queue: list[tuple[Any, ...]] | None = None
    later: dict[type[Ledgered], list[Ledgered]]


_open = _Open()


@contextmanager
def act(*, recovering: bool = False) -> Iterator[None]:
    """One act: changes and their facts commit together or not at all. Nested acts join the outer transaction.

    Raises LedgerUnavailable in a home that was restored and not yet recovered: indices given now may have been
    published for other facts already. Only the recovery itself (``recovering``) may act then.
    """
    if _open.queue is not None:
        before = len(_open.queue)
        with transaction.atomic(savepoint=False):
            yield
            if len(_open.queue) == before:
                raise NoFact("an act must record a fact")
        return
    if not recovering and home_path("keys", RESTORED_MARK).exists():
        raise LedgerUnavailable(RESTORED)
    with transaction.atomic():
        _open.queue, _open.later = [], {}
        try:
            yield
            if not _open.queue:
                raise NoFact("an act must record a fact")
            settle()
            _number_and_insert(_open.queue)
        finally:
            _open.queue = None


T = TypeVar("T", bound=Ledgered)


def later(row: T) -> T:
    """Insert a row at the end of the act, together with others of its model: what makes acts by the thousand quick.

    Until then it may still be changed in memory. Whoever queries such a model inside an act calls ``settle`` first.
    """
    if _open.queue is None:
        raise RuntimeError("a row is inserted inside an act")
    _open.later.setdefault(type(row), []).append(row)
    return row


def settle() -> None:
    """Insert the rows that wait; nothing outside an act."""
    if _open.queue is None:
        return
    waiting, _open.later = _open.later, {}
    for rows in waiting.values():
        insert_all(rows)


P, R = ParamSpec("P"), TypeVar("R")


def acting(function: Callable[P, R]) -> Callable[P, R]:
    """Decorator: the whole function is one act."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        with act():
            return function(*args, **kwargs)

    wrapper.is_act = True  # type: ignore[attr-defined]
    return wrapper


def record(
    fact: FactBase,
    *,
    ref: str,
    by: str,
    at: datetime,
    rows: Iterable[Ledgered] = (),
    removed: Iterable[str] = (),
    touches: Iterable[str] = (),
) -> None:
    """Add a fact to the open act.

    ``rows`` are the rows this act inserted or changed, as they now are; ``removed`` the ledger names of deleted ones;
    ``touches`` the dependency keys of public pages, of the old and the new image. Raises RuntimeError outside an act.
    """
    if _open.queue is None:
        raise RuntimeError("a fact is recorded inside an act")
    images = [(row, row.ledger_image()) for row in rows]
    values = {"fact": fact.values(), "touches": sorted(set(touches))}
    _open.queue.append((fact, ref, at, by, values, images, list(removed)))


def _body(queued: tuple[Any, ...]) -> bytes:
    """The canonical body, made once all rows are inserted: only then do those that waited have their names.

    Name, reference, instant and actor stand in it too: the leaf commits to the body alone.
    """
    fact, ref, at, by, values, images, removed = queued
    rows = {row.ledger_name(): image for row, image in images} | dict.fromkeys(removed)
    return canonical(values | {"name": fact.NAME, "ref": ref, "at": plain(at), "by": by, "rows": rows})


def hold_order() -> None:
    """Let no other act be numbered before this transaction ends. SQLite's write lock, held from its start, does that."""
    _hold(ORDER_LOCK)


def hold(what: str) -> None:
    """Let nobody else who holds the same go on before this transaction ends: for what is looked up, and done by what was found. SQLite's
    write lock does that as well.
    """
    _hold(int.from_bytes(sha256(what.encode()).digest()[:8], signed=True))


def _hold(lock: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def _number_and_insert(queue: list[tuple[Any, ...]]) -> None:
    told = [(*queued[:4], queued[4]["fact"], _body(queued), secrets.token_bytes(SALT_BYTES)) for queued in queue]
    hold_order()
    with connection.cursor() as cursor:
        # Leaves, not facts: after a restore there may be leaves whose facts are lost.
        cursor.execute("SELECT COALESCE(MAX(idx), -1) + 1 FROM ledger_leaf")
        first = cursor.fetchone()[0]
        facts, leaves = [], []
        for idx, (fact, ref, at, by, values, body, salt) in enumerate(told, start=first):
            facts.append((idx, fact.NAME, ref, connection.ops.adapt_datetimefield_value(at), by, body, salt))
            leaves.append((idx, leaf_entry(fact.NAME, type(fact).PUBLIC, ref, at, values, body, salt)))
        cursor.executemany(FACT_SQL, facts)
        cursor.executemany(LEAF_SQL, leaves)


def leaf_entry(
    name: str, public: bool, ref: str, at: datetime, values: dict[str, Any], body: bytes, salt: bytes
) -> bytes:
    """The public log's entry for a fact (decisions D6; docs/ledger.md).

    A public fact names the digest of what anybody may see of it: the frozen public view (its ``public_digest``), or else
    the canonical JSON of its own values.
    """
    if not public:
        return encode_entry(salt, body)
    digest = bytes.fromhex(values["public_digest"]) if "public_digest" in values else sha256(canonical(values)).digest()
    return encode_entry(salt, body, Public(name, ref, localdate(at), digest))
