"""The drawing of the trend."""

from datetime import date

import pytest

from gongkai.doors.desk.trend import BOTTOM, LEFT, RIGHT, TOP, per_cent, trend
from gongkai.engines.supervision.queries import Month


def months(*figures):
    return [Month(date(2026, n, 1), closed, kept) for n, (closed, kept) in enumerate(figures, start=1)]


def test_it_runs_from_the_first_month_to_the_last_and_no_higher_than_all():
    drawn = trend(months((10, 10), (0, 0), (10, 9)))
    assert [(p.x, p.y) for p in drawn.points] == [(LEFT, TOP), (RIGHT, BOTTOM)]
    assert [words for _, words in drawn.scale] == ["90%", "95%", "100%"]
    assert (drawn.closed, drawn.kept, drawn.rate, drawn.last.rate) == (20, 19, "95%", "90%")


@pytest.mark.parametrize("figures", [(), ((0, 0), (0, 0)), ((5, 5), (0, 0))])
def test_there_is_none_without_two_months_to_compare(figures):
    assert trend(months(*figures)) is None


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (9994, 10000, "99.9%"),
        (9995, 10000, "99.9%"),
        (10000, 10000, "100%"),
        (0, 3, "0%"),
        (1, 3, "33.3%"),
        (48, 49, "98%"),
    ],
)
def test_it_is_rounded_but_all_is_said_only_of_all(part, whole, said):
    assert per_cent(part, whole) == said
