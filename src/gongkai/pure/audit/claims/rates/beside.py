"""Whether the words tie a figure to the one right before it, of which its share may then be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.naming import is_total, label
from gongkai.pure.audit.claims.share import fits
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

_DONE_OF = re.compile("^[，、]?(?:目前|现|均|其中)?已[\u4e00-\u9fff]")


def done_of(sentence: Sentence, part: Quantity, percent: Quantity, near: Sequence[Quantity], passage: Passage) -> bool:
    """「预算单位78个，已公开预算68个，占89.7%」: what is done, of the one larger figure in the clause before, where no other at hand makes it."""
    base = near[-1]
    tied = percent.clause - part.clause == 1 == part.clause - base.clause and base.start >= sentence.start
    alone = len({each.value for each in near if each.start >= sentence.start}) == 1
    if not (tied and alone and _DONE_OF.match(part.lead)) or base.approximation or part.approximation:
        return False
    held = [e for e in (*passage.earlier, *passage.quantities) if e.counts and same(e.unit, part.unit)]
    return not any(fits(percent, part, each) for each in held if each is not base and each.value > 0)


def some_of(part: Quantity, near: Sequence[Quantity]) -> bool:
    """「立案482起，罚款1156.8万元；事前立案441起，占91.5%」: one figure before, of the part's name without what narrows it."""
    name = label(near[0])
    return len(near) == 1 and len(name) > 1 and label(part) != name and label(part).endswith(name)


_HAVE_SOME = re.compile(r"[^，。；：\d]{1,14}(?<![其高初])中，(?:尚|仍|还|只|仅)?有")


def has_some(sentence: Sentence, part: Quantity) -> bool:
    """21家委属单位中，有6家全年不足50条."""
    at = sentence.quantities.index(part)
    return bool(at) and _HAVE_SOME.fullmatch(sentence.between(sentence.quantities[at - 1], part)) is not None


_OPPOSITE = re.compile("^(?:.*[不未非]|部分)$")
"""不同意公开 and 部分公开 are not what 同意公开 and 公开 call."""


def is_opposite(name: str, subject: str) -> bool:
    """Whether a figure is named by what the subject is not."""
    return _OPPOSITE.match(name.partition(subject)[0]) is not None


_OF_A_KIND = re.compile(
    "^(?:涉及|关于|有关|属于|(?:申请)?由|来自)|(?:类|方面|问题|提出|提交)?(?:的)?(?:申请|诉求|来信|事项)?$"
)


def kind_of(words: str) -> str:
    """征地拆迁 of 涉及征地拆迁的 and 征地拆迁类; "" of what is too short to tell."""
    bare = _OF_A_KIND.sub("", words)
    return bare if len(bare) > 2 else ""


_CLOSED = re.compile("(?<![期时未])(?:答复|办结)(?:了|的|申请|共|各类)*$")
_CAME = re.compile("收到|新收|受理|应办|接收|接到|共|合计")


def closed_ones(passage: Passage, percent: Quantity, part: Quantity) -> list[Quantity]:
    """「已办结的144件中，…。同意公开和部分公开共101件，占答复总数的70.1%」: the one figure before it of what was answered; behind it what else the share may be of."""
    ahead = [e for e in passage.quantities if e.counts and e.end <= part.start and same(e.unit, part.unit)]
    closed = [each for each in ahead if _CLOSED.search(each.lead) and each.value >= part.value]
    if len({each.value for each in closed}) != 1:
        return []
    return [closed[-1], *(e for e in ahead if _CAME.search(e.lead) and e.value > part.value and e not in closed)]


def so_called(passage: Passage, core: str, part: Quantity) -> Quantity | None:
    """「全县167个村（社区）中…。选取20个村（社区）…，占全部村（社区）的」: the one larger figure with these very words behind it."""
    found = [
        each
        for sentence in passage.sentences
        for each in sentence.counts
        if each.value > part.value
        and same(each.unit, part.unit)
        and is_total(each)
        and sentence.text.startswith(core, each.end - sentence.start)
    ]
    return found[0] if len(found) == 1 else None
