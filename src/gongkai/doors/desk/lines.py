"""One line of a list for each duty, case or record: the worklist, what is closed, what was found, and supervision show them alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.doors.desk import lights
from gongkai.doors.desk.faces import asked_for
from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import is_provisional
from gongkai.ground.ui.words import iso_date
from gongkai.ground.units.queries import names_of, units_by_id
from gongkai.ground.units.scope import Scope
from gongkai.kernel.assessments import queries as assessments
from gongkai.kernel.assessments.models import Appraisal
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.drafting import queries as drafting
from gongkai.kernel.drafting.models import Contribution
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.keypoints import queries as keypoints
from gongkai.kernel.keypoints.models import KeyPoint
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record
from gongkai.pure import declare
from gongkai.pure.codes.masks import mask_name
from gongkai.pure.declare import Phase
from gongkai.pure.law.applicants import CHANNELS, NATURAL, label_of

HIDDEN = "（不便显示）"
KEPT = {True: "按期办结", False: "超期办结", None: "已办结"}


@dataclass(frozen=True)
class Line:
    """One row. ``url`` "" where the reader may not open what it counts; ``waits`` stands in the place of ``due``; ``also`` is what else
    is owed in it, beside ``state``; ``notes`` stand below ``small``, each in a line."""

    url: str
    title: str
    small: str
    unit: str
    reference: str
    procedure: str
    state: str
    due: date | None = None
    waits: str = ""
    who: str = ""
    also: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seen: lights.Seen | None = None


def of_duties(
    duties: list[Duty],
    today: date,
    found_cases: dict[str, Case],
    found_records: dict[str, Record],
    others: Iterable[Duty] = (),
    found_points: dict[str, KeyPoint | Contribution | Appraisal] | None = None,
) -> list[Line]:
    """Lines of duties in their order; what is not among the found keeps its line, without number and title. ``others``: further duties to
    the same subjects, which get no line of their own."""
    found_points, others = found_points or {}, list(others)
    case_bases = _of_cases(list(found_cases.values()))
    # Of a record that is kept back the term rests.
    running = {ref: each.term_from for ref, each in found_records.items() if each.phase != Phase.WAITING}
    seen = lights.seen(duties, today, running)
    officers = cases.accepted_by([case.ref for case in found_cases.values()]) if found_cases else {}
    people = {person for person in (*(duty.person for duty in duties), *officers.values()) if person}
    names = names_of(people) if people else {}
    elsewhere = {d.pk for d in duties if d.ref in found_cases and d.unit_id != found_cases[d.ref].unit_id}
    consulted = units_by_id() if elsewhere else {}
    lines = []
    for duty in duties:
        record = found_records.get(duty.ref)
        point = found_points.get(duty.ref)
        base = (
            case_bases.get(duty.ref)
            or (_of_record(record) if record else None)
            or (_of_other(point) if point else _hidden(duty.unit.short_name))
        )
        asked_elsewhere = duty.pk in elsewhere
        if asked_elsewhere:
            # Who is only consulted is told nothing of the applicant; it is they who owe it.
            base = base | {"small": base["unit"], "unit": consulted[duty.unit_id].short_name}
        state = asked_for(duty) or base["state"]
        more = [_beside(other, base["state"], today) for other in others if other.ref == duty.ref]
        base = base | {"state": state, "also": tuple(word for word in dict.fromkeys(more) if word != state)}
        who = names.get(duty.person or ("" if asked_elsewhere else officers.get(duty.ref, "")), "")
        lines.append(
            Line(**base, due=duty.due_on, waits=waiting(duty, today, seen[duty.pk]), who=who, seen=seen[duty.pk])
        )
    return lines


def _beside(other: Duty, state: str, today: date) -> str:
    """What else is owed in a line that shows another duty: one with a day of its own says how that stands, for no light does."""
    word = asked_for(other) or state
    if other.clock_id or other.due_on is None or any_record([other.ref]):
        return word
    if other.paused:
        return lights.plain(other, today).words if other.due_on < today else word
    return f"{word}：{lights.plain(other, today).words}"


def of_closed(found: list[Case]) -> list[Line]:
    """Lines of closed cases: in time or not, and the day."""
    bases = _of_cases(found)
    return [Line(**bases[c.ref], due=c.closed_on, seen=lights.Seen("done", KEPT[c.on_time])) for c in found]


def of_found(found_cases: list[Case], found_records: Iterable[Record] = ()) -> list[Line]:
    """Lines without a light."""
    bases = [*_of_cases(found_cases).values(), *(_of_record(record) for record in found_records)]
    return [Line(**base) for base in bases]


def of_watched(
    found: list[Case],
    unseen: list[Case],
    late: Callable[[Case], int] | None = None,
    notes: Callable[[Case], list[str]] | None = None,
) -> list[Line]:
    """Lines of cases that are watched, with the working days that something was ``late``, if that is asked, and ``notes``; after them one
    without number and title, with the unit alone, for each of the ``unseen``."""
    red = [lights.Seen("red", f"晚{late(case)}天") if late else None for case in found]
    shown = [
        Line(**base, seen=seen, notes=tuple(notes(case)) if notes else ())
        for case, base, seen in zip(found, _of_cases(found).values(), red, strict=True)
    ]
    return shown + [Line(**_hidden(case.unit.short_name)) for case in unseen]


def of_late(found: list[tuple[Record, int | None]]) -> list[Line]:
    """Lines of records that were published after their term, with the working days that each was late."""
    red = [lights.Seen("red", f"晚{days}天" if days else "晚了") for _, days in found]
    return [
        Line(**_of_record(record), due=record.publish_due_on, seen=seen)
        for (record, _), seen in zip(found, red, strict=True)
    ]


def of_records(found: list[tuple[Record, list[str]]]) -> list[Line]:
    """Lines of records with notes, without a light."""
    return [Line(**_of_record(record), notes=tuple(notes)) for record, notes in found]


def any_record(refs: list[str]) -> bool:
    return any(ref.startswith(f"{Record.SUBJECT}:") for ref in refs)


def waiting(duty: Duty, today: date, seen: lights.Seen) -> str:
    """What stands for the due day where there is none to keep."""
    if duty.paused and duty.clock_id:
        return "等意见后接着算"
    if duty.paused:
        if duty.due_on is None or today > duty.due_on:
            return ""
        return f"{'暂定' if is_provisional(duty.due_on) else ''}等到{iso_date(duty.due_on)}"
    if duty.due_on is None and not duty.clock_id and not any_record([duty.ref]):
        return "期限没定"
    if duty.due_on is None and seen.ruler and seen.ruler.reading.provisional:
        return f"暂定{iso_date(seen.ruler.reading.provisional)}"
    return ""


def _of_cases(found: list[Case]) -> dict[str, dict[str, Any]]:
    opened = vault.unseal_some([c.ref for c in found], "subject", "party") if found else {}
    lines = {}
    for case in found:
        procedure, party = declare.procedure(case.procedure), opened["party"].get(case.ref, {})
        organisation = "" if case.party_type == NATURAL.key else party.get("organisation")
        asker = organisation or mask_name(party.get("name", "")) or "（已清除）"
        lines[case.ref] = {
            "url": f"/desk/c/{case.reference}/",
            "title": opened["subject"].get(case.ref, cases.ERASED),
            "small": f"{asker} · {label_of(CHANNELS, case.channel)} · {case.unit.short_name}",
            "unit": case.unit.short_name,
            "reference": case.reference,
            "procedure": procedure.name,
            "state": procedure.states[case.state].label,
        }
    return lines


def _of_record(record: Record) -> dict[str, Any]:
    valid = record.get_validity_display() if record.live and record.validity else ""
    return {
        "url": f"/desk/r/{record.pk}/",
        "title": record.title,
        "small": " · ".join(filter(None, (record.section.name, record.unit.short_name, valid))),
        "unit": record.unit.short_name,
        "reference": record.document_number or record.index_number,
        "procedure": declare.kind(record.kind).name,
        "state": STATES[record.state].label,
    }


def _of_point(point: KeyPoint | Contribution) -> dict[str, Any]:
    if isinstance(point, Contribution):
        return {
            "url": f"/desk/contributions/{point.pk}/",
            "title": f"给{point.record.title}供稿：{point.chapter}",
            "small": f"{point.record.unit.short_name}请{point.unit.short_name}写",
            "unit": point.unit.short_name,
            "reference": "",
            "procedure": "供稿",
            "state": point.get_state_display(),
        }
    return {
        "url": f"/desk/key-points/{point.pk}/",
        "title": point.named,
        "small": f"{point.source} · {point.unit.short_name}",
        "unit": point.unit.short_name,
        "reference": f"{point.year}年要点",
        "procedure": "年度要点",
        "state": point.state_label,
    }


def _of_other(found: KeyPoint | Contribution | Appraisal) -> dict[str, Any]:
    if not isinstance(found, Appraisal):
        return _of_point(found)
    return {
        "url": f"/desk/assessment/a/{found.pk}/",
        "title": f"{found.year}年度考核：{found.unit.short_name}",
        "small": found.unit.short_name,
        "unit": found.unit.short_name,
        "reference": f"{found.year}年度",
        "procedure": "年度考核",
        "state": found.state_label,
    }


def points_of(scope: Scope, duties: list[Duty]) -> dict[str, KeyPoint | Contribution | Appraisal]:
    """The key points, contributions and parts in a year's assessment that duties belong to, by reference."""
    refs = [duty.ref for duty in duties]
    return {**keypoints.by_refs(scope, refs), **drafting.by_refs(scope, refs), **assessments.by_refs(scope, refs)}


def _hidden(unit: str) -> dict[str, Any]:
    return {
        "url": "",
        "title": HIDDEN,
        "small": unit,
        "unit": unit,
        "reference": "",
        "procedure": "",
        "state": "",
    }
