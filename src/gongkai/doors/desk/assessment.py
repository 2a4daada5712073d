"""A year's assessment on the desk: the units with their scores, simulated or told; the office's acts on all of them; the table taken along."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import assessment_forms as forms
from gongkai.doors.desk.acting import attempt, attempt_once, number
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.reports import FIRST_YEAR, download
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.assessment import acts, scoring
from gongkai.engines.measures.sheets import counted
from gongkai.engines.reporting.actions import export as export_fact
from gongkai.engines.reporting.annual import maker
from gongkai.engines.reporting.forms import list_xlsx
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import iso_date, zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import root_unit
from gongkai.kernel.assessments import actions
from gongkai.kernel.assessments import queries as assessments
from gongkai.kernel.assessments.models import CALLED, LEFT_OUT, PUBLISHED, RUNNING, TOLD, Appraisal, Assessment, code_of
from gongkai.kernel.assessments.schemes import OFFICE
from gongkai.pure.declare import Role
from gongkai.pure.law.schemes import LEVELS, plain

BASE = "/desk/assessment/"
SCHEMES = f"{BASE}schemes/"


@dataclass(frozen=True)
class Line:
    """A unit in the list: its place among those of its level, its score, how far its part is."""

    unit: Unit
    url: str
    rank: int | None
    score: Decimal | None
    state: str
    pending: Decimal = Decimal(0)


def url_of(year: int, rest: str = "") -> str:
    return f"{BASE}{year}/{rest}"


def unit_url(year: int, unit: Unit, rest: str = "") -> str:
    return f"{BASE}a/{code_of(year, unit)}/{rest}"


def is_office(request: HttpRequest) -> bool:
    """Do they organise the assessment: the openness office of the whole government?"""
    return request.scope.actor().holds_any(OFFICE, root_unit().pk)


def sees(request: HttpRequest, unit: Unit) -> bool:
    """Whoever acts for the unit, or oversees it, sees what makes up its score."""
    scope = request.scope
    return scope.whole or unit.pk in scope.units or unit.pk in scope.overseen


def _year(request: HttpRequest, year: int) -> int:
    if not FIRST_YEAR <= year <= request.today.year:
        raise Http404
    return year


@desk()
def chooser(request: HttpRequest) -> HttpResponse:
    """The year that is asked for, or this one."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else request.today.year
    return redirect(url_of(_year(request, year)))


def _lines(request: HttpRequest, assessment: Assessment) -> list[Line]:
    """The units whose scores this person may see: their own and those they oversee; once published, all."""
    year = assessment.year
    known = assessments.of_year(year)
    if assessment.stage in (TOLD, PUBLISHED):
        places = scoring.final_ranks([each for each in known if each.state != LEFT_OUT])
        seen = [each for each in known if assessment.stage == PUBLISHED or sees(request, each.unit)]
        return [_told_line(request, each, places.get(each.pk), assessment) for each in seen]
    units = [each.unit for each in known] or scoring.assessed(assessment.scheme.scheme, year)
    found = scoring.results(assessment, units, counted())
    everyone = all(sees(request, each) for each in units)
    return [
        Line(
            each.unit, unit_url(year, each.unit), each.rank if everyone else None, _score(each),
            each.appraisal.state_label if each.appraisal else "", each.sums.pending,
        )
        for each in found.values()
        if sees(request, each.unit)
    ]  # fmt: skip


def _score(result: scoring.Result) -> Decimal | None:
    return None if result.appraisal and result.appraisal.state == LEFT_OUT else result.total


def _told_line(request: HttpRequest, each: Appraisal, place: int | None, assessment: Assessment) -> Line:
    seen = sees(request, each.unit)
    rank = place if assessment.stage == PUBLISHED or request.scope.whole else None
    # Of others it is known what was published, and no more.
    state = each.state_label if seen or each.state == LEFT_OUT else ""
    url = unit_url(each.year, each.unit) if seen else ""
    return Line(each.unit, url, rank, None if each.state == LEFT_OUT else each.score, state)


