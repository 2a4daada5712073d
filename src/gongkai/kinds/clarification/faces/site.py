"""A clarification on the public site: what is said, that it does not hold, what does."""

from gongkai.kinds.clarification import VERDICTS

order = 6
block = "clarification/claim.html"
leads = True
in_block = frozenset({"claim", "verdict", "truth"})


def state(view):
    """That what is said does not hold."""
    return ("tag--warn", dict(VERDICTS)[view["verdict"]])


def line(view):
    """What was found, and what holds: a reader of a list must not take the claim for the news."""
    return [dict(VERDICTS)[view["verdict"]], view["truth"]]


def linked(view):
    """The claim, and what was found of it."""
    rating = {"@type": "Rating", "alternateName": dict(VERDICTS)[view["verdict"]]}
    return {"@type": "ClaimReview", "claimReviewed": view["claim"], "reviewRating": rating, "reviewBody": view["truth"]}
