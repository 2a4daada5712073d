"""Index numbers 索引号: the permanent number of a published record.

How they are formed is a setting of the government, so each form is a scheme: what it makes, what it reads, and within
what the serial counts (one organ and one year). A number once given is never given again; gaps are allowed. Numbers
that came from elsewhere are kept verbatim (`found`) and only warned about: the forms in use differ widely, and
prefixes with a wrong check character are in print.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gongkai.pure.codes import orgcode, uscc
from gongkai.pure.codes.errors import CodeError, Found, typed

NAME = "索引号"


@dataclass(frozen=True)
class IndexNumber:
    """A number that was read. text: as written in the scheme's form. prefix: the organ."""

    text: str
    prefix: str
    year: int
    serial: int


class IndexScheme(Protocol):
    """One form of index numbers."""

    name: str
    label: str

    def make(self, prefix: str, on: date, serial: int) -> str:
        """The number of the serial-th record of the organ, formed on a day. Raises CodeError."""

    def parse(self, text: str) -> IndexNumber:
        """The parts of a number in this form. Raises CodeError."""

    def scope(self, prefix: str, on: date) -> str:
        """A key within which serials count from 1 and are unique."""


@dataclass(frozen=True)
class StateCouncil:
    """「000014349/2017-00110」: organ's code, year, five digits that count within organ and year.

    The prefix is what the government gave the organ: an organisation code in the model form, elsewhere a social credit
    code. A serial beyond 99999 becomes longer, it does not start again.
    """

    name: str = "state-council"
    label: str = "组织机构代码/年份-五位流水号"

    def make(self, prefix: str, on: date, serial: int) -> str:
        _need_prefix(prefix)
        if serial < 1:
            raise CodeError(f"{NAME}的流水号从1起，{serial}不行。")
        return f"{prefix}/{on.year:04}-{serial:05}"

    def parse(self, text: str) -> IndexNumber:
        code = typed(text)
        if not code:
            raise CodeError(f"请填写{NAME}。")
        prefix, slash, rest = code.partition("/")
        if not slash:
            raise CodeError(f"{NAME}缺少斜线“/”，应写作“机构代码/年份-流水号”。")
        _need_prefix(prefix)
        start = len(prefix) + 2
        match = re.fullmatch(r"((?:19|20)[0-9]{2})-([0-9]{5,})", rest)
        if match is None:
            raise CodeError(
                f"{NAME}第{start}位起的“{rest}”不对：斜线后面应为四位年份、连字符、五位流水号，如2017-00110。", start
            )
        year, serial = match.groups()
        if not int(serial):
            raise CodeError(f"{NAME}的流水号从1起，不能是零。", start + 5)
        if len(serial) > 5 and serial[0] == "0":
            raise CodeError(f"{NAME}的流水号为五位，不足五位才在前面补零。", start + 5)
        return IndexNumber(code, prefix, int(year), int(serial))

    def scope(self, prefix: str, on: date) -> str:
        return f"{prefix}/{on.year:04}"


SCHEMES: dict[str, IndexScheme] = {scheme.name: scheme for scheme in (StateCouncil(),)}


def found(text: str, scheme: IndexScheme = SCHEMES["state-council"]) -> Found:
    """The number as it stands, with warnings for another form and for a prefix whose check character is wrong."""
    try:
        number = scheme.parse(text)
    except CodeError as error:
        return Found(text, (error.message_zh,))
    reader = uscc if len(number.prefix) == uscc.LENGTH else orgcode
    return Found(text, tuple(f"斜线前的机构代码存疑：{warning}" for warning in reader.found(number.prefix).warnings))


def _need_prefix(prefix: str) -> None:
    if not prefix:
        raise CodeError(f"{NAME}缺少机构代码。", 1)
    for position, character in enumerate(prefix, start=1):
        if not (character.isascii() and (character.isalnum() or character == "-")):
            raise CodeError(f"{NAME}第{position}位“{character}”不对：机构代码只能是数字、字母和连字符。", position)
