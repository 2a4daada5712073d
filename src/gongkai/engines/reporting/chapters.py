"""The chapters of an account's text, what units wrote for them set in, and where what they wrote stands now.

Nothing in the text says whose it is: it is found again by its words, so that nobody's mark goes out with what is published.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from gongkai.kernel.drafting.models import Contribution, Passage
from gongkai.kernel.records.clean import with_figures
from gongkai.pure.law.outlines import ASKS

_TAG = re.compile(r"<[^>]*>")
_HEAD = re.compile(r"<h([23])\b")
ALIKE = 0.5
"""A paragraph less alike to what a unit wrote is not it any more."""
LEAST = 6
"""Fewer signs are no words of somebody."""
Passages = Mapping[tuple[str, int], Passage]


@dataclass(frozen=True)
class Placed:
    """Where what a unit wrote stands in a text: the blocks, and whether any of it was changed or is gone."""

    contribution: Contribution
    blocks: tuple[int, ...]
    edited: bool


def blocks_of(body: str) -> list[str]:
    """The outermost elements of a cleaned text, whole."""
    root = LexborHTMLParser(f"<body>{body}</body>").body
    return [node.html or "" for node in root.iter(include_text=True)]


def words_of(block: str) -> str:
    """What a block says, its figures by their names: counted anew they are still the same words."""
    named = with_figures(block, lambda token, written: f"{{{token}}}")
    return "".join(unescape(_TAG.sub("", named)).split())


def chapters(body: str) -> list[str]:
    """The heads of a text, those of parts and those below."""
    return [words for block in blocks_of(body) if _HEAD.match(block) and (words := words_of(block))]


def _reach(blocks: Sequence[str], chapter: str) -> tuple[int, int] | None:
    """From the block behind a chapter's head to the one before the next head of its depth, or who signed."""
    for n, block in enumerate(blocks):
        head = _HEAD.match(block)
        if head and words_of(block) == words_of(chapter):
            for end in range(n + 1, len(blocks)):
                other = _HEAD.match(blocks[end])
                if (other and other[1] <= head[1]) or 'class="signed"' in blocks[end]:
                    return n + 1, end
            return n + 1, len(blocks)
    return None


def placed(body: str, found: Iterable[Contribution], passages: Passages) -> dict[str, Placed]:
    """By contribution where what was taken of it stands."""
    blocks = blocks_of(body)
    words = [words_of(each) for each in blocks]
    free = {n for n, each in enumerate(words) if len(each) >= LEAST and not _HEAD.match(blocks[n])}
    where: dict[str, Placed] = {}
    for each in found:
        passage = passages.get((each.pk, each.taken))
        if passage is None:
            continue
        at, edited = [], False
        reach = _reach(blocks, each.chapter) or (0, len(blocks))
        for wanted in map(words_of, blocks_of(passage.body)):
            if len(wanted) < LEAST:
                continue
            place = next((n for n in sorted(free) if words[n] == wanted), None)
            if place is None:
                edited = True
                place = _most_alike(wanted, words, [n for n in sorted(free) if reach[0] <= n < reach[1]])
            if place is not None:
                at.append(place)
                free.discard(place)
        where[each.pk] = Placed(each, tuple(sorted(at)), edited)
    return where


def _most_alike(wanted: str, words: Sequence[str], among: Sequence[int]) -> int | None:
    best, most = None, ALIKE
    for n in among:
        matcher = SequenceMatcher(None, wanted, words[n], autojunk=False)
        if matcher.real_quick_ratio() > most and matcher.quick_ratio() > most and (likeness := matcher.ratio()) > most:
            best, most = n, likeness
    return best


def with_passage(body: str, contribution: Contribution, found: Sequence[Contribution], passages: Passages) -> str:
    """A text with what a unit handed in last: in the place of what stands there of it; or else at the end of its chapter, before what was
    taken of units that come later. Raises LookupError: the chapter is not there, or what stands there was changed by hand."""
    blocks = blocks_of(body)
    reach = _reach(blocks, contribution.chapter)
    if reach is None:
        raise LookupError(f"正文里没有“{contribution.chapter}”这一部分了，请先把标题改回来")
    where = placed(body, found, passages)
    new = passages[contribution.pk, contribution.current].body
    if old := where.get(contribution.pk):
        if old.edited:
            raise LookupError(
                f"{contribution.unit.short_name}的那一段在正文里已经改过，不能整段换：请对照着在正文里改，再点“看过了”"
            )
        if old.blocks:
            kept = [each for n, each in enumerate(blocks) if n not in old.blocks[1:]]
            kept[old.blocks[0]] = new
            return "".join(kept)
    later = [
        place.blocks[0]
        for place in where.values()
        if place.blocks
        and place.contribution.chapter == contribution.chapter
        and place.contribution.seat > contribution.seat
    ]
    at = min(later, default=reach[1])
    asked = [n for n in range(*reach) if words_of(blocks[n]).startswith(ASKS)]
    if not later and asked and asked[-1] == reach[1] - 1:
        at = asked[0]
    return "".join([*blocks[:at], new, *blocks[at:]])


def with_block(body: str, chapter: str, block: str) -> str:
    """A text with a block more at the end of a chapter. Raises LookupError where there is no such chapter."""
    blocks = blocks_of(body)
    reach = _reach(blocks, chapter)
    if reach is None:
        raise LookupError(chapter)
    return "".join([*blocks[: reach[1]], block, *blocks[reach[1] :]])


def with_origins(body: str, where: Mapping[str, Placed]) -> str:
    """A text as the desk shows it: behind the last block of each unit's words, whose they are."""
    behind = {max(each.blocks): each for each in where.values() if each.blocks}
    if not behind:
        return body
    return "".join(block + (_mark(behind[n]) if n in behind else "") for n, block in enumerate(blocks_of(body)))


def _mark(place: Placed) -> str:
    return f'<p class="from">{place.contribution.unit.short_name}供稿{"，有改动" if place.edited else ""}</p>'
