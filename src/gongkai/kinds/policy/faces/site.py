"""A policy document on the public site: first in the navigation and on the home page, with its number and whether it holds."""

nav = "政策文件"
order = 1
news = "新发布的政策"
news_rows = 6
wide = True


def state(view):
    """A normative document is marked as such (it binds citizens until it is repealed or lapses)."""
    return ("tag--info", "行政规范性文件") if view.get("normative") else None
