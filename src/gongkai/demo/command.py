"""``gongkai demo``: a fictional county with a past and with work for today, served on this machine."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from gongkai.demo import county, dwelling
from gongkai.demo.content import people as content_people
from gongkai.demo.dwelling import BEGUN, LIVED, Note
from gongkai.demo.live import Life, instant
from gongkai.demo.live_annual import begin_all as begin_annual_reports
from gongkai.demo.live_assessment import begin_all as begin_assessment
from gongkai.demo.live_assisting import begin_all as begin_assisting
from gongkai.demo.live_bulletins import begin_all as begin_bulletins
from gongkai.demo.live_cases import begin_all as begin_cases
from gongkai.demo.live_cases import samples, states_of
from gongkai.demo.live_catalogue import begin_all as begin_catalogue
from gongkai.demo.live_channels import begin_all as begin_channels
from gongkai.demo.live_complaints import begin_all as begin_complaints
from gongkai.demo.live_findings import begin_all as begin_findings
from gongkai.demo.live_functions import begin_all as begin_functions
from gongkai.demo.live_guard import begin_all as begin_guard
from gongkai.demo.live_key_points import begin_all as begin_key_points
from gongkai.demo.live_kinds import begin_all as begin_kinds
from gongkai.demo.live_lifecycle import begin_all as begin_lifecycle
from gongkai.demo.live_logbooks import begin_all as begin_logbooks
from gongkai.demo.live_portal import begin_all as begin_portal
from gongkai.demo.live_ratings import begin_all as begin_ratings
from gongkai.demo.live_records import begin_all as begin_records
from gongkai.demo.live_remedies import begin_all as begin_remedies
from gongkai.demo.live_review import begin_all as begin_review
from gongkai.demo.live_statements import begin_all as begin_statements
from gongkai.demo.live_systems import begin_all as begin_systems
from gongkai.demo.live_urging import begin_all as begin_urging
from gongkai.demo.stage import Progress
from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.database import bring_up_to_date, check_belongs, check_there, elsewhere, place
from gongkai.doors.cli.unsettled import READY
from gongkai.ground.home import home_path
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.ledger.models import Fact
from gongkai.pure.declare import Role

SEED = 19830926
HOST = "127.0.0.1"


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "demo",
        help="live a fictional county's year and serve it",
        description="On the first start, live a fictional county from 1 January of last year to today; then serve it on this machine. "
        "Started again it is up in seconds and keeps what was changed.",
    )
    parser.add_argument("--fresh", action="store_true", help="remove the demonstration in the home and start over")
    parser.add_argument("--today", type=arguments.day, metavar="DATE", help="the day it is to be (default: today)")
    parser.add_argument(
        "--scale", type=_share, default=1.0, help="share of a county's records and applications (default 1)"
    )
    parser.add_argument("--port", type=arguments.port, default=8000)
    parser.add_argument("--no-serve", action="store_true", help="make it ready and end")
    parser.set_defaults(run=run)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share <= 5:
        raise argparse.ArgumentTypeError("the share is a number above 0, at most 5")
    return share


def run(args: argparse.Namespace) -> int:
    begun = time.monotonic()
    dwelling.check_no_backup()
    today = args.today or timezone.localdate()
    if args.today:
        os.environ["GONGKAI_TODAY"] = today.isoformat()
    from gongkai.doors.cli.serve import check_port, serve, sole_server

    with sole_server():  # before a past is lived for a minute, or one is thrown away
        if not args.no_serve:
            check_port(HOST, args.port)
    if args.fresh:
        dwelling.clear()
    note = _found_note(today)
    if note is None:
        note = _live(today, args.scale)
    if note.state != READY:
        _make_ready(note)
    print(f"{home_path()} is ready after {time.monotonic() - begun:.0f} s.", flush=True)
    if args.no_serve:
        return 0
    return serve(HOST, args.port, 2, demo=True, announce=announcement(note, args.port, today))


def _found_note(today: date) -> Note | None:
    """The note of a demonstration that is here; None if one is to be lived. Raises Usage for any other home."""
    check_there()
    check_belongs()
    note = dwelling.read_note()
    if dwelling.is_empty():
        return None
    if not dwelling.is_demo():
        raise Usage(f"{place()} holds another government's data, not a demonstration; {elsewhere()}")
    if note is None:
        # A life begins with its note. One without was restored from a backup, which holds none: it is what was lived.
        note = Note(READY, f"{timezone.localdate(Fact.objects.latest('idx').at)}")
        note.write()
    if note.state == BEGUN:
        print("The last start was interrupted while the past was lived; starting over.", flush=True)
        dwelling.clear()
        return None
    if today < note.lived_to:
        raise Usage(
            f"this demonstration was lived to {note.today}; {today} is before that (FRESH=1 or --fresh starts over)"
        )
    bring_up_to_date()
    return note


def _live(today: date, scale: float) -> Note:
    note = Note(BEGUN, today.isoformat())
    note.write()
    bring_up_to_date()
    first = date(today.year - 1, 1, 1)
    county.found(at=instant(first - timedelta(30), 9, 0), demo=True)
    note.samples = live(first=first, today=today, scale=scale)
    note.state = LIVED
    note.write()
    return note


def live(*, first: date, today: date, scale: float = 1.0, seed: int = SEED) -> list[dict[str, str]]:
    """Live the founded county's past; gives samples of applications to follow with their query codes."""
    county.forget()
    forget_everything()
    life = Life(seed=seed, first=first, today=today, scale=scale)
    begin_records(life)
    begin_cases(life)
    begin_remedies(life)
    begin_complaints(life)
    begin_ratings(life)
    begin_urging(life)
    begin_assisting(life)
    begin_findings(life)
    begin_logbooks(life)
    begin_key_points(life)
    begin_assessment(life)
    begin_statements(life)
    begin_annual_reports(life)
    begin_bulletins(life)
    begin_functions(life)
    begin_catalogue(life)
    begin_guard(life)
    begin_kinds(life)
    begin_lifecycle(life)
    begin_review(life)
    begin_channels(life)
    begin_systems(life)
    begin_portal(life)
    progress = Progress((today - first).days, "Living")
    life.live(lambda done, total: progress.show(done))
    return samples(life)


