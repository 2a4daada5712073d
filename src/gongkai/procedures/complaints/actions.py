"""What is done with a complaint. Each verb is one act with one fact."""

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
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.parties import vault
from gongkai.ground.rules import queries as rules
from gongkai.ground.rules.terms import last_working_day
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import office_over
from gongkai.ground.units.scope import APPLICANT, Actor
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.actions import Opening, closing, step, tell
from gongkai.kernel.cases.codes import code_of_form, new_code
from gongkai.kernel.cases.facts import CaseClosed
from gongkai.kernel.cases.models import COMPLAINS, Case
from gongkai.kernel.cases.queries import by_token
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.complaints import OFFICE, Complaint, facts, queries, words
from gongkai.procedures.complaints.models import Grievance, Inquiry
from gongkai.pure.clock import Event, EventKind
from gongkai.pure.declare import Role
from gongkai.pure.guard.passages import Passage, scan
from gongkai.pure.guard.sorts import PERSONAL, SORTS
from gongkai.pure.law.applicants import NATURAL, label_of
from gongkai.pure.law.grievances import DECLINED, FOUND, MATTERS, UPHELD, WITHDRAWN

ACCEPT, ANSWER = "accept", "answer"
"""The clocks: whether it is taken up at all, and until when it is handled."""
DECIDE_ON, HANDLE, EXPLAIN, RECTIFY = "accept", "handle", "explain", "rectify"
"""The duties: the first two are the office's, the others those of the unit that it is about."""
EXPLAIN_WITHIN, LONGEST_ASKED = 7, 60
"""Working days in which a unit is asked to explain itself [ours], and the most that may be given."""
SHORTEST, LONGEST_PUBLIC = 10, 500


@dataclass(frozen=True)
class Telling:
    """What somebody tells. ``party``: name, phone, … or {} for who does not say who they are."""

    matter: str
    text: str
    party: dict[str, str]
    party_type: str = NATURAL.key


@dataclass(frozen=True)
class Opened:
    """A registered complaint and the query code to tell now: it is not kept."""

    case: Case
    query_code: str


def office_for(about: Unit, on: date) -> Unit:
    """The openness office that handles complaints about a unit (条例第51条: 政府信息公开工作主管部门). Raises StepRefused."""
    office = office_over(about, OFFICE, on)
    if office is None:
        raise StepRefused("还没有设政务公开办，不能登记举报投诉，请找系统管理员", "about")
    return office


def submit(*, about: Unit, telling: Telling, at: datetime, query_code: str, form_token: str) -> Opened:
    """A complaint through the web, received today. A form sent twice makes one case."""
    return _open_once(
        about=about, telling=telling, channel="web", by=APPLICANT, at=at, received_on=localdate(at), token=form_token,
        query_code=query_code, application=None, files=(),
    )  # fmt: skip


def register(
    *, about: Unit, telling: Telling, channel: str, received_on: date, by: Actor, at: datetime, application: Case | None = None,
    form_token: str | None = None, files: Sequence[Upload] = (),
) -> Opened:  # fmt: skip
    """Take down what was told at the window, by telephone, letter or fax. ``application``: the one that it is about, if it names one.

    Raises NotAllowed, StepRefused.
    """
    if not by.holds(OFFICE, office_for(about, localdate(at)).pk):
        raise NotAllowed("登记举报投诉要由政务公开办来办")
    if received_on > localdate(at):
        raise StepRefused("收到日期不能晚于今天", "received_on")
    token = sha256(form_token.encode()).hexdigest() if form_token else None
    code = code_of_form(form_token) if form_token else new_code()
    return _open_once(
        about=about, telling=telling, channel=channel, by=by, at=at, received_on=received_on, token=token, query_code=code,
        application=application, files=files,
    )  # fmt: skip


def _open_once(*, token: str | None, query_code: str, **opening: Any) -> Opened:
    if token and (made := by_token(token)):
        return Opened(made, query_code)
    try:
        return Opened(_open(token=token, code=query_code, **opening), query_code)
    except IntegrityError:
        if token and (made := by_token(token)):
            return Opened(made, query_code)
        raise


