"""The page of a case: its clock, what was asked, what happened, its papers, and what can be done to it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.doors.desk import demanding, rating
from gongkai.doors.desk.acting import act_page, primary
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.finding_forms import url_to_ask
from gongkai.doors.desk.near import beside
from gongkai.doors.desk.shell import NOBODY, show
from gongkai.doors.desk.timeline import moments
from gongkai.ground.documents.letter import letter
from gongkai.ground.documents.queries import NoticeView, addressee, data_of, enclosed_with, notices_of, papers, pdf_of
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import names_of as file_names
from gongkai.ground.files.queries import of_owner
from gongkai.ground.files.serving import download
from gongkai.ground.parties import vault
from gongkai.ground.rules import queries as rules
from gongkai.ground.ui import words
from gongkai.ground.ui.parts import Offer
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.queries import holders, names_of
from gongkai.kernel.cases import archives
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.actions import may_view_party, view_party
from gongkai.kernel.cases.calculation import calculation as calculated
from gongkai.kernel.cases.former import former_terms, was_corrected
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.models import Clock, StepTaken, Subject
from gongkai.pure import declare
from gongkai.pure.clock import ClockRule, Event, EventKind, Light, Reading, read, ruler, whole_term
from gongkai.pure.codes import masks
from gongkai.pure.declare import Role
from gongkai.pure.declare.roles import UNIT_ROLES
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, label_of

PARTY_LABELS = {
    "name": ("姓名", masks.mask_name),
    "organisation": ("单位", str),
    "id_number": ("证件号码", masks.mask_citizen),
    "phone": ("电话", masks.mask_phone),
    "email": ("邮箱", masks.mask_email),
    "address": ("地址", lambda text: f"{text[:3]}***"),
    "stand_in": ("代为申请的人", masks.mask_name),
    "stand_in_id": ("代为申请的人证件号码", masks.mask_citizen),
    "stand_in_phone": ("代为申请的人电话", masks.mask_phone),
    "others": ("共同申请人", lambda text: f"另有{len(text.splitlines())}人"),
}


EVERYWHERE = (demanding, rating)
"""What is offered in cases of every procedure, without a word in any drawer."""


def case_of(request: HttpRequest, reference: str) -> Case:
    found = cases.get_visible(request.scope, reference)
    if found is None:
        raise Http404
    return found


def drawer_of(case: Case) -> declare.Drawer:
    return next(d for d in declare.procedures() if d.code == case.procedure)


def _state(subject: Subject) -> str:
    return declare.procedure(subject.procedure).states[subject.state].label


@desk()
def case_page(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, case_of(request, reference))


@desk(methods=("GET", "POST"))
def party(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the applicant's data on the page, once; the opening is a fact. Asked for again, by its address alone, it is the case's page."""
    case = case_of(request, reference)
    if request.method != "POST":
        return redirect(f"/desk/c/{case.reference}/")
    if not may_view_party(case, request.scope.actor()):
        raise Http404
    opened = view_party(case=case, by=request.scope.actor(), at=request.at)
    return _page(request, case, opened=opened)


