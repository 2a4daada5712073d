"""The desk's face of 依申请公开: what is shown of a case, and what can be done to it."""

from dataclasses import replace
from datetime import date
from functools import partial

from gongkai.ground.rules import queries as rules
from gongkai.ground.rules.terms import late_by
from gongkai.ground.ui.parts import Offer
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import near_date, zh_date
from gongkai.ground.units.queries import holders, names_of
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import Wait, verb
from gongkai.kernel.cases.orders import orders_in, owed_in
from gongkai.kernel.cases.queries import old_numbers, steps_of
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.models import StepTaken
from gongkai.kernel.flow.steps import out_of_place
from gongkai.procedures.foi import (
    Foi,
    actions,
    anew,
    answering,
    correcting,
    excess,
    fees_page,
    forms,
    prepare_page,
    publicising_page,
    queries,
    release_page,
    repeats,
    serve_page,
    words,
)
from gongkai.procedures.foi.faces import assisting, charging, consulted, duties, opposing, preparing, receiving, serving
from gongkai.procedures.foi.faces.act import Act
from gongkai.procedures.foi.faces.consulted import wanted
from gongkai.procedures.foi.models import Assistance, Consultation
from gongkai.procedures.foi.register import SCREENS as REGISTERS
from gongkai.procedures.foi.release_forms import MaterialForm
from gongkai.procedures.foi.releasing import add
from gongkai.pure.declare import CONCEAL, REVEAL, Role
from gongkai.pure.law.applicants import DELIVERIES, FORMS, label_of
from gongkai.pure.law.outcomes import FOI_2008, outcome_by_code

SCREENS = (
    *REGISTERS, *release_page.SCREENS, *prepare_page.SCREENS, *fees_page.SCREENS, *serve_page.SCREENS, *publicising_page.SCREENS,
)  # fmt: skip
unbound = release_page.unbound

DUTIES, WAITS = duties.DUTIES, duties.WAITS

NOT_FOR_GUESTS = (Foi.ask_assistance.name, Foi.pass_on.name)
"""Public steps whose sentence names other units: whoever is asked something sees their own letter, and nobody else's."""
JUDGES = {"answer": "签发", "answer_anew": "签发", "pass_review": "审核", "pass_review_anew": "审核"}
"""What an act does to an answer that whoever had a hand in it may not do."""
ANEW = (Foi.REOPENED.code, Foi.REVIEWING_ANEW.code, Foi.SIGNING_ANEW.code)


def _to_accept(case: Case, today: date) -> list[tuple[str, str]]:
    return [*repeats.told(case, today), *wanted(case, today)]


def _material_done(case: Case) -> str:
    return "材料已经加上。请从“材料和文书”里打开，逐页标出不公开的内容。"


def _to_propose_anew(case: Case, today: date) -> list[tuple[str, str]]:
    return [*preparing.returned(case), *wanted(case, today)]


def _to_propose(case: Case, today: date) -> list[tuple[str, str]]:
    return [*preparing.returned(case), *_to_accept(case, today)]


