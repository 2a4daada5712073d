"""Guides on the desk: what a unit adds, behind which generated part, in which version."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.acting import attempt_once, number
from gongkai.doors.desk.catalogue import data_of, form_page, tabs
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.site import addresses
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_for
from gongkai.kernel.records import guides
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.models import GuideText
from gongkai.kernel.records.withholding import KEEPERS
from gongkai.pure.law.withholding import GUIDE_PARTS

BASE = "/desk/guides/"


class TextForm(UiForm):
    text = forms.CharField(
        label="本单位的补充", required=False, max_length=guides.LONGEST, widget=forms.Textarea({"rows": 8}),
        help_text="一行是一段。写在系统生成的文字后面；清空就是拿掉这一段补充",
    )  # fmt: skip


def parts(unit: Unit) -> dict[str, str]:
    """The parts that a unit's guide has: an institution answers by rules of its own (条例第55条)."""
    return {part: label for part, label in GUIDE_PARTS.items() if part != "remedies" or unit.level != "institution"}


@desk(*KEEPERS)
def chooser(request: HttpRequest) -> HttpResponse:
    """The units whose guides this person keeps, with how much each says of its own."""
    units, said = units_for(request.scope, *KEEPERS), records.guide_texts()
    if len(units) == 1:
        return redirect(f"{BASE}{units[0].code}/")
    counts = {unit.pk: sum(bool(text.text) for (pk, _), text in said.items() if pk == unit.pk) for unit in units}
    return show(
        request,
        "desk/guides/units.html",
        "公开指南",
        tabs=tabs(BASE),
        lines=[(unit, counts[unit.pk]) for unit in units],
    )


def _unit(request: HttpRequest, code: str) -> Unit:
    found = next((unit for unit in units_for(request.scope, *KEEPERS) if unit.code == code), None)
    if found is None:
        raise Http404
    return found


@desk(*KEEPERS)
def guide_page(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's guide, part by part."""
    unit = _unit(request, code)
    said = records.guide_texts(unit)
    return show(
        request,
        "desk/guides/unit.html",
        f"{unit.short_name}的公开指南",
        back=Link("公开指南", BASE),
        unit=unit,
        lines=[(part, label, said.get((unit.pk, part))) for part, label in parts(unit).items()],
        base=f"{BASE}{code}/",
        site_url=addresses.GUIDE if unit.level == "government" else f"{addresses.unit(code)}guide/",
        moments=moments(f"guide:{code}", [], {}, done=True),
    )


@desk(*KEEPERS, methods=("GET", "POST"))
def edit_part(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """What a unit adds to a part."""
    unit = _unit(request, code)
    if part not in parts(unit):
        raise Http404
    latest: GuideText | None = records.guide_texts(unit).get((unit.pk, part))
    version = latest.version if latest else 0
    form = TextForm(data_of(request), initial={"text": latest.text if latest else ""})
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = {"text": form.cleaned_data["text"], "seen": number(request.POST.get("seen"))}
        by, at = request.scope.actor(), request.at
        if attempt_once(request, form, lambda: guides.edit_guide(unit=unit, part=part, by=by, at=at, **values)) is None:
            messages.success(request, "已经改好，几秒钟后网上能看到。")
            return redirect(f"{BASE}{code}/")
    back = Link(f"{unit.short_name}的公开指南", f"{BASE}{code}/")
    seen = request.POST.get("seen") or str(version)
    return form_page(request, GUIDE_PARTS[part], form, back=back, button="保存", icon="check", seen=seen)


guide_urls = [
    path("guides/", chooser),
    path("guides/<slug:code>/", guide_page),
    path("guides/<slug:code>/<slug:part>/", edit_part),
]
