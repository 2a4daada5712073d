"""A procurement on the public site: at which stage it is, for how much, by when."""

from gongkai.kinds.procurement import STAGES

order = 30


def state(view):
    stage = dict(STAGES).get(view.get("stage"))
    return ("tag--off" if view.get("stage") == "end" else "tag--info", stage) if stage else None


def line(view):
    """Stage, last day, sum: what a supplier looks for in a list."""
    found = [dict(STAGES).get(view.get("stage"), "")]
    if view.get("amount"):
        found.append(f"成交{view['amount']}万元")
    elif view.get("budget"):
        found.append(f"预算{view['budget']}万元")
    if view.get("deadline"):
        found.append(f"截止{view['deadline']}")
    return [each for each in found if each]


def linked(view):
    """What is asked for, until when; or who got it for how much."""
    price = view.get("amount") or view.get("budget")
    wanted = {
        "@type": "Order" if view.get("supplier") else "Demand",
        "identifier": view.get("project_number"),
        "validThrough": view.get("deadline"),
        "seller": {"@type": "Organization", "name": view["supplier"]} if view.get("supplier") else None,
        "priceSpecification": {"@type": "PriceSpecification", "price": float(price) * 10000, "priceCurrency": "CNY"}
        if price
        else None,
    }
    return {"about": {name: value for name, value in wanted.items() if value}}
