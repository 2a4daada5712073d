"""``gongkai calendar FILE``: load an announced year of holidays and make-up working days."""

import argparse
import tomllib
from datetime import date
from pathlib import Path

from django.utils import timezone

from gongkai.doors.cli import Usage
from gongkai.ground.ledger.acts import act
from gongkai.ground.rules.actions import load_year
from gongkai.ground.rules.queries import calendar
from gongkai.kernel.flow.clocks import reread_clocks


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "calendar",
        help="load an announced year of holidays",
        description="Load a year's holidays and make-up working days from a TOML file with year, holidays, workdays (lists of days) and "
        "source. Every open clock is read again; each that moves leaves a fact.",
    )
    parser.add_argument("file", metavar="FILE")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    year, holidays, workdays, source = _read(Path(args.file))
    known, at = calendar().years, timezone.now()
    if not min(known) <= year <= max(known) + 1:
        raise Usage(
            f"{args.file}: {year} can't be loaded; known are {min(known)} to {max(known)}, and {max(known) + 1} comes next"
        )
    try:
        with act():
            load_year(year=year, holidays=holidays, workdays=workdays, source=source, by="system", at=at)
            moved = reread_clocks(at=at, by="system")
    except ValueError as error:
        raise Usage(f"{args.file}: {error}") from error
    print(f"{year}: {len(holidays)} holidays, {len(workdays)} make-up working days; {moved} clocks moved.")
    return 0


def _read(path: Path) -> tuple[int, list[date], list[date], str]:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
        year = int(values["year"])
        days = {name: list(values[name]) for name in ("holidays", "workdays")}
        source = str(values["source"])
    except OSError as error:
        raise Usage(f"cannot read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise Usage(f"{path} must be TOML with year, holidays, workdays and source ({error})") from error
    for day in (*days["holidays"], *days["workdays"]):
        if type(day) is not date or day.year not in (year, year - 1):
            raise Usage(f"{path}: {day} is not a day of {year} (write days as 2027-02-05, without quotes)")
    if not days["holidays"] or not source.strip():
        raise Usage(f"{path}: a year has holidays, and a source: the notice that announced them")
    return year, days["holidays"], days["workdays"], source
