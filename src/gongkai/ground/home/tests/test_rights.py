"""What is secret is its owner's only, in a new home and in one of an earlier release; what nginx serves it can read."""

import os
import stat
from pathlib import Path

import pytest

from gongkai.ground.home.database import OwnersOnly
from gongkai.ground.home.paths import DATABASE, prepare


@pytest.fixture(autouse=True)
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def told(folder: Path) -> dict[str, int]:
    return {path.name: rights(path) for path in folder.iterdir()}


SECRET = {
    "keys": 0o700,
    "files": 0o700,
    "parked": 0o700,
    "laid": 0o700,
    "arriving": 0o700,
    "index": 0o700,
    "cache": 0o700,
    "run": 0o700,
}
SERVED = {"site": 0o755, "log": 0o755}


def test_a_new_home(folder):
    prepare()
    connection = OwnersOnly(str(folder / DATABASE))
    connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE a (b)")
    database = {name: 0o600 for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")}
    assert told(folder) == SECRET | SERVED | database
    assert rights(folder) == 0o755
    connection.close()


def test_a_home_of_an_earlier_release(folder):
    folder.mkdir()
    for name in (*SECRET, *SERVED):
        (folder / name).mkdir(mode=0o755)
    for name in (DATABASE, f"{DATABASE}-wal"):
        (folder / name).touch(0o644)
    prepare()
    assert told(folder) == SECRET | SERVED | {DATABASE: 0o600, f"{DATABASE}-wal": 0o600}


def test_what_was_tighter_stays(folder):
    folder.mkdir()
    (folder / DATABASE).touch(0o400)
    prepare()
    assert rights(folder / DATABASE) == 0o400
