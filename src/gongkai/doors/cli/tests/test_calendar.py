"""``gongkai calendar``: an announced year is loaded whole, with every clock that it moves, or not at all."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.doors.cli import main
from gongkai.ground.ledger.models import Fact
from gongkai.ground.rules.models import CalendarYear
from gongkai.ground.rules.queries import calendar
from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow.clocks import clock_of, reading
from gongkai.procedures.foi.tests.scenes import submitted

YEAR = """
year = 2027
holidays = [2027-01-01, 2027-02-05, 2027-02-08]
workdays = []
source = "国办发明电〔2026〕9号"
"""


@pytest.fixture
def file(cast, home, tmp_path) -> Path:
    path = tmp_path / "2027.toml"
    path.write_text(YEAR, "utf-8")
    return path


def test_a_year_is_loaded_and_provisional_days_become_certain(cast, file, capsys):
    case = submitted(cast, "2026-12-07")
    assert clock_of(case.ref, "answer").due_on is None
    assert main(["calendar", str(file)]) == 0
    assert capsys.readouterr().out == "2027: 3 holidays, 0 make-up working days; 1 terms moved.\n"
    assert clock_of(case.ref, "answer").due_on == date(2027, 1, 5)
    assert list(Fact.objects.order_by("-idx").values_list("name", flat=True)[:2])[-1] == "calendar.loaded"


@pytest.mark.parametrize(
    "old, new, why",
    [
        ("workdays = []", "workdays = [2027-01-01]", "given both as a day off and as a working day"),
        ("year = 2027", "year = 2028", "2028 can't be loaded; known are 2004 to 2026, and 2027 comes next"),
        ("2027-01-01,", "2026-11-30,", "does not belong to the arrangement of 2027"),
        ("2027-01-01,", "'2027-01-01',", "without quotes"),
        ("[2027-01-01, 2027-02-05, 2027-02-08]", "[]", "a year has holidays"),
        ('"国办发明电〔2026〕9号"', '" "', "a source"),
        ("source", "origin", "must be TOML with year, holidays, workdays and source; source is missing"),
        ("source", "origin = 1\nsource", "there is no origin"),
        ("year = 2027", "year = soon", "Invalid value (at line 2"),
        ("year = 2027", "year = '2027'", "year must be a number like 2027"),
        ("workdays = []", "workdays = 5", "workdays must be a list of days"),
        ("workdays = []", "workdays = [5]", "5 in workdays is not a day"),
        ("2027-02-05", "2027-02-06", "2027-02-06 is a Saturday, off anyway"),
        ("2027-02-05", "2027-02-07", "2027-02-07 is a Sunday, off anyway"),
        ("workdays = []", "workdays = [2027-02-12]", "2027-02-12 is a Friday, worked anyway"),
        ("workdays = []", "workdays = [2027-02-15]", "2027-02-15 is a Monday, worked anyway"),
        ("2027-02-05", "2027-01-01", "2027-01-01 is given twice"),
    ],
)
def test_a_year_that_cannot_be_is_refused_whole(file, capsys, old, new, why):
    before = Fact.objects.count()
    file.write_text(YEAR.replace(old, new), "utf-8")
    assert main(["calendar", str(file)]) == 2
    err = capsys.readouterr().err
    assert why in err and str(file) in err and err.count("\n") == 1
    assert not CalendarYear.objects.exists() and Fact.objects.count() == before


@pytest.mark.parametrize("year, allowed", [(2003, False), (2004, True), (2027, True), (2028, False)])
def test_years_follow_one_another(file, year, allowed):
    day = next(d for d in (date(year, 5, n) for n in (1, 2, 3)) if d.weekday() < 5)
    file.write_text(f'year = {year}\nholidays = [{day}]\nworkdays = []\nsource = "通知"', "utf-8")
    assert main(["calendar", str(file), "--replace"]) == (0 if allowed else 2)
    assert CalendarYear.objects.exists() == allowed


def test_clocks_that_cannot_be_read_again_leave_the_calendar_as_it_was(file, monkeypatch):
    from gongkai.doors.cli import calendar as command

    def killed(**_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "reread_clocks", killed)
    assert main(["calendar", str(file)]) == 130
    assert not CalendarYear.objects.exists()


def test_the_same_year_again_changes_nothing(file, capsys):
    main(["calendar", str(file)])
    before = Fact.objects.count()
    capsys.readouterr()
    assert main(["calendar", str(file)]) == 0
    assert capsys.readouterr().out == "2027: known already, nothing to change; 0 terms moved.\n"
    assert CalendarYear.objects.count() == 1 and Fact.objects.count() == before


def test_a_known_year_changes_only_when_that_is_said(file, capsys):
    main(["calendar", str(file)])
    file.write_text(YEAR.replace("2027-02-05, ", ""), "utf-8")
    assert main(["calendar", str(file)]) == 2
    assert "2027 is known already, with other days" in capsys.readouterr().err
    assert not calendar().is_working(date(2027, 2, 5))
    assert main(["calendar", str(file), "--replace"]) == 0
    assert calendar().is_working(date(2027, 2, 5))


def test_a_clock_that_is_read_again_is_told_in_plain_words(cast, file):
    case = submitted(cast, "2026-12-07")
    main(["calendar", str(file)])
    told = [sentence for _, fact, sentence in ledger_of(case.ref) if fact.name == "clock.reread"]
    assert told == ["期限重新计算：2027年1月5日"]
    lines = reading(clock_of(case.ref, "answer"), date(2026, 12, 10), explain=True).lines
    assert not [line.text for line in lines if "更正" in line.text]
