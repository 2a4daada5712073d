"""The one slip of a digit that would explain a contradiction, if there is exactly one figure in which it can have happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

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
        for slip in _slips(figure):
            if holds((*figures[:place], slip, *figures[place + 1 :])):
                found.append((figure.figure, slip.printed))
                if len(found) > 1:
                    return None
    return found[0] if found else None


def _slips(quantity: Quantity) -> Iterator[Quantity]:
    """The quantity with one digit made another; a number does not begin with a zero that it did not begin with."""
    if quantity.in_characters:
        return
    places = [at for at, c in enumerate(quantity.printed) if c.isdecimal()]
    digits = [at for at, c in enumerate(quantity.digits) if c.isdecimal()]
    if len(places) != len(digits):
        return
    for nth, (printed, plain) in enumerate(zip(places, digits, strict=True)):
        leading = nth == 0 and quantity.digits[1:2].isdecimal()
        for digit in "0123456789":
            if digit != quantity.digits[plain] and not (leading and digit == "0"):
                shown = chr(ord(digit) + 0xFEE0) if quantity.printed[printed] > "9" else digit
                yield replace(
                    quantity,
                    digits=quantity.digits[:plain] + digit + quantity.digits[plain + 1 :],
                    printed=quantity.printed[:printed] + shown + quantity.printed[printed + 1 :],
                )
