"""`gongkai clock`: what it prints, what it refuses."""

import argparse
import json
from itertools import permutations

import pytest

from gongkai.doors.cli import clock

KEYS = ["due_on", "provisional", "bound", "used", "left", "light", "lines"]


@pytest.fixture
def gongkai(capsys):
    """Run the command with these words; gives exit code, stdout and stderr."""
    parser = argparse.ArgumentParser(prog="gongkai")
    clock.add_parser(parser.add_subparsers(required=True))

    def run(words: str):
        args = parser.parse_args(["clock", *words.split()])
        code = args.run(args)
        return (code, *capsys.readouterr())

    return run


def test_json_carries_the_reading(gongkai):
    code, out, err = gongkai("--received 2025-01-13 --rule foi-2019 --today 2025-01-23 --format json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert list(answer) == KEYS
    assert {key: answer[key] for key in KEYS[:-1]} == {
        "due_on": "2025-02-14",
        "provisional": None,
        "bound": "2025-02-14",
        "used": 8,
        "left": 12,
        "light": "green",
    }
    assert "2025年2月8日 星期六：调休上班，第15个工作日" in answer["lines"]


def test_text_explains_and_ends_with_the_light(gongkai):
    code, out, _ = gongkai("--received 2019-05-14 --rule foi-2008 --today 2019-06-05")
    assert code == 0
    assert "到期日：2019年6月4日 星期二" in out
    assert out.splitlines()[-1] == "已超期：15个工作日，已超期1个工作日"


@pytest.mark.parametrize("today, begun", [("2025-03-02", False), ("2025-03-03", True), ("2025-03-04", True)])
def test_before_the_day_of_receipt_it_has_not_begun(gongkai, today, begun):
    asked = f"--received 2025-03-03 --rule foi-2019 --today {today}"
    assert gongkai(asked)[1].splitlines()[-1].startswith("正常：" if begun else "还没有开始：")
    lines = json.loads(gongkai(f"{asked} --format json")[1])["lines"]
    assert any("还没有开始" in line for line in lines) is not begun


def test_events_add_up(gongkai):
    _, out, _ = gongkai(
        "--received 2025-03-03 --rule foi-2019 --event restart:2025-03-10 --event pause:2025-03-11:2025-03-12"
        " --event pause:2025-03-11:2025-03-12 --event extend:2025-04-09:5 --today 2025-03-10 --format json"
    )
    assert json.loads(out)["due_on"] == "2025-04-16"


def test_events_are_taken_in_order_of_their_days(gongkai):
    words = "--received 2025-03-03 --rule foi-2019 --today 2025-03-03 --format json {}"
    given = [
        "--event extend:2025-04-01:5",
        "--event pause:2025-03-10:2025-03-11",
        "--event pause:2025-03-10:2025-03-12",
        "--event restart:2025-03-10",
    ]
    code, out, _ = gongkai(words.format(" ".join(given)))
    assert code == 0 and json.loads(out)["due_on"] == "2025-04-17"
    for order in permutations(given):
        assert gongkai(words.format(" ".join(order)))[1] == out


def test_an_open_pause_is_paused(gongkai):
    code, out, _ = gongkai(
        "--received 2025-03-03 --rule foi-2019 --event pause:2025-03-10: --today 2025-03-20 --format json"
    )
    answer = json.loads(out)
    assert code == 0
    assert (answer["due_on"], answer["provisional"], answer["light"]) == (None, None, "paused")


def test_a_december_receipt_is_provisional(gongkai):
    _, out, _ = gongkai("--received 2026-12-04 --rule foi-2019 --today 2026-12-15 --format json")
    answer = json.loads(out)
    assert (answer["due_on"], answer["provisional"], answer["bound"]) == (None, "2027-01-04", "2027-01-01")
    assert "暂定，2027年放假安排公布后确定" in answer["lines"][-1]


def test_today_is_todays_date_in_china(gongkai):
    """An application of long ago is overdue whatever day the test runs on."""
    _, out, _ = gongkai("--received 2025-01-13 --rule foi-2019 --format json")
    assert json.loads(out)["light"] == "red"


@pytest.mark.parametrize(
    "words, why",
    [
        ("--received 2019-05-15 --rule foi-2008", "foi-2008 does not fit 2019-05-15"),
        ("--received 2019-05-14 --rule foi-2019", "foi-2019 does not fit 2019-05-14"),
        ("--received 2003-05-14 --rule foi-2008", "foi-2008 does not fit 2003-05-14"),
        ("--received 2060-05-14 --rule foi-2019", "2060"),
        ("--received 9999-12-31 --rule foi-2019", "9999"),
        ("--received 2025-02-30 --rule foi-2019", "'2025-02-30' is not a day"),
        ("--received 2025-03-03 --rule foi-2019 --today soon", "'soon' is not a day"),
        ("--received 2025-03-03 --rule foi-2019 --event halt:2025-03-04", "is not an event"),
        ("--received 2025-03-03 --rule foi-2019 --event extend:2025-03-10:21", "1 to 20 days"),
        ("--received 2025-03-03 --rule foi-2019 --event extend:2025-03-10:0", "1 to 20 days"),
        ("--received 2025-03-03 --rule foi-2019 --event extend:2025-04-01:1", "after the due day"),
        ("--received 2025-03-03 --rule foi-2019 --event extend:2025-03-10:1 --event extend:2025-03-11:1", "already"),
        ("--received 2025-03-03 --rule foi-2019 --event restart:2025-03-10 --event restart:2025-03-11", "already"),
        ("--received 2025-03-03 --rule foi-2019 --event restart:2025-03-02", "before the receipt"),
        (
            "--received 2025-03-03 --rule foi-2019 --event pause:2025-03-04: --event restart:2025-03-05",
            "before any pause",
        ),
        ("--received 2019-05-14 --rule foi-2008 --event restart:2019-05-20", "no restart"),
        ("--received 2025-03-03 --rule foi-2019 --event pause:2025-03-02:", "before the start"),
        ("--received 2025-03-03 --rule foi-2019 --event pause:2025-03-12:2025-03-11", "before it is dispatched"),
    ],
)
def test_what_is_refused_is_told_in_one_line(gongkai, words, why):
    code, out, err = gongkai(words)
    assert (code, out) == (2, "")
    assert err.startswith("gongkai clock: ") and why in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("words", ["", "--received 2025-03-03", "--received 2025-03-03 --rule foi-2030"])
def test_missing_or_unknown_words_are_bad_usage(gongkai, words):
    with pytest.raises(SystemExit) as left:
        gongkai(words)
    assert left.value.code == 2


def test_a_year_announced_later_is_given_as_a_file(gongkai, tmp_path):
    words = "--received 2026-12-07 --rule foi-2019 --today 2026-12-10 --format json"
    assert json.loads(gongkai(words)[1])["due_on"] is None
    file = tmp_path / "2027.toml"
    file.write_text('year = 2027\nholidays = [2027-01-01]\nworkdays = []\nsource = "通知"', "utf-8")
    assert json.loads(gongkai(f"{words} --calendar {file}")[1])["due_on"] == "2027-01-05"
    file.write_text("year = 2029\nholidays = [2029-01-01]\nworkdays = []\nsource = '通知'", "utf-8")
    code, _, err = gongkai(f"{words} --calendar {file}")
    assert code == 2 and "2029 can't be loaded" in err


def test_what_moved_the_day_is_told_in_order_of_day(gongkai):
    words = "--received 2026-03-02 --rule foi-2019 --today 2026-03-30"
    _, out, _ = gongkai(f"{words} --event extend:2026-03-27:10 --event pause:2026-03-10:2026-03-18")
    lines = out.splitlines()
    paused = next(n for n, line in enumerate(lines) if "2026年3月10日 星期二发出" in line)
    extended = next(n for n, line in enumerate(lines) if "决定延期" in line)
    assert paused < extended
