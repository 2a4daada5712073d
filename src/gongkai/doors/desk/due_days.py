"""The calendar of what is due: a month, its days with their lights, and the duties in the order of their days."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from gongkai.doors.desk import lines
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.months import month_asked, month_choices, month_of, near_months
from gongkai.doors.desk.shell import RECORDS, group_codes, group_name, show
from gongkai.engines.supervision import queries as watching
from gongkai.ground.rules import queries as rules
from gongkai.ground.ui.words import near_date, weekday
from gongkai.ground.units import queries as units
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.flow.duties import due_between, owed_by, owed_in
from gongkai.kernel.flow.models import NEVER, Duty
from gongkai.kernel.records import queries as records

BASE = "/desk/calendar/"
PAGE = 50
MINE, UNIT = "mine", "unit"
OFF, MAKE_UP = "休", "班"


@dataclass(frozen=True)
class Cell:
    """A day of the month's table. ``marks``: 休 or 班, where that is not what its weekday says."""

    day: date
    within: bool
    marks: str
    off: bool
    today: bool
    due: watching.DueDay | None
    expected: bool
    url: str


@dataclass(frozen=True)
class Asked:
    """``of``: one's own duties or all of one's units, of one ``unit`` (code) or all; ``p``: of a procedure; of one ``day`` or the month."""

    month: date
    of: str
    p: str
    unit: str
    day: date | None

    @property
    def last(self) -> date:
        return month_of(self.month)[1]

    def url(self, *, after: str = "", **changed: Any) -> str:
        named = {
            "month": f"{self.month:%Y-%m}", "of": self.of if self.of != MINE else "", "p": self.p, "unit": self.unit,
            "day": self.day.isoformat() if self.day else "", "after": after,
        } | changed  # fmt: skip
        return f"{BASE}?{urlencode({name: value for name, value in named.items() if value})}"


@desk()
def due_days(request: HttpRequest) -> HttpResponse:
    """``?month``, ``?of`` (mine, unit), ``?unit``, ``?p``, ``?day``; ``?after`` is the key of the last line that was shown."""
    wanted = _asked(request)
    owed = _owed(request.scope, wanted)
    month = due_between(owed, wanted.month, wanted.last)
    days = watching.by_day(month, request.today)
    shown, last = _page(
        due_between(owed, wanted.day, wanted.day) if wanted.day else month, request.GET.get("after", "")
    )
    earlier = owed.filter(sort_on__lt=wanted.month, paused=False).count()
    return show(
        request,
        "desk/register/due_days.html",
        "到期日历",
        wanted=wanted,
        title=f"{wanted.month.year}年{wanted.month.month}月",
        weeks=_weeks(wanted, days, request.today),
        total=sum(each.total for each in days.values()),
        groups_of_lines=_groups(request, shown),
        unknown=not rules.calendar().known(wanted.month.year),
        expected=any(each.expected for each in days.values()),
        earlier=earlier,
        earlier_url="/desk/" if wanted.of == MINE else "/desk/?tab=unit",
        rests=owed.filter(sort_on=NEVER).count(),
        tabs=[(label, wanted.url(of=of, unit="", day=""), of == wanted.of) for of, label in ((MINE, "要我办的"), (UNIT, "本单位全部"))],
        near=[(label, wanted.url(month=each, day="")) for label, each in near_months(wanted.month, request.today)],
        months=month_choices(wanted.month, request.today),
        month_value=f"{wanted.month:%Y-%m}",
        procedures=[("", [(code, group_name(code)) for code in group_codes()])],
        units=[("", [(each.code, each.short_name) for each in units_owing(request.scope)])] if wanted.of == UNIT else [],
        whole_url=wanted.url(day="") if wanted.day else "",
        older_url=wanted.url(after=last) if last else "",
        newer_url=wanted.url() if request.GET.get("after") else "",
    )  # fmt: skip


def _asked(request: HttpRequest) -> Asked:
    month = month_asked(request)
    said = request.GET.get("day", "")
    try:
        day = date.fromisoformat(said) if said else None
    except ValueError:
        raise Http404(said) from None
    of = asked(request, "of", (MINE, UNIT)) or MINE
    codes = {each.code for each in units_owing(request.scope)} if request.GET.get("unit") else ()
    unit = asked(request, "unit", codes) if of == UNIT else ""
    return Asked(day.replace(day=1) if day else month, of, asked(request, "p", group_codes()), unit, day)


def units_owing(scope: Scope) -> list[Unit]:
    """The units whose duties somebody may look at."""
    return [each for each in units.units() if scope.whole or each.pk in scope.units | scope.handled | scope.overseen]


def _owed(scope: Scope, wanted: Asked) -> QuerySet[Duty]:
    owed = owed_by(scope) if wanted.of == MINE else owed_in(scope)
    if wanted.unit:
        owed = owed.filter(unit__code=wanted.unit)
    if wanted.p == RECORDS:
        return owed.filter(procedure__startswith=f"{RECORDS}:")
    return owed.filter(procedure=wanted.p) if wanted.p else owed


def _page(due: QuerySet[Duty], after: str) -> tuple[list[Duty], str]:
    day, _, number = after.partition(".")
    if number.isascii() and number.isdecimal() and len(number) < 19:
        try:
            start = date.fromisoformat(day)
        except ValueError:
            start = date.min
        due = due.filter(Q(told_on__gt=start) | Q(told_on=start, id__gt=int(number)))
    found = list(due.select_related("clock", "unit")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], f"{last.told_on.isoformat()}.{last.pk}" if last else ""


def _groups(request: HttpRequest, duties: list[Duty]) -> list[tuple[str, list[lines.Line]]]:
    """The lines of a page below the days on which they are due."""
    refs = [duty.ref for duty in duties]
    found_records = records.by_refs(refs) if lines.any_record(refs) else {}
    points = lines.points_of(request.scope, duties)
    seen = cases.of_duties(request.scope, refs)
    made = lines.of_duties(duties, request.today, seen, found_records, found_points=points)
    groups: dict[date, list[lines.Line]] = {}
    for duty, line in zip(duties, made, strict=True):
        groups.setdefault(duty.told_on, []).append(line)
    expected = {duty.told_on for duty in duties if duty.due_on is None}
    return [
        (f"{near_date(day, request.today)} {weekday(day)}{'（暂定）' if day in expected else ''}", found)
        for day, found in groups.items()
    ]


def _weeks(wanted: Asked, days: dict[date, watching.DueDay], today: date) -> list[list[Cell]]:
    known = rules.calendar()
    return [
        [_cell(wanted, day, days.get(day), known, today) for day in week]
        for week in calendar.Calendar().monthdatescalendar(wanted.month.year, wanted.month.month)
    ]


def _cell(wanted: Asked, day: date, due: watching.DueDay | None, known: Any, today: date) -> Cell:
    works = known.is_working(day) if known.known(day.year) else day.weekday() < 5
    marks = MAKE_UP if works and day.weekday() > 4 else OFF if not works and day.weekday() < 5 else ""
    within = day.month == wanted.month.month
    expected = bool(due) and (due.expected or not known.known(day.year))
    return Cell(
        day, within, marks, not works, day == today, due if within else None, expected, wanted.url(day=day.isoformat())
    )


due_day_urls = [path("calendar/", due_days)]
