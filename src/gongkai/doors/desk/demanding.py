"""催办、督办、内部会商 and handing over to a colleague, on the desk; alike for every procedure."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from django import forms

from gongkai.ground.ui.forms import AsksTwice
from gongkai.ground.ui.parts import Offer
from gongkai.ground.ui.words import near_date
from gongkai.ground.units import queries as units
from gongkai.ground.units.scope import Actor, Scope
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases import demands, offering
from gongkai.kernel.cases.models import Case, Demand
from gongkai.kernel.cases.offering import ActForm, CaseAct, days_field, text_field, verb
from gongkai.kernel.cases.queries import tells_who
from gongkai.pure.declare import Role
from gongkai.pure.declare.flow import ASSIGN, CONFER, REMIND, REPLY, URGE

DUTIES = {REMIND: "答复催办", URGE: "答复督办", CONFER: "答复会商"}
WORDS = {
    REMIND: ("催谁", "催什么", "写清哪一步、等了多久"),
    URGE: ("督办谁", "要办什么", "写清要求，对方要书面答复"),
    CONFER: ("和谁会商", "请对方看什么", "对方看不到申请人是谁；写清要对方答复什么"),
}


def whom_of(unit: Any, role: Role) -> str:
    return f"{unit.pk}:{role}"


def _can_be_asked(case: Case, kind: str, by: Actor, today: date) -> list[demands.Whom]:
    """Whom somebody may remind, urge or confer with in a case now."""
    if kind != CONFER:
        return [(unit, role) for unit, role in demands.owing(case) if not by.holds(role, unit.pk)]
    own = [(case.unit, role) for role in demands.COLLEAGUES if units.holders(role, case.unit_id, today)]
    manned = set() if case.confidential else units.holding(Role.CASE_OFFICER, today)
    others = [(each, Role.CASE_OFFICER) for each in units.units() if each.pk in manned and each.pk != case.unit_id]
    return [*own, *others]


class DemandForm(AsksTwice, ActForm):
    """``kind``: what sort of demand; ``by``: who makes it."""

    whom = forms.ChoiceField()
    text = text_field("", rows=4, most=demands.LONGEST)
    days = days_field("几个工作日里答复", help_text=f"最多{demands.LONGEST_TERM}个，不影响这一件本来的期限")

    def __init__(self, case: Case, today: date, data: Any = None, files: Any = None, *, kind: str, by: Actor) -> None:
        self.kind = kind
        super().__init__(case, today, data, files)
        whom, text, hint = WORDS[kind]
        self.fields["whom"].label, self.fields["text"].label, self.fields["text"].help_text = whom, text, hint
        self.asked = {whom_of(unit, role): (unit, role) for unit, role in _can_be_asked(case, kind, by, today)}
        named = [(key, _name(case, unit, role)) for key, (unit, role) in self.asked.items()]
        self.fields["whom"].choices = named if len(named) == 1 else [("", "请选择"), *named]

    def starts_with(self) -> dict[str, Any]:
        return {"days": demands.USUAL[self.kind]}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("whom"):
            values["unit"], values["role"] = self.asked[values["whom"]]
        return values

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """Colleagues of the own unit know who applied; another unit is not to."""
        unit, _ = self.asked.get(values.get("whom", ""), (self.case.unit, None))
        told = tells_who(self.case, values.get("text", "")) if self.kind == CONFER and unit != self.case.unit else ""
        return {"text": told} if told else {}


def _name(case: Case, unit: Any, role: Role) -> str:
    return f"本单位{role.label}" if unit.pk == case.unit_id else f"{unit.name}{role.label}"


class ReplyForm(ActForm):
    which = forms.ChoiceField(label="答复哪一件")
    text = text_field("答复", rows=4, most=demands.LONGEST)

    def __init__(self, case: Case, today: date, data: Any = None, files: Any = None, *, by: Actor) -> None:
        super().__init__(case, today, data, files)
        self.waiting = {str(each.seq): each for each in demands.to_reply(case, by)}
        named = [(seq, _heading(each, today)) for seq, each in self.waiting.items()]
        self.fields["which"].choices = named if len(named) == 1 else [("", "请选择"), *named]


class AssignForm(ActForm):
    officer = forms.ChoiceField(label="交给谁", required=False)
    reason = text_field("交接时要说的", rows=3, most=500, required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        people = [(each.username, each.name) for each in cases.officers_of(self.case, self.today)]
        now = self.case.assigned_to
        self.fields["officer"].choices = [each for each in [("", cases.ANYBODY), *people] if each[0] != now]


def _demand(case: Case, values: dict[str, Any], *, kind: str, by: Actor, at: datetime, seen: int | None) -> Demand:
    asked = {name: values[name] for name in ("unit", "role", "text", "days")}
    return demands.demand(case=case, kind=kind, by=by, at=at, seen=seen, **asked)


def _reply(case: Case, values: dict[str, Any], *, by: Actor, at: datetime, seen: int | None) -> Demand:
    found = next(each for each in demands.demands_of(case) if str(each.seq) == values["which"])
    return demands.reply(demand=found, text=values["text"], by=by, at=at, seen=seen)


def _asked(case: Case, today: date) -> list[tuple[str, str]]:
    """What waits for a reply, whosever it is: a guest is shown no act's page but of what their own unit was asked."""
    return [(_heading(each, today), demands.said(each)) for each in demands.demands_of(case) if _waits(each)]


