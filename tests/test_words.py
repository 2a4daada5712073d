"""Words on a command line that cannot be meant are refused where they are parsed: empty ones, and bytes that are no text."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.doors.cli import main, trouble
from tests.plugins.homes import Live
from tests.test_trouble import words_for

__all__ = ["words_for"]

BYTES = os.fsdecode(b"a\xff")

EMPTY = [
    ["restore", "{tmp}", "--erasures", ""],
    ["restore", "{tmp}", "--erasures="],
    ["restore", "{tmp}", "--published", ""],
    ["restore", "{tmp}", "--signing-key", ""],
    ["restore", ""],
    ["replay", ""],
    ["build", "--out", ""],
    ["report", "--year", "2025", "--table", "2021-3", "--unit", ""],
    ["report", "--year", "2025", "--table", "2021-3", "-o", ""],
    ["clock", "--received", "2026-03-02", "--rule", "foi-2019", "--today", ""],
    ["witness", "--home", "", "--show-key"],
    ["backup", ""],
    ["seal", "--adopt-published", ""],
    ["seal", "--witness", "", ""],
    ["seal", "--new-origin", "x.example/log", "--reason", ""],
    ["verify", "--site", ""],
    ["verify", "--policy", ""],
    ["person", "add", "zhao", "--name", "赵", "--unit", "", "--role", "editor"],
    ["erase", ""],
]
NO_TEXT = [
    ["report", "--year", "2025", "--table", "2021-3", "--unit", BYTES],
    ["erase", BYTES, "--by", "lin_guanli", "--yes"],
    ["erase", "A-1", "--by", BYTES, "--yes"],
    ["person", "add", "zhao", "--name", "赵", "--unit", BYTES, "--role", "editor"],
    ["rule", "show", BYTES],
    ["witness", "--home", "{tmp}/w", "--name", BYTES, "--init"],
    ["backup", f"{{tmp}}/{BYTES}"],
    ["seal", "--witness", f"http://{BYTES}", "x"],
    ["clock", "--received", BYTES, "--rule", "foi-2019"],
]


@pytest.mark.parametrize(
    "words, why",
    [*((each, "it is given, and empty") for each in EMPTY), *((each, "no text in UTF-8") for each in NO_TEXT)],
)
def test_words_that_cannot_be_meant(words_for: Callable, tmp_path, capsys, words, why):
    [beside] = words_for("{tmp}")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SystemExit) as end:
        main([each.format(tmp=beside) for each in words])
    out, err = capsys.readouterr()
    assert end.value.code == 2 and why in err.splitlines()[-1] and not out
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_may_have_any_name(live, tmp_path):
    place = tmp_path / BYTES
    live.gongkai("report", "--year", "2025", "--table", "2021-3", "-o", place)
    assert place.read_bytes()
    assert "is no backup" in live.gongkai("restore", place, code=2)


def test_a_file_s_name_is_told_as_it_is(live, tmp_path):
    folder = os.fsencode(tmp_path) + b"/\xff"
    os.mkdir(folder)
    command = [sys.executable, "-m", "gongkai.doors.cli", "backup", "--export-signing-key", folder + b"/key"]
    live.make_key()
    done = subprocess.run(command, env=live.environment, capture_output=True, timeout=120)
    assert done.returncode == 0 and done.stdout.startswith(folder + b"/key: the log's signing key")


def test_a_database_s_address_that_is_no_text(tmp_path):
    told = Live(tmp_path / "home", {"DATABASE_URL": f"postgres://127.0.0.1:1/{BYTES}"}).gongkai("setup", code=2)
    assert "DATABASE_URL is no text in UTF-8" in told and told.count("\n") == 1


ADDRESSES = ["http://a b/", "http://exam..ple", f"http://{'a' * 300}", "http://a\n/", "http://明川..例子", "http://"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "words", [["verify", "--site"], ["restore", "{tmp}", "--published"], ["seal", "--adopt-published"]]
)
def test_an_address_that_is_none(words_for: Callable, capsys, address, words):
    [beside] = words_for("{tmp}")
    with pytest.raises(SystemExit) as end:
        main([*(each.format(tmp=beside) for each in words), address])
    told = capsys.readouterr().err.splitlines()[-1]
    assert end.value.code == 2 and "is neither a folder nor an address" in told


def test_a_witness_with_a_chinese_name_is_asked_for_as_the_net_knows_it(words_for: Callable, capsys):
    [beside] = words_for("{tmp}")
    assert main(["witness", "--home", f"{beside}/w", "--name", "witness.example/one", "--init"]) == 0
    vkey = capsys.readouterr().out.strip()
    assert main(["seal", "--witness", "http://明川.例子/见证", vkey]) == 0
    assert " http://xn--5rt45p.xn--fsqu00a/%E8%A7%81%E8%AF%81\n" in capsys.readouterr().out
    for address in ADDRESSES:
        assert main(["seal", "--witness", address, vkey]) == 2
        assert "is not an address" in capsys.readouterr().err


def test_what_no_check_foresaw_is_a_sentence():
    for error in (
        UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed"),
        RecursionError("maximum depth"),
    ):
        told = trouble(error)
        assert told and told.startswith("something that was given or read is ")


@pytest.mark.parametrize("depth", [900, 100_000])
def test_a_file_nested_without_end(words_for: Callable, capsys, depth):
    [beside] = words_for("{tmp}")
    Path(beside, "x.toml").write_text(f"year = {'[' * depth}\n")
    assert main(["calendar", f"{beside}/x.toml"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
