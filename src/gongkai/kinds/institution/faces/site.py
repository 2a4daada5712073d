"""A unit on the public site: where, when and by which number it is reached, above what it does."""

order = 21
block = "institution/reach.html"
leads = True
in_block = frozenset({"street", "bus", "hours", "phone"})
roll = "institution/roll.html"


def rank(view):
    """In the order of the units alone."""
    return (0, "")


def line(view):
    """Where, and by which number."""
    return [each for each in (view.get("street"), view.get("phone")) if each]


def linked(view):
    organ = {
        "@type": "GovernmentOrganization",
        "name": view["unit"]["name"],
        "telephone": view.get("phone"),
        "faxNumber": view.get("fax"),
        "email": view.get("email"),
        "openingHours": view.get("hours"),
        "address": {"@type": "PostalAddress", "streetAddress": view.get("street"), "postalCode": view.get("postcode") or "", "addressCountry": "CN"},
    }  # fmt: skip
    return {"about": {name: value for name, value in organ.items() if value}}
