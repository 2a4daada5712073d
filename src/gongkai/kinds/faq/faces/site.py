"""A question on the public site: the answer in one sentence first."""

import re
from html import unescape

order = 34
block = "faq/answer.html"
leads = True
in_block = frozenset({"short"})


def line(view):
    """The short answer: many need no more."""
    return [each for each in (view.get("short"), view.get("audience")) if each]


def linked(view):
    answer = view.get("short") or re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", view["body"]))).strip()[:500]
    asked = {"@type": "Question", "name": view["title"], "acceptedAnswer": {"@type": "Answer", "text": answer}}
    return {"@type": "FAQPage", "mainEntity": [asked]}
