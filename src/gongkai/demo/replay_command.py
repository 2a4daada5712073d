"""``gongkai replay FILE``: live a year described by figures in an empty database."""

import argparse
from datetime import date, datetime, time
from pathlib import Path

from django.db import connection

from gongkai.demo import county
from gongkai.demo.replay import SHANGHAI, Year, place_name
from gongkai.demo.scenario import BadScenario, Scenario, load
from gongkai.demo.stage import place
from gongkai.doors.cli import Usage
from gongkai.engines.measures.sheets import catch_up
from gongkai.ground.home import home_path
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.flow.models import Cursor
from gongkai.pure.law.layout import WrongYear


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "replay",
        help="live a year described by figures in an empty database",
        description="Live a year described by figures (records by kind and channel, applications by channel, applicant, outcome and "
        "timeliness) through the real actions, in an empty database. Interrupted, the same command goes on. One home holds one scenario.",
    )
    parser.add_argument("file", metavar="FILE", help="a scenario, e.g. demo/scenarios/jiahe-2017.toml")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        scenario = load(Path(args.file))
    except (BadScenario, WrongYear) as error:
        raise Usage(str(error)) from error
    county.prepare()
    _check_home(scenario)
    if scenario.excess:
        print(
            f"The stated {scenario.total_stated:,} exceeds the sum of its channels by {scenario.excess} and so can't be lived: every record "
            f"stands on at least one channel. {scenario.records:,} records are lived."
        )
    if not Fact.objects.exists():
        county.found(at=datetime.combine(date(scenario.year - 1, 12, 1), time(9), SHANGHAI), demo=False)
    played = Year(scenario).play()
    catch_up()
    print(f"{scenario.title}: {played:,} acts lived, {Fact.objects.count():,} facts in all. Home: {home_path()}")
    return 0


def _check_home(scenario: Scenario) -> None:
    begun = Cursor.objects.filter(name=place_name(scenario)).exists()
    other = Cursor.objects.filter(name__startswith="replay:").exclude(name=place_name(scenario)).exists()
    if other:
        raise Usage(
            f"{home_path()} holds another scenario; set GONGKAI_HOME to an empty folder (one home, one scenario)"
        )
    if Fact.objects.exists() and not begun and not _only_founded():
        raise Usage(
            f"the database in {home_path()} ({connection.vendor}) is not empty; a replay needs an empty one (set GONGKAI_HOME)"
        )


def _only_founded() -> bool:
    """Was a replay interrupted between founding the county and its first act?"""
    return place("") == 0 and not Fact.objects.exclude(name__regex=r"^(government|unit|person|section|rule)\.").exists()
