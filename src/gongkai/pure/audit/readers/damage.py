"""What a text shows of damage done before it came here: counted and quoted, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sized
from typing import Final

from gongkai.pure.audit.document import Note

# 20171231日, 201711日, 2016928日, 20173月: a year runs into month and day, their 年 and 月 are gone.
_DATE: Final = re.compile(r"(?<![\d.])(?:19|20)\d{2}\d{1,4}[日月](?!前)|(?<=[至到—-])(?:1[0-2]|[1-9])\d{2}日")
# 〔2017184号: the bracket between year and number is gone.
_NUMBER: Final = re.compile(r"[〔\[(［（](?:19|20)\d{3,7}号")
_LOST: Final = re.compile("[\ufffd\ufffc]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_BLANK: Final = re.compile(r"共(?:[件次条项人个万元])[,，。;；]")
_LIST: Final = re.compile(r"\s*\w{1,3}[)）]")
_PAIRS: Final = (("(（", ")）"), ("〔［", "〕］"), ("《", "》"), ("“", "”"))


def damage(text: str) -> Iterator[Note]:
    """A note for each kind of damage, with the first place quoted."""
    if found := _DATE.findall(text):
        yield Note(
            "damaged-date",
            f"有 {len(found)} 处日期丢了“年”“月”等字，例如“{found[0]}”，按原样保留，不作猜测。",
            f'Characters are lost from {_many(found, "date")}, such as "{found[0]}"; kept as it stands.',
        )
    if found := _NUMBER.findall(text):
        yield Note(
            "damaged-number",
            f"有 {len(found)} 处文号丢了括号，例如“{found[0]}”，按原样保留。",
            f'A bracket is lost from {_many(found, "document number")}, such as "{found[0]}"; kept as it stands.',
        )
    if found := _LOST.findall(text):
        yield Note(
            "lost-characters",
            f"有 {len(found)} 个字符无法识别，显示为“\ufffd”，其位置上的文字或数字已丢失。",
            f"{_many(found, 'character')} could not be read; what stood there is lost.",
        )
    if found := _PRIVATE.findall(text):
        yield Note(
            "private-characters",
            f"有 {len(found)} 个字符属于专用字体（造字），无法识别。",
            f"{_many(found, 'character')} of a private font can't be read.",
        )
    if found := _BLANK.findall(text):
        yield Note(
            "missing-figure",
            f"有 {len(found)} 处量词前面没有数字，例如“{found[0]}”，数字可能已丢失。",
            f'No number stands before {_many(found, "measure word")}, such as "{found[0]}"; it may be lost.',
        )
    pairs = [pair for pair in _PAIRS if _sum(text, pair[0]) != _sum(text, pair[1])]
    if lopsided := sum(any(_lopsided(line, *pair) for pair in pairs) for line in text.split("\n")) if pairs else 0:
        yield Note(
            "unbalanced",
            f"有 {lopsided} 段的括号或引号不成对，可能丢了字符。",
            f"A bracket or quotation mark lacks its fellow in {_many(range(lopsided), 'paragraph')}; characters may be lost.",
        )


def _many(found: Sized, noun: str) -> str:
    return f"{len(found)} {noun}{'s' * (len(found) != 1)}"


def _sum(text: str, marks: str) -> int:
    return text.count(marks[0]) + text.count(marks[-1]) if len(marks) > 1 else text.count(marks)


def _lopsided(line: str, opening: str, closing: str) -> bool:
    opened, closed = _sum(line, opening), _sum(line, closing)
    # A list mark such as 1) or 一) has a closing bracket of its own.
    return opened != closed and not (closed == opened + 1 and _LIST.match(line))
