"""How the codes speak of what is wrong, and of what was found in the wild."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass


class CodeError(ValueError):
    """A code that can't be right. `message_zh` is a sentence for people; position counts from 1, None: the whole."""

    def __init__(self, message_zh: str, position: int | None = None):
        super().__init__(message_zh)
        self.message_zh = message_zh
        self.position = position


@dataclass(frozen=True)
class Found:
    """A code as it stood in some source: kept to the letter, with what seems wrong about it."""

    text: str
    warnings: tuple[str, ...] = ()


def found_by(parse: Callable[[str], object], text: str) -> Found:
    """Keep the text verbatim; what `parse` would refuse becomes a warning."""
    try:
        parse(text)
    except CodeError as error:
        return Found(text, (error.message_zh,))
    return Found(text)


def typed(text: str) -> str:
    """What a person typed, as a code: full-width characters made narrow, outer blanks off, letters upper case."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def need_length(name: str, code: str, length: int) -> None:
    """Raise CodeError unless the code has this many characters, saying how many are missing or too many."""
    if not code:
        raise CodeError(f"请填写{name}。")
    if len(code) < length:
        raise CodeError(f"{name}应为{length}位，现有{len(code)}位，少了{length - len(code)}位，请再看看。")
    if len(code) > length:
        raise CodeError(f"{name}应为{length}位，现有{len(code)}位，多了{len(code) - length}位，请再看看。", length + 1)


def need_alphabet(name: str, code: str, alphabet: str, hint: str, start: int = 1) -> None:
    """Raise CodeError at the first character outside the alphabet. start: position of the first character."""
    for position, character in enumerate(code, start=start):
        if character not in alphabet:
            raise CodeError(f"{name}第{position}位“{character}”不对：{hint}。", position)


def need_check(name: str, found: str, expected: str, position: int) -> None:
    """Raise CodeError if the check character isn't the one that the others give.

    The expected character is told of codes of organisations, which are public; callers keep it from people's numbers.
    """
    if found != expected:
        raise CodeError(
            f"{name}第{position}位校验码是“{found}”，按前面各位算应为“{expected}”，其中某一位可能写错了。", position
        )
