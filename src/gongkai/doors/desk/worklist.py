"""The worklist: what the signed-in person owes, what their units owe, and what is done."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.doors.desk import lights
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.shell import RECORDS, group_name, owed_counts, screen_url, screens, show
from gongkai.ground.parties import vault
from gongkai.ground.rules import queries as rules
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import CLOSED, Case
from gongkai.kernel.flow.duties import owed_by, owed_in
from gongkai.kernel.flow.models import NEVER, Duty
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record
from gongkai.pure import declare
from gongkai.pure.clock import UnknownYear
from gongkai.pure.codes.masks import mask_name
from gongkai.pure.declare import Role
from gongkai.pure.law.applicants import CHANNELS, label_of

PAGE = 25
MOST_COUNTED = 1000
SOON = 3
MINE, UNIT, CLOSED_ONES = "mine", "unit", "closed"


@dataclass(frozen=True)
class Line:
    """One row of the list."""

    url: str
    title: str
    small: str
    reference: str
    procedure: str
    state: str
    due: date | None
    waits: str
    who: str
    seen: lights.Seen | None = None


@desk()
def worklist(request: HttpRequest) -> HttpResponse:
    """One page of duties, by due day; ``?tab``, ``?p`` (procedure), ``?after`` (key of the last row), ``?q`` (a number or title)."""
    tab = request.GET.get("tab") if request.GET.get("tab") in (UNIT, CLOSED_ONES) else MINE
    if request.GET.get("q", "").strip():
        return _find(request, request.GET["q"].strip())
    if tab == CLOSED_ONES:
        return _closed(request)
    wanted = request.GET.get("p", "")
    whole = owed_by(request.scope) if tab == MINE else owed_in(request.scope)
    duties, last = _page(_of_procedure(whole, wanted), request.GET.get("after", ""))
    counts = owed_counts(request)
    unit_count = owed_in(request.scope).order_by()[:MOST_COUNTED].count()
    return show(
        request,
        "desk/worklist.html",
        "我的办件",
        tabs=_tabs(tab, sum(counts.values()), unit_count),
        chips=_chips(request, tab, wanted, counts if tab == MINE else None),
        groups_of_lines=_grouped(duties, _lines(duties, request.today), request.today),
        older_url=_url(tab, wanted, last) if last else "",
        newer_url=_url(tab, wanted) if request.GET.get("after") else "",
        screens=_buttons(request),
    )


def _buttons(request: HttpRequest) -> list[dict[str, str]]:
    return [{"label": s.label, "url": screen_url(d, s)} for d, s in screens() if request.scope.has(*s.by)]


def _of_procedure(duties: QuerySet[Duty], wanted: str) -> QuerySet[Duty]:
    if wanted == RECORDS:
        return duties.filter(procedure__startswith=f"{RECORDS}:")
    return duties.filter(procedure=wanted) if wanted else duties


def _page(duties: QuerySet[Duty], after: str) -> tuple[list[Duty], str]:
    """A page of duties from a key on, and the key of the next page ("" if this is the last)."""
    day, _, number = after.partition(".")
    if number.isdigit():
        try:
            start = date.fromisoformat(day)
        except ValueError:
            start = date.min
        duties = duties.filter(Q(sort_on__gt=start) | Q(sort_on=start, id__gt=int(number)))
    found = list(duties.select_related("clock")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], f"{last.sort_on.isoformat()}.{last.pk}" if last else ""


def _url(tab: str, wanted: str, after: str = "") -> str:
    asked = {"tab": tab if tab != MINE else "", "p": wanted, "after": after}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/desk/?{query}" if query else "/desk/"


def _tabs(tab: str, mine: int, unit: int) -> list[dict]:
    shown = f"{MOST_COUNTED - 1}+" if unit >= MOST_COUNTED else str(unit)
    return [
        {"label": "要我办", "count": mine, "url": _url(MINE, ""), "current": tab == MINE},
        {"label": "本单位全部", "count": shown, "url": _url(UNIT, ""), "current": tab == UNIT},
        {"label": "已办结", "count": None, "url": _url(CLOSED_ONES, ""), "current": tab == CLOSED_ONES},
    ]


def _chips(request: HttpRequest, tab: str, wanted: str, counts: dict[str, int] | None) -> list[dict]:
    codes = [d.code for d in declare.procedures()] + [RECORDS]
    chips = [{"label": "全部程序", "url": _url(tab, ""), "on": not wanted, "count": None}]
    for code in codes:
        count = counts[code] if counts is not None else None
        if count != 0 or wanted == code:
            chips.append({"label": group_name(code), "url": _url(tab, code), "on": wanted == code, "count": count})
    return chips


def _lines(duties: list[Duty], today: date) -> dict[int, Line]:
    refs = [duty.ref for duty in duties]
    found_cases, found_records = cases.by_refs(refs), records.by_refs(refs) if _any_record(refs) else {}
    case_lines = _case_lines(list(found_cases.values()))
    seen = lights.seen(duties, today, {ref: record.formed_on for ref, record in found_records.items()})
    lines = {}
    for duty in duties:
        base = case_lines.get(duty.ref) or _record_line(found_records[duty.ref])
        base = base | {"state": _asked_for(duty) or base["state"]}
        lines[duty.pk] = Line(
            **base, due=duty.due_on, waits=_waits(duty), who=Role(duty.role).label, seen=seen[duty.pk],
        )  # fmt: skip
    return lines


def _asked_for(duty: Duty) -> str:
    """The words for a duty that is not simply the next step of its case: an opinion that is awaited from somebody."""
    drawer = next((d for d in declare.procedures() if d.code == duty.procedure), None)
    return getattr(drawer.face("desk"), "DUTIES", {}).get(duty.kind, "") if drawer else ""


def _any_record(refs: list[str]) -> bool:
    return any(ref.startswith(f"{RECORDS}:") for ref in refs)


def _waits(duty: Duty) -> str:
    if duty.paused:
        return "等意见，时钟暂停"
    if duty.due_on is None and duty.sort_on != NEVER:
        return "暂定"
    return ""


def _case_lines(found: list[Case]) -> dict[str, dict]:
    opened = vault.unseal_some([c.ref for c in found], "subject", "party") if found else {}
    lines = {}
    for case in found:
        procedure, party = declare.procedure(case.procedure), opened["party"].get(case.ref, {})
        asker = party.get("organisation") or mask_name(party.get("name", "")) or "（已清除）"
        lines[case.ref] = {
            "url": f"/desk/c/{case.reference}/",
            "title": opened["subject"].get(case.ref, cases.ERASED),
            "small": f"{asker} · {label_of(CHANNELS, case.channel)} · {case.unit.short_name}",
            "reference": case.reference,
            "procedure": procedure.name,
            "state": procedure.states[case.state].label,
        }
    return lines


def _record_line(record: Record) -> dict:
    return {
        "url": f"/desk/r/{record.pk}/",
        "title": record.title,
        "small": f"{record.section.name} · {record.unit.short_name}",
        "reference": record.index_number or record.document_number or record.pk,
        "procedure": declare.kind(record.kind).name,
        "state": STATES[record.state].label,
    }


def _grouped(duties: list[Duty], lines: dict[int, Line], today: date) -> list[tuple[str, list[Line]]]:
    try:
        soon = rules.calendar().nth_working_day(today, SOON)
    except UnknownYear:
        soon = today

    def heading(duty: Duty) -> str:
        if duty.sort_on < today:
            return "已超期"
        if duty.sort_on <= soon:
            return f"{SOON}个工作日内到期"
        return "在期限内" if duty.sort_on != NEVER else "时钟已暂停"

    return [(label, [lines[d.pk] for d in group]) for label, group in groupby(duties, key=heading)]


def _closed(request: HttpRequest) -> HttpResponse:
    found = cases.visible_to(request.scope).filter(phase__in=CLOSED).order_by("-id")
    after = request.GET.get("after", "")
    if after.isdigit():
        found = found.filter(id__lt=int(after))
    page = list(found[: PAGE + 1])
    shown = page[:PAGE]
    bases = _case_lines(shown)
    lines = [
        Line(**bases[case.ref], due=case.closed_on, waits="", who="", seen=lights.Seen("done", _kept(case)))
        for case in shown
    ]
    return show(
        request,
        "desk/worklist.html",
        "我的办件",
        tabs=_tabs(
            CLOSED_ONES, sum(owed_counts(request).values()), owed_in(request.scope).order_by()[:MOST_COUNTED].count()
        ),
        groups_of_lines=[("已办结", lines)] if lines else [],
        closed=True,
        older_url=_url(CLOSED_ONES, "", str(shown[-1].pk)) if len(page) > PAGE else "",
        newer_url=_url(CLOSED_ONES, "") if after else "",
        screens=_buttons(request),
    )


def _kept(case: Case) -> str:
    return {True: "按期办结", False: "超期办结", None: "已办结"}[case.on_time]


def _find(request: HttpRequest, text: str) -> HttpResponse:
    """A case or record by its number opens at once; else records of the scope whose title holds the words."""
    case = cases.get_visible(request.scope, text.upper())
    if case:
        return redirect(f"/desk/c/{case.reference}/")
    visible = records.visible_to(request.scope)
    exact = visible.filter(Q(index_number=text) | Q(document_number=text) | Q(pk=text)).first()
    if exact:
        return redirect(f"/desk/r/{exact.pk}/")
    titled = visible.filter(title__icontains=text).order_by("-formed_on", "-pk")[:PAGE]
    numbered = list(cases.visible_to(request.scope).filter(reference__contains=text.upper()).order_by("-id")[:PAGE])
    bases = [*_case_lines(numbered).values(), *(_record_line(record) for record in titled)]
    lines = [Line(**base, due=None, waits="", who="") for base in bases]
    return show(
        request,
        "desk/worklist.html",
        f"找“{text}”",
        query=text,
        groups_of_lines=[(f"找到{len(lines)}条", lines)] if lines else [],
        screens=_buttons(request),
    )
