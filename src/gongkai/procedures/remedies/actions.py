"""What is done in a reconsideration or a lawsuit by the organ that answers for what it did. Each verb is one act with one fact.

What ends it, and what comes of that, is in ``deciding``; what only a lawsuit has, its instances, in ``instances``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import holders
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.actions import Opening, step, tell
from gongkai.kernel.cases.codes import new_code
from gongkai.kernel.cases.models import CHALLENGES, FOLLOWS, Case
from gongkai.kernel.cases.queries import by_token
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.remedies import HANDLERS, Litigation, Reconsideration, facts, queries
from gongkai.procedures.remedies.models import Hearing, Remedy
from gongkai.pure import declare
from gongkai.pure.clock import Event, EventKind
from gongkai.pure.declare import Role
from gongkai.pure.law.reviews import AFTER, DIRECT

ANSWER, APPEAL_ANSWER = "answer", "appeal_answer"
REPLY, AWAIT, HEAR = "reply", "await_decision", "hearing"
LOOK_AHEAD = 3
"""Working days before a hearing in which its light is yellow: ours, time to prepare."""
SHORTEST_REPLY, MOST_FILES = 10, 20


@dataclass(frozen=True)
class Matter:
    """What is reviewed and by whom. ``party``: whoever brought it; ``wanted``: what they ask for; ``number``: the reviewer's own."""

    party_type: str
    party: dict[str, str]
    subject: str
    wanted: str
    organ: str
    number: str = ""


def paper_of(case: Case) -> str:
    """What the answer is called."""
    return "答辩状" if queries.is_suit(case) else "行政复议答复书"


def hearing_of(case: Case) -> str:
    return "开庭" if queries.is_suit(case) else "听证"


def register(
    *,
    procedure: str,
    unit: Unit,
    matter: Matter,
    channel: str,
    received_on: date,
    by: Actor,
    at: datetime,
    about: Case | None = None,
    follows: Case | None = None,
    after: bool = False,
    simple: bool = False,
    accepted_on: date | None = None,
    form_token: str | None = None,
    scans: Sequence[Upload] = (),
) -> Case:
    """Take down that the copy of an application for reconsideration or of a complaint came: the term of the answer runs.

    ``about``: the case that it is about; ``follows``: the reconsideration before a lawsuit, which then counts as one after it, as ``after``
    says where that is not in the system. A form sent twice makes one case. Raises NotAllowed, StepRefused.
    """
    if not by.holds_any(HANDLERS, unit.pk):
        raise NotAllowed(f"登记要由{'、'.join(role.label for role in HANDLERS)}来办")
    if len(scans) > MOST_FILES:
        raise StepRefused(f"扫描件最多{MOST_FILES}个，请把相近的合成一个再附", "scans")
    today = localdate(at)
    if received_on > today:
        raise StepRefused("收到副本的日期不能晚于今天", "received_on")
    if accepted_on and accepted_on > received_on:
        raise StepRefused("受理或者立案在前，收到副本在后，请再看看这两个日期", "accepted_on")
    try:
        rules.rule_key(declare.procedure(procedure).rule_family, received_on)
    except LookupError as error:
        raise StepRefused("那时候法律还没有施行，请再看看收到副本的日期", "received_on") from error
    token = sha256(form_token.encode()).hexdigest() if form_token else None
    if token and (made := by_token(token)):
        return made
    try:
        return _open(
            procedure=procedure, unit=unit, matter=matter, channel=channel, received_on=received_on, by=by, at=at, about=about,
            follows=follows, after=after or follows is not None, simple=simple, accepted_on=accepted_on, token=token, scans=scans,
        )  # fmt: skip
    except IntegrityError:
        if token and (made := by_token(token)):
            return made
        raise


