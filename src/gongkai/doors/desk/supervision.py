"""Lights over units: what is overdue, what is about to be; every number opens the list of its duties."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.timezone import localdate

from gongkai.doors import edge
from gongkai.doors.desk import lines
from gongkai.doors.desk.demanding import heard
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.shell import BESIDE_CASES, group_codes, group_name, show
from gongkai.doors.desk.trend import per_cent, trend
from gongkai.engines.supervision import queries as watching
from gongkai.engines.supervision.standing import queries as standing
from gongkai.ground.rules.terms import last_working_day, late_by
from gongkai.ground.ui.words import near_date, weekday, zh_date
from gongkai.ground.units import queries as units
from gongkai.ground.units.queries import names_of
from gongkai.kernel.cases import demands
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case, Demand
from gongkai.kernel.flow.duties import due_between
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.oversight import queries as oversight
from gongkai.kernel.oversight.actions import OVERSEERS
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.models import Record
from gongkai.pure import declare
from gongkai.pure.declare.roles import CASE_ROLES

URGENT = 8
WORST = 60
"""Units on the first page; a city's thousand are asked for."""
PAGE = 50
WORDS = {watching.RED: "已超期", watching.YELLOW: "将到期", watching.GREEN: "正常", watching.PAUSED: "暂停计时"}
UNIT_WORDS = {
    watching.RED: "有超期",
    watching.YELLOW: "有将到期",
    watching.GREEN: "全部正常",
    watching.PAUSED: "都在暂停",
}
HINTS = {
    watching.RED: "过了到期日还没有办；到期日暂定的，过了最早可能到期的那天",
    watching.YELLOW: "快到期，或等的日子过了",
    watching.GREEN: "离到期日还早",
    watching.PAUSED: "等意见、等补正、没有期限",
}


@desk()
def overview(request: HttpRequest) -> HttpResponse:
    """Four lamps, units with the worst first, and what to act on now."""
    procedure = _procedure(request)
    found = watching.by_unit(request.scope, request.today, procedure)
    urgent = watching.listed(request.scope, request.today, light=watching.RED, procedure=procedure)[:URGENT]
    stranded = watching.stranded(request.scope, request.today, procedure)[:URGENT]
    totals, every = watching.lamps(found), bool(asked(request, "units", {"all"}))
    return show(
        request,
        "desk/supervision/overview.html",
        "电子监察",
        lamps=[_lamp(light, totals[light], procedure) for light in watching.LIGHTS],
        lines=[_unit_line(each, procedure) for each in (found if every else found[:WORST])],
        left_out="" if every or len(found) <= WORST else _every_unit(procedure),
        units_owing=len(found),
        urgent=_lines(request, list(urgent)),
        stranded=_lines(request, list(stranded)),
        all_url=_url(procedure, light=watching.RED),
        rooms=rooms(request),
        chips=_chips(procedure),
        oversees=request.scope.has(*OVERSEERS),
        **_standing(request, procedure),
        trend=trend(watching.kept_by_month(request.scope, request.today)),
        made_timely=len(watching.made_timely(request.scope)),
        taken_late=len(watching.taken_late(request.scope, request.today)),
        published_late=_late(request).count(),
        let_off=len(_let_off(request)),
        urged=_urged(request).count(),
        without_head="、".join(unit.short_name for unit in watching.without_head(request.scope, request.today)),
    )


def _standing(request: HttpRequest, procedure: str) -> dict[str, Any]:
    """In which stages open cases are, and for how long they have been open; nothing of records."""
    if procedure in BESIDE_CASES:
        return {}
    ages, stages = standing.ages_and_stages(request.scope, request.today, procedure)
    return {
        "ages": [(each.words, ages[each.key], _open_url(p=procedure, age=each.key)) for each in standing.AGES],
        "stages": [
            (each.label, "" if procedure else group_name(each.procedure), each.count, _open_url(p=each.procedure, state=each.state))
            for each in stages
        ],
        "open_count": sum(ages.values()),
    }  # fmt: skip


def _every_unit(procedure: str) -> str:
    return "/desk/supervision/?" + urlencode({"units": "all"} | ({"p": procedure} if procedure else {}))


def _open_url(**named: str) -> str:
    return "/desk/supervision/open/?" + urlencode({name: value for name, value in named.items() if value})


