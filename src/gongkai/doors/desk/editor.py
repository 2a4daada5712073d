"""The editor: begin a record of a kind, and change a draft."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.doors.desk import annual, record_acts, uploads
from gongkai.doors.desk.acting import attempt, number
from gongkai.doors.desk.comparing import compared
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_acts import record_or_404
from gongkai.doors.desk.record_forms import RecordForm, editor_of
from gongkai.doors.desk.records import gates_of, gates_of_new, returned
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import since
from gongkai.doors.desk.writing import (
    RESERVED,
    TOKEN,
    as_sent,
    content_of,
    held_page,
    keep,
    keep_new,
    open_editor,
    reserve,
    reserved_id,
    typed,
    unfinished,
    when,
    who_is_it,
)
from gongkai.engines.exchange.actions import ids_of
from gongkai.ground.files.actions import attach
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids
from gongkai.ground.ledger.acts import act
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_for
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions, circulating, guarding, writing
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.clean import with_ids
from gongkai.kernel.records.content import cleaned_content
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record, Version
from gongkai.pure import declare
from gongkai.pure.declare import Kind, Role


@desk(Role.EDITOR)
def choose_kind(request: HttpRequest) -> HttpResponse:
    """What is to be published: one of the kinds."""
    return show(
        request,
        "desk/record_kinds.html",
        "起草信息",
        shelves=[(group, [d.declaration for d in drawers]) for group, drawers in declare.kinds_by_group()],
        unfinished=unfinished(request),
        back=Link("信息", "/desk/r/"),
    )


@desk(Role.EDITOR, methods=("GET", "POST"))
def new_record(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft of a kind, for one of the units this person edits for (``?unit``).

    The id that the draft will have stands sealed in the address (``?reserved``): on the way back to it, what has been saved opens in its
    own editor, and is not begun a second time.
    """
    kind, (choices, unit) = kind_named(code), unit_asked(request)
    if kind.account:
        return redirect(annual.BASE if kind.spans == "year" else "/desk/bulletins/")
    record_id = reserved_id(request) or actions.new_id()
    reserved = reserve(request, record_id)
    if request.method != "POST":
        if records.get_visible(request.scope, record_id):
            return redirect(f"/desk/r/{record_id}/edit/")
        if not reserved_id(request):
            return redirect(f"{request.path}?{urlencode({'unit': unit.code, RESERVED: reserved})}")
    data, came = _sent(request)
    mine = writing.of(record_id, request.scope.username) if data is None else None
    form = editor_of(kind)(
        kind, unit, request.at, as_sent(mine.values) if mine else data, came.files, record_id=record_id
    )
    changing = "change_unit" in request.POST
    if changing or mine:
        form.errors.clear()  # its sections are those of the other unit, or it was left half-written: nothing is judged yet, and what was typed stays
    elif request.method == "POST" and form.is_valid():
        refused = attempt(form, lambda: _draft_once(request, form, unit, code, record_id))
        if refused is None:
            uploads.settle(request)
            writing.saved(record_id, request.scope.username)
            return redirect(f"/desk/r/{record_id}/")
    if data is not None:
        keep_new(request, code, unit, record_id)
    uploads.stay(request, form, came)
    return editor_page(
        request,
        f"起草{kind.name}",
        form,
        kind,
        unit=unit,
        units=choices,
        reserved=reserved,
        autosave=f"/desk/r/new/{kind.code}/autosave",
        restored=when(request, mine.touched_at) if mine else "",
        throw_away=f"/desk/r/{record_id}/throw-away",
        status=200 if changing else 0,
    )


def _sent(request: HttpRequest) -> tuple[Any, uploads.Arrived]:
    """What was typed, None before anything is sent; and the files that came with it."""
    return request.POST if request.method == "POST" else None, uploads.arrived(request)


def kind_named(code: str) -> type[Kind]:
    """A kind by its code, or 404."""
    try:
        return declare.kind(code)
    except KeyError:
        raise Http404 from None


def unit_asked(request: HttpRequest) -> tuple[list[Unit], Unit]:
    """The units that somebody edits for, and the one that is asked for (``unit``), or else the own; 404 where there is none."""
    choices = units_for(request.scope, Role.EDITOR)
    wanted = request.POST.get("unit") or request.GET.get("unit")
    if not choices:
        raise Http404
    return choices, next((unit for unit in choices if unit.code == wanted), choices[0])


def _draft_once(request: HttpRequest, form: RecordForm, unit: Unit, code: str, record_id: str) -> None:
    """Save the draft of a form, and say so, unless the form has made it before: then what it made is shown, and a text that has
    been changed since is refused and stays on the form.
    """
    made = records.get_visible(request.scope, record_id)
    if made is None:
        try:
            _draft(request, form, unit, code, record_id)
        except IntegrityError:
            made = records.get_visible(request.scope, record_id)
            if made is None:
                raise
    if made is None:
        messages.success(request, "草稿已经保存。看一看，没有问题就送审。")
    elif _is_first_version(made, form):
        messages.success(request, "这份草稿刚才已经保存，没有存第二份。")
    else:
        raise StepRefused("这一页刚才已经存成一份草稿。要改它，请从“信息”里打开；要另写一份，请重新点“起草”")


def _is_first_version(record: Record, form: RecordForm) -> bool:
    first = records.version_of(record, 1).values()
    kept = first.get("attachments") or []
    sent = _referring(form.content(), by_ids(kept)) | {"attachments": kept}
    return cleaned_content(declare.kind(record.kind), sent, record.ref) == first


