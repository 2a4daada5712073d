"""Terms of others than the office, read again once the year is announced in which they end."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.queries import issued
from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change
from gongkai.ground.rules.terms import last_working_day, term_of
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.facts import ClockReread
from gongkai.procedures.foi import Foi
from gongkai.procedures.foi.actions import AWAIT_CORRECTION, AWAIT_PAYMENT, CORRECTION, asked_correction_on
from gongkai.procedures.foi.fees import FAMILY
from gongkai.procedures.foi.models import Application, Charge, Consultation
from gongkai.procedures.foi.queries import first_served


def reread(*, at: datetime, by: str) -> int:
    """Move what applicants and the consulted were given as provisional; each in an act of its own, and no day already past.

    Clocks are read again before. Returns how many terms moved. Safe to interrupt and to repeat.
    """
    return _corrections(at, by) + _consultations(at, by) + _payments(at, by)


def _corrections(at: datetime, by: str) -> int:
    """The applicant's term (条例第30条) only ever grows: what they were told in writing is not cut short."""
    moved = 0
    asked = Application.objects.filter(case__state=Foi.CORRECTING.code, correction_due_on__gte=localdate(at))
    for application in asked.select_related("case").order_by("id"):
        asked_on = asked_correction_on(application.case)
        if asked_on is None or application.correction_days is None:
            continue
        came = next(
            filter(None, (first_served(application.case, each.number) for each in _asking(application.case))), None
        )
        until = last_working_day(max(filter(None, (asked_on, came))), application.correction_days)
        if until <= application.correction_due_on:
            continue
        with act():
            rows = [
                _at(until, application, "correction_due_on"),
                *_duties_at(until, application.case, AWAIT_CORRECTION),
            ]
            _tell(application.case, CORRECTION, until.isoformat(), at, by, rows)
        moved += 1
    return moved


def _asking(case: Case) -> list[Notice]:
    """The notice that asks for a correction."""
    return issued(case.ref, [Foi.ask_correction.notice])


def _consultations(at: datetime, by: str) -> int:
    """A consultation's day is that of its own clock, which has been told of already."""
    moved = 0
    awaited = Consultation.objects.filter(answered_on=None, due_on__gte=localdate(at))
    for consultation in awaited.select_related("case").order_by("id"):
        clock = clock_of(consultation.case.ref, consultation.kind, consultation.seq)
        if clock is None or clock.last_on in (None, consultation.due_on):
            continue
        with act():
            consultation.due_on = clock.last_on
            change(consultation, {"due_on": clock.last_on})
            _tell(consultation.case, consultation.key, clock.last_on.isoformat(), at, by, [consultation])
        moved += 1
    return moved


def _payments(at: datetime, by: str) -> int:
    """The term to pay (国办函〔2020〕109号第6条) only ever grows, as that of a correction does."""
    moved = 0
    awaited = Charge.objects.filter(case__state=Foi.CHARGED.code, due_on__gte=localdate(at))
    for charge in awaited.select_related("case").order_by("id"):
        until = term_of(FAMILY, charge.received_on).last_on
        if until <= charge.due_on:
            continue
        with act():
            rows = [_at(until, charge, "due_on"), *_duties_at(until, charge.case, AWAIT_PAYMENT)]
            _tell(charge.case, FAMILY, until.isoformat(), at, by, rows)
        moved += 1
    return moved


def _at(until: date, row: Ledgered, *columns: str) -> Ledgered:
    for column in columns:
        setattr(row, column, until)
    change(row, dict.fromkeys(columns, until))
    return row


def _duties_at(until: date, case: Case, kind: str) -> list[Ledgered]:
    """The open duties of a kind, moved to another day."""
    return [_at(until, duty, "due_on", "sort_on") for duty in open_duties(case.ref) if duty.kind == kind]


def _tell(case: Case, term: str, until: str, at: datetime, by: str, rows: list[Ledgered]) -> None:
    record(ClockReread(case.ref, term, until), ref=case.ref, by=by, at=at, rows=rows)
