"""An annual report on the public site: of which year, and for whom."""

from gongkai.kinds.annual.grids import GRIDS, field_of
from gongkai.pure.declare.accounts import COVERS

order = 34
in_block = frozenset({"explained", "size", "charts", *map(field_of, GRIDS)})


def line(view):
    """Year, and whose figures."""
    covers = dict(COVERS).get(view.get("covers") or "", "")
    return [each for each in (f"{view['year']}年度" if view.get("year") else "", covers) if each]


def linked(view):
    """A report of a period."""
    return {"@type": "Report", "temporalCoverage": view.get("year"), "about": "政府信息公开"}
