"""The folder that holds all state, and the keys in it."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

FOLDERS = ("keys", "files", "parked", "laid", "arriving", "site", "log", "index", "cache", "run")
OPEN = ("site", "log")
"""What a web server before us reads, running as another user: whoever reaches the home may."""
DATABASE = "gongkai.sqlite3"
RESTORING = "restoring"
"""Stands in the home while a backup is brought into it: names the backup."""
RESTORED_MARK = "restored"
"""Below ``keys``: this home was restored, and what was published later is not settled."""


class HomeError(RuntimeError):
    """The home folder cannot be used; the message says why and what to do."""


def home_path(*parts: str) -> Path:
    """A path below ``GONGKAI_HOME`` (default ``./var``, also where it is set to nothing)."""
    return Path(os.environ.get("GONGKAI_HOME") or "var").resolve().joinpath(*parts)


def prepare() -> Path:
    """Make the home and its folders; all but ``site`` and ``log`` are their owner's only, also in a home of an earlier release.

    Raises HomeError.
    """
    home = home_path()
    try:
        home.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            (home / name).mkdir(exist_ok=True)
        for path in (*(home / name for name in FOLDERS if name not in OPEN), *home.glob(f"{DATABASE}*")):
            with suppress(FileNotFoundError):  # the database's log goes when the last process does
                _keep_to_owner(path)
    except OSError as error:
        raise HomeError(
            f"GONGKAI_HOME={home} cannot be written ({error.strerror}). Choose another folder or mend its rights."
        ) from error
    return home


def unmake(made: list[Path]) -> None:
    """Remove a home in which nothing came to be but ``prepare``'s folders and secrets that nothing hangs on; and the folders
    that were made above it. ``made``: the home, and these from below.
    """
    kept = [*home_path().glob(f"{DATABASE}*"), *(home_path("keys", name) for name in ("log.skey", "log.vkeys"))]
    kept += [path for name in ("files", *OPEN) for path in home_path(name).glob("*")]
    if not any(path.exists() for path in kept):
        shutil.rmtree(home_path(), ignore_errors=True)
        with suppress(OSError):  # not empty: somebody else's by now
            for folder in made[1:]:
                folder.rmdir()


def _keep_to_owner(path: Path) -> None:
    mode = path.stat().st_mode
    if mode & 0o077:
        path.chmod(mode & 0o700)


def key(name: str, size: int = 32) -> bytes:
    """A random secret kept in ``keys/<name>``, made on first use and readable by its owner only.

    Two processes that ask at once get the same secret: whoever links its file first wins. Raises HomeError.
    """
    path = home_path("keys", name)
    if not path.exists():
        prepare()
        fresh = path.with_name(f"{name}.{secrets.token_hex(4)}.new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_bytes(size).hex().encode())
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    try:
        return bytes.fromhex(path.read_text("ascii"))
    except OSError as error:
        raise HomeError(f"The key {path} cannot be read ({error.strerror}). Mend its rights.") from error
    except ValueError as error:
        raise HomeError(
            f"The key {path} is damaged. Bring it back from a backup, or delete it: a new one is made, and everybody signs in again."
        ) from error
