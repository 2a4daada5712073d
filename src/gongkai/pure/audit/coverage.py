"""How much of a text was checked: the share of its digit runs, outside a listed set, that stand in a judged claim.

The runs are counted here by a tokeniser of its own, so that what the reading of quantities overlooks is counted as missed
and not left out of the account.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.pure.audit.finding import Audit

# The listed set, and nothing else: what these match is no quantity. Full-width digits are digits (\d).
NO_QUANTITIES = {
    "years and dates": r"\d{4}\s*年(?:度)?(?:\s*\d{1,2}\s*月(?:份)?(?:\s*\d{1,2}\s*日)?)?|\d{1,2}\s*月(?:份|底|初)?\s*(?:\d{1,2}\s*日)?|\d{1,2}\s*日(?!均)|\d{4}[-./]\d{1,2}[-./]\d{1,2}|(?:19|20)\d{3,6}(?=[年月日止起至,，])[年月日]?|\d{4}\s*[-—－~至]\s*\d{4}(?=年)|[至到]\d{2,4}日",
    "times of day": r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?",
    "document and house numbers": r"[〔\[【(（]\s*\d{4}\s*[〕\]】)）]\s*第?\d+\s*号|〔\d{5,9}号|第?\d+号",
    "ordinals": r"第\s*\d+",
    "telephone numbers, postcodes, codes": r"0\d{2,3}[-—－–]?\d{7,8}|1[3-9]\d{9}|\d{12,}|(?:邮编|邮政编码)[:：]?\s*\d{6}|(?:索引号|标识码|备案号|代码|编号)\s*[:：|]?\s*[\w/—-]+|ICP备\d+",
    "names of services": r"(?<!\d)(?:12[0-9]{3}|96\d{3,4})(?![\d,，.．]|\s*[条件次个人项万元%])",
    "addresses on the web": r"https?[:：]//\S+|[\w.-]+@[\w.-]+|www\.\S+",
    "names written with letters or a point": r"[A-Za-z]+-?\d+(?:\.\d+)*|\d+(?:\.\d+)?(?=版)|[“‘\"]\d[\d.+]*[”’\"]",
    "list numbers": r"(?m:^)\s*[(（]?\d{1,2}[)）、.．](?!\d)|[(（]\d{1,2}[)）]|(?<=[。；;])\s*\d{1,2}[、.．)](?!\d)",
}
_TOKENS = re.compile(
    "|".join(f"(?:{pattern})" for pattern in NO_QUANTITIES.values()) + r"|(?P<run>\d[\d,，]*(?:[.．]\d+)?)"
)


@dataclass(frozen=True)
class Coverage:
    """runs: digit runs outside the listed set; checked: those of them that stand in a claim which was judged."""

    runs: int
    checked: int

    @property
    def share(self) -> float:
        """0 to 1; 1 for a text without any figure."""
        return self.checked / self.runs if self.runs else 1.0


def runs(text: str) -> list[tuple[int, int]]:
    """Where the digit runs outside the listed set stand."""
    return [match.span("run") for match in _TOKENS.finditer(text) if match["run"]]


def coverage(text: str, audit: Audit) -> Coverage:
    """Of one audited text."""
    found = runs(text)
    places = sorted((figure.start, figure.end) for figure in audit.checked)
    checked = sum(any(start < high and low < end for start, end in places) for low, high in found)
    return Coverage(len(found), checked)
