"""An older backup comes back: nothing published is lost but what is declared, nothing forks, what was erased stays erased."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.plugins.homes import ORIGIN, Live


@pytest.fixture
def lost(live, watching, tmp_path):
    """A home with a backup, and a key exported; then more acts, sealed and witnessed, and two that were not sealed."""
    with watching(live.make_key()) as witness:
        live.name_witness(witness)
        live.python("add('before'); seal()")
        live.gongkai("backup", tmp_path / "backup", "--export-signing-key", tmp_path / "log.skey")
        live.python("add('one'); add('two'); seal(); add('three'); seal(); add('unsealed')")
        yield live, witness


RECEIPTS = """
from gongkai.ground.ledger.receipts import receipt_for
assert all(receipt_for(idx, opening=False) for idx in range(log.published().size))
"""


def restored(lost_home: Live, tmp_path: Path, *more: object) -> Live:
    home = replace(lost_home, folder=tmp_path / "new")
    home.gongkai("restore", tmp_path / "backup", "--signing-key", tmp_path / "log.skey", *more)
    return home


def test_nothing_that_was_published_is_lost_and_nothing_forks(lost, tmp_path):
    old, witness = lost
    published, root = old.published()
    home = restored(old, tmp_path, "--published", old.folder / "log")
    verdict = json.loads(home.gongkai("verify", "--format", "json"))
    assert verdict["findings"] == []
    assert [each["where"] for each in verdict["declared"]] == [f"leaf {published - n}" for n in (3, 2, 1)]
    assert home.published() == (published, root)
    home.python("add('after'); seal()")
    assert home.published()[0] == published + 3 == witness.seen(ORIGIN)
    assert home.findings() == []
    home.python(RECEIPTS)
    assert (home.folder / "gongkai.sqlite3").stat().st_mode & 0o077 == 0
    tiles = [
        path.relative_to(old.folder) for path in (old.folder / "log" / "tile" / "entries").rglob("*") if path.is_file()
    ]
    longest = max(tiles, key=lambda path: int(path.name))
    grown = (home.folder / longest.with_name(str(published + 3))).read_bytes()
    assert grown.startswith((old.folder / longest).read_bytes())


def test_until_the_log_is_settled_nothing_is_signed_and_nothing_is_done(lost, tmp_path):
    old, witness = lost
    seen = witness.seen(ORIGIN)
    home = restored(old, tmp_path)
    assert "was restored from a backup" in home.gongkai("seal", code=1)
    home.python(
        "from gongkai.ground.ledger.acts import LedgerUnavailable\ntry: add('too_early')\nexcept LedgerUnavailable: sys.exit(7)",
        code=7,
    )
    assert "is left is its log: `gongkai seal --adopt-published" in home.gongkai("restore", tmp_path / "backup", code=2)
    assert home.published() == (0, "") and witness.seen(ORIGIN) == seen
    assert home.findings() == []
    assert "were brought back" in home.gongkai("seal", "--adopt-published", old.folder / "log")
    home.add("now")


def test_bytes_that_came_to_a_backup_without_their_row_are_not_restored(live, tmp_path):
    """Files are copied after the database: one may belong to an act that the copy does not know."""
    live.gongkai("backup", tmp_path / "backup")
    stray = tmp_path / "backup" / "files" / "zz" / "zz00"
    stray.parent.mkdir()
    stray.write_bytes(b"of an act that was not copied")
    home = replace(live, folder=tmp_path / "new")
    home.gongkai("restore", tmp_path / "backup")
    assert not (home.folder / "files" / "zz" / "zz00").exists()


def test_a_new_origin_is_the_other_way_out(lost, tmp_path):
    old, witness = lost
    home = restored(old, tmp_path)
    shutil.copytree(old.folder / "log", home.folder / "log", dirs_exist_ok=True)
    home.gongkai("seal", "--new-origin", f"{ORIGIN}-2", "--reason", "灾后重建")
    assert (home.folder / "log.former-1" / "checkpoint").read_bytes() == (
        old.folder / "log" / "checkpoint"
    ).read_bytes()
    (home.folder / "keys" / "policy").unlink()
    home.python("seal()")
    assert (home.folder / "log" / "checkpoint").read_text().startswith(f"{ORIGIN}-2\n")
    assert home.findings() == []
    assert witness.seen(ORIGIN) == old.published()[0]


def put_back(home: Live, older: Path) -> None:
    """Somebody copies an older database over, without a word to the ledger."""
    for name in ("gongkai.sqlite3-wal", "gongkai.sqlite3-shm"):
        (home.folder / name).unlink(missing_ok=True)
    shutil.copyfile(older / "gongkai.sqlite3", home.folder / "gongkai.sqlite3")


def test_an_older_database_put_in_place_by_hand_is_not_signed(lost, tmp_path):
    home, witness = lost
    published, seen = home.published(), witness.seen(ORIGIN)
    put_back(home, tmp_path / "backup")
    assert "older than what was published" in home.gongkai("seal", code=1)
    home.add("a", "b", "c", "d", "e")
    assert "another history" in home.gongkai("seal", code=1)
    shutil.rmtree(home.folder / "log")
    assert "this database does not know" in home.gongkai("seal", code=1)
    assert witness.seen(ORIGIN) == seen == published[0]


def test_a_database_that_went_on_differently_cannot_adopt(lost, tmp_path):
    home, _ = lost
    put_back(home, tmp_path / "backup")
    home.add("a")
    assert "--new-origin" in home.gongkai("seal", "--adopt-published", code=1)
    assert json.loads(home.gongkai("verify", "--format", "json", code=1))["declared"] == []


NOTE = "from gongkai.ground.ledger.erasures import Erasure, note; note([Erasure('case:A')])\n"
ERASABLE = """
from gongkai.ground.files.facts import FileStored
from gongkai.ground.parties import vault
from gongkai.ground.parties.models import SubjectKey
def begin(ref):
    with act():
        key = vault.new_key(ref)
        record(FileStored(ref), ref=ref, by="tester", at=timezone.now(), rows=[vault.seal(ref, "name", "张三", key=key)])
