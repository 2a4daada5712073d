"""A hint for reviewers: numbers in a text that look like somebody's. It finds what is plain, and replaces no reading."""

import re
from dataclasses import dataclass
from typing import Any

from gongkai.pure.codes import citizen
from gongkai.pure.codes.masks import mask_citizen, mask_phone

_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|1[3-9][0-9]{9})(?![0-9A-Za-z])")
AROUND = 12


@dataclass(frozen=True)
class Finding:
    """A number found: what it looks like, masked, and the words around it."""

    what: str
    masked: str
    where: str
    sure: bool

    @property
    def sentence(self) -> str:
        return f"{self.what}{self.masked}：“{self.where}”"


def findings(content: dict[str, Any]) -> list[Finding]:
    """Citizen numbers (sure if the check character fits) and mobile numbers in the texts of a content."""
    found = []
    for value in content.values():
        if isinstance(value, str):
            found += _in_text(_TAG.sub(" ", value))
    return found


def _in_text(text: str) -> list[Finding]:
    """The words around a number are taken from the text with all numbers masked: a neighbour must not show in full."""
    shown, at, places = "", 0, []
    for match in _NUMBER.finditer(text):
        is_citizen = len(match[0]) == 18
        masked = (mask_citizen if is_citizen else mask_phone)(match[0])
        shown += text[at : match.start()]
        places.append((len(shown), masked, is_citizen, is_citizen and citizen.is_valid(match[0].upper())))
        shown += masked
        at = match.end()
    shown += text[at:]
    return [
        Finding(
            "身份证号" if is_citizen else "手机号",
            masked,
            " ".join(shown[max(0, start - AROUND) : start + len(masked) + AROUND].split()),
            sure,
        )
        for start, masked, is_citizen, sure in places
    ]
