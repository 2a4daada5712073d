"""Excerpts with the words that were found, made from texts as they stand in the database."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

LENGTH = 150
BEFORE = 24
"""Signs before the first word that is found."""
LOOKED_THROUGH = 60_000

Pieces = list[tuple[str, bool]]
"""A text in pieces, each with whether it was asked for."""

_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=200)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    # The longest first, so that 义务教育 is one mark; a single sign only where nothing longer was asked for.
    longer = [word for word in words if len(word) > 1] or list(words)
    ordered = sorted({_whole(word) for word in longer if word}, key=lambda word: (-len(word), word))
    return re.compile("|".join(ordered), re.IGNORECASE) if ordered else None


def _whole(word: str) -> str:
    """A word's pattern: its digits are no part of a longer number, its letters none of a longer word."""
    before, after = _EDGES.get(_sort(word[0]), ""), _EDGES.get(_sort(word[-1]), "")
    return (f"(?<!{before})" if before else "") + re.escape(word) + (f"(?!{after})" if after else "")


_EDGES = {"digit": r"\d", "letter": "[a-z]"}


def _sort(sign: str) -> str:
    return "digit" if sign.isdigit() else "letter" if sign.isascii() and sign.isalpha() else ""


def marked(text: str, words: Iterable[str]) -> Pieces:
    """The whole text, the words in it marked."""
    pattern = _pattern(tuple(words))
    pieces: Pieces = []
    at = 0
    for found in pattern.finditer(text) if pattern else ():
        if found.start() > at:
            pieces.append((text[at : found.start()], False))
        if pieces and pieces[-1][1] and found.start() == at:
            pieces[-1] = (pieces[-1][0] + found[0], True)  # neighbours are one mark
        else:
            pieces.append((found[0], True))
        at = found.end()
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces


def holds(text: str, words: Iterable[str]) -> bool:
    pattern = _pattern(tuple(words))
    return bool(pattern and pattern.search(text))


def excerpt(text: str, words: Sequence[str], length: int = LENGTH) -> Pieces:
    """So much of a text as shows most of the words: from a little before the place where they stand closest; else its beginning."""
    text = _BLANKS.sub(" ", text[:LOOKED_THROUGH]).strip()
    pattern = _pattern(tuple(words))
    places = [(m.start(), m[0].lower()) for m in pattern.finditer(text)][:400] if pattern else []
    best, most = 0, 0
    for n, (start, _) in enumerate(places):
        within = {word for at, word in places[n:] if at < start + length - BEFORE}
        if len(within) > most:
            best, most = start, len(within)
    start = max(0, best - BEFORE) if most and best > BEFORE else 0
    end = start + length
    shown = text[start:end]
    pieces = marked(shown, words)
    if start:
        pieces = [("…", False), *pieces]
    if end < len(text):
        pieces = [*pieces, ("…", False)]
    return pieces
