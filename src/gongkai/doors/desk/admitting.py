"""Who can sign in: people are added with a password to begin with, given another one, and shut out, by whoever administers all that they hold."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.people import HOME, administered_units, role_choices
from gongkai.doors.desk.sending import AGAIN, take_once
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.ground.ui.forms import Ticks, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units import delegating
from gongkai.ground.units import queries as units
from gongkai.ground.units.actions import UnitRefused
from gongkai.ground.units.models import Person, Unit
from gongkai.ground.units.scope import Actor
from gongkai.pure.declare import Role

BACK = Link("人员与授权", HOME)
OF_SIGN_IN = ("person.added", "person.renewed", "person.retired")
"""What happened to a sign-in. What somebody was given for units elsewhere is those units' affair."""


class AddForm(UiForm):
    name = forms.CharField(label="姓名", max_length=30)
    username = forms.CharField(
        label="登录名",
        max_length=40,
        help_text="小写字母、数字和下划线，字母开头，例如 wang_xiaoyu。定了不能改",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    unit = forms.ChoiceField(label="在哪个单位")
    roles = forms.MultipleChoiceField(
        label="什么职责",
        widget=Ticks(),
        help_text="可以选几项；起草、单位审核、保密审查不能由同一个人对同一篇办",
        error_messages={"required": "请至少选一项职责"},
    )

    def __init__(
        self, by: Actor, choices: list[Unit], data: Any = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["unit"].choices = [("", "请选一个单位"), *((unit.code, unit.name) for unit in choices)]
        self.fields["roles"].choices = role_choices(by)


class PressForm(UiForm):
    """Nothing to fill in."""


@desk(Role.ADMINISTRATOR, methods=("GET", "POST"))
def add(request: HttpRequest) -> HttpResponse:
    """Give somebody a sign-in, and show the password to begin with: once, on the page that answers."""
    choices = administered_units(request)
    form = AddForm(request.scope.actor(), choices, data_of(request), initial={"unit": request.GET.get("unit", "")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        unit = next(each for each in choices if each.code == said["unit"])
        try:
            who = {"username": said["username"], "name": said["name"], "by": request.scope.actor(), "at": request.at}
            roles = [Role(each) for each in said["roles"]]
            made = take_once(request, lambda: delegating.add(unit=unit, roles=roles, **who))
        except UnitRefused as refusal:
            form.refuse(str(refusal), "username" if "登录名" in str(refusal) else "")
        else:
            if made is None:
                return _again(request, f"{HOME}of/{said['username']}/")
            person, password = made
            return _handed_out(request, person, password, f"{person.name}可以登录了")
    says = "加好以后显示一个初始密码，交给本人。第一次登录要换成自己的；签发和管理的，那时一起开通动态验证码。"
    return form_page(request, "新增人员", form, back=BACK, button="新增", icon="plus", says=says)


def _handed_out(request: HttpRequest, person: Person, password: str, heading: str) -> HttpResponse:
    held = units.held_by(person, request.today)
    return show(
        request, "desk/people/password.html", heading, person=person, password=password, held=held,
        enrols=not person.totp_secret and units.will_need_second_factor(person, request.today),
        back=Link(person.name, f"{HOME}of/{person.username}/"),
    )  # fmt: skip


def _again(request: HttpRequest, url: str) -> HttpResponse:
    messages.warning(request, f"{AGAIN}初始密码只显示一次；没有抄下来的，请重设密码。")
    return redirect(url)


def _person(request: HttpRequest, username: str) -> Person:
    """Somebody who holds something that this person administers, or, for whoever administers everything, anybody. Raises Http404."""
    person = units.anybody(username)
    if person is None or not delegating.may_see(request.scope.actor(), person, request.today):
        raise Http404
    return person


@desk(Role.ADMINISTRATOR)
def person_page(request: HttpRequest, username: str) -> HttpResponse:
    """Somebody's sign-in: what it opens, how it is protected, what was done to it."""
    by, person = request.scope.actor(), _person(request, username)
    reach = delegating.administered(by)
    held = units.held_by(person, request.today)
    return show(
        request,
        "desk/people/person.html",
        person.name,
        back=BACK,
        person=person,
        held=[(unit, role.label) for unit, role in held if unit.pk in reach],
        elsewhere=any(unit.pk not in reach for unit, _ in held),
        needs=units.will_need_second_factor(person, request.today),
        over=bool(person.first_until and person.first_until < request.at),
        why_not=delegating.may_manage(by, person, request.today) if person.active else "",
        left=len(delegating.left_by(person, by=by, on=request.today)),
        base=f"{HOME}of/{person.username}/",
        moments=moments(f"person:{person.username}", [], {}, done=True, named=OF_SIGN_IN),
    )


@desk(Role.ADMINISTRATOR, methods=("GET", "POST"))
def renew(request: HttpRequest, username: str) -> HttpResponse:
    """A new password to begin with."""
    return _renew(
        request, username, "重设密码", "lock", second_factor=False,
        says="原来的密码马上作废，开着的登录都退出。显示一个新的初始密码，交给本人；动态验证码不变。",
    )  # fmt: skip


@desk(Role.ADMINISTRATOR, methods=("GET", "POST"))
def renew_factor(request: HttpRequest, username: str) -> HttpResponse:
    """A new password to begin with, at which a new second factor is set as well."""
    return _renew(
        request, username, "重办动态验证码", "shield-check", second_factor=True,
        says="手机丢了、换了的用这个。原来的动态验证码和密码都作废，开着的登录都退出；本人拿新的初始密码登录，换密码的时候一起开通。",
    )  # fmt: skip


def _renew(
    request: HttpRequest, username: str, label: str, icon: str, *, second_factor: bool, says: str
) -> HttpResponse:
    person, form = _person(request, username), PressForm(data_of(request))
    back = Link(person.name, f"{HOME}of/{person.username}/")
    if request.method == "POST":
        try:
            who = {"by": request.scope.actor(), "at": request.at}
            password = take_once(request, lambda: delegating.renew(person=person, second_factor=second_factor, **who))
        except UnitRefused as refusal:
            form.refuse(str(refusal))
        else:
            if password is None:
                return _again(request, back.url)
            return _handed_out(request, person, password, f"{person.name}的初始密码")
    return form_page(request, f"{label}：{person.name}", form, back=back, button=label, icon=icon, says=says)


@desk(Role.ADMINISTRATOR, methods=("GET", "POST"))
def retire(request: HttpRequest, username: str) -> HttpResponse:
    """End a sign-in at once, and all the roles with it."""
    person, form = _person(request, username), PressForm(data_of(request))
    back = Link(person.name, f"{HOME}of/{person.username}/")
    if request.method == "POST":
        try:
            take_once(request, lambda: delegating.retire(person=person, by=request.scope.actor(), at=request.at))
        except UnitRefused as refusal:
            form.refuse(str(refusal))
        else:
            messages.success(
                request, f"{person.name}已经停用，马上不能再登录，职责到今天为止。他手上没有办完的，请另外授予、代办。"
            )
            return redirect(back.url)
    says = "开着的登录马上退出，全部职责到今天为止，不能恢复。他办过的都留着，还写他的名字。"
    return form_page(request, f"停用：{person.name}", form, back=back, button="停用", icon="x", says=says, danger=True)


admitting_urls = [
    path("people/new/", add),
    path("people/of/<slug:username>/", person_page),
    path("people/of/<slug:username>/password/", renew),
    path("people/of/<slug:username>/second-factor/", renew_factor),
    path("people/of/<slug:username>/retire/", retire),
]
