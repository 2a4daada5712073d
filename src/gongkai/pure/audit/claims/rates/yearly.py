"""The mean of several years: 「累计11287条，其中2008年1425条，…，五年来年均2257.4条」, 「近三年共受理366件，年均122件」. Kind `percent`: a quotient told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.quantities import Quantity, Sentence, numerals
from gongkai.pure.audit.quantities.units import same

Told = tuple[Quantity, Quantity | None, Interval, Quantity]
"""The total, what it is divided by with what that may stand for, and the mean."""

_A_YEAR = re.compile(r"(?:年均|平均每年|每年平均|每年均)(?!降|增|下|上|减|提)(?P<what>[^，。；\d]{0,8})$")
_SO_MANY = re.compile(r"(?<![第\d])(?P<n>[两二三四五六七八九十]|\d{1,2})个?年(?:来|间|里|中|累计|共|合计|总)")
_FROM_TO = re.compile(r"(?P<first>20\d\d)年?(?:至|到|-|—|～|~)+(?P<last>20\d\d)年(?!\d{1,2}月)")
_OF_ONE = re.compile(r"^[，、；：\s]*(?:其中)?[，：]?□{4}年度?[^，。；\d]{0,10}$")
_OTHER_SPAN = re.compile(r"□{1,2}月|季度|半年|上线|开通|\d+个月")
_FEWEST, _MOST = 2, 12


def yearly(sentence: Sentence) -> Iterator[Told]:
    """Each such mean of the only total before it, where the text tells of how many years it is."""
    if "年" not in sentence.text or "均" not in sentence.text:
        return
    yield from _told_first(sentence)
    for mean in sentence.counts:
        if not _A_YEAR.search(mean.lead) or CHANGE.search(mean.lead):
            continue
        ahead = [each for each in sentence.counts if each.end <= mean.start and same(each.unit, mean.unit)]
        ahead = [each for each in ahead if not CHANGE.search(each.lead)]
        of_one = [each for each in ahead if _OF_ONE.match(each.lead)]
        totals = [each for each in ahead if each not in of_one]
        if len(totals) != 1 or _OTHER_SPAN.search(sentence.text):
            continue
        many = _years(sentence, mean, totals[0], of_one)
        if many is not None and _FEWEST <= many <= _MOST and totals[0].value > mean.value:
            yield totals[0], None, Interval.exact(Decimal(many)), mean


def _years(sentence: Sentence, mean: Quantity, total: Quantity, of_one: list[Quantity]) -> int | None:
    """How many years the text tells, in words, by the first and the last, or one by one; None where it tells none or differs."""
    front = sentence.read[: mean.start - sentence.start]
    told = {int(e["n"]) if e["n"].isdecimal() else numerals.number(e["n"]) or 0 for e in _SO_MANY.finditer(front)}
    told |= {int(each["last"]) - int(each["first"]) + 1 for each in _FROM_TO.finditer(front)}
    if of_one and sum(each.value for each in of_one) == total.value:
        told.add(len(of_one))
    elif of_one and not told:
        return None
    return told.pop() if len(told) == 1 else None


_SINCE = re.compile(r"(?:^|[，；])(?:近|过去)?(?P<n>[两二三四五六七八九十])年(?:来|间)，$")
_BARE_MEAN = re.compile(r"(?:年均|平均每年)[^，。；\d]{2,8}$")
_IN_ALL = re.compile(r"[，、](?:累计|共计?|合计|总计)$")


def _told_first(sentence: Sentence) -> Iterator[Told]:
    """「五年来，年均公开1246条，累计6230条」."""
    for mean, total in pairwise(sentence.counts):
        front = sentence.before(mean).removesuffix(mean.lead)
        since = _SINCE.search(front) if _BARE_MEAN.fullmatch(mean.lead) and same(mean.unit, total.unit) else None
        if since and _IN_ALL.fullmatch(sentence.between(mean, total)) and not CHANGE.search(mean.lead):
            yield total, None, Interval.exact(Decimal(numerals.number(since["n"]) or 1)), mean