ACTS = (
    Act("confirm", "确认收到日期", "calendar-check", "q", "收到日期已经确认，开始计时。", forms.ConfirmForm.of, verb(actions.confirm_receipt), "confirm_receipt"),
    Act("accept", "受理", "check", "s", "已经受理。", forms.AcceptForm.of, verb(actions.accept), "accept", about=_to_accept, says="内容明确的就受理。受理以后不能再要求补正；不明确的，请先用“要求补正”。"),
    Act("receive", "登记补正", "mail-check", "s", "补正已经登记，期限重新计算。", forms.ReceiveForm.of, verb(actions.receive_correction), "receive_correction"),
    Act("propose", "送签答复书", "send", "s", "答复书已经送签。", forms.ProposeForm.of, verb(answering.propose), "propose", about=_to_propose),
    *preparing.REVIEW,
    Act("answer", "签发答复", "stamp", "s", "答复已经签发，这一件办结了。", forms.SignForm.of, verb(answering.answer), "answer", about=preparing.judged, papers=preparing.enclosed, role=Role.SIGNATORY, says="签发以后答复书马上编号发出，这一件办结，不能再改。"),
    Act("return", "退回重拟", "undo-2", "t", "已经退回经办人。", forms.ReturnForm.of, verb(answering.return_answer), "return_answer", about=preparing.judged, papers=preparing.enclosed),
    Act("propose_anew", "送签重新作出的答复书", "send", "s", "答复书已经送签。", forms.ProposeForm.of, verb(anew.propose_anew), "propose_anew", about=_to_propose_anew, says="重新作出的答复发出以后，原来的办理结果仍计入当年的统计。"),
    Act("answer_anew", "签发重新作出的答复", "stamp", "s", "重新作出的答复已经签发。", forms.SignForm.of, verb(anew.answer_anew), "answer_anew", about=preparing.judged, papers=preparing.enclosed, role=Role.SIGNATORY, says="签发以后答复书马上编号发出，责令办理的事项办完。"),
    Act("return_anew", "退回重拟", "undo-2", "t", "已经退回经办人。", forms.ReturnForm.of, verb(anew.return_anew), "return_anew", about=preparing.judged, papers=preparing.enclosed),
    Act("correct", "要求补正", "message-circle-question-mark", "b", "补正告知书已经发出。", forms.CorrectionForm.of, verb(actions.ask_correction), "ask_correction", about=wanted, says="告知书马上发出。收到补正以后，期限从第二天起重新计算。"),
    *consulted.ACTS,
    preparing.DRAFT,
    Act("material", "加拟公开的材料", "file-plus-2", "l", _material_done, MaterialForm.of, verb(add), "add_material", aside=True, says="原件加密随案保存，只有本单位办这一件的人看得到。加了以后逐页标出不公开的内容，生成遮盖后的副本，随答复书发给申请人。"),
    *assisting.ACTS,
    *charging.ACTS,
    *serving.ACTS,
    Act("extend", "延长期限", "calendar-plus", "e", "期限已经延长，告知书已经发出。", forms.ExtendForm.of, verb(actions.extend), "extend", role=Role.OFFICE_HEAD, says="只能延长这1次。告知书马上发给申请人。"),
    *opposing.ACTS,
    *receiving.ACTS,
    Act("note", "写办理记录", "message-square-text", "n", "办理记录已经写入。", forms.NoteForm.of, verb(cases.add_note), "note", aside=True),
    Act("receipt", "更正收到日期", "pencil", "g", "收到日期已经更正。", forms.ReceiptForm.of, verb(correcting.correct_receipt), "correct_receipt", aside=True, says="更正和原因都记入台账，期限按新的收到日期重新计算。"),
    Act("conceal", "设为涉密件", "lock", "m", "这一件已经设为涉密件。", forms.ConcealForm.of, verb(cases.conceal), CONCEAL, aside=True, says="从现在起只有签发人、公开机构负责人和选定的经办人看得到，征求过意见的单位也看不到了。期限照算，统计照计。"),
    Act("reveal", "取消涉密", "eye", "m", "已经取消涉密。", forms.RevealForm.of, verb(cases.reveal), REVEAL, aside=True, says="以前看得到这一件的人又看得到。"),
    Act("lapse", "按放弃申请办结", "x", "f", "已经按放弃申请办结。", forms.SignForm.of, verb(actions.lapse), "lapse", danger=True, says="告知书马上发出，这一件办结，不能再改。申请人有正当理由的，先不要办结。"),
    Act("recall", "登记申请人撤回", "undo-2", "h", "已经登记撤回，这一件办结了。", forms.RecallForm.of, verb(actions.recall), "recall", danger=True, aside=True, says="申请人自己说要撤回的才登记。告知书马上发出，这一件办结，不能再改。"),
)  # fmt: skip
"""In the order in which they are offered: what moves the case on comes first."""


def acts() -> dict[str, Act]:
    return {act.name: act for act in ACTS}


def paper_links(case: Case, scope: Scope) -> list[Link]:
    """The ways from a case to what is worked on beside it."""
    return [*release_page.links(case, scope), *prepare_page.links(case, scope), *serve_page.links(case, scope)]


def offers(case: Case, scope: Scope, today: date) -> list[Offer]:
    """What this person can do to a case now; what does not fit its state or their role is left out."""
    awaited = [] if case.closed else queries.awaited(case)
    found = []
    for act in ACTS:
        if act.name in consulted.ON_CONSULTATIONS:
            if consulted.may_tell(act.name, awaited, case, scope):
                found.append(Offer(act))
        elif act.name == assisting.REPLY:
            found += filter(None, [assisting.offer(act, case, scope)])
        elif unfit(act, case) or not charging.fits(act, case) or not serving.fits(act, case):
            continue
        elif may(act, case, scope):
            found.append(_offer(act, case, scope, today, awaited))
        elif act.role and case.unit_id in scope.by_role.get(Role.CASE_OFFICER, ()):
            found.append(_of_others(act, case, today, _offer(act, case, scope, today, awaited)))
    return found


def _letters(case: Case) -> list[tuple[int, Consultation | Assistance]]:
    return [*consulted.letters(case), *assisting.letters(case)]


