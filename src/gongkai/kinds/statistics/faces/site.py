"""Statistics on the public site: of which period, and the first figure."""

from decimal import Decimal

from gongkai.kinds.statistics import SORTS

order = 36


def state(view):
    return ("tag--warn", "初步数") if view.get("preliminary") else None


def line(view):
    """Sort, period, and the figure that stands first."""
    found = [dict(SORTS).get(view.get("sort"), ""), view.get("period") or ""]
    first = next((row for row in view.get("figures") or () if row["value"]), None)
    if first:
        grown = f"，同比{Decimal(first['change']):+}%" if first["change"] else ""
        found.append(f"{first['figure']}{Decimal(first['value']):,}{first['unit']}{grown}")
    return [each for each in found if each]


def linked(view):
    """A set of data about a period."""
    measured = [
        {"@type": "PropertyValue", "name": row["figure"], "value": float(row["value"]), "unitText": row["unit"]}
        for row in view.get("figures") or ()
        if row["value"]
    ]
    return {
        "@type": "Dataset",
        "description": view["title"],
        "temporalCoverage": view.get("period"),
        "variableMeasured": measured,
    }
