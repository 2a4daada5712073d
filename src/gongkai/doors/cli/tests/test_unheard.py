"""A command whose reader leaves goes on to the end: the exit code is that of what it found, and nothing is said of the pipe."""

import os
import subprocess
import sys

import pytest

BROKEN = "本年新收政府信息公开申请{}件，其中自然人{}件、法人1件。\n"


def unheard(*words: str, also_errors: bool = False) -> tuple[int, str]:
    """Exit code and standard error of a command whose standard output nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "gongkai.doors.cli", *words],
            stdout=writing,
            stderr=writing if also_errors else subprocess.PIPE,
            text=True,
        )
    finally:
        os.close(writing)
    return done.returncode, done.stderr or ""


@pytest.mark.parametrize("many", [1, 300])
@pytest.mark.parametrize(("persons", "code"), [(2, 0), (3, 1)])
def test_findings_are_told_by_the_exit_code_however_much_is_said(tmp_path, many, persons, code):
    files = [tmp_path / f"{n}.txt" for n in range(many if code else 1)]
    for file in files:
        file.write_text(BROKEN.format(3, persons), "utf-8")
    assert unheard("audit", "--format", "json", "--text", *map(str, files)) == (code, "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_fine_is_fine_and_quiet(monkeypatch, unbuffered):
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    assert unheard("clock", "--received", "2026-03-02", "--rule", "foi-2019") == (0, "")
    assert unheard("--help") == (0, "")


def test_a_refusal_stays_one_where_its_words_are_not_heard_either():
    assert unheard("report", "--year", "abc", "--table", "2021-3", also_errors=True)[0] == 2
    assert unheard("clock", "--received", "2026-03-02", "--rule", "foi-2019", also_errors=True)[0] == 0


def test_a_full_disk_is_told_and_is_no_finding():
    with open("/dev/full", "w") as full:
        words = [sys.executable, "-m", "gongkai.doors.cli", "clock", "--received", "2026-03-02", "--rule", "foi-2019"]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, "gongkai: [Errno 28] No space left on device\n")
