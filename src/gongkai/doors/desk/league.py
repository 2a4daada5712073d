"""及时率排行 on the desk: of one procedure, with its sample and its interval; who closed few stands apart."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.registering import ENDED, Narrowed
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.supervision import rooms
from gongkai.doors.desk.trend import per_cent
from gongkai.engines.supervision.league import queries as leagues
from gongkai.engines.supervision.league.queries import Place
from gongkai.engines.supervision.queries import MONTHS, first_of_month
from gongkai.ground.ui.shell import Link
from gongkai.kernel.oversight.actions import OVERSEERS
from gongkai.pure import declare

BASE = "/desk/supervision/league/"


@desk(*OVERSEERS)
def league(request: HttpRequest) -> HttpResponse:
    """``?p``: which procedure; that of which most was closed, unless told."""
    counted = leagues.counted_procedures(request.scope, request.today)
    wanted = asked(request, "p", {each.code for each in declare.procedures()}) or max(
        counted, key=counted.__getitem__, default=""
    )
    found = leagues.league(request.scope, request.today, wanted) if wanted else None
    days = {"closed": first_of_month(request.today, MONTHS - 1).isoformat(), "closed_to": request.today.isoformat()}

    def line(place: Place) -> dict[str, Any]:
        rate = place.rate
        return {
            "rank": place.rank,
            "name": place.unit.short_name,
            "closed": rate.whole,
            "kept": rate.part,
            "late": rate.whole - rate.part,
            "kept_url": Narrowed(p=wanted, unit=place.unit.code).url(phase=ENDED, kept="yes", **days),
            "late_url": Narrowed(p=wanted, unit=place.unit.code).url(phase=ENDED, kept="no", **days),
            "rate": per_cent(rate.part, rate.whole),
            "low": _share(rate.low),
            "high": _share(rate.high),
        }

    return show(
        request,
        "desk/supervision/league.html",
        "及时率排行",
        rooms=rooms(request),
        back=Link("电子监察", "/desk/supervision/"),
        chips=[(declare.procedure(code).name, f"{BASE}?p={code}", code == wanted) for code in counted],
        procedure=declare.procedure(wanted).name if wanted else "",
        ranked=[line(each) for each in found.ranked] if found else [],
        few=[line(each) for each in found.few] if found else [],
        least=found.least if found else 0,
        whole=found.whole if found else None,
        rate=per_cent(found.whole.part, found.whole.whole) if found and found.whole.whole else "",
    )


def _share(share: float) -> str:
    return f"{100 * share:.1f}%"


league_urls = [path("supervision/league/", league)]
