"""The one slip of a digit that would explain a contradiction, if there is exactly one figure in which it can have happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gongkai.pure.audit.finding import Figure
from gongkai.pure.audit.quantities import Quantity


def one_digit_repair(
    figures: Sequence[Quantity], holds: Callable[[tuple[Quantity, ...]], bool]
) -> tuple[Figure, str] | None:
    """The only figure in which changing one digit makes the claim hold, with its text as it would then be printed.

    None if no figure has such a digit, if several have, or if more than one digit would do in the only one that has: who
    erred, and where, is then not to be told from the figures. holds: whether the claim holds for figures in the same order.
    """
    found: list[tuple[Figure, str]] = []
    for place, figure in enumerate(figures):
        before, behind = figures[:place], figures[place + 1 :]
        for nth, digit, slip in _slips(figure):
            if holds((*before, slip, *behind)):
                found.append((figure.figure, _printed(figure, nth, digit)))
                if len(found) > 1:
                    return None
    return found[0] if found else None


def _slips(quantity: Quantity) -> Iterator[tuple[int, str, Quantity]]:
    """The quantity with its n-th digit made another; a number does not begin with a zero that it did not begin with."""
    digits = quantity.digits
    places = _digits(digits)
    if quantity.in_characters or len(places) != len(_digits(quantity.printed)):
        return
    for nth, at in enumerate(places):
        leading = nth == 0 and digits[1:2].isdecimal()
        for digit in "0123456789":
            if digit != digits[at] and not (leading and digit == "0"):
                yield nth, digit, quantity.with_digits(digits[:at] + digit + digits[at + 1 :])


def _printed(quantity: Quantity, nth: int, digit: str) -> str:
    """As the quantity would be printed with that digit, in the width of the one it has there."""
    at = _digits(quantity.printed)[nth]
    shown = chr(ord(digit) + 0xFEE0) if quantity.printed[at] > "9" else digit
    return quantity.printed[:at] + shown + quantity.printed[at + 1 :]


def _digits(text: str) -> list[int]:
    """Where the digits stand."""
    return [at for at, c in enumerate(text) if c.isdecimal()]
