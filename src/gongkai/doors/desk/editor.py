"""The editor: begin a record of a kind, and change a draft."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.doors.desk import record_acts, uploads
from gongkai.doors.desk.acting import attempt, number
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_forms import RecordForm, editor_of
from gongkai.doors.desk.records import gates_of, gates_of_new, record_or_404, returned
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import since
from gongkai.engines.exchange.actions import ids_of
from gongkai.ground.files.actions import attach
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids
from gongkai.ground.ledger.acts import act
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_for
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions, guarding
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.clean import with_ids
from gongkai.kernel.records.content import cleaned_content
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record, Version
from gongkai.pure import declare
from gongkai.pure.declare import Kind, Role

RESERVED = "reserved"


@desk(Role.EDITOR)
def choose_kind(request: HttpRequest) -> HttpResponse:
    """What is to be published: one of the kinds."""
    return show(
        request,
        "desk/record_kinds.html",
        "起草信息",
        kinds=[d.declaration for d in declare.kinds()],
        back=Link("信息", "/desk/r/"),
    )


@desk(Role.EDITOR, methods=("GET", "POST"))
def new_record(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft of a kind, for one of the units this person edits for (``?unit``).

    The id that the draft will have stands sealed in the address (``?reserved``): on the way back to it, what has been saved opens in its
    own editor, and is not begun a second time.
    """
    kind, (choices, unit) = kind_named(code), unit_asked(request)
    record_id = _reserved(request) or actions.new_id()
    reserved = signing.dumps([request.scope.person_id, record_id], salt=RESERVED)
    if request.method != "POST":
        if records.get_visible(request.scope, record_id):
            return redirect(f"/desk/r/{record_id}/edit/")
        if not _reserved(request):
            return redirect(f"{request.path}?{urlencode({'unit': unit.code, RESERVED: reserved})}")
    data, came = _sent(request)
    form = editor_of(kind)(kind, unit, request.at, data, came.files, record_id=record_id)
    changing = "change_unit" in request.POST
    if changing:
        form.errors.clear()  # its sections are those of the other unit; nothing is judged yet, and what was typed stays
    elif request.method == "POST" and form.is_valid():
        refused = attempt(form, lambda: _draft_once(request, form, unit, code, record_id))
        if refused is None:
            uploads.settle(request)
            return redirect(f"/desk/r/{record_id}/")
    uploads.stay(request, form, came)
    return editor_page(
        request,
        f"起草{kind.name}",
        form,
        kind,
        unit=unit,
        units=choices,
        reserved=reserved,
        status=200 if changing else 0,
    )


def _sent(request: HttpRequest) -> tuple[Any, uploads.Arrived]:
    """What was typed, None before anything is sent; and the files that came with it."""
    return request.POST if request.method == "POST" else None, uploads.arrived(request)


def _reserved(request: HttpRequest) -> str:
    """The id that a new record's form and address carry: sent twice, even at once, it makes one record. "" for what was not given to this person."""
    carried = request.POST.get(RESERVED) or request.GET.get(RESERVED, "")
    try:
        person, record_id = signing.loads(carried, salt=RESERVED)
    except signing.BadSignature:
        return ""
    return record_id if person == request.scope.person_id else ""


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
    kind, content = declare.kind(record.kind), records.version_of(record).values()
    data, came = _sent(request)
    form = editor_of(kind)(
        kind, record.unit, request.at, data, came.files, record_id=record.pk, content=content, record=record
    )
    refused = None
    if request.method == "POST" and form.is_valid():
        refused = attempt(form, lambda: _save(request, form, record, content.get("attachments") or []))
        if refused is None:
            uploads.settle(request)
            messages.success(request, "已经保存。")
            return redirect(f"/desk/r/{record.pk}/")
        record = record_or_404(request, record_id)
    uploads.stay(request, form, came)
    return editor_page(
        request,
        "编辑信息",
        form,
        kind,
        record=record,
        overtaken=bool(refused and refused.overtaken),
        own=bool(refused and refused.own),
        changes=since(record.ref, records.steps_of(record), number(request.POST.get("seen")))
        if refused and refused.overtaken
        else [],
        returned=returned(record, records.steps_of(record)),
        files=by_ids(content.get("attachments") or []),
    )


def _save(request: HttpRequest, form: RecordForm, record: Record, attachments: list[str]) -> Version:
    section = records.section_by_key(form.cleaned_data["section"])
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
    gates = gates_of_new()
    if record:
        gates = gates_of(record, guarding.look(record, records.version_of(record)), request.today)
    back = Link(record.title, f"/desk/r/{record.pk}/") if record else Link("信息", "/desk/r/")
    return show(
        request,
        "desk/record_edit.html",
        heading,
        status=status or (422 if request.method == "POST" else 200),
        form=form,
        kind=kind,
        record=record,
        short=[form[name] for name in form.fields if name not in ("title", "body", "section", "uploads")],
        state=STATES[record.state].label if record else "新建",
        back=back,
        gates=gates,
        **more,
    )
