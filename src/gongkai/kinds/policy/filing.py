"""备案: a normative document goes to the superior government within 15 days of its publication (国办发〔2018〕37号)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.rules.queries import rule_key
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.queries import successor_of
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records.guarding import check_sentences
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.telling import tell
from gongkai.kinds.policy import facts, queries
from gongkai.kinds.policy.models import Filing
from gongkai.pure.clock import Event, EventKind
from gongkai.pure.declare import Role

FILING = "filing"
"""Name of the clock, of its rule's family and of the duty."""


def begin(record: Record, at: datetime) -> list[Ledgered]:
    """Start the clock of a normative document on the day it is published; none by law that was not in force when it was made."""
    try:
        rule = rule_key(FILING, record.formed_on)
    except LookupError:
        return []
    rows = clocks.start(ref=record.ref, name=FILING, rule=rule, on=localdate(at))
    duty = open_duty(
        record, FILING, role=Role.LEGAL_REVIEWER, on=localdate(at), procedure=f"record:{record.kind}",
        unit_id=successor_of(record.unit).pk, clock=rows[0],
    )  # fmt: skip
    return [*rows, duty]


def end(record: Record, on: date) -> list[Ledgered]:
    """Stop the clock and discharge the duty, if the document has one that runs."""
    clock = clocks.clock_of(record.ref, FILING)
    if clock is None or clock.stopped_on:
        return []
    rows = clocks.move(clock, Event(EventKind.STOP, on), checked=False)
    return rows + close_duties(record, FILING, on=on)


def _check_reviewer(record: Record, by: Actor) -> None:
    if not by.holds(Role.LEGAL_REVIEWER, record.unit_id):
        raise NotAllowed("报送备案要由该单位的法制审核人来办")


@acting
def send(*, record: Record, authority: str, on: date, by: Actor, at: datetime) -> Filing:
    """Send a document for filing, on a day up to today. Late is recorded too, with its red light. Raises StepRefused, NotAllowed."""
    _check_reviewer(record, by)
    if not (record.live and record.normative):
        raise StepRefused("只有已经公开的行政规范性文件要报备案")
    if queries.filing_of(record):
        raise StepRefused("这一件已经报过备案")
    if not record.published_on <= on <= localdate(at):
        raise StepRefused(f"报送日期要在公布那天（{zh_date(record.published_on)}）和今天之间", "on")
    check_sentences({"authority": authority}, ("authority",), localdate(at))
    filing = Filing.objects.create(record=record, authority=authority, sent_on=on, by=by.name)
    fact = facts.SentForFiling(record.pk, authority, on.isoformat())
    tell(fact, record, by=by, at=at, rows=[filing, *end(record, on)], public=True)
    return filing


@acting
def register(*, record: Record, number: str, on: date, by: Actor, at: datetime) -> Filing:
    """Note the number that the superior organ gave, and its day. Raises StepRefused, NotAllowed."""
    _check_reviewer(record, by)
    filing = queries.filing_of(record)
    if filing is None:
        raise StepRefused("还没有报送，先登记报送备案")
    if filing.number:
        raise StepRefused(f"备案号已经登记：{filing.number}")
    if not filing.sent_on <= on <= localdate(at):
        raise StepRefused(f"备案日期要在报送那天（{zh_date(filing.sent_on)}）和今天之间", "on")
    filing.number, filing.registered_on = number, on
    filing.save()
    fact = facts.Filed(record.pk, filing.authority, number, on.isoformat())
    tell(fact, record, by=by, at=at, rows=[filing], public=True)
    return filing
