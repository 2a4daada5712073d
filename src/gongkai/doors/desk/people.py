"""Delegated administration on the desk: who holds what in the units somebody administers, who granted it; granting and taking away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.review import named_person
from gongkai.doors.desk.sending import take_once
from gongkai.doors.desk.shell import show
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units import delegating
from gongkai.ground.units import queries as units
from gongkai.ground.units.actions import UnitRefused
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.pure.declare import Role
from gongkai.pure.declare.roles import ENDS_AT_ONCE

HOME = "/desk/people/"
SETUP = "安装或命令行"


def granted_url(username: str) -> str:
    """Where what somebody granted and that stands is shown."""
    return f"{HOME}of/{username}/granted/"


class GrantForm(UiForm):
    person = forms.CharField(
        label="给谁", max_length=40, help_text="写姓名；同名的写登录名。还没有登录名的，请先“新增人员”"
    )
    unit = forms.ChoiceField(label="在哪个单位")
    role = forms.ChoiceField(
        label="什么职责", help_text="监察人员、政务公开办、系统管理员对一个单位有，就对它下面所有单位有"
    )

    def __init__(self, by: Actor, choices: list[Unit], data: Any = None, *, initial: dict | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["unit"].choices = [("", "请选一项"), *((unit.code, unit.name) for unit in choices)]
        self.fields["role"].choices = [("", "请选一项"), *role_choices(by)]

    def clean_person(self) -> Any:
        return named_person(self.cleaned_data["person"])


def role_choices(by: Actor) -> list[tuple[str, str]]:
    """The roles that somebody may grant, for a form."""
    return [(role.value, role.label) for role in delegating.grantable(by)]


def administered_units(request: HttpRequest) -> list[Unit]:
    reach = delegating.administered(request.scope.actor())
    return [unit for unit in units.units() if unit.pk in reach]


@desk(Role.ADMINISTRATOR)
def people(request: HttpRequest) -> HttpResponse:
    """Who holds what in a unit (``?unit``; by default the own) that this person administers, and who granted it."""
    choices, by = administered_units(request), request.scope.actor()
    code = asked(request, "unit", {unit.code for unit in choices})
    unit = next((each for each in choices if each.code == code), None) or next(
        (each for each in choices if each.pk == request.scope.home_unit), choices[0]
    )
    held = units.appointments_in([unit.pk], request.today)
    granters = {each.granted_by for each in held}
    names = units.names_of(granters)
    gone = {each for each in granters if units.is_retired(each)}
    over = (granters & set(names)) - units.administrators_of(unit, request.today) - gone
    return show(
        request,
        "desk/people/home.html",
        "人员与授权",
        unit=unit,
        units=choices,
        idle=units.without_roles(request.today) if delegating.is_everywhere(by) else [],
        lines=[
            (
                each,
                names.get(each.granted_by, SETUP),
                "已经离开" if each.granted_by in gone else "现在不管这个单位" if each.granted_by in over else "",
                not (each.to_on or delegating.may_revoke(by, each)),
            )
            for each in held
        ],
    )


@desk(Role.ADMINISTRATOR, methods=("GET", "POST"))
def grant(request: HttpRequest) -> HttpResponse:
    """Give somebody a role."""
    choices, data = administered_units(request), request.POST if request.method == "POST" else None
    form = GrantForm(request.scope.actor(), choices, data, initial={"unit": request.GET.get("unit", "")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        unit = next(each for each in choices if each.code == said["unit"])
        try:
            who = {"by": request.scope.actor(), "at": request.at}
            take_once(
                request,
                lambda: delegating.grant(person=said["person"], unit=unit, role=Role(said["role"]), **who),
            )
        except UnitRefused as refusal:
            form.refuse(str(refusal))
        else:
            messages.success(request, f"{said['person'].name}从今天起是{unit.short_name}的{Role(said['role']).label}。")
            return redirect(f"{HOME}?unit={unit.code}")
    form.take_focus()
    return show(
        request, "desk/review/form.html", "授予职责", status=422 if request.method == "POST" else 200, form=form, label="授予",
        says="授予和取消都记入台账，写明是谁办的。只能在自己管的单位里授予，不能给自己授予。", back=Link("人员与授权", HOME),
    )  # fmt: skip


@desk(Role.ADMINISTRATOR, methods=("POST",))
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Take a role away."""
    by, found = request.scope.actor(), units.appointment(key)
    if found is None or found.unit_id not in delegating.administered(by):
        raise Http404
    try:
        delegating.revoke(appointment=found, by=by, at=request.at)
    except UnitRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"{HOME}?unit={found.unit.code}")
    name = found.person.name
    if Role(found.role) not in ENDS_AT_ONCE:
        messages.success(
            request, f"{name}的{found.get_role_display()}到今天为止。要马上不让登录的，请点他的名字，停用。"
        )
        return redirect(f"{HOME}?unit={found.unit.code}")
    messages.success(request, f"{name}从现在起不是{found.unit.short_name}的{found.get_role_display()}。")
    left = delegating.left_by(found.person, by=by, on=request.today)
    return redirect(granted_url(found.person.username) if left else f"{HOME}?unit={found.unit.code}")


people_urls = [path("people/", people), path("people/grant/", grant), path("people/<int:key>/revoke", revoke)]
