"""Each January some units' heads sign the figures of the year before; others are late, and of some the figures change after they signed."""

from datetime import date

from gongkai.demo import county
from gongkai.demo.content import Unit, holders, units
from gongkai.demo.live import Life, Story, at_work, forward
from gongkai.engines.measures.sheets import catch_up, counted
from gongkai.engines.reporting import signing
from gongkai.ground.ledger.acts import settle
from gongkai.kernel.flow.steps import StepRefused

LATE = 7
"""Each so many units have not signed."""


def begin_all(life: Life) -> None:
    """Let them sign."""
    for year in range(life.first.year, life.today.year):
        for n, unit in enumerate(each for each in units() if each.level in ("department", "town")):
            if n % LATE:
                life.begin(_signs(life, unit, year))


def _signs(life: Life, unit: Unit, year: int) -> Story:
    rng = life.rng(f"statement {unit.code} {year}")
    at = at_work(forward(date(year + 1, 1, 6), rng.randint(3, 17)), rng)
    yield at
    settle()
    catch_up()
    by = county.actor(holders("office_head", unit.code)[0].username)
    try:
        signing.sign(unit=county.unit_of(unit.code), year=year, size=counted(), explained="", by=by, at=at, seen=0)
    except StepRefused:
        # A warning stands unexplained: this one will be late.
        return
