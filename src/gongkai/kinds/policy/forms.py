"""The forms of the acts on policy documents. Each is made by ``Form.of(record, today, data)``."""

from datetime import date
from typing import Any

from django import forms

from gongkai.ground.ui.forms import DayField, Offered, Picks, UiForm
from gongkai.ground.units.queries import government
from gongkai.kernel.records.models import Record
from gongkai.kinds.policy import REASONS, consolidating, queries
from gongkai.kinds.policy.models import CONCLUSIONS, DECISIONS


class ActForm(UiForm):
    """Base of the forms of acts: knows its record and the day."""

    def __init__(self, record: Record, today: date, data: Any = None, **more: Any) -> None:
        self.record, self.today = record, today
        super().__init__(data, initial=self.starts_with(record, today), **more)

    @classmethod
    def of(cls, record: Record, today: date, data: Any = None, **more: Any) -> "ActForm":
        return cls(record, today, data, **more)

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {}


class LegalityForm(ActForm):
    organ = forms.CharField(label="审查机构", max_length=60, help_text="出具意见的机构，如县司法局、本单位法规股")
    conclusion = forms.ChoiceField(label="结论", choices=CONCLUSIONS, widget=Picks(hints={"lawful": "可以提交集体审议、签发", "amend": "改好以后再审一次", "unlawful": "超越权限、违反上位法，不能公开"}))  # fmt: skip
    opinion = forms.CharField(
        label="审查意见", max_length=1000, widget=forms.Textarea({"rows": 5}), help_text="制定权限、内容、程序；留在台账里，不上网"
    )  # fmt: skip
    on = DayField(label="审查日期")

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {"organ": record.unit.name, "on": today}


class DeliberationForm(ActForm):
    meeting = forms.CharField(label="会议", max_length=80, help_text="如县政府第47次常务会议、局长办公会议")
    held_on = DayField(label="会议日期")
    decision = forms.ChoiceField(label="结论", choices=DECISIONS, widget=Picks(hints={"amended": "照会议意见改了正文的，要再做一次合法性审查"}))  # fmt: skip
    note = forms.CharField(
        label="会议意见",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="留在台账里，不上网",
    )

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {"held_on": today}


class ConsolidateForm(ActForm):
    as_of = DayField(label="截至哪天的文本", help_text="最近一次修改施行的那天")

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {"as_of": consolidating.amended_on(record)}


class SendForm(ActForm):
    authority = forms.CharField(label="备案机关", max_length=60)
    on = DayField(label="报送日期", help_text="备案材料送出的那天")

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        of = government()
        own = record.unit.in_totals and record.unit.level != "government"
        return {"authority": of.name if own else of.superior, "on": today}


class WaiveForm(ActForm):
    because = forms.CharField(
        label="为什么不另作解读",
        max_length=200,
        widget=Offered(REASONS),
        help_text="会公布在网页上；常见的理由点一下就能选",
    )

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        known = queries.no_interpretation(record)
        return {"because": known.because if known else ""}


class RegisterForm(ActForm):
    number = forms.CharField(label="备案号", max_length=60, help_text="备案机关给的登记号，照原样写")
    on = DayField(label="备案日期", help_text="备案机关登记的那天")

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {"on": today}
