"""A rate of what was good, told of what was not: 「抽查网站46家次，不合格5家次，合格率89.1%」. Kind `percent`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.judge import places, plainly, verdict
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

REASONS = {
    "all-but": ("除去不合格的，按所列数字计算为{expected}，与所述的{stated}不符", "But for those that failed the figures make {expected}, not the stated {stated}"),
    "all-but-holds": ("除去不合格的，比率与所列数字相符", "But for those that failed the rate agrees with the figures"),
}  # fmt: skip

_RATE = re.compile("(?:合格|达标)率")
_GOOD = re.compile("^[，、]?(?:总体|平均|抽[查检]|检[查测])*(?P<good>合格|达标)率(?:为|是|达到?|约为?)*$")
_FAILED = re.compile("(?:不|未)(?P<good>合格|达标)[^，。；\\d]{0,6}$")
_LOOKED_AT = re.compile("抽查|抽检|检查|检测|监测|检验|测评|评查|巡查|普查")


def all_but_failed(passage: Passage) -> Iterator[Finding]:
    """Each such rate right behind the figure of those that failed, and this right behind that of all."""
    for sentence in passage.sentences:
        row = sentence.quantities if _RATE.search(sentence.text) else ()
        for whole, failed, rate in zip(row, row[1:], row[2:], strict=False):
            good = _GOOD.match(rate.lead) if rate.is_percent and whole.is_whole and failed.is_whole else None
            told = _FAILED.search(failed.lead) if good and _LOOKED_AT.search(whole.lead) else None
            if good is None or told is None or told["good"] != good["good"] or not same(whole.unit, failed.unit):
                continue
            quotient = (whole.interval - failed.interval).over(whole.interval)
            if quotient is None or failed.value >= whole.value or "；" in sentence.between(whole, rate):
                continue
            found = verdict(rate, quotient.scaled(Decimal(rate.whole_is)))
            shown = plainly((whole.value - failed.value) / whole.value * rate.whole_is, places(rate)) + rate.unit
            yield Finding(
                "percent", found, whole.start, rate.end, tuple(each.figure for each in (failed, whole, rate)), rate.printed,
                shown, f"({whole.number}−{failed.number})÷{whole.number}={shown}{'≠' if found == 'contradicts' else '→'}{rate.printed}",
                "all-but" if found == "contradicts" else "all-but-holds", {"stated": rate.printed, "expected": shown}, None, 0.9,
            )  # fmt: skip
