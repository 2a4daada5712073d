"""What opens a channel: read by whoever sends, kept beside the other keys, never in the database nor in a fact."""

import json
import os
import re
from pathlib import Path

from gongkai.ground.home.paths import home_path, prepare

_CODE = re.compile(r"[a-z][a-z0-9-]{0,19}")


def _path(code: str) -> Path:
    # A file among the other keys, not a folder of its own: so backup and restore take it along.
    return home_path("keys", f"channel.{code}")


def keep(code: str, values: dict[str, str]) -> None:
    """Store what opens a channel, readable by the owner only; in the place of what was there. Raises HomeError, OSError."""
    if not _CODE.fullmatch(code):
        raise ValueError(code)
    prepare()
    path = _path(code)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(values, out)
        out.flush()
        os.fsync(out.fileno())
    fresh.rename(path)


def of(code: str) -> dict[str, str]:
    """What opens a channel; {} if nothing was kept or it cannot be read."""
    try:
        return json.loads(_path(code).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
