"""A database that is not the home's own: nothing of the home is held against it, served by it, or deleted for it."""

import json
import os
import shutil
from dataclasses import replace

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
    commands = (("worker", "--once"), ("serve",), ("build",), ("index",), ("rebuild",), ("setup",), ("backup", tmp_path / "again"), ("person", "add", "zzz", "--name", "某人"))  # fmt: skip
    for words in commands:
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


@pytest.mark.parametrize("state", ["begun", None])
def test_no_demonstration_is_lived_over_the_log_of_another(stored, tmp_path, state):
    """An interrupted one may lie where another database, elsewhere, has its keys and its log."""
    other = replace(stored, folder=tmp_path / "other")
    other.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    for path in stored.folder.glob("gongkai.sqlite3*"):
        path.unlink()
    shutil.copyfile(other.folder / "gongkai.sqlite3", stored.folder / "gongkai.sqlite3")
    if state:
        (stored.folder / "demo.json").write_text(json.dumps({"state": state, "today": "2026-03-02"}))
    kept = {path: path.read_bytes() for path in (stored.folder / "keys").iterdir() if path.is_file()}
    assert "log.skey" in {path.name for path in kept}
    for words in (("demo", "--no-serve"), ("demo", "--no-serve", "--fresh")):
        said = stored.gongkai(*words, code=2)
        assert "set GONGKAI_HOME and DATABASE_URL" in said or "of another database" in said, words
    assert {path: path.read_bytes() for path in kept} == kept and aged(stored) and stored.published()[0]
