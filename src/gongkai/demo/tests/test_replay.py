"""A year lived from figures: the facts that hands would leave, the figures that were told, and the same ones after any interruption."""

import fcntl
import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.plugins.cast import noon
from tests.plugins.homes import BEGIN, Live, set_up
from tests.test_story_of_acts import published

from gongkai.demo.replay.command import SCENARIOS
from gongkai.doors.cli import main
from gongkai.ground.ledger.models import Fact
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering
from gongkai.pure.clock import RULES, Calendar

SMALL = Path(__file__).with_name("small.toml")
JIAHE = SCENARIOS / "jiahe-2017.toml"
GATES = ["record.drafted", "record.submitted", "record.reviewed", "record.cleared", "record.published"]


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Live:
    """A home in which the small year was lived without a break."""
    home = Live(tmp_path_factory.mktemp("lived") / "home")
    home.gongkai("replay", SMALL)
    return home


def rows(home: Live, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(home.folder / "gongkai.sqlite3")) as connection:
        return connection.execute(sql).fetchall()


def told(home: Live) -> list[tuple]:
    """The facts that a replay promises to give again: names, references and instants in one order."""
    return rows(home, "SELECT name, ref, at, actor FROM ledger_fact ORDER BY idx")


def bodies(home: Live, name: str) -> Iterator[dict]:
    for (body,) in rows(home, f"SELECT body FROM ledger_fact WHERE name LIKE '{name}' ORDER BY idx"):
        yield json.loads(body)


def figures(home: Live) -> dict:
    return json.loads(home.gongkai("report", "--year", 2019, "--table", "2019-3", "--format", "json"))


@pytest.fixture(scope="module")
def counted(lived: Live) -> dict:
    """The figures of the year that was lived without a break."""
    return figures(lived)


def test_the_year_is_counted_as_it_was_told(lived, counted):
    values = {row["key"]: row["values"] for row in counted["rows"]}
    assert values["r1"] == {
        "natural": 2,
        "business": 1,
        "research": 0,
        "welfare": 0,
        "legal": 2,
        "other": 2,
        "total": 7,
    }
    assert [values[key]["total"] for key in ("r3_1", "r3_3_4", "r3_4_1", "r3_4_3", "r3_7", "r4")] == [4, 1, 1, 1, 7, 0]
    assert all(each["holds"] is not False for each in counted["relations"])
    assert lived.findings() == []


def test_each_application_is_received_under_the_regulation_that_knows_its_outcome_and_closed_as_told(lived):
    cases = rows(lived, "SELECT outcome, rule, received_on, channel, within_term, on_time, extended FROM cases_case")
    assert len(cases) == 7
    for outcome, rule, received_on, *_ in cases:
        assert rule == ("foi-2008" if outcome.startswith("c") else "foi-2019")
        assert RULES[rule].fits(date.fromisoformat(received_on))
    timely = {(case[0], case[3]): tuple(map(bool, case[4:])) for case in cases}
    assert timely[("3_1", "fax")] == (False, True, True)
    assert timely[("3_4_1", "web")] == (False, False, False)
    assert timely[("c32", "fax")] == timely[("c37", "letter")] == timely[("3_3_4", "counter")] == (True, True, False)


def test_a_fax_is_confirmed_since_2019_and_received_as_it_arrives_before(lived):
    names = dict(
        rows(
            lived,
            "SELECT ref, group_concat(name, ' ') FROM ledger_fact WHERE name LIKE 'case.%' OR name LIKE 'foi.%' GROUP BY ref",
        )
    )
    channels = {
        f"case:{ref}": (channel, rule)
        for ref, channel, rule in rows(lived, "SELECT reference, channel, rule FROM cases_case")
    }
    for ref, (channel, rule) in channels.items():
        waits = channel == "fax" and rule == "foi-2019"
        assert names[ref].split()[:2] == (
            ["case.opened", "foi.received"] if waits else ["foi.received", "foi.accepted"]
        )


def test_a_record_goes_through_every_gate_in_other_hands(lived):
    steps: dict[str, list[tuple[str, str]]] = {}
    for name, ref, _, actor in told(lived):
        if name.startswith("record."):
            steps.setdefault(ref, []).append((name, actor))
    assert len(steps) == 32
    for taken in steps.values():
        assert [name for name, _ in taken] == GATES
        author, submitter, reviewer, secrecy_reviewer, signatory = (actor for _, actor in taken)
        assert author == submitter and len({author, reviewer, secrecy_reviewer}) == 3 and signatory != author
    assert len({taken[0][1] for taken in steps.values()}) > 20


