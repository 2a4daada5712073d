"""The relations of a recognised table, each for one column or row, over what its cells may stand for.

A blank is unknown, but no less than nothing: a count can't be negative. Where the table's own sums show again and again
that its blanks stand for zero, they are read as zero throughout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Literal

from gongkai.pure.audit.quantities.once import once
from gongkai.pure.audit.tables.cells import Item
from gongkai.pure.audit.tables.recognised import Place, Recognised
from gongkai.pure.audit.value import value
from gongkai.pure.law.relations import Relation, Term
from gongkai.pure.law.tables import TABLES

ZERO = Decimal(0)
# So many blanks must be forced to zero before all are read so, and so many for each sum that speaks against it.
_SHOWN, _OUTWEIGHS = 4, 4
# A table with so many blanks in which no zero is printed leaves its zeros blank, as soon as one sum shows it.
_MANY = 6

Outcome = Literal["holds", "broken", "unknown"]
Range = tuple[Decimal, Decimal | None]
"""Least and greatest value; None: no bound."""
Sides = tuple[Range, Range]


@value
class Slot:
    """One cell in a relation. low, high: what it may stand for; high None: no bound. blank: told as blank, not just unread."""

    place: Place
    sign: int
    previous: bool
    item: Item | None
    low: Decimal
    high: Decimal | None

    @property
    def told(self) -> bool:
        return self.item is not None and self.item.state == "told"

    @property
    def blank(self) -> bool:
        return self.item is not None and self.item.state == "blank"


@value
class Equation:
    """A relation for one column or row. at: key of that column or row."""

    relation: Relation
    at: str
    left: tuple[Slot, ...]
    right: tuple[Slot, ...]

    @once
    def slots(self) -> tuple[Slot, ...]:
        return (*self.left, *self.right)

    @once
    def places(self) -> frozenset[Place]:
        """The cells of this year's table in it."""
        return frozenset(slot.place for slot in self.slots if not slot.previous)

    @once
    def outcome(self) -> Outcome:
        """What becomes of it."""
        return self._outcome(self.sides)

    def outcome_with(self, instead: Mapping[Place, Decimal]) -> Outcome:
        """The same, with other values in some cells."""
        return self._outcome(self._sides(instead))

    def _outcome(self, sides: Sides) -> Outcome:
        left, right = sides
        if self.relation.op == "<=":
            if right[1] is not None and left[0] > right[1]:
                return "broken"
            return "holds" if left[1] is not None and left[1] <= right[0] else "unknown"
        if (right[1] is not None and left[0] > right[1]) or (left[1] is not None and right[0] > left[1]):
            return "broken"
        if left[1] is not None and right[1] is not None:
            return "holds"
        return "holds" if self._forced(left, right) else "unknown"

    def _forced(self, left: Range, right: Range) -> bool:
        """Whether the told figures fill the other side, so that every blank must be zero."""
        open_slots = [slot for slot in self.slots if slot.high is None]
        one_sided = (left[1] is None) != (right[1] is None)
        return one_sided and left[0] == right[0] and all(slot.blank for slot in open_slots)

    @once
    def sides(self) -> Sides:
        """Least and greatest value of the left and of the right side."""
        return self._sides({})

    def _sides(self, instead: Mapping[Place, Decimal]) -> Sides:
        left = self._side(self.left, instead, greatest=self.relation.left_is == "max")
        return left, self._side(self.right, instead, greatest=False)

    @staticmethod
    def _side(slots: tuple[Slot, ...], instead: Mapping[Place, Decimal], greatest: bool) -> Range:
        lows: list[Decimal] = []
        highs: list[Decimal | None] = []
        for slot in slots:
            low, high = slot.low, slot.high
            if not slot.previous and slot.place in instead:
                low = high = instead[slot.place]
            if slot.sign < 0:
                low, high = (-high if high is not None else Decimal("-Infinity")), -low
            lows.append(low)
            highs.append(high)
        bounded = all(high is not None for high in highs)
        if greatest:
            return max(lows), max(highs) if bounded else None
        return sum(lows, ZERO), sum(highs, ZERO) if bounded else None


def own_equations(found: Recognised) -> tuple[Equation, ...]:
    """The equations of a table that need no last year's."""
    if "equations" not in found.memo:
        found.memo["equations"] = tuple(equations(found, None))
    return found.memo["equations"]


