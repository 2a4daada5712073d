"""``gongkai measures``: what is counted, by which definition; with a key, the figure of a unit and a period; ``export``, all that is counted
as files."""

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.build import progress_bar
from gongkai.doors.cli.report import size_as_of, unit_or_whole
from gongkai.engines.measures import breakdowns, changes
from gongkai.engines.measures import queries as counting
from gongkai.engines.measures.registry import as_data, as_markdown, by_head, how
from gongkai.engines.measures.sheets import catch_up, counted
from gongkai.pure.declare import Measure

EXPORT = "export"
PERIODS = "a year (2026), a quarter (2026-Q3) or a month (2026-09)"


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "measures",
        help="what is counted, and its figures",
        description="List the measures with their definitions; with a KEY, count it for a unit and a period. "
        "`measures export -o FOLDER` writes all that is counted as Parquet files; with --from FOLDER figures are counted from them.",
    )
    parser.add_argument(
        "key", nargs="?", metavar="KEY", help="a measure, as foi.received; without one all are listed; or `export`"
    )
    parser.add_argument("--period", metavar="P", help=PERIODS)
    parser.add_argument("--unit", metavar="CODE", help="a unit and those below it; by default the whole government")
    parser.add_argument(
        "--as-of",
        metavar="DAY|N",
        help="as counted at the end of a day, or when the ledger had N facts, and what has changed since",
    )
    parser.add_argument(
        "--by", metavar="NAME", help="the figure split by one of the measure's breakdowns, as channel or 渠道"
    )
    parser.add_argument("--list", action="store_true", help="the rows that make the figure, too")
    parser.add_argument("--from", dest="source", type=arguments.path, metavar="FOLDER", help="count an exported folder")
    parser.add_argument("-o", "--output", type=arguments.path, metavar="FOLDER", help="where `export` writes")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.key == EXPORT:
        return _export(args)
    if args.output:
        raise Usage("-o goes with `export`")
    if args.key is None:
        if args.period or args.unit or args.as_of or args.by or args.list or args.source:
            raise Usage("--period, --unit, --as-of, --by, --list and --from go with a KEY")
        print(_listed(args.format), end="")
        return 0
    if args.format == "markdown":
        raise Usage("markdown is for the list; a figure is text or json")
    measure = counting.measures().get(args.key)
    if measure is None:
        raise Usage(f"there is no measure {args.key}; `gongkai measures` lists all")
    if args.by and breakdowns.named(measure, args.by) is None:
        known = ", ".join(f"{name} ({label})" for name, label in breakdowns.declared(measure).items())
        raise Usage(f"{args.key} is not split by {args.by}; write one of: {known}")
    if not args.period:
        raise Usage(f"a figure needs --period: {PERIODS}")
    try:
        period = counting.period_of(args.period)
    except ValueError:
        raise Usage(f"--period {args.period}: write {PERIODS}") from None
    told = _of_export(args, measure, period) if args.source else _live(args, measure, period)
    print(json.dumps(told.as_data(), ensure_ascii=False, default=str) if args.format == "json" else told.as_text())
    return 0


@dataclass(frozen=True)
class Told:
    """A figure and what was asked beside it: ``rows`` (name, day, figure) that make it, ``since`` what has changed, ``parts`` by the breakdown ``by``."""

    measure: Measure
    code: str
    name: str
    period: counting.Period
    size: int
    value: counting.Figure | None
    rows: list[tuple[str, date]] | None = None
    now: counting.Figure | None = None
    since: list[dict[str, Any]] | None = None
    by: str = ""
    parts: list[breakdowns.Part] | None = None

    def as_data(self) -> dict[str, Any]:
        told = {"key": self.measure.key, "unit": self.code, "from": f"{self.period.first}", "to": f"{self.period.last}"}
        told |= {"facts": self.size, "value": _plain(self.value)}
        if self.parts is not None:
            told |= {"by": self.by, "parts": [{"name": name, "value": _plain(n)} for name, n in self.parts]}
        if self.rows is not None:
            told["rows"] = [{"ref": ref, "on": f"{on}"} for ref, on in self.rows]
        return told if self.since is None else told | {"now": _plain(self.now), "changes": self.since}

    def as_text(self) -> str:
        measure = self.measure
        lines = [
            f"{measure.label}, {self.name}, {self.period.first} to {self.period.last}: {_shown(measure, self.value)}"
        ]
        lines += [f"  {name}: {n}{measure.unit}" for name, n in self.parts or ()]
        lines += [f"  {on}  {ref}" for ref, on in self.rows or ()]
        if self.since is not None:
            lines[0] += f" as counted when the ledger had {self.size} facts"
            lines.append(f"now: {_shown(measure, self.now)}; {len(self.since)} changes")
            lines += [
                f"  {e['how']}  {e['ref']}  {e['amount']:>+}  fact {e['fact']} of {e['on']}: {e['told']}"
                for e in self.since
            ]
        return "\n".join(lines)


