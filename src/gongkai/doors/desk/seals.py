"""电子印章 of units on the desk: loaded and taken out of use by whoever administers a unit."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import uploads
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.people import administered_units
from gongkai.doors.desk.sending import take_once
from gongkai.doors.desk.shell import show
from gongkai.ground.documents import seals
from gongkai.ground.documents.seals import SealRefused
from gongkai.ground.files.fields import FilesField, Upload
from gongkai.ground.files.kinds import PNG
from gongkai.ground.ui.forms import Picks, UiForm
from gongkai.ground.units.models import Unit
from gongkai.pure.declare import Role

HOME = "/desk/seals/"
SIGNED, EVERY = "signed", "every"


class SealForm(UiForm):
    picture = FilesField(
        label="印章图样",
        help_text=f"PNG图片，透明底，裁成正方形，宽和高{seals.LEAST}到{seals.MOST}像素；文书上印成42毫米",
    )
    reach = forms.ChoiceField(
        label="盖在哪些文书上", choices=((SIGNED, seals.SIGNED), (EVERY, seals.EVERY)), initial=SIGNED, widget=Picks()
    )

    def clean_picture(self) -> list[Upload]:
        files = self.cleaned_data["picture"]
        if len(files) > 1:
            raise forms.ValidationError("一次传一张图样，请去掉别的文件")
        return files


def _unit(request: HttpRequest) -> tuple[Unit, list[Unit]]:
    choices = administered_units(request)
    code = asked(request, "unit", {unit.code for unit in choices})
    return next((each for each in choices if each.code == code), choices[0]), choices


@desk(Role.ADMINISTRATOR, methods=("GET", "POST"))
def seal(request: HttpRequest) -> HttpResponse:
    """A unit's seal (``?unit``), those before it, and a form for another one."""
    unit, choices = _unit(request)
    came = uploads.arrived(request)
    form = SealForm(request.POST if request.method == "POST" else None, came.files)
    if request.method == "POST" and request.POST.get("do") == "end":
        form = SealForm()
        if _done(request, form, lambda **who: seals.end_seal(unit=unit, **who)):
            messages.success(request, "已经停用，以后的文书不再盖它。")
            return redirect(f"{HOME}?unit={unit.code}")
    elif request.method == "POST" and form.is_valid():
        data, every = form.cleaned_data["picture"][0].data, form.cleaned_data["reach"] == EVERY
        if _done(request, form, lambda **who: seals.load_seal(unit=unit, data=data, every=every, **who)):
            uploads.settle(request)
            messages.success(request, "已经启用，从现在发出的文书起盖它。")
            return redirect(f"{HOME}?unit={unit.code}")
    uploads.stay(request, form, came)
    form.take_focus()
    made = [(each, seals.EVERY if each.every else seals.SIGNED, _picture_url(each)) for each in seals.all_of(unit)]
    return show(
        request,
        "desk/seals.html",
        "电子印章",
        status=422 if request.method == "POST" else 200,
        form=form,
        unit=unit,
        units=choices,
        current=next((each for each in made if each[0].ended_on is None), None),
        former=[each for each in made if each[0].ended_on],
    )


def _picture_url(each: Any) -> str:
    return f"{HOME}{each.unit.code}/{each.seq}/"


def _done(request: HttpRequest, form: UiForm, act: Any) -> bool:
    try:
        take_once(request, lambda: act(by=request.scope.actor(), at=request.at))
    except SealRefused as refusal:
        form.refuse(str(refusal), "picture" if form.is_bound else "")
        return False
    return True


@desk(Role.ADMINISTRATOR)
def picture(request: HttpRequest, code: str, seq: int) -> HttpResponse:
    """The picture of a seal, for whoever administers its unit."""
    unit = next((each for each in administered_units(request) if each.code == code), None)
    found = next((each for each in seals.all_of(unit) if each.seq == seq), None) if unit else None
    if found is None:
        raise Http404(code)
    answer = HttpResponse(seals.picture(found.file_id), content_type=PNG.media_type)
    answer["Cache-Control"] = "no-store"
    return answer


seal_urls = [path("seals/", seal), path("seals/<slug:code>/<int:seq>/", picture)]
