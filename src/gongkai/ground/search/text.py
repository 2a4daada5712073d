"""From text to terms, the same way for what is indexed and for what is asked."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any

from gongkai.pure.codes.document_number import as_printed
from gongkai.pure.codes.document_number import parse as parse_number
from gongkai.pure.codes.errors import CodeError

LONGEST_TERM = 64
REMEMBERED = 20_000
HAN = re.compile(r"[㐀-鿿]")
_ALL_HAN = re.compile(r"[㐀-鿿]+")
_LATIN = re.compile(r"[a-z]+")
_WORDLIKE = re.compile(r"[^\W_]", re.UNICODE)
_OPENING = str.maketrans(dict.fromkeys("〔［【（(﹝", "[") | dict.fromkeys("〕］】）)﹞", "]"))
_ASIDE = re.compile(r"\s+|第(?=\d)|号$")
_YEAR = re.compile(r"\[\d{4}\]")
_CODE = re.compile(r"[0-9a-z]+(?:[-/._][0-9a-z]+)+|[0-9][0-9a-z]{7,}")
_EMPTY = (
    "的 了 是 在 和 与 及 或 等 吗 呢 啊 吧 我 我们 要 想 想要 请问 怎么 怎样 如何 怎么办 什么 什么时候 哪里 哪儿 哪些 哪个 多少 为什么 关于 有关 有没有 "
    "一下 可以 能 能不能 需要"
)
EMPTY_WORDS = frozenset(_EMPTY.split())
"""What people write around what they look for. They are left out of a question, unless nothing else is in it."""


def plain(text: str) -> str:
    """Full-width digits and letters as half-width ones, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def terms(text: str) -> list[str]:
    """The words of a text in order; words within longer words as well. Punctuation is no word."""
    import rjieba  # here: it loads its dictionary, and most processes cut nothing

    # The quick question first: this runs some hundred times a document.
    words = rjieba.cut_for_search(plain(text))
    return [word[:LONGEST_TERM] for word in words if word.isalnum() or _WORDLIKE.search(word)]


def question_terms(text: str) -> list[str]:
    """The words that a question has to find, each once."""
    found = list(dict.fromkeys(terms(text)))
    return [word for word in found if word not in EMPTY_WORDS] or found


def is_latin(word: str) -> bool:
    return bool(_LATIN.fullmatch(word))


def is_han(word: str) -> bool:
    return bool(_ALL_HAN.fullmatch(word))


def joined(texts: Iterable[str]) -> str:
    """Texts as one field: their terms with blanks between."""
    return " ".join(_spaced_once(text) if len(text) < REMEMBERED else _spaced(text) for text in texts)


def _spaced(text: str) -> str:
    return " ".join(terms(text))


_spaced_once = lru_cache(maxsize=2048)(_spaced)
"""A record is told twice, for the public and for the desk, and mostly in the same words."""


# Numbers.


def number_key(text: str) -> str:
    """A document number, an index number or a part of one in the form in which they are compared: 「明政办［２０２６］第3号」 as 「明政办[2026]3」."""
    said = re.sub(r"\s+", "", as_printed(unicodedata.normalize("NFKC", text)))
    with suppress(CodeError):
        said = str(parse_number(said))
    return _ASIDE.sub("", said.translate(_OPENING).lower())


def number_terms(text: str) -> list[str]:
    """A number's key, and those of the parts by which people ask for it: without its organ, without its serial, its year."""
    if not text:
        return []
    key = number_key(text)
    found = [key]
    if year := _YEAR.search(key):
        found += [key[year.start() :], key[: year.end()], year[0]]
    return [each for each in dict.fromkeys(found) if each]


def looks_like_number(text: str) -> bool:
    """Is this asked for as a number, and not for its words?"""
    key = number_key(text)
    return bool(_YEAR.search(key) or _CODE.fullmatch(key) or re.fullmatch(r"[㐀-鿿]{2,20}令\d{1,5}", key))


# Sound.


@cache
def _pinyin() -> Any:
    import pypinyin  # here: its dictionaries take a while to load, and most questions need none

    return pypinyin


def sound(word: str) -> tuple[str, str]:
    """A Chinese word's pinyin without tones, and its initials: 公积金 as ("gongjijin", "gjj")."""
    syllables = _pinyin().lazy_pinyin(word)
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


@cache
def _sound_of(word: str) -> tuple[str, str]:
    return sound(word)


def spelling(words: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Of a title's words: their pinyin; the initials of those of three characters and more; entries of the dictionary.

    An entry is 「gongjijin:公积金」, 「gjj:公积金」, or backwards 「~金积公」: so the dictionary of the index itself tells which
    words sound, begin or end in a way.
    """
    full, initials, entries = [], [], []
    for word in dict.fromkeys(words):
        if len(word) < 2 or len(word) > 12 or not is_han(word):
            continue
        if _sound_of.cache_info().currsize > 200_000:
            _sound_of.cache_clear()
        pinyin, first = _sound_of(word)
        full.append(pinyin)
        entries += [f"{pinyin}:{word}", f"~{word[::-1]}"]
        if len(word) > 2:
            initials.append(first)
            entries.append(f"{first}:{word}")
    return full, initials, entries


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


def pieces(text: str) -> Iterator[str]:
    """What stands between blanks and punctuation."""
    yield from (piece for piece in re.split(r"[^\w\[\]〔〕/.-]+", plain(text)) if piece)
