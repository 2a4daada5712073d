"""The one change of one figure after which every relation of a table holds, if there is exactly one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.finding import Figure
from gongkai.pure.audit.tables.equations import Equation
from gongkai.pure.audit.tables.recognised import Place, Recognised
from gongkai.pure.law.relations import WholeNumbers


def connected(broken: Sequence[Equation]) -> list[list[Equation]]:
    """Broken relations in groups: those that share a cell may have one cause."""
    groups: list[list[Equation]] = []
    for each in broken:
        touching = [group for group in groups if any(each.places & other.places for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([each, *(other for group in touching for other in group)])
    return groups


def repair(found: Recognised, group: Sequence[Equation], everything: Sequence[Equation]) -> tuple[Figure, str] | None:
    """The figure and what it would have to be, as it would be printed. group: relations that break together.

    None where several changes would do, or none; a blank that could be filled in is one of several.
    """
    changes = list(_changes(found, group, everything))
    if len(changes) != 1:
        return None
    place, value = changes[0]
    item = found.cells.get(place)
    if item is None or item.figure is None:
        return None
    return item.figure, _printed(item.figure, value)


def _changes(
    found: Recognised, group: Sequence[Equation], everything: Sequence[Equation]
) -> Iterator[tuple[Place, Decimal]]:
    for place in sorted(frozenset.intersection(*(each.places for each in group))):
        wanted = {_solved(each, place) for each in group if each.relation.op == "="}
        if len(wanted) != 1:
            continue
        value = wanted.pop()
        if value is None or not _possible(found, place, value):
            continue
        touched = [each for each in everything if place in each.places]
        if all(each.outcome({place: value}) != "broken" for each in touched):
            yield place, value


def _solved(equation: Equation, place: Place) -> Decimal | None:
    """What the cell must be for the equation to hold; None if other cells are not exactly known."""
    rest, factor = Decimal(0), 0
    for side, direction in ((equation.left, 1), (equation.right, -1)):
        for slot in side:
            if slot.place == place and not slot.previous:
                factor += direction * slot.sign
            elif slot.low != slot.high:
                return None
            else:
                rest += direction * slot.sign * slot.low
    return -rest / factor + 0 if factor else None  # + 0: no negative zero


def _possible(found: Recognised, place: Place, value: Decimal) -> bool:
    if value < 0:
        return False
    money = {key for each in found.form.relations if isinstance(each, WholeNumbers) for key in each.money}
    return value == value.to_integral_value() or bool(set(place) & money)


def _printed(figure: Figure, value: Decimal) -> str:
    """In the manner of the figure: with separators between thousands if it has them, with its unit."""
    plain = format(value.quantize(Decimal(1)) if value == value.to_integral_value() else value, "f")
    digits = f"{int(plain):,}" if any(sign in figure.text for sign in ",，") and "." not in plain else plain
    return digits + figure.unit
