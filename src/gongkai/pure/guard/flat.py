"""A text as it is searched: wide digits and letters made narrow, signs that nobody sees left out; each sign knows its place."""

import re
import unicodedata
from collections.abc import Sequence

# Signs that nobody sees, by which a number would be cut in two; wide digits, letters, hyphens and blanks, and those set in circles or bold.
_ODD = re.compile(
    "[\u00a0\u00ad\u061c\u180e\u2000-\u200f\u2010\u2011\u2028-\u202f\u205f-\u206f\u2460-\u249b\u3000\ufeff\uff0d\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)


def flat(text: str) -> tuple[str, Sequence[int]]:
    """The signs that are searched, and where each stands in ``text``."""
    if not _ODD.search(text):
        return text, range(len(text))
    signs, places = [], []
    for n, sign in enumerate(text):
        if _ODD.match(sign):
            if unicodedata.category(sign) in ("Cf", "Zl", "Zp"):
                continue
            plain = "-" if sign in "\u2010\u2011" else unicodedata.normalize("NFKC", sign)
            # Punctuation stays as it is: a wide comma parts what a narrow one may not.
            sign = plain if len(plain) == 1 else sign
        signs.append(sign)
        places.append(n)
    return "".join(signs), places
