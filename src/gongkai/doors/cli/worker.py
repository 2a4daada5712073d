"""``gongkai worker``: what follows from facts, and what the date brings.

Each round: the day's acts, count sheets, the search index, the papers of notices, the site, mails to subscribers, texts of attachments, what the guard searches, a little of the look at the own website. The outbox is sent beside the rounds. A part that fails is reported and put off; the others go on.
"""

import argparse
import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from gongkai.doors.cli import Usage
from gongkai.doors.cli.database import check_belongs
from gongkai.doors.cli.index import follow as follow_into_index
from gongkai.doors.cli.monitor import look_a_little
from gongkai.doors.edge import now
from gongkai.engines.channels.deliver import deliver
from gongkai.engines.channels.following import catch_up as fill_outbox
from gongkai.engines.channels.mailing import catch_up as tell_subscribers
from gongkai.engines.feeders.following import read_attachments
from gongkai.engines.measures.sheets import catch_up as count_sheets
from gongkai.engines.site.build import catch_up as build_site
from gongkai.engines.sweep.sweeping import search_new
from gongkai.engines.sweep.sweeping import step as search_published
from gongkai.ground.documents.rendering import catch_up as render_notices
from gongkai.ground.files import laid_by, parked
from gongkai.ground.files.actions import sweep
from gongkai.ground.home.database import look_at_the_data
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.keys import arriving
from gongkai.ground.subscribers.actions import scrub_left
from gongkai.kernel.cases import ticker as cases
from gongkai.kernel.drafting import ticker as drafting
from gongkai.kernel.keypoints import ticker as keypoints
from gongkai.kernel.oversight import ticker as oversight
from gongkai.kernel.portal import ticker as portal
from gongkai.kernel.records import ticker as records
from gongkai.kernel.records import writing
from gongkai.pure import declare

log = logging.getLogger("gongkai.worker")
REST = 1.0
LOOK_AGAIN = 3600.0
PUT_OFF = (5, 30, 120, 600)


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "worker", help="do what follows from facts: pages, count sheets, notices, days that come"
    )
    parser.add_argument("--once", action="store_true", help="do what is due and end")
    parser.set_defaults(run=run)


def tick(at: datetime) -> int:
    """The acts that a day or an instant brings: scheduled publication, coming into force, expiry, terms that run out, each drawer's own."""
    done = records.tick(at) + cases.tick(at) + portal.tick(at) + oversight.tick(at) + keypoints.tick(at)
    done += drafting.tick(at)
    for drawer in (*declare.kinds(), *declare.procedures()):
        ticker = drawer.module("ticker")
        if ticker:
            done += ticker.tick(at)
    return done


NIGHT = range(1, 5)


def scrub_by_night(at: datetime) -> bool:
    """Writing waits while it is done, so it is left to the small hours."""
    return timezone.localtime(at).hour in NIGHT and scrub_left()


PARTS: tuple[tuple[str, Callable[[datetime], object]], ...] = (
    ("the day's acts", tick),
    ("count sheets", lambda at: count_sheets()),
    # Before what may take long: what was published is to be found, and what was withdrawn to be gone, within two seconds.
    ("search", lambda at: follow_into_index()),
    ("notices", lambda at: render_notices(at=at)),
    ("site", lambda at: build_site()),
    ("outbox", fill_outbox),
    ("subscribers", tell_subscribers),
    ("texts of attachments", lambda at: read_attachments()),
    ("new attachments", lambda at: search_new()),
    ("the nightly search", search_published),
    ("the look at the site", look_a_little),
    ("those who left", scrub_by_night),
)


def one_round(at: datetime, put_off: dict[str, tuple[int, float]]) -> bool:
    """Run every part that is not put off. False if one failed."""
    forget_everything()
    fine = True
    for name, part in PARTS:
        fails, until = put_off.get(name, (0, 0.0))
        if time.monotonic() < until:
            continue
        try:
            part(at)
            put_off.pop(name, None)
        except Exception:
            fine = False
            delay = PUT_OFF[min(fails, len(PUT_OFF) - 1)]
            put_off[name] = (fails + 1, time.monotonic() + delay)
            log.exception("%s failed; tried again in %s s", name, delay)
    return fine


def _tidy() -> None:
    """Delete what acts that failed left on the disk, what a removal did not come to delete, files whose form or record never came, and what was
    typed long ago and never saved."""
    at = timezone.now()  # the disk's clock, not a demonstration's
    try:
        # Also in a worker that runs on: a database that was put in place of the right one knows none of the home's files.
        check_belongs()
        sweep(at)
        parked.clear(at)
        laid_by.clear(at)
        arriving.clear(at)
        writing.clear(now())
    except (OSError, Usage):
        log.exception("files that nobody owns could not be deleted")


def _deliver(ended: threading.Event) -> None:
    """Send what waits in the outbox until the worker ends."""
    while not ended.wait(REST):
        try:
            deliver(now())
        except Exception:
            log.exception("the outbox failed; tried again in %s s", PUT_OFF[0])
            ended.wait(PUT_OFF[0])


def run(args: argparse.Namespace) -> int:
    """0 when ended, 1 if a part failed. Raises Usage where the database is not the home's."""
    check_belongs()
    put_off: dict[str, tuple[int, float]] = {}
    if args.once:
        _tidy()
        fine = one_round(now(), put_off)
        deliver(now())
        return 0 if fine else 1
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    # Beside the rounds: a channel that lets itself be waited for must not keep a withdrawal from the site.
    threading.Thread(target=_deliver, args=(ended,), daemon=True).start()
    looked = -LOOK_AGAIN
    while not ended.is_set():
        if time.monotonic() - looked > LOOK_AGAIN:
            look_at_the_data()
            _tidy()
            looked = time.monotonic()
        one_round(now(), put_off)
        ended.wait(REST)
    return 0
