"""The desk's face of complaints: what is shown of one to the office and to the unit that it is about, and what can be done to it."""

from datetime import date

from gongkai.ground.documents.queries import issued
from gongkai.ground.parties import vault
from gongkai.ground.ui.parts import Offer
from gongkai.ground.ui.words import near_date, zh_date
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases import offering
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import CaseAct, Wait, falls_to, verb
from gongkai.kernel.flow import clocks
from gongkai.procedures.complaints import Complaint, actions, forms, queries
from gongkai.procedures.complaints.register import SCREENS, begins_from
from gongkai.pure.law.applicants import label_of
from gongkai.pure.law.grievances import MATTERS

__all__ = ["DUTIES", "SCREENS", "acts", "begins_from"]

DUTIES = {actions.EXPLAIN: "说明情况", actions.RECTIFY: "改正并报告"}
OF_THE_UNIT = ("explain", "rectify")
"""Taken by the unit that the complaint is about."""


def _wanted(case: Case, today: date) -> list[tuple[str, str]]:
    text = vault.unseal(case.ref, "wanted", "")
    return [("反映的情况", text)] if text else []


def _asked(case: Case, today: date) -> list[tuple[str, str]]:
    """What the unit was asked, in the office's words; and what it has to put right."""
    found = [
        (f"要求说明的事项（{zh_date(each.asked_on)}）", queries.letter_of(each)) for each in queries.inquiries_of(case)
    ]
    return [(heading, text) for heading, text in found if text]


def _to_rectify(case: Case, today: date) -> list[tuple[str, str]]:
    return [("查明的情况", queries.grievance_of(case).published_text)]


ACTS = (
    CaseAct("accept", "受理", "check", "s", "已经受理，办理期限从明天起算。", forms.AcceptForm.of, verb(actions.accept), ("accept",), about=_wanted, says="受理告知书马上发出，60日的办理期限从第二天起算。"),
    CaseAct("explain", "说明情况", "send", "s", "说明已经报给政务公开办。", forms.ExplainForm.of, verb(actions.explain), ("explain",), about=_asked),
    CaseAct("decide", "作出处理结果", "stamp", "s", "处理结果已经发出，这一件办结了。", forms.DecideForm.of, verb(actions.decide), ("decide",), about=_wanted, says="处理结果告知书马上发出，这一件办结，不能再改。公开的处理结果马上上网。"),
    CaseAct("rectify", "报告改正情况", "file-check", "s", "改正情况已经报给政务公开办。", forms.RectifyForm.of, verb(actions.rectify), ("rectify",), about=_to_rectify),
    CaseAct("ask", "要求单位说明情况", "git-branch", "b", "函已经发给被反映的单位。", forms.AskForm.of, verb(actions.ask), ("ask",), about=_wanted, says="函马上发到被反映单位的经办人，他们看不到来件，也看不到是谁反映的。"),
    CaseAct("extend", "延长办理期限", "calendar-plus", "e", "办理期限已经延长，告知书已经发出。", forms.ExtendForm.of, verb(actions.extend), ("extend",), says="只能延长这1次，告知书马上发出。"),
    CaseAct("decline", "不予受理", "x", "f", "不予受理告知书已经发出，这一件办结了。", forms.DeclineForm.of, verb(actions.decline), ("decline",), danger=True, about=_wanted, says="告知书马上发出，这一件办结，不能再改。"),
    CaseAct("note", "写办理记录", "message-square-text", "n", "办理记录已经写入。", forms.NoteForm.of, verb(cases.add_note), ("note",), aside=True),
    CaseAct("withdraw", "登记本人撤回", "undo-2", "h", "已经登记撤回。", forms.WithdrawForm.of, verb(actions.withdraw), ("withdraw",), danger=True, aside=True, says="举报投诉人自己说要撤回的才登记，不能再改。"),
)  # fmt: skip
"""In the order in which they are offered: what moves the case on comes first."""


def acts() -> dict[str, CaseAct]:
    return {act.name: act for act in ACTS}


def offers(case: Case, scope: Scope, today: date) -> list[Offer]:
    """What this person can do to a case now; what does not fit its state or their role is left out."""
    return [_offer(act, case, today) for act in ACTS if may(act, case, scope) and not unfit(act, case)]


