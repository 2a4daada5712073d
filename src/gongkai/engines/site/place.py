"""Where a published site stands, as an outsider reads it: a folder, or an address."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from gongkai.pure.outside import web

MAX_BYTES = 64 * 1024 * 1024
PATIENCE = 20.0
MOMENT = 2.0
NO_FILE = "is no regular file"
STRAY = "is not in the signed manifest: the site did not publish it"

_SORTS = {stat.S_IFLNK: "a link", stat.S_IFIFO: "a named pipe", stat.S_IFDIR: "a folder", stat.S_IFSOCK: "a socket"}


class NoFile(OSError):
    """Something else stands where a file should: a link, a pipe, a device; it is not opened."""


class Place:
    """A site in a folder or below an address. Files are bounded in size, and what is asked for over the net in time."""

    def __init__(self, where: str) -> None:
        self.where = where.rstrip("/") or "/"
        self.remote = web.is_address(where)
        self._waited = False

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises FileNotFoundError, OSError."""
        if path.startswith("/") or "\0" in path or ".." in path.split("/"):
            raise OSError("it names no place in a site")
        if self.remote:
            return web.fetch(f"{self.where}/{quote(path)}", patience=PATIENCE, most=MAX_BYTES)
        place = Path(self.where) / path
        mode = place.lstat().st_mode
        if not stat.S_ISREG(mode):  # asked before it is opened: to open a pipe waits for somebody who writes into it
            raise NoFile(_no_file(mode))
        with open(place, "rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise OSError(f"it is larger than {MAX_BYTES:,} bytes")
        return data

    def read_late(self, path: str) -> bytes:
        """A file that is laid in place moments after what speaks of it: asked for twice, and waited for once in all."""
        try:
            return self.read(path)
        except FileNotFoundError:
            if not self.remote or self._waited:
                raise
            self._waited = True
            time.sleep(MOMENT)
            return self.read(path)

    def strays(self, known: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
        """Files of a folder that nothing accounts for, and whatever is no file, each with what is wrong with it; an address cannot be listed."""
        if self.remote:
            return
        root = Path(self.where)
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            try:
                mode = path.lstat().st_mode
            except FileNotFoundError:
                continue
            if stat.S_ISDIR(mode):
                continue
            if not stat.S_ISREG(mode):
                yield name, _no_file(mode)
            # Asked again at the end: what is put in place has another name for a moment.
            elif not known(name) and os.path.lexists(path):
                yield name, STRAY


def shown(path: str) -> str:
    """A path in a finding: bytes that are no UTF-8, and signs that would break a line, as ``\\xff``."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def _no_file(mode: int) -> str:
    return f"{NO_FILE} but {_SORTS.get(stat.S_IFMT(mode), 'a device')}"
