"""Division codes 行政区划代码: six digits of GB/T 2260, and the twelve-digit statistical code that continues them.

2 province + 2 prefecture + 2 county (01-20 districts, 21-80 counties, 81-99 county-level cities) [+ 3 town + 3 village].
Codes have days of validity (a county that becomes a city changes its code), so a list of names is dated data elsewhere.
"""

from dataclasses import dataclass
from typing import Literal

from gongkai.pure.codes.errors import CodeError, Found, found_by, need_alphabet, need_length, typed

NAME = "行政区划代码"
DIGITS = "0123456789"
PROVINCES = frozenset(
    map(
        str,
        (
            *range(11, 16),
            *range(21, 24),
            *range(31, 38),
            *range(41, 47),
            *range(50, 55),
            *range(61, 66),
            71,
            81,
            82,
            83,
        ),
    )
)
"""The first two digits that GB/T 2260 knows; 83 stands in the residence permits of people from 台湾 alone."""

Level = Literal["province", "prefecture", "county", "town", "village"]


@dataclass(frozen=True)
class Division:
    """A code and its parts. code: as given, six or twelve digits. level: the lowest part that isn't all zeros."""

    code: str
    province: str
    prefecture: str
    county: str
    town: str
    village: str
    level: Level

    @property
    def county_kind(self) -> str:
        """「市辖区」「县」「县级市」 by the numbering, "" above the county."""
        number = int(self.county)
        if number == 0:
            return ""
        return "市辖区" if number <= 20 else "县" if number <= 80 else "县级市"


def parse(text: str) -> Division:
    """The parts of a six- or twelve-digit code. Raises CodeError, saying which character and why."""
    code = typed(text)
    if len(code) != 12:
        need_length(NAME, code, 6)
    need_alphabet(NAME, code, DIGITS, "只能是数字")
    if code[0] == "0":
        raise CodeError(f"{NAME}第1位不能是0。", 1)
    parts = (code[:2], code[2:4], code[4:6], code[6:9], code[9:12])
    return Division(code, *parts, level=_level(parts))


def make(province: int, prefecture: int = 0, county: int = 0) -> str:
    """The six digits from three numbers. Raises CodeError for a number that doesn't fit, or a gap between levels."""
    for number in (province, prefecture, county):
        if not 0 <= number <= 99:
            raise CodeError(f"{NAME}的每一段应在0到99之间，{number}不行。")
    code = f"{province:02}{prefecture:02}{county:02}"
    parse(code)
    return code


def is_valid(text: str) -> bool:
    """Whether `parse` accepts the text."""
    try:
        parse(text)
    except CodeError:
        return False
    return True


def found(text: str) -> Found:
    """The text as it stands, with a warning where it is not a valid code."""
    return found_by(parse, text)


def _level(parts: tuple[str, ...]) -> Level:
    """Raises CodeError where a lower part hangs below an empty one.

    A town below county 00 is right: a few prefectures (441900) have no counties.
    """
    prefecture, county, town, village = (int(part or 0) for part in parts[1:])
    if county and not prefecture:
        raise CodeError(f"{NAME}第3、4位是零，第5、6位却还有编号。", 3)
    if (town or village) and not prefecture:
        raise CodeError(f"{NAME}第3、4位是零，第7位起却还有编号。", 3)
    if village and not town:
        raise CodeError(f"{NAME}第7至9位是零，第10至12位却还有编号。", 7)
    if village:
        return "village"
    if town:
        return "town"
    if county:
        return "county"
    return "prefecture" if prefecture else "province"
