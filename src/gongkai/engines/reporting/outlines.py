"""Outlines that an office loaded: read against the figures there are, and which of them a unit can begin its report from."""

from datetime import date, datetime

from gongkai.engines.reporting.figures import meaning, parted
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor, subtree
from gongkai.kernel.drafting import outlining, queries
from gongkai.kernel.drafting.models import LoadedOutline
from gongkai.pure.law.outline_file import BadOutline, Outline, parse


def read(text: str) -> Outline:
    """Raises BadOutline, with the lines that are wrong."""
    return parse(text, _is_figure)


def _is_figure(token: str) -> bool:
    try:
        meaning(parted(token)[2])
    except LookupError:
        return False
    return True


def load(*, text: str, unit: Unit | None, by: Actor, at: datetime) -> LoadedOutline:
    """Load an outline for all units, or one and those below it. Raises BadOutline, StepRefused."""
    found = read(text)
    said = {"key": found.key, "version": found.version, "name": found.name, "text": text}
    return outlining.load_outline(unit=unit, by=by, at=at, **said)


def fitting(unit: Unit, known: list[LoadedOutline], on: date) -> list[LoadedOutline]:
    """Those that a unit can begin from."""
    return [each for each in known if each.unit_id is None or unit.pk in subtree(each.unit_id, on)]


def chosen(key: str, unit: Unit, on: date) -> Outline | None:
    """The outline of a key, as it was loaded last; None for none that the unit can begin from, and for one whose figures are no more."""
    found = next((each for each in fitting(unit, queries.outlines(), on) if each.key == key), None)
    try:
        return read(found.text) if found else None
    except BadOutline:
        return None
