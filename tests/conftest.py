"""What the tests that drive whole homes share."""

from tests.plugins.homes import live, set_up_once, watching
from tests.plugins.seats import seat
from tests.plugins.served import county

__all__ = ["county", "live", "seat", "set_up_once", "watching"]
