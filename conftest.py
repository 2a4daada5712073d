"""What every test of the house may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.plugins.postgres", "tests.plugins.browser", "tests.plugins.cast"]

# How long an example takes says nothing about the code on a busy machine; continuous integration tries the same examples each time.
settings.register_profile("gongkai", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("gongkai")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What two workers begin with is the two halves of this list: what takes minutes begins first, and what is heavy, which stands close
    together, is shared between them file by file. A worker with nothing left takes from the other's end, one that has a long one left can't give it away.
    """
    halves: tuple[list[pytest.Item], list[pytest.Item]] = ([], [])
    files: dict[tuple[bool, Path], list[pytest.Item]] = {}
    for item in items:
        files.setdefault((item.get_closest_marker("long") is None, item.path), []).append(item)
    for number, key in enumerate(sorted(files, key=lambda each: each[0])):
        halves[number % 2].extend(files[key])
    # The cut lies in the middle, wherever the files end.
    first, second = halves
    more = (len(first) - len(second)) // 2
    if more > 0:
        second += first[-more:]
        del first[-more:]
    elif more < 0:
        first += second[more:]
        del second[more:]
    items[:] = [*first, *second]
