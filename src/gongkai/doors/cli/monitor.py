"""``gongkai monitor``: look at a government's website by the state's inspection indicators."""

import argparse
import fcntl
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.build import progress_bar
from gongkai.doors.edge import now
from gongkai.engines.monitoring import actions, looking, queries
from gongkai.engines.monitoring.models import Fault, Run
from gongkai.engines.monitoring.walking import Walk, all_of_it
from gongkai.engines.site.serve import SiteApp
from gongkai.ground.home import home_path
from gongkai.ground.units.queries import government
from gongkai.ground.units.scope import SYSTEM
from gongkai.pure.monitor.admitting import LEFT, Site
from gongkai.pure.monitor.fetching import Fetcher, Limits
from gongkai.pure.monitor.indicators import INDICATORS

MOST = 500
OWN_MOST = 5000
OWN_PAUSE = 0.02
"""The own site is asked over the loopback, where nobody else is kept waiting."""
SECONDS, LOOKS = 1.0, 5


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "monitor",
        help="look at a website by the state's inspection indicators",
        description="Walks a site politely: one request at a time, robots.txt, bounded pages, bytes, seconds and depth. Without an address the own "
        "site is looked at as it is built. Broken off, the same command goes on. docs/manual/jiance.md describes what is found.",
    )
    parser.add_argument(
        "url", nargs="?", type=arguments.site_address, metavar="URL", help="the site (default: the own one)"
    )
    parser.add_argument(
        "--max-pages",
        type=arguments.positive,
        metavar="N",
        help=f"at most so many pages (default {MOST}, own site {OWN_MOST})",
    )
    parser.add_argument("--pause", type=arguments.pause, metavar="SECONDS", help="between two requests (default 0.5)")
    parser.add_argument(
        "--seconds", type=arguments.positive, default=15, help="an answer may take so long (default 15)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when nothing was found, 1 otherwise. Raises Usage."""
    with ExitStack() as held:
        if not held.enter_context(sole_walk()):
            raise Usage("the worker is looking at the site right now; wait for it to end, or end `gongkai serve`")
        if args.url:
            site, start, base = *_parted(args.url), args.url
        else:
            if not home_path("site", "current").exists():
                raise Usage("there is no site yet; build it first: gongkai build")
            site, start, base = "", "/", held.enter_context(own_site())
        begun = queries.under_way(site)
        if begun is None:
            most = args.max_pages or (MOST if site else OWN_MOST)
            begun = actions.begin(site=site, start=start, most=min(most, actions.MOST_PAGES), by=SYSTEM, at=now())
        elif args.format == "text":
            done, total = queries.progress(begun)
            print(f"Going on where it was broken off: {done:,} of {total:,} addresses done.", file=sys.stderr)
        limits = Limits(
            seconds=args.seconds, pause=args.pause if args.pause is not None else 0.5 if site else OWN_PAUSE
        )
        ended = all_of_it(walk_of(begun, base, limits), now, progress_bar("looking") or (lambda done, total: None))
    return told(ended, args.format)


def _parted(url: str) -> tuple[str, str]:
    """An address as site and start."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{parts.netloc}", f"{parts.path or '/'}{query}"


def walk_of(begun: Run, base: str, limits: Limits) -> Walk:
    known = government()
    also = (known.domain,) if known and not begun.site else ()
    return Walk(begun, base, Fetcher(limits, trusted={urlsplit(base).netloc}), also)


def told(ended: Run, form: str) -> int:
    found = queries.found_in(ended)
    if form == "json":
        print(json.dumps({**_head(ended), "faults": [_row(each) for each in found]}, ensure_ascii=False, indent=1))
        return 1 if found else 0
    print(
        f"{ended.site or actions.OWN_NAME}：看了{ended.visited}页，{len(found)}处问题，{ended.score}分，{ended.verdict}"
    )
    for code, indicator in INDICATORS.items():
        these = [each for each in found if each.indicator == code]
        if these:
            print(f"\n{indicator.label}（{len(these)}）")
            for each in these:
                print(f"  {each.page}  {each.place}{f'  → {each.target}' if each.target else ''}")
    if ended.left:
        print("\n没有去的地址：" + "，".join(f"{LEFT[why]}{n}个" for why, n in sorted(ended.left.items())))
    return 1 if found else 0


def _head(ended: Run) -> dict[str, Any]:
    return {
        "run": ended.code, "site": ended.site, "rules": ended.rules, "visited": ended.visited, "score": str(ended.score),
        "vetoed": ended.vetoed, "verdict": ended.verdict, "left": ended.left,
    }  # fmt: skip


def _row(fault: Fault) -> dict[str, Any]:
    return {
        "indicator": fault.indicator, "label": fault.of.label, "page": fault.page, "target": fault.target, "place": fault.place,
        "status": fault.status, "trouble": fault.trouble, "digest": fault.digest, "found_on": fault.found_on.isoformat(),
    }  # fmt: skip


@contextmanager
def sole_walk() -> Iterator[bool]:
    """Hold the place of the one who walks; False if it is taken: two would ask a site twice as often as was promised."""
    place = home_path("run", "monitor.lock")
    place.parent.mkdir(parents=True, exist_ok=True)
    with open(place, "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads along."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def own_site() -> Iterator[str]:
    """Serve the site as it is built on a port of its own for as long: what the walk sees does not hang on who serves it to the public."""
    server = make_server("127.0.0.1", 0, SiteApp(get_wsgi_application()), _Server, _Quiet)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def look_a_little(at: datetime) -> int:
    """The worker's part: look again at what was asked for, and go on with the own site's run, each for about a second; the weekly run begins
    by itself. Others' runs are left to the command that began them."""
    again, begun = queries.to_look_again(LOOKS), queries.under_way("")
    if not again and begun is None and not queries.own_due(timezone.localtime(at)):
        return 0
    with sole_walk() as free:
        if not free or not home_path("site", "current").exists():
            return 0
        with own_site() as base:
            for fault in again:
                _look_again(fault, base, at)
            if begun is None and queries.own_due(timezone.localtime(at)):
                begun = actions.begin(site="", start="/", most=OWN_MOST, by=SYSTEM, at=at)
            if begun is not None:
                walk_of(begun, base, Limits(pause=OWN_PAUSE)).step(at, SECONDS)
    return len(again) + (begun is not None)


def _look_again(fault: Fault, base: str, at: datetime) -> None:
    known = government()
    # The host of another site is trusted with nothing: the command may have looked at a private one, the worker does not.
    where = fault.site or base
    site = Site(where, (known.domain,) if known and not fault.site else ())
    trusted = () if fault.site else {urlsplit(base).netloc}
    looking.look_again(fault, site, Fetcher(Limits(pause=OWN_PAUSE if not fault.site else 0.5), trusted=trusted), at)
