"""What is done to an inquiry (pretend)."""

from datetime import datetime

from django.utils.timezone import localdate
from gongkai.procedures.inquiry import Inquiry
from gongkai.procedures.inquiry.models import Detail

from gongkai.ground.documents.actions import issue
from gongkai.ground.ledger.acts import acting
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import Opening, closing, open_case, step, tell
from gongkai.kernel.cases.codes import new_code
from gongkai.kernel.cases.facts import CaseClosed, CaseOpened
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.pure.clock import Event, EventKind
from gongkai.pure.declare import Role


@acting
def ask(*, unit: Unit, subject: str, by: Actor, at: datetime) -> Case:
    """Take a question down."""
    opening = Opening(
        Inquiry.code,
        unit,
        Inquiry.ASKED,
        "counter",
        "natural",
        {"party": {"name": "问询人"}, "subject": subject},
        new_code(),
        None,
        localdate(at),
    )
    case, rows = open_case(opening, by=by, at=at)
    rows.append(Detail.objects.create(case=case, by_phone=True))
    rows += clocks.start(ref=case.ref, name="answer", rule=case.rule, on=case.received_on)
    rows.append(
        open_duty(
            case,
            "reply",
            role=Role.CASE_OFFICER,
            on=localdate(at),
            procedure=Inquiry.code,
            clock=clocks.clock_of(case.ref, "answer"),
        )
    )
    tell(CaseOpened(case.reference), case, by=by, at=at, rows=rows)
    return case


@acting
def reply(*, case: Case, text: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Answer it."""
    on = localdate(at)
    rows = step(case, "reply", by=by, at=at, seen=seen, note=text, **closing(case, "3_1", on))
    rows += clocks.move(clocks.clock_of(case.ref, "answer"), Event(EventKind.STOP, on), checked=False)
    rows += close_duties(case, on=on)
    data = {
        "to": "问询人",
        "unit": case.unit.name,
        "phone": "",
        "address": "",
        "reference": case.reference,
        "subject": "",
        "paragraphs": [text],
    }
    rows += issue(
        ref=case.ref,
        notice=Inquiry.notice("inquiry_reply"),
        office=case.unit.doc_prefix,
        data=data,
        on=on,
        step_seq=case.revision,
    )
    tell(CaseClosed(case.reference, "3_1", "答复"), case, by=by, at=at, rows=rows)
    return case
