"""The register of reading points on the desk: kept by the openness office."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.catalogue import data_of, form_page, tabs
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.sending import take_once
from gongkai.doors.desk.shell import show
from gongkai.engines.site.addresses import POINTS
from gongkai.ground.points import actions, queries
from gongkai.ground.points.models import ReadingPoint
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.pure.declare import Role

BASE = "/desk/points/"
BACK = Link("查阅点", BASE)
SAID = ("name", "address", "hours", "phone", "holds", "position")


class PointForm(UiForm):
    """What is said of a reading point."""

    name = forms.CharField(label="名称", max_length=60, help_text="例如：明川县档案馆政府信息查阅点")
    address = forms.CharField(label="地址", max_length=120, help_text="写到门牌号、几楼几室")
    hours = forms.CharField(label="开放时间", max_length=100, help_text="例如：周一至周五8:30—12:00，14:30—17:30")
    phone = forms.CharField(label="电话", required=False, max_length=40)
    holds = forms.CharField(label="那里有什么", max_length=300, widget=forms.Textarea({"rows": 3}), help_text="例如：政府公报、规范性文件汇编、自助查询机，可以复印")  # fmt: skip
    position = forms.IntegerField(label="排在第几", min_value=1, max_value=999, initial=1)


class SureForm(UiForm):
    """Nothing is asked but whether it is meant."""


@desk(Role.OPENNESS_OFFICE)
def points(request: HttpRequest) -> HttpResponse:
    """The reading points that are open."""
    return show(
        request, "desk/points.html", "查阅点", tabs=tabs(BASE), points=queries.open_points(), site_url=POINTS, base=BASE
    )


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def new_point(request: HttpRequest) -> HttpResponse:
    """Open a reading point."""
    form = PointForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if _tried(request, form, lambda: actions.open_point(by=by, at=at, **form.cleaned_data)):
            messages.success(request, "已经登记，几秒钟后网上就有。")
            return redirect(BASE)
    return form_page(request, "增加查阅点", form, back=BACK, button="登记", icon="plus")


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def edit_point(request: HttpRequest, key: int) -> HttpResponse:
    """Change what is said of it."""
    point = _open_or_404(key)
    form = PointForm(data_of(request), initial={name: getattr(point, name) for name in SAID})
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if _tried(request, form, lambda: actions.change_point(point=point, by=by, at=at, **form.cleaned_data)):
            messages.success(request, "已经改好，几秒钟后网上就是这样。")
            return redirect(BASE)
    return form_page(request, f"改“{point.name}”", form, back=BACK, button="保存", icon="check")


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def close_point(request: HttpRequest, key: int) -> HttpResponse:
    """Close it."""
    point = _open_or_404(key)
    form = SureForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if _tried(request, form, lambda: actions.close_point(point=point, by=by, at=at)):
            messages.success(request, "已经撤销，网上不再列出。")
            return redirect(BASE)
    says = "网上的查阅点一页不再列出它。设立、撤销的日期留在台账里。"
    return form_page(request, f"撤销“{point.name}”", form, back=BACK, button="撤销", icon="x", says=says, danger=True)


def _open_or_404(key: int) -> ReadingPoint:
    found = queries.point(key)
    if found is None or found.closed_on:
        raise Http404(key)
    return found


def _tried(request: HttpRequest, form: UiForm, act: Callable[[], Any]) -> bool:
    try:
        take_once(request, act)
    except actions.NotKept as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return False
    return True


point_urls = [
    path("points/", points),
    path("points/new/", new_point),
    path("points/<int:key>/edit/", edit_point),
    path("points/<int:key>/close/", close_point),
]