"""


def test_what_was_erased_since_is_erased_again(live, tmp_path):
    live.make_key()
    live.python(ERASABLE + "begin('case:A'); begin('case:B')")
    live.gongkai("backup", tmp_path / "backup", "--export-signing-key", tmp_path / "log.skey")
    live.python(NOTE + "seal()")
    home = replace(live, folder=tmp_path / "new")
    told = home.gongkai("restore", tmp_path / "backup", "--signing-key", tmp_path / "log.skey", "--erasures", live.folder / "erasures.log",
                        "--published", live.folder / "log")  # fmt: skip
    assert "Erasures made again: 1 of 1." in told
    left = home.python(
        ERASABLE + "print(list(SubjectKey.objects.values_list('ref', flat=True)), Fact.objects.latest('idx').name)"
    )
    assert left == "['case:B'] ledger.erased_again\n"
    assert home.findings() == []
    assert re.fullmatch(r"case:A [0-9a-f]{64}\n", (home.folder / "erasures.log").read_text())


def test_a_backup_holds_no_signing_key_and_no_erasure(live, tmp_path):
    live.make_key()
    live.python(NOTE)
    live.gongkai("backup", tmp_path / "backup")
    secret = (live.folder / "keys" / "log.skey").read_bytes().strip()
    files = [path for path in (tmp_path / "backup").rglob("*") if path.is_file()]
    assert not any(secret in path.read_bytes() for path in files)
    assert not any(path.name == "erasures.log" for path in files)


@pytest.mark.parametrize("target", ["inside", "around", "not empty"])
def test_a_target_that_will_not_do(live, tmp_path, target):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    place = {"inside": live.folder / "backup", "around": live.folder.parent, "not empty": tmp_path / "full"}[target]
    before = sorted(tmp_path.rglob("*"))
    assert "backup" in live.gongkai("backup", place, code=2) or target == "not empty"
    assert sorted(tmp_path.rglob("*")) == before


KILLED = """
import gongkai.doors.cli.restore
from gongkai.doors import cli
from gongkai.ground.ledger import backup
def stop(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)
{where} = stop
cli.main(["restore", {source!r}])
"""


@pytest.mark.parametrize("where", ["backup._bring", "backup._load", "cli.restore.bring_up_to_date"])
def test_a_restore_that_was_killed_is_told_and_begins_anew(live, tmp_path, where):
    live.gongkai("backup", tmp_path / "backup")
    live.add("later")
    live.gongkai("backup", tmp_path / "other")
    home = replace(live, folder=tmp_path / "new")
    home.python(KILLED.format(where=where, source=str(tmp_path / "backup")), code=-9)
    left = sorted(each.name for each in home.folder.iterdir())
    for words in (("verify",), ("serve",), ("demo", "--no-serve"), ("setup",)):
        said = home.gongkai(*words, code=2)
        assert "was interrupted" in said and "the same `gongkai restore`" in said
    assert sorted(each.name for each in home.folder.iterdir()) == left
    assert "restore of another backup" in home.gongkai("restore", tmp_path / "other", code=2)
    assert "Restored the backup" in home.gongkai("restore", tmp_path / "backup")
    assert home.findings() == [] and not (home.folder / "restoring").exists()
    assert "was restored into" in home.gongkai("restore", tmp_path / "backup", code=2)


def test_a_home_without_a_database_gets_none_by_being_verified(live, tmp_path):
    home = replace(live, folder=tmp_path / "new")
    home.folder.mkdir()
    for words in (("verify",), ("build",)):
        assert "is not set up" in home.gongkai(*words, code=2)
    assert not list(home.folder.glob("gongkai.sqlite3*"))


def test_bad_restores(live, tmp_path):
    assert "is no backup" in live.gongkai("restore", tmp_path / "nothing", code=2)
    live.gongkai("backup", tmp_path / "backup")
    assert "is not empty" in live.gongkai("restore", tmp_path / "backup", code=2)
    with open(tmp_path / "backup" / "gongkai.sqlite3", "ab") as file:
        file.write(b"x")
    assert "is damaged" in replace(live, folder=tmp_path / "new").gongkai("restore", tmp_path / "backup", code=2)
    for content, why in (("[]", "is no JSON object"), ("5", "is no JSON object"), ("[" * 2000, "is nested too deeply"),
                         ('{"version":1}', "does not tell made_at"), ("\udcff", "is no text")):  # fmt: skip
        (tmp_path / "backup" / "manifest.json").write_text(content, "utf-8", "surrogateescape")
        told = replace(live, folder=tmp_path / "new").gongkai("restore", tmp_path / "backup", code=2)
        assert "is no backup" in told and why in told and told.count("\n") == 1
    assert not (tmp_path / "new").exists()
