"""As many of each kind: 「受理、拟批准、批复公告共438条，三类公告各146条」. Kind `percent`: a product told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence, numerals
from gongkai.pure.audit.quantities.units import same

REASONS = {
    "kinds": ("每类数量相同，合计应为{expected}，所述为{stated}", "As many of each kind make {expected} in all, not {stated}"),
    "kinds-holds": ("每类数量与总数相符", "The number of each kind agrees with the total"),
}  # fmt: skip

_KINDS = re.compile(r"(?:^|[，；：。（）])(?P<list>[^，；：。（）\d]{4,60})共计?$")
_OF_EACH = re.compile(
    r"^[，；（]?(?P<n>[两三四五六七八九])[类种者项](?P<what>[^，。；\d]{0,6})各(?:为|有|公开|发布|制发|办理)?$"
)
_FEWEST = 2
_SEASONS = "一二三四"
_QUARTERS = re.compile("^，(?:四个|每个?|各)季度各?(?:为|有|举办|召开|开展|组织)?$")
_ALL_YEAR = re.compile("(?:^|[，；：])全年[^，；：。其中]*共?$")


def of_kinds(sentence: Sentence) -> Iterator[Finding]:
    """Where the words before the total name as many kinds as those that each have so many."""
    for whole, each in pairwise(sentence.counts) if "各" in sentence.text else ():
        gap = sentence.between(whole, each)
        of_a_year = _QUARTERS.match(gap) if whole.is_whole and each.is_whole and same(whole.unit, each.unit) else None
        if of_a_year and each.clause - whole.clause == 1 and _ALL_YEAR.search(sentence.before(whole)):
            yield _judged(whole, each, len(_SEASONS))
            continue
        told = _OF_EACH.match(gap) if whole.is_whole and each.is_whole and same(whole.unit, each.unit) else None
        named = _KINDS.search(sentence.before(whole)) if told else None
        if told is None or named is None or each.clause - whole.clause != 1:
            continue
        n, members = numerals.number(told["n"]) or 0, named["list"].split("、")
        if n < _FEWEST or len(members) != n or "等" in named["list"] or told["what"][-2:] not in named["list"]:
            continue
        yield _judged(whole, each, n)


def _judged(whole: Quantity, each: Quantity, n: int) -> Finding:
    made = each.value * Decimal(n)
    holds = made == whole.value
    shown = f"{made}{whole.unit}"
    return Finding(
        "percent", "holds" if holds else "contradicts", whole.start, each.end, (whole.figure, each.figure),
        whole.printed, shown, f"{each.number}×{n}={made}{'→' if holds else '≠'}{whole.number}",
        "kinds-holds" if holds else "kinds", {"stated": whole.printed, "expected": shown}, None, 0.85,
    )  # fmt: skip
