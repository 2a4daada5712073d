"""The pages by which somebody asks that a record about themselves be corrected (条例第41条). One thing a page."""

from typing import Any

from django import forms

from gongkai.ground.ui.forms import UiForm
from gongkai.ground.units.queries import units
from gongkai.kernel.cases.asking import SURE, Identified, Page, UnitPage, closed
from gongkai.procedures.rectification.actions import SHORTEST

__all__ = ["Recall", "What", "Who", "Whose", "closed"]


class Whose(UnitPage):
    key, heading = "unit", "哪个单位的信息记错了？"
    lead = "只更正单位提供的、与您自己有关的信息。要公开信息的，请用“申请公开政府信息”。"
    unit = forms.ChoiceField(label="提供信息的单位", help_text="无权更正的，会替您转送有权的机关，或者告诉您该找谁")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(units())


class What(Page):
    key, heading, personal = "what", "哪里不准确？", True
    subject = forms.CharField(label="哪一条信息", max_length=80, help_text="例如：危房改造档案里我的出生日期")
    wrong = forms.CharField(
        label="哪里不准确，应当是什么", max_length=2000, min_length=SHORTEST, widget=forms.Textarea(attrs={"rows": 6})
    )
    evidence = forms.CharField(
        label="有什么证据", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明证据是什么，例如身份证、户口簿。复印件请寄给或者交给这个单位，注明提交以后给您的编号",
    )  # fmt: skip


class Who(Identified):
    """Whose record it is has to be known, or somebody else's would be told."""

    key, heading, personal = "who", "请告诉我们您是谁", True
    lead = "用来核对是不是您本人的信息，加密保存，每次查看都有记录。"
    field_order = ("name", "id_number", SURE, "phone", "address")
    name = forms.CharField(label="姓名", max_length=50)
    id_number = forms.CharField(label="身份证号码", max_length=30, help_text="18位，末位可能是X")
    phone = forms.CharField(label="电话", max_length=30, help_text="手机，或者带区号的座机")
    address = forms.CharField(label="通信地址", max_length=120, required=False, help_text="告知书要寄给您的才写")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in {"name": "name", "phone": "tel", "address": "street-address", "id_number": "off"}.items():
            self.fields[name].widget.attrs["autocomplete"] = hint


class Recall(UiForm):
    """Taking it back needs no more than to be sure."""
