"""A text as it is searched: wide digits and letters made narrow, signs that nobody sees left out; each sign knows its place."""

import unicodedata


def flat(text: str) -> tuple[str, list[int]]:
    """The signs that are searched, and where each stands in ``text``."""
    if text.isascii():
        return text, list(range(len(text)))
    signs, places = [], []
    for n, sign in enumerate(text):
        if sign > "\x7f":
            if unicodedata.category(sign) == "Cf":
                continue  # zero-width signs and soft hyphens: a number cut by them reads as one
            plain = unicodedata.normalize("NFKC", sign)
            # Punctuation stays as it is: a wide comma parts what a narrow one may not.
            if len(plain) == 1 and (plain.isalnum() or plain in " -"):
                sign = plain
        signs.append(sign)
        places.append(n)
    return "".join(signs), places
