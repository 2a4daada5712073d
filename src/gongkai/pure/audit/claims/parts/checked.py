"""Checks of enterprises: each is of one kind (检查企业836家次，其中煤矿42家次、非煤矿山118家次、烟花爆竹经营户604家次)."""

from __future__ import annotations

import re

from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.quantities.units import same

_CHECKED = re.compile("检查|巡查|抽查|执法")
_KIND = re.compile("(?:矿|矿山|企业|经营户|商户|门店|药店|餐馆|饭店|宾馆|工地|学校|医院|加油站|场所|市场|单位|库房?)$")
_SAID_OF_THEM = re.compile("重点|规[上模]|[国省市县]级|大型|小微|出口|新[建增办]|高[风危]|问题|违[法规]|隐患|其中")
_THREE = 3


def of_checks(told: Breakdown) -> bool:
    """Whether the parts are kinds of what was checked, and come out no more than a twentieth above all."""
    names = told.labels()
    kinds = len(set(names)) == len(names) >= _THREE and all(_KIND.search(each) for each in names)
    plain = kinds and not any(map(_SAID_OF_THEM.search, names)) and not families.overlapping(names)
    of_them = plain and told.whole.unit == "家次" and _CHECKED.search(told.whole.lead) is not None
    one_unit = of_them and all(same(each.unit, told.whole.unit) for each in told.parts)
    return one_unit and sum(each.value for each in told.parts) * 20 <= told.whole.value * 21
