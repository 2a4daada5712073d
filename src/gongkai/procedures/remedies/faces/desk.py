"""The desk's face of reconsiderations and lawsuits: what is shown of one, and what can be done to it."""

from dataclasses import replace
from datetime import date

from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import is_provisional
from gongkai.ground.ui.parts import Offer
from gongkai.ground.ui.words import near_date, zh_date
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases import offering
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import CaseAct, Wait, falls_to, step_of, verb
from gongkai.kernel.cases.orders import ordered_by
from gongkai.procedures.remedies import (
    Litigation,
    Reconsideration,
    actions,
    deciding,
    forms,
    instances,
    queries,
)
from gongkai.procedures.remedies.register import SCREENS, begins_from
from gongkai.pure.declare import CONCEAL, REVEAL
from gongkai.pure.law.reviews import COLUMNS, ROUTES, result

__all__ = ["DUTIES", "SCREENS", "WAITS", "acts", "begins_from"]

DUTIES = {actions.HEAR: "听证或者开庭"}
WAITS = {
    actions.AWAIT: ("等结果", "过了审理期限，还没有结果", 0),
    instances.APPEAL_OPEN: ("等上诉期满", "上诉期满，还没有登记", 0),
}


def _wanted(case: Case, today: date) -> list[tuple[str, str]]:
    text = vault.unseal(case.ref, "wanted", "")
    return [("请求和理由", text)] if text else []


LATE = "过了期限的也要提交，会记为逾期；不提交的，视为没有证据。"

ACTS = (
    CaseAct("reply", "提交答复和证据", "send", "s", "答复和证据清单已经生成，期限停了。", forms.ReplyForm.of, verb(actions.reply), ("reply", "reply_appeal"), about=_wanted, says="答复书和证据清单马上编号生成，打印盖章以后送审理机关。"),
    CaseAct("conclude", "登记裁判生效", "check", "s", "已经审结。", forms.ConcludeForm.of, verb(instances.conclude), ("conclude",), says="没有人上诉，一审裁判生效，按一审的结果审结，不能再改。"),
    CaseAct("judge", "登记一审裁判", "scale", "i", "一审裁判已经登记，等上诉期满。", forms.JudgeForm.of, verb(instances.judge), ("judge",)),
    CaseAct("decide", "登记结果", "stamp", "j", "结果已经登记，这一件审结了。", forms.DecideForm.of, verb(deciding.decide), ("decide",), says="登记以后这一件审结，不能再改。责令重新办理的，限期马上记到原来的申请上。"),
    CaseAct("appeal", "登记上诉", "git-branch", "u", "上诉已经登记。", forms.AppealForm.of, verb(instances.appeal), ("appeal",)),
    CaseAct("summon", "登记听证或者开庭", "calendar-plus", "d", "日期已经登记。", forms.SummonForm.of, verb(actions.summon), ("summon",), aside=True),
    CaseAct("attend", "登记听证或者开庭的情况", "users", "y", "情况已经登记。", forms.AttendForm.of, verb(actions.attend), ("attend",)),
    CaseAct("prolong", "登记延长审理", "calendar-check", "e", "延长已经登记。", forms.ProlongForm.of, verb(actions.prolong), ("prolong",), aside=True),
    CaseAct("suspend", "登记中止", "pause", "z", "中止已经登记。", forms.SuspendForm.of, verb(actions.suspend), ("suspend",), aside=True),
    CaseAct("resume", "登记恢复审理", "circle-play", "s", "恢复审理已经登记。", forms.ResumeForm.of, verb(actions.resume), ("resume",)),
    CaseAct("remand", "登记发回重审", "undo-2", "f", "发回重审已经登记，回到一审。", forms.RemandForm.of, verb(instances.remand), ("remand",), aside=True),
    CaseAct("note", "写办理记录", "message-square-text", "n", "办理记录已经写入。", forms.NoteForm.of, verb(cases.add_note), ("note",), aside=True),
    CaseAct("conceal", "设为涉密件", "lock", "m", "这一件已经设为涉密件。", offering.ConcealForm.of, verb(cases.conceal), (CONCEAL,), aside=True, says="从现在起只有签发人、公开机构负责人和选定的经办人看得到。期限照算，统计照计。"),
    CaseAct("reveal", "取消涉密", "eye", "m", "已经取消涉密。", offering.RevealForm.of, verb(cases.reveal), (REVEAL,), aside=True, says="以前看得到这一件的人又看得到。"),
)  # fmt: skip
"""In the order in which they are offered: what moves the case on comes first."""


def acts() -> dict[str, CaseAct]:
    return {act.name: act for act in ACTS}


def offers(case: Case, scope: Scope, today: date) -> list[Offer]:
    """What this person can do to a case now; what does not fit its state or their role is left out."""
    return [_offer(act, case, today) for act in ACTS if may(act, case, scope) and not unfit(act, case)]


