"""``gongkai report``: fill a statistics table. Exit code 1 if a relation that must hold does not."""

import argparse
import json
import sys
from pathlib import Path

from django.utils.timezone import localdate

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.edge import now
from gongkai.engines.measures.sheets import catch_up, counted
from gongkai.engines.reporting import forms
from gongkai.engines.reporting.fill import FILLED, Filled, fill, require_year
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code, units
from gongkai.pure.law.layout import WrongYear
from gongkai.pure.law.tables import TABLES


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "report",
        help="fill a statistics table",
        description="Fill a statistics table from the ledger and check its relations. Exit code 1 if one that must hold does not.",
    )
    parser.add_argument("--year", type=arguments.year, required=True, help="report year, 1 January to 31 December")
    parser.add_argument("--table", choices=FILLED, required=True, help="which form; each belongs to certain years")
    parser.add_argument("--unit", metavar="CODE", help="a unit and those below it; by default the whole government")
    parser.add_argument("--format", choices=("text", "json", "xlsx"), default="text")
    parser.add_argument(
        "-o", "--output", type=arguments.path, metavar="FILE", help="write to a file (xlsx needs one, or a pipe)"
    )
    parser.add_argument("--as-of", type=int, metavar="N", help="count as when the ledger had N facts")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.format == "xlsx" and not args.output and sys.stdout.isatty():
        raise Usage("a spreadsheet is not for the console: name a file with -o FILE")
    table, unit = TABLES[args.table], unit_or_whole(args.unit)
    try:
        require_year(table, args.year, localdate(now()))
        catch_up()
        if args.as_of is not None and not 0 <= args.as_of <= counted():
            raise Usage(f"--as-of {args.as_of}: the ledger has {counted()} facts")
        filled = fill(table, args.year, unit, args.as_of)
    except WrongYear as refusal:
        raise Usage(str(refusal)) from refusal
    _write(args, _rendered(filled, args.format))
    for each in filled.broken:
        print(f"gongkai: does not hold: {forms.told(each)}", file=sys.stderr)
    return 1 if filled.broken else 0


def unit_or_whole(code: str | None) -> Unit:
    """The unit of that code, or the one that stands for the whole government. Raises Usage."""
    if code:
        found = unit_by_code(code)
        if found is None:
            raise Usage(f"there is no unit with the code {code}")
        return found
    governments = units("government")
    if not governments:
        raise Usage("this home holds no unit that stands for the whole government; name one with --unit CODE")
    return governments[0]


def _rendered(filled: Filled, form: str) -> bytes:
    if form == "xlsx":
        return forms.as_xlsx(filled)
    if form == "json":
        return (json.dumps(forms.as_data(filled), ensure_ascii=False, indent=2) + "\n").encode()
    return (forms.as_text(filled) + "\n").encode()


def _write(args: argparse.Namespace, content: bytes) -> None:
    if not args.output:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    try:
        Path(args.output).write_bytes(content)
    except OSError as error:
        raise Usage(f"cannot write {args.output}: {error.strerror}") from error
