"""Whatever is wrong outside the program is told in one English sentence, with exit code 2, and nothing is changed."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.doors.cli import COMMANDS, main, trouble
from gongkai.engines.measures import queries
from gongkai.ground.home import paths
from tests.plugins.homes import Live


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    out = capsys.readouterr().out
    assert end.value.code == 0 and out.startswith(f"usage: gongkai {name}") and len(out.splitlines()) > 4


def test_help_needs_no_home(tmp_path):
    (tmp_path / "file").touch()
    nowhere = Live(tmp_path / "file" / "home", {"DATABASE_URL": "nonsense"})
    for words in (["--help"], ["report", "--help"], ["replay", "-h"]):
        assert "usage: gongkai" in nowhere.gongkai(*words)


@pytest.mark.parametrize("words", [[], ["nonsense"], ["report"], ["report", "--year", "soon", "--table", "2014"]])
def test_words_that_do_not_fit(cast, words, capsys):
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2 and "usage: gongkai" in capsys.readouterr().err


def garbage(home: Path) -> None:
    (home / "gongkai.sqlite3").write_bytes(b"no database " * 400)


def foreign(home: Path) -> None:
    _sql(home, "CREATE TABLE somebody_elses (x)")


def newer(home: Path) -> None:
    _sql(home, "INSERT INTO django_migrations (app, name, applied) VALUES ('units', '0999_to_come', '2030-01-01')")


def half_done(home: Path) -> None:
    _sql(home, "DELETE FROM django_migrations WHERE app = 'measures'")


def a_folder(home: Path) -> None:
    (home / "gongkai.sqlite3").mkdir()


def damaged_key(home: Path) -> None:
    (home / "keys").mkdir(exist_ok=True)
    (home / "keys" / "django").write_text("no key")


def _sql(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as connection, connection:
        connection.execute(statement)


def content(home: Path) -> dict[str, object]:
    """What a command must leave as it was: the database's statements, or its bytes if it is none, and the key."""
    found: dict[str, object] = {}
    for path in filter(Path.is_file, (home / "gongkai.sqlite3", home / "keys" / "django")):
        found[path.name] = path.read_bytes()
        if path.read_bytes().startswith(b"SQLite"):
            with closing(sqlite3.connect(path)) as connection:
                found[path.name] = list(connection.iterdump())
    return found


BROKEN = [
    (garbage, False, "setup", "cannot be read: file is not a database"),
    (garbage, False, "verify", "cannot be read: file is not a database"),
    (foreign, False, "setup", "is not one of Gongkai"),
    (foreign, False, "demo --no-serve", "is not one of Gongkai"),
    (
        newer,
        True,
        "setup",
        "was made by a newer version of Gongkai or by another program (it knows units.0999_to_come)",
    ),
    (newer, True, "report --year 2025 --table 2021-3", "was made by a newer version"),
    (
        half_done,
        True,
        "report --year 2025 --table 2021-3",
        "is of an earlier release, or was set up half; `gongkai setup` brings",
    ),
    (half_done, True, "setup", "cannot be brought up to date: table"),
    (a_folder, False, "setup", "cannot be read: unable to open database file"),
    (damaged_key, True, "verify", "keys/django is damaged. Bring it back from a backup, or delete it"),
]


@pytest.mark.parametrize("break_it, set_up, words, why", BROKEN)
def test_a_home_that_cannot_be_used(set_up_once, tmp_path, break_it: Callable, set_up, words, why):
    folder = tmp_path / "home"
    if set_up:
        shutil.copytree(set_up_once, folder)
    folder.mkdir(exist_ok=True)
    break_it(folder)
    before = content(folder)
    told = Live(folder).gongkai(*words.split(), code=2)
    assert told.startswith("gongkai: ") and why in told and told.count("\n") == 1
    assert before.items() <= content(folder).items()


def test_a_set_up_that_was_stopped_goes_on(tmp_path):
    home = Live(tmp_path / "home")
    home.python(
        "from django.core.management import call_command; call_command('migrate', 'contenttypes', verbosity=0); os.kill(os.getpid(), 9)",
        code=-9,
    )
    assert "set up half" in home.gongkai("verify", code=2)
    assert "is set up" in home.gongkai("setup")


def test_a_home_that_is_a_file(tmp_path):
    (tmp_path / "home").touch()
    assert "cannot be written (File exists). Choose another folder" in Live(tmp_path / "home").gongkai("setup", code=2)


@pytest.mark.parametrize(
    "url, why",
    [
        ("nonsense", "must begin with postgres://"),
        ("mysql://a/b", "must begin with postgres:// (it begins with mysql://)"),
        ("postgres://127.0.0.1:port/x", "DATABASE_URL is no address"),
        ("postgres://[::1/x", "DATABASE_URL is no address"),
        ("postgres://127.0.0.1:1/x", "the database that DATABASE_URL names cannot be read: connection failed"),
        ("postgres://127.0.0.1:1/x?colour=red", 'invalid connection option "colour"'),
    ],
)
def test_a_database_that_cannot_be_reached(tmp_path, url, why):
    told = Live(tmp_path / "home", {"DATABASE_URL": url}).gongkai("setup", code=2)
    assert told.startswith("gongkai: ") and why in told and told.count("\n") == 1


