"""What a text says in short: for feeds, channels and mails, which show its beginning."""

import re
from html import unescape

_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote)>|<br ?/?>")
_KEPT = re.compile(r"(?<=[。；！？])")


def plain(html: str) -> str:
    """A text's words in one line."""
    return " ".join(unescape(_TAG.sub("", _BLOCK_END.sub(" ", html))).split())


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters: whole, or whole sentences of it if these fill half, or cut with an ellipsis."""
    if len(text) <= most:
        return text
    kept = ""
    for part in _KEPT.split(text):
        if len(kept) + len(part) > most:
            break
        kept += part
    return kept if len(kept) * 2 >= most else f"{text[: most - 1]}…"
