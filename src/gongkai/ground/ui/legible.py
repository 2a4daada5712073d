"""Text without what nobody can see: what a form takes in is what its reader sees.

A sign that is not shown makes a name that looks empty, or like another's; a sign that turns the line around makes the page say what
was not written. They come along unnoticed when a text is pasted, so they are taken out rather than complained of.
"""

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control signs
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # zero width, direction, tags
    "\u115f\u1160\u3164\uffa0\u2800"  # letters by their category, and yet blank: fillers of Hangul, the empty cell of Braille
    "\ud800-\udfff]"
)
_JOINED = "[\u0600-\u08ff\u0900-\u0dff\u1800-\u18af\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]"
_STRAY_JOINER = re.compile(f"(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})")
"""In Arabic, the scripts of India, Mongolian and emoji a joiner between two signs is part of the word; nowhere else."""


def legible(text: str, *, lines: bool = True) -> str:
    """The text without control, direction and zero-width signs; "" if nothing that can be seen is left.

    ``lines``: may it have several lines? Each kind of line end becomes a line feed, as word processors paste them; in a text of one
    line a break or tab becomes a blank.
    """
    text = _BREAKS.sub("\n", text)
    if not lines:
        text = text.replace("\n", " ").replace("\t", " ")
    kept = _STRAY_JOINER.sub("", _HIDDEN.sub("", text))
    return kept if any(map(_is_seen, kept)) else ""


def is_legible_line(text: str) -> bool:
    """Is it one line as its reader sees it, with nothing unseen in it and no blanks around it?"""
    return text == legible(text, lines=False).strip()


def _is_seen(sign: str) -> bool:
    """Private and unassigned signs count: rare characters of names stand among them."""
    return unicodedata.category(sign) not in ("Cc", "Cf", "Mn", "Me", "Zs")
