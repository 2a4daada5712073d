"""News on the public site: where it comes from."""

order = 40


def state(view):
    return ("tag--off", "转载") if view.get("original") else None


def line(view):
    """Where it comes from, whose words, of which day."""
    found = [view.get("source") or "", view.get("author") or ""]
    if view.get("happened_on") and view["happened_on"] != view["formed_on"]:
        found.append(f"{view['happened_on']}的事")
    return [each for each in found if each]


def linked(view):
    author = {"@type": "Person", "name": view["author"]} if view.get("author") else None
    return {"@type": "NewsArticle", "author": author, "isBasedOn": view.get("original"), "sourceOrganization": {"@type": "Organization", "name": view["source"]} if view.get("source") else None}  # fmt: skip
