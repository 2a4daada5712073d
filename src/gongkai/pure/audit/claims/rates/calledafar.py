"""A part of a list called by its name again, paragraphs below: 「发布解读材料42篇，其中…音视频解读9篇。」 … 「解读材料中音视频解读仅占21.4%」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims.naming import label
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.share import Share
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

_CALLED = re.compile(
    "(?:[一二三四五六七八九]是)?(?P<whole>[\u4e00-\u9fff]{2,12}?)(?<![其高初])中[，、]?(?P<part>[\u4e00-\u9fff]{2,10}?)(?:仅仅|仅|只|约|均|也|就)*占(?:比)?[仅只为达到]*"
)
_CALLED_OF = re.compile(
    "(?:[一二三四五六七八九]是)?(?P<part>[\u4e00-\u9fff]{2,10}?)(?:仅仅|仅|只|约|均|也|就)*占(?:比)?(?:全部|所有|全年)?(?P<whole>[\u4e00-\u9fff]{2,8}?)(?:总数|总量|数量|数)?的[仅只为达到约]*"
)
_CALLED_KIND = re.compile(
    "(?P<part>[\u4e00-\u9fff]{2,10})类(?P<whole>来电|来信|来访|诉求|工单|申请|案件|信息|文件|事项)(?:仅仅|仅|只|约|就)*占(?:比)?[仅只为达到]*$"
)
_DEED = "(?:全年|年内|本年度?|共|累计|组织|及时|发布|公开|办理|受理|收到|接收|编发|制作|印发|推出|推送|处理|承办|开展|刊发|撰写)*"
_STRUCTURED = ("其中", "list", "bracket")
_STOP = re.compile("[。；：]")
_SIGNS = re.compile("[“”‘’]")


def called_afar(passage: Passage, known: Sequence[Share], told: Sequence[Breakdown]) -> Iterator[Share]:
    """told: the lists of the paragraphs before. Of the one list whose whole and part bear these very names."""
    done = {each.percent for each in known}
    for sentence in passage.sentences if "占" in passage_text(passage) else ():
        for percent in sentence.quantities:
            if not percent.is_percent or percent in done or "占" not in percent.lead:
                continue
            front = _SIGNS.sub("", _STOP.split(sentence.before(percent))[-1])
            if kind := next(_of_a_kind(front, percent, told), None):
                yield kind
                continue
            called = _CALLED.fullmatch(front) or _CALLED_OF.fullmatch(front.rpartition("，")[2])
            if called is None:
                continue
            named = re.compile(f"{_DEED}(?:政策|各类|政府|政务)?{called['whole']}")
            found = [
                (each, part)
                for each in told
                if each.opening in _STRUCTURED and named.fullmatch(label(each.whole))
                for part, words in zip(each.parts, each.labels(), strict=True)
                if words == called["part"]
            ]
            if len(found) == 1 and sum(named.fullmatch(label(each.whole)) is not None for each in told) == 1:
                yield Share(percent, found[0][1], found[0][0].whole, "named", others=found[0][0].others)


def _of_a_kind(front: str, percent: Quantity, told: Sequence[Breakdown]) -> Iterator[Share]:
    """「受理群众来电41276个，其中投诉23518个…」 … 「热线投诉类来电占57%」: of the one list of that thing with one such part."""
    called = _CALLED_KIND.search(front)
    lists = [each for each in told if called and label(each.whole).endswith(called["whole"])] if called else []
    if called is None or len(lists) != 1 or lists[0].opening not in _STRUCTURED:
        return
    names = [words.removesuffix("类") for words in lists[0].labels()]
    such = [
        part
        for part, name in zip(lists[0].parts, names, strict=True)
        if len(name) > 1 and called["part"].endswith(name)
    ]
    if len(such) == 1:
        yield Share(percent, such[0], lists[0].whole, "named", others=lists[0].others)


_NEAR = 14
_OF_ALL = re.compile(r"占(?:全部|全年)?(?P<what>[\u4e00-\u9fff]{2,6}?)(?:总数|总量|总件数)的(?:约|近|仅)*$")
_CAME = "^(?:[\u4e00-\u9fff]{0,8}(?:收到|受理|接到|接收|发布|编发|制作|推出))?(?:各类|群众|政府信息公开|政策)*"


def of_all_afar(passage: Passage, known: Sequence[Share], earlier: Sequence[Passage]) -> Iterator[Share]:
    """「收到群众来信632封，…」 … 「仍有5封来信未能回复，占来信总数的0.8%」: of the one figure of the paragraphs before that came and bears the name."""
    for each in known:
        part, percent = each.part, each.percent
        named = _OF_ALL.search(percent.lead) if each.base is None and part is not None and not each.more else None
        if (
            named is None
            or part is None
            or percent.clause - part.clause not in (0, 1)
            or named["what"]
            not in (_clause_before(passage, part) if percent.clause == part.clause else part.lead + part.tail)
        ):
            continue
        came = re.compile(f"{_CAME}{named['what']}$")
        held = [
            one
            for front in earlier
            for one in front.quantities
            if named["what"] in one.lead
            and one.counts
            and same(one.unit, part.unit)
            and came.match(one.lead.lstrip("，；"))
        ]
        if len({one.value for one in held}) == 1 and held[0].value >= part.value:
            yield Share(percent, part, held[0], "named")


def _clause_before(passage: Passage, part: Quantity) -> str:
    """「视频解读数量偏少，12篇仅占解读总数的15.8%」: what the figure is of, told in the clause before it; "" where it has words of its own."""
    mine = next((each for each in passage.sentences if each.start <= part.start < each.end), None)
    return "" if mine is None or part.lead.strip("，") else mine.before(part)[-_NEAR:]


def passage_text(passage: Passage) -> str:
    return "".join(each.text for each in passage.sentences)
