"""Ten million cases on PostgreSQL: a server of its own, the city loaded into it, and a year's account measured there (``bench.year``).

``python -m bench.millions CASES SIZE`` does the latter in the database of ``DATABASE_URL`` and prints a line of JSON for each measure.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from bench.report import Line
from bench.size import SIZES, Size

SETTINGS = {
    "shared_buffers": "4GB", "work_mem": "64MB", "maintenance_work_mem": "1GB", "effective_cache_size": "12GB", "max_wal_size": "2GB",
    "wal_level": "minimal", "max_wal_senders": "0", "checkpoint_timeout": "30min", "random_page_cost": "1.1", "autovacuum": "off",
    "jit": "off",
}  # fmt: skip
"""What an administrator gives a server of 24 GiB; and no upkeep of its own beside what is measured."""
DATABASE, PASSWORD = "city", "bench"


def measure(size: Size) -> Iterator[Line]:
    """Lines that another process measures: the database is chosen when Django begins. The cluster stands beside the home, and goes when it goes."""
    folder = beside(Path(os.environ["GONGKAI_HOME"]))
    with _server(folder) as url:
        home = folder / "home"
        home.mkdir(exist_ok=True)
        environment = os.environ | {"DATABASE_URL": url, "GONGKAI_HOME": str(home)}
        child = subprocess.Popen(
            [sys.executable, "-m", __name__, str(size.millions), size.name],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            for told in child.stdout:
                line = Line(**json.loads(told))
                yield Line(f"On PostgreSQL: {line.what[:1].lower()}{line.what[1:]}", *list(vars(line).values())[1:])
            if child.wait():
                raise RuntimeError("measuring on PostgreSQL failed; what is said above tells why")
        finally:
            child.terminate()
            child.wait()


def beside(home: Path) -> Path:
    """Where the cluster stands."""
    return home.with_name(f"{home.name}-postgresql")


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """The URL of the database of a server in this folder, made unless it is there (kept from before)."""
    from tests.plugins import postgres

    programs, port, new = postgres.find_programs(), postgres.free_port(), not (folder / "data").exists()
    if new:
        folder.mkdir(parents=True, exist_ok=True)
        postgres.initialise(programs, folder, PASSWORD)
    process = postgres.start(programs, folder, port, more=SETTINGS)
    try:
        server = postgres.Server(port, PASSWORD)
        postgres.wait_until_ready(server, process, folder / "log")
        if new:
            server.create(name=DATABASE)
        yield server.url(DATABASE)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=300)


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.ground.home.settings")
    django.setup()
    from django.db import connection

    from bench import prototypes, year

    size = replace(SIZES[sys.argv[2]], cases=0, loaded=int(sys.argv[1]), record_prototypes=100, case_prototypes=600)
    if not connection.introspection.table_names():
        prototypes.live(size)
    for line in year.measure(size):
        print(json.dumps(asdict(line), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
