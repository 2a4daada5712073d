"""So many a month, a quarter or a week, and so many in the year: 「19个村均每月公开一期，全年累计公开228期」, 「每季度通报1次，全年4次」. Kind `sum`.

What comes regularly may be left out or added now and then, so only one slip of the pen is called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence, numerals
from gongkai.pure.audit.slips import one_slip

REASONS = {
    "periods": ("按每期数量计算全年为{expected}，文中写{stated}", "So many each time make {expected} in the year; the text says {stated}"),
    "periods-holds": ("每期数量与全年数相符", "So many each time make the year's figure"),
}  # fmt: skip

_TIMES = {"月": 12, "季度": 4, "季": 4, "周": 52}
_REGULAR = re.compile(
    r"每(?:个)?(?P<period>月|季度|季|周)(?P<act>(?:至少|不少于)?[^，。；：\d]{0,10}?(?:至少|不少于)?)(?P<n>\d{1,2}|[一两二三四五六])(?P<unit>[期次场篇条批份])[^，。；：\d]{0,10}，"
    r"(?:全年|一年|年内)(?P<all>[^，。；：\d]{0,12})$"
)
_EACH = re.compile(r"均|各|每(?:个|家|村|社区)|分别")
_LEAST = re.compile("至少|不少于|以上")


def periods(sentence: Sentence) -> Iterator[Finding]:
    """Each such figure of the year."""
    if "每" not in sentence.text:
        return
    for whole in sentence.counts:
        told = _REGULAR.search(sentence.before(whole))
        if told is None or whole.unit != told["unit"] or not whole.is_whole or "人" in told["all"]:
            continue
        front = sentence.text[: told.start()]
        heads = [
            each
            for each in sentence.counts
            if each.end - sentence.start <= told.start() and each.unit in ("个", "家", "所", "村")
        ]
        shared = bool(_EACH.search(front)) and bool(heads)
        of_each = [
            each for each in sentence.counts if told.start() <= each.start - sentence.start and each.end <= whole.start
        ]
        number = int(told["n"]) if told["n"].isdigit() else numerals.number(told["n"]) or 1
        ways = [(n, head) for n, head in ((1, None), *((head.value, head) for head in (heads if shared else ())))]
        found = [(Decimal(n) * number * _TIMES[told["period"]], head) for n, head in ways]
        yield from _judge(whole, found[::-1], of_each, bool(_LEAST.search(told.group())))


def _judge(
    whole: Quantity, found: list[tuple[Decimal, Quantity | None]], of_each: list[Quantity], at_least: bool
) -> Iterator[Finding]:
    """found: what the year makes for all of those that do it, for some of them, and for one."""
    making = next((each for each in found if each[0] == whole.value), None)
    made, head = making or found[0]
    slipped = made > 10 and one_slip(made, whole.value) and not at_least
    figures = tuple(each.figure for each in (head, *of_each, whole) if each is not None)
    if (making is None and not slipped) or len(figures) < 2:
        return
    all_told = telling.like(made, whole)
    yield Finding(
        "sum", "holds" if making else "contradicts", figures[0].start, whole.end, figures, whole.printed, f"{all_told}{whole.unit}",
        f"{f'{head.number}×' if head else ''}{made / (head.value if head else 1):f}{'=' if making else f'={all_told}≠'}{whole.number}",
        "periods-holds" if making else "periods", {"stated": whole.printed, "expected": f"{all_told}{whole.unit}"}, None, 0.75,
    )  # fmt: skip
