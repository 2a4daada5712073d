"""Taking down what was told at the window, by telephone, letter or fax: alone, or from the page of the application that it is about."""

import secrets
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import DayField, Picks, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units import queries as units
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import text_field
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.complaints import OFFICE, Complaint, actions
from gongkai.procedures.complaints.actions import Telling
from gongkai.procedures.complaints.forms import LONG
from gongkai.pure import declare
from gongkai.pure.declare import Screen
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, NATURAL, as_choices
from gongkai.pure.law.grievances import MATTERS

PATH = f"/desk/p/{Complaint.code}/register/"
SPOKEN = {"counter": "当面或者电话"}


class RegisterForm(UiForm):
    """What was told, and by whom if they say."""

    unit = forms.TypedChoiceField(label="反映的是哪个单位", coerce=int)
    matter = forms.ChoiceField(label="反映的是什么问题", choices=as_choices(MATTERS), widget=Picks())
    text = text_field("反映的情况", rows=8, most=LONG, help_text="照来件写；当面、电话说的，记下来念一遍，请本人核对")
    received_on = DayField(label="收到日期", help_text="15日内告知是否受理，从第二天起算")
    channel = forms.ChoiceField(
        label="怎么收到的", choices=[(key, SPOKEN.get(key, label)) for key, label in as_choices(CHANNELS) if key != "web"], widget=Picks()
    )  # fmt: skip
    party_type = forms.ChoiceField(label="举报投诉人的类别", choices=as_choices(APPLICANT_TYPES))
    organisation = forms.CharField(label="单位名称", max_length=80, required=False)
    name = forms.CharField(label="姓名或者联系人", max_length=40, required=False, help_text="不愿说的不写")
    phone = forms.CharField(label="电话", max_length=30, required=False)
    address = forms.CharField(label="通信地址", max_length=120, required=False)
    files = FilesField(label="来件原件的扫描件、材料", required=False)
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, choices: list[Unit], today: date, data: Any = None, files: Any = None, about: Case | None = None
    ) -> None:
        self.today = today
        start = {
            "token": secrets.token_urlsafe(24),
            "channel": "counter",
            "received_on": today,
            "party_type": NATURAL.key,
        }
        super().__init__(data, files, initial=start)
        self.units = {unit.pk: unit for unit in choices}
        self.fields["unit"].choices = [("", "请选择"), *((unit.pk, unit.name) for unit in choices)]
        if about is not None:
            del self.fields["unit"]

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]

    def clean_received_on(self) -> date:
        on = self.cleaned_data["received_on"]
        if on > self.today:
            raise forms.ValidationError("收到日期不能晚于今天，请再看看")
        return on

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        natural = values.get("party_type") == NATURAL.key
        if natural and values.get("organisation"):
            self.add_error("organisation", "类别选的是自然人，这里又写了单位名称，请看清是谁反映的")
        elif not natural and not values.get("organisation"):
            self.add_error("organisation", "请写单位名称")
        return values


def register(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The form, and once it is sent the number and the query code, which nobody can look up later."""
    about = _about(request, scope)
    choices = units.units_for(scope, OFFICE)
    posted = request.method == "POST"
    form = RegisterForm(choices, request.today, request.POST if posted else None, request.brought, about)
    context = {"form": form, "about": about, "back": Link("我的办件", "/desk/")}
    if about:
        context |= {
            "subject": cases.subjects_of([about])[about.ref],
            "back": Link(about.reference, f"/desk/c/{about.reference}/"),
        }
    if posted and form.is_valid():
        try:
            opened = _take_down(form, scope, request.at, about)
        except StepRefused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            shown = request.shell("已经登记", opened=opened, address=f"/desk/c/{opened.case.reference}/")
            return render(request, "complaints/registered.html", shown)
    request.stay(form)
    return render(
        request, "complaints/register.html", request.shell("登记举报投诉") | context, status=422 if posted else 200
    )


def _about(request: HttpRequest, scope: Scope) -> Case | None:
    """The application that it is about. Raises Http404 for what does not exist for this person."""
    reference = request.GET.get("about", "")
    if not reference:
        return None
    found = cases.get_visible(scope, reference)
    if found is None or not _may(found, scope):
        raise Http404
    return found


def _may(case: Case, scope: Scope) -> bool:
    return declare.procedure(case.procedure).challengeable and case.unit_id in scope.by_role.get(OFFICE, ())


def _take_down(form: RegisterForm, scope: Scope, at: Any, about: Case | None) -> actions.Opened:
    values = form.cleaned_data
    party = {n: values[n] for n in ("organisation", "name", "phone", "address") if values.get(n)}
    return actions.register(
        about=about.unit if about else values["unit"],
        telling=Telling(values["matter"], values["text"], party, values["party_type"]),
        channel=values["channel"],
        received_on=values["received_on"],
        application=about,
        by=scope.actor(),
        at=at,
        form_token=values["token"],
        files=values["files"] or (),
    )


def begins_from(case: Case, scope: Scope) -> list[Link]:
    """A complaint about how an application is handled."""
    if not _may(case, scope):
        return []
    return [Link("登记就这一件的举报投诉", f"{PATH}?about={case.reference}", icon="message-circle-question-mark")]


SCREENS = (Screen("register", "登记举报投诉", register, by=(OFFICE,), icon="message-circle-question-mark"),)
