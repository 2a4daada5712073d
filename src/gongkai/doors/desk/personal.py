"""A hint for reviewers: numbers in a text that look like somebody's. It finds what is plain, and replaces no reading."""

import re
from dataclasses import dataclass
from typing import Any

from gongkai.pure.codes import citizen
from gongkai.pure.codes.masks import mask_citizen, mask_phone

_TAG = re.compile(r"<[^>]*>")
_CITIZEN = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])")
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
            text = _TAG.sub(" ", value)
            found += [_finding(m, text, "身份证号", mask_citizen, citizen.is_valid) for m in _CITIZEN.finditer(text)]
            found += [_finding(m, text, "手机号", mask_phone, lambda _: False) for m in _MOBILE.finditer(text)]
    return found


def _finding(match: re.Match, text: str, what: str, mask: Any, sure: Any) -> Finding:
    before = text[max(0, match.start() - AROUND) : match.start()]
    where = f"{before}{mask(match[0])}{text[match.end() : match.end() + AROUND]}"
    return Finding(what, mask(match[0]), " ".join(where.split()), sure(match[0].upper()))
