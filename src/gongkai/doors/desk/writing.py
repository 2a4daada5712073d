"""What is typed into the editor of records between two savings, and who holds it (``kernel.records.writing`` says why neither is an act)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.utils.timezone import localdate

from gongkai.doors.desk import kept, record_acts, uploads
from gongkai.doors.desk.comparing import compared
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_acts import record_or_404
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import since
from gongkai.ground.ui.forms import DayField
from gongkai.ground.ui.grids import GridInput
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import near_date, zh_time
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of, unit_by_code
from gongkai.kernel.records import queries as records
from gongkai.kernel.records import writing
from gongkai.kernel.records.comparing import rough
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record, Writing
from gongkai.pure import declare
from gongkai.pure.declare import Field, Role

RESERVED = "reserved"
TOKEN, LEAVING = "token", "leaving"
_LEFT_OUT = {*kept.LEFT_OUT, uploads.KEPT, uploads.DROPPED, "seen", TOKEN, LEAVING, RESERVED, "change_unit", "sure"}
TOO_LONG = "写得太长，没有自动保存；请点“保存草稿”"


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What of a form was typed or chosen; files are not among it: they wait only with the form that brings them."""
    return [(name, value) for name in request.POST for value in request.POST.getlist(name) if name not in _LEFT_OUT]


def as_sent(values: Iterable[tuple[str, str]]) -> QueryDict:
    """What was typed, as a form takes it."""
    data = QueryDict(mutable=True)
    for name, value in values:
        data.appendlist(name, value)
    return data


def content_of(record: Record, values: Iterable[tuple[str, str]]) -> dict:
    """What was typed, as far as it is a content; with the attachments that it leaves to the record."""
    sent, kind = as_sent(values), declare.kind(record.kind)
    stands = records.version_of(record).values()
    attachments = stands.get("attachments") or []
    content = rough(
        kind, {f.name: stands.get(f.name) if f.name in kind.settled else _value(f, sent) for f in kind.all_fields()}
    )
    return content | {"attachments": [each for each in attachments if each not in sent.getlist("drop")]}


def _value(field: Field, sent: QueryDict) -> Any:
    """2026-3-2 is the day that the form takes it for, cells are a table's; everything else as it was typed."""
    if field.grid:
        return GridInput(field.grid, field.label).value_from_datadict(sent, None, field.name)
    value = sent.get(field.name)
    try:
        return DayField(required=False).clean(value) if field.type == "date" else value
    except ValidationError:
        return value


def when(request: HttpRequest, at: datetime) -> str:
    """10:31, or 3月2日10:31."""
    return zh_time(at) if localdate(at) == request.today else f"{near_date(at, request.today)}{zh_time(at)}"


def who_is_it(request: HttpRequest, other: Writing) -> str:
    """王敏10:05起在改，10:31以后没有动过: who holds the editor, since when, and whether they still type."""
    name = names_of({other.person}).get(other.person, other.person)
    said = f"{name}{when(request, other.since)}起在改"
    return (
        said
        if other.touched_at + writing.LAPSES > request.at
        else f"{said}，{when(request, other.touched_at)}以后没有动过"
    )


@desk(Role.EDITOR, methods=("POST",))
def autosave(request: HttpRequest, record_id: str) -> HttpResponse:
    """Keep what is typed in the editor of a record; ``leaving``: its page is being closed. Answers with what the page is to say."""
    record = record_or_404(request, record_id)
    if record.unit_id not in request.scope.by_role.get(Role.EDITOR, ()):
        raise Http404
    me, token, values = request.scope.username, request.POST.get(TOKEN, ""), typed(request)
    try:
        fine = (
            writing.keep(record_id=record.pk, person=me, token=token, values=values, at=request.at) if values else True
        )
    except writing.TooLong:
        return JsonResponse({"said": TOO_LONG})
    if LEAVING in request.POST:
        writing.leave(record.pk, me, token)
    if not fine:
        return JsonResponse({"said": "这一条在另一个窗口里打开过，或者已经保存；这里写的没有自动保存"})
    saved = {"saved": zh_time(request.at)}
    other = writing.held_by_another(record.pk, me, request.at)
    if other:
        saved["but"] = f"{who_is_it(request, other)}。您写的留着，要和改好的对照以后再存"
    elif not record_acts.may_edit(record, request.scope):
        saved["but"] = f"这一条现在是“{STATES[record.state].label}”环节，不能存成新的一版；您写的留着"
    return JsonResponse(saved)