def equations(found: Recognised, previous: Recognised | None) -> list[Equation]:
    """Every relation between cells of which this table tells at least one; those that look back only with last year's table."""
    plain = _plain(found) if previous is None else list(_equations(found, previous, frozenset()))
    if found.blanks == "unknown":
        return plain
    blanks = {place for place, item in found.cells.items() if item.state == "blank"}
    return list(_equations(found, previous, frozenset(blanks - _lost_totals(plain))))


def with_blanks(tables: Sequence[Recognised]) -> list[Recognised]:
    """The tables of one report, each with what its blanks stand for, as its own sums and its neighbours' show."""
    without_zeros = [each for each in tables if _prints_no_zero(each)]
    sure = _never_zero([_plain(each) for each in without_zeros])
    return [
        replace(
            each, blanks="sure" if sure and each in without_zeros else "zero" if _are_zero(_plain(each)) else "unknown"
        )
        for each in tables
    ]


def _plain(found: Recognised) -> list[Equation]:
    if "plain" not in found.memo:
        found.memo["plain"] = list(_equations(found, None, frozenset()))
    return found.memo["plain"]


def _prints_no_zero(found: Recognised) -> bool:
    blanks = sum(item.state == "blank" for item in found.cells.values())
    return blanks >= _MANY and all(item.low != 0 for item in found.cells.values())


def _never_zero(tables: Sequence[list[Equation]]) -> bool:
    """Whether sums with blanks hold at least as often as not where the blanks are zero."""
    weighed = [_for_and_against(each) for each in tables]
    shown = sum(len(sums) for sums, _ in weighed)
    return shown > 0 and shown >= sum(against for _, against in weighed)


def _are_zero(plain: list[Equation]) -> bool:
    sums, against = _for_and_against(plain)
    shown = {slot.place for each in sums for slot in each.slots if slot.blank}
    return len(shown) >= max(_SHOWN, _OUTWEIGHS * against)


def _for_and_against(plain: list[Equation]) -> tuple[list[Equation], int]:
    """The sums that force their blanks to zero, and how many have figures that do not add up without theirs."""
    sums = [each for each in plain if each.relation.op == "=" and each.relation.level == "E"]
    sums = [each for each in sums if any(slot.high is None for slot in each.slots)]
    sums = [each for each in sums if all(slot.told or slot.blank for slot in each.slots) and each.sides[0][0] > 0]
    against = sum(each.outcome == "unknown" and all(slot.told for slot in each.left) for each in sums)
    return [each for each in sums if each.outcome == "holds"], against


def _lost_totals(plain: list[Equation]) -> set[Place]:
    """Blank totals whose parts are told and not zero: nobody means zero by such a blank."""
    sums = [each for each in plain if each.relation.op == "=" and len(each.left) == 1 and each.left[0].blank]
    return {each.left[0].place for each in sums if each.sides[1][0] > 0}


def _equations(found: Recognised, previous: Recognised | None, zero: frozenset[Place]) -> Iterator[Equation]:
    for relation, at, places in _printed(found.form.key):
        if previous is None and any(term.previous for term in (*relation.left, *relation.right)):
            continue
        sides = [_slots(side, places, found, previous, zero) for side in (relation.left, relation.right)]
        if any(slot.told and not slot.previous for side in sides for slot in side):
            yield Equation(relation, at, *sides)


@cache
def _printed(form_key: str) -> tuple[tuple[Relation, str, Mapping[str, Place]], ...]:
    """The relations of a form, each for every column or row that has all its cells: at which, and the place of each term."""
    form = TABLES[form_key]
    found = []
    for relation in form.relations:
        if not isinstance(relation, Relation):
            continue
        keys = {term.key for term in (*relation.left, *relation.right)}
        by_columns = relation.along == "columns"
        for at in (each.key for each in (form.columns if by_columns else form.rows)):
            places = {key: (key, at) if by_columns else (at, key) for key in keys}
            if (relation.only is None or at in relation.only) and all(
                form.cell(*place) is not None for place in places.values()
            ):
                found.append((relation, at, places))
    return tuple(found)


def _slots(side: tuple[Term, ...], places: Mapping[str, Place], found: Recognised, previous: Recognised | None, zero: frozenset[Place]) -> tuple[Slot, ...]:  # fmt: skip
    return tuple(
        _slot(term, places[term.key], previous if term.previous else found, frozenset() if term.previous else zero)
        for term in side
    )


def _slot(term: Term, place: Place, source: Recognised | None, zero: frozenset[Place]) -> Slot:
    item = source.cells.get(place) if source else None
    if item is not None and item.low is not None:
        return Slot(place, term.sign, term.previous, item, item.low, item.high)
    return Slot(place, term.sign, term.previous, item, ZERO, ZERO if place in zero else None)
