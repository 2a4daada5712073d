"""``gongkai index``: bring the search index up to the latest fact, or make it anew while the old one serves."""

import argparse
import json
import subprocess
import sys

from gongkai.doors.cli import Usage, count
from gongkai.doors.cli.build import progress_bar
from gongkai.engines.feeders import following, queries, rebuilding
from gongkai.ground.search import places

AT_ONCE = 5000
"""So many records the worker indexes anew by itself, in some seconds; for more it starts a process beside it."""


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "index",
        help="bring the search index up to date, or make it anew",
        description="Follow what happened since the index was last brought up to date; the worker does that each second. "
        "With --rebuild, make it anew from the database: the old one serves and follows meanwhile. Broken off, it begins again.",
    )
    parser.add_argument("--rebuild", action="store_true", help="make it anew")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when it is up to date. Raises Usage if another process builds it."""
    why = following.wants_rebuild()
    try:
        if args.rebuild or why:
            done = rebuilding.rebuild(progress_bar("indexing"))
            told = {"rebuilt": True, "records": done.records, "facts": done.upto}
            said = f"Made anew: {count(done.records, 'record')}, up to fact {done.upto:,}."
        else:
            followed = following.catch_up()
            told = {"rebuilt": False, "records": followed.records, "facts": followed.upto}
            said = f"Up to date: {count(followed.records, 'record')} indexed, up to fact {followed.upto:,}."
    except places.Busy as busy:
        raise Usage(str(busy)) from busy
    while following.read_attachments():
        pass
    print(json.dumps(told) if args.format == "json" else said)
    return 0


def follow() -> None:
    """The worker's part: follow; where the index has to be made anew, do that, beside if it takes long."""
    if not following.wants_rebuild():
        following.catch_up()
    elif queries.how_many() <= AT_ONCE:
        rebuilding.rebuild()
    elif not places.is_rebuilding():
        subprocess.Popen([sys.executable, "-m", "gongkai.doors.cli", "index", "--rebuild"], stdin=subprocess.DEVNULL)
