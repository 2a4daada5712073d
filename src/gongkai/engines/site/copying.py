"""A complete copy of the site for a CDN or another server: pages, assets, manifest and the public log."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from gongkai.engines.site import tree
from gongkai.engines.site.signing import FOLDER
from gongkai.ground.home import home_path


class NotACopy(ValueError):
    """The target holds something else, which a copy would overwrite or remove."""


def copy_to(target: Path) -> int:
    """Make the target equal to the current site and log; returns how many files stand there. Raises NotACopy."""
    check_target(target)
    with tree.sole_builder():
        generation = tree.current()
        if generation is None:
            raise NotACopy("There is no site to copy yet.")
        kept = set(_copy(generation, target)) | {f"log/{path}" for path in _copy(home_path("log"), target / "log")}
        # The signer goes on meanwhile: receipts that the copied log covers may have been laid after the pages were copied.
        kept |= set(_copy(generation, target, below="r"))
    for path in sorted(_files(target, leftovers=True)):
        if path not in kept:
            tree.Folder(target).remove(path)
    return len(kept)


def check_target(target: Path) -> None:
    """Raise NotACopy for a place that a copy must not be written to."""
    home, there = home_path(), target.resolve()
    if there.is_relative_to(home) or home.is_relative_to(there):
        raise NotACopy(f"{target} and the home {home} lie in one another; a copy belongs elsewhere.")
    if target.exists() and not target.is_dir():
        raise NotACopy(f"{target} is a file; name a folder.")
    if target.exists() and any(target.iterdir()) and not (target / FOLDER).is_dir():
        raise NotACopy(f"{target} is not empty and holds no earlier copy; name an empty folder.")


def _files(root: Path, below: str = "", leftovers: bool = False) -> Iterator[str]:
    """Paths relative to the root, without dotfiles; with what a copy that was killed left beside its files."""
    for folder, _, names in os.walk(root / below):
        for name in names:
            if name.startswith(".") and not (leftovers and name.endswith(".new")):
                continue
            yield os.path.relpath(os.path.join(folder, name), root)


def _copy(source: Path, target: Path, below: str = "") -> Iterator[str]:
    """Copy what differs in size or time; yields every path that belongs."""
    for path in _files(source, below):
        there = target / path
        known = (source / path).stat()
        if not there.exists() or (there.stat().st_size, there.stat().st_mtime_ns) != (known.st_size, known.st_mtime_ns):
            there.parent.mkdir(parents=True, exist_ok=True)
            beside = there.with_name(f".{there.name[-100:]}.new")
            shutil.copy2(source / path, beside)
            os.rename(beside, there)
        yield path
