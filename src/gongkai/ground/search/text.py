"""From text to terms, the same way for what is indexed and for what is asked."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache

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
    "的 了 是 在 和 与 及 或 等 吗 呢 啊 吧 呀 么 我 我们 我家 要 想 想要 请问 请 您好 你好 怎么 怎样 怎么样 如何 咋 怎么办 什么 什么样 什么时候 何时 哪里 哪儿 "
    "哪些 哪个 哪天 谁 多少 多久 几 为什么 为何 关于 有关 是否 能否 有没有 没有 一下 可以 能 能不能 需要 需不需要 要不要 帮 帮我 查 看看 看 找 问 办 知道 想知道 到 去 给"
)
EMPTY_WORDS = frozenset(_EMPTY.split())
"""What people write around what they look for. They are left out of a question, unless nothing else is in it."""


def plain(text: str) -> str:
    """Full-width digits and letters as half-width ones, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def terms(text: str) -> list[str]:
    """The words of a text in order; words within longer words as well. Punctuation is no word."""
    import rjieba  # here: it loads its dictionary, and most processes cut nothing

    return _words(rjieba.cut_for_search(plain(text)))


def words(text: str) -> list[str]:
    """The words of a text in order, each sign in one of them."""
    import rjieba

    return _words(rjieba.cut(plain(text)))


def is_word(word: str) -> bool:
    """Is it a word of the language, and not only cut as one?"""
    import rjieba

    return bool(rjieba.has_word(word))


def _words(cut: list[str]) -> list[str]:
    # The quick question first: this runs some hundred times a document.
    return [word[:LONGEST_TERM] for word in cut if word.isalnum() or _WORDLIKE.search(word)]


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
    found.append(key.rpartition("/")[2])
    return [each for each in dict.fromkeys(found) if each]


def printed(key: str) -> str:
    """A key, or the beginning or end of one, as a number is printed: 「明政办[2026]」 as 「明政办〔2026〕」."""
    said = key.replace("[", "〔").replace("]", "〕")
    return f"{said}号" if re.search(r"〕\d+$", said) else said


def looks_like_number(text: str) -> bool:
    """Is this asked for as a number, and not for its words?"""
    key = number_key(text)
    return bool(_YEAR.search(key) or _CODE.fullmatch(key) or re.fullmatch(r"[㐀-鿿]{2,20}令\d{1,5}", key))


def pieces(text: str) -> Iterator[str]:
    """What stands between blanks and punctuation."""
    yield from (piece for piece in re.split(r"[^\w\[\]〔〕/.-]+", plain(text)) if piece)


def before_year(key: str) -> str:
    """A key that is being typed without its bracket, with it: 「明政办20」 as 「明政办[20」."""
    return re.sub(r"(?<=[㐀-鿿])(?=\d{1,4}$)", "[", key)


def series_entry(term: str) -> str:
    """The entry of an organ's numbers of a year in the dictionary of the index: 「#明政办[2026]」; "" of another term."""
    return f"#{term}" if term.endswith("]") and not term.startswith("[") else ""


def figures(number: str) -> list[str]:
    """The runs of digits in a number, in their order."""
    return re.findall(r"\d+", number)
