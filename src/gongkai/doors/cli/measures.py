"""``gongkai measures``: what is counted, by which definition; with a key, the figure of a unit and a period."""

import argparse
import json

from gongkai.doors.cli import Usage
from gongkai.doors.cli.report import unit_or_whole
from gongkai.engines.measures import queries as counting
from gongkai.engines.measures.registry import as_markdown, by_head, how
from gongkai.engines.measures.sheets import catch_up


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "measures",
        help="what is counted, and its figures",
        description="List the measures with their definitions; with a KEY, count it for a unit and a period.",
    )
    parser.add_argument("key", nargs="?", metavar="KEY", help="a measure, as foi.received; without one all are listed")
    parser.add_argument("--period", metavar="P", help="a year (2026), a quarter (2026-Q3) or a month (2026-09)")
    parser.add_argument("--unit", metavar="CODE", help="a unit and those below it; by default the whole government")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.key is None:
        if args.period or args.unit:
            raise Usage("--period and --unit go with a KEY")
        print(_listed(args.format), end="")
        return 0
    if args.format == "markdown":
        raise Usage("markdown is for the list; a figure is text or json")
    measure = counting.measures().get(args.key)
    if measure is None:
        raise Usage(f"there is no measure {args.key}; `gongkai measures` lists all")
    if not args.period:
        raise Usage("a figure needs --period: a year (2026), a quarter (2026-Q3) or a month (2026-09)")
    try:
        period = counting.period_of(args.period)
    except ValueError:
        raise Usage(f"--period {args.period}: write a year (2026), a quarter (2026-Q3) or a month (2026-09)") from None
    unit = unit_or_whole(args.unit)
    catch_up()
    with counting.snapshot() as using:
        figure = counting.value(measure, period, counting.counted_units(unit, period.last), using=using)
    if args.format == "json":
        told = {"key": measure.key, "unit": unit.code, "from": f"{period.first}", "to": f"{period.last}"}
        print(json.dumps(told | {"value": None if figure is None else str(figure)}, ensure_ascii=False))
    else:
        shown = "not known: nobody entered anything" if figure is None else f"{figure}{measure.unit}"
        print(f"{measure.label}, {unit.name}, {period.first} to {period.last}: {shown}")
    return 0


def _listed(form: str) -> str:
    if form == "markdown":
        return as_markdown()
    if form == "json":
        told = [
            {"key": m.key, "name": m.label, "unit": m.unit, "definition": m.definition, "source": m.sheet, "by": list(m.dimensions)}
            for _, found in by_head()
            for m in found
        ]  # fmt: skip
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    lines = []
    for head, found in by_head():
        lines += [head, *(f"  {m.key}\t{m.label}（{m.unit}）\t{how(m)}" for m in found)]
    return "\n".join(lines) + "\n"
