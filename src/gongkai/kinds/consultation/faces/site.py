"""A consultation on the public site: from when to when, how to take part; or what became of the opinions."""

from gongkai.ground.ui.words import zh_date
from gongkai.kinds.consultation import STAGES, period

order = 4
block = "consultation/call.html"
in_block = frozenset({"stage", "starts_on", "ends_on", "ways", "received", "adopted", "partly", "declined"})


def state(view):
    """The last day; whether it has passed is the reader's to see, for pages do not know today."""
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
