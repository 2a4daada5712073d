"""Which articles a text cites, and which of them there are not: how many articles a law has, and how many items an article, is data.

Of a law that was amended the longest version counts, for an answer may go by an earlier one. A law that is not in the list is not judged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.pure.law.outcomes import FOI_2008, FOI_2019

REGULATION = "政府信息公开条例"
LAST_ARTICLE = {FOI_2008: 38, FOI_2019: 56}
"""Of the Regulation, by its version."""
ITEMS = {
    FOI_2008: {4: 5, 9: 4, 10: 11, 11: 4, 12: 8, 20: 3, 21: 4, 32: 6, 35: 6},
    FOI_2019: {4: 5, 20: 15, 29: 3, 31: 3, 36: 7, 50: 5, 53: 3},
}
"""The articles of the Regulation that have items, and how many; the others of that version have none."""
ARTICLES = {
    "宪法": 143,
    "民法典": 1260,
    "刑法": 452,
    "民事诉讼法": 306,
    "行政诉讼法": 103,
    "行政复议法": 90,
    "行政复议法实施条例": 66,
    "行政许可法": 83,
    "行政处罚法": 86,
    "行政强制法": 71,
    "国家赔偿法": 42,
    "立法法": 120,
    "监察法": 78,
    "公务员法": 113,
    "保守国家秘密法": 65,
    "个人信息保护法": 74,
    "数据安全法": 55,
    "档案法": 53,
    "反不正当竞争法": 41,
    "政府采购法": 88,
    "招标投标法": 68,
    "预算法": 101,
    "土地管理法": 87,
    "城乡规划法": 70,
    "突发事件应对法": 106,
    "治安管理处罚法": 144,
    "劳动合同法": 98,
    "公司法": 266,
    "国有土地上房屋征收与补偿条例": 35,
    "信访工作条例": 50,
}
"""By the short name: the articles of the longest version that has been in force."""
ALIASES = {"保密法": "保守国家秘密法", "信息公开条例": REGULATION, "条例": REGULATION}

_N = r"[零〇一二三四五六七八九十百千\d]{1,7}"
_AND = r"\s*(?:、|，|,|和|及|与|以及|或者?|至|到|-|—)\s*"
_LAW = re.compile(
    r"《(?:中华人民共和国)?(?P<titled>[^《》\n]{2,60})》|(?:中华人民共和国)?(?P<named>"
    + "|".join(sorted((*ARTICLES, "保密法", "信息公开条例", REGULATION), key=len, reverse=True))
    + r")|(?P<bare>(?:[\u4e00-\u9fff]{1,8}(?:暂行)?|本)?条例)"
)
_ARTICLE = re.compile(rf"第\s*(?P<first>{_N}(?:{_AND}第?\s*{_N})*)\s*条(?:之[一二三四五])?")
_ITEM = re.compile(rf"\s*(?:第\s*{_N}\s*款)?\s*第?\s*(?P<items>[（(]?{_N}[）)]?(?:{_AND}第?\s*[（(]?{_N}[）)]?)*)\s*项")
_NUMBER = re.compile(_N)
_ASIDE = re.compile(r"（[^（）\n]{0,60}）|\([^()\n]{0,60}\)|国务院令第\s*\d+\s*号")
_ELSEWHERE = re.compile("合同|协议|章程|公约|规程|方案|修正案|细则|解释|办法|[。；;\n]")
"""Between a law's name and an article: the article is of something else."""
FURTHEST = 16
_UNITS = {"十": 10, "百": 100, "千": 1000}
_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}


@dataclass(frozen=True)
class Cited:
    """An article as a text cites it: of which law ("" for one that is not known), its number as it is written and read, its items."""

    law: str
    written: str
    number: int
    items: tuple[int, ...] = ()


def cited(text: str) -> list[Cited]:
    """The articles that a text cites, in its order. 第十五条、第九十九条 belong to the law that was named before the first."""
    marks = sorted([*_LAW.finditer(text), *_ARTICLE.finditer(text)], key=lambda each: each.start())
    found, law, at = [], None, 0
    for mark in marks:
        if mark.start() < at:
            continue
        if mark.re is _LAW:
            law, at = _name(mark), mark.end()
            continue
        between = _ASIDE.sub("", text[at : mark.start()])
        if law is not None and (len(between) > FURTHEST or _ELSEWHERE.search(between)):
            law = None
        if law is None:
            continue
        numbers = _NUMBER.findall(mark["first"])
        at, items = mark.end(), ()
        if item := _ITEM.match(text, at):
            at, items = item.end(), tuple(read(each) for each in _NUMBER.findall(item["items"]))
        found += [Cited(law, each, read(each)) for each in numbers[:-1]]
        found.append(Cited(law, numbers[-1], read(numbers[-1]), items))
    return found


def _name(mark: re.Match[str]) -> str:
    said = mark["titled"] or mark["named"] or mark["bare"]
    said = re.sub(r"（[^）]*）|\([^)]*\)", "", said).removeprefix("中华人民共和国")
    said = ALIASES.get(said, said)
    # 依照条例, 本条例, 根据条例: of the Regulation; 信访工作条例 and the like are other ones.
    bare = re.fullmatch(r"(?:.*(?:依照|依据|根据|按照|按|和|与|及|的|本|该|即))?(?:政府)?(?:信息公开)?条例", said)
    return REGULATION if mark["bare"] and bare else said


def missing(text: str, version: str) -> Iterator[str]:
    """What a text cites that there is not, a sentence each; ``version`` of the Regulation that applies."""
    last = LAST_ARTICLE.get(version, LAST_ARTICLE[FOI_2019])
    for each in cited(text):
        own = each.law == REGULATION
        count = last if own else ARTICLES.get(each.law)
        if count is None:
            continue
        if not 1 <= each.number <= count:
            told = f"这一件适用的条例只有{count}条" if own else f"《{each.law}》只有{count}条"
            yield f"正文引用了第{each.written}条，{told}，请核对条号"
        elif own and version in ITEMS and each.items:
            items = ITEMS[version].get(each.number, 0)
            for item in each.items:
                if not 1 <= item <= items:
                    told = f"只有{items}项" if items else "没有分项"
                    yield f"正文引用了条例第{each.number}条第{item}项，这一条{told}，请核对"


def read(text: str) -> int:
    """三十六, 三六, 36, 一千二百六十."""
    if text.isascii():
        return int(text)
    if not any(sign in _UNITS for sign in text):
        return int("".join(sign if sign.isascii() else str(_DIGITS[sign]) for sign in text))
    total, last = 0, 0
    for sign in text:
        if sign in _UNITS:
            total += (last or 1) * _UNITS[sign]
            last = 0
        else:
            last = int(sign) if sign.isascii() else _DIGITS[sign]
    return total + last
