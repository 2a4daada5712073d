"""``gongkai rebuild``: make anew what is derived from facts and rows, after ``gongkai verify`` found it changed."""

import argparse

from gongkai.engines.measures import cells
from gongkai.ground.ledger.derived import derivations


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "rebuild",
        help="make anew what figures and scope rest on: count sheets, the closure of units",
        description="Throw away what is derived from facts and rows (who stands above whom, the count sheets) and derive it again; bring registers of "
        "numbers up to what was given, and consumers back that claim to have read what is not there. "
        "It changes no fact and no record; figures are incomplete until it ends. Pages of the site: `gongkai build --full`.",
    )
    parser.add_argument(
        "--roll-ups",
        action="store_true",
        help="only the roll-ups of cases, from the count sheets; figures stay right meanwhile",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.roll_ups:
        print(f"Made anew: roll-ups of cases: {cells.rebuild():,} cells.")
        return 0
    for each in derivations():
        print(f"Made anew: {each.rebuild()}.")
    return 0
