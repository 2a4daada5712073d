"""What is told of a part: 「办结752件，其中承诺件562件，占74.7%；承诺件中提前办结413件，占73.5%」: the 413 are of the 562, and no part of the 752."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.naming import label
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

_WITHIN = re.compile(
    r"(?:^|[，。；：、）（])(?:在|从|其中)?(?P<what>[^，。；：、）（\d]{2,16}?)(?<![高初集其当])中(?![等学小心央介标药国级部层专职考期外型])"
)
_CONSISTS = re.compile("，(?:包括|包含|主要(?:是|有|为)|分别[为是])")
"""其中重点领域341条，包括财政195条、环保46条."""
_THE_SAME = re.compile(
    r"“|”|的|政府|当年|全部|所有|信息|(?<!依)申请|诉求|来信|事项|单位|人员|类别?$|[件条家项人份篇户宗起个]$|文件|文书|案件|工单|企业|资金|预算$|情况|办理$"
)


def inner(sentence: Sentence, part: Quantity) -> tuple[bool, Quantity | None]:
    """「…承诺件562件，占74.7%；承诺件中提前办结413件」: whether such words stand between the figures before and this one, and the figure they name."""
    ahead = [each for each in sentence.counts if each.end <= part.start]
    for at, each in enumerate(reversed(ahead)):
        following = ahead[len(ahead) - at] if at else part
        gap = sentence.text[each.end - sentence.start : following.start - sentence.start]
        if "其中" in gap:
            return False, None
        if opener := _WITHIN.search(gap):
            return True, _bearing(opener["what"], part, ahead[: len(ahead) - at])
        if "。" in gap:
            return False, None
    return False, None


def _bearing(what: str, part: Quantity, ahead: Sequence[Quantity]) -> Quantity | None:
    """The nearest figure that bears a name, or most of it: 自然人申请 is of the 自然人."""
    name = _core(what)
    for each in reversed(ahead):
        own = _core(label(each))
        if same(each.unit, part.unit) and each.value >= part.value and len(own) > 1 and (own in name or name in own):
            return each
    return None


def _core(name: str) -> str:
    core = _THE_SAME.sub("", name)
    return core if len(core) > 1 else name


def anew(sentence: Sentence, one: Quantity, other: Quantity) -> bool:
    """Whether words like these begin between two figures: what they open divides a part, and is no part of the whole."""
    gap = sentence.between(one, other)
    return _CONSISTS.search(gap) is not None or _WITHIN.search(gap) is not None


_SHARE_OF = re.compile(r"，?占(?P<of>[^，。；\d]{2,12})的")


def shared_of(sentence: Sentence, members: Sequence[Quantity], each: Quantity) -> bool:
    """「依申请事项527项，占79.7%，网上可办144项，占依申请事项的27.3%」: whether its own share is of one of those before it."""
    told = _SHARE_OF.match(sentence.text, each.end - sentence.start)
    names = [label(part) for part in members] if told else []
    return told is not None and any(len(name) > 1 and name in told["of"] for name in names)
