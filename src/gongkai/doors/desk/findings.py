"""要求说明 and 整改建议书 on the desk: who oversees asks a unit, the unit's head replies, they check and close, or return."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import lines, uploads
from gongkai.doors.desk.acting import LineAct, attempt, attempt_once, number
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.finding_forms import AnswerForm, CloseForm, FindingForm, ReturnForm
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.supervision import rooms, start_of
from gongkai.doors.desk.timeline import moments
from gongkai.ground.documents.letter import letter
from gongkai.ground.documents.queries import data_of as told_in
from gongkai.ground.documents.queries import pdf_of
from gongkai.ground.documents.word import word
from gongkai.ground.files.queries import names_of as names_of_files
from gongkai.ground.files.serving import download
from gongkai.ground.rules.terms import late_by
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import near_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of, root_unit, units_for
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.oversight import findings
from gongkai.kernel.oversight import queries as oversight
from gongkai.kernel.oversight.actions import OVERSEERS
from gongkai.kernel.oversight.findings import ANSWERERS
from gongkai.kernel.oversight.models import ANSWERED, CLOSED, SORTS, STATES, WAITING, Finding
from gongkai.kernel.records.queries import sections

BASE = "/desk/findings/"
PAGE = 50
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Line:
    """A finding in a list."""

    finding: Finding
    title: str
    light: str
    words: str

    @property
    def url(self) -> str:
        return f"{BASE}{self.finding.code}/"


def light_of(finding: Finding, today: date) -> tuple[str, str]:
    """How it stands, as a light."""
    if finding.state == CLOSED:
        return "done", "已销号"
    if finding.state == ANSWERED:
        return "paused", "待核查"
    days = late_by(min(today, finding.due_on), max(today, finding.due_on))
    told = "" if days is None else f"{days}个工作日"
    if today > finding.due_on:
        return "red", f"超期{told}"
    if today == finding.due_on:
        return "yellow", "今天到期"
    return ("yellow" if days is not None and days <= 1 else "green"), f"还剩{told}" if told else "待回复"


def lines_of(found: list[Finding], today: date) -> list[Line]:
    titles = oversight.titles_of(found)
    return [Line(each, titles[each.code], *light_of(each, today)) for each in found]


def panel(request: HttpRequest) -> dict[str, Any]:
    """What stands above the worklist: what one's unit is to answer, and what units answered that one oversees."""
    mine, theirs = [], []
    if request.scope.has(*ANSWERERS):
        mine = list(oversight.to_answer(request.scope)[:PAGE])
    if request.scope.has(*OVERSEERS):
        theirs = list(oversight.to_check(request.scope)[:PAGE])
    return {"findings": lines_of([*mine, *theirs], request.today)} if mine or theirs else {}


@desk()
def overview(request: HttpRequest) -> HttpResponse:
    """All of them that exist for somebody, open ones first; ``?state``, ``?sort``, ``?from``."""
    state, sort = asked(request, "state", dict(STATES)), asked(request, "sort", dict(SORTS))
    whole = oversight.visible_to(request.scope)
    counts = oversight.by_state(whole)
    found = whole.filter(**{name: each for name, each in (("state", state), ("sort", sort)) if each})
    start, total = start_of(request), found.count()
    page = list(oversight.open_first(found)[start : start + PAGE])
    named = {"state": state, "sort": sort}
    chips = [(label, _url(state=key, sort=sort), key == state, counts.get(key, 0)) for key, label in STATES]
    return show(
        request,
        "desk/findings/list.html",
        "说明和整改",
        rooms=rooms(request),
        chips=[("全部", _url(sort=sort), not state, sum(counts.values())), *chips],
        lines=lines_of(page, request.today),
        may=request.scope.has(*OVERSEERS),
        older_url=_url(**named, start=str(start + PAGE)) if start + PAGE < total else "",
        newer_url=_url(**named, start=str(max(start - PAGE, 0))) if start else "",
    )


