"""Remarks in the margin of a report's draft: on a chapter or on words of it, answered, resolved."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.acting import attempt
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_acts import record_or_404
from gongkai.engines.reporting.chapters import chapters
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of, unit_by_id
from gongkai.kernel.drafting import queries as drafting
from gongkai.kernel.drafting import remarking
from gongkai.kernel.drafting.models import Remark
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.models import Record
from gongkai.pure import declare
from gongkai.pure.declare import Role
from gongkai.pure.guard.markup import blocks_of

REPORTS = "/desk/annual/r/"
EDITS = (Role.EDITOR, Role.OFFICE_HEAD)


class RemarkForm(UiForm):
    chapter = forms.ChoiceField(label="哪一部分", required=False)
    quote = forms.CharField(
        label="说的是哪几个字", max_length=200, required=False, help_text="从正文里照抄；说的是整个部分，就不填"
    )
    text = forms.CharField(label="批注", max_length=500, widget=forms.Textarea({"rows": 4}))

    def __init__(self, body: str, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.said = "".join("".join(block.text.split()) for block in blocks_of(body))
        self.fields["chapter"].choices = [("", "整份报告"), *((each, each) for each in chapters(body))]

    def clean_quote(self) -> str:
        quote = self.cleaned_data["quote"].strip()
        if quote and "".join(quote.split()) not in self.said:
            raise forms.ValidationError("正文里没有这几个字，请从正文里照抄")
        return quote


class AnswerForm(UiForm):
    text = forms.CharField(label="回复", max_length=500, widget=forms.Textarea({"rows": 3}))


@dataclass(frozen=True)
class Thread:
    """A remark with what was said to it; ``gone``: the words it quotes stand in the draft no more."""

    remark: Remark
    who: str
    answers: list[tuple[Remark, str]] = field(hash=False)
    gone: bool
    resolves: bool


def beside(request: HttpRequest, record: Record, content: dict[str, Any]) -> dict[str, Any]:
    """What a report's page shows of remarks: open ones first, those that are resolved folded."""
    found = drafting.remarks(record)
    names = names_of({each.by for each in found}) if found else {}
    answers: dict[int, list[tuple[Remark, str]]] = defaultdict(list)
    for each in found:
        if each.answers:
            answers[each.answers].append((each, names.get(each.by, each.by)))
    said = "".join("".join(block.text.split()) for block in blocks_of(content["body"] or "")) if found else ""
    actor = request.scope.actor()
    edits = actor.holds_any(EDITS, record.unit_id)
    going = remarking.is_open(record)
    threads = [
        Thread(
            each,
            names.get(each.by, each.by),
            answers[each.number],
            bool(each.quote) and "".join(each.quote.split()) not in said,
            going and (edits or each.by == actor.name),
        )
        for each in found
        if not each.answers
    ]
    return {
        "remarks": [each for each in threads if not each.remark.resolved_on],
        "resolved": [each for each in threads if each.remark.resolved_on],
        "remarks_going": going,
    }


def marked(text: str, threads: list[Thread]) -> str:
    """A report's text with each quoted passage that stands in one run of it marked, and its number behind it."""
    for thread in threads:
        quote, n = thread.remark.quote, thread.remark.number
        at = text.find(quote) if quote else -1
        while at >= 0 and text.rfind("<", 0, at) > text.rfind(">", 0, at):
            at = text.find(quote, at + 1)  # within a tag
        if at >= 0:
            end = at + len(quote)
            mark = f'<mark id="said-{n}">{text[at:end]}</mark><sup><a href="#remark-{n}" aria-label="批注{n}">{n}</a></sup>'
            text = text[:at] + mark + text[end:]
    return text


def _draft(request: HttpRequest, record_id: str) -> tuple[Record, str]:
    """A report that this person may read, and its text; 404 for any other record."""
    record = record_or_404(request, record_id)
    if not declare.kind(record.kind).account:
        raise Http404
    return record, records.version_of(record).values()["body"] or ""


def _for(request: HttpRequest, record: Record) -> Unit:
    """For which unit somebody remarks: the draft's where they act for it, or else one of their own."""
    own = request.scope.units
    return record.unit if record.unit_id in own or not own else unit_by_id(min(own))


@desk(methods=("GET", "POST"))
def remark(request: HttpRequest, record_id: str) -> HttpResponse:
    """Remark on a draft (``?chapter``, ``?quote``)."""
    record, body = _draft(request, record_id)
    back = Link(record.title, f"{REPORTS}{record.pk}/")
    if not remarking.is_open(record):
        messages.warning(request, "已经公开或者作废的不再写批注；要改，请先更正。")
        return redirect(back.url)
    starts = {name: request.GET.get(name, "")[:200] for name in ("chapter", "quote")}
    form = RemarkForm(body, data_of(request), initial=starts)
    if request.method == "POST" and form.is_valid():
        who = {"unit": _for(request, record), "by": request.scope.actor(), "at": request.at}
        if attempt(form, lambda: remarking.remark(record=record, **form.cleaned_data, **who)) is None:
            messages.success(request, "批注记下了，看得到这份报告的人都看得到。")
            return redirect(f"{back.url}#remarks")
    return form_page(
        request, "写批注", form, back=back, button="写批注", icon="message-square-text",
        says="批注跟着这份稿走，改了几版都在；不进公开的报告。",
    )  # fmt: skip


def _thread(request: HttpRequest, record_id: str, key: int) -> tuple[Record, Remark]:
    record, _ = _draft(request, record_id)
    found = drafting.remark(record, key)
    if found is None:
        raise Http404
    return record, found


@desk(methods=("GET", "POST"))
def answer(request: HttpRequest, record_id: str, key: int) -> HttpResponse:
    """Say something to a remark."""
    record, found = _thread(request, record_id, key)
    form, back = AnswerForm(data_of(request)), Link(record.title, f"{REPORTS}{record.pk}/")
    if request.method == "POST" and form.is_valid():
        who = {"unit": _for(request, record), "by": request.scope.actor(), "at": request.at}
        said = form.cleaned_data["text"]
        if attempt(form, lambda: remarking.remark(record=record, text=said, answers=found.number, **who)) is None:
            messages.success(request, "已经回复。")
            return redirect(f"{back.url}#remark-{found.number}")
    quoted = f"“{found.quote}”：" if found.quote else ""
    return form_page(
        request, f"回复批注{found.number}", form, back=back, button="回复", icon="message-square-text", says=f"{quoted}{found.text}"
    )  # fmt: skip


@desk(methods=("POST",))
def resolve(request: HttpRequest, record_id: str, key: int) -> HttpResponse:
    """A remark needs nothing more."""
    record, found = _thread(request, record_id, key)
    try:
        remarking.resolve(record=record, remark=found, by=request.scope.actor(), at=request.at)
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"批注{found.number}办结了。")
    return redirect(f"{REPORTS}{record.pk}/#remarks")


remark_urls = [
    path("annual/r/<slug:record_id>/remark/", remark),
    path("annual/r/<slug:record_id>/remarks/<int:key>/answer/", answer),
    path("annual/r/<slug:record_id>/remarks/<int:key>/resolve", resolve),
]