def addressed(case: Case, units: frozenset[int]) -> set[int]:
    """The notices that went to one of these units."""
    return {letter for letter, each in _letters(case) if each.unit_id in units}


def parts(case: Case) -> dict[int, str]:
    """What tells two notices of one title apart, by the notice's key: of a consultation its number and kind."""
    return {letter: f"第{each.seq}份，{each.get_kind_display()}" for letter, each in _letters(case)}


def at_hand(act: Act, case: Case, scope: Scope) -> Act:
    """The act as this person may take it: a consulted unit tells only of the letter that it was sent, and not everybody may correct a
    receipt to every day."""
    if act.name == assisting.REPLY:
        return assisting.at_hand(act, case, scope)
    if act.name == "receipt":
        return replace(act, form=partial(act.form, by=scope.actor()))
    if act.name not in consulted.ON_CONSULTATIONS or case.unit_id in scope.by_role.get(Role.CASE_OFFICER, ()):
        return act
    return replace(act, form=partial(act.form, units=scope.by_role.get(Role.CASE_OFFICER, frozenset())))


def may(act: Act, case: Case, scope: Scope) -> bool:
    """Does this act fall to this person at all, whatever state the case is in?"""
    if act.name in consulted.ON_CONSULTATIONS:
        return consulted.may_tell(act.name, queries.consultations_of(case), case, scope, proved=True)
    if act.name == assisting.REPLY:
        return assisting.may(case, scope)
    return any(case.unit_id in scope.by_role.get(role, ()) for role in Foi.steps[act.step].roles)


def unfit(act: Act, case: Case) -> str:
    """Why an act has no place in the case's present state; "" if it has."""
    if act.name in consulted.ON_CONSULTATIONS:
        return (
            ""
            if not case.closed and consulted.to_tell_of(act.name, queries.awaited(case))
            else consulted.NOTHING_TO_TELL[act.name]
        )
    if act.name == assisting.REPLY:
        return assisting.unfit(case)
    if (
        beyond := serving.unfit(act, case)
        or receiving.unfit(act, case)
        or excess.unfit(act.step, case)
        or opposing.unfit(act, case)
    ):
        return beyond
    if act.step in (CONCEAL, REVEAL) and case.confidential is (act.step == CONCEAL):
        return "这一件已经是涉密件。" if case.confidential else "这一件不是涉密件。"
    if act.step == Foi.correct_receipt.name and case.closed and queries.brought_in(case):
        return f"{correcting.NOT_TIMED_HERE}。"
    sentence = out_of_place(case, Foi.steps[act.step], Foi.states)
    return f"{sentence}。" if sentence else ""


def _of_others(act: Act, case: Case, today: date, offer: Offer) -> Offer:
    """What falls to somebody else in the unit: the officer is told who, and until when."""
    return Offer(act, offer.reason or f"由{act.role.label}办。{_nobody(act.role, case, today)}{offer.hint}")


def _nobody(role: Role, case: Case, today: date) -> str:
    return "" if holders(role, case.unit_id, today) else "本单位还没有这个岗位的人，请找系统管理员。"


def _offer(act: Act, case: Case, scope: Scope, today: date, awaited: list[Consultation]) -> Offer:
    if act.name == "extend":
        return _extension(act, case, today)
    if act.name == "lapse":
        until = queries.application_of(case).correction_due_on
        early = until and today <= until
        if not early and (waits := queries.not_arrived(case, Foi.ask_correction.notice)):
            return Offer(act, f"{waits}，补正期限还没有开始。")
        return Offer(act, f"补正期限到{_told(until, today)}，过了这天才能按放弃处理。" if early else "")
    if act.name in JUDGES:
        had = next((each for each in Foi.steps[act.step].apart_from if _took(case, each, scope.username)), "")
        if had:
            part = "审核" if had.startswith(Foi.pass_review.name) else "拟"
            return Offer(act, f"答复书是您{part}的，要由另一个人{JUDGES[act.name]}。")
    if act.name in charging.NAMES:
        return charging.offer(act, case, today)
    if act.name in serving.NAMES:
        return serving.offer(act, case, today)
    if act.name in receiving.NAMES:
        return receiving.offer(act, case)
    if act.name in ("propose", "propose_anew") and (hint := assisting.still_waits(case, len(awaited))):
        return Offer(act, hint=hint)
    if act.name == "correct":
        return _correction(act, case, today)
    if (
        act.name == "receipt"
        and correcting.missed(case, today)
        and case.unit_id not in scope.by_role.get(Role.OFFICE_HEAD, ())
    ):
        return Offer(
            act,
            hint=f"更正以后不再超期、逾期，或者少超几天的，由公开机构负责人办。{_nobody(Role.OFFICE_HEAD, case, today)}",
        )
    return Offer(act)


