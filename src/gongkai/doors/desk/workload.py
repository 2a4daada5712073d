"""The workload: what each unit, or each officer of one, has on hand and did in a month; every figure opens the register narrowed to it."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import path

from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.months import month_asked, month_choices, month_of, near_months
from gongkai.doors.desk.registering import ENDED, NOBODY, OPEN, Narrowed, units_led
from gongkai.doors.desk.shell import show
from gongkai.engines.supervision.queries import RED
from gongkai.engines.supervision.register import queries as registers
from gongkai.engines.supervision.register.queries import Load
from gongkai.ground.units.queries import names_of, unit_by_code
from gongkai.pure import declare

BASE = "/desk/workload/"


@desk()
def workload(request: HttpRequest) -> HttpResponse:
    """``?month``, ``?p`` (procedure), ``?unit`` (code): its officers in the place of the units."""
    led = units_led(request.scope)
    month = month_asked(request)
    procedure = asked(request, "p", {each.code for each in declare.procedures()})
    only = led[0].code if len(led) == 1 else ""
    code = (asked(request, "unit", {each.code for each in led}) if request.GET.get("unit") else "") or only
    unit = unit_by_code(code) if code else None
    first, last = month_of(month)
    loads = registers.loads(
        request.scope, first, last, request.today, procedure=procedure, unit=unit.pk if unit else None
    )
    names = names_of({each.officer for each in loads if each.officer}) if unit else {}
    days = {"first": first.isoformat(), "last": last.isoformat()}
    lines = [_line(each, names, procedure, days, month) for each in loads]
    named = {"p": procedure, "unit": code if code != only else ""}
    return show(
        request,
        "desk/register/workload.html",
        "工作量",
        month=month,
        title=f"{month.year}年{month.month}月",
        unit=unit,
        lines=lines,
        total=_total(loads, procedure, code, days) if len(loads) > 1 else None,
        procedure=procedure,
        months=month_choices(month, request.today),
        month_value=f"{month:%Y-%m}",
        procedures=[("", [(each.code, each.declaration.name) for each in declare.procedures()])],
        units=[("", [(each.code, each.short_name) for each in led])],
        code=code,
        back_url=_url(month=f"{month:%Y-%m}", p=procedure) if unit and not only else "",
        near=[(words, _url(**named, month=each)) for words, each in near_months(month, request.today)],
        too_many=bool(loads) and sum(each.closed for each in loads) > registers.MOST_READ,
    )


def _url(**named: str) -> str:
    return f"{BASE}?{urlencode({name: value for name, value in named.items() if value})}"


def _figures(load: Load, about: Narrowed, days: dict[str, str]) -> list[tuple[int, str]]:
    """The four figures, each with the register of what it counts."""
    return [
        (load.open, about.url(phase=OPEN)),
        (load.late, about.url(light=RED)),
        (load.came, about.url(came=days["first"], came_to=days["last"])),
        (load.closed, about.url(phase=ENDED, closed=days["first"], closed_to=days["last"])),
    ]


def _line(load: Load, names: dict[str, str], procedure: str, days: dict[str, str], month: Any) -> dict[str, Any]:
    about, url = Narrowed(p=procedure, unit=load.unit.code), ""
    if load.officer is None:
        name, url = load.unit.short_name, _url(month=f"{month:%Y-%m}", p=procedure, unit=load.unit.code)
    else:
        about = replace(about, who=load.officer or NOBODY)
        name = names.get(load.officer, load.officer) or "还没有人受理"
    return {"name": name, "url": url, "figures": _figures(load, about, days)} | _days(load)


def _days(load: Load) -> dict[str, Any]:
    return {
        "days": load.days,
        "mean": f"{load.mean:.1f}" if load.mean is not None else "",
        "median": f"{load.median:g}" if load.median is not None else "",
    }


def _total(loads: list[Load], procedure: str, code: str, days: dict[str, str]) -> dict[str, Any]:
    """The sums; means and medians do not add, so the mean is weighed and no median is told."""
    read = sum(each.days for each in loads)
    mean = sum(each.mean * each.days for each in loads if each.mean is not None) / read if read else None
    whole = Load(
        loads[0].unit, None, sum(each.open for each in loads), sum(each.came for each in loads), sum(each.closed for each in loads),
        sum(each.late for each in loads), read, mean,
    )  # fmt: skip
    return {"name": "合计", "figures": _figures(whole, Narrowed(p=procedure, unit=code), days)} | _days(whole)


workload_urls = [path("workload/", workload)]