def test_acts_are_spread_over_the_working_days_of_the_year(lived):
    days = [date.fromisoformat(on) for (on,) in rows(lived, "SELECT published_on FROM records_record")]
    assert all(Calendar.national().is_working(day) and day.year == 2019 for day in days)
    assert {day.month for day in days} == set(range(1, 13))
    instants = [
        datetime.fromisoformat(at) + timedelta(hours=8)
        for name, _, at, _ in told(lived)
        if "." in name and at >= "2019"
    ]
    assert all(Calendar.national().is_working(at.date()) and 9 <= at.hour < 18 for at in instants)
    assert instants == sorted(instants)


def shape(body: dict) -> tuple:
    """What a fact says, without the values: its fields, and of each row that it shows the model and the columns."""
    shown = ((name.split("/")[0], sorted(image or ())) for name, image in body["rows"].items())
    return sorted(body), sorted(body["fact"]), sorted(shown)


def test_a_lived_record_and_application_leave_the_facts_of_handmade_ones(lived, cast):
    published(cast)
    request = foi.Request(
        "natural", {"name": "张三", "phone": "13800000000"}, "补助名单", "申请公开补助名单。", "electronic", "online"
    )
    case = foi.submit(unit=cast.units["zjj"], request=request, at=noon("2026-02-10")).case
    foi.accept(case=case, by=cast.actor("zhou_jingban"), at=noon("2026-02-11"))
    answering.propose(
        case=case, outcome="3_1", text="您申请的信息予以公开。", by=cast.actor("zhou_jingban"), at=noon("2026-02-12")
    )
    answering.answer(case=case, by=cast.actor("liu_qianfa"), at=noon("2026-02-13"))
    by_hand = [fact for fact in Fact.objects.order_by("idx") if fact.name.startswith(("record.", "foi.", "case."))]
    assert [fact.name for fact in by_hand] == [*GATES, "foi.received", "foi.accepted", "foi.proposed", "case.closed"]
    for fact in by_hand:
        lived_shapes = [shape(body) for body in bodies(lived, fact.name)]
        # An outlet a channel: the record made by hand stands on two.
        mine = shape(json.loads(bytes(fact.body)))
        if fact.name == "record.published":
            mine[2].remove(next(row for row in mine[2] if row[0] == "records.outlet"))
        assert mine in lived_shapes, fact.name