def _by_level(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Under each sort of units its lines: by rank where there is one, else in the official order."""
    found = []
    for level, label in LEVELS.items():
        ones = [each for each in lines if each.unit.level == level]
        if ones:
            last = len(lines) + 1
            found.append((label, sorted(ones, key=lambda each: (each.rank or last, each.unit.position, each.unit.pk))))
    return found


@desk()
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """A year's assessment: how far it is, the units with their scores."""
    _year(request, year)
    assessment, office = assessments.assessment(year), is_office(request)
    lines = _lines(request, assessment) if assessment else []
    years = sorted({request.today.year, request.today.year - 1, year, *assessments.years()}, reverse=True)
    return show(
        request,
        "desk/assessment/overview.html",
        f"{year}年度考核",
        year=year,
        years=[("", [(str(each), f"{each}年") for each in years])],
        assessment=assessment,
        levels=_by_level(lines),
        ranked=any(each.rank for each in lines),
        pending=any(each.pending for each in lines),
        waiting=sum(each.state == "待自评" for each in lines),
        office=office,
        acts=[(name, act) for name, act in ACTS.items() if act.may(request) and act.fits(request, assessment, year)],
        drafts=assessments.draft() if office else None,
        base=url_of(year),
        schemes_url=SCHEMES,
        simulated=assessment is not None and assessment.stage in (RUNNING, CALLED),
        moments=moments(assessment.ref, [], {}, done=assessment.stage == PUBLISHED) if assessment and office else [],
        size=counted(),
    )


@dataclass(frozen=True)
class YearAct:
    """What the office does with a year: when it has a place, its form, the act, and what is said."""

    label: str
    icon: str
    done: str
    says: str
    fits: Callable[[HttpRequest, Assessment | None, int], bool]
    form: Callable[[HttpRequest, int, Any], UiForm]
    run: Callable[..., Any]
    may: Callable[[HttpRequest], bool] = is_office


def _writes(request: HttpRequest) -> bool:
    """Do they write for the unit that compiles what the government tells?"""
    return request.scope.actor().holds(Role.EDITOR, maker().pk)


def _versions(year: int) -> list[Any]:
    found = [each for each in assessments.schemes() if each.state == "adopted" and each.since <= year]
    return sorted(found, key=lambda each: (each.since, each.number), reverse=True)


def _begin(form: Any, assessment: None, year: int, **who: Any) -> Any:
    who.pop("seen")
    return actions.begin(year=year, version=form.versions[form.cleaned_data["version"]], **who)


def _nothing(request: HttpRequest, year: int, data: Any) -> UiForm:
    return forms.NothingForm(data)


def _stage(*stages: str) -> Callable[[HttpRequest, Assessment | None, int], bool]:
    return lambda request, assessment, year: assessment is not None and assessment.stage in stages


def _over(*stages: str) -> Callable[[HttpRequest, Assessment | None, int], bool]:
    return lambda request, assessment, year: _stage(*stages)(request, assessment, year) and year < request.today.year


ACTS = {
    "begin": YearAct(
        "开始考核", "circle-play", "已经开始，得分每天按台账模拟。", "从现在起，各单位随时看得到自己的模拟得分。",
        lambda request, assessment, year: assessment is None and bool(_versions(year)),
        lambda request, year, data: forms.BeginForm(_versions(year), data), _begin,
    ),
    "call": YearAct(
        "要求自评", "bell-ring", "已经要求各单位自评，排在各单位公开机构负责人的“我的办件”里。", "单位在自评里给人工评分的指标打分、附佐证；系统能算的不用填。",
        _stage(RUNNING), lambda request, year, data: forms.CallForm(request.today, data),
        lambda form, assessment, year, **who: acts.call(assessment=assessment, report_by=form.cleaned_data["report_by"], **who),
    ),
    "tell": YearAct(
        "告知得分", "send", "得分已经告知各单位，异议期限从明天起算。", "按现在的台账算出每个单位的得分，连同核评的分数一起告知。还没有人提异议的，可以重新算一次再告知。",
        _over(CALLED, TOLD), _nothing, lambda form, assessment, year, **who: acts.tell(assessment=assessment, size=counted(), **who),
    ),
    "publish": YearAct(
        "公布结果", "circle-check", "已经公布，各单位看得到全部名次。", "公布以后得分和名次不再变。要在网站上公开的，公布以后再起草通报。",
        _stage(TOLD), _nothing, lambda form, assessment, year, **who: acts.publish(assessment=assessment, **who),
    ),
    "notice": YearAct(
        "起草结果通报", "file-plus-2", "已经起草，和别的信息一样审核、签发以后在网站上公开。", "把名次和总分写成一条信息的草稿；怎么算的写在里面，各项得分不写。",
        _stage(PUBLISHED), _nothing,
lambda form, assessment, year, **who: acts.draft_notice(assessment=assessment, by=who["by"], at=who["at"]), _writes,
    ),
}  # fmt: skip


@desk(methods=("GET", "POST"))
def take(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """Begin, call for reports, tell, publish, draft a notice."""
    _year(request, year)
    act = ACTS.get(name)
    if act is None or not act.may(request):
        raise Http404
    assessment, back = assessments.assessment(year), url_of(year)
    if not act.fits(request, assessment, year):
        told = f"现在是“{assessment.stage_label}”" if assessment else "这一年的考核还没有开始"
        messages.warning(request, f"{told}，不能办“{act.label}”")
        return redirect(back)
    form = act.form(request, year, data_of(request))
    if request.method == "POST" and form.is_valid():
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen"))}
        made: list[Any] = []
        run = attempt_once if name == "notice" else lambda request, form, taken: attempt(form, taken)
        if run(request, form, lambda: made.append(act.run(form, assessment, year, **who))) is None:
            messages.success(request, act.done)
            return redirect(f"/desk/r/{made[0].pk}/" if name == "notice" and made else back)
    return form_page(
        request, f"{act.label}：{year}年度", form, back=Link(f"{year}年度考核", back), button=act.label, icon=act.icon, says=act.says,
        seen=str(assessment.revision) if assessment else "",
    )  # fmt: skip


@desk(methods=("POST",))
def export(request: HttpRequest, year: int) -> HttpResponse:
    """The scores as a spreadsheet, an indicator a column; taking them out is a fact."""
    _year(request, year)
    assessment = assessments.assessment(year)
    lines = _lines(request, assessment) if assessment else []
    if not lines:
        messages.warning(request, "没有可以导出的")
        return redirect(url_of(year))
    simulated = assessment.stage in (RUNNING, CALLED)
    heads, rows = _table(request, assessment, lines)
    title = f"{year}年度政务公开工作考核{'模拟' if simulated else ''}得分"
    export_fact(what=f"assessment/{year}", count=len(rows), by=request.scope.actor(), at=request.at)
    when = (
        f"{zh_date(request.today)}模拟，还会变"
        if simulated
        else f"按{zh_date(assessment.told_on)}的台账（第{assessment.size}条）计算"
    )
    says = f"{assessment.scheme.name}第{assessment.scheme.number}版；{when}。名次在同一类单位里排，同分同名次。"
    return download(list_xlsx(title, says, heads, rows), f"{title}{iso_date(request.today)}.xlsx")


def _table(
    request: HttpRequest, assessment: Assessment, lines: list[Line]
) -> tuple[tuple[str, ...], list[tuple[str | int | Decimal, ...]]]:
    """Heads and rows: of units whose parts this person may not see, the total alone."""
    indicators = [each for _, each in assessment.scheme.scheme.indicators()]
    known = {each.unit_id: each for each in assessments.of_year(assessment.year)}
    live = {}
    if assessment.stage in (RUNNING, CALLED):
        live = scoring.results(assessment, [each.unit for each in lines], counted())
    rows = []
    for label, ones in _by_level(lines):
        for line in ones:
            unit = line.unit
            data = live[unit.pk].as_data() if unit.pk in live else known[unit.pk].told
            points = {each["key"]: each["points"] for each in data.get("lines", ())} if line.url else {}
            score = "" if line.score is None else line.score
            cells = [Decimal(points[each.key]) if points.get(each.key) else "" for each in indicators]
            rows.append((line.rank or "", label, unit.short_name, score, *cells, line.state))
    heads = ("名次", "类别", "单位", "总分", *(f"{each.name}（{plain(each.points)}）" for each in indicators), "状态")
    return heads, rows


assessment_urls = [
    path("assessment/", chooser),
    path("assessment/<int:year>/", overview),
    path("assessment/<int:year>/do/<slug:name>/", take),
    path("assessment/<int:year>/export", export),
]
