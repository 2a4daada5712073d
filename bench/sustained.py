"""Acts without a pause: on SQLite while web, worker and signer of ``gongkai serve`` run beside, and on PostgreSQL by two processes at once.

An officer's morning over and over, each act in a transaction of its own: a draft made, saved, handed to review; an application received, accepted.
PostgreSQL is a server of its own with the settings it comes with (fsync on), in which the county was founded.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import time as clock
from pathlib import Path

from bench.report import Line
from bench.size import Size

PER_SECOND, MIX, RAW = 300, 5, 200
PROCESSES = 2


def measure(size: Size) -> Iterator[Line]:
    """One line for each engine."""
    from bench.served import everything

    with everything():
        ours = spend(size.seconds)
    # Others' facts would come between a statement's capture and its execution: so it is alone.
    theirs = _raw()
    yield Line(
        "Acts without a pause on SQLite, the server running", f"{ours:,.0f} acts/s", f"the same statements raw, alone: {theirs:,.0f}/s", ours / theirs,
        f"≥ {PER_SECOND} acts/s", ours >= PER_SECOND,
    )  # fmt: skip
    if not size.postgresql:
        return
    yield Line(
        f"Acts without a pause on PostgreSQL, {PROCESSES} processes",
        f"{_on_postgresql(size.seconds):,.0f} acts/s",
        "",
        None,
        "",
    )


def spend(seconds: float) -> float:
    """Act for so long; acts per second."""
    from bench import acts

    done, begun = 0, time.perf_counter()
    while (passed := time.perf_counter() - begun) < seconds:
        record = acts.draft()
        acts.save(record)
        acts.submit(record)
        acts.accept(acts.application())
        done += MIX
    return done / passed


def _raw() -> float:
    """The same acts as their statements alone, a transaction each; acts per second."""
    from django.db import connection

    from bench import acts
    from gongkai.ground.home.database import PRAGMAS

    raw = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=20)
    raw.executescript(PRAGMAS)
    took = 0.0
    for _ in range(RAW // MIX):
        record, case = acts.draft(), acts.application()
        for action, subject in (
            (lambda _: acts.draft(), None), (acts.save, record), (acts.submit, record), (lambda _: acts.application(), None), (acts.accept, case),
        ):  # fmt: skip
            took += acts.execute(raw, acts.statements(action, subject))
    raw.close()
    return RAW / took


def _on_postgresql(seconds: float) -> float:
    with _postgresql() as url, tempfile.TemporaryDirectory(prefix="gongkai-bench-") as home:
        environment = os.environ | {"DATABASE_URL": url, "GONGKAI_HOME": home}
        subprocess.run([sys.executable, "-m", __name__, "prepare"], env=environment, check=True)
        command = [sys.executable, "-m", __name__, str(seconds)]
        running = [
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)
        ]
        told = [each.communicate(timeout=seconds + 120)[0] for each in running]
        if any(each.returncode for each in running):
            raise RuntimeError("acts on PostgreSQL failed; what is said above tells why")
        return sum(float(each) for each in told)


@contextmanager
def _postgresql() -> Iterator[str]:
    """The URL of an empty database of a server with the settings it comes with."""
    from tests.plugins import postgres

    programs, folder = postgres.find_programs(), Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    try:
        postgres.initialise(programs, folder, "bench")
        port = postgres.free_port()
        process = postgres.start(programs, folder, port, durable=True)
        try:
            server = postgres.Server(port, "bench")
            postgres.wait_until_ready(server, process, folder / "log")
            yield server.url(server.create())
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """``prepare`` founds the county; a number acts for so many seconds and prints acts per second."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.ground.home.settings")
    django.setup()
    if sys.argv[1] != "prepare":
        print(spend(float(sys.argv[1])))
        return
    from bench.prototypes import TODAY
    from gongkai.demo import county
    from gongkai.demo.replay.part import SHANGHAI
    from gongkai.doors.cli.setup import prepare_database

    prepare_database()
    county.found(at=datetime.combine(TODAY.replace(year=TODAY.year - 1), clock(9), SHANGHAI), demo=True)


if __name__ == "__main__":
    main()
