"""Looking again at things that were found, each by itself."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.engines.monitoring import actions, walking
from gongkai.engines.monitoring.judging import Seen, judge, why
from gongkai.engines.monitoring.models import Fault, Page
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.pure.monitor.admitting import Site
from gongkai.pure.monitor.fetching import Fetcher

OF_THE_WHOLE = ("columns_stale", "columns_blank")
"""What only a whole run can tell."""


def look_again(fault: Fault, site: Site, fetcher: Fetcher, at: datetime, by: Actor = SYSTEM) -> Fault:
    """Ask for the page, and for what its link leads to; what is gone is closed."""
    still, told = _still(fault, site, fetcher, at)
    return actions.keep_look(fault=fault, still=still, told=told, by=by, at=at)


def _still(fault: Fault, site: Site, fetcher: Fetcher, at: datetime) -> tuple[Seen | None, str]:
    as_it_was = Seen(fault.indicator, "", fault.page, fault.place, status=fault.status, trouble=fault.trouble)
    if fault.indicator in OF_THE_WHOLE or (fault.indicator == "unreachable" and "首页" not in fault.place):
        return as_it_was, "要等下一次整站再查"
    start, own = fault.run.start, not fault.site
    page = Page(run=fault.run, address=fault.page, inside=True, depth=0 if fault.page == start else 1)
    answer = fetcher.get(site.url(page.address), page_only=True)
    found = walking.fill(page, answer, localdate(at), own=own, at=at)
    if fault.indicator == "unreachable":
        return (as_it_was, why(page)) if page.dead or page.status >= 400 else (None, "打开了")
    if answer.failed:
        return as_it_was, f"网页{why(page)}，不知道改了没有"
    if answer.dead:
        return None, "网页已经不在了"
    pages = [page]
    if fault.target:
        on = {
            place.address for each in (found.links if found else ()) if (place := site.place(each.href, page.address))
        }
        if fault.target not in on and not answer.location:
            return None, "网页上已经没有这个链接"
        target = Page(
            run=fault.run, address=fault.target, inside=fault.indicator == "dead_in", depth=1, source=fault.page
        )
        answer = fetcher.get(site.url(fault.target), most=1024)
        walking.fill(target, answer, localdate(at), own=own, at=at)
        pages = [target]
    elif fault.indicator == "search":
        page.told["search"] = walking.tried_search(site, fetcher, page, own=own, today=localdate(at))
    same = [
        each for each in judge(pages, localdate(at)) if (each.indicator, each.mark) == (fault.indicator, fault.mark)
    ]
    return (same[0], "还在") if same else (None, "已经没有了")
