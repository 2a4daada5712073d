"""What is done to an application, up to its answer. Each verb is one act with one fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate

from gongkai.ground.documents.actions import issue
from gongkai.ground.files.models import File
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import insert
from gongkai.ground.parties import vault
from gongkai.ground.rules import queries as rules
from gongkai.ground.rules.terms import last_working_day
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import government
from gongkai.ground.units.scope import APPLICANT, Actor
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.actions import Opening, closing, step, tell
from gongkai.kernel.cases.codes import code_of_form, new_code
from gongkai.kernel.cases.facts import CaseClosed
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import by_token, steps_of
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import Foi, facts, paying, queries, telling, wordings, words
from gongkai.procedures.foi.models import Application
from gongkai.procedures.foi.receiving import AS_ASKED, Manner, Request, check, file_scans
from gongkai.pure.clock import Event, EventKind
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import FOI_2008, FOI_2019, outcome_by_code

ANSWER, CORRECTION_REQUEST, CORRECTION = "answer", "correction_request", "correction"
ACCEPT, CONFIRM, HANDLE, SIGN, AWAIT_CORRECTION = "accept", "confirm_receipt", "handle", "sign", "await_correction"
REVIEW = "legal_review"
AWAIT_PAYMENT = "await_payment"

CONFIRM_WITHIN = 3
"""Working days in which to reach an applicant whose fax or letter has come (条例第31条 sets none): ours, so that nobody is left waiting.
After them there is something to look at again; no term was missed."""

ENDED = {
    Foi.LAPSED.code: {FOI_2019: "3_6_1", FOI_2008: "c37"},
    Foi.RECALLED.code: {FOI_2019: "3_6_3", FOI_2008: "c38"},
    Foi.UNPAID.code: {FOI_2019: "3_6_2", FOI_2008: "c38"},
}
"""How what ends without an answer is counted, by state and Regulation. 2008 knew no lapse: there the request to supplement was the reply
(第21条第四项)."""


@dataclass(frozen=True)
class Opened:
    """A registered application, and the query code to tell the applicant now: it is not kept. ``repeated``: the form had made it
    before; the code is then the one that came with the form.
    """

    case: Case
    query_code: str
    repeated: bool = False


def submit(
    *, unit: Unit, request: Request, at: datetime, query_code: str | None = None, form_token: str | None = None,
    manner: Manner = AS_ASKED,
) -> Opened:  # fmt: skip
    """An application through the web: the automatic receipt confirms, so it is received today (条例第31条).

    A form sent twice makes one case: the second time gives the first one back, with the same code.
    """
    return _open_once(
        unit=unit,
        request=request,
        channel="web",
        by=APPLICANT,
        at=at,
        query_code=query_code,
        token=form_token,
        received_on=localdate(at),
        manner=manner,
    )


def register(
    *,
    unit: Unit,
    request: Request,
    channel: str,
    by: Actor,
    at: datetime,
    received_on: date | None = None,
    form_token: str | None = None,
    manner: Manner = AS_ASKED,
) -> Opened:
    """An application handed in, faxed or sent by letter, taken down by the window or an officer.

    At the counter and by signed-for mail ``received_on`` is the day it came; left open for fax and ordinary mail, which wait
    for their receipt to be confirmed. Under the 2008 Regulation a fax is received the day it arrives. A form sent twice makes one
    case and gives its query code again: the code follows from ``form_token``, of which only a digest is kept. A clerk of a hall's window takes it down for any unit that takes applications: the
    first step then names the window's unit. Raises NotAllowed, StepRefused.
    """
    window = None
    if not by.holds_any((Role.WINDOW_CLERK, Role.CASE_OFFICER), unit.pk):
        # The greatest: what a window's unit has succeeded was opened before it.
        window = max(by.holds_for.get(Role.HALL_CLERK, ()), default=None)
        if window is None:
            raise NotAllowed("登记来件要由窗口人员或经办人来办")
        if unit.closed_on or unit.level not in dict(queries.LEVELS):
            raise StepRefused(f"{unit.name}不受理申请，请选别的单位")
    today = localdate(at)
    check(manner, request, channel, unit, received_on)
    if received_on is None and (
        channel == "counter" or (channel == "fax" and rules.law_of(rule_of(today, today)) == FOI_2008)
    ):
        received_on = today
    if received_on:
        rule_of(received_on, today)
    return _open_once(
        unit=unit,
        request=request,
        channel=channel,
        by=by,
        at=at,
        token=sha256(form_token.encode()).hexdigest() if form_token else None,
        query_code=code_of_form(form_token) if form_token else None,
        received_on=received_on,
        taken_by=window,
        manner=manner,
    )


def _open_once(*, token: str | None, query_code: str | None = None, **opening: Any) -> Opened:
    """Open a case, or give back the one that this very form has made: sent at the same instant, the database lets only one pass."""
    if made := _made_by(token):
        return Opened(made, query_code or "", repeated=True)
    try:
        return _open(token=token, code=query_code or new_code(), **opening)
    except IntegrityError:
        if made := _made_by(token):
            return Opened(made, query_code or "", repeated=True)
        raise


def _made_by(token: str | None) -> Case | None:
    return by_token(token) if token else None


@acting
def _open(
    *,
    unit: Unit,
    request: Request,
    channel: str,
    by: Actor,
    at: datetime,
    code: str,
    token: str | None,
    received_on: date | None,
    taken_by: int | None = None,
    manner: Manner = AS_ASKED,
) -> Opened:
    sealed = {"party": request.party, "subject": request.subject, "wanted": request.wanted}
    opening = Opening(
        procedure=Foi.code, unit=unit, state=Foi.RECEIVED if received_on else Foi.REGISTERED, channel=channel,
        party_type=request.party_type, sealed=sealed, query_code=code, form_token=token, received_on=received_on, taken_by=taken_by,
    )  # fmt: skip
    case, rows = cases.open_case(opening, by=by, at=at)
    how = {name: getattr(manner, name) for name in manner.COLUMNS}
    rows.append(insert(Application(case=case, form_wanted=request.form_wanted, delivery=request.delivery, **how)))
    rows += file_scans(case, manner.scans)
    if received_on:
        rows += start_clocks(case, at)
        fact = facts.FoiReceived(case.reference, received_on.isoformat())
    else:
        until = last_working_day(localdate(at), CONFIRM_WITHIN)
        rows.append(
            open_duty(case, CONFIRM, role=Role.CASE_OFFICER, on=localdate(at), procedure=Foi.code, due_on=until, paused=True)
        )  # fmt: skip
        fact = cases.facts.CaseOpened(case.reference)
    rows += receipt(case, unit, request, at)
    tell(fact, case, by=by, at=at, rows=rows)
    if manner.tell_by:
        telling.queue(case, "receipt", at)
    return Opened(case, code)


def receipt(case: Case, unit: Unit, request: Request, at: datetime) -> list[Ledgered]:
    """The paper that says that an application came, and by when it is answered."""
    clock = clocks.clock_of(case.ref, ANSWER)
    days = rules.clock_rule(case.rule).term.days if case.rule else 20
    text = words.receipt(
        case.received_on, clock.due_on if clock else None, clock.provisional_on if clock else None, days
    )
    data = words.common(case, unit, request.party, request.subject) | {"paragraphs": text}
    return issue(
        ref=case.ref,
        notice=Foi.notice("receipt"),
        office=unit.doc_prefix or unit.short_name,
        data=data,
        on=localdate(at),
        step_seq=case.revision,
        sealed_by=unit,
    )


def start_clocks(case: Case, at: datetime) -> list[Ledgered]:
    """The answer clock, and that of asking for a correction where the Regulation has one."""
    rows = clocks.start(ref=case.ref, name=ANSWER, rule=case.rule, on=case.received_on)
    answer_clock = rows[0]
    if case.law == FOI_2019:
        rows += start_asking(case, case.received_on)
    rows.append(
        open_duty(case, ACCEPT, role=Role.CASE_OFFICER, on=localdate(at), procedure=Foi.code, clock=answer_clock)
    )
    return rows


def asking_rule(received_on: date) -> str:
    """The key of the rule by which a correction is to be asked for, of what is received on a day. LookupError where there is none."""
    return rules.rule_key("correction-request", received_on)


def start_asking(case: Case, received_on: date, seq: int = 0) -> list[Ledgered]:
    """The 7 days within which a correction may be asked for (条例第30条)."""
    rule = asking_rule(received_on)
    return clocks.start(ref=case.ref, name=CORRECTION_REQUEST, rule=rule, on=received_on, article="条例第30条", seq=seq)


def ask_by(case: Case) -> date | None:
    """By when a correction is, or was, to be asked for; None where the case's Regulation has no such term."""
    clock = clocks.clock_of(case.ref, CORRECTION_REQUEST) if case.law == FOI_2019 else None
    return clock.last_on if clock else None


