"""Unusual patterns as questions to look into: what each counts, its cases, and what was found when somebody looked."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.acting import attempt, number
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.finding_forms import url_to_ask
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.supervision import listed_cases, rooms
from gongkai.doors.desk.timeline import moments
from gongkai.doors.desk.trend import per_cent
from gongkai.engines.supervision.intervals import Rate
from gongkai.engines.supervision.patterns import BY_KEY, Pattern
from gongkai.engines.supervision.patterns import queries as patterns
from gongkai.engines.supervision.patterns.queries import Question
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_number
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of, unit_by_code
from gongkai.kernel.oversight import actions
from gongkai.kernel.oversight import queries as oversight
from gongkai.kernel.oversight.actions import OVERSEERS
from gongkai.kernel.oversight.models import EXPLAIN, Explanation, ref_of_question
from gongkai.pure import declare

BASE = "/desk/supervision/questions/"
RESTS = timedelta(days=365)
"""So long an explanation holds, unless the question grows."""


class ExplainForm(UiForm):
    text = forms.CharField(
        label="核实的情况", max_length=500, widget=forms.Textarea({"rows": 4}),
        help_text="写查了什么、原因是什么，例如：已核实，都是当场答复的常见问题",
    )  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A question in the list, with what was found when it was looked into last."""

    question: Question
    told: str
    url: str
    before: Explanation | None = None
    by: str = ""

    @property
    def pattern(self) -> Pattern:
        return self.question.pattern

    @property
    def explain_url(self) -> str:
        return f"{self.url}do/explain/"

    @property
    def counted(self) -> str:
        return counted_in_words(self.pattern, self.question.procedure)


def grown(question: Question, before: Explanation) -> bool:
    """Are there more than were explained, by as much as the pattern asks?"""
    hits = question.rate.part
    return hits > before.hits and hits >= before.hits * (1 + question.pattern.grows)


def split(request: HttpRequest) -> tuple[list[Shown], list[Shown]]:
    """The questions that are open, and those that rest because they were explained."""
    asked = patterns.asked(request.scope, request.today)
    explained = oversight.explanations(request.scope, request.today - RESTS) if asked else {}
    names = names_of({each.by for each in explained.values()}) if explained else {}
    open_ones, resting = [], []
    for each in asked:
        before = explained.get(each.key)
        shown = Shown(each, in_words(each), url_of(each), before, names.get(before.by, before.by) if before else "")
        (resting if before and not grown(each, before) else open_ones).append(shown)
    return open_ones, resting


def url_of(each: Question) -> str:
    return f"{BASE}{each.pattern.key}/{each.procedure}/{each.unit.code}/"


def _days(procedure: str) -> int:
    return declare.procedure(procedure).watch.still


def in_words(each: Question) -> str:
    """The sentence with its sample: 住建局近12个月办结依申请公开38件，其中31件……"""
    return each.pattern.told.format(
        unit=each.unit.short_name, procedure=declare.procedure(each.procedure).name, sample=zh_number(each.rate.whole),
        hits=zh_number(each.rate.part), days=_days(each.procedure), rate=_rate(each.rate), others=_rate(each.others),
    )  # fmt: skip


def _rate(rate: Rate | None) -> str:
    return (
        f"{per_cent(rate.part, rate.whole)}（{zh_number(rate.whole)}件里{zh_number(rate.part)}件）"
        if rate and rate.whole
        else ""
    )


def counted_in_words(pattern: Pattern, procedure: str) -> str:
    return pattern.counted.format(days=_days(procedure))


@desk(*OVERSEERS)
def questions(request: HttpRequest) -> HttpResponse:
    """All questions about the units that somebody oversees."""
    open_ones, resting = split(request)
    return show(
        request,
        "desk/supervision/questions.html",
        "要核实的疑问",
        rooms=rooms(request),
        back=Link("电子监察", "/desk/supervision/"),
        asked=open_ones,
        resting=resting,
    )


def _asked_of(request: HttpRequest, pattern: str, procedure: str, unit: str) -> tuple[Pattern, Unit]:
    found, known = BY_KEY.get(pattern), unit_by_code(unit)
    scope = request.scope
    if found is None or known is None or procedure not in {each.code for each in declare.procedures()}:
        raise Http404
    if not scope.whole and known.pk not in scope.overseen:
        raise Http404
    return found, known


@desk(*OVERSEERS)
def question(request: HttpRequest, pattern: str, procedure: str, unit: str) -> HttpResponse:
    """The cases that a question counts, whether or not it is to be asked now, and what was noted about it."""
    found, known = _asked_of(request, pattern, procedure, unit)
    refs = patterns.listed(found, procedure, known, request.scope, request.today)
    asked = patterns.question(found, procedure, known, request.scope, request.today)
    return listed_cases(
        request,
        f"{known.short_name}：{found.label}",
        refs,
        template="desk/supervision/question.html",
        back=Link("要核实的疑问", BASE),
        told=in_words(asked) if asked else "",
        asks=found.asks,
        counted=counted_in_words(found, procedure),
        explain_url=f"{BASE}{pattern}/{procedure}/{unit}/do/explain/" if asked else "",
        ask_url=url_to_ask(request.scope, known, sort=EXPLAIN, title=found.label, about=refs) if refs else "",
        moments=moments(ref_of_question(pattern, procedure, unit), [], {}, done=True),
    )


@desk(*OVERSEERS, methods=("GET", "POST"))
def explain(request: HttpRequest, pattern: str, procedure: str, unit: str) -> HttpResponse:
    """Note what came of looking into a question."""
    found, known = _asked_of(request, pattern, procedure, unit)
    asked = patterns.question(found, procedure, known, request.scope, request.today)
    back = f"{BASE}{pattern}/{procedure}/{unit}/"
    if asked is None:
        messages.warning(request, "现在没有这个疑问，不用写核实的情况。")
        return redirect(back)
    form = ExplainForm(data_of(request))
    times = oversight.times_explained(pattern, procedure, known)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {"hits": asked.rate.part, "sample": asked.rate.whole, **form.cleaned_data}
        seen = number(request.POST.get("seen"))
        who = {"by": request.scope.actor(), "at": request.at, "seen": times if seen is None else seen}
        about = {"pattern": pattern, "procedure": procedure, "unit": known}
        if attempt(form, lambda: actions.explain(**about, **said, **who)) is None:
            messages.success(request, "已经记下，件数不再增加就不再问。")
            return redirect(BASE)
    return form_page(
        request, f"核实：{known.short_name}{found.label}", form, back=Link(found.label, back), button="记下核实的情况", icon="check",
        says=f"{in_words(asked)}{found.asks}记下以后这个疑问不再列出，除非件数又增加了。", seen=str(times),
    )  # fmt: skip


_OF = "supervision/questions/<slug:pattern>/<slug:procedure>/<slug:unit>/"
question_urls = [
    path("supervision/questions/", questions),
    path(_OF, question),
    path(f"{_OF}do/explain/", explain),
]
