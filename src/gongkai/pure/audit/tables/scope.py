"""Whom and when a figure of the running text speaks of: the whole body in the report's year, a part, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.report import Report

_FILLERS = re.compile(
    r"(?:总?共计?|合计|总计|总数|数量|(?<!附)件数|达到?|为|是|有|仅|约|大约|近|超过?|逾|多达|的|了|[:：“”\"\s])+$"
)
_ADVERBS = re.compile(
    r"^(?:其中|□年度?|全年|本年度?|今年|年度?内|当年|一年来|[一二三四五六七八九十]+是|[、:：）)\s“”\"])+|(?:总?共计?|累计|合计|全年|依法|按规定|均|已(?!主动|经))(?=[\u4e00-\u9fff])"
)
_YEAR = re.compile(r"(20\d{2})年?(?!\d)")
_CARRIED_TO = re.compile(r"结转(?:至|到|入)?$")
# A difference, another span of time, a plan: not this year's count.
_OTHER = re.compile(
    r"同比|环比|增[加长]|新[建设增](?![^，]*(?:申请|复议|诉讼))|减少|下降|上升|提高|较去年|比去年|去年|比上年|较上年|上半年|下半年|季度|月份|\d月|以来|历年|目标|计划|力争|不少于|平均|每"
)
# 45件（含上年结转2件）; 45件，其中涉及政府信息公开3件.
_WITH_OTHERS = re.compile(r"[（(][^）)]*(?:含|包括)|[，,]?其中[^。]{0,12}信息公开")
_LAST_YEAR = re.compile(r"上年|上一年")
_OTHER_SPAN = re.compile(r"上半年|下半年|季度|月份|\d月|以来|历年|目标|计划|力争")
_UNTIL = re.compile(r"截至|截止|自20\d{2}年")
# Another year that this one's figure is only compared with.
_COMPARISON = re.compile(
    r"[（(][^（）()]*[）)]|[，,](?:同比|环比|比|较|与|是|相当于)(?:20\d{2}年|上年|去年)[^，,；;]*(?=[，,])"
)
_COMPARED_YEAR = re.compile(r"[比较与](20\d{2})年?")
_CUMULATED = re.compile(r"累计")
# 2022年至2024年，三年累计受理202件; 近三年共…: never the table's year. What 其中 then tells of this year is.
_SEVERAL_YEARS = re.compile(
    r"20\d{2}\s*年?度?\s*(?:至|到|[-—–~～、和])\s*20\d{2}(?!\d)|(?:近|过去|连续|[这前]|最近)?[两二三四五六七八九十](?:个)?年(?:来|间)?(?:，|共|总|累计|合计|受理|收到|公开|办理|分别|年均)|近几年|历年|多年来|以来"
)
_THIS_YEAR = re.compile(r"全年|本年|今年|年度|年内|当年|20\d{2}")
_WHOLE = re.compile(
    r"全(?:县|市|区|省|州|盟|旗|局|镇|乡|街道|系统)(?:\d+个)?(?:各级|各|行政机关|政府机关|机关|部门|单位|乡镇|镇街|政府|街道|办事处|、|和|及)*"
    r"|[我本](?:县|市|区|省|州|局|委|办|厅|院|镇|乡|街道|中心|单位|机关|部门)(?:各级|行政机关|机关|部门|单位)*"
)  # fmt: skip
_PART = re.compile(
    r"[县市区省州镇乡]级|办公室|政府办|[县市区省州]政府(?!信息|门户|网站|公报)|[县市区]人民政府|本级|乡镇|街道|镇|部门|单位|[^结]局|委|窗口|网站|平台|门户|直属|下属|公众号|微博|微信|热线|信箱|园区|线上|线下|线"
)
# A table's own words name units and channels too.
_OWN_WORDS = re.compile(
    r"(?:政府(?:门户)?网站|政务微博|政务微信(?:公众号)?)(?:主动)?公开|(?:政府(?:门户)?网站)?在线访谈|微博微信回应|专门机构|行政机关|机关单位|委托|局面|格局|结局"
)
# One site of several, one body: what common words count may be a part of what the cell does.
_SOME = re.compile(
    r"(?<!全)[县市区省州局本我](?:人民)?(?:政府)?(?:信息公开)?(?:门户)?网站|[”’]|部门|乡镇|街道|(?<!公开)单位|本级|[县市区]直|[^结格布]局|办公室|政府办|窗口受理|热线|信箱|清理"
)
# Papers are marked so when they are made; what applications were answered with is told in some of the same words.
_MARKS = re.compile(
    r"(?:[^，。；]{0,8}(?:确定|认定|标注|属于|划分|拟定)(?:为|成)?)?(?P<mark>主动公开|依申请公开|不予公开|不公开)(?:类|的|类?(?:公文|文件)|属性)*"
)
_PARTING = re.compile(r"其中|答复|办结|[。；]")
_NOT_OURS = re.compile(r"不属于?本(?:行政)?(?:机关|单位|部门|局|级)")
_NAME = re.compile(r"^\s*(?P<name>[\u4e00-\u9fff]{2,24}?)(?:关于)?(?:20\d{2}年?|政府信息公开|政务公开|信息公开)")


@dataclass(frozen=True)
class Scope:
    """Where a figure may speak of a part of the body or of other years: in its clause, or in the very words before it.

    apart: it counts others too, or other years.
    """

    clause: bool
    own: bool
    apart: bool = False


@lru_cache(maxsize=256)
def bare(lead: str) -> str:
    """The words before a figure without those that say nothing of what is counted."""
    return _FILLERS.sub("", _ADVERBS.sub("", _FILLERS.sub("", lead.strip())))


def without_whole(lead: str) -> str:
    """The same without 全县, 我局: the whole body, whose report it is."""
    return _WHOLE.sub("", lead, count=1) if _WHOLE.match(lead) else lead


def may_be_some(words: str) -> bool:
    """Whether words between figures of one list turn to a part of the body."""
    return bool(_SOME.search(_NOT_OURS.sub("", words)))


def body(report: Report) -> str:
    """The name of the body whose report it is, as its title says, without 人民政府; "" if no title does."""
    for paragraph in report.document.paragraphs[:12]:
        text = report.plain[paragraph.start : paragraph.end]
        match = _NAME.match(text)
        if match and ("报告" in text or "年报" in text):
            return match["name"].removesuffix("人民政府").removesuffix("政府")
    return ""


_OF_THE_YEAR = re.compile("全年|本年|年内")
_PLANNED = re.compile(
    r"下一步|下一?阶段|(?<![较比])明年|来年|力争|争取|预计|拟[新增再建设培举召]|(?<!即)将(?:[会再新增继达]|进一步|建成|设[立置]|举办|召开)|(?<![的度])计划[新再增建设于到培举召]|将达"
)
_BROUGHT_TO = re.compile(r"使[^，。；\d]{2,16}(?:达到?|增(?:加|长)?(?:到|至)|扩大(?:到|至))$")
"""新增村级查阅点18个，使村级查阅点达到30个: told of what is to come as often as of what came."""


def scope(report: Report, sentence: Sentence, quantity: Quantity, name: str) -> Scope | None:
    """None: the figure surely speaks of something else. name: of the body whose report it is."""
    if _marked(sentence, quantity):
        return None
    before = sentence.read[: quantity.start - sentence.start]
    clause = _COMPARISON.sub("", before.rpartition("；")[2].rpartition(";")[2])
    near = clause[-40:].rpartition("，")[2].rpartition(",")[2]
    years = [int(match[1]) for match in _YEAR.finditer(clause) if not _CARRIED_TO.search(clause[: match.start()])]
    others = [int(match[1]) for match in _COMPARED_YEAR.finditer(clause)]
    years = [year for year in years if year not in others] + [year for year in others if str(year) in near]
    if years and report.year and years[-1] != report.year:
        return None
    if _of_several_years(clause):
        return None
    if _told_of_last_year(clause):
        return None
    if _PLANNED.search(clause) or (_BROUGHT_TO.search(near) and not _THIS_YEAR.search(clause)):
        return None
    if _OTHER.search(near) or (_LAST_YEAR.search(near) and "结转" not in near):
        return None
    after = report.plain[quantity.end : quantity.end + 16]
    apart = bool(_WITH_OTHERS.match(after)) or bool(_CUMULATED.search(near) and not _THIS_YEAR.search(clause))
    apart = apart or bool(_BEYOND.search(clause))
    apart = apart or bool(_OTHER_SPAN.search(near) or (_UNTIL.search(near) and not _OF_THE_YEAR.search(near)))
    if apart or _OTHER_SPAN.search(clause) or (years and not report.year):
        return Scope(True, apart, apart)
    return Scope(_partial(clause, name), _partial(quantity.lead, name))


# 上年被申请行政复议9件，被提起行政诉讼2件: said once, of both; 与上年相比（行政复议9件、行政诉讼2件）.
_OF_LAST_YEAR = re.compile(
    r"(?:^|[，；：。])(?:而|其中|在)?(?:上一?年度?|去年)(?!度?(?:末|底|结|转|遗留|未|相比|同期|的))(?P<rest>[^；]*)$"
)
_BEYOND = re.compile("(?:^|[，；：])(?:20\\d\\d年，?)?(?:全系统|全[省市县州区][^，。；\\d]{0,8}系统|系统[内共])")
"""Of an office and of those of its trade below it."""


def _told_of_last_year(clause: str) -> bool:
    """Whether a clause opened with last year, and what stands before the figure turns to no other."""
    told = _OF_LAST_YEAR.search(clause)
    return told is not None and not _THIS_YEAR.search(told["rest"])


def _of_several_years(clause: str) -> bool:
    """Whether the words before a figure speak of several years together, and turn to no single one after that."""
    told = [*_SEVERAL_YEARS.finditer(clause.rpartition("其中")[2])]
    return bool(told) and not _THIS_YEAR.search(clause.rpartition("其中")[2][told[-1].end() :])


def _marked(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a figure counts papers by what they are marked as (主动公开86件、依申请公开47件、不予公开29件), not answers to applications."""
    if not _MARKS.fullmatch(bare(quantity.lead)):
        return False
    if "属性" in sentence.before(quantity):
        return True
    beside = {
        mark["mark"]
        for each in sentence.counts
        if (mark := _MARKS.fullmatch(bare(each.lead)))
        and not _PARTING.search(sentence.between(*sorted((each, quantity), key=lambda q: q.start)))
    }
    return {"主动公开", "依申请公开"} <= beside


def _partial(words: str, name: str) -> bool:
    rest = _WHOLE.sub("", words)
    for length in range(len(name), 2, -1):
        rest = rest.replace(name[-length:], "")
    return bool(_PART.search(_OWN_WORDS.sub("", rest)))