@acting
def _open(
    *, procedure: str, unit: Unit, matter: Matter, channel: str, received_on: date, by: Actor, at: datetime, about: Case | None,
    follows: Case | None, after: bool, simple: bool, accepted_on: date | None, token: str | None, scans: Sequence[Upload],
) -> Case:  # fmt: skip
    declared = Litigation if procedure == Litigation.code else Reconsideration
    sealed = {"party": matter.party, "subject": matter.subject, "wanted": matter.wanted}
    sealed["reviewer"] = {"organ": matter.organ, "number": matter.number}
    opening = Opening(
        procedure=procedure, unit=unit, state=declared.REPLYING, channel=channel, party_type=matter.party_type, sealed=sealed,
        query_code=new_code(), form_token=token, received_on=received_on, route=_route(procedure, after),
        confidential=any(each.confidential for each in (about, follows) if each),
    )  # fmt: skip
    case, rows = cases.open_case(opening, by=by, at=at)
    expected = queries.expected_by(queries.end_after(case, simple, accepted_on or received_on))
    remedy = Remedy(case=case, simple=simple, accepted_on=accepted_on, **expected)
    rows.append(insert(remedy))
    rows += [put(owner=case.ref, name=each.name, data=each.data, seal=True) for each in scans]
    rows += clocks.start(ref=case.ref, name=ANSWER, rule=_reply_rule(case, simple), on=received_on)
    rows.append(
        open_duty(
            case, REPLY, role=desk_of(case, localdate(at)), on=localdate(at), procedure=procedure,
            clock=clocks.clock_of(case.ref, ANSWER), person=_keeper(about or follows, unit, by),
        )
    )  # fmt: skip
    what = "起诉状" if procedure == Litigation.code else "行政复议申请书"
    tell(facts.RemedyReceived(case.reference, what, received_on.isoformat()), case, by=by, at=at, rows=rows)
    for other, sort in ((about, CHALLENGES), (follows, FOLLOWS)):
        if other is not None:
            cases.link(case=case, about=other, sort=sort, by=by, at=at)
    return case


def _keeper(about: Case | None, unit: Unit, by: Actor) -> str:
    """Into whose hands alone it goes, if what it is about is confidential: whoever takes it down, or handles that."""
    if about is None or not about.confidential:
        return ""
    return by.name if by.holds(Role.CASE_OFFICER, unit.pk) else about.handler(Role.CASE_OFFICER, unit.pk)


def _route(procedure: str, after: bool) -> str:
    if procedure != Litigation.code:
        return ""
    return AFTER if after else DIRECT


def _reply_rule(case: Case, simple: bool) -> str:
    """行政复议法第54条: 5 days in the simple procedure, which a lawsuit's answer does not know (行政诉讼法第67条)."""
    if simple and not queries.is_suit(case):
        try:
            return rules.rule_key("reply-simple", case.received_on)
        except LookupError:
            raise StepRefused("行政复议的简易程序自2024年1月1日起才有，请不要勾选", "simple") from None
    return case.rule


def desk_of(case: Case, on: date) -> Role:
    """Whose it is: the legal reviewer's, where the unit has one; of what is confidential the one officer's (ADR 0022)."""
    if case.confidential:
        return Role.CASE_OFFICER
    return Role.LEGAL_REVIEWER if holders(Role.LEGAL_REVIEWER, case.unit_id, on) else Role.CASE_OFFICER


def await_decision(case: Case, expected_on: date | None, at: datetime) -> Ledgered:
    """Somebody outside is to decide; after the day on which they were to there is something to ask about."""
    on = localdate(at)
    return open_duty(
        case, AWAIT, role=desk_of(case, on), on=on, procedure=case.procedure, due_on=expected_on, paused=True
    )


def awaited_anew(case: Case, expected_on: date | None, at: datetime) -> list[Ledgered]:
    """The same by another day."""
    return [*close_duties(case, AWAIT, on=localdate(at)), await_decision(case, expected_on, at)]


def update(remedy: Remedy, **values: Any) -> Remedy:
    for name, value in values.items():
        setattr(remedy, name, value)
    change(remedy, values)
    return remedy


