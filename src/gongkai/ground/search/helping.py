"""What else may be asked where nothing answers a question: mistyped words put right, fewer words, numbers that are near."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise, product
from typing import NamedTuple

import tantivy
from tantivy import Query

from gongkai.ground.search import lexicon, question, sound, text
from gongkai.ground.search.asking import Ask, bears, count, holding, within
from gongkai.ground.search.index import searcher
from gongkai.ground.search.places import PUBLIC
from gongkai.ground.search.question import Synonyms

LONGEST_PIECE = 16
LONGEST_RUN = 6
TRIED = 16
"""Corrections of a piece that are asked before they are offered."""
FEW = 3
"""So many or fewer answers, and something else may have been meant."""
MORE = 10
"""It is offered if it has so many times more."""


@dataclass(frozen=True)
class Instead:
    """What is asked in the place of a question that nothing answers. ``corrected``: the question put right; ``left_out``: words of it
    that are not asked for; ``others``: with others left out, and how many answer that; ``near``: other numbers of the same organ and
    year, or of other organs."""

    words: str
    corrected: str = ""
    left_out: tuple[str, ...] = ()
    others: tuple[tuple[str, int], ...] = ()
    near: bool = False


def instead(door: str, ask: Ask, synonyms: Synonyms) -> Instead | None:
    """What to ask where nothing answers this; None if nothing would be found either. It is found under the same filters."""
    bare = replace(ask, page=1)
    if text.looks_like_number(ask.said):
        return None if bears(searcher(door), ask) else _near_number(door, bare, synonyms)
    if fixed := alternatives(door, bare, synonyms, 1):
        return Instead(fixed[0], corrected=fixed[0])
    fixed = next(_put_right(door, bare, synonyms), ask.said)
    if found := fewer(door, replace(bare, words=fixed), synonyms):
        (words, left_out, _), *rest = found
        others = tuple((words, n) for words, _, n in rest)
        return Instead(words, fixed if fixed != ask.said else "", left_out, others)
    return None


def _near_number(door: str, ask: Ask, synonyms: Synonyms) -> Instead | None:
    key = text.number_key(ask.said)
    opening, closing = key.find("["), key.find("]") + 1
    for part in (key[:closing], key[opening:]) if opening > 0 and closing else ():
        said = text.printed(part)
        if part != key and count(door, replace(ask, words=said), synonyms):
            return Instead(said, near=True)
    return None


# Mistyped words.


class _Fix(NamedTuple):
    """A piece put right. ``holding``: what of it has to be found; ``changed``: how many signs are others; ``sounds``: as many signs,
    which sound the same."""

    words: str
    holding: str
    changed: int
    sounds: bool


def alternatives(door: str, ask: Ask, synonyms: Synonyms, limit: int = 3, few: int = 0) -> list[str]:
    """What was perhaps meant by a question: words that at most ``few`` hold put right, each found by the same person under the same
    filters."""
    found = []
    for words in islice(_put_right(door, ask, synonyms, few), 2 * limit):
        if len(found) < limit and words != text.plain(ask.said) and count(door, replace(ask, words=words), synonyms):
            found.append(words)
    return found


def likelier(door: str, ask: Ask, synonyms: Synonyms, total: int) -> list[str]:
    """What was perhaps meant by a question that few answer: what many more would."""
    if total > FEW:
        return []
    found = alternatives(door, replace(ask, page=1), synonyms, 2, FEW)
    return [words for words in found if count(door, replace(ask, words=words, page=1), synonyms) >= MORE * total]


def _put_right(door: str, ask: Ask, synonyms: Synonyms, few: int = 0) -> Iterator[str]:
    """Questions of which each piece is right or put right, the likeliest first."""
    asked, exists = searcher(door), within(ask.scope)
    typed = question.pieces(ask.said)
    fixes = [_fixes(door, asked, ask, piece, exists, synonyms, few) for piece in typed]
    if any(fixes):
        yield from (
            " ".join(words) for words in product(*(f or [piece] for f, piece in zip(fixes, typed, strict=True)))
        )
    elif len(typed) > 1 and text.is_han(joined := "".join(typed)) and count(door, replace(ask, words=joined), synonyms):
        yield joined


def _fixes(
    door: str, asked: tantivy.Searcher, ask: Ask, piece: str, exists: Query, synonyms: Synonyms, few: int
) -> list[str]:
    """How a piece of a question may be put right so that it finds something, the likeliest first; [] where its words are known."""
    doubt = _doubt(door, asked, piece, exists, synonyms, few)
    fixes: dict[str, _Fix] = {}
    for at, end, other in _candidates(asked, piece, exists, doubt):
        run = piece[at:end]
        changed = 1 if sound.one_edit(run, other) else sum(a != b for a, b in zip(run, other, strict=False))
        words = piece[:at] + other + piece[end:]
        # Another word of the piece may be one that nothing holds: no reason against this one, if what is left speaks for it, and it is no
        # word of the language that would be changed.
        before, after = (_without(piece, doubt.places, *ends) for ends in ((0, at), (end, len(piece))))
        whole = doubt.known & doubt.places & set(range(at, end)) or not before + after
        fixes.setdefault(
            words, _Fix(words, words if whole else f"{before}{other}{after}", changed, len(run) == len(other))
        )
    found = []
    for fix in sorted(fixes.values(), key=lambda fix: (fix.changed, not fix.sounds))[:TRIED]:
        if n := count(door, replace(ask, words=fix.holding, literal=True), synonyms):
            found.append((fix.changed, not fix.sounds, -n, fix.words))
    return [words for *_, words in sorted(found)[:4]]


def _without(piece: str, places: set[int], start: int, end: int) -> str:
    return "".join(piece[n] for n in range(start, end) if n not in places)


class _Doubt(NamedTuple):
    """Of a piece the places of signs in words that may be mistyped; of those in words of the language, mistyped or not; and places
    within these, where no word begins or ends."""

    places: set[int]
    known: set[int]
    inside: set[int]


def _candidates(asked: tantivy.Searcher, piece: str, exists: Query, doubt: _Doubt) -> Iterator[tuple[int, int, str]]:
    """Where a run of a piece's signs begins and ends, and a word that may have been meant by it. A word of the language is another only
    if it sounds the same and but for one sign is the same."""
    if text.is_latin(piece):
        yield from ((0, len(piece), other) for other in lexicon.one_off(asked, piece, exists))
    heard = False
    runs = list(_runs(len(piece), doubt))
    for at, end in runs:
        for other in lexicon.alike(asked, piece[at:end], exists):
            changed = {n for n, (a, b) in enumerate(zip(piece[at:end], other, strict=True), start=at) if a != b}
            if len(changed) == 1 or not doubt.known & changed:
                heard = True
                yield at, end, other
    for at, end in runs if not heard else ():
        if not doubt.known & doubt.places & set(range(at, end)):
            yield from ((at, end, other) for other in lexicon.one_off(asked, piece[at:end], exists))


def _runs(size: int, doubt: _Doubt) -> Iterator[tuple[int, int]]:
    """Runs that hold a doubtful sign and take no word of the language apart."""
    for at in range(size):
        for end in range(at + 2, min(at + LONGEST_RUN, size) + 1):
            if doubt.places & set(range(at, end)) and not {at, end} & doubt.inside:
                yield at, end


def _doubt(door: str, asked: tantivy.Searcher, piece: str, exists: Query, synonyms: Synonyms, few: int) -> _Doubt:
    """Doubtful are words that at most ``few`` hold, and single signs side by side: they are what is left of a word that is none. What stands
    before the public is no mistake, even if nothing that exists for this person holds it."""
    doubt = _Doubt(set(), set(), set())
    if not text.is_han(piece) or not 2 <= len(piece) <= LONGEST_PIECE:
        return doubt
    told = [(asked, exists)]
    if door != PUBLIC:
        told.append((searcher(PUBLIC), within(None)))
    at, alone = 0, False
    for word in text.words(piece):
        places, single = set(range(at, at + len(word))), len(word) == 1
        if word not in synonyms and all(holding(index, "text", word, seen) <= few for index, seen in told):
            doubt.places.update(places)
        elif single and alone:
            doubt.places.update(places, {at - 1})
        if not single and text.is_word(word):
            doubt.known.update(places)
            doubt.inside.update(places - {at})
        at, alone = at + len(word), single
    return doubt


# Fewer words.


def fewer(door: str, ask: Ask, synonyms: Synonyms) -> list[tuple[str, tuple[str, ...], int]]:
    """What a question that nothing answers would find with as few of its words left out as may be: the words left, those that are not,
    and how many. What says most comes first: more signs, then fewer answers."""
    said = [part.said for part in question.parts(ask.said, synonyms)]
    kept = list(range(len(said)))
    while len(kept) > 1:
        found = []
        for gone in kept:
            left = [said[n] for n in kept if n != gone]
            # Single signs say too little.
            words = _together(left, text.plain(ask.said))
            if any(len(word) > 1 for word in left) and (n := count(door, replace(ask, words=words), synonyms)):
                without = tuple(said[n] for n in range(len(said)) if n == gone or n not in kept)
                found.append((words, without, n))
        if found:
            return sorted(found, key=lambda each: (-len(each[0]), each[2]))
        # None of them alone is to blame: the one that nothing holds, else the one that the most hold, goes first.
        kept.remove(min(kept, key=lambda n: _worth(door, replace(ask, words=said[n]), synonyms)))
    return []


def _together(words: list[str], typed: str) -> str:
    """Words with blanks between, but for those that were typed without."""
    said = words[0]
    for one, other in pairwise(words):
        said += other if one + other in typed else f" {other}"
    return said


def _worth(door: str, ask: Ask, synonyms: Synonyms) -> tuple[bool, int]:
    total = count(door, ask, synonyms)
    return bool(total), -total
