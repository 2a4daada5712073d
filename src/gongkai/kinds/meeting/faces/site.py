"""A meeting on the public site: its agenda above the text."""

from gongkai.kinds.meeting import SORTS

order = 32
block = "meeting/agenda.html"
in_block = frozenset({"agenda"})


def state(view):
    sort = dict(SORTS).get(view.get("sort"))
    return ("tag--info", sort) if sort else None


def line(view):
    topics = len([each for each in (view.get("agenda") or "").splitlines() if each.strip()])
    found = [dict(SORTS).get(view.get("sort"), ""), f"{view['met_on']}召开" if view.get("met_on") else ""]
    return [each for each in (*found, f"{topics}个议题" if topics else "") if each]


def linked(view):
    """An event that has taken place."""
    place = {"@type": "Place", "name": view.get("place") or view["unit"]["name"]}
    return {"about": {"@type": "Event", "name": view.get("session") or view["title"], "startDate": view.get("met_on"), "location": place}}  # fmt: skip
