"""A leader on the public site: post and duties first; the roll goes by rank, those who have left behind."""

order = 20
block = "leader/duties.html"
leads = True
in_block = frozenset({"duties", "place"})
roll = "leader/roll.html"


def rank(view):
    """Who is in office by rank, then who has left, the latest first."""
    gone = view.get("until")
    return (1, "".join(chr(0x10FFFF - ord(sign)) for sign in gone)) if gone else (0, f"{int(view['place']):03}")


def state(view):
    return ("tag--off", "已离任") if view.get("until") else None


def line(view):
    """Post, and the first of the duties."""
    duties = [each.strip() for each in (view.get("duties") or "").splitlines() if each.strip()]
    found = [view.get("post") or "", duties[0] if duties else ""]
    return [each for each in found if each]


def linked(view):
    person = {
        "@type": "Person",
        "name": view.get("person"),
        "jobTitle": view.get("post"),
        "telephone": view.get("phone"),
        "worksFor": {"@type": "GovernmentOrganization", "name": view["unit"]["name"]},
    }
    return {"@type": "ProfilePage", "mainEntity": {name: value for name, value in person.items() if value}}