def _waits(demand: Demand) -> bool:
    return demand.answered_on is None and demands.open_duty_of(demand) is not None


def _heading(each: Demand, today: date) -> str:
    """催办经办人，3月5日发出，3月10日前答复."""
    label, whom = demands.LABELS[each.kind], demands.whom_told(each.case, each)
    return f"{label}（{whom}），{near_date(each.demanded_on, today)}发出，{near_date(each.due_on, today)}前答复"


ACTS = (
    CaseAct(REPLY, "答复", "message-square-text", "9", "已经答复。", ReplyForm.of, _reply, (REPLY,)),
    CaseAct(CONFER, "内部会商", "users", "2", "已经发给对方，这一件的期限照常计算。", DemandForm.of, partial(_demand, kind=CONFER), (CONFER,), aside=True, says="期限照常计算，不停。要停时钟的，是征求第三方、共同制作机关的意见（条例第32、34条），用“征求意见”。"),
    CaseAct(REMIND, "催办", "bell-ring", "3", "已经催办。", DemandForm.of, partial(_demand, kind=REMIND), (REMIND,), aside=True, says="马上排进对方的“要我办”。"),
    CaseAct(URGE, "督办", "gauge", "4", "已经督办。", DemandForm.of, partial(_demand, kind=URGE), (URGE,), aside=True, says="马上排进对方的“要我办”，对方要书面答复，按期没按期都记下来。"),
    CaseAct(ASSIGN, "转交经办人", "user", "5", "已经转交。", AssignForm.of, verb(cases.assign), (ASSIGN,), aside=True, says="以后退回、送回经办人的，也到这个人手里。别的经办人仍看得到、办得了这一件。"),
)  # fmt: skip


def acts() -> dict[str, CaseAct]:
    return {act.name: act for act in ACTS}


def may(act: CaseAct, case: Case, scope: Scope) -> bool:
    """Does this act fall to this person at all, whatever state the case is in?"""
    if act.name == REPLY:
        asked = [(each.unit_id, Role(each.role)) for each in demands.demands_of(case)]
        return any(unit in scope.by_role.get(role, ()) for unit, role in asked)
    return offering.falls_to(act, case, scope)


def at_hand(act: CaseAct, case: Case, scope: Scope) -> CaseAct:
    """The act with its form as it is for this person."""
    by = scope.actor()
    if act.name == REPLY:
        own = {each.seq for each in demands.to_reply(case, by)}

        def about(case: Case, today: date) -> list[tuple[str, str]]:
            return [(_heading(each, today), demands.said(each)) for each in demands.demands_of(case) if each.seq in own]

        return replace(act, form=partial(ReplyForm, by=by), about=about)
    if act.name in WORDS:
        return replace(act, form=partial(DemandForm, kind=act.name, by=by))
    return act


def unfit(act: CaseAct, case: Case) -> str:
    """Why an act has no place now; "" if it has."""
    if sentence := offering.unfit(act, case):
        return sentence
    if act.name == REPLY and not any(_waits(each) for each in demands.demands_of(case)):
        return "没有等着答复的催办、督办、会商。"
    if act.name in (REMIND, URGE) and not demands.owing(case):
        return "这一件现在没有要办的事，不用催。"
    if act.name == ASSIGN and case.confidential:
        return "涉密件由选定的经办人办。"
    return ""


def offers(case: Case, scope: Scope, today: date) -> list[Offer]:
    """What this person can do now."""
    by, found = scope.actor(), []
    for act in ACTS:
        if act.name == REPLY:
            waiting = demands.to_reply(case, by)
            if waiting:
                found.append(Offer(replace(act, label=DUTIES[waiting[0].kind])))
        elif may(act, case, scope) and not unfit(act, case) and _has_place(act, case, by, today):
            found.append(Offer(act))
    return found


def _has_place(act: CaseAct, case: Case, by: Actor, today: date) -> bool:
    if act.name == ASSIGN:
        open_here = not case.closed or any(unit.pk == case.unit_id for unit, _ in demands.owing(case))
        return open_here and len(cases.officers_of(case, today)) > 1
    return act.name not in WORDS or bool(_can_be_asked(case, act.name, by, today))


def told(case: Case, today: date, scope: Scope, *, guest: bool) -> list[tuple[str, str]]:
    """What was asked and replied, for who handles the case or oversees it; a unit that was asked sees its own alone."""
    shown = [each for each in demands.demands_of(case) if not guest or each.unit_id in scope.units]
    return [(_heading(each, today), _came_of_it(each, today)) for each in shown]


def _came_of_it(each: Demand, today: date) -> str:
    if each.answered_on:
        late = "" if each.kept else "，晚于期限"
        return f"{demands.said(each)}\n答复（{near_date(each.answered_on, today)}{late}）：{demands.replied(each)}"
    ended = "还没有答复" if demands.open_duty_of(each) else "办结时还没有答复"
    return f"{demands.said(each)}\n{ended}。"


def heard(each: Demand, today: date) -> str:
    """That somebody was reminded or urged, in a line, and whether they replied, without a word of what was said."""
    if each.answered_on:
        came = f"{near_date(each.answered_on, today)}{'按期' if each.kept else '晚于期限'}答复"
    elif each.case.closed:
        came = "办结时还没有答复"
    else:
        came = "过了期限还没有答复" if each.due_on < today else "等答复"
    return f"{_heading(each, today)}：{came}"
