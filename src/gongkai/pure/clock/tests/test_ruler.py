"""时限尺: cells, gaps, pauses, overdue days, weeks."""

import pytest

from gongkai.pure.clock import FOI_2019, ruler
from gongkai.pure.clock.ruler import LONGEST, OVER_SHOWN, PAUSED_SHOWN
from gongkai.pure.clock.tests.build import NATIONAL, D, extend, pause, start, stop

LETTERS = {"used": "u", "today": "t", "left": "l", "last": "y", "paused": "p", "over": "o"}


def drawn(*events, today: str) -> str:
    """One letter a cell, a space where days off lie between, | after the due day."""
    cells = ruler(events, FOI_2019, NATIONAL, D(today)).cells
    return "".join(" " * cell.gap_before + LETTERS[cell.kind] + "|" * cell.due for cell in cells)


RECEIVED = start("2026-03-03")  # due 2026-03-31


@pytest.mark.parametrize(
    "today, row",
    [
        ("2026-03-03", "lll lllll lllll lllly yy|"),
        ("2026-03-18", "uuu uuuuu uutll lllly yy|"),
        ("2026-03-21", "uuu uuuuu uuuuu lllly yy|"),  # a Saturday has no cell
        ("2026-03-30", "uuu uuuuu uuuuu uuuuu ty|"),
        ("2026-03-31", "uuu uuuuu uuuuu uuuuu ut|"),
        ("2026-04-01", "uuu uuuuu uuuuu uuuuu uu|o"),
        ("2026-04-02", "uuu uuuuu uuuuu uuuuu uu|oo"),
    ],
)
def test_one_cell_a_working_day(today, row):
    assert drawn(RECEIVED, today=today) == row


def test_paused_days_are_cells_and_make_up_days_are_told():
    events = [start("2026-02-10"), *pause("2026-03-02", "2026-03-13")]
    assert drawn(*events, today="2026-03-16") == "uuuu uuuuu upppp ppppp tllll llyyy|"
    read = ruler(events, FOI_2019, NATIONAL, D("2026-03-16"))
    assert read.make_up == (D("2026-02-14"), D("2026-02-28"))
    assert read.sentence == "20个工作日，已用11个，还剩9个，其间暂停9个工作日"
    assert [cell.on for cell in read.cells if cell.today] == [D("2026-03-16")]


@pytest.mark.parametrize(
    "today, row",
    [
        ("2026-03-02", "uuuu uuuuu tpllllllllll"),
        ("2026-03-03", "uuuu uuuuu upllllllllll"),
        ("2026-03-06", "uuuu uuuuu uppppllllllllll"),
        ("2026-03-07", "uuuu uuuuu uppppllllllllll"),
    ],
)
def test_an_open_pause_is_followed_by_what_is_left(today, row):
    assert drawn(start("2026-02-10"), *pause("2026-03-02"), today=today) == row
    assert ruler([start("2026-02-10"), *pause("2026-03-02")], FOI_2019, NATIONAL, D(today)).sentence.endswith(
        "时钟已暂停"
    )


@pytest.mark.parametrize("today, used", [("2026-03-06", "uuut"), ("2026-03-07", "uuuu"), ("2026-03-09", "uuuu ")])
def test_a_pause_is_drawn_from_its_first_day_on(today, used):
    assert drawn(start("2026-03-02"), *pause("2026-03-06"), today=today) == f"{used}p{'l' * 16}"


def test_make_up_days_are_told_of_days_that_came_only():
    events = [start("2026-02-09"), *pause("2026-02-11")]
    assert ruler(events, FOI_2019, NATIONAL, D("2026-02-13")).make_up == ()
    assert ruler(events, FOI_2019, NATIONAL, D("2026-02-14")).make_up == (D("2026-02-14"),)


def test_a_closed_clock_stands_still():
    assert drawn(RECEIVED, stop("2026-03-18"), today="2026-04-18") == "uuu uuuuu uuull lllly yy|"
    assert drawn(RECEIVED, stop("2026-04-02"), today="2026-04-18") == "uuu uuuuu uuuuu uuuuu uu|oo"
    closed = ruler([RECEIVED, stop("2026-04-02")], FOI_2019, NATIONAL, D("2026-04-18"))
    assert closed.sentence == "20个工作日，超期2个工作日，已办结"
    assert not any(cell.today for cell in closed.cells)


