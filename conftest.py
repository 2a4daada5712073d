"""What every test of the house may use."""

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.plugins.postgres", "tests.plugins.browser", "tests.plugins.cast"]

# How long an example takes says nothing about the code on a busy machine; continuous integration tries the same examples each time.
settings.register_profile("gongkai", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("gongkai")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first, shared between the halves of the list that two workers begin with: begun last, it would leave one of
    them without work for as long."""
    long = [item for item in items if item.get_closest_marker("long")]
    rest = [item for item in items if not item.get_closest_marker("long")]
    half = len(items) // 2 - len(long[::2])
    items[:] = [*long[::2], *rest[:half], *long[1::2], *rest[half:]]
