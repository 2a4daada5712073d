"""What a figure measures, as a key that two places share only where they surely speak of the same thing.

Who (scope), through what (channel), does what (verb), to what (object), counted how (unit), in which year. A figure whose words
name a part, a running total, another period or another body than the reporting one has no key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.pure.audit.claims.moves.movement import lead_as_read, movement
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.report import Passage, Report
from gongkai.pure.audit.slips import swapped

_VERBS = (
    "主动公开|公开|发布|公布|更新|上传|推送|刊发|编发|印发|制发|收到|接到|接收|受理|接听|接待|答复|回复|办结|办理|采用|采纳|录用|报送|上报|举办|召开|组织开展|组织|开展|承办|"
    "解读|回应|参加|处理|转办|交办|培训|接受|收集|征集|梳理|清理|公示|发放|编印|印制|投入|支出|共有|设有|设立|设置|建立|建成|开设|开通|注册|完成"
)
_MEASURE = re.compile(rf"^(?P<subject>.*?)(?P<verb>{_VERBS})(?P<object>.*)$")
# 访问量120万人次, 申请共23件: what is measured is named, not done.
_NAMED = re.compile(
    r"^(?P<subject>.*?)(?:依申请公开|(?:政府|政务)?信息公开)?(?P<verb>)(?P<object>(?:总)?(?:访问|点击|浏览|阅读)(?:总)?(?:量|人次)|申请(?:总?数量?|总量)?)$"
)
_TOTAL = re.compile(r"全年|年内|本年|年度|20\d\d\s*年|一年来|(?<!公)共(?!公|和国|享|青|同|资)|总计|合计|总数|总量")
_CHANNELS = {
    "信息公开网": r"(?:政府|政务)?信息公开(?:门户)?(?:网站?|平台|专栏|专网|目录|系统)",
    "网站": r"(?:人民)?政府(?:信息)?(?:门户)?网站?(?:群|平台)?|门户网站|政务网站?|官方网站|官网|网站",
    "微信": r"(?:政务)?微信(?:公众(?:号|平台|账号))?|公众号",
    "微博": r"(?:政务|官方)?微博",
    "新媒体": r"政务新媒体|新媒体|客户端|抖音|头条|两微一端",
    "公报": r"(?:政府)?公报",
    "热线": r"(?:政府|政务)?(?:服务)?(?:便民)?热线",
    "信箱": r"[市县区镇局省州]长(?:电子)?信箱|[市县区镇局省州]长公开电话|领导信箱|信箱|留言板",
    "屏幕": r"LED(?:电子)?(?:显示)?(?:大)?屏|显示屏|触摸屏|公告栏|公示栏|宣传栏|公开栏|广播|电视|报纸|报刊|日报|新闻媒体",
}
_NEAR = 500
"""Characters in front of a figure that are looked at for what narrows it."""
_BY_NAME = {"信箱", "屏幕"}
"""Of which there are several: 市长信箱 and 县长信箱 are two."""
FILLER = re.compile(
    r"20\d\d\s*年?度?|今年|本年度?|全年|年内|一年来|期间|以来|(?<!公)共(?!公|和国|享|青|同|资)计?|总共|总计|合计|一共|已经?|即|约|近|超过?|的|了|各类|各种|相关|有关|等|累积|均|：|\s|[\"“”]|其|并|且|还|也|为|达到?|分别"
)
_OWN = re.compile(
    r"^(?:我|本)(?:县|市|区|州|旗|镇|乡|局|委|办|街道|院|厅|省|单位|机关|中心|科|处|站|所|会|办公室|街道办事处|部门)?$|^$"
)
_WHOLE = re.compile(r"^(?:全|全县?)(?:县|市|区|州|旗|镇|乡|局|系统|街道|委|省)$")
# Anywhere before it in the sentence, and in its own clause.
_PARTIAL = re.compile(
    r"其中|累计|截至|截止|至今|以来|历年|上半年|下半年|季度|[\d□]月|上年|去年|前年|同比|环比|比上|较上|第一批|首批|近[\d□两三四五]年|[二三四五]年来"
)
# 9场，比上年增加3场；解读52篇: of another figure, if not in its own clause.
_COMPARED = re.compile("同比|环比|[比较与同和](?:上一?年度?|去年|前年)(?:同期)?(?:相比)?")
_NOT_TOLD = re.compile(
    r"平均|日均|月均|每[年月日天周]|人均|计划|预计|拟|目标|力争|要求|(?<![回响对供反])应(?!急|用|对|答)|另|还有|余下|剩余|尚|未|最[高低多少]|部分|原(?!则|因)|[\d□]-"
)
_OTHERS = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}(?:局|委|镇|乡|街道|公司|学校|医院|法院|检察院|大队|分局|社区|村)|各[级乡镇部门区县街]+|县直|市直|区直|乡镇|部门|窗口|单位)"
)
_TOPICS = re.compile(
    r"领域|专栏|栏目|板块|专题|重点|项目|资金|预算|决算|环境|环保|教育|医疗|卫生|扶贫|脱贫|住房|征地|拆迁|食品|药品|安全|价格|采购|就业|社保|救助|招生|国企|招投标|公共资源|许可|处罚|疫情|农业|交通|税|普惠|公共服务|三公"
)
_GENERIC = {
    "信息",
    "",
    "文件",
    "事项",
    "内容",
    "业务",
    "工作",
    "活动",
    "会议",
    "培训",
    "培训班",
    "业务培训",
    "专题培训",
    "专题会议",
    "检查",
    "督查",
    "通报",
    "材料",
    "件",
    "项目",
}
_APPLICATIONS = re.compile(
    r"^(?:群众|公民|社会|公众|书面)?(?:要求)?(?:依申请)?(?:公开)?(?:政府|政务)?(?:信息)?(?:依申请)?(?:公开)?(?:信息)?(?:事项|申请|申请件|件|申请书)?$"
)


# What stands in brackets, and the number of a hotline.
_ASIDE = re.compile(r"（[^）]*）|(?<!\d)\d{5}(?!\d)")
_ADOPTED = re.compile(r"(?:被|由)(?P<by>[^，。；：]{1,16}?)(?:采用|采纳|录用)(?:信息)?$")
_ADOPTED_BEHIND = re.compile(r"^被(?P<by>[^，。；：]{1,16}?)(?:采用|采纳|录用)")


@dataclass(frozen=True)
class Key:
    """channels: through what; those of which there are several by their names."""

    year: int | None
    channels: frozenset[str]
    verb: str
    object: str
    unit: str


@dataclass(frozen=True)
class Measured:
    """A figure with what it measures. sure: the whole key stands in its own words, and nothing around narrows it.

    scope: "" where no body is named, "own" for 我县 and the like (with the level that a site's name tells, in a report without title),
    "whole" for 全县: see `one_scope`.
    """

    quantity: Quantity
    sentence: Sentence
    passage: Passage
    key: Key
    sure: bool
    scope: str
    words: str


def one_scope(one: Measured, other: Measured) -> bool:
    """我县 may be said as 全县, or left out; 全县 and nothing may be the whole county and its government alone; 县 and 市 are two."""
    levels = {each.scope.removeprefix("own") for each in (one, other) if each.scope.startswith("own")} - {""}
    sites = "网站" in one.key.channels and {one.scope, other.scope} == {"own", "whole"}
    if sites and not swapped(one.quantity.digits, other.quantity.digits):
        return False  # 全县政府网站14127条, and the county's own portal 4217条
    return {one.scope, other.scope} != {"", "whole"} and len(levels) < 2


_HEADED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]|第")


def measured(report: Report) -> Iterator[Measured]:
    """The figures of a report that have a key, in the order of the text."""
    heading = ""
    name = title(report)
    for passage in report.passages:
        text = report.plain[passage.paragraph.start : passage.paragraph.end].strip()
        if len(text) <= 40 and not passage.quantities:
            heading = text if _HEADED.match(text) else heading
            continue
        before = ""
        for sentence in passage.sentences:
            for quantity in sentence.quantities:
                found = _measure(report, name, heading, passage, sentence, before, quantity)
                if found:
                    yield found
            before = sentence.text


@lru_cache(maxsize=4)
def title(report: Report) -> str:
    """The line that names the report, "" if none does."""
    lines = (report.plain[p.start : p.end] for p in report.document.paragraphs[:40])
    return next((line for line in lines if "公开" in line and "报" in line and len(line) < 60), "")


_SIGN = re.compile("[，。；：]")


def _measure(
    report: Report, title: str, heading: str, passage: Passage, sentence: Sentence, previous: str, quantity: Quantity
) -> Measured | None:
    """previous: the sentence before."""
    if not quantity.counts or quantity.in_characters or quantity.unit in ("", "倍", "年", "月", "日", "天"):
        return None
    if adopted := _adopted(report, passage, sentence, quantity):
        return adopted
    lead = lead_as_read(sentence, quantity)
    words = FILLER.sub("", _ASIDE.sub("", lead))
    match = _MEASURE.match(words)
    if match is None or match["verb"] == "公开":
        match = _NAMED.match(words) or match
    if not match:
        return None
    said = report.plain[max(sentence.start, quantity.start - _NEAR) : quantity.start]
    front = report.plain[max(passage.paragraph.start, quantity.start - 4 * _NEAR) : quantity.start]
    if _partial(said, lead, sentence.clause_of(quantity).before) or of_another_year(front, year_told(report)):
        return None
    channels, subject = _channels(match["subject"])
    more, told = _channels(_object(match, quantity))
    if match["verb"] == "主动公开" and told in ("信息", "政务信息"):
        told = "政府信息"
    if _APPLICATIONS.match(told) and "申请" in told:
        told = "申请"
    scope = _scope(subject, title, channels)
    if scope is None:
        return None
    key = Key(report.year, channels | more, match["verb"], told, canonical(quantity.unit))
    before = report.plain[max(passage.paragraph.start, quantity.start - 80) : quantity.start - len(lead)]
    # A clause that names the body itself goes on about nothing before it.
    around = heading + ("" if subject else before)
    narrowed = bool(_TOPICS.search(around.replace(told, ""))) or bool(_OTHERS.search(_SIGN.split(previous)[0]))
    ambient = not key.channels and _ANY_CHANNEL.search(around) is not None
    sure = len(told) > 1 and not narrowed and not (told in _GENERIC and (ambient or not key.channels))
    total = scope != "" or told == "申请" or bool(_TOTAL.search(said))
    return Measured(quantity, sentence, passage, key, sure and total and not ambient, scope, words)


_OF_THE_YEAR = re.compile("本年|全年|当年")
_TO_THE_END = re.compile(r"截[至止]|12月(?:31日|底)")


def _partial(said: str, lead: str, sign: str) -> bool:
    """Whether the words before a figure name a part, another period, a plan or a change. sign: the one before its clause."""
    if _OF_THE_YEAR.search(lead) and "累计" not in said:
        said = _TO_THE_END.sub("", said)  # 截至12月31日，本年度…
    told = _COMPARED.sub("", said)
    if _PARTIAL.search(told) or _COMPARED.search(lead) or _NOT_TOLD.search(lead) or movement(lead):
        return True
    return sign in ("（", "：") and "附表" not in said


_PLAIN_YEAR = re.compile(r"20\d\d")


def of_another_year(front: str, year: int | None) -> bool:
    """Whether the last year named before a figure is not the report's."""
    years = _PLAIN_YEAR.findall(front)
    return bool(years) and year is not None and int(years[-1]) != year


_DATED = re.compile(r"20\d\d(?=年)")


def year_told(report: Report) -> int | None:
    """The report's year; of a part of one without its title the first that it names."""
    if "first year" not in report.memo:
        named = _DATED.search(report.plain) if report.year is None else None
        report.memo["first year"] = int(named[0]) if named else report.year
    return report.memo["first year"]


_COMMA = re.compile(r"[，。；：（、]")
_AMOUNT = re.compile("(?<=..)(?:总数|总量|数量|数)$")


def _object(match: re.Match[str], quantity: Quantity) -> str:
    """What is done something to, or what is measured; it may stand behind the figure."""
    if not match["verb"]:
        return "申请" if "申请" in match["object"] else match["object"].replace("总", "")
    told = match["object"] or FILLER.sub("", _COMMA.split(quantity.tail)[0])[:14]
    return _AMOUNT.sub("", told)


_LEVELS = re.compile(r"国务院|国家|中央|省|市|州|县")
_OTHER_SPAN = re.compile(r"累计|截至|截止|季度|半年|月|上年|去年|刊|报纸|电视|简报|快报")
_CONTRIBUTED = re.compile("政务信息|微信|微博|稿|公众号")


def _adopted(report: Report, passage: Passage, sentence: Sentence, quantity: Quantity) -> Measured | None:
    """信息被市门户网站采用20条: what the level above took, also where it is told as a part of what was sent."""
    match = _ADOPTED.search(quantity.lead) or _ADOPTED_BEHIND.match(quantity.tail)
    levels = _LEVELS.findall(match["by"]) if match else []
    said = sentence.before(quantity)
    if not match or not levels or _OTHER_SPAN.search(said + match["by"]):
        return None
    key = Key(report.year, frozenset(), "采用", levels[-1], canonical(quantity.unit))
    sure = "信息" in said and "网" in said + match["by"] and not _CONTRIBUTED.search(said)
    return Measured(quantity, sentence, passage, key, sure, "", match.group())


_KEPT = 1024
"""Words that are remembered: reports tell the same things of each year and channel."""
_CHANNEL = {name: re.compile(pattern) for name, pattern in _CHANNELS.items()}
_ANY_CHANNEL = re.compile("|".join(_CHANNELS.values()))
_BY_WAY_OF = re.compile(r"^(?:通过|在|利用|由|经|借助|依托|从)|(?:通过|利用|借助|依托|在|上|平台|向社会|及时|主动)+$")


@lru_cache(_KEPT)
def _channels(words: str) -> tuple[frozenset[str], str]:
    """The channels named, and the words without them."""
    found = set()
    for name, pattern in _CHANNEL.items() if _ANY_CHANNEL.search(words) else ():
        named = pattern.findall(words)
        if named:
            found.add(f"{name}{named[0]}" if name in _BY_NAME else name)
            words = pattern.sub("", words)
    return frozenset(found), _BY_WAY_OF.sub("", words)


_NAMED_BODY = re.compile(r"^([\u4e00-\u9fff]{2,6}?[县市区州旗镇乡])(?:人民)?(?:政府)?$")
_OWN_BODY = re.compile(r"^(?:我)?(?P<level>[县市区州旗镇乡省])?(?:人民)?(?:政府)?$")


def _scope(subject: str, title: str, channels: frozenset[str]) -> str | None:
    """The scope of `Measured`; None for another body than the one that reports."""
    subject = subject.strip("，、 ")
    if _OWN.match(subject):
        return "own" if subject else ""
    if _WHOLE.match(subject):
        return "whole"
    place = _NAMED_BODY.match(subject)
    if place and place[1] in title:
        return "own"
    site = _OWN_BODY.match(subject) if "网站" in channels else None
    if site is None:
        return None
    level = site["level"] or ""
    if not (levels := _levels(title)):
        return f"own{level}"
    return "own" if not level or level == levels[-1] else None  # 市政府门户网站, in a county's report


_TITLED = re.compile(r"(?P<body>[\u4e00-\u9fff]{2,24}?)(?:关于)?(?:20\d\d年?度?|政府信息公开|政务公开|信息公开)")
_LEVEL = re.compile("[县市区州旗镇乡省]")


@lru_cache(maxsize=4)
def _levels(title: str) -> tuple[str, ...]:
    """The levels of administration in the name of the body that a title names, the nearest last; the title may name none."""
    named = _TITLED.search(title)
    return tuple(_LEVEL.findall(named["body"])) if named else ()