def _offer(act: CaseAct, case: Case, today: date) -> Offer:
    act = at_hand(act, case)
    if act.name == "conclude":
        until = queries.remedy_of(case).appeal_until
        early = until is not None and today <= until
        return Offer(act, f"上诉期限到{near_date(until, today)}，过了这天没有人上诉，裁判才生效。" if early else "")
    if act.name == "reply":
        return Offer(act, hint=LATE)
    return Offer(act)


def may(act: CaseAct, case: Case, scope: Scope) -> bool:
    """Does this act fall to this person at all, whatever state the case is in?"""
    return falls_to(act, case, scope)


def unfit(act: CaseAct, case: Case) -> str:
    """Why an act has no place in the case's present state; "" if it has."""
    if act.name == "attend" and not queries.untold(case):
        return "没有还没登记情况的听证或者开庭。"
    return offering.unfit(act, case)


def at_hand(act: CaseAct, case: Case, scope: Scope | None = None) -> CaseAct:
    """The act under the name that it has in this case."""
    step = step_of(act, case)
    return replace(act, label=step.label) if step and act.name not in ("conceal", "reveal") else act


def told(
    case: Case, today: date, *, asked: frozenset[int] | None = None, watching: bool = False
) -> list[tuple[str, str]]:
    """How it ended, and what is asked for."""
    if asked is not None:
        return []
    ended = [("结果", _ended(case))] if case.outcome else []
    return [*ended, *_wanted(case, today)]


def _ended(case: Case) -> str:
    found = result(case.outcome)
    return f"{found.label}（年度报告计入“{COLUMNS[found.column]}”）"


def waiting(case: Case, today: date) -> Wait | None:
    """What the review waits for; None while the unit itself is to answer."""
    remedy = queries.remedy_of(case)
    since = remedy.replied_on or case.received_on
    if case.closed:
        replied = f"答复{near_date(remedy.replied_on, today)}提交，" if remedy.replied_on else ""
        return Wait("", f"{replied}结果上的日期是{near_date(case.closed_on, today)}。", since=since)
    if case.state in (Reconsideration.REPLYING.code, Litigation.APPEAL_REPLYING.code):
        return None
    if case.state == Reconsideration.SUSPENDED.code:
        at = near_date(remedy.suspended_on, today) if remedy.suspended_on else ""
        return Wait("已经中止", f"{at}起中止，恢复以前不计审理期限。", since=since)
    if case.state == Litigation.JUDGED.code:
        text = f"一审{result(remedy.first_result).label}。上诉期限到{_day(remedy.appeal_until, today)}，过了这天没有人上诉，裁判生效。"
        return Wait("等上诉期满", text, since=since)
    until = f"审理期限到{_day(remedy.expected_on, today)}。" if remedy.expected_on else ""
    late = "期限已经过了，可以向审理机关了解。" if remedy.expected_on and today > remedy.expected_on else ""
    replied = f"答复{near_date(remedy.replied_on, today)}提交。" if remedy.replied_on else ""
    return Wait("等审理机关的结果", f"{replied}{until}{late}", since=since)


def runs_by(case: Case) -> str:
    """The clock of its page: that of the answer to an appeal while that is owed."""
    return actions.APPEAL_ANSWER if case.state == Litigation.APPEAL_REPLYING.code else actions.ANSWER


def _day(day: date | None, today: date) -> str:
    if day is None:
        return "没有定的日子"
    text = near_date(day, today)
    return f"{text}（暂定，{day.year}年放假安排公布后确定）" if is_provisional(day) else text


def facts(case: Case) -> list[tuple[str, str]]:
    """Beside who brought it: who reviews, under which number, since when."""
    reviewer, remedy = queries.reviewer_of(case), queries.remedy_of(case)
    found = [("审理机关", reviewer.organ), ("案号", reviewer.number), ("起诉方式", ROUTES.get(case.route, ""))]
    found.append(("程序", "简易程序" if remedy.simple else ""))
    found += [("受理或立案", zh_date(remedy.accepted_on) if remedy.accepted_on else "")]
    found.append(("收到副本", zh_date(case.received_on)))
    return [(label, text) for label, text in found if text]


def shares(case: Case, today: date, asked: frozenset[int] | None = None) -> list[tuple[str, str]]:
    """What was ordered in the case that it is about, and whether that is done; the days of hearings."""
    found = [(actions.hearing_of(case), near_date(each.on, today)) for each in queries.hearings_of(case)]
    for order in ordered_by(case):
        done = f"{near_date(order.done_on, today)}已经重新办理" if order.done_on else f"限{_day(order.due_on, today)}前"
        found.append(("责令重新办理", f"{order.case.reference}：{done}"))
    return found


def gates(case: Case, today: date) -> list[tuple[str, bool, str]]:
    return []


def addressed(case: Case, units: frozenset[int]) -> set[int]:
    """Nothing here goes to another unit of the government."""
    return set()


def parts(case: Case) -> dict[int, str]:
    return {}
