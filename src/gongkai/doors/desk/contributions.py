"""What units write for another unit's report: asking them, their own page, and taking it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.safestring import SafeString, mark_safe

from gongkai.doors.desk import lights
from gongkai.doors.desk.acting import attempt, attempt_once, number
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_acts import may_edit, record_or_404
from gongkai.doors.desk.shell import show
from gongkai.engines.measures.sheets import counted
from gongkai.engines.reporting import gathering
from gongkai.engines.reporting.chapters import Placed, chapters, placed
from gongkai.engines.reporting.figures import named, of
from gongkai.ground.ui.forms import DayField, RichText, Ticks, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of, units
from gongkai.kernel.drafting import contributing
from gongkai.kernel.drafting import queries as drafting
from gongkai.kernel.drafting.contributing import WARNED, WRITERS
from gongkai.kernel.drafting.models import ASKED, CALLED_OFF, HANDED_IN, Contribution, Passage
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.clean import as_html, with_figures
from gongkai.kernel.records.comparing import Compared, paragraphs
from gongkai.kernel.records.models import Record
from gongkai.pure import declare
from gongkai.pure.guard.markup import blocks_of

BASE = "/desk/contributions/"
REPORTS = "/desk/annual/r/"
ALL_OF = "all-of:"
"""Before a level: all units of it that can be asked."""


@dataclass(frozen=True)
class Line:
    """A contribution in a list: its light, where it stands in the draft, and what may be done."""

    contribution: Contribution
    light: str
    words: str
    told: str = ""

    @property
    def url(self) -> str:
        return url_of(self.contribution)


def url_of(contribution: Contribution, rest: str = "") -> str:
    return f"{BASE}{contribution.pk}/{rest}"


def light_of(contribution: Contribution, today: date) -> tuple[str, str]:
    if contribution.state == ASKED:
        return lights.by_day(contribution.due_on, today, WARNED)
    return "done", contribution.get_state_display()


class AskForm(UiForm):
    chapter = forms.ChoiceField(label="写进哪一部分")
    text = forms.CharField(
        label="请写什么", max_length=500, widget=forms.Textarea({"rows": 4}), help_text="写清楚要哪些内容、大概多少字"
    )
    due_on = DayField(label="什么时候要", help_text="这天以前3个工作日起变黄，过了这天变红")
    units = forms.MultipleChoiceField(label="请哪些单位写", widget=Ticks())

    def __init__(self, heads: Iterable[str], asked: Iterable[Unit], data: Any = None) -> None:
        super().__init__(data)
        self.fields["chapter"].choices = [("", "请选一项"), *((each, each) for each in heads)]
        self.units = {each.code: each for each in asked}
        levels = {code: [each for each in self.units.values() if each.level == code] for code, _ in Unit.LEVELS}
        self.levels = {f"{ALL_OF}{code}": found for code, found in levels.items() if len(found) > 1}
        together = [
            (f"{ALL_OF}{code}", f"所有{name}（{len(levels[code])}个）")
            for code, name in Unit.LEVELS
            if len(levels[code]) > 1
        ]
        self.fields["units"].choices = [*together, *((code, each.short_name) for code, each in self.units.items())]

    def clean_units(self) -> list[Unit]:
        found: dict[int, Unit] = {}
        for code in self.cleaned_data["units"]:
            found |= {each.pk: each for each in self.levels.get(code) or [self.units[code]]}
        return list(found.values())


class WriteForm(UiForm):
    body = forms.CharField(label="稿子", widget=RichText({"rows": 12}), strip=False)


class CallOffForm(UiForm):
    because = forms.CharField(label="为什么不要了", max_length=200, help_text="记入经过，供稿的单位看得到")


def _contribution(request: HttpRequest, code: str) -> Contribution:
    found = drafting.get_visible(request.scope, code)
    if found is None:
        raise Http404
    return found


def _writes(request: HttpRequest, contribution: Contribution) -> bool:
    return request.scope.actor().holds_any(WRITERS, contribution.unit_id)


def _asks(request: HttpRequest, record: Record) -> bool:
    return contributing.may_ask(request.scope.actor(), record)


@desk()
def mine(request: HttpRequest) -> HttpResponse:
    """What this person's own units are asked to write, and have written."""
    found = drafting.written_by(request.scope)[:200]
    lines = [Line(each, *light_of(each, request.today)) for each in found]
    return show(request, "desk/contributions/list.html", "供稿", lines=lines)


