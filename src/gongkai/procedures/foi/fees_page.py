"""The fees of a year: which notices went out, what was paid; the sum that part six of the annual report tells."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.ground.units.scope import Scope
from gongkai.procedures.foi import queries
from gongkai.procedures.foi.models import Charge
from gongkai.pure.clock import FEES_FROM
from gongkai.pure.declare import Role, Screen

MOST = 200
"""Notices shown of a year: there are few, and each leads to its case."""


def fees_page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """A year's notices, newest first; the year of today unless another since the rule is asked for."""
    today, asked = request.today, request.GET.get("year", "")
    years = list(range(today.year, FEES_FROM.year - 1, -1))
    year = int(asked) if asked.isdecimal() and int(asked) in years else today.year
    found = list(queries.charges_in(scope, year)[: MOST + 1])
    paid, yuan = queries.paid_in(scope, year)
    context: dict[str, Any] = {
        "year": year, "years": years, "paid": paid, "yuan": yuan, "more": len(found) > MOST,
        "shown": [(each, _stands(each, today)) for each in found[:MOST]],
    }  # fmt: skip
    return render(request, "foi/fees.html", request.shell("信息处理费") | context)


def _stands(made: Charge, today: date) -> str:
    if made.paid_on:
        return f"{made.paid_on:%Y-%m-%d}缴清"
    if made.withdrawn_on:
        return "已撤回"
    if made.case.closed:
        return "没有缴，已办结"
    if made.due_on is None:
        return "送达没有登记"
    return f"限{made.due_on:%Y-%m-%d}前" if today <= made.due_on else "缴费期已过"


READERS = (Role.OPENNESS_OFFICE, Role.OFFICE_HEAD, Role.SUPERVISOR)
SCREENS = (Screen("fees", "信息处理费", fees_page, by=READERS, icon="wallet", begins=False),)