STOPPED = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background hands on an ignored one
from gongkai.demo import county, stage
from gongkai.demo.replay import year
from gongkai.doors.cli import main
stage.BATCH = 40
def stopping(function, after):
    calls = []
    def stopped(*given, **named):
        done = function(*given, **named)
        calls.append(None)
        if len(calls) == after:
            os.kill(os.getpid(), signal.{signal})
        return done
    return stopped
{place} = stopping({place}, {after})
sys.exit(main(["replay", {file!r}]))
"""
STOPS = (
    ("SIGKILL", "county.found", 1, 0),  # the county is there, and nothing is committed
    ("SIGKILL", "year.Year._perform", 1, 0),  # the first act of all
    ("SIGKILL", "year.Year._perform", 63, 40),  # in the midst of a second batch
    ("SIGINT", "year.Year._perform", 50, 80),
    ("SIGKILL", "stage.Progress.show", 2, 120),  # between two batches
)


def stop(home: Live, name: str, where: str, after: int) -> subprocess.CompletedProcess:
    script = STOPPED.format(signal=name, place=where, after=after, file=str(SMALL))
    return subprocess.run(
        [sys.executable, "-c", BEGIN + script], env=home.environment, capture_output=True, text=True, timeout=120
    )


def test_stopped_anywhere_and_started_again_it_lives_the_same_year(lived, counted, tmp_path):
    home = Live(tmp_path / "home")
    for name, where, after, stands in STOPS:
        done = stop(home, name, where, after)
        assert done.returncode == (130 if name == "SIGINT" else -signal.SIGKILL), done.stderr
        assert ("interrupted; run the same command again" in done.stderr) == (name == "SIGINT")
        places = rows(home, "SELECT next_idx FROM flow_cursor WHERE name LIKE 'replay:%'")
        assert places == ([] if where == "county.found" else [(stands,)])
        [(facts, last)] = rows(home, "SELECT COUNT(*), MAX(idx) FROM ledger_fact")
        assert facts == (last + 1 if facts else 0)
    assert "The year that `gongkai replay` lives here is unfinished" in home.gongkai("verify")
    assert "is unfinished" not in home.gongkai("replay", SMALL) + home.gongkai("verify")
    assert told(home) == told(lived)
    assert figures(home) == counted
    assert home.findings() == []
    text = home.gongkai("replay", SMALL, "--format", "json")
    again, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
    assert again["acts"] == 0 and told(home) == told(lived)


@pytest.mark.postgres
def test_on_postgresql_it_lives_the_same_year(lived, counted, postgres_database, tmp_path):
    home = Live(tmp_path / "home", {"DATABASE_URL": postgres_database()})
    assert stop(home, "SIGKILL", "year.Year._perform", 63).returncode == -signal.SIGKILL
    home.gongkai("replay", SMALL)
    facts = home.python(
        "import json; print(json.dumps([[f.name, f.ref, f.at.strftime('%Y-%m-%d %H:%M:%S'), f.actor] for f in Fact.objects.order_by('idx')]))"
    )
    assert [tuple(fact) for fact in json.loads(facts)] == [
        (name, ref, at[:19], actor) for name, ref, at, actor in told(lived)
    ]
    assert figures(home) == counted
    refused = home.gongkai("replay", JIAHE, code=2)
    assert "holds another scenario" in refused and "let DATABASE_URL name an empty database" in refused


def test_what_was_told_and_what_was_lived_stand_side_by_side(lived, tmp_path):
    text = lived.gongkai("replay", SMALL)
    assert "The stated 33 exceeds the sum of its channels by 1 and so can't be lived" in text
    assert "As stated: 8 of 9 figures; 1 of what the system does not keep yet." in text
    assert "  培训班: stated 4, lived 3 (前一句写的是3期)" in text
    file = tmp_path / "wrong.toml"
    file.write_text(SMALL.read_text("utf-8").replace("r3_1 = 4", "r3_1 = 6"), "utf-8")
    told_wrong = Live(tmp_path / "home").gongkai("replay", file, code=1)
    assert "  r3_1 （一）予以公开: stated 6, lived 4 (it could be lived)" in told_wrong


def test_each_figure_has_a_verdict_and_its_reason(lived):
    text = lived.gongkai("replay", SMALL, "--format", "json")
    told, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
    assert set(told) >= {"report", "figures"} and all(
        set(each) == {"name", "stated", "lived", "verdict", "why"} for each in told["figures"]
    )
    assert [tuple(each.values()) for each in told["figures"][5:]] == [
        ("接受培训", "70", "70", "equal", ""),
        ("采用率", "66.7%", "66.7%", "equal", ""),
        ("查阅点", "1余", "2", "equal", ""),
        ("培训班", "4", "3", "contradiction", "前一句写的是3期"),
        ("热线", "500", None, "later", "热线"),
    ]


def test_another_scenario_or_a_changed_file_is_refused(lived, tmp_path):
    before = told(lived)
    changed = tmp_path / "changed.toml"
    changed.write_text(SMALL.read_text("utf-8").replace("seed = 7", "seed = 8"), "utf-8")
    for file in (JIAHE, changed):
        refused = lived.gongkai("replay", file, code=2)
        assert "holds another scenario" in refused and refused.count("\n") == 1
    assert told(lived) == before


def test_a_home_that_is_in_use_is_refused_and_kept(tmp_path):
    home = set_up(Live(tmp_path / "home"))
    before = told(home)
    assert "is not empty; a replay needs an empty one" in home.gongkai("replay", SMALL, code=2)
    assert told(home) == before
    left = Live(tmp_path / "left")
    (left.folder / "log").mkdir(parents=True)
    (left.folder / "log" / "checkpoint").write_text("of another home")
    assert "it has an earlier home's log" in left.gongkai("replay", SMALL, code=2)
    assert rows(left, "SELECT name FROM sqlite_master") == []


@pytest.mark.parametrize(
    "content, why", [(None, "cannot read"), ("a = ", "not a TOML file"), ("year = 2017", "lacks 'table'")]
)
def test_a_missing_or_broken_file_is_refused_in_a_sentence(db, tmp_path, capsys, content, why):
    file = tmp_path / "scenario.toml"
    if content:
        file.write_text(content)
    assert main(["replay", str(file)]) == 2
    err = capsys.readouterr().err
    assert why in err and str(file) in err and err.count("\n") == 1


def test_two_replays_in_one_home_do_not_mix(lived):
    with open(lived.folder / "run" / "replay.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "another replay is at work" in lived.gongkai("replay", SMALL, code=2)
