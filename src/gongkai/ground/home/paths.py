"""The folder that holds all state, and the keys in it."""

import os
import secrets
from pathlib import Path

FOLDERS = ("keys", "files", "site", "log", "cache", "run")


class HomeError(RuntimeError):
    """The home folder cannot be used; the message says why and what to do."""


def home_path(*parts: str) -> Path:
    """A path below ``GONGKAI_HOME`` (default ``./var``)."""
    return Path(os.environ.get("GONGKAI_HOME", "var")).resolve().joinpath(*parts)


def prepare() -> Path:
    """Make the home and its folders, readable by their owner only. Raises HomeError."""
    home = home_path()
    try:
        home.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            (home / name).mkdir(exist_ok=True)
        (home / "keys").chmod(0o700)
    except OSError as error:
        raise HomeError(
            f"GONGKAI_HOME={home} cannot be written ({error.strerror}). Choose another folder or mend its rights."
        ) from error
    return home


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
