"""``gongkai replay``: live a year described by figures in an empty database, or all that come with the product, a home each."""

import argparse
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from gongkai.demo import county, dwelling
from gongkai.demo.replay.page import as_markdown
from gongkai.demo.replay.scenario import BadScenario, Scenario, load
from gongkai.demo.replay.stated import CONTRADICTION, EQUAL, LATER, UNLIKE, Compared, Count
from gongkai.demo.replay.year import Year, place_name
from gongkai.doors.cli import Usage, count
from gongkai.doors.cli.database import bring_up_to_date, elsewhere, place
from gongkai.doors.cli.unsettled import REPLAYING
from gongkai.engines.measures.sheets import catch_up
from gongkai.engines.reporting.fill import FILLED, fill
from gongkai.engines.reporting.forms import one_column
from gongkai.ground.home import home_path
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.queries import unit_by_code
from gongkai.kernel.flow.models import Cursor
from gongkai.pure.law.layout import VALUE, WrongYear
from gongkai.pure.law.tables import TABLES

FINE, FINDING = 0, 1
KEPT = ("files", "site", "log")
"""Folders of a home in which a replay must find nothing."""
SCENARIOS = Path(__file__).with_name("scenarios")
ALL = "all"
HOMES = "replays"
"""Folder of the home in which each scenario of ``all`` has a home of its own."""


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "replay",
        help="live a year described by figures in an empty database",
        description="Live a year described by figures (records by kind, channel and body, applications, remedies, logbooks, what was reported up) "
        "through the real actions, in an empty home, and compare what is counted then with the figures that the report states. Interrupted, the "
        "same command goes on. One home holds one scenario. Exit code 1 if a stated figure that can be lived is not. "
        f"Scenarios that come with the product: {', '.join(names())}.",
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a scenario, the name of one that comes with the product, or `all` of these, each in a home below this one",
    )
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    parser.set_defaults(run=run)


def names() -> list[str]:
    """The scenarios that come with the product."""
    return sorted(path.stem for path in SCENARIOS.glob("*.toml"))


def run(args: argparse.Namespace) -> int:
    """0 when the year was lived as stated, 1 if a figure differs that could be lived. Raises Usage."""
    if args.file == ALL:
        return _run_all(args.format)
    try:
        scenario = load(SCENARIOS / f"{args.file}.toml" if args.file in names() else Path(args.file))
    except (BadScenario, WrongYear) as error:
        raise Usage(str(error)) from error
    with _alone():
        begun = _begun(scenario)
        unfinished = home_path(REPLAYING)
        unfinished.touch()
        bring_up_to_date()
        if scenario.excess:
            print(_told_excess(scenario), file=sys.stderr if args.format != "text" else sys.stdout, flush=True)
        try:
            year = Year(scenario)
            if not begun:
                year.begin()
            played = year.play()
        except BadScenario as error:
            raise Usage(f"{args.file}: {error}") from error
        catch_up()
        unfinished.unlink()
    values = _values(scenario, played, _compared(scenario, year))
    print(_said(values, args.format))
    return FINDING if any(each["verdict"] == UNLIKE for each in values["figures"]) else FINE


def _run_all(form: str) -> int:
    """Each in a process and a home of its own, one after another; what was lived before is not lived again."""
    if os.environ.get("DATABASE_URL"):
        raise Usage("`all` lives each scenario in a home of its own; unset DATABASE_URL")
    told, code = [], FINE
    for name in names():
        home = home_path(HOMES) / name
        home.mkdir(parents=True, exist_ok=True)
        print(f"{name} in {home}", file=sys.stderr, flush=True)
        words = [sys.executable, "-m", "gongkai.doors.cli", "replay", name, "--format", "json"]
        done = subprocess.run(words, env=os.environ | {"GONGKAI_HOME": str(home)}, stdout=subprocess.PIPE, text=True)
        if done.returncode not in (FINE, FINDING):
            raise Usage(
                f"{name} was not lived to its end; run the same command again when what is said above is mended"
            )
        code = max(code, done.returncode)
        told.append(json.loads(done.stdout))
    print(_said(told, form))
    return code


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
        found = set(Cursor.objects.filter(name__startswith="replay:").values_list("name", flat=True))
    except DatabaseError:
        found = set()
    if place_name(scenario) in found:
        return True
    if found:
        raise Usage(
            f"{place()} holds another scenario, or this one before the file was changed; {elsewhere()} (one home, one scenario)"
        )
    raise Usage(f"{place()} is not empty; a replay needs an empty one ({elsewhere()})")


def _compared(scenario: Scenario, year: Year) -> list[Compared]:
    """Each figure of the table, then each of the sentences, beside the one that was lived."""
    figures = [*_of_table(scenario)]
    counting = Count(unit_by_code(county.ROOT), scenario.year, scenario.first, year.codes())
    return [*figures, *(counting.compare(each) for each in scenario.figures)]


def _of_table(scenario: Scenario) -> Iterator[Compared]:
    if scenario.table not in FILLED:
        return
    filled = fill(TABLES[scenario.table], scenario.year, unit_by_code(county.ROOT))
    column = VALUE if one_column(filled) else "total"
    for key, stated in scenario.stated.items():
        row, why = filled.table.row(key), scenario.because.get(key, "")
        lived = filled.figure(row, column)
        if lived is None:
            verdict, why = LATER, why or "系统还没有记这一项"
        elif lived == stated:
            verdict, why = EQUAL, ""
        elif key == filled.table.rows[0].key and stated - lived == scenario.excess:
            verdict, why = CONTRADICTION, why or f"各渠道相加只有{lived}，一条信息至少要在一个渠道上"
        else:
            verdict = CONTRADICTION if why else UNLIKE
        yield Compared(f"{row.key} {row.label}", str(stated), None if lived is None else str(lived), verdict, why)


def _told_excess(scenario: Scenario) -> str:
    return (
        f"The stated {scenario.total_stated:,} exceeds the sum of its channels by {scenario.excess:,} and so can't be lived: every record "
        f"stands on at least one channel. {scenario.records:,} records are lived."
    )


def _values(scenario: Scenario, played: int, figures: list[Compared]) -> dict[str, Any]:
    return {
        "report": scenario.report,
        "title": scenario.title,
        "year": scenario.year,
        "records": scenario.records + scenario.earlier,
        "applications": sum(group.count for group in scenario.groups),
        "excess": scenario.excess,
        "acts": played,
        "facts": Fact.objects.count(),
        "home": str(home_path()),
        "figures": [each.as_values() for each in figures],
    }


def _said(told: dict[str, Any] | list[dict[str, Any]], form: str) -> str:
    """One report, or all of them."""
    if form == "json":
        return json.dumps(told, ensure_ascii=False, indent=2)
    each = told if isinstance(told, list) else [told]
    return as_markdown(each) if form == "markdown" else "\n\n".join(map(_text, each))


def _text(values: dict[str, Any]) -> str:
    told = [
        f"{values['title']}: {values['acts']:,} acts lived now, {values['facts']:,} facts in all. Home: {values['home']}"
    ]
    kept = [each for each in values["figures"] if each["verdict"] != LATER]
    if values["figures"]:
        alike = sum(each["verdict"] == EQUAL for each in kept)
        later = len(values["figures"]) - len(kept)
        told.append(
            f"As stated: {alike} of {count(len(kept), 'figure')}; {later} of what the system does not keep yet."
        )
    for each in kept:
        if each["verdict"] != EQUAL:
            told.append(
                f"  {each['name']}: stated {each['stated']}, lived {each['lived']} ({each['why'] or 'it could be lived'})"
            )
    return "\n".join(told)
