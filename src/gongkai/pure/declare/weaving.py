"""Tables set into a text where the part that bears their title begins; those that have no part stand at its end, before who signed."""

import re
from collections.abc import Iterable
from html import escape

from gongkai.pure.declare.grid import plain

_HEAD = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def woven(body: str, tables: Iterable[tuple[str, str]], behind: Iterable[str] = ()) -> str:
    """``tables``: title and HTML of each; ``behind``: what stands at the end besides."""
    parts = [body[start:end] for start, end in _parts(body)]
    named = [plain(_TAG.sub("", found[1])) if (found := _HEAD.match(part)) else "" for part in parts]
    last: list[str] = []
    for title, made in tables:
        place = next((n for n, name in enumerate(named) if name and name == plain(title)), None)
        if place is None:
            last.append(f"<h2>{escape(title)}</h2>{made}")
        else:
            parts[place] += made
    return _before_the_signature(parts, [*last, *behind])


def _parts(body: str) -> list[tuple[int, int]]:
    starts = [0, *(found.start() for found in _HEAD.finditer(body) if found.start())]
    return list(zip(starts, [*starts[1:], len(body)], strict=True))


def _before_the_signature(parts: list[str], behind: list[str]) -> str:
    """Who signed and when stand last, below all tables."""
    *others, last = parts
    signature = last.find('<p class="signed">')
    cut = signature if signature >= 0 else len(last)
    return "".join([*others, last[:cut], *behind, last[cut:]])
