"""What the forms of acts on an application are made from."""

from datetime import date
from typing import Any

from django import forms

from gongkai.ground.ui.forms import UiForm
from gongkai.kernel.cases.models import Case

LONG = 20_000


def text_field(label: str, *, rows: int = 6, most: int = LONG, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **more)


class ActForm(UiForm):
    """Base of the forms of acts: knows its case and the day."""

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        self.case, self.today = case, today
        super().__init__(data, initial=self.starts_with(case, today), **more)

    @classmethod
    def of(cls, case: Case, today: date, data: Any = None, **more: Any) -> "ActForm":
        return cls(case, today, data, **more)

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {}
