"""``gongkai unit``: the units of the government: list, open, change, close."""

import argparse

from django.utils import timezone

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.office import listing, print_list, refusals, signed, unit_named, warn_of_codes, warn_of_vacancies
from gongkai.ground.units import actions, queries
from gongkai.ground.units.models import Unit

PARTICULARS = ("org_code", "uscc", "doc_prefix", "address", "phone", "fax", "email", "hours")


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "unit",
        help="list, open, change or close units",
        description="The dated tree of units. A unit is never deleted: it closes, and its successor stands in for it.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing(verbs.add_parser("list", help="all units, closed ones too")).set_defaults(run=run_list)

    opening = signed(verbs.add_parser("open", help="open a unit"))
    opening.add_argument("code")
    opening.add_argument("--name", required=True)
    opening.add_argument("--short-name", required=True)
    opening.add_argument("--level", required=True, choices=[code for code, _ in Unit.LEVELS if code != "government"])
    opening.add_argument("--parent", metavar="CODE", help="default: the government")
    opening.add_argument("--on", type=arguments.day, metavar="DATE", help="since when (default: today)")
    opening.add_argument("--apart", action="store_true", help="led from above: not in the government's totals")
    _particulars(opening)
    opening.set_defaults(run=run_open)

    changing = signed(verbs.add_parser("change", help="change a unit's name or particulars"))
    changing.add_argument("code")
    changing.add_argument("--name")
    changing.add_argument("--short-name")
    _particulars(changing)
    changing.set_defaults(run=run_change)

    closing = signed(verbs.add_parser("close", help="close a unit into its successor"))
    closing.add_argument("code")
    closing.add_argument("--successor", required=True, metavar="CODE")
    closing.add_argument("--on", type=arguments.day, metavar="DATE", help="since when (default: today)")
    closing.set_defaults(run=run_close)


def _particulars(parser: argparse.ArgumentParser) -> None:
    for name in PARTICULARS:
        parser.add_argument(f"--{name.replace('_', '-')}")


def _given(args: argparse.Namespace, *names: str) -> dict[str, str]:
    return {name: getattr(args, name) for name in names if getattr(args, name) is not None}


def run_list(args: argparse.Namespace) -> int:
    rows = [
        {
            "code": unit.code, "name": unit.name, "level": unit.level, "parent": unit.parent_code,
            "opened_on": unit.opened_on.isoformat(), "closed_on": unit.closed_on and unit.closed_on.isoformat(),
            "successor": unit.successor_code,
        }
        for unit in queries.units_by_id().values()
    ]  # fmt: skip
    print_list(rows, args.format)
    return 0


def run_open(args: argparse.Namespace) -> int:
    at = timezone.now()
    warn_of_codes(vars(args))
    parent = unit_named(args.parent) if args.parent else next(iter(queries.units("government")), None)
    with refusals():
        unit = actions.open_unit(
            code=args.code, level=args.level, parent_code=parent.code if parent else "", in_totals=not args.apart,
            opened_on=args.on or timezone.localdate(at), at=at, by=args.by, **_given(args, "name", "short_name", *PARTICULARS),
        )  # fmt: skip
    print(f"{unit.code} {unit.name}: opened.")
    warn_of_vacancies(unit, max(unit.opened_on, timezone.localdate(at)))
    return 0


def run_change(args: argparse.Namespace) -> int:
    values = _given(args, "name", "short_name", *PARTICULARS)
    if not values:
        raise Usage("say what to change, for example --phone 0000-0012345")
    warn_of_codes({"code": args.code} | values)
    with refusals():
        unit = actions.change_unit(unit=unit_named(args.code), at=timezone.now(), by=args.by, **values)
    print(f"{unit.code} {unit.name}: changed.")
    return 0


def run_close(args: argparse.Namespace) -> int:
    at = timezone.now()
    unit, successor = unit_named(args.code), unit_named(args.successor)
    with refusals():
        actions.close_unit(unit=unit, successor=successor, on=args.on or timezone.localdate(at), at=at, by=args.by)
    print(
        f"{unit.code} {unit.name}: closed into {successor.code} {successor.name}. Its people's appointments ended; the worker hands "
        "over what it still owed."
    )
    return 0
