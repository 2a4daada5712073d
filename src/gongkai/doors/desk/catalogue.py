"""The catalogue on the desk: its tree, each section with what was done to it, and the acts of the openness office."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import catalogue_forms as forms
from gongkai.doors.desk.acting import attempt_once
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.sending import AGAIN
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.site.addresses import section as section_url
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units import queries as units
from gongkai.kernel.records import catalogue
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.models import Section
from gongkai.pure.declare import Role

BASE = "/desk/catalogue/"
LEVELS = dict(forms.LEVELS)


@dataclass(frozen=True)
class Line:
    """A section in the tree: how deep it stands, who is responsible, how many records it holds."""

    section: Section
    depth: int
    who: str
    count: int

    @property
    def url(self) -> str:
        return address(self.section)


def address(section: Section, rest: str = "") -> str:
    return f"{BASE}{section.key}/{rest}"


def tabs(here: str) -> list[dict[str, Any]]:
    """What belongs to the catalogue, side by side."""
    known = (
        (BASE, "目录"),
        ("/desk/coverage/", "栏目更新"),
        ("/desk/withheld/", "负面清单"),
        ("/desk/guides/", "公开指南"),
        ("/desk/points/", "查阅点"),
    )
    return [{"label": label, "url": url, "current": url == here} for url, label in known]


def ordered(sections: list[Section]) -> list[tuple[Section, int]]:
    """Open sections, each behind the one it stands below, with its depth."""
    below: dict[str, list[Section]] = {}
    for each in sections:
        if not each.closed_on:
            below.setdefault(each.parent_key, []).append(each)

    def walk(key: str, depth: int) -> list[tuple[Section, int]]:
        return [found for each in below.get(key, ()) for found in ((each, depth), *walk(each.key, depth + 1))]

    return walk("", 0)


def _who(section: Section, names: dict[str, str]) -> str:
    named = [names.get(code, code) for code in section.named_units]
    if named:
        return "、".join(named[:3]) + (f"等{len(named)}个单位" if len(named) > 3 else "")
    return "、".join(LEVELS[level] for level in section.levels.split(",") if level in LEVELS) or "各单位"


@desk()
def tree(request: HttpRequest) -> HttpResponse:
    """All sections in their tree, the closed ones behind."""
    sections, counts = records.all_sections(), records.counts_by_section()
    names = {unit.code: unit.short_name for unit in units.units_by_id().values()}
    known = {each.key: each for each in sections}
    return show(
        request,
        "desk/catalogue/tree.html",
        "公开目录",
        tabs=tabs(BASE),
        lines=[Line(each, depth, _who(each, names), counts.get(each.key, 0)) for each, depth in ordered(sections)],
        closed=[(each, known.get(each.merged_into)) for each in sections if each.closed_on],
        may=_may(request),
    )


def _may(request: HttpRequest) -> bool:
    return request.scope.has(Role.OPENNESS_OFFICE)


def _section(key: str) -> Section:
    found = records.any_section(key)
    if found is None:
        raise Http404
    return found


@desk()
def section_page(request: HttpRequest, key: str) -> HttpResponse:
    """A section: what it says, what stands below it, what can be done, what was done."""
    section, sections = _section(key), records.all_sections()
    names, known = {unit.code: unit.short_name for unit in units.units_by_id().values()}, {s.key: s for s in sections}
    into = known.get(section.merged_into)
    facts = [
        ("说明", section.description), ("公开依据", section.basis), ("责任单位", _who(section, names)), ("公开对象", section.audience),
        ("更新要求", section.get_update_every_display() if section.update_every else "没有要求"),
        ("起算", zh_date(section.owed_from) if section.owed_from else ""), ("重点领域", "列入" if section.key_area else ""),
        ("栏目类别", section.column_type), ("关键词", section.keywords), ("栏目代码", section.key), ("来自模板", section.template),
    ]  # fmt: skip
    return show(
        request,
        "desk/catalogue/section.html",
        section.name,
        back=Link("公开目录", BASE),
        section=section,
        where=forms.paths(sections)[section.key],
        into=into,
        facts=[(label, value) for label, value in facts if value],
        below=[each for each in sections if each.parent_key == key and not each.closed_on],
        held=records.counts_by_section().get(key, 0),
        moments=moments(f"section:{key}", [], {}, done=True),
        base=address(section),
        offers=[act for act in ACTS.values() if act.for_closed == bool(section.closed_on)] if _may(request) else [],
        site_url=section_url(key),
        may=_may(request),
    )


def form_page(
    request: HttpRequest,
    heading: str,
    form: UiForm,
    *,
    back: Link,
    button: str,
    icon: str,
    says: str = "",
    danger: bool = False,
    seen: str = "",
) -> HttpResponse:
    form.take_focus()
    status = 422 if request.method == "POST" else 200
    return show(
        request,
        "desk/form.html",
        heading,
        status=status,
        form=form,
        back=back,
        button=button,
        icon=icon,
        says=says,
        danger=danger,
        seen=seen,
    )


def data_of(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def new_section(request: HttpRequest) -> HttpResponse:
    """A section more, at the top or below another one (``?below``)."""
    key = request.GET.get("below", "")
    parent = _section(key) if key else None
    form = forms.SectionForm(None, data_of(request))
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        by, at = request.scope.actor(), request.at

        def add() -> Section:
            return catalogue.add(key=form.cleaned_data["key"], parent=parent, by=by, at=at, **values)

        if attempt_once(request, form, add) is None:
            made = _section(form.cleaned_data["key"])
            messages.success(request, f"已经增加栏目“{made.name}”。")
            return redirect(address(made))
    back = Link(parent.name, address(parent)) if parent else Link("公开目录", BASE)
    heading = f"在“{parent.name}”下面增加栏目" if parent else "增加栏目"
    return form_page(request, heading, form, back=back, button="增加", icon="plus")


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def edit_section(request: HttpRequest, key: str) -> HttpResponse:
    """Change what a section says of itself."""
    section = _section(key)
    form = forms.SectionForm(section, data_of(request))
    seen = request.POST.get("seen") or section.mark
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if (
            attempt_once(
                request, form, lambda: catalogue.change(section=section, by=by, at=at, seen=seen, **form.cleaned_data)
            )
            is None
        ):
            messages.success(request, "已经改好。")
            return redirect(address(section))
        section = _section(key)
    return form_page(
        request,
        f"修改“{section.name}”",
        form,
        back=Link(section.name, address(section)),
        button="保存",
        icon="check",
        seen=seen,
    )


@dataclass(frozen=True)
class Act:
    """What the office can do to a section besides changing it; ``run`` gives what is said afterwards."""

    name: str
    label: str
    icon: str
    form: Callable[..., UiForm]
    run: Callable[..., str]
    says: str = ""
    danger: bool = False
    for_closed: bool = False


def _move(section: Section, values: dict[str, Any], **who: Any) -> str:
    parent, _, after = values["place"].partition("|")
    found = [records.section_by_key(each) if each else None for each in (parent, after)]
    catalogue.move(section=section, parent=found[0], after=found[1], **who)
    return "已经移好，网址不变。"


def _merge(section: Section, values: dict[str, Any], **who: Any) -> str:
    into = _section(values["into"])
    count = catalogue.merge(section=section, into=into, **who)
    return f"已经并入“{into.name}”，移过去{count}条信息，原来的网址都会转过去。"


def _close(section: Section, values: dict[str, Any], **who: Any) -> str:
    catalogue.close(section=section, **who)
    return "已经停用。"


def _reopen(section: Section, values: dict[str, Any], **who: Any) -> str:
    catalogue.reopen(section=section, **who)
    return "已经重新启用。"


ACTS = {
    act.name: act
    for act in (
        Act("move", "移动", "list-ordered", forms.MoveForm, _move, says="只改在目录里的位置，栏目和里面信息的网址都不变。"),
        Act("merge", "并入别的栏目", "git-branch", forms.MergeForm, _merge, danger=True, says="这个栏目停用，里面的信息（草稿也算）都移到另一个栏目；它原来的网址、列表和订阅都转过去，一直有效。"),
        Act("close", "停用", "x", forms.PressForm, _close, danger=True, says="只有空的栏目能停用；有信息的，请用“并入别的栏目”。停用以后目录里不再列出，网址仍能打开。"),
        Act("reopen", "重新启用", "undo-2", forms.PressForm, _reopen, for_closed=True, says="栏目回到目录里。以前并出去的信息不会回来。"),
    )
}  # fmt: skip


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def section_act(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Move, merge, close or open a section again."""
    section, act = _section(key), ACTS.get(name)
    if act is None:
        raise Http404
    form = act.form(section, [each for each, _ in ordered(records.all_sections())], data_of(request))
    if request.method == "POST" and form.is_valid():
        said: list[str] = []
        by, at = request.scope.actor(), request.at
        if attempt_once(request, form, lambda: said.append(act.run(section, form.cleaned_data, by=by, at=at))) is None:
            messages.success(request, said[0] if said else AGAIN)
            return redirect(address(section))
    back = Link(section.name, address(section))
    return form_page(
        request,
        f"{act.label}：{section.name}",
        form,
        back=back,
        button=act.label,
        icon=act.icon,
        says=f"{_held(section)}{act.says}" if act.name == "merge" else act.says,
        danger=act.danger,
    )


def _held(section: Section) -> str:
    return f"“{section.name}”里现在有{records.counts_by_section().get(section.key, 0)}条信息。"


catalogue_urls = [
    path("catalogue/", tree),
    path("catalogue/new/", new_section),
    path("catalogue/<slug:key>/", section_page),
    path("catalogue/<slug:key>/edit/", edit_section),
    path("catalogue/<slug:key>/do/<slug:name>/", section_act),
]
