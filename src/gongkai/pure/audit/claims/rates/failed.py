"""A rate of what is so, told of what is not: 「抽查网站46家次，不合格5家次，合格率89.1%」, 「40个部门中有4个未发布，发布率90%」. Kind `percent`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.claims.share import NOT_SHARED, Share, fits
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.judge import places, plainly, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage
from gongkai.pure.audit.slips import one_slip

REASONS = {
    "all-but": ("除去不合格、未完成的，按所列数字计算为{expected}，与所述的{stated}不符", "But for those that failed the figures make {expected}, not the stated {stated}"),
    "all-but-holds": ("除去不合格、未完成的，比率与所列数字相符", "But for those that failed the rate agrees with the figures"),
    "all-but-unclear": ("只写了未达到的数量，除去后计算为{expected}，不能据此判断", "Only what failed is told; but for that the figures make {expected}: nothing follows"),
}  # fmt: skip

_NOT = r"(?:未(?![来成]年?)|没有?|不(?:合格|达标|及时|规范|准确|满意|符合|完整|到位|公开|按)|超期|逾期|超时)"
_NOT_BEFORE = re.compile(rf"{_NOT}[^，。；\d]{{0,8}}$")
_NOT_BEHIND = re.compile(rf"[^，。；、\d]{{0,8}}?{_NOT}")
_BUT, _FOR = re.compile(r"除(?:了)?[^，。；\d]{0,4}$"), re.compile(r"[^，。；\d]{0,12}?(?:以外|之外|外)")
_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2})率(?:已|均|都)?(?:为|是|达到?|约为?)*$")
_BAD_RATE = re.compile(r"[未不非]|超期|逾期|超时|差错|错误|退回|投诉|问题|失[败误]|违[法规]|空白|缺")
_TIED = re.compile(r"[^。；\d]{0,24}")
_SOME_OF = re.compile(r"(?:[^，。；、\d]|（[^）]*）){0,14}(?:中，[^，。；\d]{0,4})?有|[^。；\d]{0,14}除了?")


class AllBut(NamedTuple):
    """rate is of whole without failed."""

    whole: Quantity
    failed: Quantity
    rate: Quantity

    @property
    def holds(self) -> bool:
        return _judged(self) != "contradicts"


def is_not_so(count: Quantity) -> bool:
    """Whether a figure tells how many are not so: 4个未发布, 不合格4个, 除4个外."""
    return bool(
        _NOT_BEFORE.search(count.lead)
        or _NOT_BEHIND.match(count.tail)
        or (_BUT.search(count.lead) and _FOR.match(count.tail))
    )


def is_some_of(sentence: Sentence, whole: Quantity, failed: Quantity) -> bool:
    """Whether the words make a figure of what is not so one of those before it (50个事项中有5个未实现): the two make nothing together."""
    return is_not_so(failed) and _SOME_OF.fullmatch(sentence.between(whole, failed)) is not None


def all_but(passage: Passage, found: Sequence[Share]) -> list[AllBut]:
    """Each rate of what is so whose only figures are a whole and, of it, what is not so."""
    told = [
        AllBut(each.base, each.part, each.percent)
        for each in found
        if each.base and each.part and not each.more and not each.less and _is_told(each.base, each.part, each.percent)
    ]
    known = {each.percent for each in found if each.part}
    for sentence in passage.sentences:
        row = sentence.quantities if "率" in sentence.text else ()
        for whole, failed, rate in zip(row, row[1:], row[2:], strict=False):
            tied = rate.is_percent and rate not in known and _is_told(whole, failed, rate)
            alone = not any(same(each.unit, whole.unit) for each in row if each.start < whole.start)
            if tied and alone and rate.clause - whole.clause < 4 and _TIED.fullmatch(sentence.between(whole, failed)):
                told.append(AllBut(whole, failed, rate))
    known |= {each.rate for each in told}
    return [*told, *(each for each in _behind_lists(passage) if each.rate not in known)]


_FAILED_ALONE = re.compile("[，；](?:其中|共|检出|发现)?不(?:合格|达标)(?:产品|样品)?")


def _behind_lists(passage: Passage) -> Iterator[AllBut]:
    """「抽检2460批次，其中粮油520批次、…、水产200批次，不合格69批次，合格率97.2%」: of the whole of the list, by words that name none of its members."""
    for sentence in passage.sentences:
        row = sentence.quantities if "其中" in sentence.text and "不" in sentence.text else ()
        for last, failed, rate in zip(row, row[1:], row[2:], strict=False):
            if not (rate.is_percent and _TESTED.search(rate.lead) and rate.clause - failed.clause == 1):
                continue
            if not _FAILED_ALONE.fullmatch(sentence.between(last, failed)):
                continue
            lists = [each for each in breakdowns(passage) if each.parts[-1] is last and each.opening == "其中"]
            for each in lists[:1]:
                if len(each.parts) > 1 and not each.others and _is_told(each.whole, failed, rate):
                    yield AllBut(each.whole, failed, rate)


def _is_told(whole: Quantity, failed: Quantity, rate: Quantity) -> bool:
    name = _RATE.search(rate.lead)
    if name is None or _BAD_RATE.search(rate.lead) or NOT_SHARED.search(rate.lead) or CHANGE.search(failed.lead):
        return False
    if not (whole.is_whole and failed.is_whole and whole.start < failed.start < rate.start):
        return False
    if not same(whole.unit, failed.unit) or failed.value >= whole.value or not is_not_so(failed):
        return False
    return not is_not_so(whole)


_DUE = re.compile("[应需拟须待]")


def _is_beside(told: AllBut) -> bool:
    """「已答复45件，尚有5件未答复，答复率90%」: what is so and what is not, so the rate is of both together."""
    name, words = _RATE.search(told.rate.lead), told.whole.lead + told.whole.tail
    so = name is not None and name["stem"] in words and not _DUE.search(words)
    return so or "已" in told.whole.lead


def _judged(told: AllBut) -> str:
    quotient = (told.whole.interval - told.failed.interval).over(told.whole.interval)
    return verdict(told.rate, quotient.scaled(Decimal(told.rate.whole_is))) if quotient else "unclear"


def without_failed(found: Sequence[Share], told: Sequence[AllBut]) -> list[Share]:
    """The shares but for those that would make a rate of what is so out of what is not; one that it fits may be meant so."""
    rates = {each.rate: each for each in told}
    return [
        each
        for each in found
        if each.percent not in rates
        or each.part is not rates[each.percent].failed
        or (each.base and fits(each.percent, each.part, each.base))
    ]


def all_but_failed(rows: Sequence[AllBut]) -> Iterator[Finding]:
    """What follows of each. It is wrong only where the rate bears the name of what failed and one slip made it; of M/N it may be as well."""
    for told in rows:
        whole, failed, rate = told
        found = _judged(told)
        if _is_beside(told) or (found == "contradicts" and fits(rate, failed, whole)):
            continue
        shown = plainly((whole.value - failed.value) / whole.value * rate.whole_is, places(rate)) + rate.unit
        if found == "contradicts" and not (_is_named(told) and (_is_tested(rate) or _is_a_slip(rate, shown))):
            found = "unclear"
        reason = {"contradicts": "all-but", "unclear": "all-but-unclear"}.get(found, "all-but-holds")
        sign = "→" if told.holds else "≠"
        yield Finding(
            "percent", found, whole.start, rate.end, tuple(each.figure for each in (failed, whole, rate)), rate.printed,
            shown, f"({whole.number}−{failed.number})÷{whole.number}={shown}{sign}{rate.printed}",
            reason, {"stated": rate.printed, "expected": shown}, None, 0.9,
        )  # fmt: skip


def _is_named(told: AllBut) -> bool:
    name = _RATE.search(told.rate.lead)
    return name is not None and name["stem"] in told.failed.lead + told.failed.tail


_TESTED = re.compile("(?:合格|达标)率")


def _is_tested(rate: Quantity) -> bool:
    """Of a test all passed but those that failed; what is not yet done may be told of others than the rate."""
    return _TESTED.search(rate.lead) is not None


def _is_a_slip(rate: Quantity, shown: str) -> bool:
    made = Decimal(shown.removesuffix(rate.unit))
    return one_slip(rate.value, round(made, len(rate.digits.partition(".")[2])))
