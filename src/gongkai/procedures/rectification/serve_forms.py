"""The forms of how papers reach the applicant."""

from typing import Any

from django import forms

from gongkai.ground.ui.forms import DayField, Picks
from gongkai.ground.ui.words import zh_date
from gongkai.kernel.cases.offering import ActForm, text_field
from gongkai.procedures.rectification import serving


class SendForm(ActForm):
    paper = forms.ChoiceField(label="哪一份文书")
    way = forms.ChoiceField(
        label="送达方式",
        choices=[each for each in serving.WAYS.items() if each[0] != serving.WEB],
        widget=Picks(
            hints={
                "post": "写邮件单号；签收、退回以后再登记",
                "in_person": "写谁签收",
                "fax": "电话确认收到以后再登记送达",
            }
        ),
    )
    on = DayField(label="日期", help_text="发出、交付那天")
    posting = forms.CharField(label="邮件单号", required=False, max_length=40, help_text="邮寄的写；加密随案保存")
    signer = forms.CharField(
        label="谁签收的", required=False, max_length=60, help_text="当面交付的写；不是本人的，写明和申请人的关系"
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["paper"].choices = [
            (each.number, f"{each.title}（{each.number}，{zh_date(each.dated_on)}）")
            for each in serving.papers_of(self.case)
        ]

    def starts_with(self) -> dict[str, Any]:
        return {"on": self.today}


class OfService(ActForm):
    """An act on one of those that are on their way."""

    which = forms.TypedChoiceField(label="哪一次", coerce=int)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        titles = {each.number: each.title for each in serving.papers_of(self.case)}
        self.fields["which"].choices = [
            (each.seq, f"{titles.get(each.paper, '')}，{each.told}") for each in serving.open_services(self.case)
        ]

    def starts_with(self) -> dict[str, Any]:
        return {"on": self.today}


class ServedForm(OfService):
    on = DayField(label="送达日期", help_text="签收那天；传真的写对方确认收到那天")
    signer = forms.CharField(
        label="谁签收的", required=False, max_length=60, help_text="不是本人的，写明和申请人的关系"
    )


class ReturnedForm(OfService):
    on = DayField(label="退回日期")
    reason = text_field("为什么退回", rows=3, most=500, help_text="例如：收件人不在此地址，电话打不通")
