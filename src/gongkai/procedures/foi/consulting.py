"""Consulting third parties and joint organs: the clock rests from dispatch to answer (条例第32、33、34条)."""

import logging
import re
from datetime import date, datetime
from unicodedata import normalize

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.parties import vault
from gongkai.ground.rules import queries as rules
from gongkai.ground.rules.terms import last_working_day, term_of
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import government, units
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import Foi, facts, queries, words
from gongkai.procedures.foi.actions import ANSWER, notice
from gongkai.procedures.foi.models import Consultation
from gongkai.procedures.foi.wordings import written_out
from gongkai.pure.clock import Event, EventKind, IllegalEvent, Light
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import FOI_2019

log = logging.getLogger("gongkai.foi")

CONSULTED, UNDELIVERED = "consulted", "undelivered"
"""What the consulted owe, or the lead unit for them: the opinion; and what the lead unit owes of a letter to a unit of ours: that it came."""
DELIVERED_WITHIN = 10
"""Working days [ours] after which a letter whose delivery nobody has registered is to be looked after: without one the term of the
consulted never runs (条例第32条), and the clock would rest for ever."""
ONE_LETTER = "既选了单位又写了别人：一份征求意见书只发给一家，请只留一样；两家都要征求的，分两次发"
TERM_OVER = "期限已满，时钟不停"
RULE_FAMILY = {"third_party": "third-party", "joint_organ": "joint-organ"}
ARTICLE = {"third_party": "条例第32条", "joint_organ": "条例第34条"}


@acting
def consult(
    *,
    case: Case,
    kind: str,
    whom: str,
    letter: str,
    by: Actor,
    at: datetime,
    unit: Unit | None = None,
    seen: int | None = None,
) -> Consultation:
    """Ask a third party or a joint organ in writing. ``unit`` if it is one of ours: then its officers owe the opinion.

    A person or company outside is named in ``whom`` (sealed); then the lead unit's officer owes the follow-up. Sent when the term is
    over, it has nothing to rest. One letter goes to one, and no second while the first is open. Raises StepRefused.
    """
    if kind not in RULE_FAMILY:
        raise StepRefused("请选征求谁的意见：第三方，或者共同制作的机关", "kind")
    if unit is None and not whom.strip():
        raise StepRefused("请写明征求谁的意见", "whom")
    if unit is not None and whom.strip():
        raise StepRefused(ONE_LETTER, "whom")
    if unit is not None and unit.pk == case.unit_id:
        raise StepRefused("不用征求本单位的意见，请选别的单位", "unit")
    written_out(case, whom=whom, letter=letter)
    today = localdate(at)
    name = unit.name if unit else whom.strip()
    if unit is None and (why_not := why_not_outside(case, name)):
        raise StepRefused(why_not, "whom")
    _check_not_asked(case, kind, unit, name)
    rows = step(case, "consult", by=by, at=at, seen=seen, note=name)
    seq = Consultation.objects.filter(case=case).count() + 1
    consultation = Consultation.objects.create(case=case, seq=seq, kind=kind, unit=unit, dispatched_on=today)
    rows += [consultation, vault.seal(case.ref, f"consulted:{seq}", {"whom": name, "letter": letter.strip()})]
    clock = clocks.clock_of(case.ref, ANSWER)
    rows += clocks.move(clock, Event(EventKind.PAUSE, today, key=consultation.key, article=_article(case, kind)))
    rows.append(
        open_duty(
            case,
            CONSULTED,
            role=Role.CASE_OFFICER,
            on=today,
            procedure=Foi.code,
            unit_id=unit.pk if unit else None,
            key=consultation.key,
            due_on=last_working_day(today, DELIVERED_WITHIN),
            paused=True,
        )
    )
    if unit:
        # The letter lies with a colleague; that it came, and when, is ours to look after.
        rows.append(
            open_duty(
                case,
                UNDELIVERED,
                role=Role.CASE_OFFICER,
                on=today,
                procedure=Foi.code,
                key=consultation.key,
                due_on=last_working_day(today, DELIVERED_WITHIN),
                paused=True,
            )
        )
    paragraphs = words.consultation(kind, vault.unseal(case.ref, "subject", ""), case.law)
    rows += notice(
        case, "consultation", {"paragraphs": paragraphs + ([letter.strip()] if letter.strip() else [])}, at, to=name
    )
    label = "第三方" if kind == "third_party" else "共同制作机关"
    then = "，暂停计时" if clock.paused else f"，{TERM_OVER}"
    tell(facts.FoiConsulted(case.reference, label, seq, then), case, by=by, at=at, rows=rows)
    return consultation


