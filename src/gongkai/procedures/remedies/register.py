"""Taking down a reconsideration or a lawsuit: from the page of the case that it is about, or alone where that is not in the system."""

import secrets
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.ground.files.fields import FilesField
from gongkai.ground.parties import vault
from gongkai.ground.ui.forms import DayField, Picks, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units import queries as units
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import text_field
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.remedies import HANDLERS, Litigation, Reconsideration, actions
from gongkai.procedures.remedies.actions import Matter
from gongkai.pure import declare
from gongkai.pure.declare import Screen
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, NATURAL, as_choices
from gongkai.pure.law.reviews import AFTER, DIRECT, ROUTES

PATH = f"/desk/p/{Litigation.code}/register/"
SORTS = {
    Reconsideration.code: "行政复议",
    f"{Litigation.code}.{DIRECT}": f"行政诉讼，{ROUTES[DIRECT]}",
    f"{Litigation.code}.{AFTER}": f"行政诉讼，{ROUTES[AFTER]}",
}


class RegisterForm(UiForm):
    """What stands on the copy and the notice that came with it."""

    sort = forms.ChoiceField(label="是什么", choices=list(SORTS.items()), widget=Picks())
    unit = forms.TypedChoiceField(label="被申请人或者被告", coerce=int)
    received_on = DayField(label="收到副本的日期", help_text="答复期限从第二天起算")
    channel = forms.ChoiceField(label="怎么收到的", choices=as_choices(CHANNELS), widget=Picks())
    organ = forms.CharField(label="审理机关", max_length=60, help_text="行政复议机关或者法院的全称")
    number = forms.CharField(label="案号", max_length=60, required=False)
    accepted_on = DayField(label="受理或者立案日期", required=False, help_text="通知书上有的写上，审理期限从这天起算")
    simple = forms.BooleanField(label="适用简易程序", required=False)
    party_type = forms.ChoiceField(label="申请人或者原告的类别", choices=as_choices(APPLICANT_TYPES))
    organisation = forms.CharField(label="单位名称", max_length=80, required=False)
    name = forms.CharField(label="姓名或联系人", max_length=40)
    phone = forms.CharField(label="电话", max_length=30, required=False)
    address = forms.CharField(label="通信地址", max_length=120, required=False)
    subject = forms.CharField(label="就哪一件申请", max_length=80, help_text="一句话，写申请公开的是什么")
    wanted = text_field("请求和理由", rows=6, most=10_000, help_text="照申请书或者起诉状写")
    scans = FilesField(
        label="来件的扫描件",
        required=False,
        help_text="申请书或者起诉状的副本、通知书，PDF或者照片；加密随案保存，装订进全卷",
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, choices: list[Unit], today: date, data: Any = None, about: Case | None = None, files: Any = None
    ) -> None:
        self.today = today
        start = {
            "token": secrets.token_urlsafe(24),
            "channel": "letter",
            "sort": Reconsideration.code,
            "received_on": today,
        }
        super().__init__(data, files, initial=start)
        self.units = {unit.pk: unit for unit in choices}
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in choices]
        if about is not None:
            # What the case itself tells is not asked again.
            for name in ("unit", "party_type", "organisation", "name", "phone", "address", "subject"):
                del self.fields[name]

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]

    def clean_received_on(self) -> date:
        on = self.cleaned_data["received_on"]
        if on > self.today:
            raise forms.ValidationError("收到副本的日期不能晚于今天，请再看看")
        return on

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "organisation" in self.fields and "organisation" not in self.errors:
            natural = values.get("party_type") == NATURAL.key
            if natural and values.get("organisation"):
                self.add_error("organisation", "类别选的是自然人，这里又写了单位名称，请看清是谁提出的")
            elif not natural and not values.get("organisation"):
                self.add_error("organisation", "请写单位名称")
        return values


