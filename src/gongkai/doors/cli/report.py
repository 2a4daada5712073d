"""``gongkai report``: fill a statistics table, or write the annual report. Exit code 1 if a relation that must hold does not."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.utils.timezone import localdate

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.edge import now
from gongkai.engines.exchange import accounts
from gongkai.engines.measures.changes import size_on
from gongkai.engines.measures.sheets import catch_up, counted
from gongkai.engines.reporting import annual, forms, reports
from gongkai.engines.reporting.figures import GOVERNMENT, OWN
from gongkai.engines.reporting.fill import FILLED, Filled, differences, fill, require_year
from gongkai.ground.documents.office_fonts import BadFont
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code, units
from gongkai.pure.law.layout import WrongYear
from gongkai.pure.law.tables import TABLES


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "report",
        help="fill a statistics table, or write an annual report",
        description="Fill a statistics table from the ledger and check its relations; with --annual write the annual report of a unit, or of the government: "
        "the one that is there, or else what its outline and the ledger make of the year. Exit code 1 if something that must hold does not.",
    )
    parser.add_argument("--year", type=arguments.year, required=True, help="report year, 1 January to 31 December")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--table", choices=FILLED, help="which form; each belongs to certain years")
    which.add_argument("--annual", action="store_true", help="the annual report; by default the government's")
    parser.add_argument("--unit", metavar="CODE", help="a unit and those below it; by default the whole government")
    parser.add_argument(
        "--format",
        choices=("text", *accounts.TYPES),
        help="text, json or xlsx of a table; html, docx, pdf, xlsx or json of a report (default text, or html)",
    )
    parser.add_argument(
        "-o", "--output", type=arguments.path, metavar="FILE", help="write to a file (xlsx needs one, or a pipe)"
    )
    parser.add_argument(
        "--as-of",
        metavar="DAY|N",
        help="count a table as at the end of a day, or when the ledger had N facts; what has changed since is told on the error output",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    args.format = args.format or ("html" if args.annual else "text")
    if args.format in ("xlsx", "docx", "pdf") and not args.output and sys.stdout.isatty():
        raise Usage(f"a file of the form {args.format} is not for the console: name a file with -o FILE")
    if args.format not in (accounts.TYPES if args.annual else ("text", "json", "xlsx")):
        raise Usage(f"--format {args.format} is not for {'a report' if args.annual else 'a table'}")
    if args.annual:
        return _annual(args)
    table, unit = TABLES[args.table], unit_or_whole(args.unit)
    try:
        require_year(table, args.year, localdate(now()))
        catch_up()
        filled = latest = fill(table, args.year, unit)
        if args.as_of is not None:
            size = counted()
            then = size_as_of(args.as_of, size, lambda day: size_on(day, size))
            filled = fill(table, args.year, unit, then)
    except WrongYear as refusal:
        raise Usage(str(refusal)) from refusal
    _write(args, _rendered(filled, args.format))
    for each in filled.broken:
        print(f"gongkai: does not hold: {forms.told(each)}", file=sys.stderr)
    for row, column in differences(filled, latest):
        was, is_now = (each.figure(row, column.key) for each in (filled, latest))
        print(f"gongkai: has changed since: {row.label}, {column.label}: {was}, now {is_now}", file=sys.stderr)
    return 1 if filled.broken else 0


def size_as_of(as_of: str | None, size: int, size_on: Callable[[date], int]) -> int:
    """How many facts are counted: all, those of a number, or those until the end of a day. Raises Usage."""
    if as_of is None:
        return size
    if as_of.isascii() and as_of.isdecimal():
        if len(as_of) > 18 or int(as_of) > size:
            raise Usage(f"--as-of {as_of}: the ledger has {size} facts")
        return int(as_of)
    try:
        return size_on(date.fromisoformat(as_of))
    except ValueError:
        raise Usage(f"--as-of {as_of}: write a day (2027-01-10) or a number of facts") from None


def _annual(args: argparse.Namespace) -> int:
    today = localdate(now())
    if args.year >= today.year:
        raise Usage(f"the year {args.year} is not over: its report is written after its end")
    if args.as_of is not None:
        raise Usage("--as-of is for tables: a report says itself up to where it was counted")
    unit = unit_or_whole(args.unit) if args.unit else annual.maker()
    if unit is None:
        raise Usage("this home holds no unit that stands for the whole government; name one with --unit CODE")
    catch_up()
    covers = OWN if args.unit else GOVERNMENT
    content = reports.content_of(unit, args.year, covers) or annual.begun(unit, args.year, covers, today, counted())
    try:
        made = accounts.written(args.format, annual.kind(), content)
    except BadFont as refusal:
        raise Usage(f"a font in GONGKAI_HOME/fonts cannot be used: {refusal}") from refusal
    _write(args, made)
    wrong = annual.kind().wrong(content)
    for each in wrong:
        print(f"gongkai: does not hold: {each}", file=sys.stderr)
    return 1 if wrong else 0


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
