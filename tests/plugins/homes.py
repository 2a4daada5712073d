"""Whole homes, driven from outside by processes: what is proven with a kill, two signers, a restored backup."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pytest

from gongkai.doors.cli import witness as door
from gongkai.ground.ledger import keys

ORIGIN = "www.mingchuan.gov.example/log"
GOVERNMENT = """
name = "明川县人民政府"
short_name = "明川县"
domain = "www.mingchuan.gov.example"
site_id_code = "9901230001"
host = "明川县人民政府办公室"
"""
BEGIN = """
import os, signal, sys
import django
django.setup()
from django.db import connection, transaction
from django.utils import timezone
from gongkai.ground.ledger import keys, log, signer
from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.models import Checkpoint, Fact, Leaf
from gongkai.ground.ledger.verify import verify
from gongkai.ground.units import actions as units
def seal():
    with signer.only_signer():
        return signer.seal(at=timezone.now())
def add(name):
    return units.add_person(username=name, name=name, at=timezone.now(), by="tester")
"""


@dataclass
class Live:
    """A home folder and the environment that processes on it get."""

    folder: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        settings = {"GONGKAI_HOME": str(self.folder), "DJANGO_SETTINGS_MODULE": "gongkai.ground.home.settings"}
        return {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | settings | self.more

    def gongkai(self, *words: object, code: int = 0, patience: float = 120) -> str:
        """Run a command; its output, after its exit code was as expected. ``patience``: seconds."""
        command = [sys.executable, "-m", "gongkai.doors.cli", *map(str, words)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=patience)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def python(self, script: str, code: int = 0) -> str:
        """Run Python that has the ledger at hand and ``add(name)``, an act of one fact."""
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + script], env=self.environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def start(self, script: str) -> subprocess.Popen[str]:
        """Start Python as ``python`` does, its output to be read."""
        return subprocess.Popen(
            [sys.executable, "-u", "-c", BEGIN + script], env=self.environment, stdout=subprocess.PIPE, text=True
        )

    def make_key(self) -> str:
        """The log's public key; it is made if there is none."""
        with self._here():
            return keys.make_key(ORIGIN).vkey

    def name_witness(self, watcher: "Watcher") -> None:
        """Ask this witness for cosignatures."""
        with self._here():
            keys.add_witness(watcher.url, watcher.vkey)

    def _here(self):
        return patch.dict(os.environ, self.environment)

    def findings(self) -> list[str]:
        """What verification finds, a line each."""
        with_code = [sys.executable, "-m", "gongkai.doors.cli", "verify", "--format", "json"]
        done = subprocess.run(with_code, env=self.environment, capture_output=True, text=True, timeout=120)
        found = json.loads(done.stdout)["findings"]
        assert done.returncode == bool(found), done.stderr
        return [f"{each['where']}: {each['what']}" for each in found]

    def add(self, *names: str) -> None:
        """Acts of one fact each."""
        self.python(f"for name in {names!r}: add(name)")

    def published(self) -> tuple[int, str]:
        """Size and root that the home's log shows; (0, "") without one."""
        path = self.folder / "log" / "checkpoint"
        if not path.exists():
            return 0, ""
        _, size, root = path.read_text("utf-8").split("\n")[:3]
        return int(size), root


def set_up(home: Live) -> Live:
    """A database with its government."""
    file = home.folder.with_name("government.toml")
    file.write_text(GOVERNMENT, "utf-8")
    home.gongkai("setup", "--government", file)
    return home


@pytest.fixture(scope="session")
def set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return set_up(Live(tmp_path_factory.mktemp("set-up") / "home")).folder


@pytest.fixture
def live(set_up_once: Path, tmp_path: Path) -> Live:
    """A home of its own with an empty government, on SQLite."""
    return Live(Path(shutil.copytree(set_up_once, tmp_path / "live")))


@dataclass
class Watcher:
    """A witness that runs in this process and remembers in a folder."""

    folder: Path
    vkey: str = ""
    url: str = ""

    def seen(self, origin: str) -> int:
        """Size of the tree that it cosigned last."""
        head = door.Home(self.folder).head(origin)
        return head.size if head else 0


@pytest.fixture
def watching(tmp_path: Path) -> Callable:
    """``with watching(vkey) as watcher``: a witness of that log over HTTP, the same one each time, on a port of its own."""
    watcher = Watcher(tmp_path / "witness")

    @contextmanager
    def run(log_vkey: str) -> Iterator[Watcher]:
        place = door.Home(watcher.folder)
        with place.locked():
            key = place.signer_made_if_needed("witness.example/outside")
            at_work = door.Witness(place, key, door.known_logs([log_vkey]))
            with door.Server(("127.0.0.1", 0), at_work) as server:
                thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
                thread.start()
                watcher.vkey, watcher.url = key.vkey, f"http://127.0.0.1:{server.server_address[1]}"
                try:
                    yield watcher
                finally:
                    server.shutdown()
                    thread.join()

    return run
