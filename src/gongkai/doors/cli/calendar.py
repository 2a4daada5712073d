"""``gongkai calendar FILE``: load an announced year of holidays and make-up working days."""

import argparse
from contextlib import nullcontext
from datetime import datetime

from django.utils import timezone

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.arrangement import arrangement
from gongkai.ground.ledger.acts import act
from gongkai.ground.rules.actions import load_year
from gongkai.ground.rules.queries import calendar
from gongkai.kernel.cases import orders
from gongkai.kernel.flow.clocks import reread_clocks
from gongkai.kernel.records import terms as records
from gongkai.pure import declare


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "calendar",
        help="load an announced year of holidays",
        description="Load a year from a TOML file with year, holidays (days off that would have been worked), workdays (Saturdays and "
        "Sundays that are worked) and source. Every open clock and term is read again; each that moves leaves a fact. The same year given again "
        "changes nothing.",
    )
    parser.add_argument("file", type=arguments.path, metavar="FILE")
    parser.add_argument(
        "--replace", action="store_true", help="the year is known already: count by this file from now on"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    announced, known, at = arrangement(args.file), calendar(), timezone.now()
    try:
        changes = announced.over(known) != known
        if changes and known.known(announced.year) and not args.replace:
            raise Usage(
                f"{args.file}: {announced.year} is known already, with other days; if this file is right, say --replace"
            )
        # An act records a fact: without a new year each clock that moves is an act of its own.
        with act() if changes else nullcontext():
            if changes:
                load_year(
                    year=announced.year, holidays=announced.holidays, workdays=announced.workdays, source=announced.source,
                    by="system", at=at,
                )  # fmt: skip
            moved = _reread(at)
    except ValueError as error:
        raise Usage(f"{args.file}: {error}") from error
    told = f"{len(announced.holidays)} holidays, {len(announced.workdays)} make-up working days"
    print(f"{announced.year}: {told if changes else 'known already, nothing to change'}; {moved} terms moved.")
    return 0


def _reread(at: datetime) -> int:
    """Clocks first: the terms beside them follow. A drawer that has such terms says so in a module of that name."""
    moved = reread_clocks(at=at, by="system") + records.reread(at=at, by="system") + orders.reread(at=at, by="system")
    for procedure in declare.procedures():
        terms = procedure.module("terms")
        if terms:
            moved += terms.reread(at=at, by="system")
    return moved
