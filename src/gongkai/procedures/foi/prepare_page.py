"""Pages beside the answer: its versions with what changed between them; how an office words its answers, and who sees them first."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import government, names_of, units_for
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import steps_of
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, office, preparing, wordings, words
from gongkai.procedures.foi.prepare_forms import ParagraphForm, ReviewSettingForm, WordingForm
from gongkai.procedures.foi.queries import proposals_of
from gongkai.procedures.foi.release_page import READERS
from gongkai.pure.declare import Role, Screen
from gongkai.pure.law.outcomes import outcome_by_code

DRAFTS, WORDINGS = "/desk/p/foi/drafts/", "/desk/p/foi/wordings/"
SAME, GONE, NEW = "same", "gone", "new"
LEAST_SAME = 4
"""Signs that make a piece which stayed."""


@dataclass(frozen=True)
class Version:
    """A version of an answer: by whom, its outcome, its text in pieces that are the same, gone or new, the names of its files, what was said of it."""

    seq: int
    draft: bool
    by: str
    outcome: str
    pieces: list[tuple[str, str]]
    files: int
    said: list[tuple[str, str]]


def changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """A text in pieces: what stayed, what is gone, what is new. A few signs that happen to stand on both sides go with what changed around them."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = [
        each for each in blocks if each.size >= LEAST_SAME or each.a + each.size == len(before) or each.a == each.b == 0
    ]
    at_before = at_after = 0
    for block in kept:
        if block.a > at_before:
            yield GONE, before[at_before : block.a]
        if block.b > at_after:
            yield NEW, after[at_after : block.b]
        if block.size:
            yield SAME, after[block.b : block.b + block.size]
        at_before, at_after = block.a + block.size, block.b + block.size


