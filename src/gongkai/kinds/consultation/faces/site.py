"""A consultation on the public site: from when to when, how to take part; or what became of the opinions."""

from collections.abc import Collection
from typing import NamedTuple

from gongkai.ground.ui.words import zh_date
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import consultations_beside, published_contents
from gongkai.kinds.consultation import STAGES, period

order = 4
block = "consultation/call.html"
in_block = frozenset({"stage", "starts_on", "ends_on", "ways", "received", "adopted", "partly", "declined"})


def state(view):
    """The last day; that it has passed is told by the mark under which the record stands, for pages do not know today."""
    days = period(view)
    return ("tag--info", f"征求意见至{zh_date(days[1])}" if days else dict(STAGES)["outcome"])


def line(view):
    """From when to when; or how many came and how many were taken up."""
    if days := period(view):
        return [f"{days[0].isoformat()}至{days[1].isoformat()}征求意见"]
    return [f"收到{view['received']}条，采纳{view['adopted']}条，部分采纳{view['partly']}条"]


def linked(view):
    """Until when a call is to be seen."""
    return {"expires": view.get("ends_on")}


class Beside(NamedTuple):
    """Another consultation on the same document, and at which stage."""

    record: Record
    stage: str


def told(record_ids: Collection[str]) -> dict[str, list[Beside]]:
    """Of each of these: the notices and the outcomes that stand on the site about the same document."""
    found = consultations_beside(record_ids)
    contents = published_contents(list({each.pk for others in found.values() for each in others}))
    return {
        key: [Beside(each, dict(STAGES)[contents[each.pk]["stage"]]) for each in others]
        for key, others in found.items()
        if others
    }
