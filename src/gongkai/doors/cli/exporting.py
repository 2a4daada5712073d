"""``gongkai export``: records of a kind as a spreadsheet or CSV, which ``gongkai import`` and the desk take back."""

import argparse
from pathlib import Path

from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.doors.cli import Usage, count
from gongkai.doors.cli.office import person_named, unit_named
from gongkai.engines.exchange import actions, outward
from gongkai.ground.units.queries import government
from gongkai.ground.units.scope import SYSTEM, Scope, scope_of
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.queries import visible_to
from gongkai.pure import declare


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "export",
        help="write the records of a kind to a spreadsheet",
        description="Public fields of all records of a kind that are neither withdrawn nor discarded. What was exported comes back in "
        "unchanged. That it was taken out is a fact of the ledger.",
    )
    parser.add_argument("kind", choices=[drawer.code for drawer in declare.kinds()], metavar="KIND")
    parser.add_argument("file", type=Path, metavar="FILE", help="the .xlsx or .csv to write")
    parser.add_argument("--unit", metavar="CODE", help="of this unit alone")
    parser.add_argument("--state", choices=list(STATES), metavar="STATE", help="in this state alone, such as published")
    parser.add_argument(
        "--by", metavar="NAME", help="sign-in name of whose export it is: what that person may see (default: all)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    form = args.file.suffix.lower().removeprefix(".")
    if form not in (outward.XLSX, outward.CSV):
        raise Usage(f"{args.file} is neither an .xlsx nor a .csv")
    kind = declare.kind(args.kind)
    scope = scope_of(person_named(args.by), localdate()) if args.by else Scope(0, SYSTEM.name, "", None, {}, whole=True)
    found = outward.exportable(visible_to(scope), kind)
    found = found.filter(unit=unit_named(args.unit)) if args.unit else found
    found = found.filter(state=args.state) if args.state else found
    host = government()
    content, number = outward.table(kind, found, form, f"https://{host.domain}" if host and host.domain else "")
    narrowed = "".join(f"，{each}" for each in (args.unit, args.state and STATES[args.state].label) if each)
    actions.export(what=f"{kind.name}{narrowed}（{form.upper()}）", count=number, by=scope.actor(), at=timezone.now())
    args.file.write_bytes(content)
    print(f"{count(number, 'record')} written to {args.file}.")
    return 0
