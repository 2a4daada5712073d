"""A plan on the public site: what sort, for which years."""

from gongkai.kinds.plan import SORTS

order = 35


def state(view):
    years = _years(view)
    return ("tag--info", f"{years}{'年' if years else ''}") if years else None


def _years(view):
    first, last = view.get("first_year") or "", view.get("last_year") or ""
    return f"{first}—{last}" if last and last != first else first


def line(view):
    """Sort and years, how many targets."""
    found = [dict(SORTS).get(view.get("sort"), ""), f"{_years(view)}年" if _years(view) else ""]
    if view.get("targets"):
        found.append(f"{len(view['targets'])}项指标")
    return [each for each in found if each]


def linked(view):
    """A report of the government about these years."""
    return {
        "@type": "Report",
        "temporalCoverage": "/".join(filter(None, (view.get("first_year"), view.get("last_year")))),
    }
