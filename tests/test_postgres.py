"""Everything that touches the database holds on PostgreSQL as it does on SQLite; what touches none, and further examples of a test, are left out (`tests.plugins.postgres`)."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = (("engines",), ("ground", "kernel", "kinds", "procedures", "logbooks"))
"""Floors, told apart into halves that take as long: each begins with an empty database, and two run at once."""

pytestmark = pytest.mark.postgres


@pytest.mark.long
@pytest.mark.parametrize("floors", PARTS, ids=", ".join)
def test_the_floors_hold_on_postgresql(floors: tuple[str, ...], postgres_database: Callable[..., str]) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-m",
        "not browser and not postgres and not one_engine",
        *(f"src/gongkai/{floor}" for floor in floors),
    ]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=inherited | {"DATABASE_URL": postgres_database()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        pytest.fail(f"On PostgreSQL, {' '.join(command[1:])} ended with:\n{done.stdout[-8000:]}", pytrace=False)


def test_a_copied_database_holds_what_its_template_held(postgres_server) -> None:
    template = postgres_server.create()
    with psycopg.connect(postgres_server.url(template)) as connection:
        connection.execute("CREATE TABLE seal AS SELECT '明川县' AS name")
    with psycopg.connect(postgres_server.url(postgres_server.create(template))) as connection:
        assert connection.execute("SELECT name FROM seal").fetchall() == [("明川县",)]
