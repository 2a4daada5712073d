"""Bytes -> text: which encoding they are in, and what could not be decoded."""

from __future__ import annotations

import re
from typing import Final

from gongkai.pure.audit.readers.refusals import refuse

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# What texts in Chinese are made of: ASCII, punctuation, full width, and the ideographs that GB2312 has are far most of
# them. Random bytes that happen to decode are not.
_USUAL: Final = re.compile(r"[\t\n\r -~¥\xa0·×—‘’“”…℃①-⑳■-●★☆☑✓　-〗一-龥\uff01-\uff5e￥]")
_ODD: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ue000-\uf8ff]")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]{4,}")
_LATIN: Final = re.compile(r"[\x80-\xff]")
_TOLERATED: Final = 0.05
_LOOK: Final = 20_000


def _usual(text: str) -> float:
    """Which share of the characters a text in Chinese would have, judged by its first part."""
    part = text[:_LOOK]
    return len(_USUAL.findall(part)) / len(part) if part else 0.0


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of a line break, digit or Latin letter is zero."""
    if len(data) % 2 or len(data) < 4:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data[:_LOOK].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and _usual(text) > 0.9:
            return encoding
    return None


def _lossy(data: bytes) -> tuple[str, str]:
    """No encoding fits throughout: the one that loses the least."""
    tries = [(data.decode(encoding, "replace"), encoding) for encoding in ("utf-8", "gb18030")]
    return min(tries, key=lambda tried: (tried[0].count("\ufffd"), -_usual(tried[0])))


def decode(data: bytes, declared: str = "") -> str:
    """The text of these bytes, line breaks as \\n. declared: an encoding that the content names; bytes may refute it.

    Raises Unreadable for what is no text.
    """
    text = encoding = None
    for mark, marked in _MARKS:
        if data.startswith(mark):
            text, encoding = data[len(mark) :].decode(marked, "replace"), marked
            break
    if text is None and b"\x00" in data[:_LOOK]:
        encoding = _wide(data)
        if encoding is None:
            raise refuse("binary")
        text = data.decode(encoding, "replace")
    if text is None:
        for candidate in dict.fromkeys(("utf-8", _python_name(declared), "gb18030")):
            try:
                text, encoding = data.decode(candidate), candidate
                break
            except (UnicodeDecodeError, LookupError):
                continue
    if text is None:
        text, encoding = _lossy(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    lost = len(_ODD.findall(text))
    if lost > max(3, _TOLERATED * len(text)) or (encoding == "gb18030" and _usual(text) < 0.8):
        raise refuse("mojibake" if garbled(text) else "binary")
    return text


def _python_name(declared: str) -> str:
    """GB2312 and GBK as sites declare them are all read as GB18030, which holds both."""
    name = declared.strip().strip("\"'").lower()
    return "gb18030" if name in {"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", ""} else name


def garbled(text: str) -> bool:
    """UTF-8 once read as GBK, or GBK or UTF-8 read as Latin: most of what is no ASCII turns back into sense."""
    pieces = _FOREIGN.findall(text[:_LOOK])[:60]
    sample = "".join(pieces)
    if len(sample) < 20:
        return False
    if len(_LATIN.findall(sample)) > 0.8 * len(sample):
        return True
    return sum(map(_turns_back, pieces)) > 0.5 * len(pieces)


def _turns_back(piece: str) -> bool:
    """Most of its bytes make sense as UTF-8. Bytes of Chinese in GBK hardly ever do."""
    data = piece.encode("gb18030", "ignore")
    back = data.decode("utf-8", "ignore")
    return len(back.encode()) > 0.7 * len(data) and _usual(back) > 0.9
