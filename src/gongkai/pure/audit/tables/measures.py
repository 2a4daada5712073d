"""How running text tells what a cell of a prescribed table counts: wordings, and the cells that they may mean.

A wording is matched against `lead#tail`: what stands between the last sign and the figure, and what follows it. Words that
say nothing of what is counted (共, 达, 为 …) are taken out before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.pure.audit.tables.recognised import Place
from gongkai.pure.law.layout import VALUE
from gongkai.pure.law.table2021 import TOTAL

# § stands before the heading of the section.
_REVIEWS = re.compile(r"信息公开|政务公开|依申请公开|公开申请|§[^§。]{0,20}(?:复议|诉讼)")
_COMPLAINTS = re.compile(r"信息公开|政务公开|§[^§。]{0,20}(?:复议|诉讼)")
_TRAINED = frozenset(("人次", "人", "名"))
_PUBLISHED = re.compile(r"主动公开(?:各类)?(?:政府)?信息")
CASES = frozenset(("件", "宗", "个", "起", "份", "次", "条", "例", "项", ""))
ITEMS = frozenset(("条", "件", "篇", "项", ""))
PEOPLE = frozenset(("人", "名"))
TIMES = frozenset(("次", "场", "期", "个"))

# What comes before the figure must be about applications under the Regulation, or about disclosure at all: in the same
# sentence; if only in the one before, a difference is unclear.
APPLICATIONS = re.compile(r"信息公开[^，。；]{0,4}申请|依申请公开|公开申请|公开政府信息[^，。；]{0,4}申请")
DISCLOSURE = re.compile(r"信息公开|政务公开|依申请公开|公开申请")


@dataclass(frozen=True)
class Measure:
    """cells: sums of cells that the wording may mean, the likeliest first; it agrees if any fits.

    firm: the words name this cell and no other, so that another figure is a contradiction; else it is only doubtful.
    whole: they tell a grand total in common words, and may mean a part of it once they are narrowed (通过邮寄收到申请3件).
    """

    words: re.Pattern[str]
    cells: tuple[tuple[Place, ...], ...]
    units: frozenset[str]
    about: re.Pattern[str] | None = None
    firm: bool = True
    whole: bool = False


def _applications(words: str, *cells: tuple[str, ...], firm: bool = True, whole: bool = False, column: str = TOTAL) -> Measure:  # fmt: skip
    places = tuple(tuple((row, column) for row in rows) for rows in cells)
    return Measure(re.compile(words), places, CASES, APPLICATIONS, firm, whole)


def _one(words: str, row: str, *others: str, units: frozenset[str], about: re.Pattern[str] | None = None, firm: bool = True, whole: bool = False) -> Measure:  # fmt: skip
    places = tuple(((each, VALUE),) for each in (row, *others))
    return Measure(re.compile(words), places, units, about, firm, whole)


_APPLICATION = r"(?:各类|有效)?(?:依申请公开|(?:政府)?信息公开|公开)?(?:政府)?(?:信息)?(?:的)?申请(?:书|件|表)?"
_RECEIVED = rf"(?<!新)(?:收到|受理|接收|接到|收悉)(?:公民、法人(?:和|或|或者|及|与)其[他它]组织|群众|公民|社会公众|公众|申请人)?(?:提出的|提交的)?(?:{_APPLICATION}|依申请公开(?:政府信息)?)#|(?<!新)(?:收到|受理|接收|接到)#{_APPLICATION}"
_NEW = rf"(?:新收|新收到|新受理|新增|新接收)(?:{_APPLICATION}|依申请公开)#|(?:新收|新收到|新受理|新接收)#{_APPLICATION}|新收#"
_CARRIED_IN = r"(?:上年度?|上一年度?)结转(?:的)?(?:" + _APPLICATION + r")?#|结转上年度?(?:" + _APPLICATION + ")?#"
_CARRIED_OUT = (
    r"结转(?:至|到|入)?(?:下年度?|下一年度?|次年|□年?度?|\d{4}年?度?)(?:继续)?(?:办理)?(?:的)?(?:"
    + _APPLICATION
    + ")?#"
)
# 办结23件 alone may leave out what was carried in, unless that was told just before.
_WITH_CARRIED_IN = re.compile(r"信息公开[^。]*上年度?结转|申请[^。]*上年度?结转|依申请公开[^。]*上年度?结转")
_CLOSED = rf"(?:^|[^按时期已当年全部])(?:办结|办理完毕){_APPLICATION}#$"
_CLOSED_THEM = r"(?:^|[^按时期已当年全部])(?:办结|办理完毕)#$"

_OTHERWISE = r"(?:^|中)其他处理#$"
_GROUPS = {
    "不予公开": tuple(f"r3_3_{n}" for n in range(1, 9)),
    "无法提供": tuple(f"r3_4_{n}" for n in range(1, 4)),
    "不予处理": tuple(f"r3_5_{n}" for n in range(1, 6)),
}
_LEAVES = {
    "属于国家秘密": "r3_3_1",
    "保护第三方合法权益": "r3_3_4",
    "属于(?:三类)?内部事务信息": "r3_3_5",
    "属于(?:四类)?过程性信息": "r3_3_6",
    "属于行政执法案卷(?:信息)?": "r3_3_7",
    "属于行政查询事项": "r3_3_8",
    "本机关不掌握(?:相关政府信息|相关信息)?": "r3_4_1",
    "没有现成信息(?:需要)?(?:另行制作)?": "r3_4_2",
    "补正后申请内容仍不明确": "r3_4_3",
    "信访举报投诉类(?:申请)?": "r3_5_1",
    "重复申请": "r3_5_2",
    "要求提供公开出版物": "r3_5_3",
}

_APPLICANTS = {"自然人": "natural", "商业企业": "business", "科研机构": "research", "社会公益组织": "welfare", "法律服务机构": "legal"}  # fmt: skip


def _applicants(words: str, column: str) -> Measure:
    """Of all received, or of all closed: which, the words leave open."""
    wording = rf"^(?:申请人为)?{words}(?:申请|提出申请|提交)?#$"
    return _applications(wording, ("r1",), ("r1", "r2"), ("r3_7",), firm=False, column=column)


PART_THREE: tuple[Measure, ...] = (
    _applications(_NEW, ("r1",), whole=True),
    _applications(_CARRIED_IN, ("r2",)),
    _applications(_CARRIED_OUT, ("r4",)),
    _applications(_RECEIVED, ("r1",), ("r1", "r2"), whole=True),
    _applications(_CLOSED, ("r3_7",), whole=True),
    Measure(re.compile(_CLOSED_THEM), ((("r3_7", TOTAL),),), CASES, _WITH_CARRIED_IN),
    _applications(r"(?:^|中)予以公开#$", ("r3_1",)),
    _applications(r"(?:^|予以)部分公开#$", ("r3_2",)),
    _applications(rf"办理{_APPLICATION}#$", ("r1", "r2"), ("r1",), ("r3_7",), firm=False),
    *(_applications(rf"(?:^|中){words}#$", rows) for words, rows in _GROUPS.items()),
    # “不予公开”类答复共50件, 不予公开的案件偏多，共19件: of applications, whatever the sentence before is about
    *(
        Measure(
            re.compile(rf"^{words}[”’]?(?:的|类)(?:的)?(?:答复|申请|案件)#$"),
            (tuple((row, TOTAL) for row in rows),),
            CASES,
        )
        for words, rows in _GROUPS.items()
    ),
    *(_applications(rf"(?:^|中){words}#$", (row,)) for words, row in _LEAVES.items()),
    *(_applicants(words, column) for words, column in _APPLICANTS.items()),
)

_DIRECT, _AFTER = ("litigation_direct", TOTAL), ("litigation_after", TOTAL)
_REVIEW = r"(?:^|[^、和及与或政])(?:行政)?复议(?:申请|案件)?#$"
_SUIT = r"(?:^|[^、和及与或政])(?:行政)?诉讼(?:案件)?#$"

PART_FOUR: tuple[Measure, ...] = (
    Measure(
        re.compile(r"(?:未经复议|未经行政复议)(?:而)?直接(?:起诉|提起(?:行政)?诉讼)(?:的|案件)?#$"),
        ((_DIRECT,),),
        CASES,
        _REVIEWS,
    ),
    Measure(
        re.compile(r"(?:^|中)(?:经)?(?:行政)?复议后(?:起诉|提起(?:行政)?诉讼)(?:的|案件)?#$"),
        ((_AFTER,),),
        CASES,
        _REVIEWS,
    ),
    Measure(re.compile(_REVIEW), ((("reconsideration", TOTAL),),), CASES, _REVIEWS, whole=True),
    Measure(re.compile(_SUIT), ((_DIRECT, _AFTER), (_DIRECT,), (_AFTER,)), CASES, _REVIEWS, whole=True),
)

_TWO_2021 = {
    r"制发(?:行政)?规范性文件#|制发#(?:行政)?规范性文件": ("p20_1_normative", "issued"),
    r"废止(?:行政)?规范性文件#$": ("p20_1_normative", "repealed"),
    r"现行有效(?:的)?(?:行政)?规范性文件#$|#现行有效(?:的)?(?:行政)?规范性文件": ("p20_1_normative", "in_force"),
    r"行政许可处理决定(?:数量)?#$": ("p20_5_permits", "decisions"),
    r"行政处罚处理决定(?:数量)?#$": ("p20_6_penalties", "decisions"),
    r"行政强制处理决定(?:数量)?#$": ("p20_6_compulsion", "decisions"),
}
_TWO_2019 = {
    r"(?:新制作|制发)(?:行政)?规范性文件#$": ("p20_1_normative", "made"),
    r"行政许可处理决定(?:数量)?#$": ("p20_5_permits", "decisions"),
    r"行政处罚处理决定(?:数量)?#$": ("p20_6_penalties", "decisions"),
    r"行政强制处理决定(?:数量)?#$": ("p20_6_compulsion", "decisions"),
}


_MADE = Measure(
    re.compile(r"制(?:作|定|发)(?:行政)?规范性文件#$"), ((("p20_1_normative", "made"),),), CASES, firm=False
)
_FEES = Measure(
    re.compile(r"行政事业性收费(?:总?金?额)?#$"), ((("p20_8_fees", "fees"),),), frozenset(("元", "万元")), firm=False
)


# 清理规范性文件58件，保留41件，废止11件: the clearing may be of old ones alone.
_NORMATIVE = re.compile("规范性文件(?!.*规章)")
_CLEARED = tuple(
    Measure(re.compile(words), tuple((("p20_1_normative", each),) for each in columns), CASES, _NORMATIVE, firm=False, whole=True)
    for words, columns in (
        (r"(?:^|中)(?:宣布)?(?:废止|失效|废止(?:和|或|及|、)?(?:宣布)?失效)#$", ("repealed",)),
        (r"(?:^|中)(?:继续|现行|目前|年末现行)有效#$", ("in_force",)),
        (r"(?:制发|制定|出台|印发|公开|发布)(?:各类)?(?:[县市区]政府及[县市区]政府办公室)?(?:行政)?规范性文件#$", ("issued",)),
    )
)  # fmt: skip


# 制修订规章和规范性文件19件，其中规章7件、规范性文件12件: two papers told together, each in its place of one table.
_MADE_BOTH = re.compile(
    r"(?:新?制(?:修订|作|定|发)|出台|印发)[^，。；]{0,4}规章(?:\d|[^，。；\d]{0,2}(?:和|及|、|与|，)|[件部个]、)[^，。；\d]{0,6}规范性文件(?!征求|草案|送审|解读|审查|备案|[^，。；\d]{0,4}(?:意见|稿))"
)
ISSUED = _RULES, _NORMATIVES = ("p20_1_rules", "issued"), ("p20_1_normative", "issued")
_BOTH = (
    Measure(re.compile("制(?:修订|定|作|发)(?:政府|部门)?规章(?:和|及|与)(?:行政)?规范性文件#$"), ((_RULES, _NORMATIVES),), CASES, firm=False),
    Measure(re.compile("(?:^|中|制(?:修订|定|作|发))(?:政府|部门)?规章#$"), ((_RULES,),), CASES, _MADE_BOTH, firm=False),
    Measure(re.compile("^(?:行政)?规范性文件#$"), ((_NORMATIVES,),), CASES, _MADE_BOTH, firm=False),
)  # fmt: skip


def _part_two(told: dict[str, Place]) -> tuple[Measure, ...]:
    return tuple(Measure(re.compile(words), ((place,),), CASES) for words, place in told.items())


def _channels(channel: str, row: str) -> tuple[Measure, ...]:
    """…公开政府信息4条; after 主动公开政府信息, where the channels are told one by one, …公开4条 will do."""
    return (
        _one(rf"{channel}(?:主动)?公开(?:的)?政府信息(?:数)?#$", row, units=ITEMS),
        _one(
            rf"^(?:通过)?[县市区]?{channel}(?:主动)?公开(?:的)?(?:信息)?(?:数)?#$", row, units=ITEMS, about=_PUBLISHED
        ),
        # An account has its own name, and what it tells is more than 政府信息.
        _one(
            rf"(?:^|”|[县市区省](?:人民)?(?:政府)?|[我本]局)(?:通过|其中|新浪|官方)*{channel.removeprefix('政府').removeprefix('政务')}(?:发布|推送|公开|更新|上传)(?:各类)?(?:政府|政务)?(?:信息|图文信息|图文|消息)?#",
            row,
            units=ITEMS,
            firm=False,
        ),
    )


_IN_2014: tuple[Measure, ...] = (
    _one(r"(?:^|[^应渠道、式站博信报号台])主动公开(?:的)?(?:各类)?(?:政府)?信息(?:数)?#$", "a1", units=ITEMS, whole=True),
    _one(r"主动公开(?:的)?规范性文件(?:数)?#$", "a1n", units=ITEMS),
    _one(r"制发(?:的)?规范性文件(?:总数|数)?#$", "a1m", units=ITEMS),
    *_channels("政府公报", "a21"),
    *_channels("政府(?:门户)?网站", "a22"),
    *_channels("政务微博", "a23"),
    *_channels("政务微信(?:公众号)?", "a24"),
    *_channels("其他方式", "a25"),
    _one(r"回应公众关注热点(?:或|和|及)重大舆情(?:数)?#$", "b1", units=TIMES | ITEMS),
    _one(r"^(?:编发|制作)?(?:发布)?政策解读稿件(?:发布)?(?:数)?#$", "b23", units=frozenset(("篇", "条", "件"))),
    _one(_NEW + "|" + _RECEIVED, "c1", units=CASES, about=APPLICATIONS, whole=True),
    _one(r"^收到申请#$", "c1", units=CASES),
    _one(r"^(?:通过)?当面(?:提交|提出)?(?:的)?申请(?:数|的)?#|#当面申请", "c11", units=CASES, about=APPLICATIONS),
    _one(r"^(?:通过)?传真(?:提交|提出)?(?:的)?申请(?:数|的)?#$", "c12", units=CASES, about=APPLICATIONS),
    _one(r"^(?:通过)?网络(?:提交|提出)?(?:的)?申请(?:数|的)?#$", "c13", units=CASES, about=APPLICATIONS),
    _one(r"^(?:通过)?(?:网上|线上|互联网)(?:提交|提出)?(?:的)?申请(?:数|的)?#$", "c13", units=CASES, about=APPLICATIONS, firm=False),
    _one(r"^(?:通过)?(?:信函|书面信函)(?:提交|提出)?(?:的)?申请(?:数|的)?#$", "c14", units=CASES, about=APPLICATIONS),
    _one(_CLOSED, "c2", units=CASES, about=APPLICATIONS, whole=True),
    _one(r"^(?:按时|按期)办结(?:" + _APPLICATION + ")?#$", "c21", units=CASES, about=APPLICATIONS),
    _one(r"^延期办结(?:" + _APPLICATION + ")?#$", "c22", units=CASES, about=APPLICATIONS),
    _one(r"(?:^|中)(?:属于)?已主动公开(?:范围)?(?:的|数)?#$", "c31", units=CASES, about=APPLICATIONS),
    _one(r"(?:^|中)同意公开(?:的|答复|答复数)?#$", "c32", units=CASES, about=APPLICATIONS),
    _one(r"(?:^|中)同意部分公开(?:的|答复|答复数)?#$", "c33", units=CASES, about=APPLICATIONS),
    _one(r"(?:^|中)不同意公开(?:的|答复|答复数)?#$", "c34", units=CASES, about=APPLICATIONS),
    _one(r"(?:^|中)(?:申请)?信息不存在(?:的|数)?#$", "c36", units=CASES, about=APPLICATIONS),
    _one(_REVIEW, "d", units=CASES, about=_REVIEWS, whole=True),
    _one(_SUIT, "e", units=CASES, about=_REVIEWS, whole=True),
    _one(r"^(?:全年)?(?:收到|受理|接到)?(?:有关|涉及)?(?:政府)?(?:信息公开)?(?:的)?(?:举报投诉|投诉举报)(?:案件)?#$", "f", units=CASES, about=_COMPLAINTS),
    _one(r"信息公开(?:工作)?专门机构(?:数)?#$", "h1", units=frozenset(("个", "家"))),
    _one(r"(?:信息公开)?查阅(?:点|场所)(?:数)?#|#(?:个)?(?:政府)?信息公开查阅(?:点|场所)", "h2", units=frozenset(("个", "处", "家"))),
    _one(r"从事政府信息公开工作(?:的)?(?:工作)?人员(?:数)?#$", "h3", units=PEOPLE),
    _one(r"^(?:从事)?(?:政府信息公开|政务公开)?(?:专兼职)?工作人员#$", "h3", units=PEOPLE, firm=False),
    _one(r"专职(?:工作)?(?:人员)?(?:数)?#$", "h31", units=PEOPLE, about=DISCLOSURE),
    _one(r"兼职(?:工作)?(?:人员)?(?:数)?#$", "h32", units=PEOPLE, about=DISCLOSURE),
    _one(r"信息公开(?:工作)?专项经费#$", "h4", units=frozenset(("元", "万元"))),
    _one(r"信息公开(?:工作)?会议(?:或专题会议)?(?:数)?#$", "i1", units=TIMES),
    _one(r"信息公开(?:工作|业务)*培训班?(?:数)?#$", "i2", units=TIMES),
    _one(r"^举办各类培训班(?:数)?#$", "i2", units=TIMES, about=DISCLOSURE),
    _one(r"^(?:共)?举办培训班#$", "i2", units=TIMES, about=DISCLOSURE, firm=False),
    _one(r"^(?:累计|共)?(?:培训|参训)(?:人员|干部|信息员)*#$", "i3", units=_TRAINED, about=DISCLOSURE, firm=False),
    _one(r"^接受培训人员(?:数)?#$", "i3", units=_TRAINED, about=DISCLOSURE),
)  # fmt: skip

MEASURES: dict[str, tuple[Measure, ...]] = {
    "2014": _IN_2014,
    "2019-2": (*_part_two(_TWO_2019), _MADE),
    "2021-2": (
        *_part_two(_TWO_2021),
        _FEES,
        *_CLEARED,
        *_BOTH,
    ),
    "2019-3": (*PART_THREE, _applications(_OTHERWISE, ("r3_6",))),
    "2021-3": (*PART_THREE, _applications(_OTHERWISE, ("r3_6_1", "r3_6_2", "r3_6_3"))),
    "2021-4": PART_FOUR,
}
