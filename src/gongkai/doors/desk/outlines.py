"""Outlines of an office's own: loaded from a file, read line by line, ended."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.acting import attempt
from gongkai.doors.desk.catalogue import data_of
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.shell import show
from gongkai.engines.reporting import outlines
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of, root_unit, units_for
from gongkai.kernel.drafting import outlining
from gongkai.kernel.drafting import queries as drafting
from gongkai.kernel.drafting.outlining import LOADERS, may_load
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure.law.outline_file import MOST_SIGNS, BadOutline

BASE = "/desk/annual/outlines/"
ALL = "all"
MOST_BYTES = 1_000_000


class OutlineForm(UiForm):
    unit = forms.ChoiceField(label="哪些单位用")
    file = forms.FileField(label="提纲文件", required=False, help_text="TOML文件，UTF-8编码；选了文件，下面的就不看")
    text = forms.CharField(
        label="或者写在这里", required=False, max_length=MOST_SIGNS, strip=False, widget=forms.Textarea({"rows": 18, "spellcheck": "false"}),
        help_text="文件里有不对的，也在这里改",
    )  # fmt: skip

    def __init__(self, offered: list[tuple[str, str]], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["unit"].choices = offered

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if file := said.get("file"):
            if file.size > MOST_BYTES:
                self.add_error("file", "这个文件超过1 MB，不是提纲")
                return said
            try:
                said["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", "这个文件不是UTF-8编码的文字，请另存为UTF-8再选")
        elif not (said.get("text") or "").strip():
            self.add_error("file", "请选一个提纲文件，或者写在下面")
        return said


def _offered(request: HttpRequest) -> dict[str, tuple[str, Unit | None]]:
    """For which units this person can load one, by what the form calls it."""
    found: dict[str, tuple[str, Unit | None]] = {}
    root = root_unit()
    if root and may_load(request.scope.actor(), None):
        found[ALL] = ("各单位", None)
    for each in units_for(request.scope, *LOADERS):
        found[each.code] = (f"{each.short_name}和所属的单位", each)
    return found


@desk(*LOADERS, methods=("GET", "POST"))
def page(request: HttpRequest) -> HttpResponse:
    """The outlines there are, and one more."""
    offered = _offered(request)
    data, wrong = data_of(request), []
    form = OutlineForm([(code, told) for code, (told, _) in offered.items()], data, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        who = {"by": request.scope.actor(), "at": request.at}
        made: list[Any] = []
        try:
            refused = attempt(
                form, lambda: made.append(outlines.load(text=said["text"], unit=offered[said["unit"]][1], **who))
            )
            if refused is None:
                messages.success(request, f"“{made[0].name}”{made[0].version}版装好了，起草年度报告的时候可以选它。")
                return redirect(BASE)
        except BadOutline as bad:
            wrong = bad.lines
            form.add_error(None, f"提纲里有{len(wrong)}处要改，哪几行、怎么改，写在上面")
    if request.method == "POST":
        form.data = form.data.copy()
        form.data["text"] = (form.cleaned_data.get("text") or form.data.get("text", "")).strip("\n")
    known = [each for each in drafting.outlines() if each.unit is None or each.unit.code in offered]
    names = names_of({each.by for each in known}) if known else {}
    return show(
        request,
        "desk/annual/outlines.html",
        "年度报告的提纲",
        status=422 if request.method == "POST" else 200,
        back=Link("年度报告", "/desk/annual/"),
        form=form,
        wrong=wrong,
        outlines=[(each, names.get(each.by, each.by), may_load(request.scope.actor(), each.unit)) for each in known],
    )


@desk(*LOADERS)
def text(request: HttpRequest, key: str) -> HttpResponse:
    """An outline as it was loaded, to be kept or changed."""
    found = drafting.outline(key)
    if found is None or not (found.unit is None or may_load(request.scope.actor(), found.unit)):
        raise Http404
    response = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.key}-{found.version}.toml"'
    return response


@desk(*LOADERS, methods=("POST",))
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Offer an outline no more."""
    found = drafting.outline(key)
    if found is None or not may_load(request.scope.actor(), found.unit):
        raise Http404
    try:
        outlining.end_outline(outline=found, by=request.scope.actor(), at=request.at)
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"“{found.name}”停用了；已经按它起草的报告不变。")
    return redirect(BASE)


outline_urls = [
    path("annual/outlines/", page),
    path("annual/outlines/<slug:key>/text", text),
    path("annual/outlines/<slug:key>/end", end),
]
