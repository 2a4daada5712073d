"""What opens a channel: read by whoever sends, kept beside the other keys, never in the database nor in a fact."""

import json
import os
import re

from gongkai.ground.home.paths import home_path

FOLDER = "channels"
_CODE = re.compile(r"[a-z][a-z0-9-]{0,19}")


def keep(code: str, values: dict[str, str]) -> None:
    """Store what opens a channel, readable by the owner only; in the place of what was there."""
    if not _CODE.fullmatch(code):
        raise ValueError(code)
    folder = home_path("keys", FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    fresh = folder / f"{code}.new"
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(values, out)
        out.flush()
        os.fsync(out.fileno())
    fresh.rename(folder / code)


def of(code: str) -> dict[str, str]:
    """What opens a channel; {} if nothing was kept or it cannot be read."""
    try:
        return json.loads(home_path("keys", FOLDER, code).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
