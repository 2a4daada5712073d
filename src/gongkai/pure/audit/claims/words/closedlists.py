"""Lists of short names whose two ends the text shows, and the number of them: 「设置了甲、乙、丙三个栏目」, 「四大平台：甲、乙、丙、丁。」.

A number that misses by more than two is of something else; 和 in the middle may be part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims.lines import Line
from gongkai.pure.audit.claims.words.members import JOINED, N, finding, tell_figures, value
from gongkai.pure.audit.finding import Finding

_MEASURE = "(?:个方面|方面|个|大|项|类|种|位(?=一体))"
_NOUN = "(?:子?栏目|专栏|板块|版块|频道|模块|专题|专区|类目|制度|机制|平台|渠道|系列|产品|环节|步骤|程序|方面|领域|形式|方式|类别|部分|体系|载体|途径|举措|措施|系统|窗口|类型|维度|层面)"
_WHAT = rf"(?P<what>[^，。；：、（）“”《》\d]{{0,6}}?{_NOUN}[^，。；：、（）“”《》\d]{{0,4}}|(?<=类)[^，。；：、（）“”《》\d]{{0,4}})"
_MEMBER = "[^，。；：！？、（）“”《》\\d\\s]"
# 设置了政务公开、办事服务、互动交流三个栏目
_BEFORE = re.compile(
    rf"(?P<list>{_MEMBER}{{2,30}}(?:、{_MEMBER}{{2,16}})+?)(?:共计?)?(?P<n>{N})(?P<measure>{_MEASURE})(?:[^，。；：、（）“”《》\d]{{0,6}}?{_NOUN}|(?<=方面)|(?<=位)一体|(?<=类)(?=进行|[，。；]|逐))"
)
_FROM = re.compile(
    "(?:下设|设置|设有|设立|增设|开设|开辟|开通|新设|形成|建立健全|建立|建成|建有|制定|出台|完善|推出|分为|分成|包括|包含|涵盖|涉及|覆盖|围绕|聚焦|采取|采用|落实|(?<![服自顺听盲遵])从(?=[\u4e00-\u9fff]{2})|^对|^按|^通过|^利用|^运用|(?<=[栏页站台厅])设)了?"
)
_ACTING = re.compile("(?:设置|设有|设立|开设|开通|新设|建成|建有|制定|出台|推出|分为|分成|包括|包含|涵盖|^从)(?=..)")
# 四大平台：甲、乙、丙、丁。 5个专栏（甲、乙、丙、丁、戊）
_BEHIND = re.compile(
    rf"(?<![\d一两二三四五六七八九十第百千万])(?P<n>{N})(?P<measure>{_MEASURE}){_WHAT}(?P<open>：|（|[，：]?(?:即|分别[是为])：?)"
    rf"(?P<list>{_MEMBER}{{2,16}}(?:(?P<sep>[、；]){_MEMBER}{{2,16}})(?:(?P=sep){_MEMBER}{{2,16}})+)(?P<stop>[。）；]|$)"
)
# 在区档案馆、区图书馆、区政务服务中心设立三个政府信息公开查阅点
_AT = re.compile(
    rf"在(?P<list>{_MEMBER}{{2,12}}(?:、{_MEMBER}{{2,14}}){{2,}})(?:设立|设置|设有|建立|建成|建有|开设)了?(?P<n>{N})(?P<measure>个|处)"
    rf"[^，。；：、（）“”《》\d]{{0,10}}?(?:查阅(?:点|场所|中心|室)|公开点)(?=[，。；])"
)
_A_PLACE = re.compile("(?:馆|中心|大厅|服务厅)$")
_NAME = r"(?:“[^“”]{1,30}”|《[^《》]{1,40}》)"
_QUOTED_BEHIND = re.compile(
    rf"(?<![\d一两二三四五六七八九十第百千万])(?P<n>{N})(?P<measure>{_MEASURE}){_WHAT}(?P<open>：|（|[，：]?(?:即|分别[是为])：?)"
    rf"(?P<list>{_NAME}(?:(?:、|，|和|与|及|以及)?{_NAME})+)(?P<stop>[。；，）]|$)"
)
# 网站设“政务动态、政府公文、人事任免”3个一级栏目
_IN_ONE_PAIR = re.compile(
    rf"(?:(?<=[站台页])设|设置|设有|设立|开设|开通|新设|增设)了?“(?P<list>{_MEMBER}{{2,16}}(?:、{_MEMBER}{{2,16}}){{2,}})”(?:共计?)?(?P<n>{N})(?P<measure>个|大|类)"
    "[^，。；：、（）“”《》]{0,4}?(?:子?栏目|专栏|板块|版块|频道|模块|专题|专区)(?![中之的内])"
)
_COUNT = re.compile(rf"{N}{_MEASURE}")
_DOUBTFUL = re.compile("等|各|其中|以外|除|如|^含|^[另还]|^主(?!动)|微博.*微信|微信.*微博|或")
_MOST_OFF = 2
_MANY = 3


def closed_lists(line: Line) -> Iterator[Finding]:
    """Findings on the lists of a paragraph."""
    text = line.text
    if "、" in text:
        yield from _before(line)
    for match in _AT.finditer(text) if "查阅" in text or "公开点" in text else ():
        members = match["list"].split("、")
        if all(map(_A_PLACE.search, members)) and abs((value(match["n"]) or 0) - len(members)) <= 1:
            yield from _judged(line, match, members, True)
    for match in _LAST_OF_SLOGAN.finditer(text) if "“" in text else ():
        yield from _carried_on(line, match)
    for match in _IN_ONE_PAIR.finditer(text) if "“" in text and "、" in text else ():
        yield from _judged(line, match, match["list"].split("、"), True)
    if "：" in text or "（" in text or "即" in text or "分别" in text:
        for match in _BEHIND.finditer(text):
            yield from _judged(
                line, match, match["list"].split(match["sep"]), match["open"] == "（" or match["stop"] != "；"
            )
        for match in _QUOTED_BEHIND.finditer(text) if "“" in text or "《" in text else ():
            names, stated = re.findall(_NAME, match["list"]), value(match["n"])
            if stated == len(names):
                yield finding(line, match, stated, "holds", match.start())
            elif stated and stated > 1 and abs(stated - len(names)) <= _MOST_OFF and match["stop"] in "。）":
                yield finding(line, match, len(names), "contradicts", match.start())


# “一个目标、三个突出”（突出甲、突出乙、突出丙）
_LAST_OF_SLOGAN = re.compile(
    rf"“[^“”]{{2,14}}[、+]\s*(?P<n>{N})(?P<measure>个)(?P<what>[\u4e00-\u9fff]{{2,4}})”(?:（|：|，即)(?P<list>[^，。；：！？“”（）]{{4,80}})(?P<stop>[）。])"
)


def _carried_on(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """Where each member begins with what the last number of a slogan counts."""
    members, stated = match["list"].split("、"), value(match["n"])
    if stated is None or len(members) < _MANY - 1 or not all(each.startswith(match["what"]) for each in members):
        return
    if stated == len(members):
        yield finding(line, match, stated, "holds", match.start())
    elif abs(stated - len(members)) <= _MOST_OFF and "等" not in match["list"]:
        yield finding(line, match, len(members), "contradicts", match.start())


def _before(line: Line) -> Iterator[Finding]:
    text, at = line.text, 0
    for count in _COUNT.finditer(text):
        start = max(at, *(text.rfind(sign, 0, count.start()) + 1 for sign in "，。；：！？（）“”《》"))
        front = text[start : count.start()]
        opener = _FROM.search(front) if "、" in front else None
        if opener is None or "、" in front[: opener.end()]:
            continue
        match = _BEFORE.match(text, start + opener.end())
        if match and match.start("n") == count.start():
            at = count.end()
            members, stated = match["list"].split("、"), value(match["n"]) or 0
            if tell_figures(members, text[match.end("n") :]):
                continue
            if members[-1].endswith("等"):  # 涵盖甲、乙、丙、丁等三类: 等 leaves room for more, not for fewer
                members[-1] = members[-1].removesuffix("等")
                if len(members) < stated:
                    continue
            if opener.group() == "从" and opener.start() and len(members) > stated:
                continue  # 将从健全工作机制、监督机制，…: a deed may have several objects
            yield from _judged(line, match, members, True)


def _judged(line: Line, match: re.Match[str], members: Sequence[str], ended: bool) -> Iterator[Finding]:
    """ended: the list surely goes on no further."""
    stated = value(match["n"])
    if stated is None or stated < _MANY - 1:
        return
    joined = len(JOINED.findall(members[-1]))
    if stated in (len(members), len(members) + joined):
        yield finding(line, match, stated, "holds", match.start())
        return
    doubtful = (
        len(members) < _MANY
        or joined > 1
        or any(JOINED.search(each) for each in members[:-1])
        or any(_ACTING.search(each) for each in members)
        or _DOUBTFUL.search(match["list"])
    )
    listed = len(members) + joined
    off = min(abs(stated - len(members)), abs(stated - listed))
    if ended and not doubtful and off <= _MOST_OFF:
        yield finding(line, match, listed, "contradicts", match.start())