@acting
def reply(
    *, case: Case, text: str, evidence: str, by: Actor, at: datetime, seen: int | None = None, files: Sequence[Upload] = ()
) -> Case:  # fmt: skip
    """Answer in writing and hand in evidence and grounds, one a line; both leave as papers of the case. Handed in late it is recorded as such."""
    text, pieces = text.strip(), [line.strip() for line in evidence.splitlines() if line.strip()]
    if len(text) < SHORTEST_REPLY:
        raise StepRefused(f"答复的内容太短，至少写{SHORTEST_REPLY}个字：事实、依据、理由", "text")
    if not pieces:
        raise StepRefused("请列出证据和依据，一行一项；不提交的，视为没有证据", "evidence")
    if len(files) > MOST_FILES:
        raise StepRefused(f"附件最多{MOST_FILES}个，请把相近的合成一个再附", "files")
    on, remedy = localdate(at), queries.remedy_of(case)
    second = case.state == Litigation.APPEAL_REPLYING.code and queries.is_suit(case)
    clock = clocks.clock_of(case.ref, APPEAL_ANSWER if second else ANSWER)
    late = clocks.reading(clock, on).overdue
    rows = step(case, "reply_appeal" if second else "reply", by=by, at=at, seen=seen)
    rows += clocks.move(clock, Event(EventKind.STOP, on), checked=False)
    if not second:
        rows.append(update(remedy, replied_on=on))
    stored = [put(owner=case.ref, name=each.name, data=each.data, seal=True) for each in files]
    rows += [*stored, *close_duties(case, REPLY, on=on), await_decision(case, remedy.expected_on, at)]
    rows += _papers(case, text, pieces, on, stored)
    then = f"，逾期{late}{rules.clock_rule(clock.rule).term.counting.day_zh}" if late else ""
    tell(facts.RemedyReplied(case.reference, paper_of(case), len(pieces), then), case, by=by, at=at, rows=rows)
    return case


def _papers(case: Case, text: str, pieces: list[str], on: date, files: Sequence[Any]) -> list[Ledgered]:
    """The answer and the list of evidence, addressed to whoever reviews."""
    reviewer, subject = queries.reviewer_of(case), vault.unseal(case.ref, "subject", "")
    party = vault.unseal(case.ref, "party", {})
    who = party.get("organisation") or party.get("name") or "申请人"
    numbered = f"（{reviewer.number}）" if reviewer.number else ""
    common = {
        "to": reviewer.organ,
        "unit": case.unit.name,
        "phone": case.unit.phone,
        "address": case.unit.address,
        "reference": case.reference,
        "subject": subject,
    }
    lead = (
        f"{who}就“{subject}”{'提起的行政诉讼' if queries.is_suit(case) else '申请的行政复议'}{numbered}，现答复如下："
    )
    listed = f"{who}就“{subject}”{'提起的行政诉讼' if queries.is_suit(case) else '申请的行政复议'}{numbered}，提交下列证据和依据："
    declared, office = declare.procedure(case.procedure), case.unit.doc_prefix or case.unit.short_name
    rows: list[Ledgered] = []
    for code, data, enclosed in (
        (f"{case.procedure}_reply", {"paragraphs": [lead, *text.splitlines()]}, ()),
        (f"{case.procedure}_evidence", {"paragraphs": [listed, *(f"{n}．{each}" for n, each in enumerate(pieces, 1))]}, files),
    ):  # fmt: skip
        rows += issue(
            ref=case.ref, notice=declared.notice(code), office=office, data=common | data, on=on, step_seq=case.revision,
            enclosed=enclosed, sealed_by=case.unit, signed=declared.signs(code),
        )  # fmt: skip
    return rows


@acting
def summon(*, case: Case, on: date, place: str, by: Actor, at: datetime, seen: int | None = None) -> Hearing:
    """A hearing, or a session of the court, is on a day (行政复议法第50、51条): somebody responsible is to be there."""
    if case.received_on and on < case.received_on:
        raise StepRefused("日期早于收到副本的日期，请再看看", "on")
    rows = step(case, "summon", by=by, at=at, seen=seen, note=place.strip())
    seq = Hearing.objects.filter(case=case).count() + 1
    hearing = insert(Hearing(case=case, seq=seq, on=on))
    rows += [
        hearing,
        open_duty(
            case, HEAR, role=desk_of(case, localdate(at)), on=localdate(at), procedure=case.procedure, key=str(seq), due_on=on,
            warn_on=_before(on),
        ),
    ]  # fmt: skip
    tell(facts.RemedySummoned(case.reference, hearing_of(case), on.isoformat()), case, by=by, at=at, rows=rows)
    return hearing


