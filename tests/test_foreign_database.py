"""A database that is not the home's own: nothing of the home is held against it, served by it, or deleted for it."""

import os
import shutil

import pytest

OLD = 3 * 3600
STORED = """
from gongkai.ground.files.actions import attach
attach(owner="record:r1", name="附件.txt", data="留着".encode(), by="tester", at=timezone.now())
"""


def aged(home):
    """What lies in ``files``, made old enough to be taken for litter."""
    found = [path for path in (home.folder / "files").rglob("*") if path.is_file()]
    for path in found:
        os.utime(path, (path.stat().st_atime - OLD, path.stat().st_mtime - OLD))
    return found


@pytest.fixture
def stored(live, tmp_path):
    """A home with a backup, and after it a file and a published log."""
    live.make_key()
    live.python("seal()")
    live.gongkai("backup", tmp_path / "backup")
    live.python(STORED + "seal()")
    assert aged(live)
    return live


def test_an_older_one_deletes_nothing_and_is_not_served(stored, tmp_path):
    for name in ("gongkai.sqlite3-wal", "gongkai.sqlite3-shm"):
        (stored.folder / name).unlink(missing_ok=True)
    right = (stored.folder / "gongkai.sqlite3").read_bytes()
    shutil.copyfile(tmp_path / "backup" / "gongkai.sqlite3", stored.folder / "gongkai.sqlite3")
    for words in (("worker", "--once"), ("serve",), ("build",)):
        said = stored.gongkai(*words, code=2)
        assert "is older than what was published" in said and "set GONGKAI_HOME and DATABASE_URL" in said, words
    (stored.folder / "gongkai.sqlite3").write_bytes(right)
    assert stored.findings() == []
    stored.gongkai("worker", "--once")
    assert aged(stored)


def test_where_it_is_not_there_none_is_made_in_its_place(stored):
    for path in stored.folder.glob("gongkai.sqlite3*"):
        path.unlink()
    for words in (("verify",), ("worker", "--once"), ("setup",), ("demo", "--no-serve")):
        said = stored.gongkai(*words, code=2)
        assert "holds the keys and the log of a database that is not there" in said and "DATABASE_URL" in said, words
    assert not list(stored.folder.glob("gongkai.sqlite3*")) and aged(stored)
