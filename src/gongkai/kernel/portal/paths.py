"""How the path of an address is written, in the list of former addresses and where one is asked for; knows no model, for it serves files too."""

from urllib.parse import quote

IN_PATH = "/-._~!$&'()*+,;=:@"
"""Signs that stand as they are; all others are percent-encoded."""


def as_written(path: str) -> str:
    return quote(path, safe=IN_PATH)
