"""What the tests that drive whole homes share."""

from tests.plugins.homes import live, set_up_once, watching
from tests.plugins.served import county

__all__ = ["county", "live", "set_up_once", "watching"]
