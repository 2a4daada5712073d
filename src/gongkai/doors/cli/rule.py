"""``gongkai rule``: the terms of the law as dated rows: list, show, enact a new version."""

import argparse
import json
from pathlib import Path

from django.utils import timezone

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.office import listing, print_list, signed
from gongkai.ground.rules import queries
from gongkai.ground.rules.actions import RuleRefused, enact
from gongkai.pure.clock import ClockRule
from gongkai.pure.outside.data import NotJson, read_object


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "rule",
        help="list the terms of the law, or enact a new version of one",
        description="Terms and extensions are dated rules. A new version is a new row: cases keep the version they were opened under, "
        "and what begins on or after its first day follows it. Start from what `gongkai rule show KEY` prints.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing(verbs.add_parser("list", help="all versions of all rules")).set_defaults(run=run_list)
    showing = verbs.add_parser("show", help="one version, as JSON to start from")
    showing.add_argument("key")
    showing.set_defaults(run=run_show)
    enacting = signed(verbs.add_parser("enact", help="enter a new version from a JSON file"))
    enacting.add_argument("file", type=arguments.path, metavar="FILE")
    enacting.add_argument("--source", required=True, help="where it is laid down, with number and date")
    enacting.set_defaults(run=run_enact)


def run_list(args: argparse.Namespace) -> int:
    rows = [
        {
            "key": row.key, "family": row.family, "from": row.valid_from.isoformat(), "to": row.valid_to and row.valid_to.isoformat(),
            "days": row.values["term"]["days"], "counting": row.values["term"]["counting"],
            "extension": row.values["extension"]["days"], "name": row.values["name"],
            "source": row.source if row.source != row.values["name"] else "",  # rules of the release: their name says it
        }
        for row in queries.versions()
    ]  # fmt: skip
    print_list(rows, args.format)
    return 0


def run_show(args: argparse.Namespace) -> int:
    row = queries.version(args.key)
    if row is None:
        raise Usage(f"there is no rule with the key {args.key}; `gongkai rule list` shows all")
    print(json.dumps(row.values, ensure_ascii=False, indent=2))
    return 0


def run_enact(args: argparse.Namespace) -> int:
    rule = _read(Path(args.file))
    same = [row for row in queries.versions() if row.values["code"] == rule.code]
    if not same:
        codes = sorted({row.values["code"] for row in queries.versions()})
        raise Usage(f"{args.file}: code is one of {', '.join(codes)}, not {rule.code}")
    try:
        row = enact(
            rule=rule, family=same[0].family, law=same[0].law, source=args.source, key=f"{rule.code}.{len(same) + 1}",
            by=args.by, at=timezone.now(),
        )  # fmt: skip
    except RuleRefused as refusal:
        raise Usage(f"{args.file}: {refusal}") from refusal
    until = f" to {row.valid_to}" if row.valid_to else " on"
    print(f"{row.key}: enacted; what begins from {row.valid_from}{until} follows it.")
    return 0


def _read(path: Path) -> ClockRule:
    told = "a rule as `gongkai rule show KEY` prints one"
    try:
        rule = ClockRule.from_values(read_object(path.read_bytes()))
    except OSError as error:
        raise Usage(f"cannot read {path}: {error.strerror}") from error
    except NotJson as error:
        raise Usage(f"{path} is not {told}: it {error}") from error
    except ValueError as error:
        raise Usage(f"{path} is not {told}: {error}") from error
    if rule.in_force_to and rule.in_force_to < rule.in_force_from:
        raise Usage(f"{path}: in_force_to is before in_force_from")
    return rule
