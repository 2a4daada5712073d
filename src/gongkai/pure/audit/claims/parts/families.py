"""What the names of parts tell: whether they exclude each other, whether they are all there is, whether they may overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence

# An item published by website and by WeChat counts in both: more parts than whole is no contradiction.
_OVERLAPPING = re.compile(
    r"网站|门户|微信|微博|公众号|客户端|APP|抖音|头条|新媒体|公报|报纸|报刊|电视|广播|电台|媒体|显示屏|LED|公告栏|公示栏|宣传栏|查阅点|查询机|触摸屏|短信|小程序|平台|渠道|栏目|专栏"
    r"|党员|女性|女[干职代]|妇女|青年|少数民族|本科|研究生|大专|学历|以上学历|网民|在线|线索|重点|其中"
)

# Names that divide a whole: nothing is in two of them.
_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("当面", "现场", "窗口", "网络", "网上", "在线", "信函", "邮寄", "邮件", "电子邮件", "传真", "书面", "来访", "其他方式"),
    ("线上", "线下"),
    ("即办", "承诺", "上报", "联办"),
    ("报告书", "报告表", "登记表"),
    ("来信", "来访", "来电", "热线", "信箱", "信访", "邮箱", "网上", "网络", "留言", "电话", "微信", "短信", "走访", "窗口", "平台", "转办", "交办"),
    ("自然人", "公民", "个人", "法人", "企业", "单位", "组织", "机构"),
    ("维持", "纠正", "纠错", "调解", "裁决", "判决", "撤销", "驳回", "终止", "撤诉", "撤回", "审结", "尚未", "和解", "履行", "败诉", "胜诉", "其他结果", "审理", "不予受理", "确认违法"),
    ("予以公开", "同意公开", "部分公开", "不予公开", "不同意公开", "部分同意", "不同意", "无法提供", "不予处理", "不存在", "不属于", "非本机关", "非本单位", "其他处理", "已主动公开", "全部公开", "更改补充", "补正", "撤回", "其他途径"),
    ("咨询", "投诉", "举报", "求助", "建议", "表扬", "感谢", "其他类"),
    ("专职", "兼职"),
    ("初信", "初访", "初次", "重信", "重访", "重复"),
    ("男", "女"),
    ("保留", "废止", "修改", "取消", "下放", "承接", "调整", "失效", "宣布失效", "继续有效", "合并", "归并", "整合", "转移", "移交"),
    ("按时", "按期", "延期", "逾期", "超期"),
    ("不见面", "见一次面"),
    ("满意", "基本满意", "不满意"),
    ("正面", "中性", "负面"),
    ("因公出国", "公务用车", "公车", "公务接待"),
    ("优秀", "良好", "合格", "不合格", "一般", "较好", "基本合格", "较差", "达标", "不达标", "优等", "良等"),
    ("人大", "政协"),
    ("主办", "会办", "协办", "分办", "独办"),
    ("市长", "县长", "区长", "镇长", "局长", "书记"),
    ("行政许可", "行政处罚", "行政强制", "行政征收", "行政给付", "行政检查", "行政确认", "行政奖励", "行政裁决", "其他行政权力", "公共服务", "行政职权", "内部审批", "非行政许可"),
    ("城镇", "农村"),
    ("城镇职工", "城乡居民", "灵活就业"),
    ("财政拨款", "财政资金", "自筹", "配套", "社会资本"),
    ("新增", "存量", "续"),
    ("县直", "区直", "市直", "乡镇", "街道", "部门", "村", "社区", "公共企事业", "企事业单位", "事业单位", "分中心", "县级", "县政府", "市级", "镇级", "区级", "乡级"),
    ("幼儿园", "学前", "小学", "初中", "高中", "中职"),
    ("图文", "文字", "图片", "视频", "图解", "音频"),
    ("全文公开", "摘要公开"),
    ("已办结", "正在办理", "在办", "未办结", "办理中", "办结", "办理"),
    ("工程建设", "政府采购", "土地", "产权", "矿业权", "国有资产", "其他交易"),
    ("A类", "B类", "C类", "D类"),
    ("一季度", "二季度", "三季度", "四季度", "上半年", "下半年"),
    ("主动公开", "依申请公开", "不予公开", "不公开"),
    ("国家秘密", "商业秘密", "个人隐私", "三安全", "安全稳定", "内部管理", "内部事务", "过程性", "执法案卷", "第三方"),
    ("部门解读", "负责人解读", "负责同志解读", "专家解读", "媒体解读", "记者解读", "领导解读"),
)  # fmt: skip
_NAMES = tuple((family[0], re.compile("|".join(family))) for family in _FAMILIES)
_PAIRS: tuple[tuple[str, str], ...] = (
    ("线上", "线下"), ("通过", "退回"), ("合格", "不合格"), ("专职", "兼职"), ("不见面", "见一次面"), ("男", "女"), ("按时", "延期"), ("按期", "逾期"), ("城镇", "农村"),
    ("上半年", "下半年"), ("自然人", "法人"), ("人大", "政协"), ("网上", "网下"), ("公民", "法人"), ("主办", "会办"),
    ("新收", "结转"), ("本年", "结转"), ("地表水", "地下水"), ("境内", "境外"), ("内资", "外资"), ("公办", "民办"),
)  # fmt: skip
_LEVEL = re.compile(r"国家|中央|省|市|县|区|旗|街镇|镇街|乡镇|镇|乡|街道|村|社区|部门")
_ANY = re.compile(
    r"类别?|方式|事项|信息|情形|情况|渠道|途径|问题|诉求|申请|部门|单位|领域|方面|各|形式|内容|栏目|公开|发布|的|结果|处理|数"
)
# 更新及时34个、回应及时36个: not kinds of one thing but what may be said of one.
_HOW = re.compile(r"(?:及时|规范|达标|合格|正常|完善|准确|到位|滞后|不足|满意|完整|健全|畅通)$")
_REST = re.compile(r"其他|其它|其余|另外|剩余|余下")


def overlapping(labels: Sequence[str]) -> bool:
    """Whether one item may well be counted in several of these; what is of one make, 图文解读 and 媒体解读, is not."""
    return not all(each.endswith("解读") for each in labels) and any(_OVERLAPPING.search(each) for each in labels)


_VISITED = re.compile(
    "(?:查阅点|窗口|服务中心|便民中心|服务站|档案馆|图书馆|查阅场所|服务大厅|(?P<means>触摸屏|查询机|纸质(?:文件|材料|资料|文本|公报)))$"
)


def visited(labels: Sequence[str]) -> bool:
    """Whether they are places of which each visit is at one: 县级查阅点, 乡镇查阅点; 县档案馆, 县图书馆; or ways of reading there, 触摸屏 and 纸质文件."""
    return len(set(labels)) == len(labels) > 1 and all(_VISITED.search(each) for each in labels)


def read_by_means(labels: Sequence[str]) -> bool:
    """Whether they are ways of reading, of which one visit may use both."""
    return any((found := _VISITED.search(each)) is not None and found["means"] for each in labels)


_ASSESSED = ("报告书", "报告表", "登记表")
"""The three forms that the law knows for what a project does to its surroundings, and to the use of energy."""


_AND_EARLIER = re.compile("(?:及|以)以?前")


def exhausting(labels: Sequence[str]) -> bool:
    """Whether the names say that nothing is left over: the last is 其他, or they are a pair like 线上 and 线下."""
    if len(labels) < 2:
        return False
    if len(labels) == 4 and all(f"{n}季度" in each for n, each in zip("一二三四", labels, strict=True)):
        return True
    if len(labels) == len(_ASSESSED) and all(kind in each for kind, each in zip(_ASSESSED, labels, strict=True)):
        return True
    if labels[-1].endswith("规定的其他情形") or (yearly(labels) and _AND_EARLIER.search(labels[-1])):
        return True
    if _REST.match(labels[-1]):
        # 其他 and 其他类 are what is left; 其他一次办结事项 are some of it.
        return len(_ANY.sub("", _REST.sub("", labels[-1]))) < 3
    return paired(labels)


def closed_by_rest(labels: Sequence[str]) -> bool:
    """Whether the last of them is 其他: 民政类, 社保类, 其他."""
    return exhausting(labels) and bool(_REST.match(labels[-1]))


def paired(labels: Sequence[str]) -> bool:
    """Whether they are two that leave nothing between them: 线上 and 线下, 采纳 and 未采纳."""
    if len(labels) != 2:
        return False
    if of_both_suits(labels):
        return True
    one, other = labels
    towns = [each.partition(word) for each, word in ((one, "城市"), (other, "农村"))]
    if all(word for _, word, _ in towns) and towns[0][::2] == towns[1][::2]:
        return True  # 城市低保 and 农村低保; 城市管理 and 农村建设 are not all there is
    return _opposite(one, other) or any((a in one and b in other) or (b in one and a in other) for a, b in _PAIRS)


_SUITS = re.compile("直接(?:起诉|提起)"), re.compile("复议后(?:再)?(?:起诉|提起)")


def of_both_suits(labels: Sequence[str]) -> bool:
    """Whether they are the two ways to court that the law knows, 直接起诉 and 复议后起诉: what is told behind them divides in another way."""
    return len(labels) == 2 and all(words.search(each) for words, each in zip(_SUITS, labels, strict=True))


_NOT = re.compile(r"^(?:未|不|没有|尚未|暂未)")


_STILL_NOT = re.compile(r"尚|未|仍")


def _opposite(one: str, other: str) -> bool:
    """采纳 and 未采纳; 已建 and 尚有."""
    negated = _NOT.sub("", other)
    return (negated != other and len(negated) > 1 and one.endswith(negated)) or (
        one.startswith("已") and bool(_STILL_NOT.match(other))
    )


_YEAR = re.compile(r"□{4}年")


def yearly(labels: Sequence[str]) -> bool:
    """Whether they are years, □ to the reader: nothing is of two; all are there where the last is of those before: □年及以前."""
    return len(labels) > 1 and all(_YEAR.match(each) for each in labels)


_REMAINING = re.compile(r"其余|剩余|余下")


def left_over(labels: Sequence[str]) -> bool:
    """Whether the last of them is 其余: by its own word all that is left."""
    return len(labels) > 1 and bool(_REMAINING.match(labels[-1]))


_NOT_NESTED = re.compile("(?:[不未非否]|基本|部分|比较|非常|其[他它])$")
_SHORT = 2


def nested(labels: Sequence[str]) -> bool:
    """网上可办209项，全程网上可办75项: the one is some of the other."""
    return any(
        len(one) > _SHORT and one != other and other.endswith(one) and not _NOT_NESTED.search(other.removesuffix(one))
        for one in labels
        for other in labels
    )


_SIDE_BY_SIDE = re.compile("(?:出席|参加|列席|到场|带队|陪同)$")
"""主要负责人出席4场、分管负责人出席9场: both may have come to one."""


def excluding(labels: Sequence[str]) -> bool:
    """Whether the names divide a whole: of one family, or built alike (甲类、乙类; 市长…来信、县长…来信), and not overlapping."""
    if len(labels) < 2 or not all(labels) or nested(labels) or all(map(_SIDE_BY_SIDE.search, labels)):
        return False
    named = [each for each in labels if not _REST.match(each)]
    if yearly(labels):
        return True
    for first, name in _NAMES if named else ():
        if all(map(name.search, named)):
            return not overlapping(labels) or first in {"当面", "线上", "来信", "维持", "予以公开", "部门解读"}
    levels = {match[0] for each in named if (match := _LEVEL.match(each))}
    if len(levels) == len(named) > 1:
        return True
    return not overlapping(labels) and _alike(named)


_OF_BODIES = "县直"


def of_one_family(predicates: Sequence[str]) -> bool:
    """Whether what is said of several is of one family, by words that not all of them share: 由公民提出, 由法人提出."""
    shared = _common(predicates)
    own = [each[len(shared) :] for each in predicates]
    return any(all(map(name.search, own)) for first, name in _NAMES if first != _OF_BODIES) and not overlapping(own)


_MEDIA = re.compile("文字|图文"), re.compile("图[表解片示]"), re.compile("视频|动漫|音频")


def by_media(labels: Sequence[str]) -> bool:
    """Whether they are by words, by pictures and by film: little is explained in another way."""
    return len(labels) >= len(_MEDIA) and all(any(media.search(each) for each in labels) for media in _MEDIA)


_CLASS = ("类", "型", "式", "信访", "季度")


_STATE = re.compile(
    "重复|匿名|集体|已|被|获|评为|超期|逾期|延期|按[时期]|均|实现|办结|答复|回复|整改|采用|采纳|解决|负责人|负责同志"
)


_QUALITY = re.compile(f"{_STATE.pattern}|^(?:满意|好评|优秀|合格|达标|原创|首发)(?:的|数)?$")


def of_another_state(labels: Sequence[str], other: str) -> bool:
    """Whether a name tells a state or a quality (满意, 按期办结), and none of the others does."""
    return bool(_QUALITY.search(other)) and not any(map(_QUALITY.search, labels))


def goes_with(labels: Sequence[str], other: str) -> bool:
    """Whether a name is of the kind that others are, by a family or a class that all of them bear, or what is left: 其他."""
    if _REST.match(other):
        return True
    if _STATE.search(other) and not all(map(_STATE.search, labels)):
        return False
    if any(name.search(other) and all(map(name.search, labels)) for _, name in _NAMES):
        return True
    if yearly([*labels, other]):
        return True
    if all(map(_LEVEL.match, [*labels, other])):
        return True
    return any(all(each.endswith(kind) for each in (*labels, other)) for kind in _CLASS)


_UPPER = re.compile(r"(?:[市县区州省]直|[市县区州省]本?级)(?:各|机关|单位|部门|行政机关)*(?:公开|发布|受理|收到|办理)?")
_LOWER = re.compile(
    r"各?(?:县市区|县区|区县|县|区|乡镇街道|街道乡镇|乡镇|镇街|镇乡|街道|乡|镇)(?:政府|办事处|单位|部门|场|办)*(?:公开|发布|受理|收到|办理)?"
)


def two_levels(labels: Sequence[str]) -> bool:
    """Whether they are the two levels of one administration: 市直单位 and 县（区）, 县直部门 and 乡镇."""
    if len(labels) != 2:
        return False
    one, other = (each.strip("各") for each in labels)
    if not _UPPER.fullmatch(one):
        one, other = other, one
    return bool(_UPPER.fullmatch(one) and _LOWER.fullmatch(other)) and one[0] != other[0]


_THREE = (
    re.compile("[县区市旗]级"),
    re.compile("(?:乡镇|镇街|乡镇街道|镇|乡|街道)级"),
    re.compile("村级|村社区级|村居级|社区级"),
)


def three_levels(labels: Sequence[str]) -> bool:
    """Whether they are a county's own level, its towns and its villages, by these names alone."""
    return len(labels) == len(_THREE) and all(level.fullmatch(each) for level, each in zip(_THREE, labels, strict=True))