def _before(on: date) -> date:
    """So many working days before a hearing."""
    calendar, day = rules.calendar(), on - timedelta(1)
    while calendar.expected_working_day(day, LOOK_AHEAD) > on:
        day -= timedelta(1)
    return day


@acting
def attend(*, case: Case, which: int, text: str, by: Actor, at: datetime, seen: int | None = None) -> Hearing:
    """Note who was at a hearing and what was said there (行政复议法第51条, 行政诉讼法第3条)."""
    hearing = next((each for each in queries.untold(case) if each.seq == which), None)
    if hearing is None:
        raise StepRefused("这一次的情况已经登记过了，请看经过", "which")
    if hearing.on > localdate(at):
        raise StepRefused(f"{hearing.on.isoformat()}还没有到，开过以后再登记情况", "which")
    if not text.strip():
        raise StepRefused("请写明谁出席、说了什么", "text")
    rows = step(case, "attend", by=by, at=at, seen=seen, note=text.strip())
    hearing.told_on = localdate(at)
    change(hearing, {"told_on": hearing.told_on})
    rows += [hearing, *close_duties(case, HEAR, on=localdate(at), key=str(which))]
    tell(facts.RemedyAttended(case.reference, hearing_of(case), hearing.on.isoformat()), case, by=by, at=at, rows=rows)
    return hearing


@acting
def prolong(*, case: Case, days: int, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """The reviewing organ told that it takes so many days more: once, 30 at most (行政复议法第62条). Raises StepRefused."""
    remedy = queries.remedy_of(case)
    since = remedy.accepted_on or case.received_on
    most = 0 if remedy.simple else rules.clock_rule(rules.rule_key("decision", since)).extension.days
    if not most:
        raise StepRefused("适用简易程序的，审理期限不能延长：转为普通程序的，请写在办理记录里")
    if not 1 <= days <= most:
        raise StepRefused(f"延长的日数请写1到{most}，照延期通知书写", "days")
    rows = step(case, "prolong", by=by, at=at, seen=seen)
    rows.append(update(remedy, **queries.expected_later(remedy, days)))
    if case.phase == declare.WAITING:
        rows += awaited_anew(case, remedy.expected_on, at)
    tell(facts.RemedyProlonged(case.reference, days), case, by=by, at=at, rows=rows)
    return case


@acting
def suspend(*, case: Case, on: date, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """The review rests (行政复议法第39条): nothing is awaited by a day."""
    if not reason.strip():
        raise StepRefused("请写明为什么中止，照中止通知书写", "reason")
    _check_day(case, on, at)
    rows = step(case, "suspend", by=by, at=at, seen=seen, note=reason.strip())
    rows += [update(queries.remedy_of(case), suspended_on=on), *awaited_anew(case, None, at)]
    tell(facts.RemedySuspended(case.reference, on.isoformat()), case, by=by, at=at, rows=rows)
    return case


@acting
def resume(*, case: Case, on: date, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """The review goes on; the days that it rested are added to its term."""
    _check_day(case, on, at)
    remedy = queries.remedy_of(case)
    if remedy.suspended_on and on < remedy.suspended_on:
        raise StepRefused("恢复审理不能早于中止，请再看看日期", "on")
    rested = (on - remedy.suspended_on).days if remedy.suspended_on else 0
    second = queries.is_suit(case) and bool(remedy.appealed_by)
    rows = step(case, "resume", by=by, at=at, seen=seen, to=Litigation.APPEAL if second else None)
    rows.append(update(remedy, suspended_on=None, **queries.expected_later(remedy, rested)))
    rows += awaited_anew(case, remedy.expected_on, at)
    tell(facts.RemedyResumed(case.reference, on.isoformat()), case, by=by, at=at, rows=rows)
    return case


def _check_day(case: Case, on: date, at: datetime) -> None:
    if on > localdate(at):
        raise StepRefused("日期不能晚于今天", "on")
    if case.received_on and on < case.received_on:
        raise StepRefused("日期早于收到副本的日期，请再看看", "on")