def rule_of(received_on: date, today: date) -> str:
    """The key of the rule for what is received on a day. Raises StepRefused for a day that it can't be."""
    if received_on > today:
        raise StepRefused("收到日期不能晚于今天", "received_on")
    try:
        return rules.rule_key(Foi.rule_family, received_on)
    except LookupError as error:
        raise StepRefused(
            "《政府信息公开条例》自2008年5月1日起施行，收到日期不能早于这一天，请再看看", "received_on"
        ) from error


@acting
def confirm_receipt(*, case: Case, received_on: date, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Set the receipt day of a fax or an ordinary letter, confirmed with the applicant; with it the rule. The clock starts."""
    rule_of(received_on, localdate(at))
    changes = _receipt_on(case, received_on)
    rows = step(case, "confirm_receipt", by=by, at=at, seen=seen, **changes)
    rows += close_duties(case, CONFIRM, on=localdate(at))
    rows += start_clocks(case, at)
    tell(facts.FoiReceived(case.reference, received_on.isoformat()), case, by=by, at=at, rows=rows)
    return case


def _receipt_on(case: Case, received_on: date) -> dict[str, Any]:
    cases.set_receipt(case, received_on)
    return {n: getattr(case, n) for n in ("received_on", "first_received_on", "rule", "law")}


def stop_clock(case: Case, name: str, on: date) -> list[Ledgered]:
    """Stop a clock that is still running; nothing if there is none."""
    clock = clocks.clock_of(case.ref, name)
    if clock is None or clock.stopped_on:
        return []
    return clocks.move(clock, Event(EventKind.STOP, on), checked=False)


def stop_clocks(case: Case, on: date) -> list[Ledgered]:
    """Stop whatever still runs of a case that ends, the terms of the consulted too."""
    stop = Event(EventKind.STOP, on)
    return [row for clock in clocks.running(case.ref) for row in clocks.move(clock, stop, checked=False)]


def hand_on(case: Case, kind: str, role: Role, at: datetime) -> list[Ledgered]:
    """Close what is open and open the next duty on the answer clock."""
    closed = close_duties(case, ACCEPT, HANDLE, REVIEW, SIGN, AWAIT_CORRECTION, AWAIT_PAYMENT, on=localdate(at))
    return [
        *closed,
        open_duty(case, kind, role=role, on=localdate(at), procedure=Foi.code, clock=clocks.clock_of(case.ref, ANSWER)),
    ]


@acting
def accept(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """The application is clear: it is handled from now on."""
    rows = step(case, "accept", by=by, at=at, seen=seen)
    rows += stop_clock(case, CORRECTION_REQUEST, localdate(at))
    rows += hand_on(case, HANDLE, Role.CASE_OFFICER, at)
    tell(facts.FoiAccepted(case.reference), case, by=by, at=at, rows=rows)
    return case


@acting
def ask_correction(*, case: Case, items: str, days: int, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Ask, once, for what is missing, with a reasonable term in working days (条例第30条). Asked late it is recorded, with a red light.

    Raises StepRefused, also where what then comes could not start the term anew.
    """
    if not items.strip():
        raise StepRefused("请写明要申请人补充什么", "items")
    wordings.written_out(case, items=items)
    if why := cannot_ask(case):
        raise StepRefused(why)
    if not 1 <= days <= 60:
        raise StepRefused("补正期限请定在1到60个工作日之间", "days")
    today = localdate(at)
    rows = step(case, "ask_correction", by=by, at=at, seen=seen, note=items.strip())
    until = last_working_day(today, days)
    asking = clocks.clock_of(case.ref, CORRECTION_REQUEST) if case.law == FOI_2019 else None
    late = clocks.reading(asking, today).overdue if asking else 0
    then = f"，逾期{late}个工作日提出" if late else ""
    rows += stop_clock(case, CORRECTION_REQUEST, today)
    rows += close_duties(case, ACCEPT, on=today)
    rows.append(
        open_duty(
            case, AWAIT_CORRECTION, role=Role.CASE_OFFICER, on=today, procedure=Foi.code, due_on=until, paused=True
        )
    )
    Application.objects.filter(case=case).update(correction_due_on=until, correction_days=days)
    rows.append(Application.objects.select_related("case").get(case=case))
    rows += notice(case, "correction", {"paragraphs": words.correction(items.strip(), until, days)}, at)
    tell(
        facts.FoiCorrectionAsked(case.reference, words.told(until, until.isoformat()), late > 0, then),
        case,
        by=by,
        at=at,
        rows=rows,
    )
    return case


def cannot_ask(case: Case) -> str:
    """Why no correction can be asked for any more, or at all; "" if it can."""
    if case.law == FOI_2008:
        return "按2008年条例，告知补充就是答复：请用“送签答复书”，结果选“告知作出更改补充”"
    if not (why := no_restart(case)):
        return ""
    return f"{why.rstrip('。')}，所以现在不能要求补正：请受理，不明确的地方直接与申请人联系"


def no_restart(case: Case) -> str:
    """Why a correction could not start the term anew: it may only as the first that happens to it (决定§5.5). "" if it could."""
    clock = clocks.clock_of(case.ref, ANSWER)
    return clocks.refusal(clock, Event(EventKind.RESTART, clock.started_on)) if clock else ""


def notice(
    case: Case, kind: str, data: dict[str, Any], at: datetime, *, to: str | None = None, enclosed: Sequence[File] = ()
) -> list[Ledgered]:
    """Issue a notice of a case, addressed to the applicant unless ``to`` names somebody else; ``enclosed`` goes out with it."""
    sealed = vault.unseal_all(case.ref)
    whole = words.common(case, case.unit, sealed.get("party", {}), sealed.get("subject", "")) | data
    if to is not None:
        whole["to"] = to
    if to is None:
        telling.queue(case, kind, at)
    office = case.unit.doc_prefix or case.unit.short_name
    return issue(
        ref=case.ref,
        notice=Foi.notice(kind),
        office=office,
        data=whole,
        on=localdate(at),
        step_seq=case.revision,
        enclosed=enclosed,
        sealed_by=case.unit,
        signed=Foi.signs(kind),
    )


@acting
def receive_correction(
    *, case: Case, text: str, by: Actor, at: datetime, received_on: date | None = None, seen: int | None = None
) -> Case:
    """The applicant's correction: the term starts anew from its receipt; for counting the first receipt stays (条例第30条)."""
    on = received_on or localdate(at)
    if not text.strip():
        raise StepRefused("请写明补充的内容", "text")
    if on > localdate(at):
        raise StepRefused("收到补正的日期不能晚于今天", "received_on")
    asked_on = asked_correction_on(case)
    if asked_on and on < asked_on:
        raise StepRefused(f"{words.zh(asked_on)}才要求补正，收到补正的日期不能早于这一天", "received_on")
    rows = step(case, "receive_correction", by=by, at=at, seen=seen, received_on=on)
    rows.append(vault.seal(case.ref, "correction", text.strip()))
    rows += clocks.move(clocks.clock_of(case.ref, ANSWER), Event(EventKind.RESTART, on, article="条例第30条"))
    rows += hand_on(case, HANDLE, Role.CASE_OFFICER, at)
    tell(facts.FoiCorrectionReceived(case.reference, on.isoformat()), case, by=by, at=at, rows=rows)
    return case


def asked_correction_on(case: Case) -> date | None:
    """The day on which the applicant was asked to correct; None if never."""
    asked = next((taken for taken in steps_of(case) if taken.name == "ask_correction"), None)
    return localdate(asked.at) if asked else None


@acting
def lapse(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Not corrected in time without good reason: the application counts as abandoned (条例第30条). An officer's step, never automatic."""
    application = Application.objects.get(case=case)
    if case.law == FOI_2008:
        raise StepRefused("2008年条例没有逾期不补正视为放弃的规定：收到日期登记错了的，请先更正")
    if application.correction_due_on and localdate(at) <= application.correction_due_on:
        raise StepRefused(f"补正期限到{words.told(application.correction_due_on)}，过了这天才能按放弃处理")
    if waits := queries.not_arrived(case, Foi.ask_correction.notice):
        raise StepRefused(f"{waits}，补正期限还没有开始：送达以后再看")
    return end(
        case,
        "lapse",
        ENDED[Foi.LAPSED.code][FOI_2019],
        by=by,
        at=at,
        seen=seen,
        paragraphs=[
            "您没有在期限内补充申请内容，也没有说明正当理由。依照《政府信息公开条例》第三十条，视为放弃申请，我们不再处理。您可以重新提出申请。"
        ],
    )


@acting
def recall(*, case: Case, by: Actor, at: datetime, seen: int | None = None, how: str = "") -> Case:
    """The applicant takes the application back; ``how`` they said so, where somebody else notes it. It stays counted, under "other" (决定§5.3): one whose receipt was not confirmed
    yet is received and closed on the day both sides speak of it (条例第31条).
    """
    receipt = {} if case.received_on else _receipt_on(case, localdate(at))
    clock = clocks.clock_of(case.ref, ANSWER)
    late = clocks.reading(clock, localdate(at)).overdue if clock and case.state != Foi.CORRECTING.code else 0
    end(
        case,
        "recall",
        ENDED[Foi.RECALLED.code][case.law],
        by=by,
        at=at,
        seen=seen,
        paragraphs=["您撤回了申请，我们不再处理。需要时您可以重新提出申请。"],
        receipt=receipt,
        label="申请人撤回",
        note=how.strip(),
    )
    if late and by.name != APPLICANT.name:
        said = f"超期{late}个工作日以后登记撤回，不再计入按期办结率"
        tell(facts.FoiRecalledLate(case.reference, late, relieved=True, eased=said), case, by=by, at=at, rows=[])
    return case


def end(
    case: Case,
    name: str,
    outcome: str,
    *,
    by: Actor,
    at: datetime,
    seen: int | None,
    paragraphs: list[str],
    receipt: dict[str, Any] | None = None,
    label: str = "",
    note: str = "",
) -> Case:
    """End a case without an answer, with its one outcome and the notice of the step; inside the caller's act."""
    today = localdate(at)
    changes = closing(case, outcome, today, voided=True) | (receipt or {})
    rows = step(case, name, by=by, at=at, seen=seen, note=note, **changes)
    rows += stop_clocks(case, today)
    rows += close_duties(case, on=today)
    found = outcome_by_code(outcome)
    remedies = words.remedies(found, today, government(), case.unit, paper="本告知")
    rows += notice(case, name, {"paragraphs": paragraphs, "remedy": remedies}, at)
    label = label or found.short
    tell(CaseClosed(case.reference, outcome, label), case, by=by, at=at, rows=rows)
    paying.cancel_open(case, at)
    return case


@acting
def extend(*, case: Case, days: int, ground: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Extend the term once, on or before the due day, with the applicant told (条例第33条). By the office's head."""
    if not ground.strip():
        raise StepRefused("请写明延长的理由，告知书上要写", "ground")
    wordings.written_out(case, ground=ground)
    clock = clocks.clock_of(case.ref, ANSWER)
    if clock is None:
        raise StepRefused("还没有开始计时，不能延长")
    rows = step(case, "extend", by=by, at=at, seen=seen, note=ground.strip(), extended=True)
    article = words.article(rules.clock_rule(clock.rule).extension.authority)
    rows += clocks.move(clock, Event(EventKind.EXTEND, localdate(at), days=days, ground="", article=article))
    text = words.extension(days, clock.due_on, clock.provisional_on, ground.strip())
    rows += notice(case, "extension", {"paragraphs": text}, at)
    tell(facts.CaseExtended(case.reference, days), case, by=by, at=at, rows=rows)
    return case
