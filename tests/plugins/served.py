"""A home that is served by its own processes (web, worker, signer), with the small cast in it, all of whom have passwords."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest

from tests.plugins.homes import Live
from tests.plugins.postgres import Server, free_port

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "梧桐-4417-长桥"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FOUND = f"""
from django.contrib.auth.hashers import make_password
from gongkai.doors.cli.setup import prepare_database
from gongkai.ground.units.models import Person
from tests.plugins.cast import found
prepare_database()
found()
Person.objects.update(password=make_password({PASSWORD!r}), totp_secret={SECRET!r})
"""


@dataclass
class Served(Live):
    """A home at an address while ``at_work`` is open."""

    port: int = 0
    workers: int = 2
    command: str = "gongkai.doors.cli"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def at_work(self) -> Iterator["Served"]:
        """Serve it; all processes have ended when the block is left, or soon after the test process has died."""
        self.port = free_port()
        command = ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", self.command, "serve"]
        with (self.folder.parent / "serve.log").open("w+") as log:
            serving = subprocess.Popen(
                [*command, "--port", str(self.port), "--workers", str(self.workers)],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
            try:
                eventually(lambda: "Serving" in Path(log.name).read_text() or serving.poll() is not None)
                assert serving.poll() is None, Path(log.name).read_text()
                yield self
            finally:
                serving.terminate()
                serving.wait(timeout=30)


def eventually(happened: Callable[[], object], patience: float = 30) -> object:
    """What a check gives once it gives something, asked again and again; fails after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while not (seen := happened()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)
    return seen


def one_time_code(ahead: int = 0) -> str:
    """The second factor of everybody in the cast, now; or the next one, for whoever has used this one up."""
    return pyotp.TOTP(SECRET).at(int(time.time()) + 30 * ahead)


@pytest.fixture(scope="session")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home on SQLite with the cast's county, whose site is built: to be copied, it takes four seconds to make."""
    return _founded(Served(tmp_path_factory.mktemp("founded") / "home", {"PYTHONPATH": str(ROOT)}))


@pytest.fixture(scope="session")
def founded_on_postgres(postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same on PostgreSQL, and the name of its database."""
    database = postgres_server.create()
    more = {"PYTHONPATH": str(ROOT), "DATABASE_URL": postgres_server.url(database)}
    return _founded(Served(tmp_path_factory.mktemp("founded") / "home", more)), database


def _founded(home: Served) -> Path:
    home.python(FOUND)
    home.gongkai("build", "--full")
    return home.folder


@pytest.fixture(scope="module")
def lasting_county(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The cast's county on SQLite, served for all tests of a module: for those that keep out of each other's way."""
    made = shutil.copytree(founded_once, tmp_path_factory.mktemp("lasting") / "home", symlinks=True)
    with Served(made, {"PYTHONPATH": str(ROOT)}, workers=1).at_work() as home:
        yield home


@dataclass
class Dated(Served):
    """The same, on the day that a test has come to; the days go on only."""

    command: str = "tests.plugins.dated"

    def come_to(self, day: str) -> None:
        """An ISO day; it is noon."""
        Path(self.more["GONGKAI_TEST_DAY"]).write_text(day)


@pytest.fixture(scope="module")
def dated_county(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dated]:
    """The cast's county on SQLite, served for all tests of a module, whose day a test sets."""
    folder = tmp_path_factory.mktemp("dated")
    made = shutil.copytree(founded_once, folder / "home", symlinks=True)
    home = Dated(made, {"PYTHONPATH": str(ROOT), "GONGKAI_TEST_DAY": str(folder / "day")}, workers=1)
    home.come_to("2026-03-02")
    with home.at_work():
        yield home


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def county(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """The cast's county, served, once on each engine."""
    more = {"PYTHONPATH": str(ROOT)}
    if request.param == "postgres":
        made, template = request.getfixturevalue("founded_on_postgres")
        more["DATABASE_URL"] = request.getfixturevalue("postgres_database")(template)
    else:
        made = request.getfixturevalue("founded_once")
    with Served(shutil.copytree(made, tmp_path / "home", symlinks=True), more).at_work() as home:
        yield home