@desk(methods=("GET", "POST"))
def page(request: HttpRequest, code: str) -> HttpResponse:
    """What a unit is asked to write, and what it wrote; whoever edits for the unit writes here."""
    asked = _contribution(request, code)
    record, writes = asked.record, _writes(request, asked) and asked.state != CALLED_OFF and not asked.record.live
    if request.method == "POST" and not writes:
        raise Http404
    passages, content = drafting.passages([asked]), records.version_of(record).values()
    current = passages.get((asked.pk, asked.current))
    size = counted()
    form = WriteForm(data_of(request), initial={"body": current.body if current else ""})
    if request.method == "POST" and form.is_valid():
        said = {"contribution": asked, "content": content, "body": as_html(form.cleaned_data["body"]), "size": size}
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen"))}
        if attempt(form, lambda: gathering.hand_in(**said, **who)) is None:
            messages.success(request, "已经交稿。要改，在这里改了再交一次；对方看得到改了哪些。")
            return redirect(url_of(asked))
    light, words = light_of(asked, request.today)
    taken = passages.get((asked.pk, asked.taken))
    names = names_of({each.by for each in passages.values()} | {asked.by})
    sees = records.get_visible(request.scope, record.pk) is not None
    return show(
        request,
        "desk/contributions/page.html",
        f"供稿：{asked.chapter}",
        status=422 if form.is_bound else 200,
        back=Link(record.title, f"{REPORTS}{record.pk}/") if sees else Link("供稿", BASE),
        asked=asked,
        record=record,
        light=light,
        words=words,
        writes=writes,
        form=form,
        text=_text(current) if current else "",
        current=current,
        who=names.get(current.by, current.by) if current else "",
        asked_by=names.get(asked.by, asked.by),
        taken=taken,
        compared=compared(taken, current) if taken and current and taken.number != current.number else [],
        left_name=f"第{asked.taken}稿（已经采用的）",
        right_name=f"第{asked.current}稿",
        figures=gathering.offered_to(asked.unit, content, size) if writes else [],
        takes=_asks(request, record) and asked.waits and may_edit(record, request.scope),
        url=url_of(asked),
        revision=record.revision,
    )


def _text(passage: Passage) -> SafeString:
    """What was written, its figures named where they stand."""
    return mark_safe(
        with_figures(passage.body, lambda token, said: f'<span class="n" title="{named(token)}">{said}</span>')
    )


def compared(left: Passage, right: Passage) -> list[Compared]:
    """What differs between two passages."""
    texts = [[block.text.strip() for block in blocks_of(each.body)] for each in (left, right)]
    pairs = paragraphs(*texts)
    return [Compared("body", "稿子", pairs)] if pairs else []


def beside(request: HttpRequest, record: Record, content: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Placed]]:
    """What a report's page shows of contributions, and where those that were taken stand in its text."""
    found = drafting.contributions(record)
    passages = drafting.passages(found)
    where = placed(content["body"] or "", found, passages)
    lines = [Line(each, *light_of(each, request.today), _told(each, where.get(each.pk))) for each in found]
    return {
        "contributions": lines,
        "missing": [line for line in lines if line.contribution.state == ASKED],
        "waiting": [line for line in lines if line.contribution.waits],
        "handed_in": [line for line in lines if line.contribution.state == HANDED_IN and not line.contribution.waits],
        "asks": _asks(request, record) and may_edit(record, request.scope),
        "calls_off": _asks(request, record),
    }, where


