"""A bulletin on the public site, where one is public: of which period, and for whom."""

from gongkai.pure.declare.accounts import COVERS, said

order = 35
in_block = frozenset({"size", "period", "counted_on", "main", "units", "charts"})


def line(view):
    """Period, and whose figures."""
    covers = dict(COVERS).get(view.get("covers") or "", "")
    return [each for each in (said(view["period"]) if view.get("period") else "", covers) if each]


def linked(view):
    """A report of a period."""
    return {"@type": "Report", "temporalCoverage": view.get("period"), "about": "政府信息公开"}
