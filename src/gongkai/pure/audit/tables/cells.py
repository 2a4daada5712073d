"""What a cell of a table says: a number, a blank, or something that can't be read as either."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from gongkai.pure.audit.finding import Figure
from gongkai.pure.audit.value import value

# One character for one, so that an offset in the smoothed text is an offset in the text.
_SMOOTH = {ord("０") + digit: str(digit) for digit in range(10)}
_SMOOTH |= dict(zip(map(ord, "（）［］｛｝：；，．％＋－−﹣／＼｜│┃┆丨"), "()[]{}:;,.%+---/\\|||||", strict=True))
_SMOOTH |= {ord("它"): "他", ord("\u00a0"): "\u3000", ord("\u2003"): "\u3000", ord("\u2002"): "\u3000"}
_SMOOTH |= {ord("\r"): "\n", ord("\u200b"): " ", ord("\ufeff"): " "}

UNITS = ("人次", "件次", "万元", "条", "件", "次", "个", "人", "篇", "项", "元", "场", "期", "名", "批", "处", "家")
_UNIT = "|".join(UNITS)
_NUMBER = re.compile(
    rf"(?P<sign>[-+]?)(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<fraction>\.\d+)?\s*(?P<scale>万(?!元)|亿)?\s*\(?(?P<unit>{_UNIT})?\)?"
)
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+")
_DASH = re.compile(r"[-—–―─﹣~/\\*]{1,4}|无")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}

State = Literal["told", "blank", "unread"]


@value
class Item:
    """What stands in one cell. figure: for a number. low, high: what the number may stand for (a 1.2万 is not exact)."""

    state: State
    start: int
    end: int
    figure: Figure | None = None
    low: Decimal | None = None
    high: Decimal | None = None


def smooth(text: str) -> str:
    """The text with full-width digits and signs, odd blanks and 其它 made plain; every offset stays."""
    return text.translate(_SMOOTH)


def is_blank(smoothed: str) -> bool:
    """Nothing, or a dash, a stroke or 无: no number is told."""
    stripped = smoothed.strip()
    return not stripped or _DASH.fullmatch(stripped) is not None


def number_at(text: str, smoothed: str, start: int, end: int) -> Item | None:
    """The number that fills text[start:end], with its unit, or None."""
    whole = smoothed[start:end]
    piece = whole.strip()
    if piece != whole:
        start += len(whole) - len(whole.lstrip())
        end = start + len(piece)
    if piece.isdecimal():
        exact = Decimal(piece)
        return Item("told", start, end, Figure(text[start:end], str(exact), "", start, end), exact, exact)
    if " " in piece and _SPACED.fullmatch(piece):
        piece = piece.replace(" ", "")
    match = _NUMBER.fullmatch(piece)
    if match is None:
        return None
    scale = _SCALES[match["scale"] or ""]
    fraction = match["fraction"] or ""
    exact = Decimal(match["digits"].replace(",", "") + fraction) * scale
    if match["sign"] == "-":
        exact = -exact
    figure = Figure(text[start:end], plain(exact), match["unit"] or "", start, end)
    if scale == 1:
        return Item("told", start, end, figure, exact, exact)
    half = Decimal(scale) / (2 * 10 ** max(len(fraction) - 1, 0))
    return Item("told", start, end, figure, exact - half, exact + half)


def read_cell(text: str, smoothed: str, start: int, end: int) -> Item:
    """What the whole cell text[start:end] says."""
    if is_blank(smoothed[start:end]):
        return Item("blank", start, end)
    return number_at(text, smoothed, start, end) or Item("unread", start, end)


def plain(number: Decimal) -> str:
    """A decimal without exponent or needless zeros after the point."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
