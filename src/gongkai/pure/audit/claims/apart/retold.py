"""What an overview tells and a section tells again, in other words: kind `cross`.

The words must be those of one measure of the whole body and year, with nothing else in them. As writers mean several things by them
all the same, another number contradicts only where it is the first with a slip (two neighbouring digits that changed places, one digit
of three or more), where the measure beside it is told alike in both places (培训6期，培训320人次), or where both say that they are of
the whole year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.apart.measures import FILLER, of_another_year, title, year_told
from gongkai.pure.audit.claims.moves.movement import lead_as_read
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.report import Passage, Report
from gongkai.pure.audit.slips import apart, swapped

_TELL = "(?:主动)?(?:公开|发布|推送|更新|上传|推出|刊发)"
_NEWS = "(?:政府|政务)?(?:信息|图文消息|图文信息|图文|消息|文章|微博)?(?:数|总数|总量|数量)?"
_BY = "(?:其?中|通过|在|利用|经)*(?P<level>[县市区州镇乡省局])?(?:人民)?(?:政府|政务)?"
_HANDLE = "(?:认真)?(?:承办|办理|办结|答复|办复|回复)?(?P<level>[省市县区])?级?"
_OF_BODY = "(?:全|我|本)?(?:[县市区州旗镇乡省局委]|街道)?"
_ITSELF = "(?:(?:全|我|本)(?:[县市区州旗镇乡省局委]|街道))?"
_MEASURES = (
    ("主动公开", "条 件 份", rf"{_OF_BODY}(?:通过各种(?:渠道|形式|方式))?主动公开(?:政府|政务)?信息(?:数|总数|总量|数量)?"),
    ("累计公开", "条 件", rf"(?:从|在|对|截[至止][^，]{{0,12}})?{_OF_BODY}累计(?:主动)?公开(?:政府|政务)?(?:信息)?(?:数|总数|总量)?"),
    ("网站", "条 篇 件", rf"{_BY}(?:门户)?网站(?:平台|上)?{_TELL}{_NEWS}"),
    ("微信", "条 篇 件", rf"{_BY}微信(?:公众号|公众平台|平台)?{_TELL}{_NEWS}"),
    ("微博", "条 篇 件", rf"{_BY}微博{_TELL}{_NEWS}"),
    ("解读", "条 篇 件 份 个", rf"{_OF_BODY}(?:{_TELL}|制作|编发|开展|撰写)(?:政策|文件|政策文件|政策性文件)?解读(?:材料|稿件|信息|文章|稿|文件|产品)?"),
    ("建议", "件 条", rf"{_ITSELF}{_HANDLE}(?:人大代表|人大|代表)建议"),
    ("提案", "件 条", rf"{_ITSELF}{_HANDLE}政协(?:委员)?提案"),
    ("培训", "期 次 场", rf"{_OF_BODY}(?:举办|开展|组织|组织开展)(?:政务公开|政府信息公开|信息公开)?(?:工作)?(?:业务)?培训(?:班|会)?"),
    ("培训人次", "人次 人", rf"{_OF_BODY}(?:累计)?(?:集中)?(?:培训|参训|轮训)(?:政务公开|信息公开|工作|业务)*(?:人员|干部|信息员|骨干)*"),
    ("发布会", "场 次", rf"{_OF_BODY}(?:召开|举办|举行)(?:政府|政务)?新闻发布会"),
    ("访谈", "场 次 期", rf"{_OF_BODY}(?:举办|开展|组织)(?:网站)?在线访谈"),
    ("留言", "条 件", rf"{_OF_BODY}(?:回复|办理|答复|办结|处理)(?:网民|群众|网友|公众|网上|市民)*留言"),
    ("收到留言", "条 件", rf"{_OF_BODY}(?:收到|受理|接收)(?:网民|群众|网友|公众|网上|市民)*留言"),
    ("意见", "条", rf"{_OF_BODY}(?:公开)?(?:征集|收集|收到)到?(?:群众|公众|社会)*(?:意见建议|意见和建议|意见)"),
)  # fmt: skip
_NAMED = tuple((name, frozenset(units.split()), re.compile(words)) for name, units, words in _MEASURES)
_RUNNING = "累计公开"
"""What was published up to a day: told of two days it is two figures, unless two digits changed places."""
_UP_TO = re.compile("累计|截[至止][^，；]{0,16}，?")
_LIKELY = re.compile("累计|主动公开|网站|微信|微博|解读|建议|提案|培训|参训|轮训|发布会|访谈|留言|意见")
_CHANNELS = frozenset(["网站", "微信", "微博"])
_MANY = frozenset(["意见"])
"""Of which there are several, each of its own matter."""
_ABOVE = frozenset("市省州")
"""Whose site or congress may be of the level above, where the other place names none."""
_WHOLE_YEAR = re.compile(r"全年|本年|年度|20\d\d年|一年来|(?<!公)共(?![同享青建])|总计|合计")
_PARTIAL = re.compile(
    r"累计|截至|截止|至今|以来|历年|上半年|下半年|季度|[\d□]月|上年|去年|前年|同比|环比|比上|较上|第一批|首批|另|还有|计划|目标|力争|平均|日均|月均|每|涉及|重点|领域|方面"
)
_BODIES = re.compile(
    r"(?:^|[，；：、])(?:其中)?[^，。；：]{0,14}?(?:局|委|办公室|政府办|[镇乡](?!、)|街道|公司|学校|医院|部门|单位|窗口|中心|大队|社区|村|级)(?![^，。；：]{0,2}(?:均|都))"
)
_EVENT = re.compile(r"培训(?:班|会)?\d+[期次场]")
_PLACES = 3


@dataclass(frozen=True)
class _Told:
    """A figure with the measure that it tells. whole: its own words say that it is of the whole year. level: of which congress, or whose site.

    portal: its words say that it is one site, the body's own.
    """

    name: str
    quantity: Quantity
    sentence: Sentence
    passage: int
    whole: bool
    level: str
    portal: bool

    @property
    def of_an_event(self) -> bool:
        """举办保密培训4期，培训165人次: of those four."""
        return self.name == "培训人次" and bool(_EVENT.search(self.sentence.before(self.quantity)))

    @property
    def unit(self) -> str:
        return canonical(self.quantity.unit)


def retold(report: Report) -> Iterator[Finding]:
    """Each measure that is told with one value, or with two, in paragraphs apart."""
    groups: dict[tuple[str, str], list[_Told]] = {}
    beside: dict[int, list[_Told]] = {}
    for each in _all(report):
        groups.setdefault((each.name, each.unit), []).append(each)
        beside.setdefault(each.sentence.start, []).append(each)
    for told in groups.values():
        values = {each.quantity.value for each in told}
        for one, other in combinations(told, 2):
            if one.passage == other.passage:
                continue
            if one.quantity.value == other.quantity.value:
                yield telling.twice(one.quantity, other.quantity, other.sentence, "holds")
                break
            if (
                len(values) == 2
                and not one.quantity.interval.meets(other.quantity.interval)
                and _surely(one, other, beside)
            ):
                yield telling.twice(one.quantity, other.quantity, other.sentence, "contradicts")
                break


def _surely(one: _Told, other: _Told, beside: dict[int, list[_Told]]) -> bool:
    if one.name == _RUNNING:
        return swapped(one.quantity.digits, other.quantity.digits) and one.quantity.scale == other.quantity.scale
    levels = {one.level, other.level} - {""}
    if len(levels) > 1 or (one.level != other.level and levels <= _ABOVE):
        return False
    if one.name == "网站" and one.portal != other.portal and one.level != other.level:
        # 县政府门户网站18364条 may be a part of 政府网站28364条
        return swapped(one.quantity.digits, other.quantity.digits) and one.quantity.scale == other.quantity.scale
    both_whole = one.whole and other.whole and one.name not in _CHANNELS and one.level == other.level
    slipped = slip(one.quantity, other.quantity) and not (one.of_an_event or other.of_an_event)
    slipped = slipped and one.name not in _MANY
    return slipped or (both_whole and one.name in ("发布会", "访谈", "解读")) or any(
        a.name == b.name and a.name != one.name and a.unit == b.unit and a.quantity.value == b.quantity.value
        for a in beside[one.sentence.start]
        for b in beside[other.sentence.start]
    )  # fmt: skip


def slip(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers differ as a slip of the pen makes them: neighbouring digits change places, or one of three digits is another."""
    a, b = one.digits, other.digits
    if len(a) != len(b) or one.scale != other.scale or one.approximation or other.approximation:
        return False
    off = apart(a, b)
    if len(off) == 1:
        return sum(map(str.isdecimal, a)) >= _PLACES and a[off[0]].isdecimal() and b[off[0]].isdecimal()
    return swapped(a, b)


