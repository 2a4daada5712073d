"""Storing and removing files. Bytes come to disk before their row does; what a rolled-back act leaves behind is swept."""

import os
import secrets
import string
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from gongkai.ground.files.facts import FileStored
from gongkai.ground.files.kinds import kind_of
from gongkai.ground.files.models import File
from gongkai.ground.files.names import clean_name
from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.parties import vault
from gongkai.ground.parties.models import SubjectKey
from gongkai.pure.tlog.entry import SALT_BYTES

ID_LENGTH = 13
"""Characters of 36: 67 bits, so that a public id cannot be guessed."""


def put(*, owner: str, name: str, data: bytes, seal: bool = False) -> File:
    """Store bytes and their row inside the open act; the caller hands the row to its fact.

    ``seal`` encrypts bytes and name under the owner's key and keeps no plain digest. Raises FileRefused, vault.Erased.
    """
    kind = kind_of(data, name)
    public_id = "".join(secrets.choice(string.digits + string.ascii_lowercase) for _ in range(ID_LENGTH))
    file = File(public_id=public_id, owner=owner, size=len(data), media_type=kind.media_type, sealed=seal)
    clean = clean_name(name, kind.extension)
    stored = data
    if seal:
        key = _key(owner)
        stored = vault.encrypt(key, data, file.place)
        file.sealed_name = vault.encrypt(key, clean.encode(), file.name_place)
    else:
        file.name, file.sha256, file.name_salt = clean, sha256(data).hexdigest(), secrets.token_bytes(SALT_BYTES)
    file.name_digest = file.digest_of_name()
    file.stored_sha256 = sha256(stored).hexdigest()
    write(file.path, stored)
    file.save(force_insert=True)
    return file


@acting
def attach(*, owner: str, name: str, data: bytes, by: str, at: datetime, seal: bool = False) -> File:
    """Store a file as an act of its own. Raises FileRefused, vault.Erased."""
    file = put(owner=owner, name=name, data=data, seal=seal)
    record(FileStored(file.public_id), ref=owner, by=by, at=at, rows=[file])
    return file


def remove(file: File) -> File:
    """Mark a file removed inside the open act, and delete its bytes once that has committed; the row is for the act's fact."""
    file.removed, file.name, file.sealed_name, file.name_salt = True, "", b"", b""
    file.save(update_fields=["removed", "name", "sealed_name", "name_salt"])
    path = file.path
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return file


def sweep(at: datetime) -> int:
    """Delete bytes that no row owns or whose row is removed, once they are old enough; how many. ``at``: by the disk's clock."""
    swept = 0
    for path in File.strays(at):
        path.unlink(missing_ok=True)
        swept += 1
    return swept


def _key(owner: str) -> bytes:
    found = SubjectKey.objects.filter(ref=owner).first()
    if found is None:
        raise vault.Erased(owner)
    return bytes(found.key)


def write(path: Path, data: bytes) -> None:
    """Whole or not at all, and on disk before the row speaks of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    fresh.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
