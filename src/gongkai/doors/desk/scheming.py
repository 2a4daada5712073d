"""The scheme of assessment on the desk: its versions, one version with all its rules in words, a draft changed part by part, adopted, taken along as a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import scheme_forms as forms
from gongkai.doors.desk.acting import attempt, attempt_once, number
from gongkai.doors.desk.assessment import SCHEMES, is_office
from gongkai.doors.desk.assessment_forms import NothingForm
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.assessment import acts
from gongkai.engines.measures.queries import measures
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.queries import names_of
from gongkai.kernel.assessments import queries as assessments
from gongkai.kernel.assessments import schemes
from gongkai.kernel.assessments.models import ADOPTED, DRAFT, SchemeVersion
from gongkai.kernel.assessments.schemes import OFFICE
from gongkai.pure.law.scheme_file import as_toml, sample
from gongkai.pure.law.schemes import LEVELS, SORTS, WITHOUT, doubts, plain, told

TOML = "application/toml; charset=utf-8"


def url_of(version: SchemeVersion, rest: str = "") -> str:
    return f"{SCHEMES}{version.number}/{rest}"


def _version(key: int) -> SchemeVersion:
    found = assessments.scheme(key)
    if found is None:
        raise Http404
    return found


def _draft(request: HttpRequest, key: int) -> SchemeVersion:
    """A draft that this person may change; 404 for any other version."""
    found = _version(key)
    if not is_office(request) or found.state != DRAFT:
        raise Http404
    return found


@desk()
def listing(request: HttpRequest) -> HttpResponse:
    """All versions, the latest first."""
    found, years = assessments.schemes(), assessments.years_by_scheme()
    office = is_office(request)
    seen = [each for each in found if office or each.state == ADOPTED]
    return show(
        request,
        "desk/assessment/schemes.html",
        "考核方案",
        back=Link("年度考核", "/desk/assessment/"),
        lines=[(each, url_of(each), years.get(each.number, [])) for each in seen],
        may=office and not any(each.state == DRAFT for each in found),
        new_url=f"{SCHEMES}new/",
        sample_url=f"{SCHEMES}sample",
    )


@desk(*OFFICE, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Begin the next version, from a former one, the sample, or a file."""
    if not is_office(request):
        raise Http404
    known = [each for each in assessments.schemes() if each.state == ADOPTED]
    files = request.FILES if request.method == "POST" else None
    form = forms.BeginForm(known, data_of(request), files)
    if request.method == "POST" and form.is_valid():
        who = {"by": request.scope.actor(), "at": request.at}
        made: list[SchemeVersion] = []
        if attempt_once(request, form, lambda: made.append(schemes.draft(scheme=form.scheme, **who))) is None:
            messages.success(request, "已经起草，改好以后再启用。")
            return redirect(url_of(made[0]) if made else SCHEMES)
    return form_page(
        request, "起草考核方案", form, back=Link("考核方案", SCHEMES), button="起草", icon="file-plus-2",
        says="起草的一版可以一项一项改，启用以前不影响考核。",
    )  # fmt: skip


@desk()
def page(request: HttpRequest, key: int) -> HttpResponse:
    """A version: what it says, each indicator with its rule in words; a draft can be changed here."""
    version, office = _version(key), is_office(request)
    if version.state != ADOPTED and not office:
        raise Http404
    scheme, known = version.scheme, measures()
    groups = []
    for group in scheme.groups:
        rows = []
        for each in group.indicators:
            names = [known[one].label if one in known else one for one in (each.measure, each.of)]
            unit = known[each.measure].unit if each.measure in known else ""
            rows.append(
                (
                    each,
                    plain(each.points),
                    told(group, each, *names, unit),
                    "、".join(LEVELS[one] for one in each.levels),
                )
            )
        groups.append((group.name, SORTS[group.sort], plain(sum(each.points for each in group.indicators)), rows))
    return show(
        request,
        "desk/assessment/scheme.html",
        f"考核方案第{version.number}版",
        back=Link("考核方案", SCHEMES),
        version=version,
        scheme=scheme,
        levels="、".join(LEVELS[each] for each in scheme.levels),
        without=WITHOUT[scheme.without],
        groups_of_rows=groups,
        doubts=list(doubts(scheme)),
        years=assessments.years_by_scheme().get(version.number, []),
        drafter=names_of({version.by}).get(version.by, version.by),
        editing=office and version.state == DRAFT,
        base=url_of(version),
        moments=moments(version.ref, [], {}, done=version.state != DRAFT) if office else [],
    )


def _edit_page(request: HttpRequest, version: SchemeVersion, form: Any, heading: str, what: str, *, button: str = "保存", icon: str = "check", says: str = "", danger: bool = False) -> HttpResponse:  # fmt: skip
    """Show a form that changes a draft, or take it."""
    if request.method == "POST" and form.is_valid():
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen")) or 0}
        if attempt(form, lambda: schemes.edit(version=version, scheme=form.scheme, what=what, **who)) is None:
            messages.success(request, "已经改好。")
            return redirect(url_of(version))
    back = Link(f"考核方案第{version.number}版", url_of(version))
    return form_page(
        request,
        heading,
        form,
        back=back,
        button=button,
        icon=icon,
        says=says,
        danger=danger,
        seen=str(version.revision),
    )


