"""``gongkai import``: rows of an XLSX or CSV become drafts, after each was looked at as the desk does."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.doors.cli import Usage, count
from gongkai.doors.cli.office import person_named, unit_named
from gongkai.engines.exchange import actions, outward
from gongkai.engines.exchange.planning import CHANGE, NEW, SAME, WRONG, Plan, plan
from gongkai.engines.exchange.tables import TableRefused
from gongkai.ground.files.kinds import LARGEST
from gongkai.ground.units.scope import actor_of
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records.queries import section_by_key
from gongkai.pure import declare

FORMS = {".xlsx": "xlsx", ".csv": "csv", ".txt": "csv"}


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "import",
        help="bring in records from a spreadsheet, as drafts",
        description="Says for each row what happens to it, then enters those that can be taken. Rows that are there already are "
        "recognised, so the same file may come again. Exit code 1: some rows were not taken. docs/exchange.md describes the sheets.",
    )
    parser.add_argument("kind", choices=[drawer.code for drawer in declare.kinds()], metavar="KIND")
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="an .xlsx or .csv with the names of its columns in a row above"
    )
    parser.add_argument("--unit", required=True, metavar="CODE", help="whose records they are")
    parser.add_argument(
        "--by", required=True, metavar="NAME", help="sign-in name of an editor of that unit, their author"
    )
    parser.add_argument("--section", metavar="KEY", help="where rows go that name no section")
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="why records are corrected that are published already"
    )
    parser.add_argument("--sure", action="store_true", help="enter also the rows that look like slips")
    parser.add_argument("--submit", action="store_true", help="hand the drafts to the unit's review at once")
    parser.add_argument("--dry-run", action="store_true", help="only say, row by row, what would happen")
    parser.add_argument("--back", type=Path, metavar="FILE", help="write the rows that are to be mended, with the reasons, to an .xlsx")  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    found = _planned(args)
    for row in found.rows:
        what = "asks" if row.doubtful else row.what
        print("\t".join((f"row {row.number}", what, row.title, "；".join(row.told))).rstrip())
    for note in found.notes:
        print(f"gongkai: {args.file}: {note}", file=sys.stderr)
    if args.back and (found.count(WRONG) or any(row.doubtful for row in found.rows)):
        args.back.write_bytes(outward.given_back(found))
    entered = 0 if args.dry_run else _enter(args, found)
    asks = sum(row.doubtful for row in found.rows)
    told = f"{found.count(NEW)} new, {found.count(CHANGE)} changed, {found.count(SAME)} the same, {found.count(WRONG)} wrong"
    done = "nothing done" if args.dry_run else f"{entered:,} entered"
    print(f"{count(len(found.rows), 'row')}: {told}{f', {asks} of them look like slips' if asks else ''}; {done}.")
    return int(bool(found.count(WRONG) or (asks and not args.sure)))


def _planned(args: argparse.Namespace) -> Plan:
    """Raises Usage."""
    form = FORMS.get(args.file.suffix.lower())
    if form is None:
        raise Usage(f"{args.file} is neither an .xlsx nor a .csv")
    section = section_by_key(args.section) if args.section else None
    if args.section and section is None:
        raise Usage(f"there is no open section {args.section}")
    try:
        if args.file.stat().st_size > LARGEST:
            raise Usage(f"{args.file} is larger than {LARGEST // 2**20} MiB; split it")
        content = args.file.read_bytes()
    except OSError as error:
        raise Usage(f"cannot read {args.file}: {error.strerror}") from error
    try:
        return plan(
            kind=declare.kind(args.kind), unit=unit_named(args.unit), content=content, form=form, at=timezone.now(), section=section
        )  # fmt: skip
    except TableRefused as refusal:
        raise Usage(f"{args.file}: {refusal}") from refusal


def _enter(args: argparse.Namespace, found: Plan) -> int:
    by, done = actor_of(person_named(args.by), localdate()), [0]
    try:
        return actions.enter(
            plan=found,
            by=by,
            at=timezone.now(),
            reason=args.reason,
            doubtful=args.sure,
            submit=args.submit,
            told=done.append,
        )
    except StepRefused as refusal:
        raise Usage(f"{refusal}; {count(done[-1], 'row')} entered before") from refusal
