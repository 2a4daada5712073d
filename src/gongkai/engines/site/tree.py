"""The tree on the disk: generations below ``GONGKAI_HOME/site`` and the link ``current`` to the one that is served."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from gongkai.ground.home import home_path

CURRENT = "current"


def site_path(*parts: str) -> Path:
    return home_path("site", *parts)


def current() -> Path | None:
    """The generation that is served, or None before the first build."""
    link = site_path(CURRENT)
    if not link.is_symlink():
        return None
    found = site_path(os.readlink(link))
    return found if found.is_dir() and database_of(found).exists() else None


def database_of(generation: Path) -> Path:
    """Its manifest lies beside it, so one link switches both."""
    return generation.with_suffix(".sqlite")


@contextmanager
def sole_builder() -> Iterator[None]:
    """One process builds at a time; others wait."""
    site_path().mkdir(parents=True, exist_ok=True)
    with open(site_path("lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def new_generation() -> Path:
    """An empty folder beside the current one; what an interrupted build left is removed first."""
    remove_others()
    numbers = [int(p.name[1:]) for p in site_path().glob("g*") if p.is_dir() and p.name[1:].isdigit()]
    made = site_path(f"g{max(numbers, default=0) + 1:04}")
    made.mkdir()
    return made


def switch_to(generation: Path) -> None:
    """Serve this generation: one rename of a link."""
    fresh = site_path(f"{CURRENT}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(generation.name)
    os.rename(fresh, site_path(CURRENT))


def remove_others() -> None:
    """Remove every generation but the current one: withdrawn content must not live on in them."""
    kept = current()
    for path in site_path().glob("g*"):
        if kept is not None and path.name.split(".")[0] == kept.name:
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def digest_of(content: bytes | Path) -> bytes:
    if isinstance(content, bytes):
        return sha256(content).digest()
    found = sha256()
    with open(content, "rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.digest()


class Folder:
    """Writes files below a root, making folders as needed."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self._made: set[str] = set()
        self._last = ""

    def _target(self, path: str) -> str:
        folder = path.rpartition("/")[0]
        if folder and folder != self._last and folder not in self._made:
            try:
                os.mkdir(f"{self.root}/{folder}")
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(f"{self.root}/{folder}", exist_ok=True)
            # Record folders are written once each, file after file: only the shared ones are worth remembering for longer.
            self._last = folder
            if not folder.startswith("r/"):
                self._made.add(folder)
        return f"{self.root}/{path}"

    def write(self, path: str, content: bytes | Path) -> None:
        """Write a file that nobody sees yet."""
        target = self._target(path)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
            return
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            os.write(handle, content)
        finally:
            os.close(handle)

    def replace(self, path: str, content: bytes | Path) -> None:
        """Put a file in its place at once: readers see the old or the new, and a hard link to the old keeps the old."""
        self.write(_beside(path), content)
        os.rename(f"{self.root}/{_beside(path)}", f"{self.root}/{path}")

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None if it is not there."""
        try:
            return Path(self.root, path).read_bytes()
        except FileNotFoundError:
            return None

    def link(self, path: str, old: Path) -> bool:
        """Take over an unchanged file from another generation. False if it is not there."""
        try:
            os.link(f"{old}/{path}", self._target(path))
        except FileNotFoundError:
            return False
        return True

    def remove(self, path: str) -> None:
        """Remove a file, what an interrupted write left beside it, and folders that are empty then."""
        for each in (path, _beside(path)):
            try:
                os.unlink(f"{self.root}/{each}")
            except (FileNotFoundError, NotADirectoryError):
                continue
        folder = path.rpartition("/")[0]
        while folder:
            try:
                os.rmdir(f"{self.root}/{folder}")
            except OSError:
                return
            self._made.discard(folder)
            self._last = ""
            folder = folder.rpartition("/")[0]


def _beside(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name[-100:]}.new"
