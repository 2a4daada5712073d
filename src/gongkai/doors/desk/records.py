"""Records on the desk: the list, and the page where they are reviewed, published and followed."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from gongkai.doors.desk import guard, lights, narrowing, record_acts
from gongkai.doors.desk.act_forms import ReviewForm
from gongkai.doors.desk.acting import FROM, act_page, number, primary
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.faces import panels
from gongkai.doors.desk.narrowing import Narrowed, narrowed
from gongkai.doors.desk.near import beside
from gongkai.doors.desk.record_acts import record_or_404
from gongkai.doors.desk.relating import of_topics
from gongkai.doors.desk.relating import panel as related
from gongkai.doors.desk.shell import NOBODY, show
from gongkai.doors.desk.timeline import moments
from gongkai.doors.desk.upward import upward_of
from gongkai.doors.desk.writing import left_here, unfinished
from gongkai.engines.channels.reporting_up import open_to
from gongkai.engines.site.addresses import record as record_page_url
from gongkai.ground.ui import grids
from gongkai.ground.ui.parts import Gate
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import holders, named_units, names_of, office_over, stood_in_for
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.models import StepTaken
from gongkai.kernel.records import checklists, circulating, guarding
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.clean import with_addresses, with_figures
from gongkai.kernel.records.flow import AT_A_GATE, STATES, RecordFlow
from gongkai.kernel.records.gates import GATES as STOPS
from gongkai.kernel.records.gates import PASSING, chain_for, chain_of, passings, standings
from gongkai.kernel.records.guarding import Look
from gongkai.kernel.records.models import Determination, Record, Version
from gongkai.kernel.records.view import public_view
from gongkai.pure import declare
from gongkai.pure.declare import Field, Phase, Role
from gongkai.pure.law.review_chain import NAMES, OFFICE, SECRECY, SIGN, UNIT

PAGE = 25
LABELS = NAMES | {SECRECY: "保密和个人信息审查"}
OUT = tuple(s.code for s in (RecordFlow.SCHEDULED, RecordFlow.JOINED, RecordFlow.PUBLISHED, RecordFlow.WITHDRAWN))
"""Past all gates."""
JUDGING = (*(gate.step for gate in STOPS.values()), "join", "keep_back", "send_back")
"""Acts by which somebody judges a record: it is shown beside what they are asked."""
NOT_OUT = (RecordFlow.WITHDRAWN.code, RecordFlow.DISCARDED.code)
"""What no list that is taken out holds."""


@desk()
def record_list(request: HttpRequest) -> HttpResponse:
    """The records this person may see, newest formed first, narrowed as the address says; ``?after``."""
    wanted, everything, after = narrowed(request), records.visible_to(request.scope), request.GET.get("after", "")
    found = wanted.of(everything, request.scope)
    page = list(_after(found, after).order_by("-formed_on", "-pk")[: PAGE + 1])
    shown = page[:PAGE]
    rest = circulating.resting(shown)
    return show(
        request,
        "desk/records.html",
        "信息",
        lines=[
            (record, STATES[record.state].label, _seen(record, request.today, rests=record.ref in rest))
            for record in shown
        ],
        kinds={d.code: d.declaration.name for d in declare.kinds()},
        wanted=wanted,
        choices=narrowing.choices(request, everything),
        total=narrowing.total(found),
        chips=_chips(wanted),
        older_url=wanted.url(after=f"{shown[-1].formed_on}.{shown[-1].pk}") if len(page) > PAGE else "",
        newer_url=wanted.url() if after else "",
        export_url=wanted.url("/desk/r/export") if wanted.kind and wanted.state not in NOT_OUT else "",
        may_draft=request.scope.has(Role.EDITOR),
        unfinished=unfinished(request) if not (wanted or after) else [],
    )


def _after(found: QuerySet[Record], after: str) -> QuerySet[Record]:
    day, _, key = after.partition(".")
    try:
        start = date.fromisoformat(day)
    except ValueError:
        return found
    return found.filter(Q(formed_on__lt=start) | Q(formed_on=start, pk__lt=key))


def _chips(wanted: Narrowed) -> list[dict[str, Any]]:
    found = [{"label": "全部环节", "url": wanted.url(state=""), "on": not wanted.state}]
    return found + [
        {"label": s.label, "url": wanted.url(state=s.code), "on": s.code == wanted.state} for s in STATES.values()
    ]


def _seen(record: Record, today: date, *, rests: bool) -> lights.Seen | None:
    """The light of the 20 working days, for what is on its way to publication, a correction too; None for the rest."""
    if (
        rests
        or (record.published_on and not record.revised_on)
        or record.state
        in (
            RecordFlow.DISCARDED.code,
            RecordFlow.KEPT_BACK.code,
        )
    ):
        return None
    return lights.of_record(record.term_from, today)


@desk()
def record_page(request: HttpRequest, record_id: str) -> HttpResponse:
    """A record as it will stand or stands on the site, its gates, and what can be done."""
    record = record_or_404(request, record_id)
    version = records.version_of(record)
    offers = record_acts.offers(record, request.scope)
    kind, view = declare.kind(record.kind), public_view(record, version, record.unit, record.section)
    steps = records.steps_of(record)
    found = guarding.look(record, version)
    panel = guard.panel(record, found, request.scope)
    rests = bool(circulating.resting([record]))
    return show(
        request,
        "desk/record.html",
        record.title,
        back=Link("信息", "/desk/r/"),
        record=record,
        discarded=record.state == RecordFlow.DISCARDED.code,
        base=f"/desk/r/{record.pk}/",
        returned=returned(record, steps),
        kind=kind,
        state=STATES[record.state].label,
        sheet=_sheet(record, version, view, panel),
        guard=panel,
        kept=records.determination_of(record) if record.state == RecordFlow.KEPT_BACK.code else None,
        offers=offers,
        primary=primary(offers),
        near=beside(request, record.ref),
        may_edit=record_acts.may_edit(record, request.scope),
        left=left_here(request, record),
        moments=moments(record.ref, steps, _notes(record, steps), done=record.phase == "done"),
        outlets=records.outlets_of(record),
        upward=upward_of(record),
        may_report=record.live and bool(open_to(record, request.scope.actor())),
        versions=records.versions_of(record),
        exportable=record.phase != Phase.VOID,
        site_url=record_page_url(record.pk) if record.live else "",
        seen=_seen(record, request.today, rests=rests),
        rests=rests,
        gates=gates_of(record, found, request.today),
        panels=[
            *panels(record, request.scope, request.today),
            *related(record, request.scope),
            *(of_topics(record, request.scope) if record.published_on else ()),
        ],
    )


def _sheet(record: Record, version: Version, view: dict[str, Any], panel: guard.Panel) -> dict[str, Any]:
    """What stands on a record's page, with the hits of the guard marked, and of which of its fields nothing is shown there."""
    kind, content = declare.kind(record.kind), version.values()
    return {
        "title": view.get("title") or record.title,
        "meta": _meta(record, view),
        "body": _body(view, panel),
        "tables": [
            grids.table(s.grid, view[s.name], s.label)
            for s in kind.all_fields()
            if s.grid and view.get(s.name) and s.name not in kind.settled
        ],
        "attachments": view["attachments"],
        "hidden": [f.label for f in kind.all_fields() if not f.public and content.get(f.name)],
    }


