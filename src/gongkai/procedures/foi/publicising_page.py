"""常被申请的信息: what a unit was asked for often and gave, for the openness office to have it published, or to say why not."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of, units_for
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records.queries import leaf_sections, usual_section
from gongkai.procedures.foi import publicising
from gongkai.procedures.foi.publicising import LONGEST, OFTEN, Group
from gongkai.pure import declare
from gongkai.pure.declare import Role, Screen
from gongkai.pure.declare.kinds import FieldErrors

PATH = "/desk/p/foi/often/"


class OpenForm(UiForm):
    kind = forms.ChoiceField(label="信息类型")
    section = forms.ChoiceField(label="公开目录")
    title = forms.CharField(label="标题", max_length=120)
    text = forms.CharField(label="正文", max_length=20_000, widget=forms.Textarea({"rows": 10}), help_text="申请人的姓名、单位和找到的姓名、住址、号码已经去掉；机器会漏，请再看一遍。附件请起草以后在信息里加")  # fmt: skip
    names_ok = forms.BooleanField(label="正文里的姓名看过，都可以公开（例如单位公布的联系人）", required=False)

    def __init__(self, group: Group, start: dict[str, str], data: Any = None) -> None:
        sections = leaf_sections(group.unit)
        self.sections = {each.pk: each for each in sections}
        kinds = [d.declaration for d in declare.kinds() if not any(field.required for field in d.declaration.fields)]
        super().__init__(data, initial=start | {"section": usual_section(group.unit, kinds[0].code)})
        self.fields["kind"].choices = [(each.code, each.name) for each in kinds]
        self.fields["section"].choices = [("", "请选择"), *((each.pk, each.name) for each in sections)]


class KeepForm(UiForm):
    reason = forms.CharField(label="为什么不宜主动公开", max_length=LONGEST, widget=forms.Textarea({"rows": 3}))


def often(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The groups of a unit (``?unit``), or one of them (``?case``, the number of its newest case)."""
    choices = units_for(scope, Role.OPENNESS_OFFICE)
    code = request.GET.get("unit", "")
    unit = next((each for each in choices if each.code == code), None)
    if unit is None and (code or request.method == "POST"):
        raise Http404
    if unit is not None and "case" in request.GET:
        return _one(request, scope, unit)
    shown, onward = ([unit], "") if unit else _together(request, choices)
    often_given = [group for each in shown for group in publicising.groups(each, request.today)]
    past = publicising.decided(choices)
    names = names_of({each.by for each in past}) if past else {}
    context = request.shell(
        "常被申请的信息", units=choices, unit=unit, often=OFTEN, onward=onward,
        found=[(each, f"{PATH}?unit={each.unit.code}&case={each.references[0]}") for each in often_given],
        past=[(each, names.get(each.by, each.by)) for each in past],
    )  # fmt: skip
    return render(request, "foi/often.html", context)


MOST_TOGETHER = 3_000
"""Answers that are opened and compared for one page; where all units have more, the page leads on to the next of them."""


def _together(request: HttpRequest, choices: list[Unit]) -> tuple[list[Unit], str]:
    """Of all units those that are looked at on one page (``?from``: the first of them), and where the next begin."""
    ready = publicising.with_enough(choices, request.today)
    codes = [each.code for each, _ in ready]
    begin = codes.index(request.GET["from"]) if request.GET.get("from") in codes else 0
    shown, room = [], MOST_TOGETHER
    for each, count in ready[begin:]:
        room -= count
        if shown and room < 0:
            return shown, f"{PATH}?from={each.code}"
        shown.append(each)
    return shown, ""


def _one(request: HttpRequest, scope: Scope, unit: Unit) -> HttpResponse:
    group = publicising.group_of(unit, request.GET["case"], request.today)
    if group is None:
        if request.method != "POST":
            raise Http404
        messages.warning(request, "这几件刚才有变化，或者已经定过，请看最新的单子。")
        return redirect(f"{PATH}?unit={unit.code}")
    start, covered = publicising.proposed(group, request.today)
    do = request.POST.get("do", "")
    opening = OpenForm(group, start, request.POST if do == "open" else None)
    keeping = KeepForm(request.POST if do == "keep" else None)
    form = opening if do == "open" else keeping
    if do and form.is_valid():
        values, who = dict(form.cleaned_data), {"by": scope.actor(), "at": request.at}
        try:
            if do == "open":
                made = publicising.open_up(
                    group=group, section=opening.sections[values.pop("section")], **values, **who
                )
                messages.success(request, "已经起草，由这个单位的信息编辑接着办：核对、加附件、送审。")
                return redirect(f"/desk/r/{made.record}/")
            publicising.keep_apart(group=group, **values, **who)
        except FieldErrors as wrong:
            for name, sentence in wrong.errors.items():
                form.refuse(sentence, name if name in form.fields else "")
        except StepRefused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            messages.success(request, "已经记下，这几件不再列出。")
            return redirect(f"{PATH}?unit={unit.code}")
    context = request.shell(
        group.subject, group=group, opening=opening, keeping=keeping, covered=covered, back=Link("常被申请的信息", f"{PATH}?unit={unit.code}"),
    )  # fmt: skip
    return render(request, "foi/often_one.html", context, status=422 if do else 200)


SCREENS = (Screen("often", "常被申请的信息", often, by=(Role.OPENNESS_OFFICE,), icon="lightbulb", begins=False),)
