"""The edge of the dynamic doors: the clock is read here, once a request, and here only."""

import ipaddress
import os
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from gongkai.ground.home.memory import forget_everything
from gongkai.ground.ui.shell import Site
from gongkai.ground.units.queries import government

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")


def now() -> datetime:
    """The present instant. In a demonstration database ``GONGKAI_TODAY`` (an ISO day) fixes the day; the time of day runs on."""
    instant = timezone.now()
    fixed = os.environ.get("GONGKAI_TODAY")
    known = government() if fixed else None
    if not (fixed and known and known.demo):
        return instant
    return datetime.combine(date.fromisoformat(fixed), timezone.localtime(instant).timetz())


def begin(request: HttpRequest) -> None:
    """Start a request: forget what another process may have changed, and set ``request.at`` and ``request.today``."""
    forget_everything()
    request.at = now()
    request.today = timezone.localdate(request.at)


def site() -> Site:
    """The site as the dynamic pages name it."""
    known = government()
    if known is None:
        return Site(name="政府信息公开")
    return Site(
        name=f"{known.short_name}信息公开", motto=known.slogan, url="/", organiser=known.host, contractor=known.undertaker,
        address=known.address, postcode=known.postcode, phone=known.phone, hours=known.hours, identifier=known.site_id_code,
        filing=known.icp, police_filing=known.police,
    )  # fmt: skip


def demo_here(request: HttpRequest) -> bool:
    """Is this a demonstration database, asked from its own machine under a name of that machine?"""
    known = government()
    host = request.get_host().rsplit(":", 1)[0].strip("[]") if known and known.demo else ""
    try:
        near = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return bool(known and known.demo and near and host in LOOPBACK_HOSTS)