def _make_ready(note: Note) -> None:
    """What follows from the facts: count sheets, the sealed ledger, the site, the search index. The papers of notices and the texts of attachments are left to the worker."""
    from gongkai.doors.edge import now

    forget_everything()
    at = now()
    _told("Counting", _count)
    _told("Sealing the ledger", lambda: _seal(at))
    _told("Building the site", _build)
    _told("Indexing for search", _index)
    note.state = READY
    note.write()


def _told(what: str, work: Callable[[], None]) -> None:
    begun = time.monotonic()
    print(f"{what}: ", end="", flush=True)
    work()
    print(f"{time.monotonic() - begun:.1f} s", flush=True)


def _count() -> None:
    from gongkai.engines.measures.sheets import catch_up

    catch_up()


def _build() -> None:
    """In a process of its own: this one has set papers in its life, and could build with one worker alone (``typesetting.has_threads``)."""
    words = [sys.executable, "-m", "gongkai.doors.cli", "build", "--full"]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _index() -> None:
    from gongkai.engines.feeders.rebuilding import rebuild

    rebuild()


def _seal(at: datetime) -> None:
    from gongkai.doors.cli.seal import default_origin
    from gongkai.ground.ledger import keys, signer

    with signer.only_signer():
        keys.make_key(default_origin())
        signer.seal(at=at)


def announcement(note: Note, port: int, today: date) -> str:
    """What is printed when everything is up: addresses, one sign-in per role, applications to follow."""
    here = f"http://{HOST}:{port}"
    day = f"Lived to {note.today}" + (f"; today is {today}" if today != note.lived_to else "")
    lines = [
        "",
        f"明川县（虚构的演示）已经就绪：{here}/    Ctrl-C ends it. {day}; home {home_path()}.",
        "",
        f"Staff sign in without a password, in this demonstration only: {here}/desk/",
    ]
    width = max(len(person.username) for person in content_people() if person.demo_role)
    for person in content_people():
        if person.demo_role:
            lines.append(f"  {person.username:<{width}}  {person.name}  {Role(person.demo_role).label}")
    if note.samples:
        lines += ["", f"Follow an application as a citizen: {here}/counter/track"]
        now = states_of([each["reference"] for each in note.samples])
        lines += [f"  {each['reference']}  {each['code']}  {now[each['reference']]}" for each in note.samples]
    return "\n".join([*lines, ""])
