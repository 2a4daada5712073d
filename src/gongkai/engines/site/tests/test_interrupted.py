"""A build that is ended anywhere and run again comes out right."""

import os
import signal
from pathlib import Path

import pytest

from gongkai.engines.site import build, signing, tree
from gongkai.engines.site.manifest import Manifest
from gongkai.engines.site.reader import Reader
from gongkai.ground.documents import redacting
from gongkai.ground.ledger import keys
from gongkai.pure.tlog.note import Note, Signer

from .helpers import Office, files


class Killed(BaseException):
    """Stands for kill -9: nothing in the code catches it."""


@pytest.fixture
def office(cast, home):
    return Office(cast)


def kill_at(monkeypatch, n: int) -> None:
    """End the build at its nth change of the tree: a write, a rename, a removal."""
    left = {"calls": n}

    def counted(original):
        def call(*args, **kwargs):
            left["calls"] -= 1
            if left["calls"] < 0:
                raise Killed
            return original(*args, **kwargs)

        return call

    monkeypatch.setattr(tree.Folder, "write", counted(tree.Folder.write))
    monkeypatch.setattr(tree.Folder, "remove", counted(tree.Folder.remove))
    monkeypatch.setattr(tree.os, "rename", counted(os.rename))


def at(*places: int, on_both_engines: int) -> list:
    """Where builds are ended. What is done to files is the same on each engine: one place shows that its cursor is."""
    return [pytest.param(n, marks=() if n == on_both_engines else pytest.mark.one_engine) for n in places]


@pytest.mark.parametrize("n", at(0, 1, 2, 3, 5, 8, 13, 21, 34, 55, on_both_engines=13))
def test_following_is_ended_and_goes_on(office, n):
    record = office.publish("2026-03-04", title="甲")
    office.correct(record, "2026-03-05", title="乙")
    build.catch_up()
    office.publish("2026-03-06", title="丙")
    office.correct(record, "2026-03-06", title="丁", hide_old=True)
    with pytest.MonkeyPatch.context() as patched:
        kill_at(patched, n)
        with pytest.raises(Killed):
            build.catch_up()
    # What stood in the interrupted round may be gone again before the next one.
    office.withdraw(record, "2026-03-07", keep_title=False)
    build.catch_up()
    followed = files()
    build.full()
    assert followed == files()


@pytest.mark.parametrize("n", at(0, 7, 60, 300, on_both_engines=60))
def test_a_full_build_is_ended_and_the_old_site_stands(office, n):
    office.publish("2026-03-04")
    build.catch_up()
    before = files()
    office.publish("2026-03-05")
    with pytest.MonkeyPatch.context() as patched:
        kill_at(patched, n)
        patched.setattr(tree.Folder, "link", lambda *args: False)
        with pytest.raises(Killed):
            build.full()
    assert files() == before
    build.catch_up()
    followed = files()
    build.full()
    assert followed == files()
    assert len(list(tree.site_path().glob("g*.sqlite"))) == 1


def test_a_rewound_cursor_or_another_release_builds_anew(office, monkeypatch):
    from gongkai.kernel.flow import consumers

    office.publish("2026-03-04")
    build.catch_up()
    assert build.catch_up() is None
    consumers.rewind([build.CONSUMER])
    assert build.catch_up().full
    monkeypatch.setattr(build, "stamp", lambda: "another")
    assert build.catch_up().full


def test_the_manifest_names_a_changed_page(office):
    record = office.publish("2026-03-04")
    build.catch_up()
    signer = Signer.generate("log.example/mingchuan/site")
    assert signing.sign_manifest(signer)
    assert not signing.sign_manifest(signer)
    root = tree.current()
    note = Note.parse((root / "site-manifest/manifest").read_bytes())
    assert note.verified_by([signer.verifier])
    lines = note.text.splitlines()
    assert lines[:2] == [signing.HEADER, signer.name] and len(lines) == 3 + signing.SHARDS
    from hashlib import sha256

    listed = {}
    for number, line in enumerate(lines[3:]):
        shard = root / "site-manifest" / f"{number:02x}"
        assert line == f"{number:02x} {sha256(shard.read_bytes()).hexdigest()}"
        listed |= dict(reversed(row.split("  ", 1)) for row in shard.read_text().splitlines())
    found = {p: sha256(c).hexdigest() for p, c in files().items() if not p.startswith("site-manifest/")}
    assert listed == found
    assert f"r/{record.pk}/index.html" in listed
    office.publish("2026-03-05")
    build.catch_up()
    assert signing.sign_manifest(signer)


def test_a_shard_that_somebody_changed_is_written_anew(office):
    record = office.publish("2026-03-04")
    build.catch_up()
    before = files()
    shards = sorted((tree.current() / "site-manifest").iterdir())
    for shard in shards:
        shard.write_bytes(shard.read_bytes()[:-1])
    office.publish("2026-03-05", title="乙")
    office.withdraw(record, "2026-03-05")
    build.catch_up()
    followed = files()
    build.full()
    right = files()
    lines = {path for path in right if path.startswith("site-manifest/") and right[path] != before.get(path)}
    assert lines and all(followed[path] == right[path] for path in lines)


def test_a_witness_that_is_named_later_stands_in_the_published_policy(office):
    office.publish("2026-03-04")
    build.catch_up()
    signer = Signer.generate("log.example/mingchuan/site")
    signing.sign_manifest(signer)
    said = tree.current() / "site-manifest/policy"
    assert b"witness" not in said.read_bytes()
    keys.policy_path().parent.mkdir(exist_ok=True)
    keys.policy_path().write_text("log x\nwitness neighbour y\nquorum neighbour\n")
    assert not signing.sign_manifest(signer)
    assert b"witness neighbour" in said.read_bytes()


def test_rows_stand_before_their_files(office):
    """Nothing on the disk is unknown to the side database, so nothing withdrawn can be left behind."""
    office.publish("2026-03-04")
    build.catch_up()
    manifest = Manifest(tree.database_of(tree.current()), read_only=True)
    known = {row[0] for row in manifest.db.execute("SELECT path FROM file")}
    assert known == {p for p in files() if not p.startswith("site-manifest/")}


def test_without_shared_memory_one_process_builds(monkeypatch, tmp_path):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(build, "has_threads", lambda: False)
    monkeypatch.setattr("multiprocessing.synchronize.SemLock.__init__", refuse)
    assert build._pool(2, Reader(), tmp_path, None) is None


def test_where_a_page_was_set_before_one_process_builds(tmp_path):
    """Forked from it, a worker that prints a gazette would wait for ever for threads that it has not."""
    redacting.typeset(redacting.TEMPLATE, {"blocks": ["一段。"]})
    assert build._pool(2, Reader(), tmp_path, None) is None


def test_workers_end_when_told_whatever_handlers_their_parent_has(monkeypatch):
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    monkeypatch.setattr(build, "has_threads", lambda: False)
    monkeypatch.setattr(build, "_Worker", lambda *_: None)
    try:
        pool = build._pool(2, Reader(), Path("new"), None)
        pool.terminate()
        pool.join()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert not heard and all(not worker.is_alive() for worker in pool._pool)
