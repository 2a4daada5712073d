"""What was erased, kept in the home but outside the database and its backups: a restored backup holds the keys again.

One line per erasure in ``erasures.log``: a reference ("case:F2026-0005"), or a reference and a version
("record:4kx7p2mq9a@1"). References say nothing of a person.
"""

import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.db import connection, transaction

from gongkai.ground.home.paths import home_path
from gongkai.ground.ledger.acts import RESTORED_MARK
from gongkai.ground.ledger.declared import LedgerErasedAgain
from gongkai.ground.ledger.models import Fact

FILE = "erasures.log"
CASE_ERASED, VERSION_ERASED = "case.erased", "record.version_erased"  # facts of the floor above, by name

# The tables of the floors above, by name too: parties' keys, and the versions of records.
OVERWRITE_KEY = "UPDATE parties_subjectkey SET key = %s WHERE ref = %s"
FORGET_KEY = "DELETE FROM parties_subjectkey WHERE ref = %s"
FORGET_VERSION = (
    "UPDATE records_version SET content = %s, salt = NULL, public = NULL WHERE record_id = %s AND number = %s"
)


def note_erasure(ref: str) -> None:
    """Add a reference; when this returns, a loss of power does not undo it."""
    path = home_path(FILE)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(f"{ref}\n".encode())
        out.flush()
        os.fsync(out.fileno())


def erasures(path: Path | None = None) -> list[str]:
    """All references noted, each once, in order. A missing file holds none."""
    path = path or home_path(FILE)
    if not path.exists():
        return []
    # A line without its end was cut off by a crash; whoever erased had not yet been told that it was done.
    whole = path.read_text("utf-8").rpartition("\n")[0]
    return list(dict.fromkeys(line for line in whole.split("\n") if line))


def note_all(refs: Iterable[str]) -> None:
    """Add those that are not noted yet."""
    known = set(erasures())
    for ref in dict.fromkeys(refs):
        if ref not in known:
            note_erasure(ref)


def erase_again(ref: str) -> None:
    """Erase in a restored database what had been erased since its backup; the recovery records it as a fact."""
    subject, _, version = ref.partition("@")
    with transaction.atomic(), connection.cursor() as cursor:
        if version:
            cursor.execute(FORGET_VERSION, [b"", subject.partition(":")[2], int(version)])
        else:
            cursor.execute(OVERWRITE_KEY, [secrets.token_bytes(32), subject])
            cursor.execute(FORGET_KEY, [subject])


def note_from_facts() -> None:
    """Add what facts say was erased, should the one who erased it not have come to note it."""
    said = (
        Fact.objects.filter(name__in=(CASE_ERASED, VERSION_ERASED)).order_by("idx").values_list("name", "ref", "body")
    )
    note_all(
        ref if name == CASE_ERASED else f"{ref}@{json.loads(bytes(body))['fact']['version']}"
        for name, ref, body in said
    )


def erased_by_facts(refs: Iterable[str]) -> set[str]:
    """Those of these subjects of which a fact says that they were erased, or of a restore that is not settled, its mark."""
    refs = set(refs)
    found = set(Fact.objects.filter(name=CASE_ERASED, ref__in=refs).values_list("ref", flat=True))
    for body in Fact.objects.filter(name=LedgerErasedAgain.NAME).values_list("body", flat=True):
        found |= refs.intersection(json.loads(bytes(body))["fact"]["refs"])
    mark = home_path("keys", RESTORED_MARK)
    return found | refs.intersection(json.loads(mark.read_bytes()) if mark.exists() else [])
