"""The worklist: what the signed-in person owes, what their units owe, and what is done."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from gongkai.doors.desk import alerts, findings, lines, withheld
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.finding import find
from gongkai.doors.desk.shell import RECORDS, group_codes, group_name, owed_counts, screen_url, screens, show
from gongkai.ground.rules.terms import last_working_day
from gongkai.ground.ui.legible import legible
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import CLOSED
from gongkai.kernel.flow.duties import one_each, owed_by, owed_in
from gongkai.kernel.flow.models import NEVER, Duty
from gongkai.kernel.records import queries as records

PAGE = 25
MOST_COUNTED = 1000
SOON = 3
MINE, UNIT, CLOSED_ONES = "mine", "unit", "closed"


@desk()
def worklist(request: HttpRequest) -> HttpResponse:
    """One page of what is owed, by due day, a case or record once; ``?tab``, ``?p`` (procedure), ``?after`` (key of the last row), ``?q`` (a number or title)."""
    tab = asked(request, "tab", (MINE, UNIT, CLOSED_ONES)) or MINE
    wanted = asked(request, "p", group_codes())
    if text := legible(request.GET.get("q", ""), lines=False).strip():
        return find(request, text)
    if tab == CLOSED_ONES:
        return _closed(request)
    whole = owed_by(request.scope) if tab == MINE else owed_in(request.scope)
    duties, last = _page(_of_procedure(one_each(whole, request.today), wanted), request.GET.get("after", ""))
    counts, unit_count = owed_counts(request), _unit_count(request)
    after = request.GET.get("after", "")
    return show(
        request,
        "desk/worklist.html",
        "我的办件",
        tabs=_tabs(tab, sum(counts.values()), unit_count),
        chips=_chips(request, tab, wanted, counts if tab == MINE else None),
        groups_of_lines=_grouped(duties, _lines(request, duties, whole), request.today),
        caption="办件，按剩余工作日从少到多",
        whole=not last and not after,
        others=tab == MINE and unit_count,
        older_url=_url(tab, wanted, last) if last else "",
        newer_url=_url(tab, wanted) if after else "",
        screens=_buttons(request),
        **(
            findings.panel(request) | withheld.panel(request) | alerts.panel(request)
            if tab == MINE and not after
            else {}
        ),
    )


def _unit_count(request: HttpRequest) -> int:
    return owed_in(request.scope).order_by().values("ref").distinct()[:MOST_COUNTED].count()


def _buttons(request: HttpRequest) -> list[dict[str, str]]:
    return [
        {"label": s.label, "url": screen_url(d, s)}
        for d, s in screens()
        if s.label and s.begins and request.scope.has(*s.by)
    ]


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
    named = {"tab": tab if tab != MINE else "", "p": wanted, "after": after}
    query = urlencode({name: value for name, value in named.items() if value})
    return f"/desk/?{query}" if query else "/desk/"


def _tabs(tab: str, mine: int, unit: int) -> list[dict]:
    shown = f"{MOST_COUNTED - 1}+" if unit >= MOST_COUNTED else str(unit)
    return [
        {"label": "要我办", "count": mine, "url": _url(MINE, ""), "current": tab == MINE},
        {"label": "本单位全部", "count": shown, "url": _url(UNIT, ""), "current": tab == UNIT},
        {"label": "已办结", "count": None, "url": _url(CLOSED_ONES, ""), "current": tab == CLOSED_ONES},
    ]


def _chips(request: HttpRequest, tab: str, wanted: str, counts: dict[str, int] | None) -> list[dict]:
    chips = [{"label": "全部程序", "url": _url(tab, ""), "on": not wanted, "count": None}]
    for code in group_codes():
        count = counts[code] if counts is not None else None
        if count != 0 or wanted == code:
            chips.append({"label": group_name(code), "url": _url(tab, code), "on": wanted == code, "count": count})
    return chips


def _lines(request: HttpRequest, duties: list[Duty], whole: QuerySet[Duty]) -> list[lines.Line]:
    refs = [duty.ref for duty in duties]
    found_records = records.by_refs(refs) if lines.any_record(refs) else {}
    others = list(whole.filter(ref__in=refs).exclude(pk__in=[duty.pk for duty in duties]))
    points = lines.points_of(request.scope, duties)
    return lines.of_duties(duties, request.today, cases.of_duties(request.scope, refs), found_records, others, points)


LATE, PASSED, IN_TIME, RESTS = "已超期", "已超期，或等的日子已过", "在期限内", "时钟已暂停"
NEAR = f"{SOON}个工作日内到期"


def _grouped(duties: list[Duty], shown: list[lines.Line], today: date) -> list[tuple[str, list[lines.Line]]]:
    """A page of lines under their headings, in their order: the order in which one goes on from case to case."""
    soon = last_working_day(today, SOON)
    passed = any(duty.paused and duty.sort_on < today for duty in duties)
    groups: dict[str, list[lines.Line]] = {}
    for duty, line in zip(duties, shown, strict=True):
        groups.setdefault(_heading(duty, today, soon, PASSED if passed else LATE), []).append(line)
    return list(groups.items())


def _heading(duty: Duty, today: date, soon: date, late: str) -> str:
    if duty.sort_on < today:
        return late
    if duty.sort_on == NEVER:
        return RESTS
    return NEAR if duty.sort_on <= soon else IN_TIME


def _closed(request: HttpRequest) -> HttpResponse:
    """What was closed, the newest registered first; pages by key."""
    found = cases.led_in(request.scope).filter(phase__in=CLOSED).order_by("-id")
    after = request.GET.get("after", "")
    if after.isdigit():
        found = found.filter(id__lt=int(after))
    page = list(found[: PAGE + 1])
    shown = page[:PAGE]
    return show(
        request,
        "desk/worklist.html",
        "我的办件",
        tabs=_tabs(CLOSED_ONES, sum(owed_counts(request).values()), _unit_count(request)),
        groups_of_lines=[("已办结", lines.of_closed(shown))] if shown else [],
        caption="已经办结的，按编号从新到旧",
        closed=True,
        older_url=_url(CLOSED_ONES, "", str(shown[-1].pk)) if len(page) > PAGE else "",
        newer_url=_url(CLOSED_ONES, "") if after else "",
        screens=_buttons(request),
    )