def why_not_outside(case: Case, name: str) -> str:
    """Why somebody is not consulted by name; "" if they may be. A unit of ours is chosen, not written: its officers then owe the opinion.
    Nobody asks themselves, or the applicant for the applicant's sake."""
    core = _core(name)
    if core in _cores_of(case.unit):
        return "不用征求本单位的意见，请写别人"
    ours = next((unit for unit in units() if core in _cores_of(unit)), None)
    if ours:
        return f"{ours.name}是本级政府的单位：请在“本级政府的单位”里选它，征求意见书会直接送到它的经办人那里"
    party = vault.unseal(case.ref, "party", {})
    if _bare(name) in {_bare(party.get(each) or "") for each in ("name", "organisation")} - {""}:
        return "这是申请人自己。征求意见要写信息涉及的第三方，或者共同制作的机关"
    return ""


def _cores_of(unit: Unit) -> set[str]:
    return {_core(unit.name), _core(unit.short_name)}


def _core(name: str) -> str:
    """The name of a unit of ours as it stands behind the government's: 住房和城乡建设局 of 明川县…, 县…"""
    bare, known = re.sub(r"[(（][^()（）]*[)）]$", "", _bare(name)), government()
    own = _bare(known.short_name) if known else ""
    for head in filter(None, (own, own[-1:])):
        if bare.startswith(head) and len(bare) > len(head) + 2:
            return bare.removeprefix(head)
    return bare


def _check_not_asked(case: Case, kind: str, unit: Unit | None, name: str) -> None:
    """Whoever has a letter of this kind that waits is not sent another."""
    names = queries.consulted_names(case)
    for earlier in queries.awaited(case):
        same = earlier.unit_id == unit.pk if unit else _bare(names.get(earlier.seq, "")) == _bare(name)
        if earlier.kind == kind and same:
            raise StepRefused(
                f"第{earlier.seq}份征求意见书已经发给{name}，还没有结果；有了结果再发", "unit" if unit else "whom"
            )


def _bare(name: str) -> str:
    return "".join(normalize("NFKC", name).split()).casefold()


def can_rest(case: Case, today: date) -> bool:
    """Would a letter sent today still make the term rest? Not once no day of it is left (条例第33条 leaves out days of the term)."""
    clock = clocks.clock_of(case.ref, ANSWER)
    asked = Event(EventKind.PAUSE, today, key="foreseen")
    return clock is not None and clocks.foreseen(clock, asked, clock.rule).light == Light.PAUSED


def silent_after(consultation: Consultation, on: date) -> date | None:
    """The last day on which the consulted may answer if the letter came on a day; None where the Regulation sets no term."""
    if consultation.case.law != FOI_2019:
        return None
    return term_of(RULE_FAMILY[consultation.kind], on).last_on


def run_out_if_over(consultation: Consultation, on: date, today: date) -> date | None:
    """The day on which the term of the answer would have run out unseen if this letter was waited for until a day only; None if it would
    not: it runs still, rests for another letter, or was over before.
    """
    clock = clocks.clock_of(consultation.case.ref, ANSWER)
    if clock is None or not clock.paused:
        return None
    try:
        then = clocks.foreseen(clock, Event(EventKind.RESUME, on, key=consultation.key), clock.rule, today)
    except IllegalEvent:
        return None
    return then.last_on if then.overdue else None


