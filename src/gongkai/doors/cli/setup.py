"""``gongkai setup``: create the database, or bring it up to date; enter a government with its units and catalogue from a file."""

import argparse
import re
import sys
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models
from django.utils import timezone

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.database import bring_up_to_date, check_belongs
from gongkai.doors.cli.office import refusals, warn_of_codes
from gongkai.ground.home import home_path
from gongkai.ground.ledger import keys
from gongkai.ground.ledger.acts import act
from gongkai.ground.rules.actions import enact_all
from gongkai.ground.ui.legible import is_legible_line
from gongkai.ground.units import actions as units
from gongkai.ground.units.models import Government, Unit
from gongkai.ground.units.queries import government, unit_by_code
from gongkai.ground.units.queries import units as known_units
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.models import Section
from gongkai.kernel.records.queries import any_section
from gongkai.pure.law.catalogue import INTERVALS
from gongkai.pure.law.sitemeta import COLUMN_TYPES

BY = "system"
ROOT = "government"
FOUNDED = date(1949, 10, 1)


FORMS = {
    "domain": (r"[a-z0-9-]+(\.[a-z0-9-]+)+", "a domain such as www.qinghe.gov.cn"),
    "site_id_code": (r"[0-9]{10}", "of ten digits"),
    **dict.fromkeys(("name_en", "address_en", "hours_en"), (r"[ -~À-ÿ‘’–—]+", "in English")),
    "postcode": (r"[0-9]{6}", "of six digits"),
    "update_every": ("|".join(INTERVALS), f"one of {', '.join(INTERVALS)}"),
}


NAMES = {"name", "short_name"}


@dataclass(frozen=True)
class Table:
    """A table of the file: which columns it may have, and which it must have."""

    name: str
    model: type[models.Model]
    must: frozenset[str]
    never: frozenset[str]

    def checked(self, path: Path, values: dict[str, Any], where: str) -> dict[str, Any]:
        """Raises Usage with all that is wrong at once."""
        known = {f.name for f in self.model._meta.fields} - self.never - {"id"}
        unknown, missing = sorted(set(values) - known), sorted(self.must - set(values))
        told = [f"does not know {', '.join(unknown)}"] * bool(unknown) + [f"lacks {', '.join(missing)}"] * bool(missing)
        told += [
            f"has a wrong {name}: {self._fault(name, value)}"
            for name, value in values.items()
            if name in known and self._fault(name, value)
        ]
        if told:
            raise Usage(f"{path}{where}: {' and '.join(told)}")
        return values

    def _fault(self, name: str, value: Any) -> str:
        column = self.model._meta.get_field(name)
        if not isinstance(column, models.CharField | models.TextField):
            return ""
        if not isinstance(value, str):
            return f"it is a text in quotes, not {value!r}"
        if name in self.must and not value.strip():
            return "it is empty"
        if name in NAMES and not is_legible_line(value):
            return "it has signs that are not seen, a line break, or blanks at its ends"
        if column.max_length and len(value) > column.max_length:
            return f"it has {len(value)} characters, and at most {column.max_length} fit"
        form, told = FORMS.get(name, ("", ""))
        return f"{value!r} is not {told}" if form and value and not re.fullmatch(form, value) else ""


GOVERNMENT = Table(
    "", Government, frozenset({"name", "short_name", "domain", "site_id_code", "host"}), frozenset({"demo", "lived"})
)
UNITS = Table(
    "units", Unit, frozenset({"code", "name", "short_name", "level"}), frozenset({"closed_on", "successor_code"})
)
SECTIONS = Table(
    "sections",
    Section,
    frozenset({"key", "name"}),
    frozenset({"closed_on", "merged_into", "lists", "owed_from", "template"}),
)


