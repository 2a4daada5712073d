"""What was spent of what was granted: 「支出86.5万元，…。支出较年初预算92万元节约5.5万元，执行率94.0%」. The budget bears its name, and so does what was spent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.share import Share
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

_RATE = re.compile(r"^[，、；]?(?:预算|资金|经费|支出)*(?:执行|支出|使用)(?:率|进度)(?:已)?(?:为|达到?|是|约|：)*$")
_BUDGET = re.compile(
    r"预算(?!收入|支出|单位)(?:安排|资金|经费|总?额|数)*(?:为|是|的|共|仅)*$|(?:安排|下达|核定|批复)(?:[^，。；\d支付]{0,8})(?:经费|资金)(?:为|共|的)*$|(?:接收|收到|募集|筹集|到位)[^，。；\d]{0,6}(?:资金|款)(?:共|合计)*$"
)
_SPENT = re.compile(r"(?<!少)(?:支出|使用|列支|花费|支付)(?:了|资金|经费|共计?|合计|总额|金额|为|达)*$")
_HELD_AGAINST = re.compile(
    "^(?:全年|实际|总|各项|经费|费用)*支?出?(?:比|较|与|占)(?:年初|全年|上年)?[^，。；\\d]{0,4}预算"
)
_NOT_SPENT = re.compile("预算|节[约省支]|结余|[少超]支|计划")


def of_a_budget(
    sentence: Sentence, front: Sequence[Sentence], percent: Quantity, told: Sequence[Breakdown]
) -> Share | None:
    """The share of the one budget before it in the sentence; what was spent there, or else in the sentences before, the whole of their lists."""
    if not _RATE.match(percent.lead):
        return None
    ahead = [each for each in sentence.counts if each.end <= percent.start]
    granted = [each for each in ahead if _BUDGET.search(each.lead)]
    if len(granted) != 1 or "；" in sentence.between(granted[0], percent):
        return None
    spent = _spent(ahead, granted[0])
    if not spent and _HELD_AGAINST.match(granted[0].lead):
        parts = {part for each in told for part in each.parts}
        near = [each for one in front[-2:] for each in one.counts if each not in parts]
        spent = _spent([*near, *ahead], granted[0])
    if len(spent) != 1 or not 0 < spent[0].value <= granted[0].value * 2:
        return None
    return Share(percent, spent[0], granted[0], "named")


def _spent(row: Sequence[Quantity], granted: Quantity) -> list[Quantity]:
    """What the words call spent, of the budget's unit."""
    told = [each for each in row if each is not granted and same(each.unit, granted.unit)]
    return [e for e in told if _SPENT.search(e.lead) and not _NOT_SPENT.search(e.lead) and not CHANGE.search(e.lead)]
