"""The closure held against the units' rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from gongkai.ground.ledger.derived import Find
from gongkai.ground.ledger.findings import UNREADABLE, each_row
from gongkai.ground.units import closure
from gongkai.ground.units.models import Closure, Unit

ANEW = "`gongkai rebuild` makes it anew"


class Held:
    """Units number a thousand, not a million: what is expected of them is kept in memory."""

    def __init__(self, folder: Path) -> None:
        pass

    def size(self) -> int:
        return Closure.objects.count()

    def add(self, idx: int, rows: dict[str, Any]) -> None:
        pass

    def close(self) -> None:
        pass

    def finish(self, find: Find, tick: Callable[[int], None]) -> None:
        try:
            stands = closure.Tree(Unit.objects.order_by("pk")).stands
        except (*UNREADABLE, RecursionError) as error:
            find("units.closure", f"the units' rows give no tree: {error!r}")
            return
        expected = {(each.ancestor, each.descendant, each.from_on): (each.to_on, each.by_succession) for each in stands}
        for row in each_row(Closure.objects.order_by("pk"), lambda pk, told: find(f"units.closure/{pk}", told)):
            tick(1)
            told = expected.pop((row.ancestor_id, row.descendant_id, row.from_on), None)
            where = f"units.closure/{row.descendant_id} below {row.ancestor_id} from {row.from_on}"
            if told is None:
                find(where, f"the units' rows do not say so; {ANEW}")
            elif told != (row.to_on, row.by_succession):
                find(where, f"to_on or by_succession: not as the units' rows say; {ANEW}")
        for ancestor, descendant, from_on in expected:
            find(f"units.closure/{descendant} below {ancestor} from {from_on}", f"the row is missing; {ANEW}")


def rebuild() -> str:
    with transaction.atomic():
        closure.rebuild()
    return f"who stands above whom: {Closure.objects.count()} rows"