def _offer(act: CaseAct, case: Case, today: date) -> Offer:
    if act.name == "ask" and queries.unanswered(case):
        return Offer(act, "上一份函还没有答复，答复了再发。")
    if act.name == "extend":
        clock = clocks.clock_of(case.ref, actions.ANSWER)
        if case.extended:
            return Offer(act, "已经延长过1次，不能再延长。")
        if clock.last_on and today > clock.last_on:
            return Offer(act, f"已于{near_date(clock.last_on, today)}到期，不能再延长。")
    if act.name == "decide" and queries.unanswered(case):
        return Offer(act, hint="被反映的单位还没有说明情况。")
    return Offer(act)


def may(act: CaseAct, case: Case, scope: Scope) -> bool:
    """Does this act fall to this person at all, whatever state the case is in?"""
    return falls_to(act, case, scope, queries.grievance_of(case).about_id if act.name in OF_THE_UNIT else None)


def unfit(act: CaseAct, case: Case) -> str:
    """Why an act has no place in the case's present state; "" if it has."""
    if sentence := offering.unfit(act, case):
        return sentence
    grievance = queries.grievance_of(case)
    if act.name == "explain" and not queries.unanswered(case):
        return "没有等着说明的函。"
    if act.name == "ask" and grievance.about_id == case.unit_id:
        return "反映的就是本单位，不用发函。"
    if act.name == "rectify" and (grievance.rectify_by is None or grievance.rectified_on):
        return "没有等着报告的改正情况。"
    return ""


def at_hand(act: CaseAct, case: Case, scope: Scope | None = None) -> CaseAct:
    return act


def told(
    case: Case, today: date, *, asked: frozenset[int] | None = None, watching: bool = False
) -> list[tuple[str, str]]:
    """How it ended, what was told and explained; to the unit that it is about no more than what the office asked of it and its own words."""
    grievance, found = queries.grievance_of(case), []
    if case.outcome and grievance.published_text:
        found.append(("处理结果", f"{queries.result_label(case.outcome)}。{grievance.published_text}"))
    elif case.outcome:
        found.append(("处理结果", queries.result_label(case.outcome)))
    if asked is None:
        found += _wanted(case, today)
    for each in queries.inquiries_of(case):
        found.append((f"要求说明的事项（{zh_date(each.asked_on)}）", queries.letter_of(each)))
        if each.answered_on:
            found.append((f"单位的说明（{zh_date(each.answered_on)}）", queries.explanation_of(each)))
    return [(heading, text) for heading, text in found if text]


def waiting(case: Case, today: date) -> Wait | None:
    """Before it is taken up no term of handling runs; while the unit explains itself it runs on."""
    if case.state == Complaint.RECEIVED.code:
        clock = clocks.clock_of(case.ref, actions.ACCEPT)
        last = clock.last_on if clock else None
        return Wait(
            "等决定是否受理",
            f"最晚{near_date(last, today)}告知是否受理；受理以后，60日的办理期限才开始算。" if last else "",
        )
    waits = queries.unanswered(case) if case.state == Complaint.HANDLING.code else []
    if waits:
        return Wait(
            "",
            f"函{near_date(waits[0].asked_on, today)}发出，请单位最晚{near_date(waits[0].due_on, today)}说明情况；办理期限照算。",
        )
    return None


def facts(case: Case) -> list[tuple[str, str]]:
    grievance = queries.grievance_of(case)
    return [("反映的单位", grievance.about.name), ("反映的问题", label_of(MATTERS, grievance.matter))]


def shares(case: Case, today: date, asked: frozenset[int] | None = None) -> list[tuple[str, str]]:
    """The letters to the unit and what it has to put right."""
    grievance, found = queries.grievance_of(case), []
    for each in queries.inquiries_of(case):
        came = (
            f"{near_date(each.answered_on, today)}已说明"
            if each.answered_on
            else f"最晚{near_date(each.due_on, today)}说明"
        )
        found.append(("要求说明", f"第{each.seq}份，{grievance.about.short_name}：{came}"))
    if grievance.rectify_by:
        done = (
            f"{near_date(grievance.rectified_on, today)}已报告"
            if grievance.rectified_on
            else f"最晚{near_date(grievance.rectify_by, today)}"
        )
        found.append(("限期改正", f"{grievance.about.short_name}：{done}"))
    return found


def gates(case: Case, today: date) -> list[tuple[str, bool, str]]:
    return []


def addressed(case: Case, units: frozenset[int]) -> set[int]:
    """The letters and the order that went to the unit it is about."""
    if queries.grievance_of(case).about_id not in units:
        return set()
    return {each.pk for each in issued(case.ref, ["complaint_asked", "complaint_order"])}


def parts(case: Case) -> dict[int, str]:
    return {}
