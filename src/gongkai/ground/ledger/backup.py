"""Backups: database, stored files and keys in one folder, without the signing key; and back into an empty home.

    manifest.json            what it is, when it was made, digests of the database's copy and of ``contents``
    contents                 digest and name of each file below, as ``sha256sum -c`` reads them
    gongkai.sqlite3          or gongkai.pgdump
    files/  keys/            as in the home; keys/log.skey is left out, it is exported on its own

A backup of an earlier release has no ``contents``. The list of erasures and the published log stay out: both must outlive the state that a backup brings back.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection

from gongkai.ground.home.paths import FOLDERS, OPEN, RESTORED_MARK, RESTORING, home_path, prepare
from gongkai.ground.ledger import erasures, keys, log
from gongkai.ground.ledger.erasures import Erasure, Plan
from gongkai.ground.ledger.models import plain
from gongkai.ground.ledger.recovery import mark_restored
from gongkai.ground.ledger.signer import CONFLICT
from gongkai.pure.outside.data import NotJson, read_object
from gongkai.pure.tlog.entry import canonical

VERSION = 1
LEFT_OUT = ("*.skey", RESTORED_MARK, CONFLICT, "*.new")
MANIFEST, CONTENTS = "manifest.json", "contents"
NAMED = 3
"""So many of the files that are not as they were backed up are named."""
DATABASES = {"sqlite": "gongkai.sqlite3", "postgresql": "gongkai.pgdump"}


class BackupRefused(RuntimeError):
    """The backup or restore can't be done as asked; the message says why and what to do."""


def backup(target: Path, *, at: datetime) -> dict[str, Any]:
    """Write a backup into a new folder; returns its manifest. Raises BackupRefused or OSError."""
    target, home = target.resolve(), home_path()
    if target.is_relative_to(home) or home.is_relative_to(target):
        raise BackupRefused(f"{target} and the home {home} lie in one another; a backup belongs elsewhere.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupRefused(f"{target} is not an empty folder.")
    erasures.note_from_facts()
    beside = target.with_name(f"{target.name}.partial")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700, parents=True)
    copy = beside / DATABASES[connection.vendor]
    leaves = log.leaf_count()
    _dump(copy)
    # After the database: a file is on the disk before the row that names it.
    shutil.copytree(home_path("files"), beside / "files", dirs_exist_ok=True)
    shutil.copytree(home_path("keys"), beside / "keys", ignore=shutil.ignore_patterns(*LEFT_OUT))
    log.store(beside / CONTENTS, "".join(f"{_digest(beside / name)}  {name}\n" for name in _found(beside)).encode())
    manifest = {
        "version": VERSION, "made_at": plain(at), "engine": connection.vendor, "leaves_at_least": leaves, "sha256": _digest(copy),
        CONTENTS: _digest(beside / CONTENTS),
    }  # fmt: skip
    log.store(beside / MANIFEST, canonical(manifest))
    if target.exists():
        target.rmdir()
    beside.rename(target)
    return manifest


def export_signing_key(file: Path) -> None:
    """Write the signing key to a new file, readable by its owner only. Raises BackupRefused, UnusableKey or OSError."""
    if file.resolve().is_relative_to(home_path()):
        raise BackupRefused(f"{file} lies in the home; the exported key belongs elsewhere.")
    skey = keys.signing_key().skey
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BackupRefused(f"{file} is there already.") from error
    with os.fdopen(handle, "w") as out:
        out.write(f"{skey}\n")
        out.flush()
        os.fsync(out.fileno())


def restore(source: Path, *, erased: list[Erasure]) -> tuple[dict[str, Any], Plan]:
    """Bring a backup into an empty home, or into one where this was interrupted, and erase again what was erased since; returns its manifest,
    and what came of the list.

    Until ``mark_whole`` no command takes the home for one; until the log is recovered (``recovery``) nothing is signed and no act is
    done. Raises BackupRefused or OSError.
    """
    manifest = _manifest(source)
    names = _contents(source, manifest)
    _begin(manifest["sha256"])
    prepare()
    mark_restored([])
    _bring(source, names)
    _load(source / DATABASES[connection.vendor])
    plan = erasures.plan(erased)
    mark_restored([each.subject for each in plan.again])
    erasures.erase_again(plan.again)
    erasures.note(plan.kept())
    return manifest, plan