def _live(args: argparse.Namespace, measure: Measure, period: counting.Period) -> Told:
    unit = unit_or_whole(args.unit)
    catch_up()
    size = counted()
    then = size_as_of(args.as_of, size, lambda day: changes.size_on(day, size))
    with counting.snapshot() as using:
        units = counting.counted_units(unit, period.last)
        value = counting.value(measure, period, units, None, then, using)
        listed = counting.rows(measure, period, units, None, then, using).order_by(measure.on, "ref")
        rows = list(listed.values_list("ref", measure.on)) if args.list else None
        by = breakdowns.named(measure, args.by) if args.by else None
        parts = breakdowns.parts(measure, by, period, units, then, using) if by else None
        told = Told(measure, unit.code, unit.name, period, then, value, rows, by=by or "", parts=parts)
        if args.as_of is None:
            return told
        now = counting.value(measure, period, units, None, size, using)
        found = changes.changes(measure, period, units, then, size, None, using)
    return replace(told, now=now, since=_since(found))


def _since(found: list[changes.Change]) -> list[dict[str, Any]]:
    facts = changes.told(each.idx for each in found)
    return [
        {"how": each.how, "ref": each.row.ref, "amount": each.amount, "fact": each.idx, "on": f"{facts[each.idx].on}", "told": facts[each.idx].text}
        for each in found
    ]  # fmt: skip


def _of_export(args: argparse.Namespace, measure: Measure, period: counting.Period) -> Told:
    from gongkai.engines.measures.exported import Exported, NotAnExport  # an engine of its own, that few commands need

    try:
        source = Exported(Path(args.source))
        unit = source.unit(args.unit)
        if unit is None:
            raise Usage(f"there is no unit with the code {args.unit} in {args.source}")
        then = size_as_of(args.as_of, source.size, source.size_on)
        units = source.counted_units(unit.pk, period.last)
        rows = [(ref, on) for ref, on, _ in source.refs(measure, period, units, then)] if args.list else None
        by, parts = breakdowns.named(measure, args.by) if args.by else None, None
        if by:
            groups = source.grouped(measure, period, units, (by,), then)
            parts = breakdowns.told(measure, by, groups, source.unit_names())
        value = source.value(measure, period, units, None, then)
        return Told(measure, unit.code, unit.name, period, then, value, rows, by=by or "", parts=parts)
    except NotAnExport as error:
        raise Usage(str(error)) from error


def _export(args: argparse.Namespace) -> int:
    from gongkai.engines.measures.exporting import NotAnExport, export

    if not args.output:
        raise Usage("export needs -o FOLDER")
    if args.period or args.unit or args.as_of or args.by or args.list or args.source or args.format != "text":
        raise Usage("export takes nothing but -o FOLDER: it writes all that is counted")
    catch_up()
    try:
        done = export(Path(args.output), progress_bar("Exporting"))
    except NotAnExport as error:
        raise Usage(str(error)) from error
    except OSError as error:
        raise Usage(f"cannot write {args.output}: {error.strerror}") from error
    said = "is there already" if done.fresh else "written"
    print(f"{done.rows} rows of {done.size} facts: {said}, {args.output}")
    return 0


def _shown(measure: Measure, figure: counting.Figure | None) -> str:
    return "not known: nobody entered anything" if figure is None else f"{figure}{measure.unit}"


def _plain(figure: counting.Figure | None) -> str | None:
    return None if figure is None else str(figure)


def _listed(form: str) -> str:
    if form == "markdown":
        return as_markdown()
    if form == "json":
        return json.dumps(as_data(), ensure_ascii=False, indent=1) + "\n"
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterable[str]:
    for head, found in by_head():
        yield head
        for each in found:
            yield f"  {each.key}\t{each.label}（{each.unit}）\t{how(each)}"
