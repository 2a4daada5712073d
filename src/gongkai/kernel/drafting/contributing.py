"""Contributions: the unit whose draft it is asks; the units write, and write again; what they wrote is taken in, and only when somebody does so."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, hold
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.rules.terms import working_days_ago
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.drafting import facts, queries
from gongkai.kernel.drafting.models import (
    ASKED,
    CALLED_OFF,
    HANDED_IN,
    PHASE_OF,
    Contribution,
    Passage,
    digest_of,
)
from gongkai.kernel.flow.duties import close_duties, hand_over_duties, open_duty
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.records.clean import clean_html
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Phase, Role
from gongkai.pure.guard.markup import blocks_of

WRITERS = (Role.EDITOR, Role.OFFICE_HEAD)
"""Who asks for the unit whose draft it is, and who writes for a unit that was asked."""
DUTY = Contribution.FAMILY
"""The kind of the duty that an asked contribution is, and the procedure that it stands under in lists."""
WARNED = 3
"""From so many working days before its day the light is yellow."""
MOST, SHORTEST = 300, 5
_ALPHABET, _LENGTH = "0123456789abcdefghjkmnpqrstvwxyz", 12


def may_ask(by: Actor, record: Record) -> bool:
    return by.holds_any(WRITERS, record.unit_id)


def _check_asker(by: Actor, record: Record) -> None:
    if not may_ask(by, record):
        raise NotAllowed(f"要由{record.unit.short_name}的信息编辑或者公开机构负责人来办")


def _check_going(record: Record) -> None:
    if record.live or Phase(record.phase) in (Phase.DONE, Phase.VOID):
        raise StepRefused("这份报告已经公开或者作废，不用再供稿")


@acting
def ask(
    *, record: Record, chapter: str, text: str, due_on: date, units: Sequence[Unit], by: Actor, at: datetime
) -> list[Contribution]:
    """Ask units to write for a chapter: each owes it from now on. Raises StepRefused, NotAllowed."""
    _check_asker(by, record)
    _check_going(record)
    on = localdate(at)
    if len(text.strip()) < SHORTEST:
        raise StepRefused(f"请写清楚要各单位写什么，至少{SHORTEST}个字", "text")
    if due_on < on:
        raise StepRefused("这一天已经过了，请写今天以后的日期", "due_on")
    hold(f"contributions:{record.pk}")
    already, last = queries.asked_already(record, chapter), queries.last_seat(record)
    wanted = [each for each in units if each.pk not in already and each.pk != record.unit_id and not each.closed_on]
    if not wanted:
        raise StepRefused("请选还没有请过的单位", "units")
    if last + len(wanted) > MOST:
        raise StepRefused(f"一份报告最多请{MOST}份稿", "units")
    rows: list[Ledgered] = []
    made = []
    for n, unit in enumerate(wanted, start=1):
        each = Contribution(
            code="".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)), record=record, unit=unit, chapter=chapter, ask=text.strip(),
            seat=last + n, due_on=due_on, state=ASKED, phase=PHASE_OF[ASKED].value, asked_on=on, by=by.name,
        )  # fmt: skip
        insert(each)
        warn_on = working_days_ago(due_on, WARNED)
        duty = open_duty(each, DUTY, role=Role.EDITOR, on=on, procedure=DUTY, due_on=due_on, warn_on=warn_on)
        made.append(each)
        rows += [each, duty]
    named = "、".join(each.short_name for each in wanted[:5]) + (f"等{len(wanted)}个单位" if len(wanted) > 5 else "")
    _tell(facts.ContributionAsked(record.pk, named, chapter, zh_date(due_on)), record, by, at, rows)
    return made


def _tell(fact: FactBase, record: Record, by: Actor, at: datetime, rows: Sequence[Ledgered]) -> None:
    record_fact(fact, ref=record.ref, by=by.name, at=at, rows=rows)


def _change(each: Contribution, seen: int | None, **values: object) -> None:
    """Raises Overtaken."""
    revision = each.revision if seen is None else seen
    if not change(each, {**values, "revision": revision + 1}, seen={"revision": revision}):
        raise Overtaken(own=False)


@acting
def hand_in(
    *, contribution: Contribution, body: str, size: int, by: Actor, at: datetime, seen: int | None = None
) -> Passage:
    """Write what was asked for, or change it. Raises StepRefused, NotAllowed, Overtaken."""
    if not by.holds_any(WRITERS, contribution.unit_id):
        raise NotAllowed(f"要由{contribution.unit.short_name}的信息编辑或者公开机构负责人来写")
    if contribution.state == CALLED_OFF:
        raise StepRefused("这一份已经不要了，不用再写")
    _check_going(contribution.record)
    cleaned = clean_html(body)
    if sum(len(block.text.strip()) for block in blocks_of(cleaned)) < SHORTEST:
        raise StepRefused(f"请写上内容，至少{SHORTEST}个字", "body")
    if "<h2" in cleaned:
        raise StepRefused("供的稿是报告里的一段，不用大标题：请把标题改成正文，或者小标题", "body")
    if "<img" in cleaned or "attachment:" in cleaned:
        raise StepRefused("供的稿里不放图片和附件：请只写文字，图请直接交给编报告的单位", "body")
    on, number = localdate(at), contribution.current + 1
    _change(contribution, seen, state=HANDED_IN, phase=PHASE_OF[HANDED_IN].value, current=number)
    passage = insert(
        Passage(contribution=contribution, number=number, body=cleaned, digest=digest_of(cleaned), size=size, on=on, by=by.name)
    )  # fmt: skip
    told = facts.ContributionHandedIn(
        contribution.record_id, contribution.unit.short_name, contribution.chapter, number
    )
    _tell(told, contribution.record, by, at, [contribution, passage, *close_duties(contribution, on=on)])
    return passage


@acting
def take(*, taken: Sequence[Contribution], left: bool = False, by: Actor, at: datetime) -> None:
    """Note that what units handed in stands in the draft now, or (``left``) was looked at and left out. Raises StepRefused, NotAllowed, Overtaken."""
    record = taken[0].record
    _check_asker(by, record)
    _check_going(record)
    if idle := next((each for each in taken if not each.waits), None):
        raise StepRefused(f"{idle.unit.short_name}没有新交的稿")
    for each in taken:
        _change(each, None, taken=each.current)
    named = "、".join(each.unit.short_name for each in taken)
    _tell(facts.ContributionTaken(record.pk, named, "看过、没有采用" if left else "采用"), record, by, at, list(taken))


@acting
def call_off(*, contribution: Contribution, because: str, by: Actor, at: datetime, seen: int | None = None) -> None:
    """A unit need not write any more; what it wrote stays where it was taken. Raises StepRefused, NotAllowed, Overtaken."""
    record = contribution.record
    _check_asker(by, record)
    if contribution.state == CALLED_OFF:
        raise StepRefused("这一份已经不要了")
    if contribution.taken:
        raise StepRefused("已经采用的不能再说不要：请在正文里改")
    if not because.strip():
        raise StepRefused("请写明为什么", "because")
    _end(contribution, because.strip(), by, at, seen)


@acting
def lapse(*, contribution: Contribution, by: Actor, at: datetime) -> None:
    """The draft for which a unit was to write is public, or was given up: nobody waits for it any more."""
    _end(contribution, "报告已经公开" if contribution.record.live else "报告已经作废或者撤下", by, at, None)


def _end(contribution: Contribution, because: str, by: Actor, at: datetime, seen: int | None) -> None:
    _change(contribution, seen, state=CALLED_OFF, phase=PHASE_OF[CALLED_OFF].value)
    told = facts.ContributionCalledOff(contribution.record_id, contribution.unit.short_name, because)
    _tell(told, contribution.record, by, at, [contribution, *close_duties(contribution, on=localdate(at))])


@acting
def hand_over(*, contribution: Contribution, target: Unit, by: Actor, at: datetime) -> None:
    """What a closed unit was to write, its successor writes; where that is asked already, or is the one who asks, nobody does."""
    source, record = contribution.unit, contribution.record
    told = facts.ContributionHandedOver(record.pk, source.short_name, target.short_name)
    if target.pk == record.unit_id or target.pk in queries.asked_already(record, contribution.chapter):
        _change(contribution, None, state=CALLED_OFF, phase=PHASE_OF[CALLED_OFF].value)
        rows = close_duties(contribution, on=localdate(at))
    else:
        _change(contribution, None, unit_id=target.pk)
        contribution.unit = target
        rows = hand_over_duties(contribution.ref, source, target)
    _tell(told, record, by, at, [contribution, *rows])
