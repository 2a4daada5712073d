"""The two instances of a lawsuit: judged, appealed, sent back, or in force because nobody appealed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.files.fields import Upload
from gongkai.ground.ledger.acts import acting
from gongkai.ground.parties import vault
from gongkai.ground.rules import queries as rules
from gongkai.ground.rules.terms import counted_end, day_or_next_working
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.remedies import Litigation, facts, queries
from gongkai.procedures.remedies.actions import (
    APPEAL_ANSWER,
    AWAIT,
    REPLY,
    await_decision,
    awaited_anew,
    desk_of,
    update,
)
from gongkai.procedures.remedies.deciding import checked, end, kept, stopped
from gongkai.procedures.remedies.models import Remedy
from gongkai.pure.clock import Counting
from gongkai.pure.law.reviews import result

RULINGS = frozenset({"suit_rejected"})
"""What a court decides by ruling, which is appealed within 10 days (行政诉讼法第85条)."""
APPEAL_OPEN = "appeal_open"
NOBODY_YET = "上诉期限到{until}，过了这天、没有人上诉，裁判才生效"


@acting
def judge(
    *, case: Case, outcome: str, on: date, served_on: date, text: str, by: Actor, at: datetime, seen: int | None = None,
    files: Sequence[Upload] = (),
) -> Case:  # fmt: skip
    """The court of first instance decided; ``served_on``: the day on which the paper came, from which whoever is not content may appeal."""
    found = checked(case, outcome, on, at)
    if outcome in queries.FINAL:
        raise StepRefused("撤诉、调解和终结不能上诉，请用“登记结果”", "outcome")
    if served_on < on or served_on > localdate(at):
        raise StepRefused("收到裁判文书的日期不能早于裁判的日期，也不能晚于今天", "served_on")
    ends = counted_end("appeal-ruling" if outcome in RULINGS else "appeal", served_on)
    until = ends and day_or_next_working(ends)
    today = localdate(at)
    rows = step(case, "judge", by=by, at=at, seen=seen, note=text.strip())
    values = {"first_result": outcome, "first_on": on, "appeal_ends_on": ends, "appeal_until": until}
    rows += [
        update(queries.remedy_of(case), **values),
        *kept(case, files),
        *stopped(case, today),
        *close_duties(case, REPLY, AWAIT, on=today),
    ]
    rows.append(
        open_duty(case, APPEAL_OPEN, role=desk_of(case, today), on=today, procedure=case.procedure, due_on=until, paused=True)
    )  # fmt: skip
    tell(facts.RemedyJudged(case.reference, found.label), case, by=by, at=at, rows=rows)
    return case


@acting
def appeal(
    *, case: Case, appellant: str, on: date, court: str, by: Actor, at: datetime, seen: int | None = None, number: str = "",
) -> Case:  # fmt: skip
    """Somebody appealed. ``on``: the day on which the copy of their appeal came, or on which ours was handed in; a copy is answered in 15 days."""
    known = dict(Remedy.APPELLANTS)
    if appellant not in known:
        raise StepRefused("请选是谁上诉", "appellant")
    remedy, today = queries.remedy_of(case), localdate(at)
    if on > today or (remedy.first_on and on < remedy.first_on):
        raise StepRefused("上诉在一审裁判以后，也不能晚于今天，请再看看日期", "on")
    answered = appellant != "own"
    expected = queries.expected_by(queries.end_after(case, False, on, second=True))
    rows = step(case, "appeal", by=by, at=at, seen=seen, to=Litigation.APPEAL_REPLYING if answered else None)
    rows += [update(remedy, appealed_by=appellant, **expected), *close_duties(case, APPEAL_OPEN, on=today)]
    reviewer = {"organ": court.strip(), "number": number.strip()}
    rows.append(vault.seal(case.ref, "reviewer", reviewer, seq=vault.next_seq(case.ref, "reviewer")))
    if answered:
        rule = rules.rule_key("appeal-reply", on)
        seq = (
            0 if clocks.clock_of(case.ref, APPEAL_ANSWER) is None else clocks.clock_of(case.ref, APPEAL_ANSWER).seq + 1
        )
        rows += clocks.start(ref=case.ref, name=APPEAL_ANSWER, rule=rule, on=on, seq=seq)
        clock = clocks.clock_of(case.ref, APPEAL_ANSWER)
        rows.append(open_duty(case, REPLY, role=desk_of(case, today), on=today, procedure=case.procedure, clock=clock))
    else:
        rows.append(await_decision(case, remedy.expected_on, at))
    tell(facts.RemedyAppealed(case.reference, known[appellant]), case, by=by, at=at, rows=rows)
    return case


@acting
def remand(
    *, case: Case, on: date, court: str, by: Actor, at: datetime, seen: int | None = None, number: str = ""
) -> Case:
    """The court of second instance sent the matter back (行政诉讼法第89条): the first instance begins anew, and its judgment is none any more."""
    if on > localdate(at) or (case.received_on and on < case.received_on):
        raise StepRefused("日期不能晚于今天，也不能早于收到副本，请再看看", "on")
    rows = step(case, "remand", by=by, at=at, seen=seen)
    expected = queries.expected_by(queries.end_after(case, False, on))
    values = {"first_result": "", "first_on": None, "appeal_ends_on": None, "appeal_until": None, "appealed_by": ""}
    rows += [update(queries.remedy_of(case), **values, **expected), *stopped(case, localdate(at))]
    rows += [*close_duties(case, REPLY, on=localdate(at)), *awaited_anew(case, expected["expected_on"], at)]
    reviewer = {"organ": court.strip(), "number": number.strip()}
    rows.append(vault.seal(case.ref, "reviewer", reviewer, seq=vault.next_seq(case.ref, "reviewer")))
    tell(facts.RemedyRemanded(case.reference), case, by=by, at=at, rows=rows)
    return case


@acting
def conclude(
    *, case: Case, by: Actor, at: datetime, seen: int | None = None, days: int | None = None, counting: str = Counting.WORKING
) -> Case:  # fmt: skip
    """Nobody appealed in time: the judgment of first instance is the result, by its own day (行政诉讼法第85条). Raises StepRefused."""
    remedy, today = queries.remedy_of(case), localdate(at)
    if remedy.appeal_until and today <= remedy.appeal_until:
        raise StepRefused(f"{NOBODY_YET.format(until=remedy.appeal_until.isoformat())}")
    found, on = result(remedy.first_result), remedy.first_on or today
    return end(
        case, "conclude", found, on, by=by, at=at, seen=seen, text="", came_on=today, days=days, counting=counting
    )
