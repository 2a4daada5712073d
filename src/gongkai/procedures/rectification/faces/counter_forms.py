"""The pages by which somebody asks that a record about themselves be corrected (条例第41条). One thing a page."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.queries import unit_by_code, units
from gongkai.procedures.rectification.actions import SHORTEST
from gongkai.pure.codes import citizen, contact
from gongkai.pure.codes.errors import CodeError

Told = list[tuple[str, str]]
LEVELS = (("government", "政府"), ("department", "部门"), ("town", "乡镇街道"), ("institution", "公共企事业单位"))


class Page(UiForm):
    """A page of the request; see the counter's face."""

    key = heading = lead = ""
    offers = personal = False

    def __init__(self, *args: Any, answers: dict[str, dict[str, Any]], today: date, **kwargs: Any) -> None:
        self.answers, self.today = answers, today
        super().__init__(*args, **kwargs)

    def told(self) -> Told:
        """Labels and values to be checked; only what was filled in."""
        filled = [(field.label, self.cleaned_data[name]) for name, field in self.fields.items() if name != "id_sure"]
        return [(label, value) for label, value in filled if value]


def closed(code: str) -> str:
    """That a unit is there no more; "" of any other code."""
    unit = unit_by_code(code) if code else None
    if unit is None or not unit.closed_on:
        return ""
    return f"{unit.name}已于{zh_date(unit.closed_on)}撤销，请选承接它职责的单位。"


class Whose(Page):
    key, heading = "unit", "哪个单位的信息记错了？"
    lead = "只更正单位提供的、与您自己有关的信息。要公开信息的，请用“申请公开政府信息”。"
    unit = forms.ChoiceField(label="提供信息的单位", help_text="无权更正的，会替您转送有权的机关，或者告诉您该找谁")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = units()
        groups = [(label, [(u.code, u.name) for u in found if u.level == level]) for level, label in LEVELS]
        self.fields["unit"].choices = [("", "请选择"), *((label, members) for label, members in groups if members)]
        self._names = {u.code: u.name for u in found}

    def told(self) -> Told:
        return [("提供信息的单位", self._names[self.cleaned_data["unit"]])]


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


class Who(Page):
    """Whose record it is has to be known, or somebody else's would be told."""

    key, heading, personal = "who", "请告诉我们您是谁", True
    lead = "用来核对是不是您本人的信息，加密保存，每次查看都有记录。"
    name = forms.CharField(label="姓名", max_length=50)
    id_number = forms.CharField(label="身份证号码", max_length=30, help_text="18位，末位可能是X")
    id_sure = forms.BooleanField(label="证件上就是这样的，没有写错", required=False)
    phone = forms.CharField(label="电话", max_length=30, help_text="手机，或者带区号的座机")
    address = forms.CharField(label="通信地址", max_length=120, required=False, help_text="告知书要寄给您的才写")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        try:
            citizen.parse((self.data if self.is_bound else self.initial).get("id_number", ""), self.today)
            del self.fields["id_sure"]
        except citizen.WrongCheck:
            pass
        except CodeError:
            del self.fields["id_sure"]
        for name, hint in {"name": "name", "phone": "tel", "address": "street-address", "id_number": "off"}.items():
            self.fields[name].widget.attrs["autocomplete"] = hint

    def clean_id_number(self) -> str:
        try:
            return citizen.parse(self.cleaned_data["id_number"], self.today).number
        except citizen.WrongCheck as error:
            if self.data.get("id_sure"):
                return error.number
            raise ValidationError(f"{error.message_zh}证件上就是这样的，请在下面打钩") from error
        except CodeError as error:
            raise ValidationError(error.message_zh.removesuffix("。")) from error

    def clean_phone(self) -> str:
        try:
            return contact.parse_phone(self.cleaned_data["phone"])
        except CodeError as error:
            raise ValidationError(error.message_zh.removesuffix("。")) from error


class Recall(UiForm):
    """Taking it back needs no more than to be sure."""