def test_a_port_in_use(live):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = live.gongkai("serve", "--port", taken.getsockname()[1], code=2)
    assert "cannot be used (Address already in use); choose another with --port" in told


REFUSED = [
    ("serve --port 99999", "a port is a number from 1 to 65535"),
    ("serve --port -1", "a port is a number from 1 to 65535"),
    ("serve --workers 0", "a whole number from 1 up"),
    ("demo --today 2026-02-30", "is not a day"),
    ("demo --scale much", "the share is a number above 0"),
    ("verify --policy x", "go with --site"),
    ("verify --site http://[::1", "is neither a folder nor an address"),
    ("verify --site http://", "is neither a folder nor an address"),
    ("verify --site {tmp} --policy {tmp}/none", "cannot read"),
    ("verify --site {tmp} --policy {tmp}/bytes", "it is no text"),
    ("verify --site {tmp}", "it is no site of this product"),
    ("verify --site http://127.0.0.1:1", "its policy cannot be read"),
    ("seal --import-key {tmp}/none", "is not a file"),
    ("seal --need 0", "a whole number from 1 up"),
    ("witness --home {tmp}/bytes --init --name w.example/x", "can't be used as a home"),
    ("witness --home {tmp}/w --port 99999", "a port is a number from 0 to 65535"),
    ("calendar {tmp}/none", "cannot read"),
    ("calendar {tmp}/bytes", "must be TOML"),
    ("backup {tmp}/bytes/below", "Not a directory"),
    ("restore {tmp}", "is no backup"),
    ("setup --government {tmp}/none", "cannot read"),
    ("setup --government {tmp}/bytes", "is not a TOML file"),
    ("report --year 2025 --table 2021-3 -o {tmp}/none/x", "No such file or directory"),
    ("report --year 2025 --table 2021-3 --unit nobody", "no unit with the code nobody"),
    ("report --year 2019 --table 2014", "Table 2014 is for 2014 to 2018, not for 2019."),
    ("report --year 2025 --table 2021-3 --as-of -1", "write a day"),
    ("build --out {tmp}/bytes", "is a file; name a folder"),
    ("erase A-1 --by nobody --yes", "there is nobody with the sign-in name nobody"),
    ("erase A-1 --by lin_guanli --yes", "there is no case A-1 that lin_guanli administers"),
    ("seal --adopt-published {tmp}", "holds no published log: its checkpoint is neither there nor in log/ below"),
    ("seal --adopt-published {tmp}/none", "is neither a folder nor an address"),
    ("restore {tmp} --published {tmp}/none", "is neither a folder nor an address"),
]


@pytest.fixture
def words_for(cast, home, tmp_path, monkeypatch) -> Callable[[str], list[str]]:
    """A government's home, and beside it a file of bytes that are no text."""
    monkeypatch.setattr(queries, "SNAPSHOT", "default")
    paths.prepare()
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "bytes").write_bytes(bytes(range(128, 256)))
    return lambda words: words.format(tmp=tmp_path / "beside").split()


@pytest.mark.parametrize("words, why", REFUSED)
def test_what_is_asked_wrongly(words_for, capsys, words, why):
    try:
        code = main(words_for(words))
    except SystemExit as end:
        code = end.code
    out, err = capsys.readouterr()
    assert code == 2 and why in err.splitlines()[-1] and not out


def test_nobody_to_ask_before_an_erasure(live):
    told = live.python(
        "import io\nfrom gongkai.doors.cli import erase, Usage\nsys.stdin = io.StringIO('')\n"
        "try: erase._asked('A-1')\nexcept Usage as refusal: print(refusal)"
    )
    assert "give --yes to erase without a question" in told


def test_a_disk_that_is_full_where_the_site_keeps_its_manifest():
    told = trouble(sqlite3.OperationalError("database or disk is full"))
    assert told == "a file of the home cannot be read or written: database or disk is full"


def test_a_fault_of_the_program_is_not_hidden():
    assert trouble(ValueError("a bug")) is None
    assert trouble(OSError(28, "No space left on device", "/x")) == "/x: No space left on device"


def test_a_restored_home_that_is_not_settled_does_no_act(live, tmp_path):
    live.make_key()
    live.gongkai("backup", tmp_path / "backup")
    restored = replace(live, folder=tmp_path / "new")
    restored.gongkai("restore", tmp_path / "backup")
    file = tmp_path / "2027.toml"
    file.write_text("year = 2027\nholidays = [2027-01-01]\nworkdays = []\nsource = '试'\n", "utf-8")
    told = restored.gongkai("calendar", file, code=2)
    assert "was restored from a backup" in told and "--adopt-published" in told and told.count("\n") == 1


def test_output_into_a_closed_pipe_is_no_error(live):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "gongkai.doors.cli", "verify", "--format", "json"]
    done = subprocess.run(command, env=live.environment, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
