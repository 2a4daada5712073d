"""Who owes the public an annual report and has not published it, or has done so late (条例第49条): of the year of which the last report tells."""

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.engines.reporting import annual, signing
from gongkai.engines.reporting.figures import GOVERNMENT, OWN, subject
from gongkai.engines.site.look import Look
from gongkai.engines.site.rows import Row
from gongkai.ground.units.models import Unit

LATELY = timedelta(days=400)
"""Reports of the last year that there are were published within so many days of each other."""


@dataclass(frozen=True)
class Owed:
    """A report that is owed: of whom, by when; the row of what was published, and how many days late."""

    name: str
    due_on: date
    row: Row | None = None
    late: int = 0


@dataclass(frozen=True)
class Standing:
    """The reports of a year: how many are owed and are there, which are missing, which came late."""

    year: int
    owed: int
    there: int
    missing: list[Owed]
    late: list[Owed]


def standing(look: Look, rows: list[Row]) -> Standing | None:
    """None while no report that the system counted has been published. Reads ``record:<id>`` of those of the last year."""
    code = annual.kind().code
    own = [row for row in rows if row.kind == code]
    if not own:
        return None
    lately = {row.id: row for row in own if own[0].published_on - row.published_on < LATELY}
    views = look.reader.views(lately)
    year = max(int(view["year"]) for view in views.values())
    there = {
        (view["unit"]["code"], view.get("covers") == GOVERNMENT): lately[key]
        for key, view in views.items()
        if int(view["year"]) == year
    }
    owed = [_owed(unit, OWN, year, there.get((unit.code, False))) for unit in signing.owing(year)]
    made_by = annual.maker()
    if made_by:
        owed.insert(0, _owed(made_by, GOVERNMENT, year, there.get((made_by.code, True))))
    found = [each for each in owed if each.row]
    return Standing(
        year, len(owed), len(found), [each for each in owed if not each.row], [each for each in found if each.late]
    )


def _owed(unit: Unit, covers: str, year: int, row: Row | None) -> Owed:
    due = annual.due_on(year, covers)
    late = max((row.published_on - due).days, 0) if row else 0
    return Owed(subject(unit, covers).name, due, row, late)