@desk()
def open_cases(request: HttpRequest) -> HttpResponse:
    """The open cases behind a number: ``?p``, ``?state`` (of that procedure), ``?age``, ``?from``."""
    procedure = asked(request, "p", {each.code for each in declare.procedures()})
    age = asked(request, "age", standing.BY_KEY)
    states = declare.procedure(procedure).states if procedure else {}
    state = asked(request, "state", states)
    found = standing.open_cases(request.scope, procedure)
    if age:
        found = standing.aged(found, standing.BY_KEY[age], request.today)
    if state:
        found = found.filter(state=state)
    start, total = start_of(request), found.count()
    refs = list(found.order_by("registered_on", "id").values_list("reference", flat=True)[start : start + PAGE])
    named = {"p": procedure, "state": state, "age": age}
    words = "".join((group_name(procedure) if procedure else "", states[state].label if state else "在办", "的"))
    of_age = f"（收到{standing.BY_KEY[age].words}）" if age else ""
    return listed_cases(
        request,
        f"{words}{of_age}",
        refs,
        total=total,
        older_url=_open_url(**named, **{"from": str(start + PAGE)}) if start + PAGE < total else "",
        newer_url=_open_url(**named, **{"from": str(max(start - PAGE, 0))}) if start else "",
    )


@desk()
def listing(request: HttpRequest) -> HttpResponse:
    """The duties behind a number: ``?light``, ``?unit`` (code), ``?p`` (procedure), ``?from`` (how many were shown)."""
    procedure = _procedure(request)
    light, code = asked(request, "light", watching.LIGHTS), request.GET.get("unit", "")
    unit = units.unit_by_code(code) if code else None
    if code and unit is None:
        raise Http404
    found = watching.listed(
        request.scope, request.today, light=light, unit=unit.pk if unit else None, procedure=procedure
    )
    start, total = start_of(request), found.count()
    shown = _lines(request, list(found[start : start + PAGE]))
    name = "".join((unit.short_name if unit else "", WORDS.get(light, "在办"), f"的{total}项"))
    more = {"light": light, "unit": code}
    return show(
        request,
        "desk/supervision/listing.html",
        name,
        groups_of_lines=[("", shown)] if shown else [],
        older_url=_url(procedure, **more, start=str(start + PAGE)) if start + PAGE < total else "",
        newer_url=_url(procedure, **more, start=str(max(start - PAGE, 0))) if start else "",
    )


WEEK = 5
"""Working days."""


UNITS_ON_THE_WALL = 6


@desk(*OVERSEERS)
def wall(request: HttpRequest) -> HttpResponse:
    """The large screen of those who oversee: figures alone, of nobody in particular; it fetches itself anew."""
    found = watching.by_unit(request.scope, request.today)
    totals = watching.lamps(found)
    ages = standing.ages(request.scope, request.today)
    months = watching.kept_by_month(request.scope, request.today)
    closed, kept = sum(each.closed for each in months), sum(each.kept for each in months)
    soon = due_between(
        watching.duties(request.scope).filter(paused=False), request.today, last_working_day(request.today, WEEK)
    )
    urgent = [each for each in found if each.counts[watching.RED] or each.counts[watching.YELLOW]]
    most = max(ages.values(), default=0) or 1
    return render(
        request,
        "desk/supervision/wall.html",
        {
            "site": edge.site(),
            "today": request.today,
            "at": request.at,
            "lamps": [(light, WORDS[light], totals[light]) for light in watching.LIGHTS],
            "units": [(each.unit.short_name, each.worst, each.counts) for each in urgent[:UNITS_ON_THE_WALL]],
            "more": max(len(urgent) - UNITS_ON_THE_WALL, 0),
            "ages": [(each.words, ages[each.key], round(100 * ages[each.key] / most)) for each in standing.AGES],
            "soon": soon.count(),
            "rate": per_cent(kept, closed) if closed else "",
            "closed": closed,
            "kept": kept,
            "states": oversight.by_state(oversight.visible_to(request.scope)),
        },
    )


@desk()
def week(request: HttpRequest) -> HttpResponse:
    """What turns red within a week of working days unless it is done: by its last day; ``?p``, ``?from``."""
    procedure = _procedure(request)
    last = last_working_day(request.today, WEEK)
    found = due_between(watching.duties(request.scope, procedure).filter(paused=False), request.today, last)
    found = found.select_related("clock", "unit")
    start, total = start_of(request), found.count()
    page = list(found[start : start + PAGE])
    groups: dict[str, list[lines.Line]] = {}
    for duty, line in zip(page, _lines(request, page), strict=True):
        day = duty.told_on
        head = f"{'今天' if day == request.today else near_date(day, request.today)}（{weekday(day)}）到期"
        groups.setdefault(head, []).append(line)
    url = f"/desk/supervision/week/?{urlencode({'p': procedure}) + '&' if procedure else ''}from="
    return show(
        request,
        "desk/supervision/week.html",
        f"一周内要变红的{total}项",
        rooms=rooms(request),
        chips=_chips(procedure, "/desk/supervision/week/"),
        until=last,
        groups_of_lines=list(groups.items()),
        older_url=f"{url}{start + PAGE}" if start + PAGE < total else "",
        newer_url=f"{url}{max(start - PAGE, 0)}" if start else "",
    )