@desk(methods=("GET", "POST"))
def case_act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The form of one act, and the act."""
    case = case_of(request, reference)
    beside = next((each for each in EVERYWHERE if name in each.acts()), None)
    face = beside or drawer_of(case).face("desk")
    act = face.acts().get(name)
    if act is None or not face.may(act, case, request.scope):
        raise Http404
    act = face.at_hand(act, case, request.scope)
    title = cases.subjects_of([case])[case.ref]
    return act_page(
        request, act, case, back=f"/desk/c/{case.reference}/", title=title, state=_state, steps=lambda case: _seen(case, request),
        unfit=lambda case: face.unfit(act, case), barred=lambda case: _barred(request, case, name),
    )  # fmt: skip


def _barred(request: HttpRequest, case: Case, name: str) -> str:
    """Why the form of an act is not opened now, as its page says it too."""
    return next((offer.reason for offer in _offers(case, request) if offer.act.name == name), "")


def _offers(case: Case, request: HttpRequest) -> list[Offer]:
    """What this person can do to a case now: by its drawer, and what is alike in all of them."""
    faces = (drawer_of(case).face("desk"), *EVERYWHERE)
    return [offer for face in faces for offer in face.offers(case, request.scope, request.today)]


def _page(request: HttpRequest, case: Case, opened: dict[str, Any] | None = None) -> HttpResponse:
    face, sealed = drawer_of(case).face("desk"), vault.unseal_all(case.ref)
    offers = _offers(case, request)
    waits, guest = face.waiting(case, request.today), cases.is_guest(request.scope, case)
    over = guest and not cases.is_asked(request.scope, case)
    window = over and cases.took_down(request.scope, case)
    steps, notes = cases.steps_of(case), _notes(sealed)
    watching = cases.only_watches(request.scope, case)
    if watching:
        notes = _told_notes(case, steps, notes)
    elif guest:
        notes = {step.seq: notes[step.seq] for step in steps if _own(step, request) and step.seq in notes}
    notices = _notices(request, case)[::-1]
    parts = face.parts(case)
    late = [] if guest else cases.taken_late(case)
    enclosed = {} if guest else enclosed_with([each.notice for each in notices])
    return show(
        request,
        "desk/case.html",
        case.reference if window else sealed.get("subject", cases.ERASED),
        back=Link("我的办件", "/desk/"),
        case=case,
        base=f"/desk/c/{case.reference}/",
        procedure=declare.procedure(case.procedure),
        state=_state(case),
        over=over,
        guest=guest,
        window=window,
        clock=None if over else _clock(case, request, waits.since if waits else None),
        others=[] if guest else _other_clocks(case, request),
        late=late,
        waits=waits,
        told=_told_after(face, case, request, window)
        if over
        else [
            *demanding.told(case, request.today, request.scope, guest=guest),
            *face.told(
                case,
                request.today,
                asked=request.scope.units | request.scope.overseen if guest else None,
                watching=watching,
            ),
            *rating.told(case, request.today, guest=guest),
        ],
        moments=moments(
            case.ref,
            steps,
            notes,
            done=case.closed or over,
            shown=_shown(case, request, guest, over),
            lead=case.unit_id,
            late={each.taken.seq: each.words for each in late},
        ),
        notices=[
            (each, _other_addressee(each, sealed), parts.get(each.notice.pk, ""), enclosed.get(each.notice.pk, ()))
            for each in notices
        ],
        files=[]
        if guest or watching
        else _files(case, {each.file.public_id for files in enclosed.values() for each in files}),
        offers=offers,
        primary=primary(offers),
        near=beside(request, case.ref),
        gates=[] if guest else face.gates(case, request.today),
        party=[] if guest else _party(sealed.get("party", {}), opened),
        opened=opened is not None,
        may_open=may_view_party(case, request.scope.actor()),
        applicant=label_of(APPLICANT_TYPES, case.party_type),
        channel=label_of(CHANNELS, case.channel),
        wishes=face.facts(case),
        paper_links=[] if guest else _paper_links(face, case, request),
        linked=[_linked(each) for each in cases.linked_with(case, request.scope)],
        begins=_begins(case, request),
        ask_url=url_to_ask(request.scope, case.unit, about=[case.reference]),
        may_bundle=cases.may_bundle(request.scope, case),
        **_archiving(case, request),
        shares=[
            ("主办", case.unit.short_name),
            *([] if guest else _waiting_for(case, request.today)),
            *face.shares(case, request.today, request.scope.units if guest else None),
        ],
    )


def _told_after(face: Any, case: Case, request: HttpRequest, window: bool) -> list[tuple[str, str]]:
    """What a drawer shows of their own part to guests whose part is over; nothing to a window that only took the case down."""
    return face.told_after(case, request.today, request.scope) if hasattr(face, "told_after") and not window else []


def _archiving(case: Case, request: HttpRequest) -> dict[str, Any]:
    """How long the file of a closed case is kept, and whether it can go to the archives, for who may take it out."""
    if not case.closed or not cases.may_bundle(request.scope, case) or archives.not_yet(case):
        return {}
    kept, gone = archives.kept([case])[case.ref], archives.handed_in([case]).get(case.pk)
    return {"may_archive": True, "kept": kept, "handed_in": gone}


def _paper_links(face: Any, case: Case, request: HttpRequest) -> list[Link]:
    """Where a drawer works on papers of a case, for those who may."""
    return face.paper_links(case, request.scope) if hasattr(face, "paper_links") else []


def _linked(each: cases.Linked) -> tuple[str, str, str]:
    """A linked case as a line: what it is, how it belongs with this one and where it stands, its address. Of one that only its number is known
    of here: whose it is, and no address."""
    case = each.case
    if each.named:
        return f"{declare.procedure(case.procedure).name}{case.reference}", f"{each.words}，{case.unit.name}办理", ""
    ended = declare.procedure(case.procedure).outcomes.get(case.outcome, "")
    small = "，".join(part for part in (each.words, _state(case), ended) if part)
    return f"{declare.procedure(case.procedure).name}{case.reference}", small, f"/desk/c/{case.reference}/"


def _begins(case: Case, request: HttpRequest) -> list[Link]:
    """What other drawers can begin from a case: a reconsideration of what was done in it."""
    faces = {drawer.package: drawer.face("desk") for drawer in declare.procedures()}
    return [
        link
        for face in faces.values()
        if hasattr(face, "begins_from")
        for link in face.begins_from(case, request.scope)
    ]


def _told_notes(case: Case, steps: list[StepTaken], notes: dict[int, str]) -> dict[int, str]:
    """The notes of the steps that the applicant is told of too: not what those who handle the case write down for themselves."""
    known = declare.procedure(case.procedure).steps
    told = {step.seq for step in steps if step.name in known and known[step.name].public}
    return {seq: text for seq, text in notes.items() if seq in told}


def _own(step: StepTaken, request: HttpRequest) -> bool:
    return step.unit_id in request.scope.units


def _shown(case: Case, request: HttpRequest, guest: bool, over: bool) -> Callable[[StepTaken], bool] | None:
    """The steps that a guest is shown: what the applicant too is told (but for what names others who were asked) and what their own unit did; once its part is ``over``, only the
    latter. None: all.
    """
    known, kept = declare.procedure(case.procedure).steps, getattr(drawer_of(case).face("desk"), "NOT_FOR_GUESTS", ())

    def shown(step: StepTaken) -> bool:
        told = step.name not in kept and (step.name not in known or bool(known[step.name].public))
        return _own(step, request) or (told and not over)

    return shown if guest else None


def _seen(case: Case, request: HttpRequest) -> list[StepTaken]:
    """The steps of a case that this person is shown; to a form that came late no more is told than the page of the case holds."""
    guest = cases.is_guest(request.scope, case)
    shown = _shown(case, request, guest, guest and not cases.is_asked(request.scope, case))
    return [step for step in cases.steps_of(case) if shown is None or shown(step)]


def _notices(request: HttpRequest, case: Case) -> list[NoticeView]:
    """The notices of a case that this person may read."""
    found = notices_of(case.ref)
    if not cases.is_guest(request.scope, case):
        return found
    own = drawer_of(case).face("desk").addressed(case, request.scope.units)
    return [each for each in found if each.notice.pk in own]


def _other_addressee(view: NoticeView, sealed: dict[str, Any]) -> str:
    """Whom a notice went to, if not to the applicant."""
    to, party = addressee(view.notice, sealed), sealed.get("party", {})
    return "" if to in (party.get("name"), party.get("organisation"), "申请人") else to


def _clock(case: Case, request: HttpRequest, since: date | None) -> dict[str, Any] | None:
    """The answer clock, or that by which its drawer says that it runs now, drawn and explained; None while the day of receipt is not confirmed.

    ``since``: the day from which it counts nothing, for the term starts anew or never did: it is read as it stood then.
    """
    face = drawer_of(case).face("desk")
    clock = clocks.clock_of(case.ref, face.runs_by(case) if hasattr(face, "runs_by") else "answer")
    if clock is None:
        return None
    rule, events, today = rules.clock_rule(clock.rule), clocks.events_of(clock), since or request.today
    if since:
        events = [event for event in events if event.kind is not EventKind.STOP]
    reading = read(events, rule, rules.calendar(), today, explain=True)
    drawn = ruler(events, rule, rules.calendar(), today)
    unit = rule.term.counting.day_zh
    return {
        "ruler": drawn,
        "begins": rule.starts_with[:2],
        # Red from the earliest day on that the term can end; until the day expected nothing is late (决定§5.7).
        "tag": "暂定" if reading.light is Light.RED and not reading.overdue else "",
        "reading": reading,
        "rule": rule,
        "lines": reading.lines,
        "unit": unit,
        "words": _days_in_full(reading, unit),
        "term": whole_term(events, rule, rules.calendar()),
        "former": former_terms(case, clock) if was_corrected(events) else (),
        "beyond": reading.term_days > rule.term.days + rule.extension.days and _by_former_rule(events, rule),
        "restarted": not rule.restart_allowed and any(event.kind is EventKind.RESTART for event in events),
    }


def _by_former_rule(events: list[Event], rule: ClockRule) -> bool:
    """Was the term lengthened as the rule that now applies would not have it? A delay (条例第35条) may be longer than any extension."""
    extended = any(each.kind is EventKind.EXTEND and (each.days or 0) > rule.extension.days for each in events)
    return extended or (not rule.delay_article and any(each.kind is EventKind.DELAY for each in events))


LIGHTS_THAT_RUN = (Light.GREEN.value, Light.YELLOW.value)


def _days_in_full(reading: Reading, unit: str) -> str:
    """还剩7个工作日: under the clock the unit is always said."""
    said = words.days_left(reading)
    if said.endswith("今天到期"):
        return said
    # The last day of calendar days moves off a day off (民诉法第85条): the days until then are no part of the term.
    moved = (
        reading.left - max(reading.term_days - reading.spent, 0)
        if reading.due_on and reading.light.value in LIGHTS_THAT_RUN
        else 0
    )
    return re.sub("天$", unit, said) + (f"（其中顺延{moved}{unit}）" if moved > 0 else "")


def _other_clocks(case: Case, request: HttpRequest) -> list[dict[str, Any]]:
    face = drawer_of(case).face("desk")
    main = face.runs_by(case) if hasattr(face, "runs_by") else "answer"
    running: list[Clock] = [c for c in clocks.clocks_of(case.ref) if c.name != main and not c.stopped_on]
    return [{"name": rules.clock_rule(c.rule).name, "reading": clocks.reading(c, request.today)} for c in running]


def _notes(sealed: dict[str, Any]) -> dict[int, str]:
    return {int(name.removeprefix("step:")): text for name, text in sealed.items() if name.startswith("step:")}


def _files(case: Case, enclosed: set[str]) -> list[tuple[str, File]]:
    """What came with the case. Notices on paper are listed on their own, for they name the applicant; so is what went out with them."""
    elsewhere = papers(case.ref) | enclosed
    found = [file for file in of_owner(case.ref) if file.public_id not in elsewhere]
    names = file_names(found)
    return [(names[f.public_id], f) for f in found]


def _notice(request: HttpRequest, reference: str, key: int) -> tuple[Case, NoticeView]:
    case = case_of(request, reference)
    found = next((each for each in _notices(request, case) if each.notice.pk == key), None)
    if found is None:
        raise Http404
    return case, found


@desk()
def notice(request: HttpRequest, reference: str, key: int) -> HttpResponse:
    """A notice as it reads, the addressee's name masked; nothing of it is left once the case's data has been erased."""
    case, found = _notice(request, reference, key)
    data = data_of(found.notice)
    data = letter(found.notice.kind, data) if data else {}
    if data and data["to"] == vault.unseal(case.ref, "party", {}).get("name"):
        data["to"] = masks.mask_name(data["to"])
    back = Link(case.reference, f"/desk/c/{case.reference}/")
    guest = cases.is_guest(request.scope, case)
    may_open = guest or may_view_party(case, request.scope.actor())
    return show(
        request, "desk/notice.html", found.title, case=case, found=found, paper=data, back=back, may_open=may_open, guest=guest,
        enclosed=enclosed_with([found.notice]).get(found.notice.pk, ()) if data and not guest else (),
    )  # fmt: skip


@desk(methods=("POST",))
def notice_pdf(request: HttpRequest, reference: str, key: int) -> HttpResponse:
    """The notice as the PDF that was set when it was issued. It names the applicant, so that opening it is a fact; but for what was addressed
    to a unit that was asked.
    """
    case, found = _notice(request, reference, key)
    guest = cases.is_guest(request.scope, case)
    made = pdf_of(found.notice) if guest or may_view_party(case, request.scope.actor()) else None
    if made is None:
        raise Http404
    if not guest:
        view_party(case=case, by=request.scope.actor(), at=request.at)
    return download(made, f"{found.title}{found.notice.number}.pdf", "application/pdf")


@desk()
def calculation(request: HttpRequest, reference: str) -> HttpResponse:
    """How the term was counted, as a paper for whoever judges it."""
    case = case_of(request, reference)
    made = None if cases.is_guest(request.scope, case) else calculated(case, request.today)
    if made is None:
        raise Http404
    return download(made, f"{case.reference}办理期限计算单.pdf", "application/pdf")


def _party(party: dict[str, str], opened: dict[str, str] | None) -> list[tuple[str, str]]:
    """What stands of the applicant on the page: masked, unless opened just now."""
    return [
        (label, opened[name] if opened else mask(party[name]))
        for name, (label, mask) in PARTY_LABELS.items()
        if party.get(name) and (not opened or opened.get(name))
    ]


def _waiting_for(case: Case, today: date) -> list[tuple[str, str]]:
    """Whose turn it is: a person, or a role, of another unit with its name; each once."""
    duties = open_duties(case.ref)
    names = names_of({duty.person for duty in duties if duty.person}) if duties else {}
    found = []
    for duty in duties:
        who = names.get(duty.person) or _in_office(Role(duty.role), duty.unit_id, today)
        found.append(who if duty.unit_id == case.unit_id else f"{duty.unit.short_name}{who}")
    return [("现在等", who) for who in dict.fromkeys(found)]


def _in_office(role: Role, unit_id: int, today: date) -> str:
    """The role, and whether nobody holds it."""
    return role.label if role not in UNIT_ROLES or holders(role, unit_id, today) else f"{role.label}（{NOBODY}）"
