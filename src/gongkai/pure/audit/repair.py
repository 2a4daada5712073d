"""The one slip of a digit that would explain a contradiction, if there is exactly one figure in which it can have happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from gongkai.pure.audit.finding import Figure
from gongkai.pure.audit.quantities import Quantity


def one_digit_repair(
    figures: Sequence[Quantity], holds: Callable[[tuple[Quantity, ...]], bool]
) -> tuple[Figure, str] | None:
    """The only figure in which changing one digit makes the claim hold, with its text as it would then be printed.

    None if no figure has such a digit, if several have, if more than one digit would do in the only one that has, or if
    another slip of the pen (a digit too many or too few, two that changed places) would mend it as well: who erred, and
    where, is then not to be told from the figures. holds: whether the claim holds for figures in the same order.
    """
    found: list[tuple[Figure, str]] = []
    for place, figure in enumerate(figures):
        before, behind = figures[:place], figures[place + 1 :]
        for nth, digit, slip in _slips(figure):
            if holds((*before, slip, *behind)):
                found.append((figure.figure, _printed(figure, nth, digit)))
                if len(found) > 1:
                    return None
    return found[0] if found and not any(_other_slip(figures, place, holds) for place in range(len(figures))) else None


def repair_of_sum(whole: Quantity, parts: Sequence[Quantity]) -> tuple[Figure, str] | None:
    """The same for whole counts that should add up: what each of them would have to be is known, and nothing need be tried."""
    gap = whole.value - sum(each.value for each in parts)
    found: list[tuple[Figure, str]] = []
    for figure, wanted in ((whole, whole.value - gap), *((each, each.value + gap) for each in parts)):
        if wanted < 0 or figure.in_characters:
            continue
        digits = format(wanted, "f")
        off = [at for at, (a, b) in enumerate(zip(figure.digits, digits, strict=False)) if a != b]
        if len(digits) == len(figure.digits) and len(off) == 1 and len(_digits(figure.printed)) == len(digits):
            found.append((figure.figure, _printed(figure, off[0], digits[off[0]])))
        elif digits in _respelt(figure.digits):
            return None
        if len(found) > 1:
            return None
    return found[0] if found else None


def _other_slip(figures: Sequence[Quantity], place: int, holds: Callable[[tuple[Quantity, ...]], bool]) -> bool:
    """Whether the claim holds with a digit of this figure left out or put in, or with two neighbours swapped."""
    before, figure, behind = figures[:place], figures[place], figures[place + 1 :]
    return not figure.in_characters and any(
        holds((*before, figure.with_digits(digits), *behind)) for digits in _respelt(figure.digits)
    )


def _respelt(digits: str) -> set[str]:
    places = _digits(digits)
    fewer = {digits[:at] + digits[at + 1 :] for at in places} if len(places) > 1 else set()
    more = {digits[:at] + digit + digits[at:] for at in (*places, len(digits)) for digit in "0123456789"}
    swapped = {digits[:a] + digits[b] + digits[a + 1 : b] + digits[a] + digits[b + 1 :] for a, b in pairwise(places)}
    return {each for each in fewer | more | swapped if _is_number(each)} - {digits}


def _is_number(digits: str) -> bool:
    """No sign at an end, and no idle zero at the beginning."""
    return digits[:1].isdecimal() and digits[-1:].isdecimal() and not (digits[0] == "0" and digits[1:2].isdecimal())


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
