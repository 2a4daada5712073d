"""What the commands about units and people share: finding them, refusing in plain words, printing lists."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from gongkai.doors.cli import Usage
from gongkai.ground.units import queries
from gongkai.ground.units.actions import UnitRefused
from gongkai.ground.units.models import Person, Unit
from gongkai.pure.codes import CodeError, orgcode, uscc
from gongkai.pure.declare import Role
from gongkai.pure.declare.roles import ROLE_LABELS
from gongkai.pure.law.yaml_lines import FileErrors

T = TypeVar("T")

STAFF_ROLES = [role.value for role in ROLE_LABELS if role not in (Role.APPLICANT, Role.SYSTEM)]


def read_file(name: str, parse: Callable[[str], T], otherwise: str = "") -> T:
    """A YAML file that an office wrote, as ``parse`` reads it. Raises Usage, with every error of the file on a line of its own;
    ``otherwise`` is said where there is no such file."""
    try:
        return parse(Path(name).read_text("utf-8"))
    except OSError as error:
        raise Usage(f"cannot read {name}: {error.strerror}{otherwise}") from error
    except UnicodeDecodeError as error:
        raise Usage(f"{name} is not a text in UTF-8") from error
    except FileErrors as wrong:
        raise Usage("\n".join([f"{name} cannot be loaded:", *wrong.lines()])) from wrong


def unit_named(code: str) -> Unit:
    """Raises Usage."""
    found = queries.unit_by_code(code)
    if found is None:
        raise Usage(f"there is no unit with the code {code}; `gongkai unit list` shows all")
    return found


def person_named(username: str) -> Person:
    """Somebody who can sign in. Raises Usage."""
    found = queries.person_by_username(username)
    if found is None and queries.is_retired(username):
        raise Usage(f"{username} is retired already")
    if found is None:
        raise Usage(f"there is nobody with the sign-in name {username}; `gongkai person list` shows all")
    return found


def warn_of_codes(values: Mapping[str, Any]) -> None:
    """Codes are kept as they stand, for papers bear wrong ones too; whoever enters one that can't be right is told."""
    for name, parse in (("org_code", orgcode.parse), ("uscc", uscc.parse)):
        try:
            if values.get(name):
                parse(values[name])
        except CodeError as error:
            at = f" (character {error.position})" if error.position else ""
            print(
                f"gongkai: {values['code']}: {name} {values[name]} can't be right{at}; it is kept as it stands",
                file=sys.stderr,
            )


def warn_of_vacancies(unit: Unit, on: date) -> None:
    """A unit without one of its people is entered all the same, but what falls to them stands still; whoever enters it is told."""
    missing = queries.vacant(unit.pk, on)
    if missing:
        print(f"gongkai: {unit.code}: nobody is {', '.join(missing)} yet; `gongkai person appoint`", file=sys.stderr)


@contextmanager
def refusals() -> Iterator[None]:
    """What the office refuses becomes bad usage."""
    try:
        yield
    except UnitRefused as refusal:
        raise Usage(refusal.english) from refusal


def print_list(rows: list[dict[str, Any]], form: str) -> None:
    """As JSON, or one line each with tabs between, below a line with the names of the columns."""
    if form == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    print("\t".join(rows[0] if rows else ()))
    for row in rows:
        print("\t".join(" ".join(v) if isinstance(v, list) else str(v or "") for v in row.values()))


def _somebody(name: str) -> str:
    """For argparse: the ledger takes down only who is known."""
    if name != "system" and queries.person_by_username(name) is None:
        raise argparse.ArgumentTypeError(
            f"there is nobody with the sign-in name {name}; `gongkai person list` shows all"
        )
    return name


def signed(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """An act on the command line is signed with a name in the ledger."""
    parser.add_argument(
        "--by",
        type=_somebody,
        default="system",
        metavar="NAME",
        help="sign-in name of who decides it (default: system)",
    )
    return parser


def listing(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--format", choices=("text", "json"), default="text")
    return parser
