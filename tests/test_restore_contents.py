"""A backup tells the digests of its files: what is missing, changed or led elsewhere by a link is named, and nothing is restored."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from tests.plugins.homes import Live

STORED = ("files/aa/aa11", "files/bb/bb22", "files/bb/bb33", "files/cc/cc44", "files/cc/cc55")


@pytest.fixture(scope="session")
def backed_up(set_up_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A home with stored bytes, and its backup. What no row owns is swept after a restore: a restore that refuses is what is looked at."""
    folder = tmp_path_factory.mktemp("backed-up")
    home = Live(Path(shutil.copytree(set_up_once, folder / "home")))
    for n, name in enumerate(STORED):
        (home.folder / name).parent.mkdir(exist_ok=True)
        (home.folder / name).write_bytes(b"bytes %d" % n)
    home.gongkai("backup", folder / "backup")
    return home.folder, folder / "backup"


@pytest.fixture
def backup(backed_up, tmp_path) -> Path:
    return Path(shutil.copytree(backed_up[1], tmp_path / "backup"))


def restored(backup: Path, tmp_path: Path, code: int = 0) -> str:
    return Live(tmp_path / "new").gongkai("restore", backup, code=code)


def elsewhere(path: Path) -> None:
    """The same bytes, but behind a link that leads out of the backup."""
    place = path.parents[2] / "elsewhere"
    path.rename(place)
    path.symlink_to(place)


def one_byte(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (Path.unlink, "is missing"),
    "a byte": (one_byte, "was changed"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-1]), "was changed"),
    "a link": (elsewhere, "is a link"),
    "a pipe": (piped, "is no file"),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("name", [STORED[0], "keys/django"])
def test_a_file_that_is_not_as_it_was_backed_up(backup, tmp_path, what, name):
    change, why = CHANGES[what]
    change(backup / name)
    told = restored(backup, tmp_path, 2)
    assert f"is damaged: {name} {why}. Nothing was restored." in told and told.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_a_link(backup, tmp_path):
    (backup / "files").rename(tmp_path / "elsewhere")
    (backup / "files").symlink_to(tmp_path / "elsewhere")
    assert f"{STORED[0]} is reached by a link" in restored(backup, tmp_path, 2)
    (tmp_path / "latest").symlink_to(backup)
    (backup / "files").unlink()
    (tmp_path / "elsewhere").rename(backup / "files")
    assert "Restored the backup" in restored(tmp_path / "latest", tmp_path), "what is named may be a link"


@pytest.mark.parametrize(
    "count, told", [(2, ". Nothing"), (3, ". Nothing"), (4, ", and 1 more. Nothing"), (5, ", and 2 more. Nothing")]
)
def test_the_first_ones_are_named_and_the_rest_is_counted(backup, tmp_path, count, told):
    for name in STORED[:count]:
        (backup / name).unlink()
    said = restored(backup, tmp_path, 2)
    assert told in said and [name in said for name in STORED] == [n < min(count, 3) for n in range(len(STORED))]


def test_the_list_itself(backup, tmp_path):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "contents"], cwd=backup, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")
    one_byte(backup / "contents")
    assert "its list of files, contents, is not as it was written" in restored(backup, tmp_path, 2)
    (backup / "contents").unlink()
    assert "its list of files, contents, is not as it was written" in restored(backup, tmp_path, 2)


@pytest.mark.parametrize("name", ["../beside", "files/../../beside", "/etc/hostname", "manifest.json"])
def test_a_list_that_leads_elsewhere(backup, tmp_path, name):
    (tmp_path / "beside").write_bytes(b"x")
    (backup / "contents").write_text(f"{sha256(b'x').hexdigest()}  {name}\n")
    manifest = json.loads((backup / "manifest.json").read_bytes())
    manifest["contents"] = sha256((backup / "contents").read_bytes()).hexdigest()
    (backup / "manifest.json").write_text(json.dumps(manifest))
    assert "is damaged: " in restored(backup, tmp_path, 2)


def of_an_earlier_release(backup: Path) -> None:
    manifest = json.loads((backup / "manifest.json").read_bytes())
    del manifest["contents"]
    (backup / "manifest.json").write_text(json.dumps(manifest))
    (backup / "contents").unlink()


def test_a_backup_of_an_earlier_release(backed_up, backup, tmp_path):
    of_an_earlier_release(backup)
    (backup / STORED[0]).unlink()
    told = restored(backup, tmp_path)
    assert "could not be checked" in told and "Restored the backup" in told
    assert replace(Live(backed_up[0]), folder=tmp_path / "new").findings() == []


def test_a_link_in_a_backup_of_an_earlier_release(backup, tmp_path):
    of_an_earlier_release(backup)
    elsewhere(backup / STORED[0])
    assert f"{STORED[0]} is a link" in restored(backup, tmp_path, 2)
    shutil.rmtree(backup / "files")
    assert "its folder files is missing" in restored(backup, tmp_path, 2)


def test_a_whole_backup_says_nothing_of_the_sort(backup, tmp_path):
    assert "could not be checked" not in restored(backup, tmp_path)
