"""Records on the desk: the list, the editor, and the page where they are reviewed, published and followed."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe

from gongkai.doors.desk import guard, lights, record_acts, uploads
from gongkai.doors.desk.acting import act_page, attempt, number, primary
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.faces import panels
from gongkai.doors.desk.near import beside
from gongkai.doors.desk.record_forms import RecordForm, editor_of
from gongkai.doors.desk.relating import panel as related
from gongkai.doors.desk.shell import NOBODY, show
from gongkai.doors.desk.timeline import moments, since
from gongkai.engines.exchange.actions import ids_of
from gongkai.engines.site.addresses import record as record_page_url
from gongkai.ground.files.actions import attach
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids
from gongkai.ground.ledger.acts import act
from gongkai.ground.ui.parts import Gate
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import holders, names_of, units_for
from gongkai.kernel.flow.models import StepTaken
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions, guarding
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.clean import with_addresses, with_ids
from gongkai.kernel.records.content import cleaned_content
from gongkai.kernel.records.flow import STATES, RecordFlow
from gongkai.kernel.records.guarding import Look
from gongkai.kernel.records.models import Record, Version
from gongkai.kernel.records.view import public_view
from gongkai.pure import declare
from gongkai.pure.declare import Field, Kind, Phase, Role

PAGE = 25
RESERVED = "reserved"
NOT_OUT = (RecordFlow.WITHDRAWN.code, RecordFlow.DISCARDED.code)
"""What no list that is taken out holds."""
GATES = (
    (RecordFlow.UNIT_REVIEW.code, "单位审核", "reviewer", Role.REVIEWER),
    (RecordFlow.SECRECY_REVIEW.code, "保密和个人信息审查", "secrecy_reviewer", Role.SECRECY_REVIEWER),
    (RecordFlow.CLEARED.code, "签发", "signatory", Role.SIGNATORY),
)
ORDER = {
    RecordFlow.DRAFT.code: 0,
    "unit_review": 1,
    "secrecy_review": 2,
    RecordFlow.KEPT_BACK.code: 2,
    "cleared": 3,
    "scheduled": 4,
    "joined": 4,
    "published": 4,
    "withdrawn": 4,
}


def _record(request: HttpRequest, record_id: str) -> Record:
    found = records.get_visible(request.scope, record_id)
    if found is None:
        raise Http404
    return found


@desk()
def record_list(request: HttpRequest) -> HttpResponse:
    """The records this person may see, newest formed first; ``?state``, ``?kind``, ``?after``."""
    state, kind = asked(request, "state", STATES), asked(request, "kind", {d.code for d in declare.kinds()})
    found, after = records.visible_to(request.scope), request.GET.get("after", "")
    found = found.filter(state=state) if state else found
    found = found.filter(kind=kind) if kind else found
    page = list(_after(found, after).order_by("-formed_on", "-pk")[: PAGE + 1])
    shown = page[:PAGE]
    older = _list_url(state, kind, f"{shown[-1].formed_on}.{shown[-1].pk}") if len(page) > PAGE else ""
    return show(
        request,
        "desk/records.html",
        "信息",
        lines=[(record, STATES[record.state].label, _seen(record, request.today)) for record in shown],
        kinds={d.code: d.declaration.name for d in declare.kinds()},
        chips=_chips(state, kind),
        kind_chips=_kind_chips(state, kind),
        older_url=older,
        newer_url=_list_url(state, kind) if after else "",
        export_url=_list_url(state, kind).replace("/r/?", "/r/export?") if kind and state not in NOT_OUT else "",
        may_draft=request.scope.has(Role.EDITOR),
    )


def _after(found: QuerySet[Record], after: str) -> QuerySet[Record]:
    day, _, key = after.partition(".")
    try:
        start = date.fromisoformat(day)
    except ValueError:
        return found
    return found.filter(Q(formed_on__lt=start) | Q(formed_on=start, pk__lt=key))


def _list_url(state: str, kind: str, after: str = "") -> str:
    named = {name: value for name, value in (("state", state), ("kind", kind), ("after", after)) if value}
    return f"/desk/r/?{urlencode(named)}" if named else "/desk/r/"


def _chips(state: str, kind: str) -> list[dict[str, Any]]:
    found = [{"label": "全部环节", "url": _list_url("", kind), "on": not state}]
    return found + [{"label": s.label, "url": _list_url(s.code, kind), "on": s.code == state} for s in STATES.values()]


def _kind_chips(state: str, kind: str) -> list[dict[str, Any]]:
    found = [{"label": "全部类别", "url": _list_url(state, ""), "on": not kind}]
    return found + [
        {"label": d.declaration.name, "url": _list_url(state, d.code), "on": d.code == kind} for d in declare.kinds()
    ]


def _seen(record: Record, today: date) -> lights.Seen | None:
    """The light of the 20 working days, for what has never been published; None for the rest."""
    if record.published_on or record.state in (RecordFlow.DISCARDED.code, RecordFlow.KEPT_BACK.code):
        return None
    return lights.of_record(record.formed_on, today)


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
    record = _record(request, record_id)
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
        record = _record(request, record_id)
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
        returned=_returned(record, records.steps_of(record)),
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
    gates = _gates_of_new()
    if record:
        gates = _gates(record, guarding.look(record, records.version_of(record)), request.today)
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


@desk()
def record_page(request: HttpRequest, record_id: str) -> HttpResponse:
    """A record as it will stand or stands on the site, its gates, and what can be done."""
    record = _record(request, record_id)
    version = records.version_of(record)
    content = version.values()
    offers = record_acts.offers(record, request.scope)
    view = public_view(record, version, record.unit, record.section)
    steps = records.steps_of(record)
    found = guarding.look(record, version)
    panel = guard.panel(record, found, request.scope)
    return show(
        request,
        "desk/record.html",
        record.title,
        back=Link("信息", "/desk/r/"),
        record=record,
        discarded=record.state == RecordFlow.DISCARDED.code,
        base=f"/desk/r/{record.pk}/",
        returned=_returned(record, steps),
        title=view.get("title") or record.title,
        kind=declare.kind(record.kind),
        state=STATES[record.state].label,
        meta=_meta(record, view),
        body=_body(view, panel),
        guard=panel,
        kept=records.determination_of(record) if record.state == RecordFlow.KEPT_BACK.code else None,
        attachments=view["attachments"],
        hidden=[f.label for f in declare.kind(record.kind).all_fields() if not f.public and content.get(f.name)],
        offers=offers,
        primary=primary(offers),
        near=beside(request, record.ref),
        may_edit=record_acts.may_edit(record, request.scope),
        moments=moments(record.ref, steps, {s.seq: s.note for s in steps}, done=record.phase == "done"),
        outlets=records.outlets_of(record),
        versions=records.versions_of(record),
        exportable=record.phase != Phase.VOID,
        site_url=record_page_url(record.pk) if record.live else "",
        seen=_seen(record, request.today),
        gates=_gates(record, found, request.today),
        panels=[*panels(record, request.scope, request.today), *related(record, request.scope)],
    )


def _returned(record: Record, steps: list[StepTaken]) -> StepTaken | None:
    """Why a draft came back, until it is submitted again."""
    if record.state != RecordFlow.DRAFT.code:
        return None
    turns = (RecordFlow.send_back.name, RecordFlow.submit.name, RecordFlow.revise.name)
    latest = next((step for step in steps if step.name in turns), None)
    return latest if latest and latest.name == RecordFlow.send_back.name else None


def _body(view: dict[str, Any], panel: guard.Panel) -> SafeString:
    """The cleaned text, what the guard found marked, with its pictures from the desk, whoever looks: before publication they are nowhere else."""
    shown = {file["id"]: f"/desk/files/{file['id']}" for file in view["attachments"]}
    return mark_safe(with_addresses(guard.body_with_marks(view.get("body") or "", panel), shown))


def _meta(record: Record, view: dict[str, Any]) -> list[tuple[str, Any]]:
    """The public fields as (label, value), without title and body."""
    found = [("公开目录", record.section.name), ("发布机构", record.unit.name)]
    for field in declare.kind(record.kind).all_fields():
        value = view.get(field.name)
        if field.public and field.name not in ("title", "body") and value not in (None, "", [], False):
            found.append((field.label, _said(field, value)))
    return found


def _said(field: Field, value: Any) -> str:
    if field.type == "date":
        return zh_date(date.fromisoformat(value))
    if field.type == "choice":
        return dict(field.choices).get(value, value)
    return "；".join(value) if isinstance(value, list) else "是" if value is True else value


def _gates_of_new() -> list[Gate]:
    return [Gate(name) for _, name, _, _ in GATES]


def _gates(record: Record, found: Look, today: date) -> list[Gate]:
    """The gates before publishing, with who passed them or who is to; what the guard holds up stands at the secrecy gate."""
    names = names_of({getattr(record, column) for _, _, column, _ in GATES} - {""})
    here, gates, wrote = ORDER.get(record.state, 0), [], records.writers_of(record)
    for place, (state, name, column, role) in enumerate(GATES, start=1):
        who, text = getattr(record, column), ""
        if state == RecordFlow.SECRECY_REVIEW.code and found.open:
            text = "；".join(dict.fromkeys(hit.sentence for hit in found.open[:5]))
        if who and here > place:
            gates.append(Gate(name, "green", "已通过", f"{names.get(who, who)}{'。' + text if text else ''}"))
        elif text:
            gates.append(Gate(name, "red", f"{len(found.open)}处要处理", text))
        elif record.phase in (Phase.DONE, Phase.VOID):
            gates.append(Gate(name, words="没有到这一关"))
        else:
            gates.append(
                Gate(
                    name,
                    words="现在办" if record.state == state else "还没到",
                    text=_falls_to(role, record, wrote, today),
                )
            )
    return gates


def _falls_to(role: Role, record: Record, wrote: set[str], today: date) -> str:
    """Who may pass a gate: nobody who wrote at the draft, nor whoever passed the gate before."""
    passed = wrote | {record.reviewer if role is Role.SECRECY_REVIEWER else ""}
    held = holders(role, record.unit_id, today)
    if not held:
        return f"本单位{NOBODY}"
    people = [p.name for p in held if p.username not in passed]
    return (
        f"由{'、'.join(people[:3])}办"
        if people
        else "写过、审过这一篇的人不能办这一关，本单位没有别人了，请找系统管理员"
    )


@desk(methods=("GET", "POST"))
def record_act(request: HttpRequest, record_id: str, name: str) -> HttpResponse:
    """The form of one act on a record, and the act."""
    record = _record(request, record_id)
    found = record_acts.acts_on(record).get(name)
    if found is None or not record_acts.may(found, record, request.scope):
        raise Http404
    return act_page(
        request,
        found,
        record,
        back=f"/desk/r/{record.pk}/",
        title=record.title,
        state=lambda r: STATES[r.state].label,
        steps=records.steps_of,
        unfit=lambda record: record_acts.unfit(found, record),
    )