@acting
def prove_delivery(*, consultation: Consultation, on: date, by: Actor, at: datetime) -> Consultation:
    """Record proof that the consulted received the letter: their 15 working days run from the next day (2019 Regulation only).

    A unit of ours has its letter on its desk and may say itself that it came. Raises StepRefused, NotAllowed.
    """
    case = consultation.case
    own = by.holds(Role.CASE_OFFICER, case.unit_id)
    if not own and not (consultation.unit_id and by.holds(Role.CASE_OFFICER, consultation.unit_id)):
        raise NotAllowed("登记送达要由主办单位或者被征求意见单位的经办人来办")
    if consultation.received_on or consultation.answered_on:
        raise StepRefused("这份征求意见书已经登记过送达或者已经答复")
    if not consultation.dispatched_on <= on <= localdate(at):
        raise StepRefused("送达日期要在发出那天到今天之间", "on")
    consultation.received_on = on
    acting_for = case.unit_id if own else consultation.unit_id
    rows = [consultation, *step(case, "prove_delivery", by=by, at=at, unit_id=acting_for)]
    rows += close_duties(case, UNDELIVERED, on=localdate(at), key=consultation.key)
    if case.law == FOI_2019:
        key = rules.rule_key(RULE_FAMILY[consultation.kind], on)
        started = clocks.start(
            ref=case.ref,
            name=consultation.kind,
            rule=key,
            on=on,
            article=ARTICLE[consultation.kind],
            seq=consultation.seq,
        )
        consultation.due_on = started[0].last_on
        rows += started
        for duty in close_duties(case, CONSULTED, on=localdate(at), key=consultation.key):
            rows.append(duty)
            rows.append(
                open_duty(
                    case,
                    CONSULTED,
                    role=Role.CASE_OFFICER,
                    on=localdate(at),
                    procedure=Foi.code,
                    unit_id=duty.unit_id,
                    key=consultation.key,
                    clock=started[0],
                )
            )
    consultation.save()
    due = words.told(consultation.due_on, consultation.due_on.isoformat()) if consultation.due_on else ""
    tell(
        facts.FoiConsultationDelivered(case.reference, consultation.seq, on.isoformat(), due),
        case,
        by=by,
        at=at,
        rows=rows,
    )
    return consultation


@acting
def record_opinion(
    *,
    consultation: Consultation,
    consents: bool | None,
    opinion: str,
    by: Actor,
    at: datetime,
    answered_on: date | None = None,
) -> Consultation:
    """The consulted answered (or, with ``consents`` None, did not): the clock runs on once nobody else is waited for.

    Given by the consulted unit's officer, or taken down by the lead unit's. Silence is not consent of a third party: the organ
    decides (第32条); of a joint organ it counts as consent (第34条). Nobody is silent who was sent nothing: the letter has to have
    been delivered. Their term is theirs: no silence before it is over, and the clock then runs on from its last day, whenever that
    is noted; 2008 knew no term, so there the delivery alone is asked for. Raises StepRefused, NotAllowed.
    """
    case = consultation.case
    on = answered_on or localdate(at)
    if consultation.answered_on:
        raise StepRefused("这份征求意见书已经有答复了")
    if consents is None:
        _check_silence(consultation, localdate(at))
        on = consultation.due_on or on
    if not consultation.dispatched_on <= on <= localdate(at):
        raise StepRefused("答复日期要在发出那天到今天之间", "answered_on")
    if consultation.received_on and on < consultation.received_on:
        raise StepRefused(f"答复日期不能早于送达的那天（{words.zh(consultation.received_on)}）", "answered_on")
    acting_for = case.unit_id
    if by.name != SYSTEM.name and not by.holds(Role.CASE_OFFICER, case.unit_id):
        if consultation.unit_id is None or not by.holds(Role.CASE_OFFICER, consultation.unit_id):
            raise NotAllowed("登记意见要由主办单位或者被征求意见单位的经办人来办")
        acting_for = consultation.unit_id
    consultation.answered_on, consultation.consents = on, consents
    consultation.save()
    lapsed = consents is None
    name = "opinion_lapsed" if lapsed else "record_opinion"
    note = opinion.strip() or (consultation.said if lapsed else "")
    rows = [consultation, *step(case, name, by=by, at=at, unit_id=acting_for, note=note)]
    own = clocks.clock_of(case.ref, consultation.kind, consultation.seq)
    if own and not own.stopped_on:
        rows += clocks.move(own, Event(EventKind.STOP, on), checked=False)
    rows += _go_on(
        consultation, on, at, "" if not lapsed else "期满没有答复" if consultation.due_on else "登记没有答复"
    )
    kind_of_fact = facts.FoiOpinionLapsed if lapsed else facts.FoiOpinionRecorded
    fact = kind_of_fact(case.reference, consultation.seq, on.isoformat(), f"，{clock_goes(case)}")
    tell(fact, case, by=by, at=at, rows=rows)
    return consultation


