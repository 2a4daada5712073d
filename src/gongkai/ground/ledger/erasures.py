"""Erasures are also listed outside the database, so that a restored backup can be made to forget again."""

import os

from gongkai.ground.home.paths import home_path


def note_erasure(ref: str) -> None:
    """Append an erased subject's reference to the home's list; only references stand there."""
    with open(home_path("erasures.log"), "a", encoding="utf-8") as out:
        out.write(f"{ref}\n")
        out.flush()
        os.fsync(out.fileno())


def erasures() -> list[str]:
    """References erased since the home began."""
    path = home_path("erasures.log")
    return path.read_text("utf-8").split() if path.exists() else []
