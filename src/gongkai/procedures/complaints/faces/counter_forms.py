"""The pages of a complaint through the web. One thing a page."""

from typing import Any

from django import forms

from gongkai.ground.ui.forms import Picks, UiForm
from gongkai.ground.units.queries import units
from gongkai.kernel.cases.asking import LEVELS as UNIT_LEVELS
from gongkai.kernel.cases.asking import Page, Told, UnitPage, checked_phone, closed
from gongkai.pure.law.applicants import as_choices, label_of
from gongkai.pure.law.grievances import MATTERS

__all__ = ["About", "What", "Who", "Withdraw", "closed"]

LEVELS = (*UNIT_LEVELS[:3], ("institution", "企事业单位"))


class About(UnitPage):
    key, heading = "unit", "您要反映哪个单位？"
    unit = forms.ChoiceField(label="被反映的单位", help_text="哪个单位该公开没有公开、该答复没有答复，就选哪个。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(units(), LEVELS)


class What(Page):
    key, heading = "what", "您要反映什么情况？"
    lead = "只受理政府信息公开方面的事；别的事请打12345，或者到信访部门反映。"
    matter = forms.ChoiceField(label="是哪一类问题", choices=as_choices(MATTERS), widget=Picks())
    text = forms.CharField(
        label="具体情况", max_length=3000, min_length=10, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="写清时间、哪条信息或者哪件申请（有编号的写编号）、您希望怎么解决。",
    )  # fmt: skip

    def told(self) -> Told:
        return [
            ("问题", label_of(MATTERS, self.cleaned_data["matter"])),
            ("具体情况", self.cleaned_data["text"]),
        ]


class Who(Page):
    """Real names are asked for, so that the result can be told; they go nowhere else."""

    key, heading, personal = "who", "怎么把结果告诉您？", True
    lead = "您的姓名、电话加密保存，只给办理这一件的人看，不告诉被反映的单位，也不公开。"
    name = forms.CharField(label="姓名", max_length=50)
    organisation = forms.CharField(label="单位名称", max_length=100, required=False, help_text="以单位名义反映的才写")
    phone = forms.CharField(label="电话", max_length=30, help_text="手机，或者带区号的座机")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in {"name": "name", "organisation": "organization", "phone": "tel"}.items():
            self.fields[name].widget.attrs["autocomplete"] = hint

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])


class Withdraw(UiForm):
    """Taking a complaint back needs no more than to be sure."""
