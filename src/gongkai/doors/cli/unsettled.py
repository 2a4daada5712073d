"""What the keeper of a home has to do before it is whole, said by the commands that go on all the same."""

import json
import sys

from gongkai.ground.home import home_path
from gongkai.ground.ledger.acts import RESTORED_MARK

NOTE, READY = "demo.json", "ready"  # how far a demonstration is, as `gongkai demo` notes it
UNFINISHED = "This demonstration is unfinished: its start was interrupted. End this, and `gongkai demo` goes on with it or begins it anew."
NOT_RECOVERED = (
    "This home was restored from a backup and its log is not recovered: pages can be read, but no act is possible until "
    "`gongkai seal --adopt-published [DIR-or-URL]` or `gongkai seal --new-origin NAME`."
)


def say_unsettled(command: str) -> None:
    """Tell, on standard error, what is unsettled here; nothing of a home that is whole."""
    for told in unsettled():
        print(f"gongkai {command}: {told}", file=sys.stderr, flush=True)


def unsettled() -> list[str]:
    """A sentence each: a demonstration that was not lived to its end, a restore whose log is not recovered."""
    return [
        *([UNFINISHED] if _half_lived() else []),
        *([NOT_RECOVERED] if home_path("keys", RESTORED_MARK).exists() else []),
    ]


def _half_lived() -> bool:
    try:
        return json.loads(home_path(NOTE).read_text("utf-8"))["state"] != READY
    except (OSError, ValueError, KeyError, TypeError):
        return False
