"""Taking down a request to correct one's own records, with its evidence."""

import secrets
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import DayField, Picks, UiForm
from gongkai.ground.units import queries as units
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases.codes import code_of_form
from gongkai.kernel.cases.offering import text_field
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.rectification import TAKERS, actions
from gongkai.pure.declare import Screen
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, NATURAL, as_choices

PARTY = ("name", "organisation", "id_number", "phone", "address")


class RegisterForm(UiForm):
    """Whose record, which one, what is wrong in it, and what shows it (条例第41条)."""

    unit = forms.TypedChoiceField(label="提供信息的单位", coerce=int)
    channel = forms.ChoiceField(
        label="来件方式", choices=[(key, label) for key, label in as_choices(CHANNELS) if key != "web"], widget=Picks()
    )
    received_on = DayField(label="收到日期", help_text="20个工作日内告知处理结果，从第二天起算")
    party_type = forms.ChoiceField(label="申请人类别", choices=as_choices(APPLICANT_TYPES))
    organisation = forms.CharField(label="单位名称", max_length=80, required=False)
    name = forms.CharField(label="姓名或联系人", max_length=40)
    id_number = forms.CharField(label="证件号码", max_length=30, required=False, help_text="核对是不是本人的信息")
    phone = forms.CharField(label="电话", max_length=30, required=False)
    address = forms.CharField(label="通信地址", max_length=120, required=False)
    subject = forms.CharField(label="哪一条信息不准确", max_length=80)
    wanted = text_field("哪里不准确，应当是什么", rows=6, most=5000, help_text="写明有什么证据")
    files = FilesField(label="证据的扫描件", required=False)
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, choices: list[Unit], today: date, data: Any = None, files: Any = None) -> None:
        self.today = today
        start = {
            "token": secrets.token_urlsafe(24),
            "channel": "counter",
            "received_on": today,
            "party_type": NATURAL.key,
        }
        super().__init__(data, files, initial=start)
        self.units = {unit.pk: unit for unit in choices}
        several = [("", "请选择")] if len(choices) > 1 else []
        self.fields["unit"].choices = [*several, *((unit.pk, unit.name) for unit in choices)]

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        natural = values.get("party_type") == NATURAL.key
        if natural and values.get("organisation"):
            self.add_error("organisation", "类别选的是自然人，这里又写了单位名称，请看清是谁的信息")
        elif not natural and not values.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", "请写单位名称")
        if not values.get("phone") and not values.get("address") and "phone" not in self.errors:
            self.add_error("phone", "请写怎么联系申请人：电话、通信地址，至少一样")
        return values

    def asking(self) -> actions.Asking:
        values = self.cleaned_data
        party = {name: values[name] for name in PARTY if values.get(name)}
        return actions.Asking(values["party_type"], party, values["subject"], values["wanted"])


def register(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The form; after it the number, to print."""
    posted = request.method == "POST"
    form = RegisterForm(
        units.units_for(scope, *TAKERS), request.today, request.POST if posted else None, request.brought
    )
    if posted and form.is_valid() and request.sent_before:
        form.add_error(None, request.sent_before)
    elif posted and form.is_valid():
        values = form.cleaned_data
        try:
            case = actions.register(
                unit=values["unit"], asking=form.asking(), channel=values["channel"], received_on=values["received_on"], by=scope.actor(),
                at=request.at, form_token=values["token"], files=values["files"] or (),
            )  # fmt: skip
        except StepRefused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            shown = request.shell("已经登记") | {"case": case, "query_code": code_of_form(values["token"])}
            return render(request, "rectification/registered.html", shown)
    request.stay(form)
    context = request.shell("登记本人信息更正") | {"form": form}
    return render(request, "rectification/register.html", context, status=422 if posted else 200)


SCREENS = (Screen("register", "登记本人信息更正", register, by=TAKERS, icon="file-pen-line"),)