@desk(Role.EDITOR, methods=("POST",))
def autosave_new(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what is typed for a record that is not there yet."""
    record_id = reserved_id(request)
    if not record_id or code not in {drawer.code for drawer in declare.kinds()}:
        raise Http404
    if records.get_visible(request.scope, record_id):
        return JsonResponse({"said": "这一页已经存成草稿；请从“信息”里打开它接着写"})
    unit = unit_by_code(request.POST.get("unit") or request.GET.get("unit", ""))
    if typed(request) and not keep_new(request, code, unit, record_id):
        return JsonResponse({"said": TOO_LONG})
    return JsonResponse({"saved": zh_time(request.at)})


def keep(request: HttpRequest, record: Record) -> bool | None:
    """Keep what was sent from the editor of a record; False if it is no longer that editor's, None if it is too long."""
    me, token = request.scope.username, request.POST.get(TOKEN, "")
    try:
        return writing.keep(record_id=record.pk, person=me, token=token, values=typed(request), at=request.at)
    except writing.TooLong:
        return None


def keep_new(request: HttpRequest, code: str, unit: Unit | None, record_id: str) -> bool:
    """Keep what was sent for a record that is not there yet; False if it is too long."""
    who = {"person": request.scope.username, "kind": code, "unit": unit.code if unit else ""}
    try:
        writing.keep_new(record_id=record_id, **who, values=typed(request), at=request.at)
    except writing.TooLong:
        return False
    return True


def reserved_id(request: HttpRequest) -> str:
    """The id that a new record's form and address carry: sent twice, even at once, it makes one record. "" for what was not given to this person."""
    carried = request.POST.get(RESERVED) or request.GET.get(RESERVED, "")
    try:
        person, record_id = signing.loads(carried, salt=RESERVED)
    except signing.BadSignature:
        return ""
    return record_id if person == request.scope.person_id else ""


def reserve(request: HttpRequest, record_id: str) -> str:
    """An id as its form carries it."""
    return signing.dumps([request.scope.person_id, record_id], salt=RESERVED)


@desk(Role.EDITOR, methods=("GET", "POST"))
def unsaved_text(request: HttpRequest, record_id: str) -> HttpResponse:
    """What somebody typed and did not save, beside what the record says now: to go on with it (``what``: go_on), or to take the editor over
    from somebody who has left it (take_over).
    """
    record, me = record_or_404(request, record_id), request.scope.username
    what, editor = request.POST.get("what", ""), f"/desk/r/{record.pk}/edit/"
    if request.method == "POST" and what in ("go_on", "take_over"):
        if not record_acts.may_edit(record, request.scope):
            messages.warning(request, record_acts.instead(record, request.scope, request.today))
            return redirect(f"/desk/r/{record.pk}/")
        if what == "go_on":
            writing.rebase(record.pk, me, record.revision)
        elif not open_editor(request, record, over=True):
            messages.warning(request, "刚才又有人在写这一条，等一等再接手。")
        return redirect(editor)
    mine = writing.of(record.pk, me)
    if mine is None:
        return redirect(f"/desk/r/{record.pk}/")
    steps = records.steps_of(record)
    current = records.version_of(record)
    return show(
        request,
        "desk/unsaved.html",
        "没有保存的内容",
        record=record,
        mine=mine,
        written=when(request, mine.touched_at),
        changes=since(record.ref, steps, mine.base),
        state=STATES[record.state].label,
        may_edit=record_acts.may_edit(record, request.scope),
        compared=compared(record, request.scope, current.values(), content_of(record, mine.values)),
        left_name=f"第{current.number}版（已经保存的）",
        right_name="您写的（没有保存）",
        back=Link(record.title, f"/desk/r/{record.pk}/"),
    )


def open_editor(request: HttpRequest, record: Record, *, over: bool = False) -> Writing | None:
    """Hold the editor of a record for the person of a request; None if somebody else does."""
    enter = writing.take_over if over else writing.enter
    return enter(
        record_id=record.pk, person=request.scope.username, kind=record.kind, unit=record.unit.code, base=record.revision,
        at=request.at,
    )  # fmt: skip


def held_page(request: HttpRequest, record: Record) -> HttpResponse:
    """Instead of the editor: who holds it, since when; what can be done now, or from when on."""
    other = writing.left_by_another(record.pk, request.scope.username)
    lapsed = other is None or other.touched_at + writing.LAPSES <= request.at
    return show(
        request,
        "desk/held.html",
        "有人在改这一条",
        record=record,
        who=who_is_it(request, other) if other else "",
        lapsed=lapsed,
        lapses=zh_time(other.touched_at + writing.LAPSES) if other else "",
        back=Link(record.title, f"/desk/r/{record.pk}/"),
    )


@desk(Role.EDITOR, methods=("POST",))
def throw_away(request: HttpRequest, record_id: str) -> HttpResponse:
    """What this person typed there is not wanted any more."""
    writing.saved(record_id, request.scope.username)
    messages.success(request, "没有保存的内容已经丢掉。")
    return redirect(f"/desk/r/{record_id}/" if records.get_visible(request.scope, record_id) else "/desk/r/")


def left_here(request: HttpRequest, record: Record) -> dict[str, str]:
    """What the page of a record says of its editor: who else is at work in it, and what this person has left there unsaved; {} for nothing."""
    if record.unit_id not in request.scope.by_role.get(Role.EDITOR, ()):
        return {}
    mine = writing.of(record.pk, request.scope.username)
    other = writing.held_by_another(record.pk, request.scope.username, request.at)
    found = {"other": who_is_it(request, other)} if other else {}
    return found | ({"at": when(request, mine.touched_at), "url": f"/desk/r/{record.pk}/unsaved/"} if mine else {})


def unfinished(request: HttpRequest) -> list[dict[str, str]]:
    """What this person has typed and not saved, each with the way back to it."""
    waiting, found = writing.unfinished(request.scope.username), []
    ids = [mine.record_id for mine in waiting]
    known = {each.pk: each for each in records.visible_to(request.scope).filter(pk__in=ids)} if ids else {}
    for mine in waiting:
        record = known.get(mine.record_id)
        kind = next((d.declaration.name for d in declare.kinds() if d.code == mine.kind), "信息")
        if record:
            url = f"/desk/r/{record.pk}/unsaved/" if mine.base != record.revision else f"/desk/r/{record.pk}/edit/"
        else:
            asked = {"unit": mine.unit, RESERVED: reserve(request, mine.record_id)}
            url = f"/desk/r/new/{mine.kind}/?{urlencode(asked)}"
        called = mine.title or (record.title if record else "") or f"没有标题的{kind}"
        found.append(
            {"title": called, "kind": kind, "at": when(request, mine.touched_at), "url": url, "id": mine.record_id}
        )
    return found


writing_urls = [
    path("r/new/<slug:code>/autosave", autosave_new),
    path("r/<slug:record_id>/autosave", autosave),
    path("r/<slug:record_id>/unsaved/", unsaved_text),
    path("r/<slug:record_id>/throw-away", throw_away),
]
