"""What can be said in which month: an icy road not in August, a harvest not before it is sown."""

import re
from functools import cache

from gongkai.demo.content.registry import load


def months(source: str) -> frozenset[int]:
    """The months of "3-5 10-2", each span with both its ends."""
    found: set[int] = set()
    for span in source.split():
        first, last = (int(month) for month in span.split("-"))
        found |= {(first - 1 + n) % 12 + 1 for n in range((last - first) % 12 + 1)}
    return frozenset(found)


@cache
def _words() -> tuple[tuple[re.Pattern[str], frozenset[int]], ...]:
    table = load("texts/lexicon.toml")["months"]
    return tuple((re.compile(words), months(spans)) for words, spans in table.items())


@cache
def out_of_season(text: str, month: int) -> str:
    """The first word of the text that is not said in the month, or ""."""
    for pattern, allowed in _words():
        if month not in allowed and (found := pattern.search(text)):
            return found[0]
    return ""


@cache
def in_season(name: str, words: tuple[str, ...], month: int) -> tuple[str, ...]:
    """Those of a list of words that can be said in a month."""
    table = load("texts/lexicon.toml").get(f"{name}_months", {})
    return (
        tuple(word for word in words if month in months(table.get(word, "1-12")) and not out_of_season(word, month))
        or words
    )
