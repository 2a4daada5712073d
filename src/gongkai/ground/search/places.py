"""Where the index lies: generations below ``index/``, the link to the one that serves, and who may write.

    index/current              link to the generation that serves
    index/g<n>/public, desk    two indexes apart: what is not public is not in the public's
    index/g<n>/state.json      of which form it is, and how many facts it has followed
    index/texts.sqlite         texts of attachments, see ``texts``

All of it can be made anew. One process follows the facts (``following``), one may build a generation meanwhile (``rebuilding``).
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gongkai.ground.home.paths import home_path

PUBLIC, DESK = "public", "desk"
DOORS = (PUBLIC, DESK)
FORM = 4
"""Rises when the fields or the cutting of texts change: an index of another form does not serve."""


class Unavailable(RuntimeError):
    """There is no index to ask now: it was never built, was lost, or is of another release's form."""


class Busy(RuntimeError):
    """Somebody else is building the index."""


@dataclass(frozen=True)
class State:
    """What a generation says of itself. ``stale``: it holds what has to be gone from the disk, and is to be made anew."""

    form: int = 0
    upto: int = 0
    stale: bool = False


def root() -> Path:
    return home_path("index")


def link() -> Path:
    return root() / "current"


def current() -> Path | None:
    """The generation that serves; None if there is none."""
    try:
        found = root() / os.readlink(link())
    except OSError:
        return None
    return found if found.is_dir() else None


def state_of(generation: Path) -> State:
    try:
        return State(**json.loads((generation / "state.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return State()


def set_state(generation: Path, state: State) -> None:
    beside = generation / "state.json.new"
    beside.write_text(json.dumps({"form": state.form, "upto": state.upto, "stale": state.stale}))
    beside.replace(generation / "state.json")


def new_generation() -> Path:
    """An empty folder for a generation; what an interrupted build left is removed."""
    serving = current()
    _make_root()
    numbers = [0]
    for path in root().glob("g[0-9]*"):
        numbers.append(int(path.name[1:]) if path.name[1:].isdigit() else 0)
        if path != serving:
            shutil.rmtree(path, ignore_errors=True)
    made = root() / f"g{max(numbers) + 1}"
    for door in DOORS:
        (made / door).mkdir(parents=True)
    return made


def switch_to(generation: Path) -> None:
    """Let a generation serve, and remove the others. A process that still reads an older one keeps its open files."""
    beside = root() / "current.new"
    beside.unlink(missing_ok=True)
    beside.symlink_to(generation.name)
    beside.replace(link())
    for path in root().glob("g[0-9]*"):
        if path != generation:
            shutil.rmtree(path, ignore_errors=True)


def _make_root() -> None:
    root().mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def following() -> Iterator[None]:
    """Be the one who writes into the serving generation; waits for whoever is."""
    with _lock("following", wait=True):
        yield


@contextmanager
def rebuilding() -> Iterator[None]:
    """Be the one who builds a generation. Raises Busy."""
    with _lock("rebuilding", wait=False):
        yield


def is_rebuilding() -> bool:
    try:
        with rebuilding():
            return False
    except Busy:
        return True


@contextmanager
def _lock(name: str, *, wait: bool) -> Iterator[None]:
    _make_root()
    with open(root() / f"{name}.lock", "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise Busy("the search index is being built by another process; wait until it has ended") from error
        yield
