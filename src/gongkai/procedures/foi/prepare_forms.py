"""The forms of how an answer is prepared."""

from datetime import date
from typing import Any

from django import forms

from gongkai.ground.ui.forms import Ticks, UiForm
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import office, queries, wordings
from gongkai.procedures.foi.forms import ActForm, text_field


class DraftForm(ActForm):
    outcome = forms.ChoiceField(label="拟作出的决定")
    text = text_field("正文", rows=10, required=False, help_text="空着的，按这个决定的范本起草")
    paragraphs = forms.MultipleChoiceField(label="再加上的段落", required=False, widget=Ticks())

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        self.fields["outcome"].choices = [
            ("", "请选一项"),
            *((each.code, each.short) for each in queries.answers_open_to(case)),
        ]
        self.fields["paragraphs"].choices = list(office.paragraphs(case.unit).items())

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        before = queries.latest_proposal(case)
        return {"outcome": before.row.outcome, "text": before.text} if before else {}


class ReviewForm(ActForm):
    comment = text_field("审核意见", rows=3, most=2000, required=False, help_text="随案保存，签发人看得到")


class WordingForm(UiForm):
    text = text_field("范本", rows=10, most=wordings.LONGEST)


class ParagraphForm(UiForm):
    name = forms.CharField(
        label="名称", max_length=office.LONGEST_NAME, help_text="经办人起草的时候按名称选，例如：节假日取件"
    )
    text = text_field("段落", rows=6, most=wordings.LONGEST)


class ReviewSettingForm(UiForm):
    legal_review = forms.BooleanField(label="签发以前先经法制审核", required=False)