_FORMS: tuple[tuple[str, ...], ...] = (
    ("已主动公开", "^同意公开|^(?:全部|予以)公开", "部分公开", "不同意公开|不予公开", "不属于?本|非本(?:机关|单位|部门)", "不存在", "更改补充|更改、?补充", "其他途径"),
    ("^(?:予以|同意|全部)公开", "部分公开", "不予公开", "无法提供", "不予处理", "^其他(?:处理)?"),
)  # fmt: skip


def whole_form(labels: Sequence[str]) -> bool:
    """Whether they are all the results that a prescribed table has, each once."""
    return any(
        len(labels) == len(form) and all(sum(bool(re.search(word, each)) for each in labels) == 1 for word in form)
        for form in _FORMS
    )


_DECIDED = re.compile("调解|裁决|判决|维持|纠正|纠错|撤销|驳回|终止|撤诉|撤回|和解|确认违法|责令|变更|败诉|胜诉")


def decided(labels: Sequence[str]) -> bool:
    """Whether they are ways in which a case ends: then they are of what was closed, not of what came."""
    return len(labels) > 1 and all(_DECIDED.search(each) for each in labels)


def ways_to_end(labels: Sequence[str]) -> bool:
    """Whether they are such ways by these names alone, each another: no case ends in two of them."""
    return len(set(labels)) == len(labels) > 1 and all(_DECIDED.fullmatch(each) for each in labels)


def of_a_form(labels: Sequence[str]) -> bool:
    """Whether they are some of the results that a prescribed table has, each once."""
    return any(
        all(sum(bool(re.search(word, each)) for word in form) >= 1 for each in labels)
        and all(sum(bool(re.search(word, each)) for each in labels) <= 1 for word in form)
        for form in _FORMS
    )


def _alike(labels: Sequence[str]) -> bool:
    if len(set(labels)) < len(labels) or all(_HOW.search(each) for each in labels):
        return False
    return (
        len(_common(labels)) >= 2
        or len(_common([each[::-1] for each in labels])) >= 2
        or all(each.endswith(("类", "型", "式", "案", "信", "权")) for each in labels)
    )


def _common(labels: Sequence[str]) -> str:
    shortest = min(labels, key=len)
    for length in range(len(shortest), 0, -1):
        if all(each.startswith(shortest[:length]) for each in labels):
            return shortest[:length]
    return ""