def test_a_provisional_end_is_drawn_where_expected():
    read = ruler([start("2026-12-04")], FOI_2019, NATIONAL, D("2026-12-15"))
    assert read.provisional
    assert read.cells[-1].on == D("2027-01-04") and read.cells[-1].due
    assert read.sentence.endswith("到期日暂定")


@pytest.mark.parametrize("days, weekly", [(10, False), (11, True)])
def test_above_thirty_days_a_cell_is_a_week(days, weekly):
    assert ruler([RECEIVED, extend("2026-03-10", days)], FOI_2019, NATIONAL, D("2026-03-18")).weekly is weekly


def test_a_weekly_ruler():
    events = [RECEIVED, *pause("2026-03-06", "2026-03-13"), extend("2026-03-10", 20)]
    assert drawn(*events, today="2026-03-18") == "uptlllllly|"
    assert ruler(events, FOI_2019, NATIONAL, D("2026-03-18")).make_up == (D("2026-05-09"),)


@pytest.mark.parametrize(
    "today, row, left_out",
    [("2026-04-15", "ooo oooo ooo", 0), ("2026-04-16", "ooo oo o oooo", 1), ("2026-04-17", "ooo oo ooooo", 2)],
)
def test_past_the_due_day_only_so_many_cells_are_drawn(today, row, left_out):
    assert drawn(RECEIVED, today=today).partition("|")[2] == row
    assert ruler([RECEIVED], FOI_2019, NATIONAL, D(today)).over_left_out == left_out


@pytest.mark.parametrize("today", ["2026-06-30", "2027-06-30"])
def test_a_row_never_grows_out_of_its_page(today):
    drawn_row = ruler([RECEIVED], FOI_2019, NATIONAL, D(today))
    assert len(drawn_row.cells) == 20 + OVER_SHOWN and drawn_row.cells[-1].on == D(today)
    assert drawn_row.over_left_out == -drawn_row.reading.left - OVER_SHOWN
    long_pause = ruler([RECEIVED, pause("2026-03-10")[0]], FOI_2019, NATIONAL, D(today))
    assert long_pause.weekly and len(long_pause.cells) <= LONGEST


@pytest.mark.parametrize(
    "today, cells, left_out", [("2027-04-04", LONGEST, 0), ("2027-04-05", 16, 45), ("2027-04-12", 16, 46)]
)
def test_a_pause_too_long_even_by_the_week_is_drawn_by_its_ends(today, cells, left_out):
    """A Sunday, the Monday with which another week begins, and the one after."""
    paused = ruler([RECEIVED, pause("2026-03-10")[0]], FOI_2019, NATIONAL, D(today))
    assert (len(paused.cells), paused.paused_left_out, paused.over_left_out) == (cells, left_out, 0)
    if left_out:
        assert sum(c.kind == "paused" for c in paused.cells) == PAUSED_SHOWN
        assert len([c for c in paused.cells if c.gap_before]) == 1


def test_an_answered_pause_of_years_is_drawn_by_its_ends_as_well():
    row = ruler([start("2024-03-04"), *pause("2024-03-08", "2026-03-06")], FOI_2019, NATIONAL, D("2026-03-09"))
    assert row.weekly and len(row.cells) < 20 and row.paused_left_out > 80 and row.cells[-1].due


@pytest.mark.parametrize(
    "dispatched, row",
    [
        ("2026-03-30", "uuu uuuuu uuuuu uuuuu uppppl"),
        ("2026-03-31", "uuu uuuuu uuuuu uuuuu uu|ooo"),
        ("2026-04-01", "uuu uuuuu uuuuu uuuuu uu|ooo"),
    ],
)
def test_a_pause_for_which_no_day_was_left_is_drawn_overdue(dispatched, row):
    assert drawn(RECEIVED, *pause(dispatched), today="2026-04-03") == row