def mark_whole() -> None:
    """What a restore has to do in its home is done."""
    home_path(RESTORING).unlink()


def _begin(backup: str) -> None:
    """Mark the home as one that is being restored; of what an interrupted restore of the same backup has left, nothing is trusted."""
    mark = home_path(RESTORING)
    if not mark.exists():
        _check_empty()
        log.store(mark, backup.encode(), 0o600)
        return
    if mark.read_text() != backup:
        raise BackupRefused(
            f"A restore of another backup into {home_path()} was interrupted. Run that one again, or restore into a new home."
        )
    if connection.vendor != "sqlite" and connection.introspection.table_names():
        raise BackupRefused("The interrupted restore got as far as the database; empty that, and run this again.")
    connection.close()
    for path in home_path().glob(f"{DATABASES['sqlite']}*"):  # a log beside it would be read into the copy
        path.unlink()
    shutil.rmtree(home_path("files"))


def check_signing_key(source: Path, file: Path) -> None:
    """Raise UnusableKey unless the file holds the signing key of the backup's log."""
    present = keys.public_keys(source / "keys")[-1:]
    keys.read_key(file, present[0] if present else None)


def _manifest(source: Path) -> dict[str, Any]:
    try:
        manifest = read_object(_bytes(source, MANIFEST))
    except OSError as error:
        raise BackupRefused(f"{source} is no backup: its {MANIFEST} can't be read.") from error
    except NotJson as error:
        raise BackupRefused(f"{source} is no backup: its {MANIFEST} {error}.") from error
    if manifest.get("version") != VERSION:
        raise BackupRefused(f"{source} is a backup of version {manifest.get('version')}, this release reads {VERSION}.")
    if lacks := [name for name in ("made_at", "engine", "sha256") if not isinstance(manifest.get(name), str)]:
        raise BackupRefused(f"{source} is no backup: its {MANIFEST} does not tell {lacks[0]}.")
    if manifest["engine"] != connection.vendor:
        raise BackupRefused(
            f"{source} is a backup of {manifest['engine']}, this home is on {connection.vendor}; set DATABASE_URL to match."
        )
    if _fault(source, DATABASES[connection.vendor], manifest["sha256"]):
        raise BackupRefused(f"The copy of the database in {source} is damaged.")
    return manifest


def is_checked(manifest: dict[str, Any]) -> bool:
    """Whether a backup tells the digests of its files; those of earlier releases do not."""
    return CONTENTS in manifest


def _contents(source: Path, manifest: dict[str, Any]) -> list[str]:
    """Names of the stored files and keys to bring back, all of them as they were backed up. Raises BackupRefused."""
    if not is_checked(manifest):
        names = _found(source)
        faults = [f"{name} {fault}" for name in names if (fault := _fault(source, name, None))]
    else:
        listed = dict(_listed(source, manifest[CONTENTS]))
        names = list(listed)
        faults = [f"{name} {fault}" for name, digest in listed.items() if (fault := _fault(source, name, digest))]
    if faults:
        more = f", and {len(faults) - NAMED} more" if len(faults) > NAMED else ""
        raise BackupRefused(f"The backup {source} is damaged: {', '.join(faults[:NAMED])}{more}. Nothing was restored.")
    return names


def _listed(source: Path, digest: Any) -> Iterator[tuple[str, str]]:
    """Name and digest of each file that a backup lists."""
    if not isinstance(digest, str) or _fault(source, CONTENTS, digest):
        raise BackupRefused(f"The backup {source} is damaged: its list of files, {CONTENTS}, is not as it was written.")
    for line in _bytes(source, CONTENTS).decode("utf-8").splitlines():
        if not line[66:].startswith(("files/", "keys/")):
            raise BackupRefused(f"The backup {source} is damaged: its list of files names {line[66:]!r}.")
        yield line[66:], line[:64]


