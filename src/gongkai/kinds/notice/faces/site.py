"""A notice on the public site, with the period of publicity told beside the title."""

from datetime import date

from gongkai.ground.ui.words import zh_date

nav = "公告公示"
order = 2
news = "公告公示"
news_rows = 8


def state(view):
    """The last day of publicity; whether it has passed is the reader's to see, for pages do not know today."""
    until = view.get("until")
    return ("tag--info", f"公示至{zh_date(date.fromisoformat(until))}") if until else None


def linked(view):
    """Until when an announcement is to be seen."""
    return {"expires": view.get("until")}


def line(view):
    until = view.get("until")
    return [f"公示至{until}"] if until else []
