"""``gongkai setup``: create the database, or bring it up to date."""

import argparse
import tomllib
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from gongkai.doors.cli import Usage
from gongkai.ground.home import home_path
from gongkai.ground.rules.actions import enact_all
from gongkai.ground.units import actions as units
from gongkai.ground.units.models import Government
from gongkai.ground.units.queries import government


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("setup", help="create or bring up to date the database in the home")
    parser.add_argument(
        "--government", metavar="FILE", help="TOML file with the government's name, domain, codes and addresses"
    )
    parser.set_defaults(run=run)


def prepare_database() -> None:
    """Migrate and enter the rules that the code knows and the database does not."""
    call_command("migrate", verbosity=0, interactive=False)
    enact_all(by="system", at=timezone.now())


def run(args: argparse.Namespace) -> int:
    prepare_database()
    if args.government:
        _establish(Path(args.government))
    known = government()
    print(
        f"{home_path()} is set up for {known.name}."
        if known
        else f"{home_path()} is set up; it holds no government yet (--government FILE)."
    )
    return 0


def _establish(path: Path) -> None:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Usage(f"cannot read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Usage(f"{path} is not a TOML file: {error}") from error
    known = {f.name for f in Government._meta.fields} - {"id", "demo", "lived"}
    unknown, missing = set(values) - known, {"name", "short_name", "domain", "site_id_code", "host"} - set(values)
    if unknown or missing:
        told = [f"does not know {', '.join(sorted(unknown))}"] * bool(unknown) + [
            f"lacks {', '.join(sorted(missing))}"
        ] * bool(missing)
        raise Usage(f"{path} {' and '.join(told)}")
    at = timezone.now()
    units.establish(at=at, by="system", **values)
    if not units.Unit.objects.exists():
        units.open_unit(
            code="government",
            name=values["name"],
            short_name=values["short_name"],
            level="government",
            opened_on=date(1949, 10, 1),
            at=at,
            by="system",
        )
