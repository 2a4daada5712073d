"""Means and products of something else than the figures before them."""

from __future__ import annotations

import re

from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical, same

_SUM_OF = re.compile("均(?P<what>(?!每)[\u4e00-\u9fff]{2,4}?)(?:约|为|达到?|近|超过)*$")


def of_another_sum(total: Quantity, mean: Quantity) -> bool:
    """「发放救助金4925万元，惠及7377人，人均补差660元」: money by another name than what is divided."""
    what = _SUM_OF.search(mean.lead) if canonical(mean.unit) == "元" else None
    return what is not None and what["what"] not in total.lead + total.tail


_BESIDES = re.compile("另|还|外加|再加")


def of_several(sentence: Sentence, each: Quantity, whole: Quantity) -> bool:
    """「30个乡镇、141个村，每个乡镇2块、每村1块，共201块」: so many of each kind, and the total is of all kinds."""
    others = [q for q in sentence.counts if q.end <= whole.start and q is not each and same(q.unit, each.unit)]
    return any("每" in other.lead or _BESIDES.search(other.lead) for other in others)
