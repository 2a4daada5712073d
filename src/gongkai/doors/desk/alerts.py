"""预警 on the desk: what somebody was told of terms that run out, above their worklist, until they say that they saw it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.lines import HIDDEN
from gongkai.ground.parties import vault
from gongkai.ground.ui.words import near_date
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.oversight import alerts
from gongkai.kernel.oversight import queries as oversight
from gongkai.kernel.oversight.alerts import light_on
from gongkai.kernel.oversight.models import Alert

SHOWN = 10


@dataclass(frozen=True)
class Told:
    """A line of the panel; ``url`` "" where the person may not open the case."""

    key: int
    light: str
    words: str
    title: str
    small: str
    url: str


def panel(request: HttpRequest) -> dict[str, Any]:
    """What stands above the worklist: the first of what was told, and how many there are."""
    found = list(oversight.alerts_to(request.scope)[: SHOWN + 1])
    shown = found[:SHOWN]
    return {"alerts": _told(request, shown), "more_alerts": len(found) > SHOWN} if shown else {}


def _told(request: HttpRequest, found: list[Alert]) -> list[Told]:
    open_to = cases.of_duties(request.scope, [each.ref for each in found])
    subjects = vault.unseal_many(list(open_to), "subject")
    lines = []
    for each in found:
        case, light = open_to.get(each.ref), light_on(each.due_on, request.today)
        due, told = (near_date(day, request.today) for day in (each.due_on, each.told_on))
        lines.append(
            Told(
                each.pk,
                light,
                "已超期" if light == alerts.RED else "将到期",
                subjects.get(each.ref, cases.ERASED) if case else HIDDEN,
                " · ".join(
                    filter(None, (case.reference if case else "", each.unit.short_name, f"{due}到期，{told}提醒"))
                ),
                f"/desk/c/{case.reference}/" if case else "",
            )
        )
    return lines


@desk(methods=("POST",))
def seen(request: HttpRequest) -> HttpResponse:
    """Say that one (``key``), or several, were seen. What is not theirs, or was seen already, is left as it is."""
    keys = [int(key) for key in request.POST.getlist("key") if key.isdecimal() and len(key) < 19]
    found = list(oversight.alerts_to(request.scope).filter(pk__in=keys[:SHOWN]))
    for each in found:
        alerts.acknowledge(alert=each, by=request.scope.actor(), at=request.at)
    if found:
        messages.success(request, f"看过的{len(found)}条提醒不再列出，件还在您的单子里。")
    return redirect("/desk/")


alert_urls = [path("alerts/seen", seen)]
