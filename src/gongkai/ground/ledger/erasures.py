"""What was erased, kept in the home but outside the database and its backups: a restored backup holds the keys again.

One line per erasure in ``erasures.log``: what, and a mark that is never given out again, as a number may be after a restore:

    case:2026-0178 <mark>          mark: the leaf hash, in hex, of the case's first fact (salted, hence its own)
    subscriber:4kx7p2mq9a <mark>   mark: the same
    record:4kx7p2mq9a@1 <mark>     mark: the digest of the record's version
    waits case:2026-0180 <mark>    erased once, and after a restore not here, or open again: still to be erased once it is closed

References say nothing of a person. Lines of older releases bear no mark: they are taken for what is here only if nothing else can be meant.
"""

import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from gongkai.ground.home.paths import RESTORED_MARK, home_path
from gongkai.ground.ledger.declared import LedgerErasedAgain, LedgerReorigined, LedgerRestored
from gongkai.ground.ledger.models import Fact, Leaf
from gongkai.pure.declare import Phase
from gongkai.pure.tlog.merkle import leaf_hash

FILE = "erasures.log"
CASE_ERASED, VERSION_ERASED = "case.erased", "record.version_erased"  # facts of the floor above, by name
SUBSCRIBER_LEFT = "subscriber.left"
KEY_ERASED = (CASE_ERASED, SUBSCRIBER_LEFT)
"""Facts that say that the key of their subject was erased."""
WAITS = "waits "
LINE = re.compile(r"(?P<waits>waits )?(?P<ref>[a-z]+:[^\s@]+)(?:@(?P<version>[0-9]{1,9}))?(?: (?P<mark>[0-9a-f]{64}))?")

# The tables of the floors above, by name too: parties' keys, cases, and the versions of records.
HAS_KEY = "SELECT 1 FROM parties_subjectkey WHERE ref = %s"
PHASE = "SELECT phase FROM cases_case WHERE reference = %s"
OVERWRITE_KEY = "UPDATE parties_subjectkey SET key = %s WHERE ref = %s"
FORGET_KEY = "DELETE FROM parties_subjectkey WHERE ref = %s"
VERSION = "SELECT digest, salt FROM records_version WHERE record_id = %s AND number = %s"
FORGET_VERSION = (
    "UPDATE records_version SET content = %s, salt = NULL, public = NULL WHERE record_id = %s AND number = %s"
)


class NotAList(ValueError):
    """The file is not a list of erasures; the message names the line."""


@dataclass(frozen=True)
class Erasure:
    """One line: ``ref`` as in the facts, of a record's version also its number; ``waits``: it is still to be made again."""

    ref: str
    version: int | None = None
    mark: str = ""
    waits: bool = False

    @property
    def subject(self) -> str:
        """As facts and sentences name it."""
        return self.ref if self.version is None else f"{self.ref}@{self.version}"

    def __str__(self) -> str:
        return f"{WAITS if self.waits else ''}{self.subject}{' ' * bool(self.mark)}{self.mark}"


@dataclass(frozen=True)
class Plan:
    """What a restored database is to do with a list: erase these; these were erased in it already; and these are left, each with the reason."""

    again: tuple[Erasure, ...] = ()
    already: tuple[Erasure, ...] = ()
    left: tuple[tuple[Erasure, str], ...] = ()

    def kept(self) -> list[Erasure]:
        """What the restored home's own list says: lines whose mark fits nothing here can hit nothing else, and wait."""
        return [*self.again, *self.already, *(replace(each, waits=True) for each, _ in self.left if each.mark)]


def erasures(path: Path | None = None) -> list[Erasure]:
    """All that is noted, each once, in order. A missing file holds none. Raises NotAList."""
    path = path or home_path(FILE)
    if not path.exists():
        return []
    try:
        # A line without its end was cut off by a crash; whoever erased had not yet been told that it was done.
        whole = path.read_text("utf-8").rpartition("\n")[0]
    except UnicodeDecodeError as error:
        raise NotAList(f"{path} is no list of erasures: it is not text") from error
    found = []
    for number, line in enumerate(whole.split("\n"), 1):
        read = LINE.fullmatch(line)
        if read is None and line:
            raise NotAList(f"{path} is no list of erasures: line {number} is none")
        if read:
            version = int(read["version"]) if read["version"] else None
            found.append(Erasure(read["ref"], version, read["mark"] or "", bool(read["waits"])))
    return list(dict.fromkeys(found))


