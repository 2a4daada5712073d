"""A served home on whatever day a test has come to: a file tells the day, and web and worker read it where the clock comes in.

Run as ``python -m tests.plugins.dated`` it is the command ``gongkai``, whose ``serve`` starts the same processes, the signer left out.
"""

import os
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils import timezone

FILE = "GONGKAI_TEST_DAY"
NOON = 12


def now() -> datetime:
    """Noon of the day that the file tells, and as much later as it was written ago: the same in every process, and never backwards."""
    told = Path(os.environ[FILE])
    day = date.fromisoformat(told.read_text().strip())
    noon = datetime(day.year, day.month, day.day, NOON, tzinfo=timezone.get_default_timezone())
    return noon + timedelta(seconds=time.time() - told.stat().st_mtime)


def _prepare() -> None:
    """Put the clock in place before anything takes it from where it stands."""
    import django

    django.setup()
    from gongkai.doors import edge

    edge.now = now
    from gongkai.doors.cli import serve

    children = serve.children

    def dated(host: str, port: int, workers: int, *, demo: bool) -> dict[str, list[str]]:
        web = children(host, port, workers, demo=demo)["web"]
        mine = [f"{__spec__.name}:application" if each.startswith("gongkai.doors.wsgi") else each for each in web]
        return {"web": mine, "worker": [sys.executable, "-m", __spec__.name, "worker"]}

    serve.children = dated


def __getattr__(name: str) -> object:
    if name != "application":
        raise AttributeError(name)
    from gongkai.doors.wsgi import application

    return application


_prepare()
if __name__ == "__main__":
    from gongkai.doors.cli import main

    sys.exit(main())
