"""Means and products of something else than the figures before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.rates.ofkinds import names_several
from gongkai.pure.audit.claims.rates.roundmeans import rounded
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical, same

_SUM_OF = re.compile("均(?P<what>(?!每)[\u4e00-\u9fff]{2,4}?)(?:约|为|达到?|近|超过)*$")


def of_something_else(sentence: Sentence, total: Quantity, mean: Quantity) -> bool:
    """Whether a mean that the figures do not make is of another sum, of some of it, or of all bodies that stand before it."""
    some = "其中" in mean.lead or _beside_another(sentence, mean)
    return some or _of_another_sum(total, mean) or _of_all_bodies(sentence, total, mean)


_OTHERS_EACH = re.compile("、[^，。；、\\d]{0,8}[各每][^，。；、\\d]{0,6}")


def _beside_another(sentence: Sentence, mean: Quantity) -> bool:
    """「每个街道12次、社区各2次」: the total is of both."""
    behind = next((each for each in sentence.counts if each.start >= mean.end), None)
    return (
        behind is not None
        and same(behind.unit, mean.unit)
        and bool(_OTHERS_EACH.fullmatch(sentence.between(mean, behind)))
    )


_BODIES = frozenset(["个", "家", "处", "所"])
_EACH_BODY = re.compile("每[个家处所]")
_TWO = 2


def _of_all_bodies(sentence: Sentence, total: Quantity, mean: Quantity) -> bool:
    """「科室12个、事业单位8个，共配备信息员40名，每个单位2名」: a noun that names all of them."""
    bodies = [each for each in sentence.counts if each.end <= total.start and canonical(each.unit) in _BODIES]
    if len(bodies) < _TWO or not _EACH_BODY.search(mean.lead) or any("其中" in each.lead for each in bodies):
        return False
    sums = (sum(each.value for each in bodies[at:]) for at in range(len(bodies) - 1))
    return any(made and rounded(mean).meets(total.interval.scaled(1 / made)) for made in sums)


def _of_another_sum(total: Quantity, mean: Quantity) -> bool:
    """「发放救助金4925万元，惠及7377人，人均补差660元」: money by another name than what is divided."""
    what = _SUM_OF.search(mean.lead) if canonical(mean.unit) == "元" else None
    return what is not None and what["what"] not in total.lead + total.tail


_BESIDES = re.compile("另|还|外加|再加")


def of_several(sentence: Sentence, each: Quantity, whole: Quantity) -> bool:
    """「30个乡镇、141个村，每个乡镇2块、每村1块，共201块」: so many of each kind, and the total is of all kinds."""
    others = [q for q in sentence.counts if q.end <= whole.start and q is not each and same(q.unit, each.unit)]
    return names_several(sentence, each) or any("每" in other.lead or _BESIDES.search(other.lead) for other in others)


_REACHED = re.compile("^[，、]?(?:共|直接|累计)*(?:涉及|惠及|受益|覆盖|享受)")


def behind_its_list(sentence: Sentence, totals: Sequence[Quantity], head: Quantity) -> bool:
    """「发放5955.3万元，其中甲3120.5万元，乙1846.2万元，其他988.6万元，涉及8.62万户，户均690.9元」: whom all of it reached, where the parts leave nothing over."""
    whole, *parts = [each for each in totals if each.end <= head.start] or [head]
    adds_up = len(parts) > 1 and sum(each.value for each in parts) == whole.value
    return adds_up and bool(_REACHED.search(head.lead)) and "；" not in sentence.between(whole, head)


def without_inner(sentence: Sentence, heads: Sequence[Quantity]) -> list[Quantity]:
    """发布会24场，其中负责人出席9场: without those that are some of another."""
    return [e for e in heads if not any(o.start < e.start and "其中" in sentence.between(o, e) for o in heads)]