def _url(start: str = "", **named: str) -> str:
    told = {name: value for name, value in (*named.items(), ("from", start)) if value}
    return f"{BASE}?{urlencode(told)}" if told else BASE


def _finding(request: HttpRequest, code: str) -> Finding:
    found = oversight.get_visible(request.scope, code)
    if found is None:
        raise Http404
    return found


@desk(*OVERSEERS, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Ask a unit; ``?sort``, ``?unit`` (code), ``?title`` and ``?about`` (numbers of cases) begin the form."""
    own = root_unit()
    offices = [each for each in units_for(request.scope, *OVERSEERS) if each.pk == request.scope.home_unit] or [own]
    watched = [each for each in units_for(request.scope, *OVERSEERS) if each.pk != offices[0].pk]
    starts = {name: request.GET.get(name, "") for name in ("sort", "unit", "title", "about")}
    starts["about"] = "\n".join(starts["about"].split(",")[: findings.MOST_ABOUT]).strip()
    form = FindingForm(watched, partial(_about, request), data_of(request), starts=starts)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        unit = next(each for each in watched if each.code == told["unit"])
        said = {**told, "unit": unit, "office": offices[0], "by": request.scope.actor(), "at": request.at}
        made: list[Finding] = []
        if attempt_once(request, form, lambda: made.append(findings.make(**said))) is None:
            messages.success(request, f"已经发给{unit.short_name}，排在对方“我的办件”的最上面。")
            return redirect(f"{BASE}{made[0].code}/" if made else BASE)
    return form_page(
        request, "要求说明、提出整改建议", form, back=Link("说明和整改", BASE), button="发出", icon="send",
        says="整改建议书有文号，可以导出PDF和Word；要求说明只在系统里往来。对方按期没按期都记下来。",
    )  # fmt: skip


def _about(request: HttpRequest, unit: Unit, names: list[str]) -> tuple[list[str], list[str]]:
    """The refs of what somebody named, and what was not found: cases that they see, of that unit; sections of the catalogue."""
    numbers = {each.upper(): each for each in names}
    seen = cases.visible_to(request.scope).filter(reference__in=numbers, unit_id=unit.pk)
    found = {each.reference: each.ref for each in seen}
    by_name = {each.name: f"section:{each.key}" for each in sections() if not each.closed_on}
    refs = [found.get(each.upper()) or by_name.get(each, "") for each in names]
    return [each for each in refs if each], [name for name, ref in zip(names, refs, strict=True) if not ref]


@desk()
def page(request: HttpRequest, code: str) -> HttpResponse:
    """What was found, what it is about, all that was said since."""
    found = _finding(request, code)
    said = oversight.said_of(found)
    names = names_of({each.turn.by for each in said})
    file_names = names_of_files([file for each in said for file in each.files])
    turns = [
        {
            "what": each.turn.get_what_display(),
            "on": each.turn.on,
            "who": f"{each.turn.unit.short_name}{names.get(each.turn.by, each.turn.by)}",
            "text": each.text,
            "files": [(file, file_names[file.public_id]) for file in each.files],
        }
        for each in said
    ]
    light, words = light_of(found, request.today)
    paper = oversight.paper_of(found)
    shown, hidden = _about_lines(request, found)
    return show(
        request,
        "desk/findings/finding.html",
        oversight.titles_of([found])[found.code],
        back=Link("说明和整改", BASE),
        finding=found,
        light=light,
        words=words,
        turns=turns,
        paper=paper,
        ready=paper and pdf_of(paper) is not None,
        groups_of_lines=[("", shown)] if shown else [],
        hidden=hidden,
        sections=_sections(found),
        due=near_date(found.due_on, request.today),
        moments=moments(found.ref, [], {}, done=found.state == CLOSED),
        base=f"{BASE}{code}/",
        acts=offered(request, found),
        waits_for=f"{found.unit.short_name}的公开机构负责人" if found.state == WAITING else "提出的一方",
    )


def _about_lines(request: HttpRequest, found: Finding) -> tuple[list[lines.Line], int]:
    """The cases that it is about which this person may see, and how many more there are."""
    refs = [ref for ref in found.about if ref.startswith("case:")]
    numbers = [ref.removeprefix("case:") for ref in refs]
    seen = list(cases.visible_to(request.scope).filter(reference__in=numbers).order_by("reference")) if refs else []
    return lines.of_found(seen), len(refs) - len(seen)


def _sections(found: Finding) -> list[tuple[str, str]]:
    keys = {ref.removeprefix("section:") for ref in found.about if ref.startswith("section:")}
    return [(each.name, f"/desk/catalogue/{each.key}/") for each in sections() if each.key in keys] if keys else []


ACTS = {
    act.name: act
    for act in (
        LineAct("answer", "回复", "message-square-text", "已经回复，等对方核查。", AnswerForm, findings.answer, says="写做了什么、结果怎样，附上看得出来的材料。"),
        LineAct("close", "核查销号", "check", "已经销号。", CloseForm, findings.close, says="销号以后双方都不用再办；往来的内容一直看得到。"),
        LineAct("return", "退回", "x", "已经退回，请对方再回复。", ReturnForm, findings.send_back, says="单位要在新的期限前再回复。"),
    )
}  # fmt: skip


def offered(request: HttpRequest, found: Finding) -> list[LineAct]:
    """What this person can do now."""
    by, may = request.scope.actor(), []
    if found.state == WAITING and by.holds_any(ANSWERERS, found.unit_id):
        may.append("answer")
    if found.state == ANSWERED and by.holds_any(OVERSEERS, found.unit_id):
        may += ["close", "return"]
    if found.state == WAITING and by.holds_any(OVERSEERS, found.unit_id):
        may.append("close")
    return [ACTS[name] for name in may]


@desk(methods=("GET", "POST"))
def take(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Reply, close, return."""
    found = _finding(request, code)
    if name not in ACTS:
        raise Http404
    back = f"{BASE}{code}/"
    act = next((each for each in offered(request, found) if each.name == name), None)
    if act is None:
        by = request.scope.actor()
        if not by.holds_any(ANSWERERS if name == "answer" else OVERSEERS, found.unit_id):
            raise Http404
        messages.warning(request, "现在不用办这一步，请看最新的情况。")
        return redirect(back)
    came = uploads.arrived(request)
    form = act.form(data_of(request), came.files)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        if "evidence" in said:
            said["evidence"] = [(each.name, each.data) for each in said["evidence"]]
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen"))}
        taken: Callable[[], Any] = partial(act.run, finding=found, **said, **who)
        if (attempt_once(request, form, taken) if "evidence" in said else attempt(form, taken)) is None:
            uploads.settle(request)
            messages.success(request, act.done)
            return redirect(back)
    uploads.stay(request, form, came)
    title = oversight.titles_of([found])[found.code]
    return form_page(
        request, f"{act.label}：{title}", form, back=Link(title, back), button=act.label, icon=act.icon, says=act.says, seen=str(found.revision)
    )  # fmt: skip


@desk()
def paper_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The suggestion as it was set."""
    paper = oversight.paper_of(_finding(request, code))
    made = pdf_of(paper) if paper else None
    if paper is None or made is None:
        raise Http404
    return download(made, f"{paper.title}{paper.number}.pdf", "application/pdf")


@desk()
def paper_word(request: HttpRequest, code: str) -> HttpResponse:
    """The same to look through and print."""
    paper = oversight.paper_of(_finding(request, code))
    if paper is None:
        raise Http404
    return download(word(letter(paper.kind, told_in(paper))), f"{paper.title}{paper.number}.docx", WORD)


finding_urls = [
    path("findings/", overview),
    path("findings/new/", new),
    path("findings/<slug:code>/", page),
    path("findings/<slug:code>/do/<slug:name>/", take),
    path("findings/<slug:code>/paper.pdf", paper_pdf),
    path("findings/<slug:code>/paper.docx", paper_word),
]