def _all(report: Report) -> Iterator[_Told]:
    name = title(report)
    other_body = False
    for passage in report.passages:
        text = report.plain[passage.paragraph.start : passage.paragraph.end].strip()
        if len(text) <= 30 and not passage.quantities:
            other_body = bool(_BODIES.search(text)) and text not in name and "单位" not in text
            continue
        if other_body or not _LIKELY.search(text) or passage.is_endless:
            continue
        for sentence in passage.sentences:
            for quantity in sentence.counts:
                found = _measure(report, passage, sentence, quantity) if _LIKELY.search(quantity.lead) else None
                if found:
                    yield found


def _measure(report: Report, passage: Passage, sentence: Sentence, quantity: Quantity) -> _Told | None:
    lead = lead_as_read(sentence, quantity)
    words = FILLER.sub("", lead).strip("，、和及与并")
    unit = canonical(quantity.unit)
    for name, units, pattern in _NAMED:
        match = pattern.fullmatch(words) if unit in units else None
        if match is None:
            continue
        said = sentence.before(quantity).rpartition("；")[2]
        if (name == _RUNNING) != ("累计" in lead):
            continue
        if name == _RUNNING:
            said = _UP_TO.sub("", said)
        before = said[: len(said) - len(lead)]
        front = report.plain[passage.paragraph.start : quantity.start]
        among = "其中" in said and name not in _CHANNELS
        if among or _PARTIAL.search(said) or _BODIES.search(before) or of_another_year(front, year_told(report)):
            return None
        level = match["level"] or "" if "level" in pattern.groupindex else ""
        return _Told(name, quantity, sentence, passage.number, bool(_WHOLE_YEAR.search(lead)), level, "门户" in lead)
    return None