@desk()
def made_timely(request: HttpRequest) -> HttpResponse:
    """The cases behind the number of those in which a term that was missed was made kept, or less late: which, by whom, and when."""
    found = watching.made_timely(request.scope)
    names = names_of({relief.by for reliefs in found.values() for relief in reliefs})

    def notes(case: Case) -> list[str]:
        return [f"{r.said}（{names.get(r.by, r.by)}，{zh_date(localdate(r.at))}）" for r in found[case.reference]]

    return listed_cases(request, "超期以后改了收到日期、登记撤回的", list(found), notes=notes)


@desk()
def taken_late(request: HttpRequest) -> HttpResponse:
    """The cases behind the number of those in which a step was taken after its own term."""
    refs = watching.taken_late(request.scope, request.today)

    def days(case: Case) -> int:
        return max(each.days for each in cases.taken_late(case))

    def notes(case: Case) -> list[str]:
        return [f"{each.label}{each.words}" for each in cases.taken_late(case) if each.ran_out or each.reread]

    return listed_cases(request, "要求补正逾期的", refs, late=days, notes=notes)


@desk()
def published_late(request: HttpRequest) -> HttpResponse:
    """The records behind the number of those that were published after their term; ``?from``: how many were shown."""
    found = _late(request)
    start, total = start_of(request), found.count()
    page = list(found[start : start + PAGE])
    shown = lines.of_late([(each, late_by(each.publish_due_on, each.published_on)) for each in page])
    url = "/desk/supervision/published-late/?from="
    return show(
        request,
        "desk/supervision/listing.html",
        f"逾期公开的{total}条",
        groups_of_lines=[("", shown)] if shown else [],
        plain=True,
        lamp="逾期（工作日）",
        older_url=f"{url}{start + PAGE}" if start + PAGE < total else "",
        newer_url=f"{url}{max(start - PAGE, 0)}" if start else "",
    )


@desk()
def let_off(request: HttpRequest) -> HttpResponse:
    """The records behind the number of those whose lateness before or after publication ended otherwise than in publishing them."""
    found = _let_off(request)
    names = names_of({by for _, acts in found for _, by, _ in acts})
    shown = lines.of_records(
        [
            (record, [f"{said}（{names.get(by, by)}，{zh_date(localdate(at))}）" for said, by, at in acts])
            for record, acts in found
        ]
    )
    heading = f"超期的草稿和更正{len(found)}条"
    groups = [("", shown)] if shown else []
    return show(request, "desk/supervision/listing.html", heading, groups_of_lines=groups, plain=True)


@desk()
def urged(request: HttpRequest) -> HttpResponse:
    """The cases behind the number of what was reminded and urged of: whom, and what came of it."""
    made = _urged(request)
    start, total = start_of(request), made.count()
    found: dict[Case, list[Demand]] = {}
    for each in made[start : start + PAGE]:
        found.setdefault(each.case, []).append(each)

    def notes(case: Case) -> list[str]:
        return [heard(each, request.today) for each in found[case]]

    shown, url = lines.of_watched(list(found), [], None, notes), "/desk/supervision/urged/?from="
    return show(
        request,
        "desk/supervision/listing.html",
        f"催办、督办{total}次",
        groups_of_lines=[("", shown)] if shown else [],
        plain=True,
        older_url=f"{url}{start + PAGE}" if start + PAGE < total else "",
        newer_url=f"{url}{max(start - PAGE, 0)}" if start else "",
    )


def start_of(request: HttpRequest) -> int:
    """How many lines of a list were shown before (``?from``)."""
    begun = request.GET.get("from", "")
    return int(begun) if begun.isdecimal() and len(begun) < 9 else 0


def _urged(request: HttpRequest) -> QuerySet[Demand]:
    """Of the last twelve months."""
    return demands.urged_in(request.scope, request.today - timedelta(days=365))


def _let_off(request: HttpRequest) -> list[tuple[Record, list[tuple[str, str, datetime]]]]:
    """Of the last twelve months."""
    return records.let_off(request.scope, request.at - timedelta(days=365))


def _late(request: HttpRequest) -> QuerySet[Record]:
    """Of the last twelve months."""
    return records.published_late(request.scope, request.today - timedelta(days=365))


