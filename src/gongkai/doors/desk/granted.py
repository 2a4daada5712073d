"""What somebody granted in units that they administer no more: it stands until somebody takes it away, here all of it that was picked at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.catalogue import data_of
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.people import HOME, granted_url
from gongkai.doors.desk.sending import take_once
from gongkai.doors.desk.shell import show
from gongkai.ground.ui.forms import Ticks, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units import delegating
from gongkai.ground.units import queries as units
from gongkai.ground.units.actions import UnitRefused
from gongkai.ground.units.models import Appointment
from gongkai.pure.declare import Role


class TakeAwayForm(UiForm):
    grants = forms.TypedMultipleChoiceField(
        label="取消哪几项",
        coerce=int,
        widget=Ticks(),
        help_text="不选的照旧有效",
        error_messages={
            "required": "请至少选一项；都要留着的，不用办",
            "invalid_choice": "刚才的一项已经取消，请再看看",
        },
    )

    def __init__(self, offered: list[Appointment], data: Any = None) -> None:
        super().__init__(data)
        self.fields["grants"].choices = [(each.pk, _said(each)) for each in offered]


def _said(each: Appointment) -> str:
    return f"{each.person.name}，{each.unit.short_name}的{each.get_role_display()}，{zh_date(each.from_on)}起"


@desk(Role.ADMINISTRATOR, methods=("GET", "POST"))
def granted(request: HttpRequest, username: str) -> HttpResponse:
    """What stands of what somebody granted here; what is picked is taken away."""
    by, granter = request.scope.actor(), units.anybody(username)
    standing = delegating.left_by(granter, by=by, on=request.today) if granter else []
    if granter is None or not (standing or delegating.may_see(by, granter, request.today)):
        raise Http404
    offered = [each for each in standing if not delegating.may_revoke(by, each)]
    form = TakeAwayForm(offered, data_of(request))
    if request.method == "POST" and form.is_valid():
        chosen = [each for each in offered if each.pk in form.cleaned_data["grants"]]
        try:
            take_once(request, lambda: delegating.revoke_all(appointments=chosen, by=by, at=request.at))
        except UnitRefused as refusal:
            form.refuse(str(refusal))
        else:
            messages.success(request, f"取消了{len(chosen)}项，都记入台账。")
            return redirect(_next(request, [each.person.username for each in chosen], username))
    form.take_focus()
    return show(
        request,
        "desk/people/granted.html",
        f"{granter.name}授予的职责",
        status=422 if request.method == "POST" else 200,
        form=form,
        granter=granter,
        offered=offered,
        others=[(_said(each), why) for each in standing if (why := delegating.may_revoke(by, each))],
        back=Link("人员与授权", HOME),
    )


def _next(request: HttpRequest, relieved: list[str], granter: str) -> str:
    """Where what was granted further down stands: by one of those who have just been relieved, else what is left by the same granter."""
    by = request.scope.actor()
    for username in (*dict.fromkeys(relieved), granter):
        person = units.anybody(username)
        if person and delegating.left_by(person, by=by, on=request.today):
            return granted_url(username)
    return HOME


granted_urls = [path("people/of/<slug:username>/granted/", granted)]