def _told(contribution: Contribution, place: Placed | None) -> str:
    if contribution.changed:
        return f"改过，现在是第{contribution.current}稿，正文里还是第{contribution.taken}稿"
    if contribution.waits:
        return "交了，还没有放进正文"
    if place is None:
        return ""
    if not place.blocks:
        return "没有放进正文，或者正文里已经没有"
    return "在正文里，有改动" if place.edited else "在正文里"


@desk(*WRITERS, methods=("GET", "POST"))
def ask(request: HttpRequest, record_id: str) -> HttpResponse:
    """Ask units to write for a chapter of a draft."""
    record = record_or_404(request, record_id)
    if not declare.kind(record.kind).account or not _asks(request, record):
        raise Http404
    content = records.version_of(record).values()
    figures = of(content, record.unit)
    own = {record.unit_id, figures.unit.pk}
    known = [each for each in units() if each.pk in figures.units - own]
    form = AskForm(chapters(content["body"] or ""), known, data_of(request))
    back = Link(record.title, f"{REPORTS}{record.pk}/")
    if not known:
        messages.warning(request, "这份报告只数本单位自己的，没有可以请的单位。")
        return redirect(back.url)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        who = {"by": request.scope.actor(), "at": request.at}
        if attempt_once(request, form, lambda: contributing.ask(record=record, **said, **who)) is None:
            messages.success(request, "已经请了，排在各单位信息编辑的“我的办件”里。")
            return redirect(back.url)
    return form_page(
        request, "请各单位供稿", form, back=back, button="请他们写", icon="send",
        says="各单位只看得到要他们写的这一部分，看不到整份报告。交来的稿由您看过再放进正文。",
    )  # fmt: skip


def _taken(request: HttpRequest, code: str) -> Contribution:
    """A contribution to a draft that this person edits, or 404."""
    asked = _contribution(request, code)
    if not _asks(request, asked.record) or not may_edit(asked.record, request.scope):
        raise Http404
    return asked


@desk(*WRITERS, methods=("POST",))
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Set what was handed in last into the draft."""
    asked = _taken(request, code)
    record = asked.record
    who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen"))}
    try:
        gathering.take_in(record=record, content=records.version_of(record).values(), contribution=asked, **who)
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{asked.unit.short_name}的稿放进“{asked.chapter}”了，存成新的一版。")
    return redirect(f"{REPORTS}{record.pk}/")


@desk(*WRITERS, methods=("POST",))
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Note that what was handed in last was looked at, and is not set in."""
    asked = _taken(request, code)
    try:
        contributing.take(taken=[asked], left=True, by=request.scope.actor(), at=request.at)
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"记下了：{asked.unit.short_name}的第{asked.current}稿看过了，正文没有动。")
    return redirect(f"{REPORTS}{asked.record_id}/")


@desk(*WRITERS, methods=("GET", "POST"))
def call_off(request: HttpRequest, code: str) -> HttpResponse:
    """A unit need not write any more."""
    asked = _contribution(request, code)
    if not _asks(request, asked.record):
        raise Http404
    form, back = CallOffForm(data_of(request)), Link(asked.record.title, f"{REPORTS}{asked.record_id}/")
    if asked.taken or asked.state == CALLED_OFF:
        messages.warning(request, "已经采用的，或者已经不要的，不用再办这一步。")
        return redirect(back.url)
    if request.method == "POST" and form.is_valid():
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen"))}
        because = form.cleaned_data["because"]
        if attempt(form, lambda: contributing.call_off(contribution=asked, because=because, **who)) is None:
            messages.success(request, f"{asked.unit.short_name}不用再写了。")
            return redirect(back.url)
    return form_page(
        request, f"不要{asked.unit.short_name}供稿了", form, back=back, button="不要了", icon="x", seen=str(asked.revision)
    )  # fmt: skip


contribution_urls = [
    path("contributions/", mine),
    path("contributions/<slug:code>/", page),
    path("contributions/<slug:code>/take", take),
    path("contributions/<slug:code>/leave", leave),
    path("contributions/<slug:code>/call-off/", call_off),
    path("annual/r/<slug:record_id>/ask/", ask),
]
