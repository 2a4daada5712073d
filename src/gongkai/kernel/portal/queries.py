"""How pages are arranged."""

from gongkai.kernel.portal.blocks import HOME, LEVELS, Block, model_of
from gongkai.kernel.portal.models import Arrangement


def versions_of(place: str) -> list[Arrangement]:
    """All versions of a place, the latest first."""
    return list(Arrangement.objects.filter(place=place).order_by("-version"))


def latest_of(place: str) -> Arrangement | None:
    return Arrangement.objects.filter(place=place).order_by("-version").first()


def arranged() -> dict[str, list[Block]]:
    """The blocks of each place that is arranged now; without those that were left to themselves."""
    latest = {each.place: each for each in Arrangement.objects.order_by("version")}
    return {place: parts for place, each in latest.items() if (parts := each.parts)}


def name_of(place: str, unit_name: str = "") -> str:
    """What a place is called; ``unit_name`` is the unit's, where it is one's own page."""
    if place == HOME:
        return "首页"
    level = next((level for level in LEVELS if place == model_of(level)), "")
    return f"{LEVELS[level]}网页的样板" if level else f"{unit_name}的网页"
