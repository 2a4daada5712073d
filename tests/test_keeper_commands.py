"""What the keeper of a home does at the command line: rebuild what verification names, seal, verify pages."""

import os
import sqlite3
from contextlib import closing


def change(home, statement: str) -> None:
    with closing(sqlite3.connect(home.folder / "gongkai.sqlite3")) as database, database:
        assert database.execute(statement).rowcount


def test_what_was_changed_is_named_and_made_anew(live):
    change(live, "UPDATE units_closure SET by_succession = 1")
    found = live.findings()
    assert found[0].startswith("units.closure/") and "`gongkai rebuild`" in found[0]
    told = live.gongkai("rebuild")
    assert "who stands above whom: 1 rows" in told and "count sheets" in told
    assert live.findings() == []


def test_bytes_that_nobody_owns_are_named_and_the_worker_deletes_them(live):
    stray = live.folder / "files" / "zz" / "zz00"
    stray.parent.mkdir()
    stray.write_bytes(b"left by an act that failed")
    live.gongkai("worker", "--once")
    assert stray.exists(), "its act may still be open"
    os.utime(stray, (0, 0))
    [finding] = live.findings()
    assert finding.startswith("files/zz/zz00") and "the worker deletes them" in finding
    live.gongkai("worker", "--once")
    assert not stray.exists() and live.findings() == []


def test_a_consumer_beyond_the_last_fact_is_named_and_begins_again(live):
    live.python(
        "from gongkai.kernel.flow.models import Cursor\n"
        "Cursor.objects.update_or_create(name='site', defaults={'next_idx': 999999})"
    )
    found = live.findings()
    assert found[0].startswith("flow.cursor/site") and "`gongkai rebuild`" in found[0]
    assert "1 stood beyond the last fact" in live.gongkai("rebuild")
    assert live.findings() == []


def test_a_past_that_was_not_lived_to_its_end_is_told(live, tmp_path):
    for state, told in (("begun", True), ("lived", True), ("ready", False)):
        (live.folder / "demo.json").write_text(f'{{"state": "{state}", "today": "2026-03-02", "samples": []}}')
        said = live.gongkai("verify")
        assert ("is unfinished" in said and "`gongkai demo`" in said) is told
    for mark, state in (("demo.json", '{"state": "begun"}'), ("replaying", "")):
        (live.folder / mark).write_text(state)
        for words in (
            ("report", "--year", "2025", "--table", "2021-3"),
            ("build",),
            ("backup", tmp_path / mark),
            ("rebuild",),
        ):
            said = live.gongkai(*words)
            assert f"gongkai {words[0]}: Th" in said and "is unfinished" in said
        assert "is unfinished" not in live.gongkai("worker", "--once"), "who serves has told"
        (live.folder / mark).unlink()
    assert "unfinished" not in live.gongkai("build")
    (live.folder / "keys" / "restored").write_text("[]")
    assert "no act is possible until `gongkai seal --adopt-published" in live.gongkai("verify")


def test_trouble_with_a_folder_is_told_by_name(live, tmp_path):
    (tmp_path / "file").touch()
    said = live.gongkai("build", "--out", tmp_path / "file" / "copy", code=2)
    assert "Errno" not in said and str(tmp_path / "file") in said


def test_what_goes_with_what_and_a_log_in_good_health_is_not_ended_by_a_slip(live):
    assert "--need goes with --witness" in live.gongkai("seal", "--need", "3", code=2)
    assert "--origin goes with --init" in live.gongkai("seal", "--origin", "x", code=2)
    live.gongkai("seal")
    assert "is no name of a log" in live.gongkai("seal", "--new-origin", "foo", code=2)
    assert "can go on" in live.gongkai("seal", "--new-origin", "log.example/2", code=2)
    live.gongkai("seal", "--new-origin", "log.example/2", "--yes")
    live.gongkai("seal")
    assert live.published()[0] and live.findings() == []


def test_the_pages_of_a_home_are_verified_by_address_or_as_a_copy(live, tmp_path):
    live.gongkai("build")
    live.gongkai("seal")
    assert "build --out DIR" in live.gongkai("verify", "--site", live.folder / "site" / "current", code=2)
    live.gongkai("build", "--out", tmp_path / "copy")
    live.gongkai("verify", "--site", tmp_path / "copy")