@dataclass
class Plan:
    """What a file says, read and checked."""

    government: dict[str, Any]
    units: list[dict[str, Any]] = field(default_factory=list)
    sections: list[dict[str, Any]] = field(default_factory=list)


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "setup",
        help="create or bring up to date the database in the home",
        description="Create the database or bring it up to date. A file enters the government, and may enter its units ([[units]]) and "
        "the sections of its catalogue ([[sections]]); given again, what differs is changed and what is new is added.",
    )
    parser.add_argument(
        "--government",
        type=arguments.path,
        metavar="FILE",
        help="TOML file with the government's name, domain, codes, addresses, units and sections",
    )
    parser.set_defaults(run=run)


def prepare_database() -> None:
    """Migrate and enter the rules that the code knows and the database does not."""
    bring_up_to_date()
    enact_all(by=BY, at=timezone.now())


def run(args: argparse.Namespace) -> int:
    plan = read(Path(args.government)) if args.government else None
    prepare_database()
    check_belongs()
    if plan:
        _check_home(plan)
        with refusals(), act():
            enter(plan)
    known = government()
    print(
        f"{home_path()} is set up for {known.name}."
        if known
        else f"{home_path()} is set up; it holds no government yet (--government FILE)."
    )
    return 0


def _check_home(plan: Plan) -> None:
    """Raises Usage where a file would turn one government into another."""
    known = government()
    if known and known.lived:
        raise Usage(f"{home_path()} holds the lived past of {known.name}; set GONGKAI_HOME to a folder of your own")
    if known and known.domain != plan.government["domain"] and keys.public_keys():
        raise Usage(
            f"the log is signed under {keys.public_keys()[-1].name} already, so that the domain stays {known.domain}; to begin "
            "another log, see `gongkai seal --new-origin`"
        )


def read(path: Path) -> Plan:
    """Raises Usage."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Usage(f"cannot read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Usage(f"{path} is not a TOML file: {error}") from error
    lists = {}
    for table in (UNITS, SECTIONS):
        rows = values.pop(table.name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Usage(f"{path}: write each of the {table.name} below a line [[{table.name}]]")
        lists[table.name] = [
            table.checked(path, row, f" [[{table.name}]] number {n}") for n, row in enumerate(rows, start=1)
        ]
    levels = {code for code, _ in Unit.LEVELS} - {ROOT}
    for unit in lists["units"]:
        if unit["level"] not in levels:
            raise Usage(f"{path} unit {unit['code']}: level is one of {', '.join(sorted(levels))}, not {unit['level']}")
    return Plan(GOVERNMENT.checked(path, values, ""), **lists)


def enter(plan: Plan) -> None:
    """Enter what a file says, inside the open act: what is there and the same is left alone."""
    at = timezone.now()
    units.establish(at=at, by=BY, **plan.government)
    if not known_units():
        named = {name: plan.government[name] for name in ("name", "short_name")}
        units.open_unit(code=ROOT, level=ROOT, opened_on=FOUNDED, at=at, by=BY, **named)
    root = known_units(ROOT)[0]
    for position, values in enumerate(plan.units, start=1):
        known, values = unit_by_code(values["code"]), {"position": position} | values
        warn_of_codes(values)
        if known is None:
            units.open_unit(at=at, by=BY, **({"parent_code": root.code, "opened_on": FOUNDED} | values))
        elif changed := _differing(known, values):
            units.change_unit(unit=known, at=at, by=BY, **changed)
    for position, values in enumerate(plan.sections, start=1):
        known, values = any_section(values["key"]), {"position": position} | values
        if known is None or _differing(known, values):
            _warn_of_type(values)
            place_section(at=at, by=BY, **values)


def _warn_of_type(values: dict[str, Any]) -> None:
    """The guideline's list of types is open, so that another one is kept; whoever mistyped one is told."""
    if values.get("column_type") and values["column_type"] not in COLUMN_TYPES:
        print(
            f"gongkai: section {values['key']}: column_type {values['column_type']} is none of the guideline's "
            f"({'、'.join(COLUMN_TYPES)}); it is kept as it stands",
            file=sys.stderr,
        )


def _differing(row: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(row, name) != value}
