"""What a figure counts, by the words around it: its name, its verb, whether it is of all, whether it tells a change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import same

_WORDS = (
    "受理 收到 接收 接到 接听 承办 交办 办结 办理 答复 回复 采用 采纳 报送 上报 发布 公开 推送 转发 咨询 投诉 举报 求助 建议 录入 制发 废止 修改 维持 纠正 撤诉 "
    "驳回 新收 结转 处理 派发 转办 立案 结案 审结 评议 公示 解读 更新 维护 点击 访问 关注 阅读"
)
NAMED_SO = re.compile(r"信息公开|依申请公开|公开申请")
VERBS = tuple(_WORDS.split())
CHANGE = re.compile(r"增加|减少|增长|下降|同比|较上|比上|较去|比去|多$|少$|较□|比□")


_AMONG = re.compile(
    r"^.*其中|^(?:单位|部门|申请|信息|来信|诉求|事项|乡镇|问题)中(?=[^心央介标止学等共文国医型层高间]{2})"
)
_SIGNS = re.compile(r"[“”‘’\"\s：、，（）《》]")
_SIGNS_BEHIND = re.compile(r"[“”‘’\"\s：、，。（）《》；]")
_LEADING = re.compile(r"^(?:和(?!解)|及|与|以及|并|有|共|其(?![他它余]))+")
_TRAILING = re.compile(r"(?:共计|总计|合计|累计|共有|共|达到|达|(?<![签预节违履])约|近|超过|有|为|是|分别)+$")
_KEPT = 4096
"""Words that are remembered: each rule asks for the names of the same figures."""


def label(quantity: Quantity) -> str:
    """What a quantity counts, without 其中, 共 and signs: words before it; behind it if there are none before."""
    return _before(quantity.lead) or _SIGNS_BEHIND.sub("", quantity.tail)


@lru_cache(_KEPT)
def _before(lead: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", _SIGNS.sub("", _AMONG.sub("", lead))))


_ALTOGETHER = re.compile(
    r"(?<!公)共(?![同享建青产治性])|总(?!结|体|书记|局)|合计|累计|全(?:年|县|市|区|镇|乡|省|部|局)"
)


_AMONG_THEM = re.compile(r"[^，。；]{0,6}中$|中")


def is_total(quantity: Quantity) -> bool:
    """Whether the words before a figure say that it is of all: 共, 总, 全县; 公共 and 共享 do not."""
    return bool(_ALTOGETHER.search(quantity.lead)) or (
        "中" in quantity.tail and _AMONG_THEM.match(quantity.tail) is not None
    )


def verb(quantity: Quantity) -> str:
    """The last verb of the trade in the words before a quantity, "" if none."""
    return _verb(quantity.lead)


@lru_cache(_KEPT)
def _verb(lead: str) -> str:
    words = NAMED_SO.sub("", lead)
    found = [(words.rfind(word), word) for word in VERBS if word in words]
    return max(found)[1] if found else ""


def side_by_side(counts: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The same, each of 「尚有214户717人未脱贫」 with the words before the first and behind the last: both counters count the same."""
    found = list(counts)
    for at, (one, other) in enumerate(pairwise(counts)):
        if one.end == other.start and not other.lead and not same(one.unit, other.unit):
            found[at] = replace(found[at], tail=other.tail)
            found[at + 1] = replace(other, lead=found[at].lead)
    return tuple(found)
