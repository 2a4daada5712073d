"""A PostgreSQL server that the tests start themselves, one per test process, gone when it ends.

The database of Django's settings is chosen when they are imported, so a test on PostgreSQL runs the code in a process
of its own, with ``DATABASE_URL`` set to ``postgres_url`` or to a database made by ``postgres_database``.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

OLDEST = 15
SUPERUSER = "gongkai"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
}


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and its superuser's password."""

    port: int
    password: str

    def url(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template0", name: str = "") -> str:
        """Make a new database as a copy of another (to which nobody may be connected) and give its name."""
        name = name or f"gongkai_{secrets.token_hex(4)}"
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(copy)
        return name


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With a database named, only what touches it is tried on it, of each test one example: the others differ in what the code makes of them, not in
    what the engine does, unless it is marked ``each_example``. Without, the longest tests begin first, so that nobody waits for them at the end."""
    items.sort(key=lambda each: each.path.name != "test_postgres.py")
    if "DATABASE_URL" in os.environ:
        first: dict[str, pytest.Item] = {}
        for each in items:
            if "db" in each.fixturenames or each.get_closest_marker("django_db"):
                told = each.nodeid if each.get_closest_marker("each_example") else each.nodeid.partition("[")[0]
                first.setdefault(told, each)
        kept = set(first.values())
        config.hook.pytest_deselected(items=[each for each in items if each not in kept])
        items[:] = [each for each in items if each in kept]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server of this test process."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    try:
        password = secrets.token_urlsafe(24)
        initialise(programs, folder, password)
        port = free_port()
        process = start(programs, folder, port)
        try:
            server = Server(port, password)
            wait_until_ready(server, process, folder / "log")
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Server) -> str:
    """``DATABASE_URL`` of a database that all tests of this process share, empty at first."""
    return postgres_server.url(postgres_server.create())


@pytest.fixture
def postgres_database(postgres_server: Server) -> Callable[..., str]:
    """Makes a database for this test alone and gives its ``DATABASE_URL``: ``postgres_database(template="template0")``."""
    return lambda template="template0": postgres_server.url(postgres_server.create(template))


def find_programs() -> Path:
    """The folder of initdb and postgres, the newest where Debian keeps several; fails the test where there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    if not found:
        pytest.fail(
            "This test needs a PostgreSQL server, and none is installed: run scripts/need postgresql.", pytrace=False
        )
    folder = Path(found).resolve().parent
    version = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.split()[2].split(".")[0]) < OLDEST:
        pytest.fail(f"This test needs PostgreSQL {OLDEST} or newer, and found {version.strip()}.", pytrace=False)
    return folder


def as_server_user() -> list[str]:
    """The words before a command that run it as the server's user: PostgreSQL refuses to run as root.

    The kernel ends the server when the test process dies, however it dies.
    """
    command = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() == 0:
        command += [f"--reuid={server_user()}", f"--regid={pwd.getpwnam(server_user()).pw_gid}", "--clear-groups"]
    return command


def server_user() -> str:
    """The user that Debian's package made for the server, or nobody."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def initialise(programs: Path, folder: Path, password: str) -> None:
    """Make an empty cluster in ``folder/data``, owned by the server's user and open with this password only."""
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, server_user())
    initdb = [programs / "initdb", "--no-sync", "--encoding=UTF8", "--locale=C", f"--username={SUPERUSER}"]
    initdb += ["--auth=scram-sha-256", f"--pwfile={secret}", folder / "data"]
    done = subprocess.run([*as_server_user(), *initdb], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"PostgreSQL's initdb failed: {done.stderr.strip()}", pytrace=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(
    programs: Path, folder: Path, port: int, *, durable: bool = False, more: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start the server; ``durable``: what is committed survives a loss of power, as the tests need not have it. ``more``: further settings."""
    given = {name: value for name, value in SETTINGS.items() if not durable or value != "off"}
    settings = given | dict(more or {}) | {"port": str(port), "unix_socket_directories": str(folder)}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command = [*as_server_user(), programs / "postgres", "-D", folder / "data", *options]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def wait_until_ready(server: Server, process: subprocess.Popen[bytes], log: Path, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            psycopg.connect(server.url("postgres"), connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"PostgreSQL did not start: {error}\n{log.read_text()}", pytrace=False)
            time.sleep(0.05)
