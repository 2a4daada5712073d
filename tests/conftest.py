"""What the tests that drive whole homes share."""

from tests.plugins.homes import live, set_up_once, watching

__all__ = ["live", "set_up_once", "watching"]