def register(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The form; with ``about`` the number of a case that exists for this person, it asks for no more than that case tells."""
    about, follows = _about(request, scope)
    choices = [about.unit] if about else units.units_for(scope, *HANDLERS)
    posted = request.method == "POST"
    form = RegisterForm(choices, request.today, request.POST if posted else None, about, request.brought)
    if posted and form.is_valid() and request.sent_before:
        form.add_error(None, request.sent_before)
    elif posted and form.is_valid():
        try:
            case = _take_down(form, scope, request.at, about, follows)
        except StepRefused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            return redirect(f"/desk/c/{case.reference}/")
    request.stay(form)
    if not posted:
        _suggest(form, choices, follows)
    if not about and len(choices) > 1:
        form.fields["unit"].choices = [("", "请选择"), *form.fields["unit"].choices]
    context = request.shell("登记复议诉讼", form=form, about=about, follows=follows)
    if about:
        context |= {
            "subject": cases.subjects_of([about])[about.ref],
            "back": Link(about.reference, f"/desk/c/{about.reference}/"),
        }
    return render(request, "remedies/register.html", context, status=422 if posted else 200)


def _about(request: HttpRequest, scope: Scope) -> tuple[Case | None, Case | None]:
    """The case that it is about, and the reconsideration that a lawsuit follows. Raises Http404 for what does not exist for this person."""
    reference = request.GET.get("about", "")
    if not reference:
        return None, None
    found = cases.get_visible(scope, reference)
    if found is None or not _may(found, scope):
        raise Http404
    if found.procedure == Reconsideration.code:
        about = cases.about_of(found, "challenges")
        return (about if about and cases.get_visible(scope, about.reference) else None), found
    if not declare.procedure(found.procedure).challengeable:
        raise Http404
    return found, None


def _may(case: Case, scope: Scope) -> bool:
    return any(case.unit_id in scope.by_role.get(role, ()) for role in HANDLERS)


def _suggest(form: RegisterForm, choices: list[Unit], follows: Case | None) -> None:
    """Where only one organ can be meant it stands there already."""
    if follows is not None:
        form.initial["sort"] = f"{Litigation.code}.{AFTER}"
    if len(choices) == 1:
        reviews = units.reconsideration_organ if follows is None else units.court_of
        form.initial["organ"] = reviews(choices[0], units.government())


def _take_down(form: RegisterForm, scope: Scope, at: Any, about: Case | None, follows: Case | None) -> Case:
    values = form.cleaned_data
    procedure, _, route = values["sort"].partition(".")
    known = about or follows
    if known is not None and "name" not in form.fields:
        party_type, party = known.party_type, vault.unseal(known.ref, "party", {})
        subject = cases.subjects_of([known])[known.ref]
    else:
        party_type, subject = values["party_type"], values["subject"]
        party = {n: values[n] for n in ("organisation", "name", "phone", "address") if values.get(n)}
    return actions.register(
        procedure=procedure,
        unit=known.unit if known is not None and "unit" not in form.fields else values["unit"],
        matter=Matter(party_type, party, subject, values["wanted"], values["organ"], values["number"]),
        channel=values["channel"],
        received_on=values["received_on"],
        accepted_on=values["accepted_on"],
        simple=values["simple"],
        about=about,
        follows=follows if procedure == Litigation.code else None,
        after=route == AFTER,
        by=scope.actor(),
        at=at,
        form_token=values["token"],
        scans=values["scans"] or (),
    )


def begins_from(case: Case, scope: Scope) -> list[Link]:
    """What can be brought against what was done in a case, or against the decision on it."""
    if not _may(case, scope):
        return []
    url = f"{PATH}?about={case.reference}"
    if case.procedure == Reconsideration.code:
        return [Link("登记对这个决定的起诉", url, icon="scale")] if case.closed else []
    challenged = declare.procedure(case.procedure).challengeable and case.received_on
    return [Link("登记行政复议或者行政诉讼", url, icon="scale")] if challenged else []


SCREENS = (Screen("register", "登记复议诉讼", register, by=HANDLERS, icon="scale"),)
