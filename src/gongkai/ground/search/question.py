"""A question taken apart: what has to be found, each in one of several ways, and what is to be marked where it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from gongkai.ground.search import text
from gongkai.pure.codes.document_number import as_printed

MOST_PARTS = 16

Synonyms = Mapping[str, tuple[str, ...]]
"""By word, in the form of ``text.plain``: the words that mean the same."""

_ASKING = re.compile(
    "怎么办理?|怎么样|什么时候|什么时间|什么地方|多长时间|多少钱|为什么|[在到去]哪[里儿]?|是不是|有没有|能不能|可不可以|要不要|需不需要|请问"
)
"""What asks, whatever it is asked about: it stands between words as a blank does."""

_COUNT = re.compile(r"第?(\d+)(?=[年号期批次届季月条项章类级组标段路楼])")
_YEARS = ("年", "年度")

_NUMBER = re.compile(r"[㐀-鿿a-z]{2,20}〔\d{4}〕\s*第?\d{1,5}号?")


@dataclass(frozen=True)
class Way:
    """Terms that have to be found, and what is marked. ``whole``: side by side, in their order. ``begun``: the last may go on."""

    terms: tuple[str, ...]
    mark: str
    whole: bool = False
    begun: bool = False


@dataclass(frozen=True)
class Part:
    """One thing that has to be found, as it was typed. ``number``: the key of a number, for what bears it."""

    said: str
    ways: tuple[Way, ...]
    number: str = ""

    @property
    def is_latin(self) -> bool:
        return text.is_latin(self.said)


def parts(said: str, synonyms: Synonyms) -> list[Part]:
    """What a question asks for: 「怎么申请 户口本」 as 申请, and 户口本 or 户口簿. Words that say nothing count only where nothing else does."""
    found = [part for piece in pieces(said) for part in _of_piece(piece, synonyms)]
    full = [part for part in found if part.said not in text.EMPTY_WORDS]
    return (full or found or [word(each) for each in text.words(said)])[:MOST_PARTS]


def pieces(said: str) -> list[str]:
    """What stands between blanks, punctuation and what only asks. A sign that stands alone goes with its neighbour: 「招 生」 as 招生."""
    found: list[str] = []
    alone = False
    for typed in _numbers_apart(said):
        single = len(typed) == 1 and text.is_han(typed)
        if found and (single or alone) and text.is_han(typed) and text.is_han(found[-1]):
            found[-1] += typed
        else:
            found.append(typed)
        alone = single
    return [piece for typed in found for piece in _ASKING.split(typed) if piece]


def _numbers_apart(said: str) -> Iterator[str]:
    at = 0
    printed = as_printed(text.plain(said))
    for number in _NUMBER.finditer(printed):
        yield from text.pieces(printed[at : number.start()])
        yield number[0]
        at = number.end()
    yield from text.pieces(printed[at:])


def marks(said: str, found: list[Part]) -> list[str]:
    """What is marked of a question: pieces and words of it in their whole; a sign that is a word by itself only with the one beside it."""
    whole = pieces(said) if text.HAN.search(said) else []
    words = [way.mark for part in found for way in part.ways]
    beside = [f"{one.said}{other.said}" for one, other in pairwise(found) if 1 in (len(one.said), len(other.said))]
    return list(dict.fromkeys([*whole, *beside, *words]))


def _of_piece(piece: str, synonyms: Synonyms) -> Iterator[Part]:
    if text.looks_like_number(piece):
        printed = text.printed(text.number_key(piece))
        said = printed if "〔" in printed else piece
        terms = tuple(text.terms(said))
        yield Part(piece, (Way(terms, said, whole=True),), text.number_key(piece))
        return
    rest = piece
    while rest:
        word, at = _first_synonym(rest, synonyms)
        yield from _of_words(rest[:at] if word else rest)
        if word:
            others = [Way(tuple(text.terms(other)), other, whole=True) for other in synonyms[word]]
            yield Part(word, (Way(tuple(text.terms(word)), word), *others))
        rest = rest[at + len(word) :] if word else ""


def _of_words(said: str) -> Iterator[Part]:
    """The words of a text; a count with what it counts (第2号, 3月) is one, found side by side."""
    at = 0
    for count in _COUNT.finditer(said):
        yield from map(word, text.words(said[at : count.start()]))
        digits = count[1]
        counted = text.terms(said[count.end() :])[0]
        typed = f"{count[0]}{counted}"
        at = count.end() + len(counted)
        if counted in _YEARS and len(digits) == 4:
            # 2026年 stands in 2026年度 and in 〔2026〕 too.
            yield Part(typed, (Way((digits,), digits),))
        else:
            # 第2号 is 2号, with or without 第.
            yield Part(typed, (Way((digits, counted), f"{digits}{counted}", whole=True, begun=True),))
    yield from map(word, text.words(said[at:]))


def word(word: str) -> Part:
    return Part(word, (Way(tuple(text.terms(word)) or (word,), word),))


def _first_synonym(rest: str, synonyms: Synonyms) -> tuple[str, int]:
    """The first word of a piece that has synonyms, the longest at its place, and where it begins."""
    longest = max(map(len, synonyms), default=0)
    for at in range(len(rest)):
        for size in range(min(longest, len(rest) - at), 1, -1):
            if rest[at : at + size] in synonyms:
                return rest[at : at + size], at
    return "", 0
