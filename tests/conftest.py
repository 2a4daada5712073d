"""What the tests that drive whole homes share."""

from tests.plugins.homes import live, set_up_once, watching
from tests.plugins.seats import seat
from tests.plugins.served import county, dated_county, founded_on_postgres, founded_once, lasting_county

__all__ = [
    "county",
    "dated_county",
    "founded_on_postgres",
    "founded_once",
    "lasting_county",
    "live",
    "seat",
    "set_up_once",
    "watching",
]