def _draft(request: HttpRequest, form: RecordForm, unit: Unit, code: str, record_id: str) -> Record:
    by, at = request.scope.actor(), request.at
    section = records.section_by_key(form.cleaned_data["section"])
    with act():
        stored = _store(request, form, f"{Record.SUBJECT}:{record_id}")
        content = _referring(form.content(), stored) | {"attachments": [file.public_id for file in stored]}
        return actions.draft(kind=code, unit=unit, section=section, content=content, by=by, at=at, record_id=record_id)


def _store(request: HttpRequest, form: RecordForm, owner: str) -> list[File]:
    """Store the files that came with the form."""
    return [
        attach(owner=owner, name=f.name, data=f.data, by=request.scope.username, at=request.at)
        for f in form.cleaned_data["uploads"]
    ]


def _referring(content: dict[str, Any], files: list[File]) -> dict[str, Any]:
    """A content whose text refers to these files by their ids: pictures of a Word document come with a form before they have one."""
    return content | {"body": with_ids(content["body"] or "", ids_of(files))}


@desk(Role.EDITOR, methods=("GET", "POST"))
def edit_record(request: HttpRequest, record_id: str) -> HttpResponse:
    """The editor of a draft."""
    record = record_or_404(request, record_id)
    if not record_acts.may_edit(record, request.scope) and request.method == "GET":
        messages.warning(request, record_acts.instead(record, request.scope, request.today))
        return redirect(f"/desk/r/{record.pk}/")
    kind, version = declare.kind(record.kind), records.version_of(record)
    content, me = version.values(), request.scope.username
    (data, came), mine, token = _sent(request), None, request.POST.get(TOKEN, "")
    if data is None:
        mine = writing.of(record.pk, me)
        if mine and mine.base != record.revision:
            return redirect(f"/desk/r/{record.pk}/unsaved/")
        held = open_editor(request, record)
        if held is None:
            return held_page(request, record)
        token = held.token
    form = editor_of(kind)(
        kind, record.unit, request.at, as_sent(mine.values) if mine else data, came.files, record_id=record.pk, content=content,
        record=record,
    )  # fmt: skip
    if mine:
        form.errors.clear()
    refused = None
    if request.method == "POST" and form.is_valid():
        refused = attempt(form, lambda: _save(request, form, record, content.get("attachments") or []))
        if refused is None:
            uploads.settle(request)
            writing.saved(record.pk, me)
            messages.success(request, "已经保存。")
            return redirect(f"/desk/r/{record.pk}/")
        record = record_or_404(request, record_id)
    if data is not None:
        keep(request, record)
    uploads.stay(request, form, came)
    overtaken = bool(refused and refused.overtaken)
    return editor_page(
        request,
        "编辑信息",
        form,
        kind,
        record=record,
        overtaken=overtaken,
        own=bool(refused and refused.own),
        changes=since(record.ref, records.steps_of(record), number(request.POST.get("seen"))) if overtaken else [],
        **(_beside(request, record) if overtaken else {}),
        returned=returned(record, records.steps_of(record)),
        files=by_ids(content.get("attachments") or []),
        token=token,
        autosave=f"/desk/r/{record.pk}/autosave",
        restored=when(request, mine.touched_at) if mine else "",
        throw_away=f"/desk/r/{record.pk}/throw-away",
        figures=annual.offered(record, content) if kind.account and content.get("size") else [],
    )


def _beside(request: HttpRequest, record: Record) -> dict[str, Any]:
    """What was saved meanwhile, beside what this person wrote."""
    current = records.version_of(record)
    return {
        "compared": compared(record, request.scope, current.values(), content_of(record, typed(request))),
        "left_name": f"第{current.number}版（刚才保存的）",
        "right_name": "您写的（没有保存）",
    }


def _save(request: HttpRequest, form: RecordForm, record: Record, attachments: list[str]) -> Version:
    section = records.section_by_key(form.cleaned_data["section"])
    if other := writing.held_by_another(record.pk, request.scope.username, request.at):
        raise StepRefused(f"{who_is_it(request, other)}。您写的没有存上，留在这里；等改好以后，和新的一版对照着再存")
    kept = [each for each in attachments if each not in request.POST.getlist("drop")]
    with act():
        stored = _store(request, form, record.ref)
        return actions.save(
            record=record,
            content=_referring(form.content(), stored) | {"attachments": kept + [file.public_id for file in stored]},
            section=section,
            by=request.scope.actor(),
            at=request.at,
            seen=number(request.POST.get("seen")),
        )


def editor_page(
    request: HttpRequest,
    heading: str,
    form: RecordForm,
    kind: type[Kind],
    *,
    record: Record | None = None,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    """The editor with a form; what was sent and did not hold is answered by 422, unless ``status`` says otherwise."""
    gates = gates_of_new(form.unit)
    if record:
        gates = gates_of(record, guarding.look(record, records.version_of(record)), request.today)
    back = Link(record.title, f"/desk/r/{record.pk}/") if record else Link("信息", "/desk/r/")
    tables = [spec.name for spec in kind.all_fields() if spec.grid and spec.name not in kind.settled]
    return show(
        request,
        "desk/record_edit.html",
        heading,
        status=status or (422 if request.method == "POST" else 200),
        form=form,
        kind=kind,
        record=record,
        short=[form[n] for n in form.fields if n not in ("title", "body", "section", "uploads") and n not in tables],
        tables=[form[name] for name in tables],
        state=STATES[record.state].label if record else "新建",
        back=back,
        gates=gates,
        rests=bool(record and circulating.resting([record])),
        **more,
    )
