"""What Excel shows for a value under a number format: 0, #,##0.00, 0.0%, yyyy"年"m"月", texts around them.

Formats beyond these (fractions, exponents, conditions, Chinese numerals) raise Unsupported rather than show something else.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from openpyxl.utils.datetime import from_excel

# Built-in formats of Chinese Excel, which files name by number alone.
_BUILT_IN: Final = {
    14: "yyyy/m/d", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_SECTIONS: Final = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*')
_TOKEN: Final = re.compile(
    r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[([^\]]*)\]|([0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+)|(.)',
    re.S,
)
_DATE: Final = re.compile(
    r'"([^"]*)"|\\(.)|\[\$[^\]]*\]|\[[^\]]*\]|(y+|m+|d+|h+|s+|a{3,4}|AM/PM|上午/下午)|(;@)|(.)', re.I | re.S
)
_COLOURS: Final = re.compile(r"(?i)black|blue|cyan|green|magenta|red|white|yellow|color\s?\d+")
Value = str | bool | int | float | datetime | date | time | timedelta


class Unsupported(Exception):
    """A number format that can't be rendered faithfully."""


def shown(value: Value, form: str, number: int) -> str:
    """The text in the cell. form: its format code; number: its id, for built-in formats without a code."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if number in _BUILT_IN:
        form = _BUILT_IN[number]
        if isinstance(value, int | float):
            value = from_excel(value)
    if isinstance(value, datetime | date | time):
        return _day(value, form)
    if isinstance(value, timedelta):
        raise Unsupported
    exact = Decimal(repr(value))
    if not exact.is_finite():
        raise Unsupported
    if form in ("General", "@", "G/通用格式") or not form:
        return _general(exact)
    return _number(exact, form)


def plain(value: Value) -> str:
    """A value without any format."""
    return f"{Decimal(repr(value)):f}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _general(value: Decimal) -> str:
    """General: up to ten significant digits, as they fit into a cell."""
    if value == value.to_integral_value() and abs(value) < 10**15:
        return str(int(value))
    if not Decimal("1e-4") <= abs(value) < 10**11:
        raise Unsupported
    places = max(0, 9 - value.adjusted()) if value.adjusted() >= 0 else 9
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize():f}"


_NOT_ZERO = re.compile(r"[1-9]")


def _number(value: Decimal, form: str) -> str:
    sections = _sections(form)
    section, sign = sections[0], "-" if value < 0 else ""
    if value < 0 and len(sections) > 1:
        section, sign = sections[1], ""
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    value = abs(value)
    before, after, pattern, percent = "", "", None, 0
    for quoted, escaped, _, fill, money, bracket, digits, other in _TOKEN.findall(section):
        if bracket and not _COLOURS.fullmatch(bracket):
            raise Unsupported
        if bracket or fill:
            continue
        if digits:
            if pattern is not None:
                raise Unsupported
            pattern = digits
            continue
        text = quoted or escaped or money
        if other:
            if other in "@eEyYdDhHsS/gG":
                raise Unsupported
            percent += other == "%"
            text = other
        if pattern is None:
            before += text
        else:
            after += text
    if pattern is None:
        return (sign if before else "") + before
    rounded = _digits(value.scaleb(2 * percent), pattern)
    # Excel shows no minus before what rounds to nothing.
    return ("" if sign and not _NOT_ZERO.search(rounded) else sign) + before + rounded + after


def _sections(form: str) -> list[str]:
    """A format's parts for positive numbers, negative ones, zero and text."""
    found, position = [], 0
    while position <= len(form) and len(found) < 4:
        match = _SECTIONS.match(form, position)
        assert match is not None
        found.append(match.group())
        position = match.end() + 1
    return found


_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")


def _digits(value: Decimal, pattern: str) -> str:
    whole, _, decimals = pattern.partition(".")
    bare = whole.rstrip(",")
    # Commas behind the last digit divide by a thousand each.
    thousands = len(whole) - len(bare) + decimals.count(",")
    decimals = decimals.rstrip(",")
    value = value.scaleb(-3 * thousands)
    text = f"{value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP):f}"
    head, _, tail = text.partition(".")
    kept = len(decimals.rstrip("#"))
    tail = tail[:kept] + tail[kept:].rstrip("0")
    least = bare.count("0")
    head = "" if head == "0" and least == 0 else head.rjust(least, "0")
    if "," in bare:
        head = _THOUSANDS.sub(",", head)
    return head + ("." + tail if tail or (decimals and kept) else "")


def _day(value: datetime | date | time, form: str) -> str:
    clock = value if isinstance(value, datetime | time) else time()
    day = value if isinstance(value, date) else None
    hour_last, parts = False, []
    tokens = _DATE.findall(form.split(";")[0])
    half = any(token.lower() in ("am/pm", "上午/下午") for _, _, token, _, _ in tokens)
    for index, (quoted, escaped, token, _, other) in enumerate(tokens):
        kind = token[:1].lower()
        if not token:
            parts.append(quoted or escaped or other)
            continue
        following = next((each[2][:1].lower() for each in tokens[index + 1 :] if each[2]), "")
        if kind == "m" and (hour_last or following == "s"):
            parts.append(f"{clock.minute:02}" if len(token) > 1 else str(clock.minute))
        elif kind == "h":
            hour = (clock.hour - 1) % 12 + 1 if half else clock.hour
            parts.append(f"{hour:02}" if len(token) > 1 else str(hour))
        elif kind == "s":
            parts.append(f"{clock.second:02}" if len(token) > 1 else str(clock.second))
        elif "/" in token:
            parts.append(
                ("上午" if clock.hour < 12 else "下午") if "上" in token else "AM" if clock.hour < 12 else "PM"
            )
        elif day is None:
            raise Unsupported
        elif kind == "y":
            parts.append(f"{day.year:04}" if len(token) > 2 else f"{day.year % 100:02}")
        elif kind == "m" and len(token) < 3:
            parts.append(f"{day.month:02}" if len(token) == 2 else str(day.month))
        elif kind == "d" and len(token) < 3:
            parts.append(f"{day.day:02}" if len(token) == 2 else str(day.day))
        elif kind == "a":
            parts.append(("星期" if len(token) == 4 else "") + "一二三四五六日"[day.weekday()])
        else:
            raise Unsupported
        hour_last = kind == "h"
    return "".join(parts)
