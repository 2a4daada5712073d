"""``gongkai import-cases``: an old register of applications, each row looked at as the desk does, then taken in part by part."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.doors.cli import Usage, count
from gongkai.doors.cli.build import progress_bar
from gongkai.doors.cli.office import person_named, unit_named
from gongkai.engines.exchange import registers
from gongkai.engines.exchange.tables import TableRefused
from gongkai.ground.files.kinds import LARGEST
from gongkai.ground.units.scope import Actor, actor_of
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure import declare

FORMS = {".xlsx": "xlsx", ".csv": "csv", ".txt": "csv"}
PART = 100
"""Rows taken in one transaction: no other act waits long."""


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    found = importers()
    parser = subparsers.add_parser(
        "import-cases",
        help="bring in an old register of cases that were closed before the system was",
        description="Says for each row what it becomes, then takes in those that can be. A row is known again by its number, so the same file may "
        "come again. Exit code 1: some were not taken.",
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="an .xlsx or .csv with the names of its columns in a row above"
    )
    parser.add_argument("--procedure", choices=sorted(found), default=next(iter(sorted(found)), None), help="of which procedure (default: %(default)s)")  # fmt: skip
    parser.add_argument("--unit", required=True, metavar="CODE", help="whose register it is")
    parser.add_argument("--by", required=True, metavar="NAME", help="sign-in name of who may bring it in: the head of the unit's openness office, or the office above")  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="only say, row by row, what would happen")
    parser.add_argument("--back", type=Path, metavar="FILE", help="write the rows that are to be mended, with the reasons, to an .xlsx")  # fmt: skip
    parser.set_defaults(run=run)


def importers() -> dict[str, ModuleType]:
    """The procedures whose old registers can come in, by code."""
    found = {drawer.code: drawer.module("importing") for drawer in declare.procedures()}
    return {code: module for code, module in found.items() if module}


def run(args: argparse.Namespace) -> int:
    module, unit, person = importers()[args.procedure], unit_named(args.unit), person_named(args.by)
    at = timezone.now()
    register = _read(args.file, module)
    rows = module.plan(rows=register.rows, unit=unit, at=at)
    for note in register.notes:
        print(f"gongkai: {args.file}: {note}", file=sys.stderr)
    for row in rows:
        told = _wrong(row) or "；".join(each for each in (row.told, row.doubt) if each)
        what = "wrong" if row.wrong else "known" if row.known else "asks" if row.doubt else "new"
        print("\t".join((f"row {row.number}", what, row.title, told)))
    wrong, known = sum(bool(row.wrong) for row in rows), sum(row.known for row in rows)
    if args.back and wrong:
        bad = [(row, _wrong(each)) for row, each in zip(register.rows, rows, strict=True) if each.wrong]
        args.back.write_bytes(registers.given_back(module.NAME, register, bad))
    waiting = [row for row in rows if not row.wrong and not row.known]
    done = "nothing done"
    if not args.dry_run:
        done = f"{_take(module, waiting, actor_of(person, localdate(at)), at):,} taken in"
    doubts = sum(bool(row.doubt) for row in rows)
    print(
        f"{count(len(rows), 'row')}: {len(waiting)} new, {known} in already, {wrong} wrong, {doubts} late by their days; {done}."
    )
    return int(bool(wrong))


def _wrong(row: Any) -> str:
    return "；".join(f"{label}：{said}" for label, said in row.wrong.items())


def _take(module: ModuleType, rows: list[Any], by: Actor, at: datetime) -> int:
    """Part by part; what is in stays in, whatever becomes of the rest. Raises Usage."""
    done, tell = 0, progress_bar("taking in") or (lambda done, total: None)
    for start in range(0, len(rows), PART):
        try:
            done += module.take_in_part(rows=rows[start : start + PART], by=by, at=at)
        except StepRefused as refusal:
            raise Usage(f"{refusal}; {count(done, 'row')} taken in before") from refusal
        tell(done, len(rows))
    return done


def _read(file: Path, module: ModuleType) -> registers.Register:
    """Raises Usage."""
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise Usage(f"{file} is no .xlsx or .csv")
    try:
        if file.stat().st_size > LARGEST:
            raise Usage(f"{file} is larger than {LARGEST >> 20} MB")
        return registers.read(file.read_bytes(), form, module.COLUMNS)
    except OSError as error:
        raise Usage(f"cannot read {file}: {error.strerror}") from error
    except TableRefused as refusal:
        raise Usage(f"{file}: {refusal}") from refusal
