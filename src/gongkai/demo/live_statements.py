"""Each January some units' heads sign the figures of the year before; others are late, and of some the figures change after they signed. Two enter a number
of an outside system beside the system's."""

from datetime import date
from decimal import Decimal

from gongkai.demo import county
from gongkai.demo.content import Unit, holders, people, units
from gongkai.demo.live import Counting, Life, Story, after, at_work, forward
from gongkai.engines.measures.sheets import catch_up, counted
from gongkai.engines.reporting import signing
from gongkai.engines.reporting.fill import fill
from gongkai.ground.units.scope import alone
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.statements import reported
from gongkai.kernel.statements.reported import ALPHABET
from gongkai.pure.declare import Role
from gongkai.pure.law.tables import TABLES

LATE = 7
"""Each so many units have not signed."""
OFFICE = next(each for each in people() if Role.OPENNESS_OFFICE in each.roles)
OUTSIDE = {
    "gaj005": ("p20_6_penalties", "行政处罚", "公安执法办案平台", "治安处罚在公安执法办案平台办，本系统只登记了补录的。"),
    "rsj010": ("p20_5_permits", "行政许可", "省政务服务平台", "劳务派遣等许可在省平台办结，没有逐件登记到本系统。"),
}  # fmt: skip
"""Which unit has a number elsewhere: the row of part two of the tables, its label, the system, why it differs."""


def begin_all(life: Life) -> None:
    """Let them sign."""
    for year in range(life.first.year, life.today.year):
        for n, unit in enumerate(each for each in units() if each.level in ("department", "town")):
            if n % LATE:
                life.begin(_signs(life, unit, year))
        for n, (unit, told) in enumerate(OUTSIDE.items()):
            life.begin(_reports(life, unit, year, told, accepted=not n))


def _signs(life: Life, unit: Unit, year: int) -> Story:
    rng = life.rng(f"statement {unit.code} {year}")
    at = at_work(forward(date(year + 1, 1, 6), rng.randint(3, 17)), rng)
    yield Counting(at)
    catch_up()
    by = county.actor(holders("office_head", unit.code)[0].username)
    try:
        signing.sign(unit=county.unit_of(unit.code), year=year, size=counted(), explained="", by=by, at=at, seen=0)
    except StepRefused:
        # A warning stands unexplained: this one will be late.
        return


def _reports(life: Life, unit: str, year: int, told: tuple[str, str, str, str], *, accepted: bool) -> Story:
    """A unit enters its number in January; the office accepts one of them and has not looked at the other."""
    rng = life.rng(f"outside {unit} {year}")
    row, label, system, explained = told
    at = at_work(forward(date(year + 1, 1, 5), 1), rng)
    yield Counting(at)
    catch_up()
    own = county.unit_of(unit)
    ours = fill(TABLES["2021-2"], year, own, counted(), alone(own.pk, date(year, 12, 31))).values[row]["decisions"]
    made = reported.enter(
        unit=own, year=year, cell=("2021-2", row, "decisions"), label=f"{label}·本年处理决定数量", figure=Decimal((ours or 0) + rng.randint(40, 300)),
        ours=None if ours is None else Decimal(ours), system=system, explained=explained,
        by=county.actor(holders("office_head", unit)[0].username), at=at, code="".join(rng.choice(ALPHABET) for _ in range(12)),
    )  # fmt: skip
    if accepted:
        at = after(at, 2, rng)
        yield at
        reported.accept(reported=made, by=county.actor(OFFICE.username), at=at)
