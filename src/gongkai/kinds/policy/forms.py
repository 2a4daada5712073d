"""The forms of the acts on policy documents. Each is made by ``Form.of(record, today, data)``."""

from datetime import date
from typing import Any

from django import forms

from gongkai.ground.ui.forms import DayField, UiForm
from gongkai.ground.units.queries import government
from gongkai.kernel.records.models import Record
from gongkai.kinds.policy import queries


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


class SendForm(ActForm):
    authority = forms.CharField(label="备案机关", max_length=60)
    on = DayField(label="报送日期", help_text="备案材料送出的那天")

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        of = government()
        own = record.unit.in_totals and record.unit.level != "government"
        return {"authority": of.name if own else of.superior, "on": today}


class WaiveForm(ActForm):
    because = forms.CharField(
        label="为什么不另作解读", max_length=200, widget=forms.Textarea({"rows": 3}), help_text="会公布在网页上"
    )

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        known = queries.no_interpretation(record)
        return {"because": known.because if known else ""}


class RegisterForm(ActForm):
    number = forms.CharField(label="备案号", max_length=60, help_text="备案机关给的登记号，照原样写")
    on = DayField(label="备案日期", help_text="备案机关登记的那天")

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {"on": today}
