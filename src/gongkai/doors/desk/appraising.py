"""A unit's part in a year's assessment: its score indicator by indicator, what it claims and what shows it, and the acts of the unit and of the office."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import assessment_forms as forms
from gongkai.doors.desk import uploads
from gongkai.doors.desk.acting import attempt, attempt_once, number
from gongkai.doors.desk.assessment import is_office, sees, unit_url, url_of
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.proving import found_by, proofs_told, things_named
from gongkai.doors.desk.sending import take_once
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.assessment import acts as counting_acts
from gongkai.engines.assessment import scoring
from gongkai.engines.measures.sheets import counted
from gongkai.ground.search.asking import LONGEST
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.legible import legible
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of, unit_by_code
from gongkai.kernel.assessments import actions
from gongkai.kernel.assessments import queries as assessments
from gongkai.kernel.assessments.actions import HEADS, REPORTERS
from gongkai.kernel.assessments.models import (
    ASKED,
    CALLED,
    CHECKED,
    HANDED_IN,
    LEFT_OUT,
    OBJECTED,
    PUBLISHED,
    RUNNING,
    TOLD,
    Appraisal,
    Assessment,
    Mark,
)
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure.law.schemes import SORTS, Group, Indicator, plain


@dataclass(frozen=True)
class Part:
    """A unit in a year's assessment; ``appraisal`` is None until the office asks for reports."""

    assessment: Assessment
    unit: Unit
    appraisal: Appraisal | None

    @property
    def url(self) -> str:
        return unit_url(self.assessment.year, self.unit)

    @property
    def settled(self) -> bool:
        """Has its score been told?"""
        return self.assessment.stage in (TOLD, PUBLISHED) and bool(self.appraisal and self.appraisal.content)

    @property
    def back(self) -> Link:
        return Link(f"{self.unit.short_name}{self.assessment.year}年度考核", self.url)


def _part(request: HttpRequest, code: str) -> Part:
    """404 for a unit that is not assessed in the year, or that this person does not see."""
    year, _, unit_code = code.partition("-")
    unit = unit_by_code(unit_code)
    assessment = assessments.assessment(int(year)) if year.isdecimal() and len(year) == 4 else None
    if unit is None or assessment is None or not sees(request, unit):
        raise Http404
    appraisal = assessments.of_unit(unit, assessment.year)
    if appraisal is None and (
        assessment.stage != RUNNING or unit not in scoring.assessed(assessment.scheme.scheme, assessment.year)
    ):
        raise Http404
    return Part(assessment, unit, appraisal)


def _result(part: Part) -> scoring.Result:
    """The unit's score as it is counted now."""
    return scoring.results(part.assessment, [part.unit], counted())[part.unit.pk]


def _rows(part: Part, result: scoring.Result) -> list[dict[str, Any]]:
    """A row for each indicator: as it was told, or else as it is now."""
    told = {each["key"]: each for each in part.appraisal.told["lines"]} if part.settled else {}
    rows = []
    for line in result.lines:
        each = told.get(line.indicator.key)
        points = line.points if each is None else None if each["points"] is None else Decimal(each["points"])
        rows.append(
            {
                "group": line.group, "indicator": line.indicator, "rule": line.rule, "sign": line.sign, "mark": line.mark,
                "words": each["words"] if each else line.scored.words, "points": points,
                "void": points is None and not line.scored.pending, "pending": each is None and line.scored.pending,
                "url": _measure_url(part, line.indicator), "mark_url": f"{part.url}i/{line.indicator.key}/" if line.indicator.by_hand and part.appraisal else "",
            }
        )  # fmt: skip
    return rows


def _measure_url(part: Part, each: Indicator) -> str:
    return f"/desk/measures/{each.measure}/?unit={part.unit.code}&period={part.assessment.year}" if each.measure else ""


def _by_group(rows: list[dict[str, Any]]) -> list[tuple[Group, list[dict[str, Any]]]]:
    found: dict[Group, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["group"], []).append(row)
    return list(found.items())


