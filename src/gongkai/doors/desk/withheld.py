"""The negative list on the desk: what the units in scope do not publish, why, and what is to be looked at again."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.acting import LineAct, attempt_once
from gongkai.doors.desk.catalogue import data_of, form_page, tabs
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.site.addresses import WITHHELD
from gongkai.ground.ui.forms import DayField, Picks, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_for
from gongkai.kernel.records import queries as records
from gongkai.kernel.records import withholding
from gongkai.kernel.records.models import Withholding
from gongkai.kernel.records.withholding import KEEPERS
from gongkai.pure.law.withholding import GROUNDS

BASE = "/desk/withheld/"
SHOWN = 5
SOON = 30
"""Days before its day from which a line asks to be looked at."""


class WordsForm(UiForm):
    """How a line is worded."""

    title = forms.CharField(
        label="不公开的信息", max_length=100, help_text="写这一类信息的名称，不写内容。这张清单是公开的"
    )
    ground = forms.ChoiceField(label="依据", widget=Picks, choices=list(GROUNDS.items()))
    reason = forms.CharField(label="为什么", max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, item: Withholding, today: date, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(item, name) for name in ("title", "ground", "reason")})


class ReviewForm(UiForm):
    review_on = DayField(label="下次哪天再评估")

    def __init__(self, item: Withholding, today: date, data: Any = None) -> None:
        super().__init__(data)


class LiftForm(UiForm):
    because = forms.CharField(
        label="为什么不再列入", max_length=300, widget=forms.Textarea({"rows": 3}), help_text="会公布在网页上"
    )

    def __init__(self, item: Withholding, today: date, data: Any = None) -> None:
        super().__init__(data)


class NewForm(UiForm):
    unit = forms.ChoiceField(label="哪个单位")
    title, ground, reason = (WordsForm.base_fields[name] for name in ("title", "ground", "reason"))
    review_on = DayField(label="哪天再评估", help_text="条例第十八条：不予公开的信息定期评估，理由不在了就公开")

    def __init__(self, units: list[Unit], data: Any = None) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [(unit.code, unit.short_name) for unit in units]


ACTS = {
    act.name: act
    for act in (
        LineAct("change", "修改", "pencil", "已经改好。", WordsForm, withholding.change),
        LineAct("review", "重新评估，仍不公开", "calendar-check", "已经记下，到时候再评估。", ReviewForm, withholding.review),
        LineAct("lift", "移出清单", "x", "已经移出清单。", LiftForm, withholding.lift, says="移出以后这一类信息要按规定公开。网页上留一行，写明为什么移出。"),
    )
}  # fmt: skip


@desk()
def listing(request: HttpRequest) -> HttpResponse:
    """The lines of the units in scope, what is to be looked at again first."""
    items = list(records.withholdings(request.scope))
    return show(
        request,
        "desk/withheld/list.html",
        "不公开的信息（负面清单）",
        tabs=tabs(BASE),
        lines=[(item, *_light(item, request.today)) for item in items if not item.lifted_on],
        lifted=[item for item in items if item.lifted_on],
        may=bool(units_for(request.scope, *KEEPERS)),
        site_url=WITHHELD,
    )


def panel(request: HttpRequest) -> dict[str, Any]:
    """What stands above the worklist: the lines that this person keeps whose day has come, the first of them first."""
    kept = frozenset().union(*(request.scope.by_role.get(role, frozenset()) for role in KEEPERS))
    found = list(records.to_keep(kept).filter(review_on__lte=request.today)[: SHOWN + 1]) if kept else []
    told = [(item, *_light(item, request.today)) for item in found[:SHOWN]]
    return {"withheld": told, "more_withheld": len(found) > SHOWN} if found else {}


def _light(item: Withholding, today: date) -> tuple[str, str]:
    days = (item.review_on - today).days
    if days < 0:
        return "red", f"该评估了，过了{-days}天"
    return ("yellow" if days <= SOON else "green"), f"还有{days}天" if days else "今天评估"


@desk(*KEEPERS, methods=("GET", "POST"))
def new_item(request: HttpRequest) -> HttpResponse:
    """One line more."""
    units = units_for(request.scope, *KEEPERS)
    form = NewForm(units, data_of(request))
    if request.method == "POST" and form.is_valid():
        unit = next(each for each in units if each.code == form.cleaned_data["unit"])
        values = form.cleaned_data | {"unit": unit}
        by, at = request.scope.actor(), request.at
        if attempt_once(request, form, lambda: withholding.withhold(by=by, at=at, **values)) is None:
            messages.success(request, "已经列入负面清单。")
            return redirect(BASE)
    return form_page(request, "列入负面清单", form, back=Link("负面清单", BASE), button="列入", icon="plus")


def _item(request: HttpRequest, key: int) -> Withholding:
    found = records.withholdings(request.scope).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@desk()
def item_page(request: HttpRequest, key: int) -> HttpResponse:
    """A line, and what was done to it."""
    item = _item(request, key)
    may = any(item.unit_id in request.scope.by_role.get(role, ()) for role in KEEPERS)
    light, words = ("done", "已移出") if item.lifted_on else _light(item, request.today)
    return show(
        request,
        "desk/withheld/item.html",
        item.title,
        back=Link("负面清单", BASE),
        item=item,
        light=light,
        words=words,
        moments=moments(f"withholding:{key}", [], {}, done=True),
        base=f"{BASE}{key}/",
        acts=list(ACTS.values()) if may and not item.lifted_on else [],
    )


@desk(*KEEPERS, methods=("GET", "POST"))
def item_act(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """Reword a line, look at it again, or lift it."""
    item, act = _item(request, key), ACTS.get(name)
    if act is None or not any(item.unit_id in request.scope.by_role.get(role, ()) for role in KEEPERS):
        raise Http404
    form = act.form(item, request.today, data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if attempt_once(request, form, lambda: act.run(item=item, by=by, at=at, **form.cleaned_data)) is None:
            messages.success(request, act.done)
            return redirect(f"{BASE}{key}/")
    back = Link(item.title, f"{BASE}{key}/")
    return form_page(
        request, f"{act.label}：{item.title}", form, back=back, button=act.label, icon=act.icon, says=act.says
    )


withheld_urls = [
    path("withheld/", listing),
    path("withheld/new/", new_item),
    path("withheld/<int:key>/", item_page),
    path("withheld/<int:key>/do/<slug:name>/", item_act),
]
