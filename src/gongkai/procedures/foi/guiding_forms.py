"""What the form of an answer asks about where it sends its applicant; the sentence becomes part of its text."""

from datetime import date
from typing import Any

from django import forms

from gongkai.ground.units import queries as units
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import Foi, excess, guiding, passing, repeats
from gongkai.procedures.foi.act_form import ActForm, text_field


class Guided(ActForm):
    """Comes before the doubts about a text: what is chosen here stands in it when they are raised."""

    organ = forms.TypedChoiceField(
        label="该找的机关（本级政府的单位）",
        required=False,
        empty_value=None,
        coerce=int,
        help_text="名称、电话、地址由系统写进正文。只有不归本机关的才选（条例第36条第5项）",
    )
    where = text_field(
        "告诉申请人到哪里、怎么办",
        rows=2,
        most=300,
        required=False,
        help_text="不归本机关的，写本级以外的机关和联系方式；信访投诉的，写渠道；公开出版物、已经公开的，写获取的途径；行政查询的，写按哪部法规、到哪里查。系统连同条文接在正文后面",
    )
    earlier = forms.ChoiceField(
        label="以前答复过的那一件",
        required=False,
        help_text="只有重复申请才选（条例第36条第6项）；列出的很可能是同一申请人的，是不是重复由您判断",
    )

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        others = [(unit.pk, unit.name) for unit in units.units() if unit.pk != case.unit_id]
        self.fields["organ"].choices = [("", "不写"), *others]
        self.passed = passing.passed_on(case)
        if self.passed:
            self.fields["organ"].initial = self.passed.unit_id
        done = [each for each in repeats.earlier(case) if each.case.state == Foi.ANSWERED.code]
        self.answered = {each.case.reference: each.case for each in done}
        if done:
            told = [(each.case.reference, f"{each.case.reference}：{each.subject}") for each in done]
            self.fields["earlier"].choices = [("", "不是重复申请"), *told]
        else:
            del self.fields["earlier"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        organ, where, earlier = values.pop("organ", None), values.pop("where", ""), values.pop("earlier", "")
        outcome, added = values.get("outcome"), []
        if not outcome:
            return values
        if organ and outcome not in guiding.ORGANS:
            self.add_error(
                "organ", f"选的结果不是“{guiding.others(self.case)}”，不用选该找的机关：请选“不写”，或者换结果"
            )
        elif (organ or where) and outcome not in guiding.GUIDES:
            self.add_error("where", "选的这个结果没有要告知的去处：请写在正文里，或者换结果")
        elif organ or where:
            there = self.passed if self.passed and self.passed.unit_id == organ else None
            added.append(guiding.sentence(outcome, where, units.unit_by_id(organ) if organ else None, there))
        if earlier and outcome != guiding.REPEATED:
            self.add_error("earlier", "选的结果不是重复申请：请选“不是重复申请”，或者换结果")
        elif earlier:
            added.append(guiding.repeats(self.answered[earlier]))
        if "text" in values:
            values["text"] = "\n".join([values["text"], *(each for each in added if each not in values["text"])])
        return values


def lacking(case: Case, outcome: str, text: str, today: date) -> dict[str, str]:
    """The doubts about an answer that does not tell where to turn, or which answer came before, or whose reasons nobody asked."""
    found = guiding.GUIDES.get(outcome)
    if found and found.lacks and "《" not in text.replace("《政府信息公开条例》", ""):
        return {"where": found.lacks}
    if outcome not in guiding.ORGANS and (passed := passing.passed_on(case)):
        return {
            "outcome": f"这一件已经转送{passed.unit.short_name}（{passed.reference}），结果一般是“{guiding.others(case)}”。"
        }
    if outcome == guiding.REPEATED and "登记号" not in text:
        return {"outcome": "重复申请要写明以前哪一件已经答复过（条例第36条第6项）。"}
    if outcome == "3_5_4" and (doubt := excess.unasked(case) or excess.may_still_tell(case, today)):
        return {"outcome": doubt}
    return {}