@acting
def _open(
    *, about: Unit, telling: Telling, channel: str, by: Actor, at: datetime, received_on: date, token: str | None, code: str,
    application: Case | None, files: Sequence[Upload],
) -> Case:  # fmt: skip
    on = localdate(at)
    if telling.matter not in {each.key for each in MATTERS}:
        raise StepRefused("请选反映的是什么问题", "matter")
    if len(telling.text.strip()) < SHORTEST:
        raise StepRefused(f"请写清楚是什么事，至少{SHORTEST}个字", "text")
    try:
        rules.rule_key(Complaint.rule_family, received_on)
    except LookupError as error:
        raise StepRefused("那时候办理的规定还没有施行，请再看看收到日期", "received_on") from error
    opening = Opening(
        procedure=Complaint.code, unit=office_for(about, on), state=Complaint.RECEIVED, channel=channel, party_type=telling.party_type,
        sealed={"party": telling.party, "subject": queries.subject(about.name, telling.matter), "wanted": telling.text.strip()},
        query_code=code, form_token=token, received_on=received_on,
    )  # fmt: skip
    case, rows = cases.open_case(opening, by=by, at=at)
    rows.append(insert(Grievance(case=case, about=about, matter=telling.matter)))
    rows += [put(owner=case.ref, name=each.name, data=each.data, seal=True) for each in files]
    rows += clocks.start(ref=case.ref, name=ACCEPT, rule=case.rule, on=received_on)
    clock = clocks.clock_of(case.ref, ACCEPT)
    rows.append(open_duty(case, DECIDE_ON, role=OFFICE, on=on, procedure=Complaint.code, clock=clock))
    rows += _notice(case, "complaint_receipt", words.receipt(clock.last_on), on)
    told = facts.ComplaintReceived(
        case.reference, about.short_name, label_of(MATTERS, telling.matter), received_on.isoformat()
    )
    tell(told, case, by=by, at=at, rows=rows)
    if application is not None:
        cases.link(case=case, about=application, sort=COMPLAINS, by=by, at=at)
    return case


def _notice(case: Case, code: str, paragraphs: list[str], on: date, to: str = "") -> list[Ledgered]:
    """A paper to whoever complained, or ``to`` the unit: to that without a word of whom it hears it from."""
    party = {} if to else vault.unseal(case.ref, "party", {})
    data = {
        "to": to or party.get("organisation") or party.get("name") or "举报投诉人",
        "unit": case.unit.name, "phone": case.unit.phone, "address": case.unit.address, "reference": case.reference,
        "subject": "" if to else vault.unseal(case.ref, "subject", ""), "paragraphs": paragraphs,
    }  # fmt: skip
    office = case.unit.doc_prefix or case.unit.short_name
    return issue(
        ref=case.ref, notice=Complaint.notice(code), office=office, data=data, on=on, step_seq=case.revision, sealed_by=case.unit,
        signed=Complaint.signs(code),
    )  # fmt: skip


