"""The one change of one figure after which every relation of a table holds, if there is exactly one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.pure.audit.finding import Figure
from gongkai.pure.audit.tables.equations import Equation
from gongkai.pure.audit.tables.recognised import Place, Recognised
from gongkai.pure.law.relations import WholeNumbers

# What is not decided yet has no row among their parts, and may stand behind a blank.
_PENDING = ("T14-d", "T14-e")


def connected(broken: Sequence[Equation]) -> list[list[Equation]]:
    """Broken relations in groups: those that share a cell may have one cause."""
    groups: list[list[Equation]] = []
    for each in broken:
        touching = [group for group in groups if any(each.places & other.places for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([each, *(other for group in touching for other in group)])
    return groups


@dataclass(frozen=True)
class Cause:
    """What may lie behind relations that break together.

    change: the figure and what it would have to be, as it would be printed, if no other single change would do. lost: blank
    cells that are to blame: read as zero they break several relations at once, which no one figure explains, or which one
    figure in such a cell would mend; or they are all there is of a side. Then a figure got lost there.
    """

    change: tuple[Figure, str] | None = None
    lost: frozenset[Place] = frozenset()


def cause(found: Recognised, group: Sequence[Equation], everything: Sequence[Equation]) -> Cause:
    """group: relations that break together; everything: all of the table's."""
    changes = list(_changes(found, group, everything))
    blanks = {place for place, _ in changes if found.cells[place].state == "blank"}
    if len(group) > 1 and blanks:
        return Cause(lost=frozenset(blanks))
    read = [{slot.place for slot in each.slots if slot.blank and slot.high is not None} for each in group]
    if found.blanks == "sure":
        not_kept = [
            each for each in group if _is_not_kept(each) or (each.relation.id in _PENDING and _is_mostly_blank(each))
        ]
        if not_kept:
            return Cause(lost=frozenset(slot.place for each in not_kept for slot in each.slots if slot.blank))
    elif all(read) and (not changes if len(group) > 1 else _is_mostly_blank(group[0])):
        return Cause(lost=frozenset().union(*read))
    if len(changes) != 1:
        return Cause()
    place, value = changes[0]
    figure = found.cells[place].figure
    return Cause((figure, _printed(figure, value)) if figure else None)


def _is_mostly_blank(equation: Equation) -> bool:
    """Whether a side has no more figures than blanks: then the sum may not have been kept at all."""
    sides = (equation.left, equation.right)
    return any(sum(slot.told for slot in side) <= sum(slot.blank for slot in side) for side in sides)


def _is_not_kept(equation: Equation) -> bool:
    """Whether a side is blank altogether: then the sum was not kept."""
    return any(all(slot.blank for slot in side) for side in (equation.left, equation.right))


def _changes(
    found: Recognised, group: Sequence[Equation], everything: Sequence[Equation]
) -> Iterator[tuple[Place, Decimal]]:
    for place in sorted(frozenset.intersection(*(each.places for each in group)) & found.cells.keys()):
        wanted = {_solved(each, place) for each in group if each.relation.op == "="}
        if len(wanted) != 1:
            continue
        value = wanted.pop()
        if value is None or not _possible(found, place, value):
            continue
        touched = [each for each in everything if place in each.places]
        if all(each.outcome_with({place: value}) != "broken" for each in touched):
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
