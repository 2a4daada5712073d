"""What every test of the house may use."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.plugins.postgres", "tests.plugins.browser", "tests.plugins.cast"]

# How long an example takes says nothing about the code on a busy machine; continuous integration tries the same examples each time.
settings.register_profile("gongkai", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("gongkai")


@pytest.fixture(scope="session")
def tables_of_a_new_home() -> Iterator[Callable[[], None]]:
    """The tests' database gets its tables as a new home does, not through all migrations: six seconds less for each process. Called, it lets go."""

    def create(*_: object, **__: object) -> None:
        from django.db import connection
        from django.db.migrations.executor import MigrationExecutor

        from gongkai.doors.cli.database import create_tables

        create_tables(MigrationExecutor(connection))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.management.commands.migrate.Command.handle", create)
        yield patch.undo


@pytest.fixture(scope="session")
def django_db_setup(tables_of_a_new_home: Callable[[], None], django_db_setup: None) -> None:
    tables_of_a_new_home()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What the workers begin with is as many parts of this list, one after another: what takes minutes begins first, and what is heavy, which
    stands close together, is shared between them file by file. A worker with nothing left takes from another's end, one that has a long one left
    can't give it away.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    parts: list[list[pytest.Item]] = [[] for _ in range(workers)]
    files: dict[tuple[bool, Path], list[pytest.Item]] = {}
    for item in items:
        files.setdefault((item.get_closest_marker("long") is None, item.path), []).append(item)
    for number, key in enumerate(sorted(files, key=lambda each: each[0])):
        parts[number % workers].extend(files[key])
    # The cuts lie at equal lengths, wherever the files end: what is beyond goes to the part that follows, or to the first that has room.
    length = -(-len(items) // workers)
    beyond: list[pytest.Item] = []
    for part in parts:
        beyond += part[length:]
        del part[length:]
    for part in parts:
        room = length - len(part)
        part += beyond[:room]
        del beyond[:room]
    items[:] = [item for part in parts for item in part]
