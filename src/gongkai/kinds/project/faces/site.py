"""A project on the public site: how far it is, for how much, whose."""

from decimal import Decimal

from gongkai.kinds.project import STAGES

order = 31


def state(view):
    stage = dict(STAGES).get(view.get("stage"))
    return ("tag--ok" if view.get("stage") == "done" else "tag--info", stage) if stage else None


def line(view):
    """Stage, sum, and what the latest report says."""
    found = [dict(STAGES).get(view.get("stage"), "")]
    if view.get("total"):
        found.append(f"总投资{Decimal(view['total']):,}万元")
    if view.get("progress"):
        latest = view["progress"][-1]
        first, *more = latest["done"].split("\n")
        found.append(f"截至{latest['on']}：{first[:40]}{'…' if more or len(first) > 40 else ''}")
    return [each for each in found if each]


def linked(view):
    """A project of an organisation, with what it is to cost."""
    project = {
        "@type": "Project",
        "name": view["title"],
        "identifier": view.get("project_code"),
        "parentOrganization": {"@type": "Organization", "name": view.get("owner")},
        "location": {"@type": "Place", "name": view["site"]} if view.get("site") else None,
        "funding": {
            "@type": "Grant",
            "amount": {"@type": "MonetaryAmount", "value": float(view["total"]) * 10000, "currency": "CNY"},
        }
        if view.get("total")
        else None,
    }
    return {"about": {name: value for name, value in project.items() if value}}
