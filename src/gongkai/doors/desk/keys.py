"""接口密钥: keys by which other systems enter a unit's records, made and revoked by who administers the unit."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.sending import AGAIN, take_once
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.site.addresses import API
from gongkai.ground.keys import actions as keys
from gongkai.ground.keys import queries
from gongkai.ground.keys.actions import KeyRefused
from gongkai.ground.keys.models import ApiKey
from gongkai.ground.ui.forms import DayField, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_for
from gongkai.pure.declare import Role

BASE = "/desk/keys/"
SOON = 14
"""Days before its last one from which a key is marked."""


class MakeForm(UiForm):
    unit = forms.ChoiceField(label="哪个单位")
    label = forms.CharField(label="给哪个系统用", max_length=40, help_text="例如：协同办公系统")
    expires_on = DayField(label="最后一天", help_text="最长一年；到期以前换一把新的")
    may_submit = forms.BooleanField(
        label="可以直接送审",
        required=False,
        help_text="不勾，录入的都是草稿，由信息编辑看过再送审；勾了也要走三关才公开",
    )

    def __init__(self, units: list[Unit], data: Any = None) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [("", "请选一个单位"), *((unit.code, unit.short_name) for unit in units)]


class RevokeForm(UiForm):
    because = forms.CharField(label="为什么停用", max_length=200, widget=forms.Textarea({"rows": 3}))


def _light(key: ApiKey, today: date) -> tuple[str, str]:
    if key.revoked_on:
        return "done", "已停用"
    left = (key.expires_on - today).days
    if left < 0:
        return "done", "已到期"
    return ("yellow" if left <= SOON else "green"), f"还有{left}天" if left else "今天到期"


@desk(Role.ADMINISTRATOR)
def listing(request: HttpRequest) -> HttpResponse:
    """The keys of the units that this person administers, those that open first."""
    found = [(key, *_light(key, request.today)) for key in queries.keys_for(request.scope)]
    found.sort(key=lambda line: line[1] == "done")
    return show(request, "desk/keys/list.html", "接口密钥", lines=found, interface=API)


@desk(Role.ADMINISTRATOR, methods=("GET", "POST"))
def new_key(request: HttpRequest) -> HttpResponse:
    """Make a key, and show it: once, on the page that answers."""
    units = units_for(request.scope, Role.ADMINISTRATOR)
    form = MakeForm(units, data_of(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"unit": next(u for u in units if u.code == form.cleaned_data["unit"])}
        try:
            made = take_once(request, lambda: keys.make_key(by=request.scope.actor(), at=request.at, **values))
        except KeyRefused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            if made is None:
                messages.warning(request, f"{AGAIN}密钥只显示一次；没有抄下来的，停用它，另发一把。")
                return redirect(BASE)
            key, shown = made
            return show(
                request, "desk/keys/made.html", "密钥已经发放", key=key, shown=shown, back=Link("接口密钥", BASE), interface=API
            )  # fmt: skip
    return form_page(request, "发放接口密钥", form, back=Link("接口密钥", BASE), button="发放", icon="plus")


def _found(request: HttpRequest, code: str) -> ApiKey:
    key = queries.keys_for(request.scope).filter(code=code).first()
    if key is None:
        raise Http404
    return key


@desk(Role.ADMINISTRATOR)
def key_page(request: HttpRequest, code: str) -> HttpResponse:
    """A key, and what was done with it."""
    key = _found(request, code)
    light, words = _light(key, request.today)
    return show(
        request, "desk/keys/key.html", f"{key.unit.short_name}：{key.label}", back=Link("接口密钥", BASE), key=key, light=light, words=words,
        moments=moments(key.ref, [], {}, done=True), base=f"{BASE}{code}/",
    )  # fmt: skip


@desk(Role.ADMINISTRATOR, methods=("GET", "POST"))
def revoke(request: HttpRequest, code: str) -> HttpResponse:
    """Close a key for good."""
    key = _found(request, code)
    form = RevokeForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            take_once(
                request, lambda: keys.revoke_key(key=key, by=request.scope.actor(), at=request.at, **form.cleaned_data)
            )
        except KeyRefused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            messages.success(request, "已经停用，这把密钥再也打不开接口。")
            return redirect(f"{BASE}{code}/")
    back = Link(f"{key.unit.short_name}：{key.label}", f"{BASE}{code}/")
    says = "停用马上生效，不能恢复；用它录入的信息不受影响。"
    return form_page(request, "停用这把密钥", form, back=back, button="停用", icon="x", says=says, danger=True)


key_urls = [
    path("keys/", listing),
    path("keys/new/", new_key),
    path("keys/<slug:code>/", key_page),
    path("keys/<slug:code>/revoke/", revoke),
]
