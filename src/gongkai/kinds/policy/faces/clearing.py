"""清理 on the desk: the list of clearings, the form that begins one, and one clearing with its documents, page by page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.ground.ui.forms import UiForm
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import holding, units_for
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import VALIDITY
from gongkai.kernel.records.queries import leaf_sections, section_by_key
from gongkai.kinds.policy import clearing, queries
from gongkai.kinds.policy.models import FATES, Clearing, ClearingItem
from gongkai.pure.declare import Role, Screen
from gongkai.pure.law.subjects import SUBJECTS

HERE = "/desk/p/policy/clearing/"
PAGE = 20
ROLES = (*clearing.KEEPERS, Role.EDITOR, Role.SIGNATORY)


class BeginForm(UiForm):
    """What is to be gone through. All units together are offered to the openness office alone."""

    unit = forms.TypedChoiceField(label="哪个单位清理", coerce=int)
    title = forms.CharField(label="这次清理叫什么", max_length=80)
    whole = forms.BooleanField(label="所有单位的文件一起清理", required=False)
    first = forms.IntegerField(label="从哪年成文的", required=False, min_value=1949, max_value=2100, widget=forms.TextInput({"class": "input--s"}), help_text="不写就不限")  # fmt: skip
    last = forms.IntegerField(label="到哪年成文的", required=False, min_value=1949, max_value=2100, widget=forms.TextInput({"class": "input--s"}), help_text="不写就不限")  # fmt: skip
    subject = forms.ChoiceField(label="主题分类", required=False, choices=[("", "不限"), *((each, each) for each in SUBJECTS)])  # fmt: skip

    def __init__(self, units: list[Unit], office: bool, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"title": f"{today.year}年行政规范性文件清理"})
        self.units = {unit.pk: unit for unit in units}
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]
        if not office:
            del self.fields["whole"]


@dataclass(frozen=True)
class Line:
    """A document of a clearing on the page: what is chosen and written now, and what is wrong with that."""

    item: ClearingItem
    fate: str
    reason: str
    error: str
    validity: str


def view(request: HttpRequest, scope: Scope) -> HttpResponse:
    """All clearings, or the one that is asked for (``?c``)."""
    key = request.GET.get("c", "")
    if not key:
        return _all(request, scope)
    found = queries.clearing_seen(scope, int(key)) if key.isdecimal() else None
    if found is None:
        raise Http404
    return _one(request, scope, found)


def _all(request: HttpRequest, scope: Scope) -> HttpResponse:
    # Whoever begins one for a unit without an editor could never draw up its result.
    able = holding(Role.EDITOR, request.today)
    units = [unit for unit in units_for(scope, *clearing.KEEPERS) if unit.pk in able]
    form = None
    if units:
        office = scope.has(Role.OPENNESS_OFFICE)
        form = BeginForm(units, office, request.today, request.POST if request.method == "POST" else None)
    if form and request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        said = {"unit": form.units[values["unit"]], "whole": values.get("whole", False)}
        said |= {name: values[name] for name in ("title", "first", "last", "subject")}
        try:
            made = clearing.begin(**said, by=scope.actor(), at=request.at)
        except StepRefused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            messages.success(request, "清理已经开始。一件一件定，随时可以停，定了的都在。")
            return redirect(f"{HERE}?c={made.pk}")
    found = queries.clearings(scope)
    counts = queries.decided([each.pk for each in found])
    lines = [(each, _progress(each, counts[each.pk])) for each in found]
    context = request.shell("文件清理") | {"form": form, "lines": lines}
    return render(request, "policy/clearings.html", context, status=422 if request.method == "POST" else 200)


def _progress(found: Clearing, counts: dict[str, int]) -> str:
    if found.signed_on:
        return "已经公布"
    if clearing.is_closed(found):
        return f"清理结果{STATES[found.result.state].label}"
    total, left = sum(counts.values()), counts.get("", 0)
    return f"共{total}件，还有{left}件没有定" if left else f"{total}件都定了，可以起草清理结果"


def _one(request: HttpRequest, scope: Scope, found: Clearing) -> HttpResponse:
    actor = scope.actor()
    may_decide = actor.holds_any(clearing.KEEPERS, found.unit_id) and not clearing.is_closed(found)
    counts = queries.decided([found.pk])[found.pk]
    may_draw_up = actor.holds(Role.EDITOR, found.unit_id) and not clearing.is_closed(found) and not counts.get("")
    sections = leaf_sections(found.unit) if may_draw_up else []
    only = request.GET.get("only", "")
    only = only if only in ("left", *dict(FATES)) else ""
    items = queries.items_of(found)
    if only:
        items = [item for item in items if item.fate == ("" if only == "left" else only)]
    after = int(request.GET["after"]) if request.GET.get("after", "").isdecimal() else 0
    rest = [item for item in items if item.pk > after]
    shown, refused = rest[:PAGE], None
    if request.method == "POST":
        refused = _taken(request, found, actor, sections)
        if refused is None:
            return redirect(request.get_full_path() if "decide" in request.POST else f"/desk/r/{found.result_id}/")
        # What was sent belongs to the page it was sent from, wherever the filter would put it now.
        sent = {int(name[5:]) for name in request.POST if name.startswith("fate-") and name[5:].isdecimal()}
        shown = [item for item in queries.items_of(found) if item.pk in sent] or shown
    lines = [_line(item, request.POST, refused) for item in shown]
    base = f"{HERE}?c={found.pk}"
    context = request.shell(found.title) | {
        "clearing": found,
        "progress": _progress(found, counts),
        "total": sum(counts.values()),
        "chips": _chips(base, only, counts),
        "lines": lines,
        "fates": FATES,
        "may_decide": may_decide,
        "may_draw_up": may_draw_up,
        "sections": sections,
        "chosen": request.POST.get("section", ""),
        "refused": refused,
        "more": f"{base}{f'&only={only}' if only else ''}&after={shown[-1].pk}" if len(rest) > PAGE else "",
        "here": HERE,
    }
    return render(request, "policy/clearing.html", context, status=422 if refused else 200)


def _taken(request: HttpRequest, found: Clearing, actor: Any, sections: list[Any]) -> StepRefused | None:
    """Take what was sent; why not, if it is refused."""
    by = {"by": actor, "at": request.at}
    try:
        if "decide" in request.POST:
            said = {
                int(name[5:]): (value, request.POST.get(f"reason-{name[5:]}", ""))
                for name, value in request.POST.items()
                if name.startswith("fate-") and name[5:].isdecimal() and value
            }
            changed = clearing.decide(clearing=found, decisions=said, **by)
            messages.success(request, f"定了{len(changed)}件，都存好了。")
            return None
        section = next((each for each in sections if each.pk == request.POST.get("section")), None)
        if section is None:
            return StepRefused("请选清理结果放在哪个栏目", "section")
        clearing.draw_up(clearing=found, section=section_by_key(section.pk), **by)
        messages.success(request, "清理结果已经起草好。看一看，送审；公开的那一刻，废止和宣布失效的文件自动改写。")
    except StepRefused as refusal:
        return refusal
    return None


def _line(item: ClearingItem, sent: Any, refused: StepRefused | None) -> Line:
    fate, reason = sent.get(f"fate-{item.pk}", item.fate), sent.get(f"reason-{item.pk}", item.reason)
    wrong = refused is not None and refused.field.endswith(f"-{item.pk}")
    return Line(item, fate, reason, str(refused) if wrong else "", dict(VALIDITY)[item.record.validity])


def _chips(base: str, only: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    total = sum(counts.values())
    found = [{"label": f"全部{total}", "url": base, "on": not only}]
    for key, label in (("left", "没有定"), *FATES):
        count = counts.get("" if key == "left" else key, 0)
        found.append({"label": f"{label}{count}", "url": f"{base}&only={key}", "on": key == only})
    return found


SCREENS = (Screen("clearing", "文件清理", view, ROLES, "scroll-text"),)