def _correction(act: Act, case: Case, today: date) -> Offer:
    if why := actions.cannot_ask(case):
        return Offer(act, f"{why}。")
    until = actions.ask_by(case)
    if until is None:
        return Offer(act)
    day = _told(until, today)
    if today > until:
        return Offer(act, hint=f"最晚{day}就该提出（条例第30条）；现在还能要求，会记为逾期。")
    return Offer(act, hint=f"最晚{day}提出，只能1次（条例第30条）。")


def _extension(act: Act, case: Case, today: date) -> Offer:
    article = words.article(rules.clock_rule(case.rule).extension.authority)
    clock = clocks.clock_of(case.ref, actions.ANSWER)
    if case.extended:
        had = excess.DELAYED if excess.is_delayed(case) else "延长过1次"
        return Offer(act, f"已经{had}，不能再延长（{article}）。")
    # While the due day is provisional, up to the earliest day that it can be (决定§5.7).
    last = (clock.due_on or clock.bound_on) if clock else None
    if last and today > last:
        over = "到期" if clock.due_on else "过了最早可能到期的日子"
        return Offer(act, f"已于{near_date(last, today)}{over}，不能再延长（{article}）。")
    then = "延长以后不能再要求补正。" if case.state == Foi.RECEIVED.code and not actions.cannot_ask(case) else ""
    return Offer(
        act, hint=f"{f'最晚{near_date(last, today)}办，' if last else ''}只能延长1次，要写理由并告知申请人。{then}"
    )


def _told(day: date, today: date) -> str:
    return words.told(day, near_date(day, today))


def _took(case: Case, step: str, username: str) -> bool:
    return any(taken.name == step and taken.by == username for taken in steps_of(case))


def told(
    case: Case, today: date, *, asked: frozenset[int] | None = None, watching: bool = False
) -> list[tuple[str, str]]:
    """The texts of a case as (heading, text): how it ended, what is wanted, corrected, and the answer that waits for a signature;
    to a unit that is only consulted no more than what is wanted, and no unsigned answer to those who only watch."""
    if asked is not None:
        return assisting.told_guest(case, today, asked)
    ended = [("办理结果", _ended(case))] if case.outcome else []
    if ended and queries.brought_in(case):
        ended.append(("从旧台账导入", "这一件在系统启用以前已经办结，没有在这里计时，也没有在这里出过文书。"))
    signing = case.state in preparing.WAITS
    waits = preparing.proposed(case, today) if signing and not watching else []
    return [*ended, *_anew(case), *wanted(case, today), *assisting.told(case, today, watching=watching), *waits]


told_after = assisting.told_after


def _anew(case: Case) -> list[tuple[str, str]]:
    """How it was answered again, where that was ordered."""
    done = [order for order in orders_in(case) if order.done_on] if case.closed else []
    return [(f"重新答复（{zh_date(order.done_on)}）", outcome_by_code(order.outcome).finding) for order in done]


def _ended(case: Case) -> str:
    """A withdrawal is told as such: the table's row in which it is counted holds other things too (决定§5.3)."""
    return "申请人撤回了申请" if case.state == Foi.RECALLED.code else outcome_by_code(case.outcome).finding


def waiting(case: Case, today: date) -> Wait | None:
    """What the clock rests for; None while it runs or has stopped."""
    if case.state == Foi.REGISTERED.code:
        return Wait("等确认收到日期", "传真和平信要与申请人确认收到日期，从第二天起计时（条例第31条）。", 20)
    if case.state == Foi.CORRECTING.code:
        return _awaits_correction(case, today)
    if case.state == Foi.CHARGED.code:
        return Wait(*charging.awaited(case, today))
    if case.state in ANEW:
        return _done_anew(case, today)
    if case.closed:
        return _ended_uncorrected(case)
    awaited = queries.awaited(case)
    if not awaited:
        return _ordered(case, today)
    sent = near_date(awaited[0].dispatched_on, today)
    if not clocks.clock_of(case.ref, actions.ANSWER).paused:
        return Wait(
            "", f"征求意见书{sent}发出，那时期限已满，时钟没有停；还在等{awaited[0].get_kind_display()}的意见。"
        )
    return Wait(f"等{awaited[0].get_kind_display()}的意见", f"征求意见书{sent}发出，从第二天起不计；收到意见后接着算。")


def _ordered(case: Case, today: date) -> Wait | None:
    """An open case in which a reviewing organ or a court ordered something: its own day, beside the term that goes on."""
    owed = owed_in(case)
    return Wait("", f"{owed.source.reference}责令限期办理，最晚{_told(owed.due_on, today)}。") if owed else None


