"""预警: that a term runs out is told to whoever owes it, then to the head of the unit, then to those who oversee it, as its procedure declares
(``Procedure.watch``); each once for a due day."""

from collections import defaultdict
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed
from gongkai.kernel.oversight import facts, queries
from gongkai.kernel.oversight.models import Alert
from gongkai.pure import declare
from gongkai.pure.declare import Role, Tell

YELLOW, RED = "yellow", "red"
LIGHTS = {YELLOW: "黄灯", RED: "红灯"}
BATCH = 200


def tell_all(at: datetime) -> int:
    """Tell what is to be told by now and has not been; at most so many at once, the most urgent first."""
    today, done = localdate(at), 0
    for tell, codes in _tells().items():
        known: set[tuple[str, int]] = set()
        for duty in queries.untold(tell, codes, today, BATCH):
            # Two duties may hang on one clock: it runs out once.
            if (duty.ref, duty.clock_id) not in known:
                known.add((duty.ref, duty.clock_id))
                alert(duty=duty, tell=tell, at=at)
                done += 1
    return done


def _tells() -> dict[Tell, list[str]]:
    """Who is told when, with the procedures in which it is so."""
    found: dict[Tell, list[str]] = defaultdict(list)
    for drawer in declare.procedures():
        for tell in drawer.declaration.watch.tells:
            found[tell].append(drawer.code)
    return found


@acting
def alert(*, duty: Duty, tell: Tell, at: datetime) -> Alert:
    """Tell somebody that the clock on which a duty hangs runs out, or ran out."""
    role, on = tell.to or Role(duty.role), localdate(at)
    made = insert(
        Alert(
            ref=duty.ref, clock=duty.clock.name, number=duty.clock.seq, level=tell.level, due_on=duty.sort_on, procedure=duty.procedure,
            unit_id=duty.unit_id, role=role.value, person="" if tell.to else duty.person, light=light_on(duty.sort_on, on), told_on=on,
        )
    )  # fmt: skip
    told = facts.Alerted(_reference(made), tell.level, LIGHTS[made.light], role.label, zh_date(made.due_on))
    record(told, ref=made.ref, by=SYSTEM.name, at=at, rows=[made])
    return made


def light_on(due_on: date, on: date) -> str:
    return RED if due_on < on else YELLOW


@acting
def acknowledge(*, alert: Alert, by: Actor, at: datetime) -> Alert:
    """Whoever was told saw it: it leaves their worklist, and that they saw it stays. Raises NotAllowed."""
    if not by.holds(Role(alert.role), alert.unit_id) or alert.person not in ("", by.name):
        raise NotAllowed("这条提醒不是发给您的")
    change(alert, {"seen_on": localdate(at), "seen_by": by.name})
    told = facts.AlertSeen(_reference(alert), alert.level, LIGHTS[alert.light])
    record(told, ref=alert.ref, by=by.name, at=at, rows=[alert])
    return alert


def _reference(alert: Alert) -> str:
    return alert.ref.removeprefix("case:")