def _judged(record: Record, scope: Scope) -> dict[str, Any]:
    """What is looked at by whoever is to judge a record at a gate, beside what they are asked: its page, and what the guard found."""
    version = records.version_of(record)
    panel = guard.panel(record, guarding.look(record, version), scope)
    view = public_view(record, version, record.unit, record.section)
    return {"sheet": _sheet(record, version, view, panel), "guard": panel, "base": f"/desk/r/{record.pk}/"}


def _notes(record: Record, steps: list[StepTaken]) -> dict[int, str]:
    """By step, what was noted with it: why it was returned, what was answered to a checklist."""
    checked = checklists.told(record)
    return {step.seq: "\n".join(filter(None, (step.note, checked.get(step.seq)))) for step in steps}


def returned(record: Record, steps: list[StepTaken]) -> StepTaken | None:
    """Why a record came back, until it is submitted again or let pass once more."""
    if record.state != RecordFlow.DRAFT.code and record.state not in AT_A_GATE:
        return None
    turns = (RecordFlow.send_back.name, RecordFlow.submit.name, RecordFlow.revise.name, *PASSING)
    latest = next((step for step in steps if step.name in turns), None)
    return latest if latest and latest.name == RecordFlow.send_back.name else None


def _body(view: dict[str, Any], panel: guard.Panel) -> SafeString:
    """The cleaned text, what the guard found marked, with its pictures from the desk, whoever looks: before publication they are nowhere else."""
    shown = {file["id"]: f"/desk/files/{file['id']}" for file in view["attachments"]}
    body = guard.body_with_marks(view.get("body") or "", panel)
    text = declare.kind(view["kind"]).text({**view, "body": body})
    return mark_safe(
        with_addresses(with_figures(text, lambda token, written: _figure(view["id"], token, written)), shown)
    )


def _figure(record_id: str, token: str, written: str) -> str:
    return f'<a class="fig" href="/desk/annual/r/{record_id}/f/{token}/">{written}</a>'


def _meta(record: Record, view: dict[str, Any]) -> list[tuple[str, Any]]:
    """The public fields as (label, value), without title and body."""
    found = [("公开目录", record.section.name), ("发布机构", record.unit.name)]
    for field in declare.kind(record.kind).all_fields():
        value = view.get(field.name)
        if (
            field.public
            and not field.grid
            and field.name not in ("title", "body")
            and value not in (None, "", [], False)
        ):
            found.append((field.label, _said(field, value)))
    return found


def _said(field: Field, value: Any) -> str:
    if field.type == "date":
        return zh_date(date.fromisoformat(value))
    if field.type == "choice":
        return dict(field.choices).get(value, value)
    return "；".join(value) if isinstance(value, list) else "是" if value is True else value


def gates_of_new(unit: Unit) -> list[Gate]:
    return [Gate(line) for line in chain_for(unit, "").lines]