def drafts(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The versions of a case's answer, the newest first; for those who prepare, review and sign it."""
    case = cases.get_visible(scope, request.GET.get("case", ""))
    handles = case is not None and any(case.unit_id in scope.by_role.get(role, ()) for role in READERS)
    if not handles or case.procedure != Foi.code or request.method != "GET":
        raise Http404
    context = request.shell(
        "答复书的各稿", case=case, subject=cases.subjects_of([case])[case.ref], versions=_versions(case)[::-1],
        back=Link(case.reference, f"/desk/c/{case.reference}/"),
    )  # fmt: skip
    return render(request, "foi/drafts.html", context)


def _versions(case: Case) -> list[Version]:
    found = proposals_of(case)
    names = names_of({each.row.by for each in found}) if found else {}
    said, made, before = _said(case), [], ""
    for each in found:
        row = each.row
        pieces = list(changes(before, each.text)) if before else [(SAME, each.text)]
        made.append(
            Version(row.seq, row.draft, names.get(row.by, row.by), outcome_by_code(row.outcome).short, pieces, len(each.files), said.get(row.seq, []))
        )  # fmt: skip
        before = each.text
    return made


def _said(case: Case) -> dict[int, list[tuple[str, str]]]:
    """What was said of each version: by the steps that followed it."""
    at, found = 0, {}
    names = {
        "return_answer": "签发人退回",
        "return_review": "退回修改",
        "pass_review": "法制审核意见",
        "return_anew": "签发人退回",
        "return_review_anew": "退回修改",
        "pass_review_anew": "法制审核意见",
    }
    for step in steps_of(case)[::-1]:
        if step.name in ("propose", "propose_anew", "draft_answer"):
            at += 1
        elif step.name in names and (note := preparing.note_of(case, step)):
            found.setdefault(at, []).append((names[step.name], note))
    return found


def _unit(request: HttpRequest, scope: Scope) -> Unit:
    """The unit whose wordings are meant: of those whose office somebody heads, and the county itself for its openness office."""
    choices = _choices(scope)
    code = request.GET.get("unit", "")
    found = next((each for each in choices if each.code == code or not code), None)
    if found is None:
        raise Http404
    return found


def _choices(scope: Scope) -> list[Unit]:
    def holds(role: Role, unit_id: int) -> bool:
        return unit_id in scope.by_role.get(role, ())

    return [each for each in units_for(scope, Role.OFFICE_HEAD, Role.OPENNESS_OFFICE) if office.may_word(each, holds)]


def wordings_page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """How an office words its answers, and whether a legal reviewer sees them before they are signed."""
    unit, key = _unit(request, scope), request.GET.get("key", "")
    if key and key not in office.labels(unit):
        if key in office.own_wordings(unit):
            messages.warning(request, "这一段已经停用，要用的请再加一段。")
            return redirect(f"{WORDINGS}?unit={unit.code}")
        raise Http404
    adding = "add" in request.GET and not key
    form: Any = None
    if request.method == "POST":
        form, done = _posted(request, scope, unit, key, adding)
        if form.is_valid() and not form.errors:
            messages.success(request, done)
            return redirect(f"{WORDINGS}?unit={unit.code}")
    if adding:
        return _new(request, unit, form)
    return _one(request, unit, key, form) if key else _all(request, scope, unit, form)


def _new(request: HttpRequest, unit: Unit, form: Any) -> HttpResponse:
    context = request.shell(
        "加一段常用段落", unit=unit, key="", form=form or ParagraphForm(), version=0, versions=[], came="", inherited=None,
        fields=list(wordings.FIELDS.items()), remedy="", finding="", adding=True, back=Link("答复书范本", f"{WORDINGS}?unit={unit.code}"),
    )  # fmt: skip
    return render(request, "foi/wording.html", context, status=422 if form else 200)


def _posted(request: HttpRequest, scope: Scope, unit: Unit, key: str, adding: bool) -> tuple[Any, str]:
    withdraws = bool(key) and request.POST.get("do") == "withdraw"
    if withdraws and key not in office.own_paragraphs(unit):
        raise Http404
    of = ParagraphForm if adding else UiForm if withdraws else WordingForm if key else ReviewSettingForm
    form = of(request.POST)
    if not form.is_valid():
        return form, ""
    who = {"by": scope.actor(), "at": request.at}
    try:
        if adding:
            office.add_paragraph(unit=unit, **form.cleaned_data, **who)
            return form, "段落已经加上，经办人起草的时候可以选。"
        if withdraws:
            office.withdraw_paragraph(unit=unit, key=key, **who)
            return form, "这一段已经停用，以后起草不再列出；用过它的答复书不变。"
        if key:
            seen = request.POST.get("version", "")
            office.set_wording(
                unit=unit, key=key, seen=int(seen) if seen.isdecimal() else None, **form.cleaned_data, **who
            )
            return form, "范本已经改好，以后起草就用它。"
        office.set_review(unit=unit, **form.cleaned_data, **who)
    except StepRefused as refusal:
        form.refuse(str(refusal), refusal.field)
    return form, "设置已经存好。"


def _all(request: HttpRequest, scope: Scope, unit: Unit, form: Any) -> HttpResponse:
    own, above = office.own_wordings(unit), office.county()
    counties = office.own_wordings(above) if above and above.pk != unit.pk else {}
    names = names_of({each.by for each in own.values()}) if own else {}
    lines = {
        key: (
            label, own.get(key), names.get(own[key].by, own[key].by) if key in own else "", f"{WORDINGS}?unit={unit.code}&key={key}",
            counties.get(key),
        )
        for key, label in office.labels(unit).items()
    }  # fmt: skip
    standard = office.paragraphs(unit)
    former = [line for key, line in lines.items() if key.startswith("c") and key not in standard]
    context = request.shell(
        "答复书范本", unit=unit, outcomes=[line for key, line in lines.items() if key.startswith("3")],
        paragraphs=[lines[key] for key in standard], add_url=f"{WORDINGS}?unit={unit.code}&add=1", former=former, units=[(each.code, each.name) for each in _choices(scope)], heads=unit.pk in scope.by_role.get(Role.OFFICE_HEAD, ()),
        whole=above is not None and above.pk == unit.pk,
        form=form or ReviewSettingForm(initial={"legal_review": office.reviews(unit)}),
    )  # fmt: skip
    return render(request, "foi/wordings.html", context, status=422 if form else 200)


def _one(request: HttpRequest, unit: Unit, key: str, form: Any) -> HttpResponse:
    versions, label = office.versions(unit, key), office.labels(unit)[key]
    latest = versions[0] if versions else None
    names = names_of({each.by for each in versions}) if versions else {}
    inherited = office.inherited(unit, key)
    text = latest.text if latest else office.came(unit, key)
    remedy = ""
    standard, own = office.paragraphs(unit), office.own_paragraphs(unit)
    if key not in standard:
        remedy = words.remedies(outcome_by_code(key), request.today, government(), unit)
    context = request.shell(
        label, unit=unit, key=key, form=form or WordingForm(initial={"text": text}), version=latest.version if latest else 0,
        versions=[(each, names.get(each.by, each.by)) for each in versions], came="" if key in own else wordings.default(key), inherited=inherited, fields=list(wordings.FIELDS.items()),
        remedy=remedy, own=key in own, finding="" if key in standard else outcome_by_code(key).finding,
        back=Link("答复书范本", f"{WORDINGS}?unit={unit.code}"),
    )  # fmt: skip
    return render(request, "foi/wording.html", context, status=422 if form else 200)


SCREENS = (
    Screen("drafts", "", drafts, by=READERS),
    Screen(
        "wordings",
        "答复书范本",
        wordings_page,
        by=(Role.OFFICE_HEAD, Role.OPENNESS_OFFICE),
        icon="scroll-text",
        begins=False,
    ),
)


def links(case: Case, scope: Scope) -> list[Link]:
    """The way from a case to the versions of its answer, once there are several."""
    if not any(case.unit_id in scope.by_role.get(role, ()) for role in READERS):
        return []
    count = len(proposals_of(case)) if case.state not in (Foi.REGISTERED.code, Foi.RECEIVED.code) else 0
    return [Link(f"答复书的各稿（{count}稿）", f"{DRAFTS}?case={case.reference}", icon="history")] if count > 1 else []
