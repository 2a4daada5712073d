"""The pages of an application through the web (条例第29条), and the applicant's later forms. One thing a page."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.ground.files.fields import FilesField, Upload
from gongkai.ground.ui.forms import Picks, UiForm
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.queries import unit_by_code
from gongkai.kernel.cases.asking import SURE, Identified, Page, Told, UnitPage, checked_phone
from gongkai.procedures.foi import telling
from gongkai.procedures.foi.queries import LEVELS, receivers
from gongkai.procedures.foi.receiving import GROWN_UP, name_of
from gongkai.pure.codes import citizen, contact, errors, uscc
from gongkai.pure.codes.errors import CodeError
from gongkai.pure.law.applicants import APPLICANT_TYPES, DELIVERIES, FORMS, NATURAL, as_choices, label_of

BY_WEB = tuple(each for each in DELIVERIES if each.key != "fax")
ELECTRONIC, PAPER, DISC, ON_SITE = (each.key for each in FORMS)
NEEDS_ADDRESS = "请写收件地址，写到门牌号"
SHORTEST_ADDRESS = 6
_NEEDED = (("email", "email", "请写电子邮箱，答复会发到这里"), ("post", "address", NEEDS_ADDRESS))


def _checked(parse: Callable[[str], Any], value: str) -> Any:
    """A code as it was parsed; its complaint, without full stop, as the field's error."""
    try:
        return parse(value)
    except CodeError as error:
        raise ValidationError(error.message_zh.removesuffix("。")) from error


CODE_SURE = "code_sure"
_PRINTED = re.compile(r"[0-9A-Z]{18}|\d{13}|\d{15}|[0-9A-Z]{8}-?[0-9X]")
"""A credit code, a number of the registers before it, an organisation's code: what may stand on a certificate."""


def _odd(typed: str) -> bool:
    """May a number stand so on a certificate, though it is no credit code that adds up?"""
    code = errors.typed(typed)
    return bool(_PRINTED.fullmatch(code)) and not uscc.is_valid(code)


def closed(code: str) -> str:
    """That a unit is there no more, and who took over, for whoever wants to ask it; "" of any other code."""
    unit = unit_by_code(code) if code else None
    if unit is None or not unit.closed_on:
        return ""
    heir = unit
    while heir and heir.closed_on:
        heir = unit_by_code(heir.successor_code)
    takes = f"，由{heir.name}承接，请选{heir.name}" if heir else "，请另选一个单位"
    return f"{unit.name}已于{zh_date(unit.closed_on)}撤销{takes}。"


