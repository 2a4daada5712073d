"""Taking down an application that came over the counter, by fax or by letter."""

import secrets
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.ground.rules.terms import term_of
from gongkai.ground.ui.forms import AsksTwice, DayField, Picks
from gongkai.ground.units import queries as units
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, actions, queries
from gongkai.procedures.foi.forms import due_already, text_field
from gongkai.pure.codes import contact
from gongkai.pure.codes.errors import CodeError
from gongkai.pure.declare import Role, Screen
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, DELIVERIES, FORMS, NATURAL, as_choices

REGISTRARS = (Role.WINDOW_CLERK, Role.CASE_OFFICER)
PAGE = 50
REACHED_BY = {
    "email": ("email", "要用电子邮件答复，请写电子邮箱"),
    "post": ("address", "要邮寄答复，请写通信地址，写到门牌号"),
    "fax": ("phone", "要传真答复，请写能收传真的号码"),
}
"""What an answer needs by the way it is to go."""
WAYS_TO_REACH = ("phone", "email", "address")
PARTY = ("name", "organisation", "id_number", *WAYS_TO_REACH)

WHO_ASKS = "类别选的是自然人，这里又写了单位名称，请看清是谁申请：个人申请的，删去单位名称；单位申请的，改选申请人类别"


class RegisterForm(AsksTwice):
    """What stands on the paper, taken down as it came: a number the applicant got wrong is no reason to turn them away, unless
    it is the only way to reach them."""

    unit = forms.TypedChoiceField(label="向哪个单位申请", coerce=int)
    channel = forms.ChoiceField(
        label="来件方式",
        choices=[(key, label) for key, label in as_choices(CHANNELS) if key != "web"],
        widget=Picks(),
    )
    received_on = DayField(
        label="收到日期",
        required=False,
        help_text="当面提交和签收的信函写收到那天；传真和平信先空着，与申请人确认后再填（条例第31条）",
    )
    party_type = forms.ChoiceField(label="申请人类别", choices=as_choices(APPLICANT_TYPES))
    organisation = forms.CharField(label="单位名称", max_length=80, required=False)
    name = forms.CharField(label="姓名或联系人", max_length=40)
    id_number = forms.CharField(label="证件号码", max_length=30, required=False)
    phone = forms.CharField(label="电话", max_length=30, required=False, help_text="要传真答复的，写能收传真的号码")
    email = forms.EmailField(label="电子邮箱", required=False)
    address = forms.CharField(label="通信地址", max_length=120, required=False)
    subject = forms.CharField(label="申请公开什么", max_length=80, help_text="一句话，写名称、文号或者便于查找的特征")
    wanted = text_field("申请内容", rows=6, most=5000, help_text="照申请书写")
    form_wanted = forms.ChoiceField(label="希望的形式", choices=as_choices(FORMS))
    delivery = forms.ChoiceField(label="获取方式", choices=as_choices(DELIVERIES))
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, choices: list[Unit], today: date, data: Any = None) -> None:
        self.today = today
        super().__init__(data, initial={"token": secrets.token_urlsafe(24), "channel": "counter"})
        self.units = {unit.pk: unit for unit in choices}
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in choices]

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("party_type") == NATURAL.key:
            if values.get("organisation"):
                self.add_error("organisation", WHO_ASKS)
        elif not values.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", "请写单位名称")
        name, said = REACHED_BY.get(values.get("delivery"), ("", ""))
        if name and not values.get(name):
            if name not in self.errors:
                self.add_error(name, said)
        elif not any(values.get(name) or name in self.errors for name in WAYS_TO_REACH):
            self.add_error("phone", "请写怎么联系申请人：电话、电子邮箱、通信地址，至少一样")
        elif values.get("phone") and name == "phone":
            self._check_number(values["phone"], "答复要传真到这个号码")
        elif values.get("phone") and not (values.get("email") or values.get("address")):
            self._check_number(values["phone"], "只有这一样联系方式，写错了就找不到申请人")
        return values

    def _check_number(self, phone: str, why: str) -> None:
        """Where the answer goes there, or nothing else is known to reach the applicant by, their number has to be one."""
        try:
            contact.parse_phone(phone)
        except CodeError as error:
            self.add_error("phone", f"{error.message_zh.removesuffix('。')}；{why}")

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        on = values.get("received_on")
        return due_already(on and term_of(Foi.rule_family, on).last_on, self.today)

    def request(self) -> actions.Request:
        values = self.cleaned_data
        party = {name: values[name] for name in PARTY if values.get(name)}
        return actions.Request(
            values["party_type"], party, values["subject"], values["wanted"], values["form_wanted"], values["delivery"]
        )


def register(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The form; after it a page with number and query code, shown once, to print."""
    choices = queries.receivers() if scope.has(Role.HALL_CLERK) else []
    known = {unit.pk for unit in choices}
    choices = [*(unit for unit in units.units_for(scope, *REGISTRARS) if unit.pk not in known), *choices]
    form = RegisterForm(choices, request.today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and request.sent_before:
        form.add_error(None, request.sent_before)
    elif request.method == "POST" and form.is_valid():
        try:
            opened = _take_down(form, scope, request.at, request.today)
        except StepRefused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            context = request.shell("来件已登记") | {"opened": opened, "case": opened.case, "unit": opened.case.unit}
            return render(request, "foi/registered.html", context)
    if len(choices) > 1:
        form.fields["unit"].choices = [("", "请选择"), *form.fields["unit"].choices]
    status = 422 if request.method == "POST" else 200
    return render(request, "foi/register.html", request.shell("登记来件") | {"form": form}, status=status)


def _take_down(form: RegisterForm, scope: Scope, at: Any, today: date) -> actions.Opened:
    values = form.cleaned_data
    return actions.register(
        unit=values["unit"],
        request=form.request(),
        channel=values["channel"],
        by=scope.actor(),
        at=at,
        received_on=values["received_on"],
        form_token=values["token"],
    )


def taken_down(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What the hall's window took down for other units: number, unit, day, and where it stands; pages by key."""
    found, after = cases.taken_down(scope).filter(procedure=Foi.code), request.GET.get("after", "")
    if after.isdecimal():
        found = found.filter(id__lt=int(after))
    page = list(found[: PAGE + 1])
    shown = [(case, Foi.states[case.state].label) for case in page[:PAGE]]
    older = page[PAGE - 1].pk if len(page) > PAGE else ""
    context = request.shell("窗口登记的") | {"shown": shown, "older": older, "after": after}
    return render(request, "foi/taken_down.html", context)


SCREENS = (
    Screen("register", "登记来件", register, by=(*REGISTRARS, Role.HALL_CLERK)),
    Screen("taken-down", "窗口登记的", taken_down, by=(Role.HALL_CLERK,)),
)