def _bring(source: Path, names: list[str]) -> None:
    """Stored files and keys into the home; what else lies beside them in the backup, of an act that it does not hold, stays there."""
    for name in names:
        if name.startswith("keys/"):
            log.store(home_path(name), (source / name).read_bytes(), 0o600)
        else:
            home_path(name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, home_path(name))


def _found(source: Path) -> list[str]:
    """Names of what is no folder below ``files`` and ``keys``; links are not followed."""
    roots = [source / name for name in ("files", "keys")]
    if missing := [root.name for root in roots if root.is_symlink() or not root.is_dir()]:
        raise BackupRefused(f"The backup {source} is damaged: its folder {missing[0]} is missing.")
    below = (path for root in roots for path in root.rglob("*"))
    return sorted(path.relative_to(source).as_posix() for path in below if path.is_symlink() or not path.is_dir())


def _fault(source: Path, name: str, digest: str | None) -> str:
    """What is wrong with a file of a backup, in words behind its name; "" if it is a file, and has this digest (None: any)."""
    place, parts = source, Path(name).parts
    if ".." in parts or parts[0] == "/":
        return "leads out of it"
    for part in parts:
        place /= part
        if place.is_symlink():
            return "is reached by a link" if place != source / name else "is a link"
    if not place.exists():
        return "is missing"
    if not place.is_file():
        return "is no file"
    return "" if digest in (None, _digest(place)) else "was changed"


def _bytes(source: Path, name: str) -> bytes:
    """What a file of a backup holds. Raises OSError, also for what is none."""
    if fault := _fault(source, name, None):
        raise OSError(f"{name} {fault}")
    return (source / name).read_bytes()


def _check_empty() -> None:
    if connection.vendor == "sqlite":
        there = Path(connection.settings_dict["NAME"]).exists()
    else:
        there = bool(connection.introspection.table_names())
    home = home_path()
    # What a home is made with, and the published log, which may have been brought here first.
    strays = [path.name for path in sorted(home.glob("*")) if path.name not in (*FOLDERS, "lost+found")]
    strays += [f"{name}/" for name in ("files", *OPEN) if name != "log" and any(home_path(name).glob("*"))]
    if there and home_path("keys", RESTORED_MARK).exists():
        raise BackupRefused(
            f"A backup was restored into {home} already; what is left is its log: `gongkai seal --adopt-published DIR-or-URL` (or --new-origin NAME)."
        )
    if there or strays:
        held = f"it holds {strays[0]}" if strays else "it has a database"
        raise BackupRefused(f"{home} is not empty: {held}. Restore into a new home.")


def _digest(path: Path) -> str:
    digest = sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _dump(path: Path) -> None:
    if connection.vendor == "sqlite":
        # A connection of its own: VACUUM INTO can't run in a transaction, and copies no deleted content.
        with sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None) as own:
            own.execute("VACUUM INTO ?", [str(path)])
        own.close()
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={path}", _url())


def _load(path: Path) -> None:
    if connection.vendor == "sqlite":
        place = Path(connection.settings_dict["NAME"])
        beside = place.with_name(f"{place.name}.new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(path, "rb") as copy, open(handle, "wb") as file:
            shutil.copyfileobj(copy, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, place)
    else:
        _postgres(
            "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={_url()}", str(path)
        )


def _url() -> str:
    """How PostgreSQL's programs reach the database; the password goes through the environment, not the command line."""
    settings = connection.settings_dict
    parts = {"dbname": settings["NAME"], "user": settings["USER"], "host": settings["HOST"], "port": settings["PORT"]}
    return " ".join(f"{name}='{value}'" for name, value in parts.items() if value)


def _postgres(program: str, *words: str) -> None:
    found = shutil.which(program) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), None
    )
    if found is None:
        raise BackupRefused(f"{program} is not installed; it comes with PostgreSQL's client programs.")
    environment = os.environ | {"PGPASSWORD": str(connection.settings_dict["PASSWORD"])}
    done = subprocess.run([found, *words], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise BackupRefused(f"{program} failed: {done.stderr.strip()}")
