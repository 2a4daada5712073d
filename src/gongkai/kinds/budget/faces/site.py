"""A budget or account on the public site: of which year, for how much."""

from decimal import Decimal

from gongkai.kinds.budget import BALANCE, SCOPES, STAGES, THREE

order = 29


def state(view):
    stage = dict(STAGES).get(view.get("stage"))
    return ("tag--info", f"{view['year']}年{stage}") if stage and view.get("year") else None


def line(view):
    """Year and stage, whose, for how much: what is looked for in a list."""
    found = [f"{view.get('year')}年{dict(STAGES).get(view.get('stage'), '')}", dict(SCOPES).get(view.get("scope"), "")]
    if total := BALANCE.figure(view.get("balance"), "spending_total", "amount"):
        found.append(f"支出总计{Decimal(total):,}万元")
    if total := THREE.figure(view.get("three"), "total", "this"):
        found.append(f"“三公”经费{Decimal(total):,}万元")
    return [each for each in found if each]


def linked(view):
    """A set of data about a year."""
    measured = {
        "支出总计": BALANCE.figure(view.get("balance"), "spending_total", "amount"),
        "“三公”经费": THREE.figure(view.get("three"), "total", "this"),
    }
    return {
        "@type": "Dataset",
        "description": view["title"],
        "temporalCoverage": view.get("year"),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": name, "value": float(value), "unitText": "万元"}
            for name, value in measured.items()
            if value
        ],
    }
