"""The forms of what is asked of other holders and assisting units, and of what they reply."""

from datetime import date
from functools import partial
from typing import Any

from django import forms

from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import AsksTwice, Picks
from gongkai.ground.ui.words import near_date, zh_date
from gongkai.ground.units import queries as units
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import tells_who
from gongkai.procedures.foi import assisting
from gongkai.procedures.foi.act_form import ActForm, text_field


class AskForm(AsksTwice, ActForm):
    unit = forms.TypedChoiceField(label="本级政府的单位", required=False, empty_value=None, coerce=int)
    whom = forms.CharField(
        label="本级政府以外的保管单位", required=False, max_length=100, help_text="例如上级的档案馆；函由您打印送去，结果由您登记"
    )  # fmt: skip
    what = text_field(
        "要什么",
        rows=5,
        most=2000,
        help_text="写进函里，对方看得到：什么材料、哪些年份、要原件还是复制件。不要写申请人是谁",
    )
    days = forms.IntegerField(
        label="给几个工作日",
        min_value=1,
        max_value=assisting.LONGEST_TERM,
        widget=forms.NumberInput({"class": "input--s"}),
    )

    def __init__(self, case: Case, today: date, data: Any = None, *, kind: str, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        none = "不是本级政府的单位" if kind == assisting.RETRIEVE else "请选一个单位"
        others = [(unit.pk, unit.name) for unit in units.units() if unit.pk != case.unit_id]
        self.fields["unit"].choices = [("", none), *others]
        if kind == assisting.ASSIST:
            del self.fields["whom"]
            self.fields["unit"].label = "哪个单位协办"

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"days": assisting.USUAL}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["unit"] = units.unit_by_id(values["unit"]) if values.get("unit") else None
        return values

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        days = values.get("days")
        due = assisting.outlasts(self.case, self.today, days) if days else None
        asked = {"days": f"这一件{zh_date(due)}就到期了，对方的期限比它晚；时钟不停。"} if due else {}
        told = tells_who(self.case, values.get("what", ""))
        return asked | ({"what": told} if told else {})


to_retrieve = partial(AskForm.of, kind=assisting.RETRIEVE)
to_assist = partial(AskForm.of, kind=assisting.ASSIST)


class ReplyForm(ActForm):
    """Of those that somebody may reply to; that one is waited for no more is for the lead unit alone."""

    which = forms.TypedChoiceField(label="哪一份", coerce=int)
    came = forms.ChoiceField(label="结果", choices=assisting.Assistance.CAME, widget=Picks())
    text = text_field(
        "答复",
        rows=5,
        most=5000,
        help_text="提供了什么、怎么来的，哪些内容不宜公开、为什么；没有的，写到哪里、怎么找过",
    )
    files = FilesField(
        label="材料",
        required=False,
        help_text="PDF、Word、图片、文本，一次可以选几个。加密随案保存，由主办单位审查、遮盖，不直接给申请人",
    )

    def __init__(self, case: Case, today: date, data: Any = None, *, by: Actor, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        waiting, named = assisting.answers_to(case, by), assisting.asked_of(case)
        offered = [(each.seq, heading(each, named, today)) for each in waiting]
        self.fields["which"].choices = offered if len(offered) == 1 else [("", "请选一份"), *offered]
        self.fields["which"].error_messages["invalid_choice"] = "选的这一份刚才已经答复过了，请看最新情况"
        if not any(by.holds(assisting.Role.CASE_OFFICER, unit_id) for unit_id in (case.unit_id,)):
            kept = [each for each in assisting.Assistance.CAME if each[0] != assisting.DROPPED]
            self.fields["came"].choices = kept


def heading(each: assisting.Assistance, named: dict[int, dict[str, str]], today: date) -> str:
    """第1份，调取，明川县档案馆（3月5日发出，3月12日前答复）"""
    whom = each.unit.short_name if each.unit else named.get(each.seq, {}).get("whom", "（已清除）")
    sent = f"{near_date(each.asked_on, today)}发出，{near_date(each.due_on, today)}前答复"
    return f"第{each.seq}份，{each.get_kind_display()}，{whom}（{sent}）"