def listed_cases(
    request: HttpRequest,
    heading: str,
    refs: list[str],
    late: Callable[[Case], int] | None = None,
    notes: Callable[[Case], list[str]] | None = None,
    template: str = "desk/supervision/listing.html",
    total: int | None = None,
    **more: Any,
) -> HttpResponse:
    """A list of cases by their references, also of those that the person may not open; ``late``: with the working days that each was;
    ``notes``: with more lines of each; ``total``: how many there are, if only some are shown."""
    seen, known = _seen(request, refs), cases.by_refs([f"case:{ref}" for ref in refs])
    open_to = {case.reference for case in seen}
    unseen = [known[f"case:{ref}"] for ref in refs if ref not in open_to]
    shown = lines.of_watched(seen, unseen, late, notes)
    groups, how = [("", shown)] if shown else [], {"plain": True, "lamp": "逾期（工作日）" if late else ""}
    heading = f"{heading}{len(refs) if total is None else total}件"
    return show(request, template, heading, groups_of_lines=groups, **how, **more)


def _seen(request: HttpRequest, refs: list[str]) -> list[Case]:
    """The cases of these references that the person may see, in their order."""
    seen = {case.reference: case for case in cases.visible_to(request.scope).filter(reference__in=refs)}
    return [seen[ref] for ref in refs if ref in seen]


def _procedure(request: HttpRequest) -> str:
    """Of which procedure the lights are asked for; "" is of all."""
    return asked(request, "p", group_codes())


def _url(procedure: str, *, light: str = "", unit: str = "", start: str = "") -> str:
    named = {"p": procedure, "light": light, "unit": unit, "from": start}
    return "/desk/supervision/list/?" + urlencode({name: value for name, value in named.items() if value})


def _lamp(light: str, count: int, procedure: str) -> dict[str, Any]:
    return {
        "light": light,
        "words": WORDS[light],
        "count": count,
        "hint": HINTS[light],
        "url": _url(procedure, light=light),
    }


def _unit_line(each: watching.UnitLights, procedure: str) -> dict[str, Any]:
    code = each.unit.code
    return {
        "name": each.unit.short_name,
        "light": each.worst,
        "words": UNIT_WORDS[each.worst],
        "counts": each.counts,
        "total": (each.total, _url(procedure, unit=code)),
        "soon": (each.counts[watching.YELLOW], _url(procedure, unit=code, light=watching.YELLOW)),
        "late": (each.counts[watching.RED], _url(procedure, unit=code, light=watching.RED)),
    }


def _chips(procedure: str, base: str = "/desk/supervision/") -> list[tuple[str, str, bool]]:
    return [
        (group_name(code) if code else "全部程序", f"{base}?p={code}" if code else base, code == procedure)
        for code in ("", *group_codes())
    ]


ROOMS = (
    ("/desk/supervision/", "总览", ()),
    ("/desk/supervision/week/", "一周内要变红", ()),
    ("/desk/supervision/questions/", "要核实的疑问", OVERSEERS),
    ("/desk/supervision/league/", "及时率排行", OVERSEERS),
    ("/desk/findings/", "说明和整改", (*CASE_ROLES, *OVERSEERS)),
)


def rooms(request: HttpRequest) -> list[dict[str, Any]]:
    """The parts of supervision that are this person's, side by side."""
    mine = [(url, label) for url, label, by in ROOMS if not by or request.scope.has(*by)]
    return [{"label": label, "url": url, "current": request.path == url} for url, label in mine]


def _lines(request: HttpRequest, duties: list[Duty]) -> list[lines.Line]:
    """One line a duty; what the person may not see keeps its line, without number and title."""
    refs = [duty.ref for duty in duties]
    case_names = [ref.removeprefix("case:") for ref in refs if ref.startswith("case:")]
    record_names = [ref.removeprefix("record:") for ref in refs if ref.startswith("record:")]
    seen_cases = {c.ref: c for c in cases.visible_to(request.scope).filter(reference__in=case_names)}
    seen_records = {r.ref: r for r in records.visible_to(request.scope).filter(pk__in=record_names)}
    points = lines.points_of(request.scope, duties)
    return lines.of_duties(duties, request.today, seen_cases, seen_records, found_points=points)


supervision_urls = [
    path("supervision/", overview),
    path("supervision/list/", listing),
    path("supervision/week/", week),
    path("supervision/open/", open_cases),
    path("supervision/wall/", wall),
    path("supervision/made-timely/", made_timely),
    path("supervision/let-off/", let_off),
    path("supervision/urged/", urged),
    path("supervision/taken-late/", taken_late),
    path("supervision/published-late/", published_late),
]
