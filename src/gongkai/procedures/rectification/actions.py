"""What is done with a request to correct one's own records (条例第41条). Each verb is one act with one fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate

from gongkai.ground.documents.actions import issue
from gongkai.ground.files.actions import put
from gongkai.ground.files.fields import Upload
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.parties import vault
from gongkai.ground.rules import queries as rules
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import court_of, government, reconsideration_organ, unit_by_id
from gongkai.ground.units.scope import APPLICANT, Actor
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.actions import Opening, closing, step, tell
from gongkai.kernel.cases.codes import code_of_form, new_code
from gongkai.kernel.cases.facts import CaseClosed
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import by_token
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.rectification import (
    ACCURATE,
    PASSED_ON,
    POINTED,
    TAKERS,
    UNPROVED,
    WITHDRAWN,
    Rectification,
    facts,
)
from gongkai.pure.clock import Event, EventKind
from gongkai.pure.declare import Role
from gongkai.pure.guard.blanks import blanks
from gongkai.pure.law.applicants import NATURAL
from gongkai.pure.law.remedies import remedy

ANSWER, VERIFY, SIGN = "answer", "verify", "sign"
SHORTEST = 10
ADVERSE = (ACCURATE, UNPROVED)


@dataclass(frozen=True)
class Asking:
    """What somebody asks. ``subject``: which record; ``wanted``: what is wrong in it, what it should say, and by which evidence."""

    party_type: str
    party: dict[str, str]
    subject: str
    wanted: str


@dataclass(frozen=True)
class Opened:
    """A request, and the query code to tell now: it is not kept."""

    case: Case
    query_code: str


def submit(
    *, unit: Unit, asking: Asking, at: datetime, query_code: str | None = None, form_token: str | None = None
) -> Opened:
    """Through the web: received today, for the automatic receipt confirms it. A form sent twice makes one case, with the same code."""
    _check(asking)
    code = query_code or new_code()
    if form_token and (made := by_token(form_token)):
        return Opened(made, code)
    try:
        case = _open(unit, asking, "web", localdate(at), APPLICANT, at, form_token, query_code=code)
    except IntegrityError:
        if form_token and (made := by_token(form_token)):
            return Opened(made, code)
        raise
    return Opened(case, code)


def _check(asking: Asking) -> None:
    if not asking.subject.strip() or len(asking.wanted.strip()) < SHORTEST:
        raise StepRefused(f"请写清哪里不准确、应当是什么、有什么证据，至少{SHORTEST}个字", "wanted")


def register(
    *, unit: Unit, asking: Asking, channel: str, received_on: date, by: Actor, at: datetime, form_token: str | None = None,
    files: Sequence[Upload] = (),
) -> Case:  # fmt: skip
    """Take down what came over the counter, by letter or fax, with its evidence. A form sent twice makes one case; its query code follows from
    ``form_token``."""
    if not by.holds_any(TAKERS, unit.pk):
        raise NotAllowed("登记更正申请要由窗口人员或经办人来办")
    if received_on > localdate(at):
        raise StepRefused("收到日期不能晚于今天", "received_on")
    _check(asking)
    token = sha256(form_token.encode()).hexdigest() if form_token else None
    if token and (made := by_token(token)):
        return made
    code = code_of_form(form_token) if form_token else ""
    try:
        return _open(unit, asking, channel, received_on, by, at, token, files, query_code=code)
    except IntegrityError:
        if token and (made := by_token(token)):
            return made
        raise


@acting
def _open(
    unit: Unit, asking: Asking, channel: str, received_on: date, by: Actor, at: datetime, token: str | None,
    files: Sequence[Upload] = (), passed_by: Case | None = None, query_code: str = "",
) -> Case:  # fmt: skip
    try:
        rules.rule_key(Rectification.rule_family, received_on)
    except LookupError as error:
        raise StepRefused("《政府信息公开条例》自2008年5月1日起施行，收到日期不能早于这一天", "received_on") from error
    sealed = {"party": asking.party, "subject": asking.subject.strip(), "wanted": asking.wanted.strip()}
    opening = Opening(
        procedure=Rectification.code, unit=unit, state=Rectification.RECEIVED, channel=channel, party_type=asking.party_type,
        sealed=sealed, query_code=query_code or new_code(), form_token=token, received_on=received_on,
        query_hash=passed_by.query_hash if passed_by else "",
    )  # fmt: skip
    case, rows = cases.open_case(opening, by=by, at=at)
    stored = [put(owner=case.ref, name=each.name, data=each.data, seal=True) for each in files]
    if stored:
        rows += [*stored, vault.seal(case.ref, "evidence", [each.public_id for each in stored])]
    rows += clocks.start(ref=case.ref, name=ANSWER, rule=case.rule, on=received_on)
    rows.append(_owed(case, VERIFY, Role.CASE_OFFICER, at))
    clock = clocks.clock_of(case.ref, ANSWER)
    until = f"，最晚{zh_date(clock.due_on)}告知您处理结果" if clock.due_on else ""
    rows += _notice(case, "rectification_receipt", {"paragraphs": [f"您要求更正本人信息的申请于{zh_date(received_on)}收到{until}。"]}, at)  # fmt: skip
    then = f"，由{passed_by.unit.name}转送（{passed_by.reference}）" if passed_by else ""
    tell(facts.RectificationReceived(case.reference, received_on.isoformat(), then), case, by=by, at=at, rows=rows)
    return case


def _owed(case: Case, kind: str, role: Role, at: datetime) -> Any:
    clock = clocks.clock_of(case.ref, ANSWER)
    return open_duty(case, kind, role=role, on=localdate(at), procedure=Rectification.code, clock=clock)


def _notice(case: Case, kind: str, data: dict[str, Any], at: datetime) -> list[Ledgered]:
    party = vault.unseal(case.ref, "party", {})
    to = (party.get("name") if case.party_type == NATURAL.key else party.get("organisation")) or "申请人"
    whole = {
        "to": to, "unit": case.unit.name, "phone": case.unit.phone, "address": case.unit.address, "reference": case.reference,
        "subject": vault.unseal(case.ref, "subject", ""),
    } | data  # fmt: skip
    office = case.unit.doc_prefix or case.unit.short_name
    return issue(
        ref=case.ref,
        notice=Rectification.notice(kind),
        office=office,
        data=whole,
        on=localdate(at),
        step_seq=case.revision,
        sealed_by=case.unit,
        signed=Rectification.signs(kind),
    )


@acting
def propose(
    *, case: Case, outcome: str, text: str, by: Actor, at: datetime, organ: Unit | None = None, where: str = "",
    seen: int | None = None,
) -> Case:  # fmt: skip
    """Put the result forward: corrected, not, or not ours to correct. ``organ``: the unit of ours that has the power, to which it is passed on
    (第41条); ``where``: any other, with its contact. Raises StepRefused.
    """
    if outcome not in Rectification.outcomes or outcome == WITHDRAWN:
        raise StepRefused("请选处理结果", "outcome")
    if outcome == PASSED_ON and (organ is None or organ.pk == case.unit_id):
        raise StepRefused("请选转送给本级政府的哪个单位；转不了的，选“告知向有权的机关提出”", "organ")
    if outcome == POINTED and not where.strip():
        raise StepRefused("请写明有权更正的机关和它的联系方式", "where")
    if outcome != PASSED_ON and organ is not None:
        raise StepRefused("只有转送的才选单位：请选“不转送”，或者换结果", "organ")
    if len(text.strip()) < SHORTEST:
        raise StepRefused(f"请写清核实的情况，至少{SHORTEST}个字", "text")
    for name, said in (("text", text), ("where", where)):
        if left := blanks(said):
            raise StepRefused(f"还有没填的地方：{'、'.join(f'“{each}”' for each in left[:3])}，请填好或者删去", name)
    rows = step(case, "propose", by=by, at=at, seen=seen)
    value = {"outcome": outcome, "text": text.strip(), "organ": organ.pk if organ else None, "where": where.strip()}
    seq = vault.next_seq(case.ref, "proposal")
    rows.append(vault.seal(case.ref, "proposal", value, seq=seq))
    rows += [*close_duties(case, VERIFY, on=localdate(at)), _owed(case, SIGN, Role.SIGNATORY, at)]
    tell(facts.RectificationProposed(case.reference, outcome), case, by=by, at=at, rows=rows)
    return case


def proposed(case: Case) -> dict[str, Any] | None:
    """The result last put forward; None if none was, or once the case's data is erased."""
    return vault.unseal(case.ref, "proposal")


