"""A warning on the public site: what comes where stands above all else."""

from gongkai.kinds.emergency import LEVELS, STAGES

order = 33
block = "emergency/warning.html"
leads = True


def state(view):
    level = dict(LEVELS).get(view.get("level"))
    if level:
        return ("tag--bad" if view["level"] in ("orange", "red") else "tag--warn", level)
    stage = dict(STAGES).get(view.get("stage"))
    return ("tag--info", stage) if stage else None


def line(view):
    """Level or stage, what comes, until when."""
    found = [dict(LEVELS).get(view.get("level")) or dict(STAGES).get(view.get("stage"), ""), view.get("hazard") or ""]
    if view.get("ends_on"):
        found.append(f"到{view['ends_on']}")
    return [each for each in found if each]


def linked(view):
    if view.get("stage") != "warning":
        return {}
    place = {"@type": "Place", "name": view.get("area")}
    return {"@type": "SpecialAnnouncement", "category": view.get("hazard"), "spatialCoverage": place, "datePosted": view["published_on"], "expires": view.get("ends_on")}  # fmt: skip
