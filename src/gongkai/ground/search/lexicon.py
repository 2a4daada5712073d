"""The index's own dictionary: which of its words sound, begin or end in a way, and which numbers begin so.

Whatever is told of it exists for the one who asks: each look is taken within what this person may see.
"""

import re

import tantivy
from tantivy import Query

from gongkai.ground.search import sound, text

MOST = 8
"""Words that letters may stand for."""

Within = Query
"""What may be told of: a query that holds for all that exists for a person."""


def sounding(asked: tantivy.Searcher, letters: str, within: Within, limit: int = MOST) -> list[str]:
    """Words that letters stand for, by pinyin or initials, the most frequent first; those that only sound alike where none sounds so."""
    found = []
    for key in dict.fromkeys((sound.near(letters), letters)):
        found += [
            (entry.partition(":")[2], n)
            for entry, n in asked.terms_with_prefix("spell", f"{key}:", within, limit * 2)
            if n
        ]
    found = sorted(dict(found).items(), key=lambda each: -each[1])
    exact = [word for word, _ in found if letters in sound.sound(word)]
    return (exact or [word for word, _ in found])[:limit]


def split(asked: tantivy.Searcher, letters: str, within: Within) -> list[list[str]]:
    """Pinyin written without blanks as words of the index, as few as possible, for each what it may be; [] if it is none."""
    said = sound.near(letters)
    bounds = sound.bounds(said)
    best: dict[int, list[list[str]]] = {0: []}
    for n, end in enumerate(bounds):
        for start in bounds[max(0, n - 2 * sound.LONGEST) : n]:
            if start in best and (end not in best or len(best[start]) + 1 < len(best[end])):
                words = sounding(asked, said[start:end], within, 4)
                if words:
                    best[end] = [*best[start], words]
    return best.get(len(said), [])


def alike(asked: tantivy.Searcher, word: str, within: Within, limit: int = 6) -> list[str]:
    """Words of as many signs that sound as this one, or nearly so, the most frequent first."""
    key = sound.near(sound.sound(word)[0])
    found = [
        entry.partition(":")[2] for entry, n in asked.terms_with_prefix("spell", f"{key}:", within, limit * 2) if n
    ]
    return [other for other in found if other != word and len(other) == len(word)][:limit]


def one_off(asked: tantivy.Searcher, word: str, within: Within, limit: int = 6) -> list[str]:
    """Words of titles that are one edit away, the most frequent first; of two signs only those that nearly sound so."""
    if text.is_latin(word):
        said = sound.near(word)
        entries = [(entry.partition(":"), n) for entry, n in asked.terms_with_prefix("spell", said[:2], within) if n]
        # Not initials: of those each is one edit from many.
        close = [
            (other, n)
            for (letters, _, other), n in entries
            if len(letters) > 2 * len(other) > 2 and sound.one_edit(letters, said)
        ]
    else:
        close = [(entry[1:], n) for entry, n in asked.terms_with_prefix("spell", f"^{word[0]}", within) if n]
        close += [(entry[:0:-1], n) for entry, n in asked.terms_with_prefix("spell", f"~{word[-1]}", within) if n]
        close = [
            (other, n)
            for other, n in close
            if sound.one_edit(other, word) and (len(word) > 2 or _nearly_sounds(other, word))
        ]
    return [other for other, _ in sorted(dict(close).items(), key=lambda each: (-each[1], each[0]))][:limit]


def _nearly_sounds(one: str, other: str) -> bool:
    return len(one) == len(other) and sound.one_edit(sound.near(sound.sound(one)[0]), sound.near(sound.sound(other)[0]))


def beginning(asked: tantivy.Searcher, begun: str, within: Within, limit: int = 6) -> list[str]:
    """Words of titles, or else of texts, that go on from what is typed, the most frequent first; from Latin letters those that sound so."""
    begun = text.plain(begun)
    if not text.is_latin(begun):
        found = [entry[1:] for entry, n in asked.terms_with_prefix("spell", f"^{begun}", within, limit + 1) if n]
        if len(begun) > 1 and not found:
            found = [
                word
                for word, n in asked.terms_with_prefix("text", begun, within, limit + 1)
                if n and len(word) <= sound.LONGEST
            ]
        return [word for word in found if word != begun][:limit]
    if len(begun) < 2:
        return []
    found = []
    for key in dict.fromkeys((begun, sound.near(begun))):
        found += [entry.partition(":")[2] for entry, n in asked.terms_with_prefix("spell", key, within, limit * 4) if n]
    return [word for word in dict.fromkeys(found) if word and _sounds_on(word, begun)][:limit]


def _sounds_on(word: str, begun: str) -> bool:
    full, first = sound.sound(word)
    return full.startswith(begun) or first.startswith(begun) or sound.near(full).startswith(sound.near(begun))


def numbers_beginning(asked: tantivy.Searcher, begun: str, within: Within, limit: int = 6) -> list[str]:
    """Keys of numbers that go on from what is typed, the highest first: whole ones where organ and year are typed, else an organ's of a
    year, the latest first."""
    key = text.number_key(begun)
    if re.search("[]/]", key):
        found = [entry for entry, n in asked.terms_with_prefix("number", key, within) if n and entry != key]
    else:
        # Not whole numbers: a million may begin so.
        keys = dict.fromkeys((key, text.before_year(key))) if text.HAN.search(key) and len(key) > 1 else ()
        found = [entry[1:] for each in keys for entry, n in asked.terms_with_prefix("spell", f"#{each}", within) if n]
    return sorted(found, key=lambda entry: [int(each) for each in text.figures(entry)], reverse=True)[:limit]
