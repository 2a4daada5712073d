"""``gongkai serve``: one server a home, and words that say what is wrong before anything is started."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongkai.doors.cli import Usage, main, serve


@pytest.fixture
def taken():
    """A port on which somebody listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_home_that_is_served_is_not_served_again(cast, home, capsys):
    with serve.sole_server():
        assert main(["serve", "--port", "8999"]) == 2
        assert "is being served already; end that first" in capsys.readouterr().err
    with serve.sole_server():
        pass


def test_a_taken_port_starts_nothing_and_gives_the_home_free(cast, home, capsys, taken, monkeypatch):
    monkeypatch.setattr(serve, "_start", lambda command: pytest.fail(f"{command} was started"))
    assert main(["serve", "--port", str(taken)]) == 2
    assert "cannot be used" in capsys.readouterr().err
    with serve.sole_server():
        pass


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_a_port_that_cannot_be(cast, home, capsys, port):
    with pytest.raises(SystemExit) as ended:
        main(["serve", f"--port={port}"])
    assert ended.value.code == 2 and "a port is a number from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["build"], ["report", "--year", "2025", "--table", "2021-3"], ["verify"], ["unit", "list"]]
)
def test_a_mistyped_home_does_not_become_one(tmp_path, monkeypatch, capsys, command):
    mistyped = tmp_path / "no" / "such"
    monkeypatch.setenv("GONGKAI_HOME", str(mistyped))
    assert main(command) == 2
    assert f"there is no home at {mistyped}" in capsys.readouterr().err
    assert not mistyped.parent.exists()


@pytest.mark.parametrize(
    "command",
    [
        ["replay", "{tmp}/none"], ["replay", "{tmp}/bad.toml"], ["setup", "--government", "{tmp}/none"],
        ["setup", "--goverment", "x"], ["restore", "{tmp}/none"], ["demo", "--scale", "much"],
    ],
)  # fmt: skip
def test_a_refused_command_makes_no_home(tmp_path, command):
    """In a process of its own: the settings, once imported, make no second home."""
    (tmp_path / "bad.toml").write_text("year = ")
    words = [word.format(tmp=tmp_path) for word in command]
    environment = os.environ | {"GONGKAI_HOME": str(tmp_path / "no" / "such")}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "gongkai.doors.cli", *words], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 2 and done.stderr, done
    assert not (tmp_path / "no").exists()


def test_two_servers_at_once_meet_a_sentence(home):
    with serve.sole_server(), pytest.raises(Usage, match="served already"), serve.sole_server():
        pass


KILLED = """
import django, os, pathlib, signal, sys
django.setup()
from gongkai.doors.cli import serve
child = serve._start(["sleep", "60"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_server_that_is_killed_leaves_nobody_serving(home, tmp_path):
    told = tmp_path / "pid"
    assert subprocess.run([sys.executable, "-c", KILLED, told]).returncode == -signal.SIGKILL
    child = Path("/proc", told.read_text())
    for _ in range(100):
        state = child.joinpath("stat").read_text().rpartition(")")[2].split()[0] if child.exists() else "gone"
        if state in ("gone", "Z"):
            return
        time.sleep(0.05)
    os.kill(int(child.name), signal.SIGKILL)
    pytest.fail("it serves on")
