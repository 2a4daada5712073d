"""Personnel on the public site: what it is, how many posts, until when one may apply or object."""

from gongkai.kinds.personnel import STAGES

order = 31


def state(view):
    stage = dict(STAGES).get(view.get("stage"))
    return ("tag--info", stage) if stage else None


def line(view):
    found = [dict(STAGES).get(view.get("stage"), "")]
    if view.get("posts"):
        found.append(f"{view['posts']}人")
    if view.get("apply_until"):
        found.append(f"报名截止{view['apply_until']}")
    if view.get("until"):
        found.append(f"公示至{view['until']}")
    return [each for each in found if each]


def linked(view):
    """A call for applications is a job posting; all else stays an article with its last day."""
    if view.get("stage") != "recruit":
        return {"expires": view.get("until")}
    return {
        "@type": "JobPosting",
        "title": view["title"],
        "description": view["title"],
        "datePosted": view["published_on"],
        "validThrough": view.get("apply_until"),
        "totalJobOpenings": int(view["posts"]) if view.get("posts") else None,
        "hiringOrganization": {"@type": "GovernmentOrganization", "name": view["unit"]["name"]},
        "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "CN"}},
    }
