"""Citizen number 公民身份号码, GB 11643-1999: 18 characters; and the 15-digit form in use until 1999.

6 division code + 8 day of birth + 3 sequence (odd: male) + 1 check character (ISO 7064 MOD 11-2).
The permanent residence permit of a foreigner is numbered in the same way: 9, the province, three digits of the nationality.
No message repeats the number or tells what its check character should be: it is personal data.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.pure.codes.division import PROVINCES
from gongkai.pure.codes.errors import CodeError, Found, found_by, need_alphabet, need_length, typed

NAME = "身份证号码"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
LENGTH = 18
OLD_LENGTH = 15
DIGITS = "0123456789"
FIRST_YEAR = 1900
FOREIGNER = "9"
FICTIONAL = "9901"
"""No prefecture has this code or ever will: numbers of examples, demonstrations and tests begin with it, and name nobody."""


class WrongCheck(CodeError):
    """All is well but the check character, with which some old papers were printed wrong. ``number``: as it was read."""

    def __init__(self, message_zh: str, number: str, born_on: date) -> None:
        super().__init__(message_zh, LENGTH)
        self.number, self.born_on = number, born_on


@dataclass(frozen=True)
class Citizen:
    """A valid number and what it tells. number: always the 18 characters, also for the old form."""

    number: str
    division: str
    born_on: date
    sex: Literal["male", "female"]


def check_character(body: str) -> str:
    """The 18th character for the first 17 digits."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def parse(text: str, today: date | None = None) -> Citizen:
    """The number and its parts, blanks between its groups taken off; the old form is lengthened. today: a birth after this day is refused.

    Raises CodeError, saying which character and why.
    """
    number = "".join(typed(text).split())
    old = len(number) == OLD_LENGTH
    if old:
        number = _lengthened(number)
    need_length(NAME, number, LENGTH)
    need_alphabet(NAME, number[:17], DIGITS, "前17位只能是数字")
    need_alphabet(NAME, number[17], DIGITS + "X", "末位只能是数字或X", start=LENGTH)
    _need_division(number)
    _need_province(number, old)
    born_on = _born_on(number, today, old)
    if number[17] != check_character(number[:17]):
        raise WrongCheck(f"{NAME}的末位与前面各位对不上，其中某一位可能写错了，请对照证件再看看。", number, born_on)
    return Citizen(number, number[:6], born_on, "male" if int(number[16]) % 2 else "female")


def make(division: str, born_on: date, sequence: int) -> str:
    """The whole number for a division code, a day of birth and a sequence number 0-999. Raises CodeError."""
    if not 0 <= sequence <= 999:
        raise CodeError(f"{NAME}的顺序码应在0到999之间。")
    need_length("行政区划代码", division, 6)
    need_alphabet("行政区划代码", division, DIGITS, "只能是数字")
    body = f"{division}{born_on:%Y%m%d}{sequence:03}"
    _need_division(body)
    return body + check_character(body)


def age_on(born_on: date, day: date) -> int:
    """Full years of age on a day. Someone born on 29 February comes of age on 1 March in common years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def is_valid(text: str) -> bool:
    """Whether `parse` accepts the text."""
    try:
        parse(text)
    except CodeError:
        return False
    return True


def found(text: str) -> Found:
    """The text as it stands, with a warning where it is not a valid number."""
    return found_by(parse, text)


def _lengthened(old: str) -> str:
    """The old form had two digits for the year, always of the 1900s, and no check character."""
    need_alphabet(NAME, old, DIGITS, "15位的旧号码只能是数字")
    body = f"{old[:6]}19{old[6:]}"
    return body + check_character(body)


def _need_division(number: str) -> None:
    if number[0] == "0":
        raise CodeError(f"{NAME}第1位不能是0。", 1)


def _need_province(number: str, old: bool) -> None:
    if (
        number[:2] in PROVINCES
        or number.startswith(FICTIONAL)
        or (number[0] == FOREIGNER and number[1:3] in PROVINCES and not old)
    ):
        return
    raise CodeError(f"{NAME}前两位是省份代码，没有这样的省份，请再看看。", 1)


def _born_on(number: str, today: date | None, old: bool) -> date:
    """``old``: 15 characters were typed, without the century; positions are told as they stand there."""
    shorter = 2 if old else 0
    at_month, at_day = 11 - shorter, 13 - shorter
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if year < FIRST_YEAR:
        raise CodeError(f"{NAME}第7至10位的出生年份不对，早于{FIRST_YEAR}年，请再看看。", 7)
    if not 1 <= month <= 12:
        raise CodeError(f"{NAME}第{at_month}、{at_month + 1}位的出生月份不对，没有这个月。", at_month)
    try:
        born_on = date(year, month, day)
    except ValueError:
        raise CodeError(f"{NAME}第{at_day}、{at_day + 1}位的出生日期不对，没有这一天。", at_day) from None
    if today is not None and born_on > today:
        raise CodeError(f"{NAME}第7至{at_day + 1}位的出生日期还没有到，请再看看。", 7)
    return born_on
