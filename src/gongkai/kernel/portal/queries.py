"""How pages are arranged; topics, notices and former addresses."""

from datetime import date

from gongkai.kernel.portal.blocks import HOME, LEVELS, Block, model_of
from gongkai.kernel.portal.models import OVER, PLANNED, SHOWN, Arrangement, FormerAddress, SiteNotice, Topic


def versions_of(place: str) -> list[Arrangement]:
    """All versions of a place, the latest first."""
    return list(Arrangement.objects.filter(place=place).order_by("-version"))


def latest_of(place: str) -> Arrangement | None:
    return Arrangement.objects.filter(place=place).order_by("-version").first()


def arranged() -> dict[str, list[Block]]:
    """The blocks of each place that is arranged now; without those that were left to themselves."""
    latest = {each.place: each for each in Arrangement.objects.order_by("version")}
    return {place: parts for place, each in latest.items() if (parts := each.parts)}


def name_of(place: str, named: str = "") -> str:
    """What a place is called; ``named``: the unit whose own page it is, or the topic."""
    if place == HOME:
        return "首页"
    level = next((level for level in LEVELS if place == model_of(level)), "")
    if place.startswith("topic."):
        return f"专题“{named}”"
    return f"{LEVELS[level]}网页的样板" if level else f"{named}的网页"


_ORDER = {SHOWN: 0, PLANNED: 1, OVER: 2}


def topics() -> list[Topic]:
    """All topics: those that are shown, those to come, those that are over; within each the latest first."""
    return sorted(Topic.objects.order_by("-begins_on", "key"), key=lambda topic: _ORDER[topic.state])


def topics_of(record_id: str) -> list[Topic]:
    """The topics into which a record was chosen, those to come too, in the order of ``topics``."""
    return [topic for topic in topics() if record_id in topic.records]


def topic_by_key(key: str) -> Topic | None:
    return Topic.objects.filter(pk=key).first()


def site_notices() -> list[SiteNotice]:
    """All notices, in the order of topics."""
    return sorted(SiteNotice.objects.order_by("-begins_on", "-pk"), key=lambda notice: _ORDER[notice.state])


def site_notice(key: int) -> SiteNotice | None:
    return SiteNotice.objects.filter(pk=key).first()


def beginning(model: type[Topic] | type[SiteNotice], today: date) -> list[Topic | SiteNotice]:
    """Those whose first day has come."""
    return list(model.objects.filter(state=PLANNED, begins_on__lte=today).order_by("pk"))


def ending(model: type[Topic] | type[SiteNotice], today: date) -> list[Topic | SiteNotice]:
    """Those whose last day has passed."""
    return list(model.objects.filter(state=SHOWN, ends_on__lt=today).order_by("pk"))


def former_addresses() -> list[tuple[str, str]]:
    """Each former address and where it leads, in their order."""
    return list(FormerAddress.objects.order_by("address").values_list("address", "target"))


def newest_former(limit: int) -> list[FormerAddress]:
    return list(FormerAddress.objects.order_by("-pk")[:limit])


def count_former() -> int:
    return FormerAddress.objects.count()
