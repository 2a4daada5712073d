"""Does a run of characters look like somebody's name? A family name in use, one or two characters behind it, and no ordinary word."""

import re
from functools import cache

from gongkai.pure.codes.masks import DOUBLE_SURNAMES

_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹"
    "孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤尚施洪常温康牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁"
    "阮纪欧梅裴凌霍骆舒毕涂樊盛童费靳柯季柴辛冉尤苗阎祁宫卞冼蓝臧卜桑丛丘闵翁游宗商巫缪卓仇瞿席楼闻喻屈佟邬栾池"
)
NAME = rf"(?:{'|'.join(sorted(DOUBLE_SURNAMES))}|[{''.join(sorted(set(_SINGLE)))}])[\u4e00-\u9fff]{{1,2}}"
"""A pattern that takes the longest that may be a name; ask ``is_name`` of what it found."""
BEHIND = r"(?=$|[\s，,。．；;、：:（）()<>《》“”\"!！？?/|\d*]|同学|等)"
"""What may stand behind a name, so that it ends there."""
_FULL, _FAMILY = re.compile(NAME), re.compile(rf"{'|'.join(sorted(DOUBLE_SURNAMES))}|[{_SINGLE}]")
_DOUBLE = re.compile(rf"(?:{'|'.join(sorted(DOUBLE_SURNAMES))})[\u4e00-\u9fff]{{2}}$")
"""A name of four signs, which the cutter parts anywhere: 欧阳建|军."""
_RUN_ON = re.compile(r"(?<=..)[于因在的被获已将]$")
"""A word of the sentence that the cutter takes for a name's last sign."""
_UNTOLD = re.compile(r"[某×*xX○]")
_NOBODY = re.compile(r"[某×*xX○]|[路街镇乡村县市区省校院局厅]$")
# Words that begin with a family name and that the cutter takes for a name, or does not know.
_WORDS = frozenset(
    [
        "康复",
        "常见病",
        "金银花",
        "张榜",
        "张贴",
        "高新区",
        "万元户",
        "安居",
        "安排",
        "安置",
        "高龄",
        "严禁",
        "单亲",
        "全体",
        "全部",
        "全县",
        "关工委",
        "方可",
        "易地",
        "向上",
        "向下",
        "向阳",
        "童装",
        "单位",
        "常住",
        "包村",
        "包保",
        "左右",
        "白天",
        "白血病",
        "高血压",
        "商务",
    ]
)


@cache
def is_name(text: str) -> bool:
    """Whether it looks like the name of somebody, written out: 王某 and 王** tell of nobody."""
    if text in _WORDS or _UNTOLD.search(text):
        return False
    import rjieba  # not before a name is in question: it loads its dictionary

    tagged = rjieba.tag(text)
    return len(tagged) > 1 or tagged[0][1].startswith(("nr", "x"))


def names_in(text: str) -> list[tuple[int, int]]:
    """Where names stand in running text, whatever stands before and behind them."""
    import rjieba

    found, at, family = [], 0, None
    for word, tag in rjieba.tag(text):
        start, at = at, at + len(word)
        named, begun, family = tag.startswith("nr"), family, None
        if begun is not None and len(word) <= 2 and (named or tag in ("nz", "ns")):
            found.append((begun, at))
        elif named and _FULL.fullmatch(word):
            found.append((start, at - bool(_RUN_ON.search(word))))
        elif _FAMILY.fullmatch(word) and (named or len(word) > 1):
            family = start
    return [span for span in found if not _NOBODY.search(text, *span) and text[slice(*span)] not in _WORDS]


def ends_in_name(text: str) -> bool:
    """Does running text end in somebody's name, whatever stands before it?"""
    if any(end == len(text) for _, end in names_in(text)):
        return True
    four = _DOUBLE.search(text)
    return bool(four and not _NOBODY.search(four[0]))
