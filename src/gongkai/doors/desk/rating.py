"""好差评 on the desk: what a unit does about a bad grade, and the openness office about one that is disputed; alike for every procedure."""

from datetime import date
from typing import Any

from django import forms

from gongkai.ground.parties import vault
from gongkai.ground.ui.forms import Picks
from gongkai.ground.ui.parts import Offer
from gongkai.ground.ui.words import near_date
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import offering, queries, rating
from gongkai.kernel.cases.models import Case, Rating
from gongkai.kernel.cases.offering import ActForm, CaseAct, days_field, falls_to, text_field, verb
from gongkai.pure.declare.flow import CALL_BACK, DISPUTE, JUDGE, PUT_RIGHT, RATE
from gongkai.pure.law.applicants import as_choices, label_of
from gongkai.pure.law.ratings import BAD, CALLED, FIXED_LATER, GRADES, PUT_RIGHT_WITHIN

DUTIES = {CALL_BACK: "回访", PUT_RIGHT: "改正", JUDGE: "裁定评价"}


class CallBackForm(ActForm):
    result = forms.ChoiceField(label="核实的结果", choices=as_choices(CALLED), widget=Picks())
    text = text_field(
        "告诉本人的话", rows=4, most=rating.LONGEST, help_text="本人查进度时看得到；电话里怎么说的，照着写"
    )
    days = days_field(
        "限几个工作日改正", required=False, help_text=f"选了限期改正的才写，最多{PUT_RIGHT_WITHIN}个工作日"
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        later = values.get("result") == FIXED_LATER
        if "days" not in self.errors and values.get("result") and later != bool(values.get("days")):
            self.add_error("days", "请写限几个工作日改正" if later else "不是限期改正的不写天数，请删去，或者改选结果")
        return values


class PutRightForm(ActForm):
    text = text_field("怎么改正的", rows=4, most=rating.LONGEST)


class DisputeForm(ActForm):
    reason = text_field("为什么不应采纳", rows=4, most=rating.LONGEST, help_text="例如：评错了件、恶意评价；写明依据")


class JudgeForm(ActForm):
    adopt = forms.TypedChoiceField(
        label="裁定", choices=(("yes", "采纳，照计，由承办单位回访"), ("no", "不采纳，不计入统计")), coerce=lambda value: value == "yes", widget=Picks()
    )  # fmt: skip
    reason = text_field("理由", rows=4, most=rating.LONGEST)


def _words(case: Case, today: date) -> list[tuple[str, str]]:
    """What whoever rated it gave as grade and words, and why it is disputed."""
    found = rating.rating_of(case)
    if found is None:
        return []
    steps = {step.name: vault.unseal(case.ref, f"step:{step.seq}", "") for step in queries.steps_of(case)}
    told = [
        ("申请人的评价", f"{label_of(GRADES, found.grade)}。{steps.get(RATE, '')}"),
        ("申请不采纳的理由", steps.get(DISPUTE, "")),
    ]
    return [(label, text) for label, text in told if text]


ACTS = (
    CaseAct(CALL_BACK, "登记回访", "phone", "o", "回访已经登记。", CallBackForm.of, verb(rating.call_back), (CALL_BACK,), about=_words, says="不满意的评价，下一个工作日以前核实、回访。"),
    CaseAct(PUT_RIGHT, "登记改正", "file-check", "o", "改正已经登记。", PutRightForm.of, verb(rating.put_right), (PUT_RIGHT,), about=_words),
    CaseAct(DISPUTE, "申请不采纳评价", "scale", "v", "已经报政务公开办裁定。", DisputeForm.of, verb(rating.dispute), (DISPUTE,), aside=True, about=_words, says="由政务公开办裁定，裁定以前不用回访。评价不会删去。"),
    CaseAct(JUDGE, "裁定评价", "scale", "v", "已经裁定。", JudgeForm.of, verb(rating.judge), (JUDGE,), about=_words),
)  # fmt: skip


def acts() -> dict[str, CaseAct]:
    return {act.name: act for act in ACTS}


def may(act: CaseAct, case: Case, scope: Scope) -> bool:
    """Does this act fall to this person at all, whatever state the case is in?"""
    return falls_to(act, case, scope)


def unfit(act: CaseAct, case: Case) -> str:
    """Why an act has no place now; "" if it has."""
    if sentence := offering.unfit(act, case):
        return sentence
    found = rating.rating_of(case)
    if found is None or found.grade not in BAD:
        return "这一件没有不满意的评价。"
    waits = found.disputed_on is not None and found.judged_on is None
    fits = {
        CALL_BACK: found.called_on is None and not waits and found.adopted is not False,
        PUT_RIGHT: found.put_right_by is not None and found.put_right_on is None,
        DISPUTE: found.called_on is None and found.disputed_on is None,
        JUDGE: waits,
    }[act.name]
    return "" if fits else "这一步已经办过了，或者还不到时候。"


def at_hand(act: CaseAct, case: Case, scope: Scope) -> CaseAct:
    return act


def offers(case: Case, scope: Scope, today: date) -> list[Offer]:
    """What this person can do about the rating of a case now."""
    if not case.grade and rating.rating_of(case) is None:
        return []
    return [Offer(act) for act in ACTS if may(act, case, scope) and not unfit(act, case)]


def told(case: Case, today: date, *, guest: bool) -> list[tuple[str, str]]:
    """The rating and what came of it, for who handles the case or oversees it; nothing for a unit that was only asked something."""
    found = None if guest else rating.rating_of(case)
    if found is None:
        return []
    more = [("评价的处理", _came_of_it(found, today)), ("告诉本人的话", rating.reply_to(case))]
    return [*_words(case, today), *((label, text) for label, text in more if text)]


def _came_of_it(found: Rating, today: date) -> str:
    if found.adopted is False:
        return f"{near_date(found.judged_on, today)}裁定不采纳，不计入统计"
    if found.put_right_on:
        return f"{near_date(found.put_right_on, today)}已经改正"
    if found.put_right_by:
        return f"限{near_date(found.put_right_by, today)}前改正"
    if found.called_on:
        return f"{near_date(found.called_on, today)}回访：{label_of(CALLED, found.result)}"
    if found.disputed_on and found.judged_on is None:
        return f"{near_date(found.disputed_on, today)}申请不采纳，等裁定"
    return "等回访" if found.grade in BAD else ""
