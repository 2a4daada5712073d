"""What a step needs from the operating system is found, or one sentence says how to get it."""

import os
import subprocess
from pathlib import Path

import pytest

NEED = Path(__file__).resolve().parents[1] / "scripts" / "need"
TOOLS = ("bash", "env", "head", "tail", "grep", "sort", "sed", "paste", "ls")


@pytest.fixture
def machine(tmp_path: Path):
    """A machine with a shell, a python3 that lacks its venv module, and nothing else; ``add`` gives it a program."""

    class Machine:
        path = tmp_path

        def add(self, name: str, script: str) -> Path:
            program = tmp_path / name
            program.write_text(f"#!/bin/bash\n{script}\n")
            program.chmod(0o755)
            return program

        def need(self, *names: str, **variables: str) -> subprocess.CompletedProcess[str]:
            environment = {"PATH": str(tmp_path)} | variables
            return subprocess.run([NEED, *names], env=environment, capture_output=True, text=True)

    for tool in TOOLS:
        for folder in ("/usr/bin", "/bin"):
            if os.path.exists(f"{folder}/{tool}") and not (tmp_path / tool).exists():
                (tmp_path / tool).symlink_to(f"{folder}/{tool}")
    machine = Machine()
    machine.add("python3", "exit 1")
    return machine


def test_what_is_there_is_named(machine) -> None:
    chromium = machine.add("chromium", "")
    done = machine.need("chromium")
    assert (done.returncode, done.stdout) == (0, f"need: chromium: {chromium}\n")


def test_the_browser_that_was_asked_for_comes_first(machine) -> None:
    machine.add("chromium", "")
    mine = machine.add("my-browser", "")
    assert machine.need("chromium", CHROMIUM=str(mine)).stdout == f"need: chromium: {mine}\n"


def test_without_apt_get_one_sentence_names_what_is_missing(machine) -> None:
    done = machine.need("python", "hugo")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "venv module" in done.stderr and "Hugo" in done.stderr


def test_a_python_that_was_asked_for_and_is_none_is_told(machine) -> None:
    done = machine.need("python", PYTHON="/nonexistent")
    assert done.returncode == 1 and "PYTHON=/nonexistent is not Python 3.11 or newer" in done.stderr
    assert "lacks" in machine.need("python", PYTHON="python3").stderr, "what make passes on is no wish of somebody's"


def test_what_nobody_knows_is_refused(machine) -> None:
    done = machine.need("cobol")
    assert done.returncode == 1
    assert "does not know 'cobol'" in done.stderr


@pytest.mark.parametrize("given, fresh", [("", False), ("FRESH=0", False), ("FRESH=", False), ("FRESH=1", True)])
def test_only_fresh_1_starts_the_demonstration_over(given: str, fresh: bool) -> None:
    told = subprocess.run(
        ["make", "--dry-run", "demo", *given.split()], cwd=NEED.parents[1], capture_output=True, text=True, check=True
    )
    assert ("--fresh" in told.stdout) is fresh
