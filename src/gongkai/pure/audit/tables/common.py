"""Cells of the prescribed tables told in few and common words: 当面4件, 部分公开12件, 纠错1件, 查阅点38个.

Such words alone name no cell for sure: they agree with it, but contradict it only where the figures around them agree with
its neighbours. Each family is one pattern over the bare words in front of (or behind) a figure; its named group is the row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai.pure.audit.tables.recognised import Place
from gongkai.pure.law.layout import VALUE
from gongkai.pure.law.table2021 import TOTAL

CASES = frozenset(("件", "宗", "个", "起", "份", "次", "条", "例", "项", ""))
ITEMS = frozenset(("条", "件", "篇", "项", ""))
TIMES = frozenset(("次", "场", "期", "个", "场次", "期次"))
PEOPLE = frozenset(("人", "名"))
TRAINED = frozenset(("人次", "人", "名"))

# What may stand in front of a name and behind it without saying anything of what is counted.
_FRONT = re.compile(
    r"^(?:(?:全|[我本])?[县市区省州局镇乡](?:政府|财政)?(?=召开|举办|组织|共|设|安排|落实|投入|有|从事|配备|专职|兼职|政府信息|信息公开|查阅|行政)|并|各级各部门|其中|(?:答复|申请)(?=..)|从答复(?:类型|情况|结果)看|办结件|告知|属于|涉及|通过|利用|借助|依托|采用|作出|作(?=其)|以|在(?!线)|对|于|经|被|依法|参加或举办|举办|召开|组织|开展|参加|设立|设置|共?有|设有|建立|建有|建成|配备|安排|落实|投入|发布|推出|申请人|来自|由|中|、|：)+"
)
_BEHIND = re.compile(
    r"(?:(?<=公开)(?:的)?答复|数量?|件数|总数|的|(?<!其他)(?<!其它)(?:方式|渠道|途径)|情况|结果|投入|仅|只|中|共|有|为|了|达)+$"
)

# 19件行政复议中被纠正2件: what is said of the next figure.
_TAIL_END = re.compile(r"[，。；：、（）,;]|中(?=被|有|的|$)")


_OPEN_ENDED = re.compile(r"^[^，。；：\d]*等(?=其[他它])")


@lru_cache(maxsize=256)
def names(lead: str, tail: str) -> tuple[str, ...]:
    """What the figure may be called: by the words before it, or by those before and behind it."""
    if "等其" in lead:
        lead = _OPEN_ENDED.sub("", lead)  # 报刊、广播等其他方式
    behind = _TAIL_END.split(tail)[0][:24]
    both = lead + behind if len(lead) < len("全县共有政府信息公开") else lead
    return tuple(dict.fromkeys(_FRONT.sub("", _BEHIND.sub("", each))[-30:] for each in (lead, both)))


@dataclass(frozen=True)
class Family:
    """words: matches a whole name; the group that matched is a row, or stands in `cells` for the sums it may mean.

    topic: what the text before, from the section's heading on, must speak of at last.
    """

    words: re.Pattern[str]
    units: frozenset[str]
    cells: Mapping[str, tuple[tuple[Place, ...], ...]] = field(default_factory=dict)
    topic: re.Pattern[str] | None = None

    def sums(self, name: str) -> tuple[tuple[Place, ...], ...]:
        match = self.words.fullmatch(name)
        if match is None or match.lastgroup is None:
            return ()
        return self.cells.get(match.lastgroup, (((match.lastgroup, VALUE),),))


def _family(words: str, units: frozenset[str], cells: Mapping[str, tuple[tuple[Place, ...], ...]] | None = None, topic: str = "") -> Family:  # fmt: skip
    return Family(re.compile(words), units, cells or {}, re.compile(topic) if topic else None)


# The one of reviews and lawsuits that was spoken of last; 复议、诉讼共4件 speaks of both.
REVIEWED = r"复议(?!后|直接|[、和及与或](?:行政)?诉讼)(?:(?!诉讼)[^。])*$"
SUED = r"(?<!复议[、和及与或])(?<!复议[、和及与或]行政)(?<!后)诉讼(?:(?!复议(?!后|直接))[^。])*$"
_UPHELD = r"(?:判决|结果|法院|裁定)?(?:维持(?:具体行政行为)?(?:或者?|、|和|及)(?=驳回))?(?:维持|驳回)(?:具体|原)?(?:行政行为?|诉讼请求|原告(?:的)?诉讼请求|行政决定|复议申请|起诉)*(?:或者驳回原告诉讼请求)?"
_CORRECTED = r"(?:[^，。]{0,8}(?:复议|诉讼)(?:案件)?(?:中)?(?:被)?)?(?:结果)?(?:直接)?(?:依法)?(?:纠错|纠正|撤销)"
_OTHER_RESULT = r"(?:但|虽|虽有)?[“‘]?其[他它](?:情形|结果|处理)?[”’]?"

_SITE = r"(?:[县市区州省局]|[我本全][县市区州省局])?(?:人民)?"
_TELLS = r"(?:上|平台|主动|公开|发布|推送|刊登|刊载|更新|全年|各类|政府信息|政务信息|信息|政务)*"
_CHANNELS = (
    rf"{_SITE}(?:(?P<a21>(?:政府)?公报)|(?P<a22>(?:政府)?(?:门户)?网站)|(?P<a23>(?:政务|政府)?微博)"
    rf"|(?P<a24>(?:政务|政府)?微信(?:公众号|公众平台)?)|(?P<a25>其[他它](?:方式|渠道|途径|形式)))(?:{_TELLS})"
)
_WAYS = (
    r"(?:(?P<c11>当面|现场|窗口)|(?P<c12>传真)|(?P<c13>网络|网上|在线|互联网)|(?P<c14>信函|邮寄|信件|书面))"
    r"(?:方式|渠道|形式|途径|平台)?(?:提交|提出|收到|递交|受理|接收)?(?:的)?(?:信息公开)?(?:申请)?"
)
_CLOSED = r"(?P<c21>(?:按时|按期)(?:办结|答复))|(?P<c22>(?:延期|延长期限)(?:办结|答复)?)"
_ANSWERS = (
    r"(?P<c31>(?:已|已经)?主动公开(?:范围)?)|(?P<c32>(?:同意|予以|全部|准予)公开)|(?P<c33>(?:同意|予以)?部分公开)|(?P<c34>(?:不同意|不予|不)公开)"
    r"|(?P<c35>(?:不属于|非)(?:于)?本(?:行政)?(?:机关|单位|部门|局|级)?(?:政府信息)?(?:公开|掌握)?(?:职权|职责)?(?:范围)?)|(?P<c36>(?:政府)?信息不存在)"
    r"|(?P<c37>(?:申请人)?(?:作出)?(?:更改|补正)(?:、|或|和)?(?:补充)?(?:申请)?)|(?P<c38>(?:申请人)?(?:向|到)?(?:通过)?其[他它](?:途径|渠道|部门)(?:办理|获取|申请)?)"
)
# Papers are published in part too: these answers are to applications.
_ASKED = "申请|答复|办结"
_GROUNDS = (
    r"(?P<c341>国家秘密)|(?P<c342>商业秘密)|(?P<c343>个人隐私)|(?P<c344>危及[^，。]{2,24})"
    r"|(?P<c345>不[是属于]*[《“]?条例[》”]?(?:所指|规定的?)?(?:的)?政府信息)|(?P<c346>法律[、]?法规规定的?其[他它]情形)"
)
_RESPONSES = (
    r"(?P<b1>回应(?:社会|公众|群众)?(?:关注|关切)?(?:的)?(?:热点)?(?:问题)?(?:或|和|及|、)?(?:重大)?(?:舆情|热点|关切)(?:事件)?)|(?P<b21>(?:[县市区州省]?政府)?新闻(?:发布|通气)会(?:总次)?)|(?P<b22>(?:(?:[县市区]?政府)?(?:门户)?网站)?在线访谈(?:节目|活动|期)?)"
    r"|(?P<b24>(?:政务)?(?:微博、?微信|微信、?微博|两微)回应(?:事件|热点)?)|(?P<b25>(?:其[他它]方式)回应(?:事件)?)"
)
_CONCERNED = r"(?P<b21p>(?:[县市区局]?(?:政府)?)?主要(?:负责同志|负责人|领导)(?:同志)?(?:参加|出席)?(?:新闻发布会)?)"
_CONCERNED_ONLINE = r"(?P<b22p>(?:[县市区局]?(?:政府)?)?主要(?:负责同志|负责人|领导)(?:同志)?(?:参加|出席)?(?:(?:政府)?(?:网站)?在线访谈)?)"
_PLACES = (
    r"(?P<h1>(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:专门)?机构|(?:信息)?公开(?:单位|主体)(?:中.*)?|单位[^，]{0,6}(?:明确|设立|成立)[^，]{0,8}机构)"
    r"|(?P<h2>(?:政府信息(?:公开)?|政务公开|信息公开|[^，。]{0,6}信息公开)?查阅(?:点|场所|中心|室))"
)
_STAFF = (
    r"(?P<h3>(?:从事)?(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:的)?(?:工作)?人员)"
    r"|(?P<h31>专职(?:工作)?(?:人员)?)|(?P<h32>兼职(?:工作)?(?:人员)?)"
)
_MEETINGS = (
    r"(?P<i1>(?:政府信息公开|政务公开|信息公开)?(?:工作)?(?:专题|推进|部署|协调|工作|联席)+(?:会议?))"
    r"|(?P<i2>(?:各类|业务|专题|政务公开|信息公开|政府信息公开|工作)*培训(?:班|会)?)"
)
_TRAINED = r"(?P<i3>(?:接受|参加|参训|业务|各类|工作|累计|政务公开|信息公开)*(?:培训|参训)(?:工作)?(?:人员|人次|人数)?)"
_DOCUMENTS = r"(?P<a1m>(?:制发|制定|出台|印发|制作)(?:行政)?规范性文件)|(?P<a1n>(?:主动)?公开(?:行政)?规范性文件)"
_REVIEW, _SUIT = r"(?P<{0}>(?:[^，。、和]{{0,12}})?(?:行政)?复议(?:申请|案件|案)?)", r"(?P<{0}>(?:[^，。、和议]{{0,12}})?(?:行政)?诉讼(?:案件|案)?)"  # fmt: skip


def _results(of: str) -> str:
    return rf"(?P<{of}1>{_UPHELD})|(?P<{of}2>{_CORRECTED})|(?P<{of}3>{_OTHER_RESULT})"


IN_2014: tuple[Family, ...] = (
    _family(_CHANNELS, ITEMS),
    _family(r"(?P<a24>推送|(?:推送|发布)(?:各类)?(?:政务|政府)?信息)", ITEMS, topic=r"微信(?:公众号|公众平台)?(?:(?!微博|网站)[^；。])*$"),
    _family(_DOCUMENTS, CASES),
    _family(r"(?P<a1n>(?:行政)?规范性文件)", ITEMS, topic=r"主动公开(?:各类)?(?:政府)?信息[^；]*$"),
    _family(r"(?P<a1n>主动公开)", CASES, topic=r"规范性文件\d+[件份个]，[^，]*$"),
    _family(_RESPONSES, TIMES | ITEMS),
    _family(r"(?P<b23>(?:各类)?(?:政策|文件|政策文件)*解读(?:稿件|材料|信息|文章)*)", frozenset(("篇", "条", "件", "份"))),
    _family(_CONCERNED, TIMES, topic=r"新闻发布会(?:(?!访谈)[^。])*$"),
    _family(_CONCERNED_ONLINE, TIMES, topic=r"在线访谈(?:(?!发布会)[^。])*$"),
    _family(_WAYS, CASES),
    _family(_CLOSED, CASES),
    _family(_ANSWERS, CASES, topic=_ASKED),
    _family(r"(?P<c3>(?:已)?(?:作出)?答复(?:申请)?)", CASES, {"c3": ((("c3", VALUE),), (("c2", VALUE),))}),
    _family(r"(?P<c2>(?:实际|已|共)?(?:办结|办理完毕)(?:申请)?)", CASES),
    _family(r"(?P<c2>(?:办理|处理)(?:各类)?(?:政府信息公开|信息公开|依申请公开)?申请)", CASES, {"c2": ((("c2", VALUE),), (("c1", VALUE),))}),
    _family(_GROUNDS, CASES),
    _family(_REVIEW.format("d"), CASES),
    _family(_SUIT.format("e"), CASES),
    _family(_results("d"), CASES, topic=REVIEWED),
    _family(_results("e"), CASES, topic=SUED),
    _family(r"(?P<f>(?:收到|受理|接到)?(?:有关)?(?:政府信息公开)?(?:的)?(?:举报投诉|举报|投诉举报)(?:案件)?)", CASES),
    _family(_PLACES, frozenset(("个", "处", "家"))),
    _family(_STAFF, PEOPLE),
    _family(r"(?P<h3>工作人员)", PEOPLE, topic=r"信息公开|政务公开"),
    _family(r"(?P<h4>(?:政府信息公开|政务公开|信息公开)?(?:工作)?(?:专项|工作)?经费)", frozenset(("元", "万元"))),
    _family(_MEETINGS, TIMES | {""}),
    _family(_TRAINED, TRAINED),
)  # fmt: skip

_COLUMNS = ("business", "research", "welfare", "legal", "other")
_ROWS = (("r1",), ("r1", "r2"), ("r3_7",))
_APPLICANTS = {
    "natural": tuple(tuple((row, "natural") for row in rows) for rows in _ROWS),
    "business": tuple(tuple((row, "business") for row in rows) for rows in _ROWS),
    "legal": tuple(tuple((row, column) for row in rows for column in _COLUMNS) for rows in _ROWS),
}
_APPLICANT = (
    r"(?:(?P<natural>自然人|公民|个人|公民个人)|(?P<business>(?:商业)?企业)|(?P<legal>(?:法人|企业|单位)(?:或者?|及|和|、)其[他它](?:社会)?组织))"
    r"(?:提出|提交)?(?:的)?(?:申请)?"
)
_OUTCOMES = r"(?P<r3_1>予以公开)|(?P<r3_2>(?:予以)?部分公开)|(?P<r3_3>不予公开)|(?P<r3_4>无法提供)|(?P<r3_5>不予处理)|(?P<r3_6>其[他它]处理)"
_PARTS = {"r3_1": 0, "r3_2": 0, "r3_3": 8, "r3_4": 3, "r3_5": 5}
_OUTCOME_CELLS = {
    row: (tuple((f"{row}_{n}", TOTAL) for n in range(1, parts + 1)) or ((row, TOTAL),),)
    for row, parts in _PARTS.items()
}
_OF_2019 = _OUTCOME_CELLS | {"r3_6": ((("r3_6", TOTAL),),)}
_OF_2021 = _OUTCOME_CELLS | {"r3_6": (tuple((f"r3_6_{n}", TOTAL) for n in range(1, 4)),)}
_HANDLED = (
    r"(?P<r4>(?:余|剩余|其余|尚有|另有|还有|另|尚余)?(?:按规定|依法)?结转(?:至|到|入)?(?:下年度?|下一年度?|次年|明年|□+年?度?)?(?:继续|办理|处理)*)"
    r"|(?P<r3_7>(?:共|实际|已|实)?(?:办结|办理完毕|答复)(?:申请)?)|(?P<all>(?:应|合计)?办理|应办)|(?P<r1>(?:新收|收到|受理|接收)(?:申请)?)"
)
_REASONS = r"(?P<r3_3_4>(?:保护)?(?:第三方)?合法权益)|(?P<r3_3_5>(?:三类)?内部事务信息)|(?P<r3_3_6>(?:四类)?过程性信息)"
_LEAF_CELLS = {row: (((row, TOTAL),),) for row in ("r3_3_4", "r3_3_5", "r3_3_6")}
_HANDLED_CELLS = {
    "all": ((("r1", TOTAL), ("r2", TOTAL)), (("r3_7", TOTAL),)),
    **{"r4": ((("r4", TOTAL),),), "r3_7": ((("r3_7", TOTAL),),), "r1": ((("r1", TOTAL),),)},
}

_SUITS = ("litigation_direct", "litigation_after")
_RESULTS = {"1": ("upheld",), "2": ("corrected",), "3": ("other",), "4": ("pending",), "5": ("upheld", "corrected", "other")}  # fmt: skip


_ROUTES = r"(?P<direct>未经复议直接(?:起诉|提起诉讼))|(?P<after>复议后(?:起诉|提起诉讼))"


def _four(of: str) -> str:
    return rf"{_results(of)}|(?P<{of}4>尚未审结|未审结|(?:正在)?审理中|尚在审理)|(?P<{of}5>(?:已)?审结)"


_REVIEW_CELLS = {
    f"d{n}": (tuple(("reconsideration", column) for column in columns),) for n, columns in _RESULTS.items()
} | {"d": ((("reconsideration", TOTAL),),)}
_SUIT_CELLS = {
    f"e{n}": tuple(
        tuple((block, column) for block in blocks for column in columns) for blocks in (_SUITS, _SUITS[:1], _SUITS[1:])
    )
    for n, columns in (*_RESULTS.items(), ("", (TOTAL,)))
}


def _three(cells: Mapping[str, tuple[tuple[Place, ...], ...]]) -> tuple[Family, ...]:
    return (
        _family(_OUTCOMES, CASES, cells, _ASKED),
        _family(_HANDLED, CASES, _HANDLED_CELLS),
        _family(_APPLICANT, CASES, _APPLICANTS),
        _family(_REASONS, CASES, _LEAF_CELLS),
    )


# What 废止 and 现行有效 are said of where they have no object: what their part of the sentence named last.
_OF_RULES = r"规章(?:(?!规范性文件)[^；。])*$"


def _two(issued: str, in_force: str) -> tuple[Family, ...]:
    columns = {"issued": issued, "in_force": in_force, "repealed": "repealed"}
    papers = {name: ((("p20_1_normative", column),),) for name, column in columns.items()}
    rules = {name: ((("p20_1_rules", column),),) for name, column in columns.items()}
    decisions = {
        "permits": ((("p20_5_permits", "decisions"),),),
        "penalties": ((("p20_6_penalties", "decisions"),),),
        "compulsion": ((("p20_6_compulsion", "decisions"),),),
    }
    decided = r"(?:作出|办理|实施)?(?:各类)?"
    issuing, in_use = (
        r"(?:新)?(?:制发|制定|出台|印发|制作|主动公开|公开)(?:并公开)?",
        r"(?:现行有效|继续有效|现行)(?:的)?",
    )
    words = (
        rf"(?P<issued>{issuing}(?:行政)?规范性文件)|(?P<in_force>{in_use}(?:行政)?规范性文件.{{0,9}})"
        rf"|(?P<permits>{decided}行政许可(?:处理)?(?:决定|事项)?)|(?P<penalties>{decided}行政处罚(?:处理)?(?:决定|案件)?)|(?P<compulsion>{decided}行政强制(?:处理|措施)?(?:决定)?)"
    )
    whose = r"(?:[省市州]?(?:人民)?政府)?规章"
    of_rules = rf"(?P<issued>{issuing}{whose})|(?P<in_force>{in_use}{whose})|(?P<repealed>废止{whose})"
    # What a clean-up of old ones repeals need not be what the table counts.
    repealed = r"(?P<repealed>废止(?:行政)?规范性文件)"
    short = rf"(?P<repealed>废止)|(?P<in_force>{in_use})"
    return (
        _family(words, CASES, papers | decisions),
        _family(r"(?P<issued>制发|新制发)", CASES, papers, rf"^(?!.*{_OF_RULES}).*规范性文件[^。]*$"),
        _family(repealed, CASES, papers, r"^(?!.*清理)"),
        _family(short, CASES, papers, rf"^(?!.*清理.*废止$|.*{_OF_RULES})"),
        _family(of_rules, CASES, rules),
        _family(short, CASES, rules, rf"^(?!.*清理).*{_OF_RULES}"),
    )


# What a text may tell in one figure where the table has several: 公开 with 部分公开, 不予公开 with what is not there.
MERGED: dict[str, tuple[str, ...]] = {
    "c32": ("c31", "c33"),
    "c34": ("c35", "c36", "c37", "c38"),
    "r3_1": ("r3_2",),
    "r3_3": ("r3_4", "r3_5"),
    "r3_5": ("r3_6",),
}

# The rows that tell the whole of which a row is a part.
WHOLES: dict[str, tuple[str, ...]] = {
    "a1n": ("a1",),
    "h31": ("h3",),
    "h32": ("h3",),
    **{f"{of}{n}": (of,) for of in "de" for n in (1, 2, 3)},
    **{f"c3{n}": ("c3", "c2") for n in range(1, 9)},
    **{f"r3_{n}": ("r3_7",) for n in range(1, 7)},
}

FAMILIES: dict[str, tuple[Family, ...]] = {
    "2014": IN_2014,
    "2019-2": _two("made", "published_in_all"),
    "2021-2": _two("issued", "in_force"),
    "2019-3": _three(_OF_2019),
    "2021-3": _three(_OF_2021),
    "2021-4": (
        _family(_REVIEW.format("d"), CASES, _REVIEW_CELLS),
        _family(_SUIT.format("e"), CASES, _SUIT_CELLS),
        _family(
            _ROUTES, CASES, {"direct": ((("litigation_direct", TOTAL),),), "after": ((("litigation_after", TOTAL),),)}
        ),
        _family(_four("d"), CASES, _REVIEW_CELLS, REVIEWED),
        _family(_four("e"), CASES, _SUIT_CELLS, SUED),
    ),
}
