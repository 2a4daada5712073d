"""Automatic list numbers of Word: 一、, （二）, 3. are not in the text of a DOCX, but in its numbering part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    result = ""
    for value, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value and len(result) < 20:
            result, number = result + sign, number - value
    return result


def _letter(number: int) -> str:
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 260 else str(number)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


def shown(number: int, form: str) -> str:
    """A number as Word's numFmt shows it; unknown forms as digits."""
    match form:
        case "bullet" | "none":
            return ""
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "ideographDigital"
            | ("taiwaneseCountingThousand" | "taiwaneseDigital" | "koreanDigital2")
        ):
            return _chinese(number)
        case "chineseLegalSimplified":
            return "".join(_LEGAL[int(digit)] for digit in str(number)) if number < 10 else str(number)
        case "upperRoman":
            return _roman(number)
        case "lowerRoman":
            return _roman(number).lower()
        case "upperLetter":
            return _letter(number)
        case "lowerLetter":
            return _letter(number).lower()
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _circled(number)
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate(str.maketrans("0123456789", "0123456789"))
        case "ideographTraditional":
            return "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10]
        case "decimalZero":
            return f"{number:02}"
    return str(number)


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = "%1."


@dataclass
class _List:
    """The levels of one abstract list and where its counters stand."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)


_LEVEL_SIGN = re.compile(r"%([1-9])")


class Numbering:
    """The numbering part of a document, and its counters as the paragraphs go by."""

    def __init__(self, part: Any | None):
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, _List] = {}
        if part is None:
            return
        for abstract in part.iter(f"{W}abstractNum"):
            self._lists[abstract.get(f"{W}abstractNumId", "")] = _List(
                {int(level.get(f"{W}ilvl", "0")): _level(level) for level in abstract.iter(f"{W}lvl")}
            )
        for number in part.iter(f"{W}num"):
            reference = number.find(f"{W}abstractNumId")
            listed = self._lists.get(_val(reference)) or _List()
            overrides = list(number.iter(f"{W}lvlOverride"))
            if overrides:
                listed = _List(dict(listed.levels))
                for each in overrides:
                    index = int(each.get(f"{W}ilvl", "0"))
                    level = each.find(f"{W}lvl")
                    if level is not None:
                        listed.levels[index] = _level(level)
                    elif (start := each.find(f"{W}startOverride")) is not None:
                        old = listed.levels.get(index, _Level())
                        listed.levels[index] = _Level(_int(_val(start), 1), old.form, old.text)
            self._numbers[number.get(f"{W}numId", "")] = listed

    def mark(self, number: str, level: int) -> str:
        """The number of the next paragraph of this list on this level, as shown before its text; "" for a bullet."""
        listed = self._numbers.get(number)
        if listed is None or level not in listed.levels:
            return ""
        counters = listed.counters
        counters[level] = counters.get(level, listed.levels[level].start - 1) + 1
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        if listed.levels[level].form in ("bullet", "none"):
            return ""

        def place(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            own = listed.levels.get(index, _Level())
            return shown(counters.get(index, own.start), own.form)

        text = _LEVEL_SIGN.sub(place, listed.levels[level].text)
        return text if not text or text[-1] in "、）)．，,：:" or text[-1] > "\u2fff" else f"{text} "


def _level(level: Any) -> _Level:
    text = level.find(f"{W}lvlText")
    form = level.find(f"{W}numFmt")
    return _Level(
        _int(_val(level.find(f"{W}start")), 1),
        _val(form) or "decimal",
        _val(text) if text is not None else "",
    )


def _val(element: Any | None) -> str:
    return (element.get(f"{W}val") or "") if element is not None else ""


def _int(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else default