@desk(*OFFICE, methods=("GET", "POST"))
def edit_head(request: HttpRequest, key: int) -> HttpResponse:
    """What the scheme says of itself: its name, year, units, terms."""
    version = _draft(request, key)
    return _edit_page(request, version, forms.HeadForm(version.scheme, data_of(request)), "改总则", "总则")


@desk(*OFFICE, methods=("GET", "POST"))
def add_indicator(request: HttpRequest, key: int) -> HttpResponse:
    version = _draft(request, key)
    form = forms.IndicatorForm(version.scheme, "", data_of(request))
    return _edit_page(
        request, version, form, "加一项指标", f"加“{request.POST.get('name', '')[:60]}”", button="加上", icon="plus"
    )


@desk(*OFFICE, methods=("GET", "POST"))
def edit_indicator(request: HttpRequest, key: int, indicator: str) -> HttpResponse:
    version = _draft(request, key)
    name = _named(version, indicator)
    form = forms.IndicatorForm(version.scheme, indicator, data_of(request))
    return _edit_page(request, version, form, f"改“{name}”", f"改“{name}”")


@desk(*OFFICE, methods=("GET", "POST"))
def remove_indicator(request: HttpRequest, key: int, indicator: str) -> HttpResponse:
    version = _draft(request, key)
    name = _named(version, indicator)
    form = forms.RemoveForm(version.scheme, indicator, data_of(request))
    return _edit_page(
        request, version, form, f"去掉“{name}”", f"去掉“{name}”", button="去掉", icon="trash-2", danger=True,
        says="只在这一版里去掉；以前的版本和用它们考核的年度不变。",
    )  # fmt: skip


def _named(version: SchemeVersion, key: str) -> str:
    try:
        return version.scheme.indicator(key)[1].name
    except LookupError:
        raise Http404 from None


@desk(*OFFICE, methods=("GET", "POST"))
def adopt(request: HttpRequest, key: int) -> HttpResponse:
    version = _draft(request, key)
    form = NothingForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen")) or 0}
        if attempt(form, lambda: acts.adopt(version=version, **who)) is None:
            messages.success(request, f"已经启用，从{version.since}年起可以用。")
            return redirect(url_of(version))
    says = "启用以后不能再改；已经开始考核的年度仍用原来的版本。"
    if wrong := list(doubts(version.scheme)):
        says += f"请留意：{'；'.join(wrong)}。"
    return form_page(
        request, f"启用考核方案第{version.number}版", form, back=Link(f"考核方案第{version.number}版", url_of(version)), button="启用",
        icon="circle-check", says=says, seen=str(version.revision),
    )  # fmt: skip


@desk(*OFFICE, methods=("GET", "POST"))
def drop(request: HttpRequest, key: int) -> HttpResponse:
    version = _draft(request, key)
    form = NothingForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen")) or 0}
        if attempt(form, lambda: schemes.drop(version=version, **who)) is None:
            messages.success(request, "已经作废。")
            return redirect(SCHEMES)
    return form_page(
        request, f"作废考核方案第{version.number}版的草稿", form, back=Link(f"考核方案第{version.number}版", url_of(version)), button="作废",
        icon="x", says="作废的还看得到，不能再启用。", danger=True, seen=str(version.revision),
    )  # fmt: skip


@desk()
def as_file(request: HttpRequest, key: int) -> HttpResponse:
    """A version as a file, to be changed and loaded again."""
    version = _version(key)
    if version.state != ADOPTED and not is_office(request):
        raise Http404
    return _file(as_toml(version.scheme), f"assessment-{version.number}.toml")


@desk(*OFFICE)
def sample_file(request: HttpRequest) -> HttpResponse:
    """The sample that comes with the product."""
    return _file(sample(), "assessment-sample.toml")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text.encode(), content_type=TOML)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


scheme_urls = [
    path("assessment/schemes/", listing),
    path("assessment/schemes/new/", new),
    path("assessment/schemes/sample", sample_file),
    path("assessment/schemes/<int:key>/", page),
    path("assessment/schemes/<int:key>/file", as_file),
    path("assessment/schemes/<int:key>/head/", edit_head),
    path("assessment/schemes/<int:key>/add/", add_indicator),
    path("assessment/schemes/<int:key>/i/<slug:indicator>/", edit_indicator),
    path("assessment/schemes/<int:key>/i/<slug:indicator>/remove/", remove_indicator),
    path("assessment/schemes/<int:key>/adopt/", adopt),
    path("assessment/schemes/<int:key>/drop/", drop),
]
