"""Means whose total and divisor stand some clauses apart: 「培训12期，培训1836人次，…；场均参训153人次」, 「平均每个乡镇设有村级查阅点12.4个」,
and of the months of the year in a sentence of its own. Kind `percent`: a quotient told. Only figures that are the only ones of their kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.parts.breakdown import bracket
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical, same, same_thing

Told = tuple[Quantity, Quantity | None, Interval, Quantity]
"""The total, what it is divided by with what that may stand for, and the mean."""

_EACH_TIME = re.compile(
    "^[，、]?(?:平均)?(?:每?[场期次]均?|每[场期次]平均)(?:参训|培训|参会|参加|参与|覆盖|到场)?(?:人数|人员|群众|市民)?(?:约|为|达)*$"
)
_SEVERAL = 2
_TIMES = frozenset(["场", "期", "次"])
_PEOPLE = frozenset(["人", "人次"])


def each_of(sentence: Sentence, before: Sequence[Sentence], year: int | None) -> Iterator[Told]:
    """What a sentence tells so; before: the sentences before."""
    if "均" not in sentence.text:
        return
    for mean in sentence.counts:
        if "均" not in mean.lead:
            continue
        found = (
            _times(sentence, mean)
            or _of_a_level(sentence, mean)
            or _of_a_team(sentence, mean)
            or _monthly(sentence, before, mean, year)
        )
        if found is not None:
            yield found


def _times(sentence: Sentence, mean: Quantity) -> Told | None:
    """「举办培训12期，培训1836人次，比上年多3期、多426人次（上年9期、1410人次）；场均参训153人次」."""
    if canonical(mean.unit) not in _PEOPLE or not _EACH_TIME.match(mean.lead) or "均" not in mean.lead:
        return None
    if "其中" in sentence.before(mean):
        return None
    ahead = [
        each
        for each in sentence.quantities
        if each.counts and each.end <= mean.start and not CHANGE.search(each.lead) and not _in_bracket(sentence, each)
    ]
    ahead = [each for each in ahead if not _MORE.search(each.lead)]
    heads = [each for each in ahead if canonical(each.unit) in _TIMES]
    totals = [each for each in ahead if canonical(each.unit) in _PEOPLE]
    if len(heads) != 1 or len(totals) != 1 or heads[0].value < _SEVERAL or heads[0].start > totals[0].start:
        return None
    return totals[0], heads[0], heads[0].interval, mean


_MORE = re.compile("[多少]$")


def _in_bracket(sentence: Sentence, each: Quantity) -> bool:
    return bracket(sentence.text, each.start - sentence.start) is not None


_LEVEL = re.compile(
    "平均每个(?P<head>乡镇|镇|街道|县区|县|社区|村|部门)(?:设有|建有|设立|建成|配备|有|设)?(?P<level>[村镇乡县市区]|社区)级[\u4e00-\u9fff]{2,8}$"
)


def _of_a_level(sentence: Sentence, mean: Quantity) -> Told | None:
    """「查阅点188个，其中县级1个、乡镇14个、村（社区）173个，平均每个乡镇设有村级查阅点12.4个」."""
    told = _LEVEL.search(mean.lead)
    if told is None:
        return None
    ahead = [each for each in sentence.counts if each.end <= mean.start and same(each.unit, mean.unit)]
    named = [(each, _OPENS.sub("", each.lead)) for each in ahead]
    heads = [each for each, name in named if name.removesuffix("级") == told["head"]]
    totals = [each for each, name in named if name.startswith(told["level"])]
    if len(heads) != 1 or len(totals) != 1 or heads[0] is totals[0]:
        return None
    return totals[0], heads[0], heads[0].interval, mean


_TEAM = re.compile(
    "平均每(?:个|支|家|名|位)(?P<head>[\u4e00-\u9fff]{2,6}?)(?P<act>签约|服务|管理|联系|帮扶|结对|接待|救治|培训|走访)(?:居民|群众|人数|患者|对象)?(?:约|为|达)*$"
)
_ONES = frozenset(["个", "支", "家", "人"])


def _of_a_team(sentence: Sentence, mean: Quantity) -> Told | None:
    """「组建家庭医生团队123个，签约居民29.52万人，平均每个团队签约2400人」: of the one figure of that noun, and the one of that act."""
    told = _TEAM.search(mean.lead)
    if told is None or "其中" in sentence.before(mean):
        return None
    ahead = [each for each in sentence.counts if each.end <= mean.start and not CHANGE.search(each.lead)]
    heads = [each for each in ahead if label(each).endswith(told["head"]) and canonical(each.unit) in _ONES]
    totals = [each for each in ahead if told["act"] in each.lead and same_thing(each.unit, mean.unit)]
    if len(heads) != 1 or len(totals) != 1 or heads[0].value < _SEVERAL or heads[0].start > totals[0].start:
        return None
    return totals[0], heads[0], heads[0].interval, mean


_OPENS = re.compile("^[，、：]?(?:其中)?[，、：]?")
_A_MONTH = re.compile(
    "^(?:平均每个?月|月均)(?P<act>公开|发布|受理|办理|接听|接待|推送|办结|访问|浏览|点击)(?:量|政府信息|信息|来电|诉求|举报)?(?:约|达|为|近)*$"
)
_A_YEAR = re.compile("□{4}年|全年|年度")
_NO_YEAR = re.compile("月|季度|半年|以来|期间|累计|[自从]□")
_FIRST_YEAR = 2008
"""Reports of that year begin with May."""


def _monthly(sentence: Sentence, before: Sequence[Sentence], mean: Quantity, year: int | None) -> Told | None:
    """「2017年主动公开6842条，较2016年…。平均每月公开约570条」: of the first figure of that act in the sentence before."""
    told = _A_MONTH.match(mean.lead)
    if told is None or not before or mean is not sentence.quantities[0] or year == _FIRST_YEAR:
        return None
    if not _A_YEAR.search(before[-1].text) or _NO_YEAR.search(before[-1].text):
        return None
    row = [each for each in before[-1].counts if same(each.unit, mean.unit) and not CHANGE.search(each.lead)]
    if not row or told["act"] not in row[0].lead:
        return None
    months = Interval.exact(Decimal(12))
    made = [each for each in row if each.interval.over(months) and _near(mean, each)]
    return (made or row)[0], None, months, mean


def _near(mean: Quantity, total: Quantity) -> bool:
    return abs(total.value / 12 - mean.value) <= 1
