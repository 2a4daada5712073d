"""A rate behind a new subject is that subject's: 「收到来信286封，回复279封，回复率97.6%，其中县长信箱156封，回复率98.7%」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.share import Share
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

_NAME = re.compile(
    r"(?P<subject>[^，。；：]*?)(?P<how>(?:按[时期]|及时|限时|如期|提前|一次性|首次|一次)?)(?P<what>[\u4e00-\u9fff]{2})率(?:已|均|都|也|保持|平均)*(?:在)?(?:为|是|达到?|约为?|近|超过?|高达|到|：)*$"
)
_NO_SUBJECT = re.compile(
    "[，、；：\\s（]|其中|比?(?:上年|去年|同期)|全年|综合|总体?|平均|最终|年度|整体|政府|信息公开|全部|的"
)
_RATE_BEHIND = re.compile("[\u4e00-\u9fff]{2}率")
_ITEMS = frozenset(["件", "个", "项", "起", "宗", "条", "处", "家", "封", "份", "批次", "所", "户", "人"])
_RECKONED = re.compile("答复|办结|回复|办复|公开|采纳|采用|合格|整改|审结|结案|批准|回收|复工|开工|正常|达标|办理|反馈")
_OF_MANY = re.compile("平均|回访|抽[查样]|参评")


@dataclass(frozen=True)
class _Rate:
    """A percentage called a rate: what of, in which manner (按期), and the words before that name its subject."""

    percent: Quantity
    what: str
    how: str
    subject: str


def of_their_own(passage: Passage, shares: Iterable[Share]) -> Iterator[Share]:
    """The shares, without those of a rate that a subject of its own parts from the figures before an earlier rate of that name.

    Where the new subject's number alone is told, the rate must be reachable from it.
    """
    rates = _rates(passage)
    found = list(shares)
    for share in found:
        own = next((each for each in rates if each.percent is share.percent), None)
        same_name = [e for e in rates if own and e.what == own.what and e.percent.end <= own.percent.start]
        if own is None or not same_name or not _is_of_another(passage, share, same_name[-1], own):
            yield share
        elif any(one.part and one.percent in [each.percent for each in same_name] for one in found):
            if both := _its_two(passage, same_name[-1], own):
                yield Share(share.percent, both[1], both[0], "named")
            elif base := _its_base(passage, same_name[-1], own):
                yield Share(share.percent, None, base)


def _rates(passage: Passage) -> list[_Rate]:
    found = []
    for each in passage.quantities:
        name = _NAME.search(each.lead) if each.is_percent and "率" in each.lead else None
        if name and not CHANGE.search(each.lead):
            found.append(_Rate(each, name["what"], name["how"], _NO_SUBJECT.sub("", name["subject"])))
    return found


def _since(passage: Passage, earlier: _Rate, own: _Rate) -> list[Quantity]:
    """What is counted between two rates."""
    return [
        each
        for each in passage.quantities
        if earlier.percent.end <= each.start < own.percent.start and each.counts and not CHANGE.search(each.lead)
    ]


def _is_of_another(passage: Passage, share: Share, earlier: _Rate, own: _Rate) -> bool:
    since = _since(passage, earlier, own)
    if not since and own.subject in ("", earlier.subject):
        return False
    if share.part is None:
        return share.base is not None and share.base.end <= earlier.percent.start
    if own.how != earlier.how and own.how and own.how in share.part.lead + share.part.tail:
        return False  # 办结98件、按期办结95件，办结率98%，按期办结率95%
    if any(each.end <= earlier.percent.start for each in share.parts):
        return True
    since = [each for each in since if each is not share.part]
    if share.base is not None and share.base.end <= earlier.percent.start and _are_beside(own, since, share.part):
        return True
    # 其中咨询类812件、办结率100%: neither is the number behind 其中 what was done, nor the whole what it is of
    bare = own.what not in _RATE_BEHIND.sub("", share.part.lead + share.part.tail)
    return bare and share.base is not None and share.base.end <= earlier.percent.start


def _are_beside(own: _Rate, since: Sequence[Quantity], part: Quantity) -> bool:
    """其中县长信箱156封，回复154封，回复率: the one number of the new subject, what was done of it, and the rate, each in its clause."""
    base = since[-1] if since else part
    near = part.clause - base.clause == 1 == own.percent.clause - part.clause
    return near and same(base.unit, part.unit) and base.value >= part.value and own.what not in base.lead


def _its_two(passage: Passage, earlier: _Rate, own: _Rate) -> tuple[Quantity, Quantity] | None:
    since = _since(passage, earlier, own)[-2:]
    told = len(since) > 1 and own.what in since[1].lead and not own.how and _are_beside(own, since[:1], since[1])
    return (since[0], since[1]) if told else None


def _its_base(passage: Passage, earlier: _Rate, own: _Rate) -> Quantity | None:
    """The one number of the new subject, told right before its rate."""
    since = _since(passage, earlier, own)
    base = since[0] if len(since) == 1 else None
    if base is None or own.percent.clause - base.clause > 1 or _OF_MANY.search(base.lead + own.percent.lead):
        return None
    told = base.is_whole and base.unit in _ITEMS and not own.subject and _RECKONED.fullmatch(own.what)
    return base if told and not own.how else None