@desk()
def page(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's score: simulated, or as it was told; how each indicator is counted, what people gave, what was said, what can be done now."""
    part = _part(request, code)
    assessment, appraisal, result = part.assessment, part.appraisal, _result(part)
    told = appraisal.told if part.settled else result.as_data()
    turns = assessments.turns_of(appraisal) if appraisal else []
    names = names_of({each.by for each in turns})
    proofs = (
        assessments.count_of_proofs(appraisal, [each.key for _, each in assessment.scheme.scheme.indicators()])
        if appraisal
        else {}
    )
    groups = _by_group(_rows(part, result))
    for _, rows in groups:
        for row in rows:
            row["proofs"] = proofs.get(row["indicator"].key, 0)
    return show(
        request,
        "desk/assessment/unit.html",
        f"{part.unit.short_name}{assessment.year}年度考核",
        back=Link(f"{assessment.year}年度考核", url_of(assessment.year)),
        part=part,
        assessment=assessment,
        appraisal=appraisal,
        unit=part.unit,
        told=told,
        out=bool(appraisal and appraisal.state == LEFT_OUT),
        simulated=not part.settled,
        pending=plain(result.sums.pending) if not part.settled and result.sums.pending else "",
        void=told["void"] if told["void"] != "0" else "",
        spread=assessment.scheme.scheme.without == "spread",
        rank=appraisal.rank if appraisal and assessment.stage == PUBLISHED else None,
        whole=plain(assessment.scheme.scheme.whole(part.unit.level)),
        groups_of_rows=[(group.name, SORTS[group.sort], rows) for group, rows in groups],
        drifts=scoring.drifted(appraisal, result) if part.settled else [],
        turns=[(each, names.get(each.by, each.by)) for each in turns],
        acts=offered(request, part),
        scheme_url=f"/desk/assessment/schemes/{assessment.scheme_id}/",
        moments=moments(appraisal.ref, [], {}, done=assessment.stage == PUBLISHED) if appraisal else [],
        size=assessment.size if part.settled else counted(),
    )


@dataclass(frozen=True)
class UnitAct:
    """An act on a unit's part: who may, when it has a place, its form, what it does."""

    label: str
    icon: str
    done: str
    says: str
    may: Callable[[HttpRequest, Part], bool]
    fits: Callable[[HttpRequest, Part], bool]
    form: Callable[[HttpRequest, Part, Any], UiForm]
    run: Callable[..., Any]


def _head(request: HttpRequest, part: Part) -> bool:
    return request.scope.actor().holds_any(HEADS, part.unit.pk)


def _office(request: HttpRequest, part: Part) -> bool:
    return is_office(request)


def _in(stage: str, *states: str) -> Callable[[HttpRequest, Part], bool]:
    return lambda request, part: (
        part.assessment.stage == stage and bool(part.appraisal) and part.appraisal.state in states
    )


def _may_check(request: HttpRequest, part: Part) -> bool:
    if _in(CALLED, HANDED_IN, CHECKED)(request, part):
        return True
    return _in(CALLED, ASKED)(request, part) and request.today > part.assessment.report_by


def _may_object(request: HttpRequest, part: Part) -> bool:
    fits = _in(TOLD, CHECKED)(request, part) and not part.appraisal.objected_on
    return fits and request.today <= part.assessment.object_by


def _objected(part: Part) -> list[dict[str, Any]]:
    named = part.appraisal.objected_about.split(",")
    return [each for each in part.appraisal.told["lines"] if each["key"] in named]


def _given(name: str) -> Callable[..., Any]:
    """Run an act of the kernel with what the form holds."""
    return lambda form, part, **who: getattr(actions, name)(appraisal=part.appraisal, **form.cleaned_data, **who)


ACTS = {
    "hand-in": UnitAct(
        "报送自评", "send", "已经报送。", "报送以后不能再改；政务公开办可以退回再报。", _head, _in(CALLED, ASKED),
        lambda request, part, data: forms.HandInForm(data), _given("hand_in"),
    ),
    "check": UnitAct(
        "核评", "check", "已经核评。", "同意的不动；改了的写理由。得分告知以前还可以再改。", _office, _may_check,
        lambda request, part, data: forms.CheckForm([line for line in _result(part).lines if line.indicator.by_hand], data),
        lambda form, part, **who: actions.check(appraisal=part.appraisal, points=form.points, text=form.cleaned_data["text"], **who),
    ),
    "send-back": UnitAct(
        "退回自评", "undo-2", "已经退回，请单位再报。", "退回以后单位可以改自评、加佐证，再报一次。", _office, _in(CALLED, HANDED_IN),
        lambda request, part, data: forms.SendBackForm(request.today, data), _given("send_back"),
    ),
    "leave-out": UnitAct(
        "不参加考核", "x", "已经去掉。", "去掉以后不计分、不排名，写明的原因留在经过里。", _office, _in(CALLED, ASKED, HANDED_IN, CHECKED),
        lambda request, part, data: forms.LeaveOutForm(data), _given("leave_out"),
    ),
    "object": UnitAct(
        "提异议", "message-circle-question-mark", "已经提出，政务公开办按期复核。", "一年只能提一次，写全再提。", _head, _may_object,
        lambda request, part, data: forms.ObjectForm(part.appraisal.told["lines"], data), _given("object_to"),
    ),
    "decide": UnitAct(
        "复核异议", "scale", "已经复核，结果告知了单位。", "只能改提了异议的几项；改不改都要写理由。", _office, _in(TOLD, OBJECTED),
        lambda request, part, data: forms.DecideForm(_objected(part), data),
        lambda form, part, **who: counting_acts.decide(appraisal=part.appraisal, points=form.points, text=form.cleaned_data["text"], **who),
    ),
}  # fmt: skip
FIRST = ("hand-in", "check", "decide")
"""What the page proposes before all else."""


def offered(request: HttpRequest, part: Part) -> list[tuple[str, UnitAct, bool]]:
    """What this person can do now, by name, and whether it is what the page proposes."""
    found = [(name, act) for name, act in ACTS.items() if act.may(request, part) and act.fits(request, part)]
    return [(name, act, name in FIRST and part.appraisal.state != CHECKED) for name, act in found]


@desk(methods=("GET", "POST"))
def take(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Hand in, check, send back, leave out, object, decide."""
    part, act = _part(request, code), ACTS.get(name)
    if act is None or not act.may(request, part):
        raise Http404
    if not act.fits(request, part):
        state = part.appraisal.state_label if part.appraisal else part.assessment.stage_label
        messages.warning(request, f"现在是“{state}”，不能办“{act.label}”")
        return redirect(part.url)
    form = act.form(request, part, data_of(request))
    if request.method == "POST" and form.is_valid():
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen"))}
        if attempt(form, lambda: act.run(form, part, **who)) is None:
            messages.success(request, act.done)
            return redirect(part.url)
    return form_page(
        request, f"{act.label}：{part.unit.short_name}", form, back=part.back, button=act.label, icon=act.icon, says=act.says,
        danger=name == "leave-out", seen=str(part.appraisal.revision),
    )  # fmt: skip


def _by_hand(request: HttpRequest, code: str, key: str) -> tuple[Part, Group, Indicator]:
    """An indicator of a unit that people judge; 404 for any other."""
    part = _part(request, code)
    try:
        group, each = part.assessment.scheme.scheme.indicator(key)
    except LookupError:
        raise Http404 from None
    if part.appraisal is None or not each.by_hand or not each.concerns(part.unit.level):
        raise Http404
    return part, group, each


def _claims(request: HttpRequest, part: Part, each: Indicator) -> bool:
    """May this person claim points for it now?"""
    fits = part.appraisal.state == ASKED and each.claimed
    return fits and request.scope.actor().holds_any(REPORTERS, part.unit.pk)


@desk(methods=("GET", "POST"))
def claim(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """An indicator that people judge: what the unit claims, what shows it, what the office gave; claimed here by the unit."""
    part, group, each = _by_hand(request, code, key)
    may = _claims(request, part, each)
    if request.method == "POST" and not may:
        raise Http404
    mark, came = assessments.mark(part.appraisal, key), uploads.arrived(request)
    form = forms.ClaimForm(each, mark, data_of(request), came.files)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said["evidence"] = [(upload.name, upload.data) for upload in said["evidence"]]
        who = {"by": request.scope.actor(), "at": request.at}
        if attempt_once(request, form, lambda: actions.claim(appraisal=part.appraisal, key=key, **said, **who)) is None:
            uploads.settle(request)
            messages.success(request, "已经记下自评。")
            return redirect(f"{part.url}i/{key}/")
    uploads.stay(request, form, came)
    proofs, hidden = proofs_told(request, assessments.proofs_of(part.appraisal, key))
    return show(
        request,
        "desk/assessment/mark.html",
        each.name,
        status=422 if request.method == "POST" else 200,
        back=part.back,
        part=part,
        group=group,
        sort=SORTS[group.sort],
        indicator=each,
        most=plain(each.points),
        mark=mark,
        proofs=proofs,
        hidden=hidden,
        files=assessments.evidence_of(part.appraisal, key),
        form=form if may else None,
        base=f"{part.url}i/{key}/",
        next_url=_next(part, key, mark) if may else "",
    )


def _next(part: Part, key: str, mark: Mark | None) -> str:
    """The next indicator that the unit has not judged yet, after this one or else from the beginning."""
    marks = assessments.marks_of([part.appraisal]).get(part.appraisal.pk, {})
    own = [each.key for _, each in part.assessment.scheme.scheme.indicators(part.unit.level) if each.claimed]
    at = own.index(key) + 1
    left = [
        each for each in [*own[at:], *own[:at]] if each != key and (each not in marks or marks[each].claimed is None)
    ]
    return f"{part.url}i/{left[0]}/" if left else ""


@desk(methods=("GET", "POST"))
def evidence(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Search for what shows it (``?q``), and name it."""
    part, _, each = _by_hand(request, code, key)
    if not _claims(request, part, each):
        raise Http404
    said = legible(request.GET.get("q", ""), lines=False).strip()[:LONGEST]
    refused, base = "", f"{part.url}i/{key}/"
    if request.method == "POST":
        chosen = list(things_named(request, request.POST.getlist("about")[: actions.MOST_PROOFS]))
        who = {"by": request.scope.actor(), "at": request.at}
        try:
            take_once(request, lambda: actions.prove(appraisal=part.appraisal, key=key, about=chosen, **who))
        except StepRefused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "已经加为佐证。")
            return redirect(base)
    there = {one.about for one in assessments.proofs_of(part.appraisal, key)}
    return show(
        request, "desk/key_points/evidence.html", "加佐证", status=422 if refused else 200, back=Link(each.name, base),
        said=said, found=[(one, one.about in there) for one in found_by(request, said)], refused=refused,
    )  # fmt: skip


@desk(methods=("POST",))
def take_off(request: HttpRequest, code: str, key: str, seq: int) -> HttpResponse:
    """Something shows it no more."""
    part, _, each = _by_hand(request, code, key)
    proof = assessments.proof(part.appraisal, key, seq)
    if proof is None or not _claims(request, part, each):
        raise Http404
    try:
        actions.unprove(appraisal=part.appraisal, proof=proof, by=request.scope.actor(), at=request.at)
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "已经取消这项佐证；加过、取消过都记在经过里。")
    return redirect(f"{part.url}i/{key}/")


appraising_urls = [
    path("assessment/a/<slug:code>/", page),
    path("assessment/a/<slug:code>/do/<slug:name>/", take),
    path("assessment/a/<slug:code>/i/<slug:key>/", claim),
    path("assessment/a/<slug:code>/i/<slug:key>/evidence/", evidence),
    path("assessment/a/<slug:code>/i/<slug:key>/evidence/<int:seq>/off", take_off),
]