def note(lines: Iterable[Erasure]) -> None:
    """Add those that are not noted yet; when this returns, a loss of power does not undo it."""
    known = set(erasures())
    if fresh := [each for each in dict.fromkeys(lines) if each not in known]:
        handle = os.open(home_path(FILE), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write("".join(f"{each}\n" for each in fresh).encode())
            out.flush()
            os.fsync(out.fileno())


def note_from_facts() -> None:
    """Add what facts say was erased. Whoever erases calls it; the signer does too, should they not have come to it."""
    # A line that is marked and does not wait is of a subject in this database, where no other has its reference.
    known = {each.subject for each in erasures() if each.mark and not each.waits}
    said = Fact.objects.filter(name__in=(*KEY_ERASED, VERSION_ERASED)).order_by("idx")
    fresh = []
    for name, ref, body in said.values_list("name", "ref", "body"):
        each = Erasure(ref, None if name in KEY_ERASED else json.loads(bytes(body))["fact"]["version"])
        if each.subject not in known:
            fresh.append(replace(each, mark=_mark(each)))
    note(fresh)


def plan(lines: Iterable[Erasure]) -> Plan:
    """What of a list is meant by this database's rows. Nothing is changed; of a restored home that has not acted yet."""
    lines = list(lines)
    marked = {each.subject for each in lines if each.mark}
    again, already, left = [], [], []
    for each in lines:
        if not each.mark and each.subject in marked:
            continue  # noted again, with its mark, by a later release
        reason, there = _why_left(each)
        if reason:
            left.append((each, reason))
        else:
            (again if there else already).append(replace(each, mark=each.mark or _mark(each), waits=False))
    return Plan(tuple(dict.fromkeys(again)), tuple(dict.fromkeys(already)), tuple(left))


def erase_again(lines: Iterable[Erasure]) -> None:
    """Erase in a restored database what had been erased since its backup; the recovery records it as a fact."""
    with transaction.atomic(), connection.cursor() as cursor:
        for each in lines:
            if each.version is None:
                cursor.execute(OVERWRITE_KEY, [secrets.token_bytes(32), each.ref])
                cursor.execute(FORGET_KEY, [each.ref])
            else:
                cursor.execute(FORGET_VERSION, [b"", *_version_of(each)])


def awaited() -> list[str]:
    """References of the cases that were erased once, are here again after a restore, and are closed by now."""
    lines = erasures()
    made = {each.subject for each in lines if not each.waits}
    waiting = [each for each in lines if each.waits and each.version is None and each.subject not in made]
    return [each.ref for each in waiting if _why_left(each) == ("", True)]


def erased_by_facts(refs: Iterable[str]) -> set[str]:
    """Those of these subjects of which a fact says that they were erased, or of a restore that is not settled, its mark."""
    refs = set(refs)
    found = set(Fact.objects.filter(name__in=KEY_ERASED, ref__in=refs).values_list("ref", flat=True))
    for body in Fact.objects.filter(name=LedgerErasedAgain.NAME).values_list("body", flat=True):
        found |= refs.intersection(json.loads(bytes(body))["fact"]["refs"])
    mark = home_path("keys", RESTORED_MARK)
    return found | refs.intersection(json.loads(mark.read_bytes()) if mark.exists() else [])


def _why_left(each: Erasure) -> tuple[str, bool]:
    """Why this line erases nothing here ("" if it may), and whether what it names can still be read."""
    if each.version is None:
        there, mark = bool(_row(HAS_KEY, each.ref)), _mark(each)
    else:
        row = _row(VERSION, *_version_of(each))
        there, mark = bool(row and row[1] is not None), row[0] if row else ""
    if not mark:
        return "is not in this backup", False
    if each.mark and each.mark != mark:
        return "is another one here, to which the number was given later", there
    if not there:
        return "", False
    if each.version is None and _is_open(each.ref):
        return "is still open here: it is erased when it is closed", True
    if not each.mark and _began(each) >= _first_loss():
        return (
            "may be another one here: the line is of an older release, and its number may have been given again since a restore; "
            "if it is meant, erase it with `gongkai erase`",
            True,
        )
    return "", True


def _mark(each: Erasure) -> str:
    """What only this subject has; "" if it is not here."""
    if each.version is not None:
        row = _row(VERSION, *_version_of(each))
        return row[0] if row else ""
    first = Fact.objects.filter(ref=each.ref).order_by("idx").values_list("idx", flat=True).first()
    entry = Leaf.objects.filter(idx=first).values_list("entry", flat=True).first()
    return "" if entry is None else leaf_hash(bytes(entry)).hex()


def _is_open(ref: str) -> bool:
    row = _row(PHASE, ref.partition(":")[2])
    return row is not None and row[0] not in (Phase.DONE.value, Phase.VOID.value)


def _began(each: Erasure) -> int:
    """Index of the fact with which the subject came to be."""
    facts = Fact.objects.filter(ref=each.ref).order_by("idx")
    if each.version is None:
        return facts.values_list("idx", flat=True)[0]
    row = f"records.version/{each.ref.partition(':')[2]}@{each.version}"
    return next(idx for idx, body in facts.values_list("idx", "body") if row in json.loads(bytes(body))["rows"])


def _first_loss() -> float:
    """From which fact on a number may be given that had been given before."""
    losses = Fact.objects.filter(name__in=(LedgerRestored.NAME, LedgerReorigined.NAME)).order_by("idx")
    first = losses.values_list("idx", flat=True).first()
    return float("inf") if first is None else first


def _version_of(each: Erasure) -> Iterator[Any]:
    yield each.ref.partition(":")[2]
    yield each.version


def _row(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return cursor.fetchone()
