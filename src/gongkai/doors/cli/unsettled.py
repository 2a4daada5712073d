"""What the keeper of a home has to do before it is whole, said by the commands that go on all the same."""

import json
import sys

from gongkai.doors.cli import Usage
from gongkai.ground.home import home_path
from gongkai.ground.home.paths import RESTORED_MARK, RESTORING

NOTE, READY = "demo.json", "ready"  # how far a demonstration is, as `gongkai demo` notes it
UNFINISHED = "This demonstration is unfinished: its start was interrupted. `gongkai demo` goes on with it or begins it anew; end first what serves it."
REPLAYING = "replaying"  # stands in the home while `gongkai replay` lives a year
UNLIVED = "The year that `gongkai replay` lives here is unfinished: it was interrupted, or is at work. The same command goes on with it."
NOT_RECOVERED = (
    "This home was restored from a backup and its log is not recovered: pages can be read, but no act is possible until "
    "`gongkai seal --adopt-published [DIR-or-URL]` or `gongkai seal --new-origin NAME`."
)
GOES_ON = ("serve", "verify")
"""Commands that do no act, or not at once; any other is refused its first with as much."""


def say_unsettled(command: str) -> None:
    """Tell, on standard error, what is unsettled here; nothing of a home that is whole."""
    for told in unsettled(command):
        print(f"gongkai {command}: {told}", file=sys.stderr, flush=True)


def check_restored() -> None:
    """Raise Usage in a home into which a restore was begun and not ended: what is there is neither one thing nor the other."""
    if home_path(RESTORING).exists():
        raise Usage(
            f"a restore into {home_path()} was interrupted, or is at work; run the same `gongkai restore` again: it begins anew"
        )


def unsettled(command: str) -> list[str]:
    """A sentence each: a demonstration or a year that was not lived to its end, a restore whose log is not recovered."""
    return [
        *([UNLIVED] if home_path(REPLAYING).exists() else []),
        *([UNFINISHED] if _half_lived() else []),
        *([NOT_RECOVERED] if command in GOES_ON and home_path("keys", RESTORED_MARK).exists() else []),
    ]


def _half_lived() -> bool:
    try:
        return json.loads(home_path(NOTE).read_text("utf-8"))["state"] != READY
    except (OSError, ValueError, KeyError, TypeError):
        return False
