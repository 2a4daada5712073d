"""``gongkai replay FILE``: live a year described by figures in an empty database."""

import argparse
import fcntl
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path

from django.db import DatabaseError

from gongkai.demo import county, dwelling
from gongkai.demo.replay import SHANGHAI, Year, place_name
from gongkai.demo.scenario import BadScenario, Scenario, load
from gongkai.doors.cli import Usage, count
from gongkai.doors.cli.database import bring_up_to_date, elsewhere, place
from gongkai.doors.cli.unsettled import REPLAYING
from gongkai.engines.measures.sheets import catch_up
from gongkai.engines.reporting.fill import FILLED, fill
from gongkai.engines.reporting.forms import one_column
from gongkai.ground.home import home_path
from gongkai.ground.ledger.acts import act
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.queries import unit_by_code
from gongkai.kernel.flow.models import Cursor
from gongkai.pure.law.layout import VALUE, WrongYear
from gongkai.pure.law.tables import TABLES

FINE, FINDING = 0, 1
KEPT = ("files", "site", "log")
"""Folders of a home in which a replay must find nothing."""


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "replay",
        help="live a year described by figures in an empty database",
        description="Live a year described by figures (records by kind and channel, applications by channel, applicant, outcome and "
        "timeliness) through the real actions, in an empty home, and compare what is counted then with the figures that the file states. "
        "Interrupted, the same command goes on. One home holds one scenario. Exit code 1 if a stated figure that can be lived is not.",
    )
    parser.add_argument("file", metavar="FILE", help="a scenario, e.g. demo/scenarios/jiahe-2017.toml")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when the year was lived as stated, 1 if a figure differs that could be lived. Raises Usage."""
    try:
        scenario = load(Path(args.file))
    except (BadScenario, WrongYear) as error:
        raise Usage(str(error)) from error
    with _alone():
        begun = _begun(scenario)
        unfinished = home_path(REPLAYING)
        unfinished.touch()
        bring_up_to_date()
        if scenario.excess:
            print(_told_excess(scenario), file=sys.stderr if args.format == "json" else sys.stdout, flush=True)
        if not begun:
            _begin(scenario)
        try:
            played = Year(scenario).play()
        except BadScenario as error:
            raise Usage(f"{args.file}: {error}") from error
        catch_up()
        unfinished.unlink()
    lines = _compared(scenario)
    print(_json(scenario, played, lines) if args.format == "json" else _text(scenario, played, lines))
    unlike = [line for line in lines if line["lived"] is not None and line["lived"] != line["stated"]]
    return FINDING if any(line["stated"] - line["lived"] != scenario.excess for line in unlike) else FINE


@contextmanager
def _alone() -> Iterator[None]:
    """One replay at a time in a home."""
    with open(home_path("run", "replay.lock"), "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Usage(f"another replay is at work in {home_path()}; wait for it, or set GONGKAI_HOME") from error
        yield


def _begun(scenario: Scenario) -> bool:
    """Was this scenario begun here before? Raises Usage if anything else is here: then nothing is touched."""
    if dwelling.is_empty():
        left = [name for name in KEPT if any(home_path(name).iterdir())]
        if left:
            raise Usage(
                f"{home_path()} is not empty: it has an earlier home's {', '.join(left)}; set GONGKAI_HOME to an empty folder"
            )
        return False
    try:
        names = set(Cursor.objects.filter(name__startswith="replay:").values_list("name", flat=True))
    except DatabaseError:
        names = set()
    if place_name(scenario) in names:
        return True
    if names:
        raise Usage(
            f"{place()} holds another scenario, or this one before the file was changed; {elsewhere()} (one home, one scenario)"
        )
    raise Usage(f"{place()} is not empty; a replay needs an empty one ({elsewhere()})")


def _begin(scenario: Scenario) -> None:
    """Found the county and set the plan's place, together: what is interrupted before has not begun."""
    with act():
        county.found(at=datetime.combine(date(scenario.year - 1, 12, 1), time(9), SHANGHAI), demo=False)
        Cursor.objects.create(name=place_name(scenario), next_idx=0)


def _compared(scenario: Scenario) -> list[dict]:
    """Each stated figure beside the one that is counted, None where the system does not count it yet."""
    if scenario.table not in FILLED:
        return []
    filled = fill(TABLES[scenario.table], scenario.year, unit_by_code(county.ROOT))
    column = VALUE if one_column(filled) else "total"
    rows = [(filled.table.row(key), figure) for key, figure in scenario.stated.items()]
    return [
        {"key": row.key, "label": row.label, "stated": figure, "lived": filled.figure(row, column)}
        for row, figure in rows
    ]


def _told_excess(scenario: Scenario) -> str:
    return (
        f"The stated {scenario.total_stated:,} exceeds the sum of its channels by {scenario.excess:,} and so can't be lived: every record "
        f"stands on at least one channel. {scenario.records:,} records are lived."
    )


def _text(scenario: Scenario, played: int, lines: list[dict]) -> str:
    told = [f"{scenario.title}: {played:,} acts lived, {Fact.objects.count():,} facts in all. Home: {home_path()}"]
    if lines:
        alike = sum(line["lived"] == line["stated"] for line in lines)
        told.append(f"As stated: {alike} of {count(len(lines), 'figure')}.")
    for line in lines:
        if line["lived"] != line["stated"]:
            lived = "not counted yet" if line["lived"] is None else f"lived {line['lived']:,}"
            told.append(f"  {line['key']} {line['label']}: stated {line['stated']:,}, {lived}")
    return "\n".join(told)


def _json(scenario: Scenario, played: int, lines: list[dict]) -> str:
    values = {
        "title": scenario.title,
        "year": scenario.year,
        "table": scenario.table,
        "records": scenario.records,
        "applications": sum(group.count for group in scenario.groups),
        "excess": scenario.excess,
        "acts": played,
        "facts": Fact.objects.count(),
        "stated": lines,
    }
    return json.dumps(values, ensure_ascii=False, indent=2)