@acting
def return_answer(*, case: Case, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """The signatory sends it back with a reason."""
    if not reason.strip():
        raise StepRefused("请写明退回的原因", "reason")
    rows = step(case, "return_answer", by=by, at=at, seen=seen, note=reason.strip())
    rows += [*close_duties(case, SIGN, on=localdate(at)), _owed(case, VERIFY, Role.CASE_OFFICER, at)]
    tell(facts.RectificationReturned(case.reference), case, by=by, at=at, rows=rows)
    return case


def paragraphs(case: Case, value: dict[str, Any]) -> list[str]:
    """What the applicant is told, with where to turn where it is not ours to correct."""
    found = [value["text"], f"处理结果：{Rectification.outcomes[value['outcome']]}（《政府信息公开条例》第四十一条）。"]
    if value["outcome"] == PASSED_ON:
        unit = unit_by_id(value["organ"])
        phone = f"，联系电话{unit.phone}" if unit.phone else ""
        found.append(f"您的申请已经转送{unit.name}{phone}，由该单位处理并告知您。")
    if value["outcome"] == POINTED:
        found.append(f"请您向有权更正的机关提出：{value['where'].rstrip('。')}。")
    return found


@acting
def decide(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Sign and send the result; what is passed on to a unit of ours begins there as a case of its own, received today."""
    value = proposed(case)
    if value is None:
        raise StepRefused("还没有拟好的处理告知书，请经办人先送签")
    today, outcome = localdate(at), value["outcome"]
    rows = step(case, "decide", by=by, at=at, seen=seen, **closing(case, outcome, today))
    rows += _ended(case, today)
    legal = remedy(
        on=today, adverse=outcome in ADVERSE, organ=case.unit.name, reconsideration_organ=reconsideration_organ(case.unit, government()),
        court=court_of(case.unit, government()), paper="本告知",
    )  # fmt: skip
    rows += _notice(case, "rectification_result", {"paragraphs": paragraphs(case, value), "remedy": legal}, at)
    tell(CaseClosed(case.reference, outcome, Rectification.outcomes[outcome]), case, by=by, at=at, rows=rows)
    if outcome == PASSED_ON:
        sealed = vault.unseal_all(case.ref)
        asking = Asking(case.party_type, sealed.get("party", {}), sealed["subject"], sealed["wanted"])
        _open(unit_by_id(value["organ"]), asking, case.channel, today, by, at, None, passed_by=case)
    return case


def _ended(case: Case, today: date) -> list[Ledgered]:
    stop = clocks.move(clocks.clock_of(case.ref, ANSWER), Event(EventKind.STOP, today), checked=False)
    return [*stop, *close_duties(case, on=today)]


@acting
def recall(*, case: Case, by: Actor, at: datetime, how: str = "", seen: int | None = None) -> Case:
    """The applicant takes it back; ``how`` they said so, where somebody else notes it."""
    if not how.strip() and by.name != APPLICANT.name:
        raise StepRefused("请写清是谁、哪天、用什么办法说要撤回", "how")
    today = localdate(at)
    rows = step(case, "recall", by=by, at=at, seen=seen, note=how.strip(), **closing(case, WITHDRAWN, today, voided=True))  # fmt: skip
    rows += _ended(case, today)
    rows += _notice(
        case, "rectification_ended", {"paragraphs": ["您撤回了申请，我们不再处理。需要时您可以重新提出。"]}, at
    )
    tell(CaseClosed(case.reference, WITHDRAWN, Rectification.outcomes[WITHDRAWN]), case, by=by, at=at, rows=rows)
    return case