class Unit(UnitPage):
    key, heading = "unit", "您要向哪个单位申请？"
    unit = forms.ChoiceField(
        label="受理单位",
        help_text="信息是谁做的，或者谁保存的，就选谁。选错了不要紧，我们会告诉您该找谁。",
        widget=forms.Select,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(receivers(), LEVELS)
        asked = self.data.get("unit", "") if self.is_bound else ""
        if asked not in self._names and (said := closed(asked)):
            self.fields["unit"].error_messages = self.fields["unit"].error_messages | {"invalid_choice": said}


class What(Page):
    key, heading = "what", "您要的是什么信息？"
    offers = True
    lead = "写得越具体，找得越快。一次只申请一件事。"
    wanted = forms.CharField(
        label="要的信息", max_length=1000, widget=forms.Textarea(attrs={"rows": 6}), help_text="知道文件名称、文号的请写上；不知道的，写清时间、地点和事情就行。请不要写别人的身份证号码。"
    )  # fmt: skip
    subject = forms.CharField(
        label="给这件申请起个名字",
        max_length=60,
        required=False,
        help_text="方便以后认出来，例如：2025年危房改造补助名单。不写就用上面的开头几个字。",
    )

    def wish(self) -> str:
        """What is wanted, in the applicant's words."""
        return f"{self.cleaned_data['subject']} {self.cleaned_data['wanted']}".strip()

    def told(self) -> Told:
        return [("要的信息", self.cleaned_data["wanted"]), ("申请名称", name_of(**self.cleaned_data))]


class Kind(Page):
    key, heading = "kind", "您以什么身份申请？"
    kind = forms.ChoiceField(
        label="申请人", choices=as_choices(APPLICANT_TYPES), widget=Picks(hints={"natural": "以个人名义申请", "other": "其他法人或者组织"})
    )  # fmt: skip

    def told(self) -> Told:
        return [("申请人", label_of(APPLICANT_TYPES, self.cleaned_data["kind"]))]


class Who(Identified):
    """Name, proof of identity and how to be reached (第29条第一项): of a person, or of an organisation and who writes for it."""

    key, heading, personal = "who", "请告诉我们您是谁", True
    field_order = ("organisation", "uscc", CODE_SURE, "name", "id_number", SURE, "phone", "guardian", "guardian_phone")
    lead = "按规定申请要写明姓名或者名称、身份证明和联系方式。这些只用来办这件申请，加密保存，每次查看都有记录。受人委托代为申请的、几个人一起申请的，网上办不了，请带委托书、申请人名单到受理单位当面申请，或者寄去。"
    organisation = forms.CharField(label="单位名称", max_length=100, help_text="与登记证书上的名称一致")
    uscc = forms.CharField(label="统一社会信用代码", max_length=30, help_text="18位，登记证书上有")
    code_sure = forms.BooleanField(label="登记证书上就是这样的，没有写错", required=False)
    name = forms.CharField(label="姓名", max_length=50)
    id_number = forms.CharField(
        label="身份证号码",
        max_length=30,
        help_text="18位，末位可能是X。没有居民身份证的，请当面向受理单位申请，地址和时间见它的公开指南",
    )
    phone = forms.CharField(label="电话", max_length=30, help_text="手机，或者带区号的座机。只用来联系这件申请的事")
    guardian = forms.CharField(
        label="监护人姓名", max_length=50, help_text="申请人不满18岁的，由监护人代为申请（民法典第19、20条）"
    )
    guardian_phone = forms.CharField(label="监护人电话", max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.born_on is None or citizen.age_on(self.born_on, self.today) >= GROWN_UP:
            del self.fields["guardian"], self.fields["guardian_phone"]
        if self.answers.get("kind", {}).get("kind", NATURAL.key) == NATURAL.key:
            del self.fields["organisation"], self.fields["uscc"], self.fields[CODE_SURE]
        else:
            if not _odd((self.data if self.is_bound else self.initial).get("uscc", "")):
                del self.fields[CODE_SURE]
            for name in ("id_number", SURE, "guardian", "guardian_phone"):
                self.fields.pop(name, None)
            self.fields["name"].label = "联系人姓名"
            self.fields["name"].error_messages["required"] = "请填写联系人姓名"
        hints = {"organisation": "organization", "name": "name", "phone": "tel"}
        for name, bound in self.fields.items():
            bound.widget.attrs["autocomplete"] = hints.get(name, "off")

    def clean_uscc(self) -> str:
        """As it is printed, though it does not add up, once they are sure: old certificates bear other numbers."""
        typed = self.cleaned_data["uscc"]
        if not _odd(typed):
            return _checked(uscc.parse, typed).code
        if self.data.get(CODE_SURE):
            return errors.typed(typed)
        said = "这不像18位的统一社会信用代码"
        try:
            uscc.parse(typed)
        except CodeError as error:
            said = error.message_zh.removesuffix("。")
        raise ValidationError(f"{said}。登记证书上就是这样的（老证书上是注册号或者组织机构代码），请在下面打钩")

    def clean_guardian_phone(self) -> str:
        return checked_phone(self.cleaned_data["guardian_phone"])


class How(Page):
    key, heading, personal = "how", "您想怎样得到答复？", True
    form_wanted = forms.ChoiceField(label="要什么形式的？", choices=as_choices(FORMS), widget=Picks)
    delivery = forms.ChoiceField(
        label="怎么给您？", choices=as_choices(BY_WEB), help_text="答复书总能凭编号和查询码在本站查看、下载；公开的材料按您选的办法另外给您",
        widget=Picks(hints={"online": "只要答复书，凭编号和查询码在本站查看", "email": "发到您的邮箱", "post": "寄到您的地址，不收钱", "pick_up": "到受理单位来取"}),
    )  # fmt: skip
    tell_by = forms.ChoiceField(
        label="有进展要不要通知您？",
        required=False,
        widget=Picks,
        help_text="只说办到哪一步、到哪里看，不写申请的内容；随时可以改成不通知",
    )
    email = forms.CharField(label="电子邮箱", max_length=254, required=False, help_text="选“电子邮件”的要写")
    address = forms.CharField(
        label="收件地址",
        max_length=200,
        required=False,
        help_text="选“邮寄”的要写，例如：河东街道明川大道88号2单元301室",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if open_ways := telling.offered():
            self.fields["tell_by"].choices = [("", "不用通知，我自己查"), *open_ways]
        else:
            del self.fields["tell_by"]
        self.fields["email"].widget.attrs |= {"autocomplete": "email", "inputmode": "email"}
        self.fields["address"].widget.attrs |= {"autocomplete": "street-address"}
        for name in ("form_wanted", "delivery"):
            self.fields[name].error_messages["required"] = f"请选一项：{self.fields[name].label.removesuffix('？')}"
        for delivery, name, sentence in _NEEDED:
            self.fields[name].error_messages["required"] = sentence
            self.fields[name].required = self.data.get("delivery") == delivery

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        return _checked(contact.parse_email, email) if email else ""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        delivery, form = values.get("delivery"), values.get("form_wanted")
        values["tell_by"] = values.get("tell_by", "")
        told = {"email": values.get("email", ""), "phone": self.answers.get("who", {}).get("phone", "")}
        if (why := telling.cannot_reach(values["tell_by"], told)) and "email" not in self.errors:
            self.add_error("email" if values["tell_by"] == "email" else "tell_by", why)
        for wanting, name, _ in _NEEDED:
            if name == "email" and values["tell_by"] == "email":
                continue
            if delivery != wanting:
                # The page shows an address only to who wants it: one left from before must neither hold them up nor be kept.
                self.errors.pop(name, None)
                values[name] = ""
        if delivery == "post" and 0 < len(values.get("address", "")) < SHORTEST_ADDRESS:
            self.add_error("address", NEEDS_ADDRESS)
        if delivery in ("online", "email") and form in (PAPER, DISC):
            self.add_error("delivery", f"{label_of(FORMS, form)}要邮寄或者自行领取，请改选一种")
        if form == ON_SITE and delivery and delivery != "pick_up":
            self.add_error("delivery", "现场查阅要您来一趟，请选“自行领取”")
        return values

    def told(self) -> Told:
        values = self.cleaned_data
        rows = [
            ("形式", label_of(FORMS, values["form_wanted"])),
            ("获取方式", label_of(DELIVERIES, values["delivery"])),
        ]
        if values["tell_by"]:
            rows.append(("有进展通知", dict(telling.offered()).get(values["tell_by"], "")))
        return rows + [(self.fields[name].label, values[name]) for name in ("email", "address") if values[name]]


MOST_FILES, MOST_SIZE = 10, 20 * 1024**2


class Papers(UiForm):
    """What goes along with an application: proof of who applies, an authority, a paper that shows what is meant. Chosen on the last page, for
    no file is kept before it is sent."""

    papers = FilesField(
        label="要一起交的材料",
        required=False,
        help_text=f"身份证明、委托书、户口簿，或者能说明要什么的材料：PDF、照片、Word，最多{MOST_FILES}个，一共不超过{MOST_SIZE // 1024**2} MB。加密保存，只有办这一件的人看得到",
    )

    def clean_papers(self) -> list[Upload]:
        found = self.cleaned_data["papers"]
        if len(found) > MOST_FILES:
            raise ValidationError(
                f"最多{MOST_FILES}个文件，这次选了{len(found)}个：请把相近的合成一个，或者只选最要紧的"
            )
        if sum(len(each.data) for each in found) > MOST_SIZE:
            raise ValidationError(f"选的文件一共超过{MOST_SIZE // 1024**2} MB，请选小一些的，或者少选几个")
        return found


class Correction(UiForm):
    """What the applicant adds when asked (条例第30条)."""

    text = forms.CharField(label="补充的内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 8}))


class Reasons(UiForm):
    """Why an applicant asks for so much, or so often (条例第35条)."""

    text = forms.CharField(label="申请的理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 8}))


class Telling(UiForm):
    """Whether the applicant is told that something happened, and how."""

    way = forms.ChoiceField(label="怎么通知", required=False, widget=Picks)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [("", "不用通知，我自己查"), *telling.offered()]


class Recall(UiForm):
    """Taking an application back needs no more than to be sure."""