def gates_of(record: Record, found: Look, today: date) -> list[Gate]:
    """The gates of its chain, with who passed them or who is to; what the guard holds up stands at the secrecy gate."""
    way = chain_of(record) if record.chain or record.phase != Phase.OPEN else chain_for(record.unit, record.section_id)
    columns = {UNIT: record.reviewer, SECRECY: record.secrecy_reviewer, SIGN: record.signatory}
    past, wrote, now = passings(record), records.writers_of(record), standings(record)
    here = way.stage_of(now[0].code) if now else len(way.stages) if record.state in OUT else 0
    names = names_of({*columns.values(), *(step.by for steps in past.values() for step in steps)} - {""})
    kept = records.determination_of(record) if record.state == RecordFlow.KEPT_BACK.code else None
    gates = []
    for n, stage in enumerate(way.stages):
        for stop in stage:
            for organ in named_units(stop.organs) if stop.organs else [None]:
                waits = any(each.code == stop.code and (organ is None or each.unit_id == organ.pk) for each in now)
                step = next((s for s in past.get(stop.code, ()) if organ is None or s.unit_id == organ.pk), None)
                who = columns.get(stop.code, step.by if step else "")
                label = LABELS[stop.code] + (f"（{organ.short_name}）" if organ else "")
                passed = names.get(who, who) if who and not waits and n <= here else ""
                text = _held_up(found) if stop.code == SECRECY else ""
                if passed and record.state != RecordFlow.DRAFT.code:
                    gates.append(Gate(label, "green", "已通过", f"{passed}{'。' + text if text else ''}"))
                elif kept:
                    gates.append(_kept(label, stop.code, kept))
                elif text:
                    gates.append(Gate(label, "red", f"{len(found.open)}处要处理", text))
                elif record.phase in (Phase.DONE, Phase.VOID):
                    gates.append(Gate(label, words="没有到这一关"))
                else:
                    said = _falls_to(stop.code, record, organ, wrote, today)
                    gates.append(Gate(label, words="现在办" if waits else "还没到", text=said))
    return gates


def _kept(label: str, code: str, kept: Determination) -> Gate:
    """A gate of what is not published: the secrecy review is where that was determined; behind it there is nothing to pass."""
    if code == SECRECY:
        return Gate(label, "done", f"定为{kept.get_outcome_display()}", names_of({kept.by}).get(kept.by, kept.by))
    return Gate(label, words="不用签发" if code == SIGN else "不用再审")


def _held_up(found: Look) -> str:
    return "；".join(dict.fromkeys(hit.sentence for hit in found.open[:5]))


def _falls_to(code: str, record: Record, organ: Unit | None, wrote: set[str], today: date) -> str:
    """Who may pass a gate: nobody who wrote at the draft, nor whoever passed the other one of the unit's two reviews."""
    role, unit = STOPS[code].role, organ or record.unit
    if code == OFFICE:
        unit = office_over(record.unit, role, today) or record.unit
    passed = wrote | {{SECRECY: record.reviewer, UNIT: record.secrecy_reviewer}.get(code, "")}
    held = holders(role, unit.pk, today)
    if not held:
        return f"{'本单位' if unit.pk == record.unit_id else unit.short_name}{NOBODY}"
    away = stood_in_for(role, unit.pk, today)
    people = [f"{p.name}（代{away[p.pk]}）" if p.pk in away else p.name for p in held if p.username not in passed]
    return (
        f"由{'、'.join(people[:3])}办"
        if people
        else "写过、审过这一篇的人不能办这一关，本单位没有别人了，请找系统管理员"
    )


def _moved_on(request: HttpRequest, record: Record) -> bool:
    """Was a form sent that had been opened before the record's last step?"""
    return request.method == "POST" and number(request.POST.get("seen")) not in (None, record.revision)


@desk(methods=("GET", "POST"))
def record_act(request: HttpRequest, record_id: str, name: str) -> HttpResponse:
    """The form of one act on a record, and the act."""
    record = record_or_404(request, record_id)
    acts = record_acts.acts_on(record)
    found = acts.get(name)
    if found is None:
        raise Http404
    falls_to = record_acts.may(found, record, request.scope)
    if not falls_to and not (_moved_on(request, record) and record_acts.may_have(found, record, request.scope)):
        raise Http404
    back, starts = acts["send_back"], None
    if name == back.name and request.method == "POST" and (judged_by := acts.get(request.GET.get(FROM, ""))):
        # Whoever answered a checklist goes on to return what it stops: what they wrote there is the reason they begin with.
        answered = judged_by.form(record, request.today, request.POST)
        starts = {"reason": answered.objections() if isinstance(answered, ReviewForm) else ""}
    return act_page(
        request,
        found,
        record,
        back=f"/desk/r/{record.pk}/",
        title=record.title,
        state=lambda r: STATES[r.state].label,
        steps=records.steps_of,
        unfit=lambda record: record_acts.unfit(found, record) or ("" if falls_to else record_acts.PASSED),
        starts=starts,
        beside=(lambda: _judged(record, request.scope)) if name in JUDGING else None,
        instead=back if record_acts.may(back, record, request.scope) else None,
    )
