"""A figure as it was counted at one place of the ledger, beside another place: which rows came, went or changed, and by which fact.

What was counted stays countable: late corrections end a state and begin another, and both stand in the sheets.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from django.db.models import Max, Min, Q
from django.utils.timezone import localdate, make_aware

from gongkai.engines.measures.conditions import COLUMNS, Period
from gongkai.engines.measures.models import Sheet
from gongkai.engines.measures.queries import Figure, facts_of, plain, rows, states
from gongkai.ground.ledger.facts import sentence
from gongkai.ground.ledger.log import size_before
from gongkai.pure.declare import Measure

How = Literal["came", "went", "changed"]
HOW: dict[How, str] = {"came": "多出来", "went": "不再计入", "changed": "变了"}
ASK = 500


@dataclass(frozen=True)
class Change:
    """A row that is counted otherwise than before. ``before`` or ``now`` is None where it was not counted; ``idx`` the fact that made it so."""

    how: How
    before: Sheet | None
    now: Sheet | None
    idx: int
    amount: Figure

    @property
    def row(self) -> Sheet:
        found = self.now or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Told:
    """A fact: when it was recorded, and its sentence."""

    at: datetime
    text: str

    @property
    def on(self) -> date:
        return localdate(self.at)


def size_on(day: date, size: int) -> int:
    """How many of ``size`` facts there were at the end of a day: what a count in its evening saw."""
    return min(size_before(make_aware(datetime.combine(day + timedelta(1), time()))), size)


def changes(
    measure: Measure,
    period: Period,
    units: frozenset[int],
    then: int,
    now: int,
    where: Mapping[str, Any] | None = None,
    using: str = "default",
) -> list[Change]:
    """What makes a figure as counted when the ledger had ``now`` facts differ from that of ``then`` facts, in the ledger's order."""
    # A state in force at both places is one row of the sheet, so only those that began or ended between them are read.
    before = {each.ref: each for each in rows(measure, period, units, where, then, using).filter(to_idx__lt=now)}
    after = {each.ref: each for each in rows(measure, period, units, where, now, using).filter(from_idx__gte=then)}
    came, went = after.keys() - before.keys(), before.keys() - after.keys()
    counted = states(measure, period, units, where, using)
    # Several facts may have moved it meanwhile: what brought it in first, and what took it out last, made the difference.
    first = _by_ref(counted.filter(from_idx__gte=then, from_idx__lt=now).order_by(), came, Min("from_idx"))
    last = _by_ref(counted.filter(to_idx__gte=then, to_idx__lt=now).order_by(), went, Max("to_idx"))
    found = [Change("came", None, after[ref], first[ref], _amount(measure, after[ref])) for ref in came]
    found += [Change("went", before[ref], None, last[ref], -_amount(measure, before[ref])) for ref in went]
    for ref in before.keys() & after.keys():
        was, is_now = before[ref], after[ref]
        if any(getattr(was, name) != getattr(is_now, name) for name in _shown(measure)):
            difference = plain(_amount(measure, is_now) - _amount(measure, was))
            found.append(Change("changed", was, is_now, is_now.from_idx, difference))
    return sorted(found, key=lambda each: (each.idx, each.row.ref))


def told(indices: Iterable[int]) -> dict[int, Told]:
    """The facts of some indices in words."""
    found = facts_of(indices).values_list("idx", "name", "at", "body")
    return {idx: Told(at, sentence(name, json.loads(bytes(body)).get("fact", {}))) for idx, name, at, body in found}


def _by_ref(states: Any, refs: Iterable[str], of: Max | Min) -> dict[str, int]:
    asked, found = sorted(refs), {}
    for start in range(0, len(asked), ASK):
        chosen = states.filter(Q(ref__in=asked[start : start + ASK]))
        found |= dict(chosen.values_list("ref").annotate(idx=of))
    return found


def _amount(measure: Measure, row: Sheet) -> Figure:
    return plain(getattr(row, measure.total)) if measure.total else 1


def _shown(measure: Measure) -> list[str]:
    """The columns in which a row that stays counted can differ in what it is counted as."""
    named = [COLUMNS.get(name, name) for name in measure.dimensions]
    return [*named, measure.on, *([measure.total] if measure.total else [])]
