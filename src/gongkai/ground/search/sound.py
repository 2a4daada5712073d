"""How words sound. Entries of the index's own dictionary, by which words are found that sound, begin or end in a way."""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from gongkai.ground.search import text

SHORTEST, LONGEST = 2, 8
"""Signs of a word that is found by its sound."""


@cache
def _pinyin() -> Any:
    import pypinyin  # here: its dictionaries take a while to load, and most questions need none

    return pypinyin


@lru_cache(maxsize=20_000)
def sound(word: str) -> tuple[str, str]:
    """A Chinese word's pinyin without tones, and its initials: 公积金 as ("gongjijin", "gjj")."""
    syllables = _pinyin().lazy_pinyin(word)
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def near(letters: str) -> str:
    """Pinyin in the form in which it is compared: what many do not tell apart (zh and z, ing and in) is the same."""
    for one, other in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n")):
        letters = letters.replace(one, other)
    return letters


@cache
def _syllables() -> frozenset[str]:
    """All that there are, in the form of ``near``."""
    said = {
        each
        for code, all_of_it in _pinyin().pinyin_dict.pinyin_dict.items()
        if 0x4E00 <= code < 0xA000
        for each in all_of_it.split(",")
    }
    bare = ("".join(c for c in unicodedata.normalize("NFD", each) if not unicodedata.combining(c)) for each in said)
    return frozenset(near(each) for each in bare if set(each) & set("aeiou") and (len(each) > 1 or each in "aeo"))


def bounds(letters: str) -> list[int]:
    """Where syllables may begin and end in pinyin without blanks, in the form of ``near``; [] if it is no pinyin."""
    size, known = len(letters), _syllables()
    steps = {
        at: [end for end in range(at + 1, min(at + 6, size) + 1) if letters[at:end] in known] for at in range(size)
    }
    leads = {size}
    for at in range(size - 1, -1, -1):
        if any(end in leads for end in steps[at]):
            leads.add(at)
    reached = {0} & leads
    for at in range(size):
        if at in reached:
            reached.update(end for end in steps[at] if end in leads)
    return sorted(reached)


# The dictionary: 「gonjijin:公积金」 and 「gjj:公积金」 by sound, 「^公积金」 and 「~金积公」 by beginning and end.


def entries(leading: Iterable[str], terms: Iterable[str]) -> str:
    """What is entered of a document, with blanks between: its words by their sound; those of what leads it (its title, names), and two
    that stand there side by side (学生资助), by beginning and end as well."""
    # In one go: this looks at some hundred words a document.
    return " ".join(filter(None, (*map(_by_sound, set(terms)), *map(_leading, leading))))


@lru_cache(maxsize=200_000)
def _by_sound(word: str) -> str:
    if not _is_entered(word):
        return ""
    full, first = sound(word)
    return f"{near(full)}:{word} {first}:{word}" if len(word) > 2 else f"{near(full)}:{word}"


@lru_cache(maxsize=2048)
def _leading(said: str) -> str:
    cut = text.words(said)
    beside = [f"{one}{other}" for one, other in pairwise(cut) if not text.EMPTY_WORDS & {one, other}]
    words = dict.fromkeys((*text.terms(said), *(run for run in beside if len(run) > 2)))
    return " ".join(f"{_by_sound(word)} ^{word} ~{word[::-1]}" for word in words if _is_entered(word))


def _is_entered(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and text.is_han(word)


def one_edit(one: str, other: str) -> bool:
    """Are they the same but for one sign changed, left out, added, or two neighbours swapped? Equal ones are not."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        return one[at + 1 :] == other[at + 1 :] or swapped
    short, long = sorted((one, other), key=len)
    return short[at:] == long[at + 1 :]
