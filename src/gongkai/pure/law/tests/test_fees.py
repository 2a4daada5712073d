"""信息处理费 by item and by volume, progressive by bands (国办函〔2020〕109号, art. 4 and 5)."""

from datetime import date

import pytest

from gongkai.pure.clock import FEE_PAYMENT, FEES_FROM
from gongkai.pure.law.fees import ITEMS, PAGES, RULE_2020, rule_on


@pytest.mark.parametrize("count, yuan", [(1, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (35, 3000), (40, 4000), (41, 4300), (45, 5500)])  # fmt: skip
def test_all_of_a_month_at_once(count, yuan):
    assert RULE_2020.tariff(ITEMS).amount(0, count) == yuan


@pytest.mark.parametrize(
    "before, count, yuan", [(9, 1, 0), (10, 1, 100), (9, 3, 200), (29, 2, 300), (50, 1, 400), (60, 10, 5000)]
)
def test_an_item_costs_what_its_number_in_the_month_does(before, count, yuan):
    assert RULE_2020.tariff(ITEMS).amount(before, count) == yuan


@pytest.mark.parametrize("pages, yuan", [(30, 0), (31, 10), (68, 380), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)])  # fmt: skip
def test_pages(pages, yuan):
    assert RULE_2020.tariff(PAGES).amount(0, pages) == yuan


def test_the_parts_are_those_of_one_price():
    assert RULE_2020.tariff(ITEMS).parts(9, 23) == [(10, 10, 0), (11, 30, 100), (31, 32, 200)]


def test_none_before_its_first_day_which_the_clock_knows_too():
    assert rule_on(date(2020, 12, 31)) is None
    assert rule_on(date(2021, 1, 1)) is RULE_2020
    assert RULE_2020.valid_from == FEES_FROM == FEE_PAYMENT.in_force_from
