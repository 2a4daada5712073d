"""A demonstration that was backed up and restored is served, verified and published on: its witness is another, the log is the same."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.plugins.homes import Live
from tests.plugins.served import ROOT, Served, eventually

DEMO = "units.establish(at=timezone.now(), by='tester', demo=True)\n"
NAME = "demo-witness.www.mingchuan.gov.example"


@pytest.fixture
def demo(founded_once: Path, tmp_path: Path) -> Served:
    home = Served(Path(shutil.copytree(founded_once, tmp_path / "home", symlinks=True)), {"PYTHONPATH": str(ROOT)})
    home.python(DEMO)
    home.gongkai("build", "--full")
    return home


def cosigned(home: Live, witness: str, size: int) -> bool:
    path = home.folder / "log" / "checkpoint"
    return home.published()[0] >= size and f"— {witness} " in path.read_text("utf-8")


def verified(home: Live, copy: Path) -> None:
    assert home.findings() == []
    home.gongkai("build", "--out", copy)
    assert "witnessed by" in home.gongkai("verify", "--site", copy)


def test_a_demonstration_restored_and_served_again(demo, tmp_path):
    with demo.at_work():
        eventually(lambda: cosigned(demo, NAME, 1))
    with demo.at_work():
        demo.add("one")
        eventually(lambda: cosigned(demo, NAME, demo.published()[0]))
    demo.gongkai("backup", tmp_path / "backup", "--export-signing-key", tmp_path / "log.skey")
    new = replace(demo, folder=tmp_path / "new")
    new.gongkai(
        "restore", tmp_path / "backup", "--signing-key", tmp_path / "log.skey", "--published", demo.folder / "log"
    )
    size = new.published()[0]
    with new.at_work():
        eventually(lambda: cosigned(new, f"{NAME}/2", size))
        verified(new, tmp_path / "copy-1")
        new.add("two")
        eventually(lambda: cosigned(new, f"{NAME}/2", size + 1))
        verified(new, tmp_path / "copy-2")
    assert (new.folder / "keys" / "policy.former-1").read_bytes().count(b"witness ") == 1
    with new.at_work():
        new.add("three")
        eventually(lambda: cosigned(new, f"{NAME}/2", size + 2))
    assert not (new.folder / "keys" / "policy.former-2").exists() and new.findings() == []