def _check_silence(consultation: Consultation, today: date) -> None:
    if consultation.received_on is None:
        raise StepRefused(
            "还没有登记送达，不能登记没有答复：对方收到了的，先用“登记送达”写收到的日期；送不到的，用“登记没能送达”",
            "consents",
        )
    last = consultation.due_on or consultation.received_on
    if today <= last:
        until = "答复期限到" if consultation.due_on else "征求意见书送达是"
        raise StepRefused(f"{until}{words.told(last)}，过了这天才能登记没有答复", "consents")


@acting
def record_undelivered(*, consultation: Consultation, reason: str, by: Actor, at: datetime) -> Consultation:
    """The letter could not be delivered, and why: nobody is waited for any more, so the clock runs on. That is no consent of
    anybody, a joint organ's neither: nobody was silent who was asked nothing (条例第32、34条). Raises StepRefused, NotAllowed.
    """
    case, today = consultation.case, localdate(at)
    if not reason.strip():
        raise StepRefused("请写明为什么送不到，试过哪些办法", "reason")
    if consultation.answered_on:
        raise StepRefused("这份征求意见书已经有结果了")
    if consultation.received_on:
        raise StepRefused(f"这份征求意见书{words.zh(consultation.received_on)}已经送达，不能登记没能送达")
    consultation.answered_on, consultation.undelivered = today, True
    consultation.save()
    rows = [consultation, *step(case, "undelivered", by=by, at=at, note=f"{consultation.said}。{reason.strip()}")]
    rows += _go_on(consultation, today, at, "登记没能送达")
    then = f"，{clock_goes(case)}"
    tell(facts.FoiConsultationUndelivered(case.reference, consultation.seq, then), case, by=by, at=at, rows=rows)
    return consultation


def _go_on(consultation: Consultation, on: date, at: datetime, ended: str) -> list[Ledgered]:
    """Nobody waits for this letter any more, from a day on. ``ended``: how, where nobody answered."""
    case = consultation.case
    event = Event(EventKind.RESUME, on, key=consultation.key, ground=ended, article=_article(case, consultation.kind))
    rows = clocks.move(clocks.clock_of(case.ref, ANSWER), event)
    for kind in (CONSULTED, UNDELIVERED):
        rows += close_duties(case, kind, on=localdate(at), key=consultation.key)
    return rows


def clock_goes(case: Case) -> str:
    """What the answer clock does after an opinion: it runs on once nobody else is waited for, if it had rested for the last letter."""
    consulted, clock = queries.consultations_of(case), clocks.clock_of(case.ref, ANSWER)
    if awaited := sum(each.answered_on is None for each in consulted):
        return f"还有{awaited}份没有答复，{'时钟仍停着' if clock.paused else TERM_OVER}"
    last = clock.due_on or clock.bound_on
    return TERM_OVER if last and max(each.dispatched_on for each in consulted) >= last else "恢复计时"


def _article(case: Case, kind: str) -> str:
    """The article of a consultation; that of 2008 is the one that its rule names for the pause."""
    return ARTICLE[kind] if case.law == FOI_2019 else ""


def resume_overdue(*, at: datetime) -> int:
    """The ticker's part: after the 15th working day the consultation is over, answered or not. Returns how many ended.

    One that is refused (somebody just acted on its case) is reported and does not hold up the others.
    """
    over = Consultation.objects.filter(answered_on=None, due_on__lt=localdate(at), case__closed_on=None)
    ended = 0
    for consultation in over.select_related("case", "case__unit").order_by("id"):
        try:
            record_opinion(consultation=consultation, consents=None, opinion="", by=SYSTEM, at=at)
            ended += 1
        except StepRefused as refusal:
            log.warning("%s: %s", consultation.case.ref, refusal)
    return ended
