"""Document numbers 发文字号, GB/T 9704-2012: 「州政发〔2019〕3号」 = organ's letters, year, number.

Tortoise-shell brackets (U+3014, U+3015), four-digit year, no leading zero, no 第. People type other brackets: those are
read and normalised. Orders are numbered without a year: 「国务院令第711号」.
"""

import re
from dataclasses import dataclass

from gongkai.pure.codes.errors import CodeError, Found

NAME = "文号"

_SPACES = re.compile(r"\s+")
_OPENING = "〔[（(【［﹝"
_CLOSING = "〕]）)】］﹞"
_BRACKETED = re.compile(
    rf"(?P<organ>[^{re.escape(_OPENING + _CLOSING)}0-9]*)"
    rf"[{re.escape(_OPENING)}](?P<year>[^{re.escape(_CLOSING)}]*)[{re.escape(_CLOSING)}](?P<rest>.*)"
)
_YEAR_IN_BRACKETS = re.compile(rf"\s*[{re.escape(_OPENING)}]\s*([0-9]{{4}})\s*[{re.escape(_CLOSING)}]\s*")
_WITH_YEAR_WORD = re.compile(r"(?P<organ>[^0-9]*)(?P<year>[0-9]{4})年(?P<rest>.*)")
_ORDER = re.compile(r"(?P<organ>[一-龥]{2,20}令)第(?P<serial>[1-9][0-9]{0,4})号")
_ORGAN = re.compile(r"[一-龥A-Za-z]{2,20}")
_REST = re.compile(r"第?(?P<serial>[0-9]{1,5})号")
_FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True)
class DocumentNumber:
    """A number that was read. year: None for an order (令), which counts on through the years."""

    organ: str
    year: int | None
    serial: int

    def __str__(self) -> str:
        if self.year is None:
            return f"{self.organ}第{self.serial}号"
        return f"{self.organ}〔{self.year}〕{self.serial}号"


def parse(text: str) -> DocumentNumber:
    """Read a number with any brackets in use, or 「2019年3号」. Raises CodeError, saying what is missing or wrong.

    positions count in the text without blanks.
    """
    plain = _SPACES.sub("", text).translate(_FULL_WIDTH_DIGITS)
    if not plain:
        raise CodeError(f"请填写{NAME}。")
    if order := _ORDER.fullmatch(plain):
        return DocumentNumber(order["organ"], None, int(order["serial"]))
    match = _BRACKETED.fullmatch(plain) or _WITH_YEAR_WORD.fullmatch(plain)
    if match is None:
        raise CodeError(f"{NAME}缺少年份的括号，应写作“机关代字〔2019〕3号”。", _first_digit(plain))
    _need_organ(match["organ"])
    _need_year(match["year"], match.start("year") + 1)
    return DocumentNumber(match["organ"], int(match["year"]), _serial(match["rest"], match.start("rest") + 1))


def normalise(text: str) -> str:
    """The standard form of what was typed. Raises CodeError."""
    return str(parse(text))


def make(organ: str, year: int, serial: int) -> str:
    """「州政发〔2019〕3号」 from its parts. Raises CodeError."""
    _need_organ(organ)
    _need_year(str(year), len(organ) + 2)
    if not 1 <= serial <= 99999:
        raise CodeError(f"{NAME}的序号应在1到99999之间，{serial}不行。")
    return str(DocumentNumber(organ, year, serial))


def as_printed(text: str) -> str:
    """A number or a part of one as it would be printed: 「[2026]」 is looked for as 「〔2026〕」. Other text comes back as it was."""
    return _YEAR_IN_BRACKETS.sub(r"〔\1〕", text.translate(_FULL_WIDTH_DIGITS))


def is_valid(text: str) -> bool:
    """Whether `parse` accepts the text."""
    try:
        parse(text)
    except CodeError:
        return False
    return True


def found(text: str) -> Found:
    """The number as printed, with a warning where it cannot be read or is not in the standard form."""
    try:
        standard = normalise(text)
    except CodeError as error:
        return Found(text, (error.message_zh,))
    if text != standard:
        return Found(text, (f"{NAME}的规范写法是“{standard}”。",))
    return Found(text)


def _first_digit(plain: str) -> int | None:
    digit = re.search("[0-9]", plain)
    return digit.start() + 1 if digit else None


def _need_organ(organ: str) -> None:
    if not organ:
        raise CodeError(f"{NAME}缺少机关代字，如“明政办发”。", 1)
    for position, character in enumerate(organ, start=1):
        if not re.fullmatch("[一-龥A-Za-z]", character):
            raise CodeError(f"{NAME}第{position}位“{character}”不对：机关代字只能是汉字或字母。", position)
    if not _ORGAN.fullmatch(organ):
        raise CodeError(f"{NAME}的机关代字应为2至20个字，现有{len(organ)}个字。", 1)


def _need_year(year: str, position: int) -> None:
    if not re.fullmatch("(19|20)[0-9]{2}", year):
        raise CodeError(f"{NAME}括号里的“{year}”不对：应为四位年份，如2019。", position)


def _serial(rest: str, position: int) -> int:
    match = _REST.fullmatch(rest)
    if match is None:
        raise CodeError(f"{NAME}第{position}位起的“{rest}”不对：年份之后应为一至五位序号和“号”字，如3号。", position)
    serial = int(match["serial"])
    if not serial:
        raise CodeError(f"{NAME}的序号从1起，不能是零。", position)
    return serial
