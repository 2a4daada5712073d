"""Who stands above whom, and since when: made from the units' rows alone.

A unit stands below itself, its parent and all above that, from the day it opened. When it closes, it and all below it go
below its successor: figures of the past stay with the successor's, a county's total loses nothing, and whoever acts for the
successor acts for the closed unit (decisions D9).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.ground.units.models import Closure, Unit


@dataclass
class Stand:
    """That a unit stands below another, from a day until a day (both included; None: still)."""

    ancestor: int
    descendant: int
    from_on: date
    to_on: date | None = None
    by_succession: bool = False


class Tree:
    """All stands of a set of units."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.code: unit for unit in units}
        self.stands: list[Stand] = []
        self._above: dict[int, dict[int, Stand]] = {}
        for unit in self._units.values():
            self._open(unit)
        closed = [unit for unit in self._units.values() if unit.closed_on]
        for unit in sorted(closed, key=lambda unit: (unit.closed_on, unit.pk)):
            self._close(unit)

    def _open(self, unit: Unit) -> dict[int, Stand]:
        if unit.pk not in self._above:
            parent = self._units.get(unit.parent_code)
            ancestors = [*self._open(parent), unit.pk] if parent else [unit.pk]
            self._above[unit.pk] = {}
            for ancestor in ancestors:
                self._add(Stand(ancestor, unit.pk, unit.opened_on))
        return self._above[unit.pk]

    def _add(self, stand: Stand) -> None:
        self.stands.append(stand)
        self._above[stand.descendant][stand.ancestor] = stand

    def _close(self, unit: Unit) -> None:
        successor = self._units.get(unit.successor_code)
        if successor is None:
            return
        above = self._above[successor.pk]
        below = [pk for pk, stands in self._above.items() if unit.pk in stands]
        for pk in below:
            stands = self._above[pk]
            succeeded = pk == unit.pk or stands[unit.pk].by_succession
            for ancestor in [a for a in stands if a not in below and a not in above]:
                self._end(stands.pop(ancestor), unit.closed_on)
            for ancestor in [a for a in above if a not in stands]:
                self._add(Stand(ancestor, pk, unit.closed_on, by_succession=succeeded and ancestor == successor.pk))

    def _end(self, stand: Stand, on: date) -> None:
        """It holds no longer from this day on; one that began on it never held."""
        if stand.from_on < on:
            stand.to_on = on - timedelta(1)
        else:
            self.stands.remove(stand)


def rebuild() -> None:
    """Make every row of the closure anew, inside the open act."""
    Closure.objects.all().delete()
    Closure.objects.bulk_create(_rows(Tree(Unit.objects.order_by("pk"))), batch_size=1000)


def enter(unit: Unit) -> None:
    """The rows of a unit that has just opened; what stands above its parent stands above it."""
    above = Closure.objects.filter(descendant__code=unit.parent_code, to_on=None) if unit.parent_code else []
    ancestors = {row.ancestor_id for row in above} | {unit.pk}
    Closure.objects.bulk_create(
        Closure(ancestor_id=each, descendant=unit, from_on=unit.opened_on) for each in sorted(ancestors)
    )


def _rows(tree: Tree) -> Iterator[Closure]:
    for each in tree.stands:
        yield Closure(
            ancestor_id=each.ancestor, descendant_id=each.descendant, from_on=each.from_on, to_on=each.to_on,
            by_succession=each.by_succession,
        )  # fmt: skip
