"""``gongkai calendar``: an announced year is loaded whole, with every clock that it moves, or not at all."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.doors.cli import main
from gongkai.ground.ledger.models import Fact
from gongkai.ground.rules.models import CalendarYear
from gongkai.kernel.flow.clocks import clock_of
from gongkai.procedures.foi.tests.scenes import submitted

YEAR = """
year = 2027
holidays = [2027-01-01, 2027-01-02, 2027-01-03]
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
    assert capsys.readouterr().out == "2027: 3 holidays, 0 make-up working days; 1 clocks moved.\n"
    assert clock_of(case.ref, "answer").due_on == date(2027, 1, 5)
    assert list(Fact.objects.order_by("-idx").values_list("name", flat=True)[:2])[-1] == "calendar.loaded"


@pytest.mark.parametrize(
    "old, new, why",
    [
        ("workdays = []", "workdays = [2027-01-01]", "given both as a day off and as a working day"),
        ("year = 2027", "year = 2028", "2028 can't be loaded; known are 2004 to 2026, and 2027 comes next"),
        ("2027-01-01,", "2026-11-30,", "does not belong to the arrangement of 2027"),
        ("2027-01-01,", "'2027-01-01',", "without quotes"),
        ("[2027-01-01, 2027-01-02, 2027-01-03]", "[]", "a year has holidays"),
        ('"国办发明电〔2026〕9号"', '" "', "a source"),
        ("source", "origin", "must be TOML with year, holidays, workdays and source"),
        ("year = 2027", "year = soon", "must be TOML"),
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
    file.write_text(YEAR.replace("2027", str(year)), "utf-8")
    assert main(["calendar", str(file)]) == (0 if allowed else 2)
    assert CalendarYear.objects.exists() == allowed


def test_clocks_that_cannot_be_read_again_leave_the_calendar_as_it_was(file, monkeypatch):
    from gongkai.doors.cli import calendar

    def killed(**_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(calendar, "reread_clocks", killed)
    assert main(["calendar", str(file)]) == 130
    assert not CalendarYear.objects.exists()