def _done_anew(case: Case, today: date) -> Wait | None:
    owed = owed_in(case)
    if owed is None:
        return None
    until = f"{owed.source.reference}责令重新办理，最晚{_told(owed.due_on, today)}。"
    late = ""
    if today > owed.due_on:
        days = late_by(owed.due_on, today)
        late = f"责令办理已超期{days}天" if days else "责令办理已超期"
    return Wait("", f"{until}原来的办结日期和办理结果照旧计入那一年的统计。", late=late)


def _awaits_correction(case: Case, today: date) -> Wait:
    until = queries.application_of(case).correction_due_on
    days, since = rules.clock_rule(case.rule).term.days, _asked_on(steps_of(case))
    if until and today > until:
        text = f"补正期限已于{_told(until, today)}过去。没有正当理由的，可以按放弃申请办结；收到补正的，照样登记。"
        return Wait("补正期已过", text, days, since)
    text = f"补正期限到{words.told(until)}。收到补正后，从第二天起重新计{days}个工作日（条例第30条）。"
    return Wait("等申请人补正", text, days, since)


def _asked_on(steps: list[StepTaken]) -> date | None:
    return next((step.on for step in steps if step.name == Foi.ask_correction.name), None)


def _ended_uncorrected(case: Case) -> Wait | None:
    """What ended while its correction was awaited never had its term run out: none ran."""
    if unpaid := charging.never_paid(case):
        return unpaid
    if case.state not in (Foi.LAPSED.code, Foi.RECALLED.code):
        return None
    steps = steps_of(case)
    if not any(step.target == case.state and step.source == Foi.CORRECTING.code for step in steps):
        return None
    text = "要求补正以后不计期限，收到补正才重新起算（条例第30条）。一直没有收到补正，所以没有到期日。"
    if case.law == FOI_2008:
        text = "按更正收到日期以前适用的条例要求过补正，一直没有收到。2008年条例没有补正后重新起算，告知补充就是答复，所以没有到期日。"
    return Wait("没有收到补正", text, since=_asked_on(steps))


def facts(case: Case) -> list[tuple[str, str]]:
    """Beside the applicant: how the information is wanted, as far as it is known: old registers do not tell."""
    application = queries.application_of(case)
    wishes = (("希望的形式", FORMS, application.form_wanted), ("获取方式", DELIVERIES, application.delivery))
    wished = [(label, label_of(choices, key)) for label, choices, key in wishes if key]
    old = [("旧台账的登记号", each) for each in old_numbers([case.ref]).values()]
    return [*old, *wished, *receiving.said(application), *charging.said(case)]


def shares(case: Case, today: date, asked: frozenset[int] | None = None) -> list[tuple[str, str]]:
    """Who else has a part: those who were consulted or asked to help, and what came of it; ``asked``: only these units' share."""
    found = [*consulted.shares(case, today, asked), *assisting.shares(case, today, asked)]
    return found if asked is not None else [*found, *serving.shares(case, today)]


def gates(case: Case, today: date) -> list[tuple[str, bool, str]]:
    """What has to be passed before the answer goes out, and who passed it: (name, passed, words); nothing for what ended without one."""
    if case.state in actions.ENDED or (case.state == Foi.ANSWERED.code and queries.brought_in(case)):
        return []
    if case.state in ANEW:
        proposed = case.state != Foi.REOPENED.code
        return [
            ("重新作出的答复书送签", proposed, "" if proposed else "等经办人拟好"),
            ("签发", False, "由签发人办，不能是拟稿人"),
        ]
    accepted = case.state not in (Foi.REGISTERED.code, Foi.RECEIVED.code, Foi.CORRECTING.code)
    proposed = case.state in (Foi.REVIEWING.code, Foi.SIGNING.code, Foi.ANSWERED.code)
    signed = case.state == Foi.ANSWERED.code
    took = {step.name: step for step in reversed(steps_of(case))}
    names = names_of({step.by for step in took.values()})

    def by(*steps: str) -> str:
        step = next((took[name] for name in steps if name in took), None)
        return f"{near_date(step.at, today)}，{names.get(step.by, step.by)}" if step else ""

    return [
        ("内容明确，已受理", accepted, by("accept", "receive_correction") if accepted else "还没有受理"),
        consulted.gate(case, accepted),
        ("答复书送签", proposed, by("propose") if proposed else "等经办人拟好"),
        *preparing.gate(case, today),
        ("签发", signed, by("answer") if signed else "由签发人办，不能是拟稿人"),
    ]
