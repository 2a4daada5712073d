"""What stands around every page that is served to the public: the site's name, its navigation and foot."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.engines.site import addresses
from gongkai.engines.site.faces import faces
from gongkai.engines.site.traditional import PREFIX, READ_AT_COUNTER
from gongkai.ground.ui.shell import Link, Site
from gongkai.ground.units.queries import government

HOME = Link("首页", addresses.PORTAL)
FOOT = (
    Link("政府信息公开指南", addresses.GUIDE),
    Link("政府信息公开目录", addresses.CATALOGUE),
    Link("年度报告", addresses.ANNUAL),
    Link("撤下和更正", addresses.MENDED),
    Link("开放数据", addresses.OPEN_DATA),
    Link("审一审", addresses.AUDIT),
    Link("联系方式", addresses.CONTACT),
    Link("网站地图", addresses.MAP),
    Link("关于本站和无障碍说明", addresses.ABOUT),
    Link("怎样核验本站", addresses.VERIFY),
)


def site() -> Site:
    """The government as its pages name it; only a bare name in a new database."""
    found = government()
    if found is None:
        return Site("政务公开", track_url=addresses.TRACK, search_url=addresses.SEARCH)
    return Site(
        name=found.name, motto=found.slogan, upper=Link(found.superior, ""), track_url=addresses.TRACK, search_url=addresses.SEARCH, foot=FOOT,
        english_url=addresses.ENGLISH if found.name_en else "",
        organiser=found.host, contractor=found.undertaker, address=found.address, postcode=found.postcode, phone=found.phone,
        hours=found.hours, identifier=found.site_id_code, filing=found.icp, police_filing=found.police,
        mistake_url=f"tel:{found.phone}" if found.phone else "",
    )  # fmt: skip


def page(
    request: HttpRequest, template: str, context: dict[str, Any], crumbs: tuple[Link, ...], status: int = 200
) -> HttpResponse:
    """A served page inside the public shell."""
    whole = {
        "site": site(),
        "nav": nav(request.path),
        "crumbs": (HOME, *crumbs),
        "page_title": crumbs[-1].label,
        "traditional_url": f"{PREFIX}{request.get_full_path()}" if READ_AT_COUNTER.fullmatch(request.path) else "",
    } | context
    return render(request, template, whole, status=status)


def nav(here: str) -> tuple[Link, ...]:
    """The navigation of the static pages, so that a visitor does not notice where one server ends and the other begins."""
    entries = [
        HOME,
        Link("政务公开", addresses.CATALOGUE),
        *(Link(face.nav, addresses.listing("k", face.code)) for face in faces().values() if face.nav),
        Link("依申请公开", addresses.APPLY),
        Link("年度报告", addresses.ANNUAL),
        Link("部门和乡镇", addresses.UNITS),
    ]
    return tuple(replace(link, current=link.url == here) for link in entries)
