"""信息处理费: what an excessive application costs, by the fee rule (国办函〔2020〕109号), as dated data."""

from dataclasses import dataclass
from datetime import date

ITEMS, PAGES = "items", "pages"


@dataclass(frozen=True)
class Band:
    """Whatever is numbered from ``first`` on, up to the next band's, costs so many yuan each."""

    first: int
    price: int


@dataclass(frozen=True)
class Tariff:
    """One way of counting. ``step``: past the last band, each further ``step`` costs ``rise`` more; 0 = it ends there."""

    key: str
    label: str
    unit: str
    counted: str
    article: str
    bands: tuple[Band, ...]
    step: int = 0
    rise: int = 0

    def price(self, number: int) -> int:
        """What the item or page of that number costs; numbers begin with 1."""
        band = next(each for each in reversed(self.bands) if each.first <= number)
        if band is self.bands[-1] and self.step:
            return band.price + (number - band.first) // self.step * self.rise
        return band.price

    def parts(self, before: int, count: int) -> list[tuple[int, int, int]]:
        """(first number, last number, price each) of ``count`` items after ``before`` others, where the price changes."""
        found: list[tuple[int, int, int]] = []
        for number in range(before + 1, before + count + 1):
            price = self.price(number)
            if found and found[-1][2] == price:
                found[-1] = (found[-1][0], number, price)
            else:
                found.append((number, number, price))
        return found

    def amount(self, before: int, count: int) -> int:
        """Yuan for ``count`` items or pages after ``before`` others; progressive, each at the price of its own number."""
        return sum((last - first + 1) * price for first, last, price in self.parts(before, count))


@dataclass(frozen=True)
class FeeRule:
    """The rule that is in force from a day on. ``pay_within``: working days from the day after the notice came (clock rule fee-payment)."""

    code: str
    name: str
    valid_from: date
    tariffs: tuple[Tariff, ...]
    notice_article: str

    def tariff(self, key: str) -> Tariff:
        return next(each for each in self.tariffs if each.key == key)


RULE_2020 = FeeRule(
    code="fees-2020",
    name="《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    valid_from=date(2021, 1, 1),
    tariffs=(
        # 第4条: one applicant, one calendar month, cumulative; up to 10 nothing, 11–30 100 yuan each, from 31 on 100 more for each ten.
        Tariff(
            ITEMS, "按件计收", "件", "同一申请人一个自然月内累计申请的", "第四条",
            (Band(1, 0), Band(11, 100), Band(31, 200)), step=10, rise=100,
        ),
        # 第5条: of one application alone, A4 or smaller, one side a page.
        Tariff(
            PAGES, "按量计收", "页", "这件申请要提供的（A4及以下幅面单面为1页）", "第五条",
            (Band(1, 0), Band(31, 10), Band(101, 20), Band(201, 40)),
        ),
    ),
    notice_article="第六条",
)  # fmt: skip

RULES = (RULE_2020,)


def rule_on(day: date) -> FeeRule | None:
    """The rule that is in force on a day; None before there was one."""
    return next((each for each in reversed(RULES) if each.valid_from <= day), None)