@acting
def accept(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """It will be looked into: the term runs from today. Told late it is recorded as such."""
    on = localdate(at)
    late = clocks.reading(clocks.clock_of(case.ref, ACCEPT), on).overdue
    rows = step(case, "accept", by=by, at=at, seen=seen)
    rows += [*_stopped(case, on), *close_duties(case, DECIDE_ON, on=on)]
    rows += clocks.start(ref=case.ref, name=ANSWER, rule=rules.rule_key("complaint", on), on=on)
    clock = clocks.clock_of(case.ref, ANSWER)
    rows.append(open_duty(case, HANDLE, role=OFFICE, on=on, procedure=Complaint.code, clock=clock))
    rows += _notice(case, "complaint_accepted", words.accepted(queries.grievance_of(case), clock.last_on), on)
    tell(facts.ComplaintAccepted(case.reference, f"，逾期{late}日" if late else ""), case, by=by, at=at, rows=rows)
    return case


@acting
def decline(*, case: Case, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """It is not for this office: why, and where to go instead, is told to whoever complained."""
    on = localdate(at)
    if len(reason.strip()) < SHORTEST:
        raise StepRefused("请写明为什么不予受理，可以到哪里去反映", "reason")
    rows = step(case, "decline", by=by, at=at, seen=seen, note=reason.strip(), **closing(case, DECLINED, on))
    rows += [
        *_stopped(case, on),
        *close_duties(case, on=on),
        *_notice(case, "complaint_declined", words.declined(reason), on),
    ]
    tell(CaseClosed(case.reference, DECLINED, queries.result_label(DECLINED)), case, by=by, at=at, rows=rows)
    return case


@acting
def ask(*, case: Case, letter: str, days: int, by: Actor, at: datetime, seen: int | None = None) -> Inquiry:
    """Ask the unit to explain itself within so many working days. What it reads are the office's own words, never the complaint's."""
    on, grievance = localdate(at), queries.grievance_of(case)
    if grievance.about_id == case.unit_id:
        raise StepRefused("反映的就是本单位，不用发函")
    if len(letter.strip()) < SHORTEST:
        raise StepRefused("请写明要说明什么；不要写举报投诉人是谁", "letter")
    if not 1 <= days <= LONGEST_ASKED:
        raise StepRefused(f"答复期限请写1到{LONGEST_ASKED}个工作日", "days")
    if name := _named(case, letter):
        raise StepRefused(f"函里写了“{name}”：不能让被反映的单位知道是谁举报投诉的，请删去", "letter")
    if queries.unanswered(case):
        raise StepRefused("上一份函还没有答复，答复了再发")
    rows = step(case, "ask", by=by, at=at, seen=seen)
    seq, due_on = len(queries.inquiries_of(case)) + 1, last_working_day(on, days)
    inquiry = insert(Inquiry(case=case, seq=seq, asked_on=on, due_on=due_on))
    rows += [inquiry, vault.seal(case.ref, f"inquiry:{seq}", letter.strip())]
    rows.append(_owed_by_unit(case, EXPLAIN, grievance.about, on, due_on, str(seq)))
    rows += _notice(case, "complaint_asked", words.asked(grievance, letter, due_on), on, to=grievance.about.name)
    told = facts.ComplaintAsked(case.reference, grievance.about.short_name, due_on.isoformat())
    tell(told, case, by=by, at=at, rows=rows)
    return inquiry


def _named(case: Case, text: str) -> str:
    """What of the complainant's own data stands in a text; "" if nothing does."""
    party = vault.unseal(case.ref, "party", {})
    return next((value for value in party.values() if len(value) > 1 and value in text), "")


def _owed_by_unit(case: Case, kind: str, about: Unit, on: date, due_on: date, key: str = "") -> Ledgered:
    return open_duty(
        case, kind, role=Role.CASE_OFFICER, on=on, procedure=Complaint.code, unit_id=about.pk, key=key, due_on=due_on
    )


@acting
def explain(
    *, case: Case, text: str, by: Actor, at: datetime, seen: int | None = None, files: Sequence[Upload] = ()
) -> Inquiry:
    """The unit explains itself. Late it is recorded as such."""
    on, grievance = localdate(at), queries.grievance_of(case)
    inquiry = next(iter(queries.unanswered(case)), None)
    if inquiry is None:
        raise StepRefused("没有等着说明的函")
    if len(text.strip()) < SHORTEST:
        raise StepRefused(f"请写明情况，至少{SHORTEST}个字", "text")
    rows = step(case, "explain", by=by, at=at, seen=seen, unit_id=grievance.about_id)
    inquiry.answered_on = on
    change(inquiry, {"answered_on": on})
    rows += [inquiry, vault.seal(case.ref, f"explanation:{inquiry.seq}", text.strip())]
    rows += [put(owner=case.ref, name=each.name, data=each.data, seal=True) for each in files]
    rows += close_duties(case, EXPLAIN, on=on, key=str(inquiry.seq))
    late = "，晚于期限" if on > inquiry.due_on else ""
    told = facts.ComplaintExplained(case.reference, grievance.about.short_name, late)
    tell(told, case, by=by, at=at, rows=rows)
    return inquiry


@acting
def extend(*, case: Case, days: int, ground: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Once, on or before the last day, by at most 30 days, with whoever complained told why (信访工作条例第34条)."""
    if not ground.strip():
        raise StepRefused("请写明延长的理由，告知书上要写", "ground")
    clock = clocks.clock_of(case.ref, ANSWER)
    if clock is None:
        raise StepRefused("还没有受理，不能延长")
    most = rules.clock_rule(clock.rule).extension.days
    if not 1 <= days <= most:
        raise StepRefused(f"延长的日数请写1到{most}", "days")
    rows = step(case, "extend", by=by, at=at, seen=seen, note=ground.strip(), extended=True)
    rows += clocks.move(clock, Event(EventKind.EXTEND, localdate(at), days=days))
    rows += _notice(case, "complaint_extended", words.extended(days, clock.last_on, ground), localdate(at))
    tell(facts.ComplaintExtended(case.reference, days), case, by=by, at=at, rows=rows)
    return case


@acting
def decide(
    *, case: Case, outcome: str, text: str, published: str, by: Actor, at: datetime, seen: int | None = None, days: int | None = None
) -> Case:  # fmt: skip
    """What was found. ``text`` goes to whoever complained, ``published`` on the public page; ``days``: working days in which the unit is to
    put it right. Raises StepRefused, also where the public words name the complainant or hold personal data.
    """
    on, grievance = localdate(at), queries.grievance_of(case)
    if outcome not in {each.key for each in FOUND}:
        raise StepRefused("请选查下来属不属实", "outcome")
    if len(text.strip()) < SHORTEST:
        raise StepRefused("请写明查到什么、怎么处理，告知书上要写", "text")
    if days is not None and outcome not in UPHELD:
        raise StepRefused("不属实的不用改正，请把改正的期限删去", "days")
    if days is not None and not 1 <= days <= LONGEST_ASKED:
        raise StepRefused(f"改正的期限请写1到{LONGEST_ASKED}个工作日", "days")
    _check_public(case, published, on)
    rows = step(case, "decide", by=by, at=at, seen=seen, note=text.strip(), **closing(case, outcome, on))
    rows += [*_stopped(case, on), *close_duties(case, on=on)]
    rectify_by = last_working_day(on, days) if days else None
    changes = {"published_text": published.strip(), "rectify_by": rectify_by}
    rows.append(_changed(grievance, changes))
    label, then = queries.result_label(outcome), ""
    rows += _notice(case, "complaint_result", words.decided(grievance, label, text), on)
    if rectify_by:
        then = f"，限{grievance.about.short_name}在{zh_date(rectify_by)}前改正"
        rows.append(_owed_by_unit(case, RECTIFY, grievance.about, on, rectify_by))
        rows += _notice(
            case, "complaint_order", words.ordered(grievance, label, published, rectify_by), on, to=grievance.about.name
        )
    tell(facts.ComplaintDecided(case.reference, outcome, label, then), case, by=by, at=at, rows=rows)
    return case


def _check_public(case: Case, published: str, on: date) -> None:
    """The public words name nobody: 举报人 are never told, and no other personal data either."""
    if len(published.strip()) < SHORTEST:
        raise StepRefused("请写公开的处理结果，不写举报投诉人是谁", "published")
    if len(published) > LONGEST_PUBLIC:
        raise StepRefused(f"公开的处理结果请写在{LONGEST_PUBLIC}个字以内", "published")
    if name := _named(case, published):
        raise StepRefused(f"公开的处理结果里写了“{name}”，会让人知道是谁举报投诉的，请删去", "published")
    found = [each.find for each in scan([Passage(published)], on=on) if each.find.sort in PERSONAL]
    if found:
        raise StepRefused(f"公开的处理结果里有个人信息（{SORTS[found[0].sort].label}），请删去", "published")


def _changed(grievance: Grievance, changes: dict[str, Any]) -> Grievance:
    for name, value in changes.items():
        setattr(grievance, name, value)
    change(grievance, changes)
    return grievance


@acting
def rectify(*, case: Case, text: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """The unit tells how it put right what was found. Late it is recorded as such."""
    on, grievance = localdate(at), queries.grievance_of(case)
    if grievance.rectify_by is None or grievance.rectified_on:
        raise StepRefused("没有等着报告的改正情况")
    if len(text.strip()) < SHORTEST:
        raise StepRefused(f"请写明怎么改正的，至少{SHORTEST}个字", "text")
    rows = step(case, "rectify", by=by, at=at, seen=seen, unit_id=grievance.about_id, note=text.strip())
    rows += [_changed(grievance, {"rectified_on": on}), *close_duties(case, RECTIFY, on=on)]
    late = "，晚于期限" if on > grievance.rectify_by else ""
    told = facts.ComplaintRectified(case.reference, grievance.about.short_name, late)
    tell(told, case, by=by, at=at, rows=rows)
    return case


@acting
def withdraw(*, case: Case, by: Actor, at: datetime, seen: int | None = None, reason: str = "") -> Case:
    """Whoever complained takes it back, on the web or by word to the office."""
    on = localdate(at)
    ended = closing(case, WITHDRAWN, on, voided=True)
    rows = step(case, "withdraw", by=by, at=at, seen=seen, note=reason.strip(), **ended)
    rows += [*_stopped(case, on), *close_duties(case, on=on)]
    tell(CaseClosed(case.reference, WITHDRAWN, queries.result_label(WITHDRAWN)), case, by=by, at=at, rows=rows)
    return case


def _stopped(case: Case, on: date) -> list[Ledgered]:
    stop = Event(EventKind.STOP, on)
    return [row for clock in clocks.running(case.ref) for row in clocks.move(clock, stop, checked=False)]
