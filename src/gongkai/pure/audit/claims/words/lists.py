"""Lists that have, or have not, as many members as the text says: 三个到位：一是…, “甲”、“乙”共2个栏目, “五公开”：….

In doubt nothing is said: names hold 、 and 和 of their own, 等 leaves a list open, lists nest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from gongkai.pure.audit.claims.lines import Line, lines
from gongkai.pure.audit.claims.words.above import told_above
from gongkai.pure.audit.claims.words.closedlists import closed_lists
from gongkai.pure.audit.claims.words.members import JOINED, N, finding, tell_figures, value
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.report import Report

_ORDINALS = "一二三四五六七八九十"
_MEASURE = r"(?:个方面|方面|个|大|项|点|条|类|种|件|期|家|处|块|户|支|名|位|步|级|张|本|部|份)"
# A count, then at most one short phrase and one sign, then the first member.
_PROMISE = re.compile(
    rf"(?<![\d一两二三四五六七八九十第百千万])(?P<n>{N})(?P<measure>{_MEASURE})(?P<what>[^，。；：！？、\d]{{0,14}})[”’]?(?P<rest>[^，。；：！？、\d]{{0,8}})[：，。]\s*(?=一[是要抓]|第一[，、]|（一）|1[、.．]|①)"
)
_STYLES: tuple[tuple[str, str], ...] = (
    (r"一[是要抓]", r"(?:(?<=[：，。；、\s！？])|^)({})[是要抓]"),
    (r"第一[，、]", r"(?:(?<=[：，。；、\s！？])|^)第({})[，、]"),
    (r"（一）", r"（({})）"),
    (r"1[、.．](?!\d)", r"(?:(?<=[：，。；、])|^)([1-9])[、.．](?!\d)"),
)
_MORE = re.compile(r"同时|此外|另外|最后|还有|其次|再次|再者|以及|末是")
_OPEN_LIST = re.compile(r"等$")
_NAME = r"(?:[“\"]\s*[^“”\"\n]{1,30}[”\"]|《[^《》\n]{1,40}》)"
_QUOTED = re.compile(
    rf"(?P<list>(?:{_NAME}(?:（[^（）]{{0,40}}）)?\s*(?:、|，|和|与|及|以及)?\s*){{2,}})"
    rf"(?P<close>共计?|总共|合计|一共|等|这|等共|共有)?\s*(?P<n>{N}|\d{{1,3}})\s*(?:个|大|类|项|块|种|份)(?!人|百分|工作日|月|小时|以上)"
)
_NAMED = re.compile(
    r"(?:[一二三]级|主要|重点|特色|专题|固定)?(?:子?栏目|专栏|板块|版块|频道|专题|专区|模块|平台|网站|公众号|账号|窗口|文件|制度|办法|方案|规定|规范|类别|环节|部分|系统|系列|产品|品牌|机制|渠道|载体)"
)
_UNIT_NAME = "组|局|委|办|厅|院|处|科|股|镇|乡|街道|中心|站|所|队|公司|学校|医院|部|社区|村|县|市|区|银行"
_UNITS = re.compile(
    rf"(?P<list>[^，。；：！？（）“”《》\d\s、]{{2,60}}(?:、[^，。；：！？（）“”《》\d\s、]{{1,16}})+?)(?P<close>等|共|共计)?(?P<n>{N})\s*(?:个|家)(?:[^，。；：、\d]{{0,6}})(?:部门|单位|工作组|小组|专班|乡镇|镇|乡|街道|局|委办|社区|村|县|区)"
)
_PARTS = re.compile(
    rf"(?:由|包括|包含|分为)(?P<list>[^，。；：！？“”《》\d\s、]{{2,24}}(?:、[^，。；：！？“”《》\d\s、]{{2,24}})+?)(?:等|共)?(?P<n>{N})(?P<measure>个)?(?:大)?部分"
)
# Any list before its count, or in brackets behind it: 甲、乙、丙三项制度, 3个乡镇（甲镇、乙镇、丙乡）.
_BEFORE = re.compile(
    rf"(?P<list>[^，。；：！？（）“”《》\d\s、]{{2,60}}(?:、[^，。；：！？（）“”《》\d\s、]{{2,24}})+?)(?P<n>{N})(?P<measure>{_MEASURE})(?![\d月以内后])"
)
_AFTER = re.compile(
    rf"(?<![\d{_ORDINALS}第])(?P<n>{N})(?P<measure>个|大|个大)?(?P<what>类|方面|环节|板块|部分|类别)：(?P<list>[^，。；：（）“”《》\d\s、]{{2,16}}(?:、[^，。；：（）“”《》\d\s、]{{2,16}})+)(?=[。；])"
)
_NAMELY = re.compile(
    rf"(?<![\d{_ORDINALS}第])(?P<n>{N})(?P<measure>项|个|大|类|种|件|家)(?P<what>[^，。；：！？、\d]{{0,8}})[，：]?(?:即|分别[是为])：?(?P<list>[^，。；：（）“”《》\d\s、]{{2,16}}(?:、[^，。；：（）“”《》\d\s、]{{2,16}}){{2,}})(?=[。；])"
)
_CHAPTERS = re.compile(
    rf"(?:全文|报告|内容|本报告)[^，。；：]{{0,4}}(?:由|包括|包含|分为|共分)：?(?P<list>[^。；：！？“”《》\d\s，]{{2,24}}(?:，[^。；：！？“”《》\d\s，]{{2,24}}){{2,}})，(?:共|等|共计|总计)?(?P<n>{N})(?P<measure>个)?(?:大)?部分"
)
_BEHIND = re.compile(
    rf"(?<![\d{_ORDINALS}第])(?P<n>{N})(?P<measure>{_MEASURE})(?P<what>[^，。；：！？（）、\d]{{0,10}})（(?:即|分别[是为]|为)?：?(?P<list>[^，。；：（）“”《》\d\s、]{{1,16}}(?:、[^，。；：（）“”《》\d\s、]{{1,16}})+)）"
)
_COUNT = re.compile(rf"{N}(?={_MEASURE})")
_QUOTE = re.compile('[“"《]')
_OPENED = re.compile('[“"](?=[一两二三四五六七八九])')
_MEMBERS = re.compile("、|以及|和|与|及")
_NOT_MEMBERS = re.compile("以外|除|牵头|会同|联合|配合|下属|所属|所辖|各|全部|所有")
_SLOGAN = re.compile(
    rf"[“\"](?P<slogan>(?P<n>{N})个?(?P<what>[\u4e00-\u9fff]{{2,4}}|一))[”\"]\s*(?:：|，?即：?|，分别[是为]：?|（即?)(?P<list>[^，。；：！？“”（）\n]{{4,120}})(?P<stop>[，。；！？）\n]|$)"
)
_SUM_SLOGAN = re.compile(
    r"(?P<list>[^，。；：！？（）“”《》\d\s、]{2,60}(?:、[^，。；：！？（）“”《》\d\s、]{1,16})+)[“\"](?P<slogan>(?:[一两二三四五六七八九][个]?[\u4e00-\u9fff]{1,3}?){1,3})[”\"]"
)


def lists(report: Report) -> Iterator[Finding]:
    """Findings on lists with a stated number of members."""
    everything = list(lines(report))
    texts = [line.text for line in everything]
    for number, line in enumerate(everything):
        seen: set[int] = set()
        for each in _of_line(line, number, texts):
            if each.figures[0].start not in seen:
                seen.add(each.figures[0].start)
                yield each


def _of_line(line: Line, number: int, texts: list[str]) -> Iterator[Finding]:
    counted, listed, quoted = _COUNT.search(line.text), "、" in line.text, _QUOTE.search(line.text)
    if counted:
        yield from _enumerated(line, texts[number + 1 : number + 2])
        yield from _headed(line, number, texts)
        yield from told_above(line, texts[number - 1] if number else "")
    if counted and quoted:
        yield from _named(line)
    if counted and listed:
        yield from _units(line)
    if quoted:
        yield from _slogans(line)
    if listed:
        yield from _parts(line)
    if counted and (listed or quoted or "；" in line.text):
        yield from closed_lists(line)


# 一是…二是…


def _enumerated(line: Line, following: list[str]) -> Iterator[Finding]:
    text = line.text
    for match in _PROMISE.finditer(text):
        for first, pattern in _STYLES:
            if re.match(first, text[match.end() :]):
                mark = text[match.end() + 1] if first.startswith("一") else ""
                listed = _ordinals(text, match.end(), pattern, mark)
                if listed and (found := _counted(line, match, *listed, following)):
                    yield found


def _ordinals(text: str, start: int, pattern: str, mark: str) -> tuple[int, int, bool] | None:
    """How many members follow, where the last begins, and whether their numbers are whole: 1, 2, 3 and no second 1."""
    places = [
        (int(m[1]) if m[1].isdecimal() else _ORDINALS.index(m[1]) + 1, m.start())
        for m in re.finditer(pattern.replace("{}", f"[{_ORDINALS}]"), text[start - 1 :])
        if not mark or text[start - 1 + m.end() - 1] == mark
    ]
    count, last = 0, start
    for place, (number, at) in enumerate(places):
        if number == 1 and count:
            return count, last, _is_new(text, last, start - 1 + at, [start - 1 + e for _, e in places[place:]])
        if number != count + 1:
            return None
        count, last = number, start - 1 + at
    return count, last, True


_PLAN = re.compile("(?:将|下一步|重点|着力|计划)[^。；：]{0,20}(?:工作|措施|任务)：$")


def _is_new(text: str, last: int, at: int, places: list[int]) -> bool:
    """Whether a second list is of other things, and no list within the last member: a sentence of its own announces what will be done, and no full stop parts its members."""
    stop = text.rfind("。", last, at)
    one_sentence = "。" not in text[at : places[-1]]
    return stop >= 0 and one_sentence and len(places) > 1 and _PLAN.search(text[stop + 1 : at].rstrip()) is not None


_FOLLOWING = re.compile(r"(?:以下|如下|下列|下述)$")
_FIGURE_OR_QUOTE = re.compile(r"[\d“”]")


def _counted(
    line: Line, match: re.Match[str], listed: int, last: int, whole: bool, following: list[str]
) -> Finding | None:
    text = line.text
    stated = value(match["n"])
    if stated is None or listed < 2 or stated > 10:
        return None
    if stated == listed:
        return finding(line, match, listed, "holds", last)
    # A list goes on in the next paragraph, or without a number; and two lists may be nested.
    goes_on = following and _is_numbered(following[0], listed + 1)
    if not whole or goes_on or _MORE.search(text[last:]):
        return None
    announced = _FOLLOWING.search(text[: match.start()])  # 以下四类信息：1.…
    if (
        not announced and match["measure"] not in ("个", "个方面", "方面", "点", "项", "条", "大", "件")
    ) or _FIGURE_OR_QUOTE.search(match["rest"]):
        return None
    named = match["what"] + match["rest"]
    if _other(named):
        return None
    # 公开文件5件。一是…: only a colon, or a word for what such lists are of, promises the list.
    if not match.group().rstrip().endswith("：") and not ("方面" in match["measure"] or _LISTED.search(named)):
        return None
    return finding(line, match, listed, "contradicts", last)


def _is_numbered(text: str, number: int) -> bool:
    """Whether a paragraph bears this number, or one in words: the heading 六、 is no fourth member."""
    mark = re.match(
        rf"\s*(?:(?P<a>[{_ORDINALS}])[是要抓]|第(?P<b>[{_ORDINALS}])|[（(]?(?P<c>[\d{_ORDINALS}]{{1,2}})[）)、.．])",
        text,
    )
    return mark is not None and value(mark["a"] or mark["b"] or mark["c"]) in (number, None)


_NO_LIST = re.compile(r"部门|单位|乡镇|县|区|村|企业|窗口|工作日|月|年|人|会|次|小组|领导|栏目|网站|平台|系统|大厅")


def _other(words: str) -> bool:
    """Whether the count is of something that the list is about rather than of its members: 对3个部门检查，一是…."""
    return bool(_NO_LIST.search(words))


# Headings and items of their own paragraphs


_ANNOUNCED = re.compile(r"以下|如下|下列")


def _headed(line: Line, number: int, texts: list[str]) -> Iterator[Finding]:
    """…以下五个方面：, with a paragraph for each."""
    text = texts[number].rstrip()
    match = re.search(
        rf"(?<![\d{_ORDINALS}第])(?P<n>{N})(?P<measure>个方面|方面|个|点|项|条|件)(?P<what>[^，。；：！？、\d]{{0,12}})[：。]$",
        text,
    )
    if not match or number + 1 >= len(texts):
        return
    style = next((s for s in _PARAGRAPH_STYLES if re.match(s.format("(?:一|1)"), texts[number + 1].lstrip())), None)
    stated = value(match["n"])
    if style is None or stated is None or _other(match["what"]):
        return
    listed, ended = _paragraphs_of(style, texts[number + 1 :])
    if listed == stated:
        yield finding(line, match, listed, "holds", match.start())
    elif listed >= 2 and ended and _ANNOUNCED.search(text[max(0, match.start() - 8) : match.end()]):
        yield finding(line, match, listed, "contradicts", match.start())


_PARAGRAPH_STYLES = (r"（{}）", r"{}是", r"{}要", r"第{}[，、]", r"{}[、.．](?!\d)")


def _paragraphs_of(style: str, texts: list[str]) -> tuple[int, bool]:
    """How many paragraphs carry the numbers on, and whether the list surely ended: a heading above it, or the text's end."""
    count = 0
    for text in texts:
        text = text.lstrip()
        number = str(count + 1)
        character = numerals_of(count + 1)
        if re.match(style.format(f"(?:{number}|{character})"), text):
            count += 1
        elif re.match(style.format(rf"(?:\d+|[{_ORDINALS}]+)"), text):
            return count, False
        elif not style.startswith("{}[、") and re.match(rf"[{_ORDINALS}]+、", text):
            return count, True
    return count, False


def numerals_of(n: int) -> str:
    """2 -> 二, 12 -> 十二; to nineteen."""
    return _ORDINALS[n - 1] if n <= 10 else "十" + _ORDINALS[n - 11] if n < 20 else "〇"


_LISTED = re.compile(
    "方面|问题|措施|举措|到位|不足|做法|环节|步骤|重点|特点|任务|原则|要求|转变|结合|坚持|强化|提升|加强|机制|制度|原因|难点|工作"
)
_BOUNDARY = re.compile(r"[，。；：！？（）“”《》\d\s]")


def _lists_before(pattern: re.Pattern[str], count: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches of a pattern that begins with a list of names, tried only where a count has such a list in front of it."""
    tried: set[int] = set()
    boundaries = [0, *(m.end() for m in _BOUNDARY.finditer(text))]
    for each in count.finditer(text):
        start = boundaries[bisect_right(boundaries, each.start()) - 1]
        if start not in tried and "、" in text[start : each.start()]:
            tried.add(start)
            match = pattern.match(text, start)
            if match:
                yield match


# “甲”、“乙”共2个


def _named(line: Line) -> Iterator[Finding]:
    text = line.text
    for match in _QUOTED.finditer(text):
        listed = len(re.findall(_NAME, match["list"]))
        stated, close = value(match["n"]), match["close"] or ""
        if stated is None or stated < 2:
            continue
        if listed == stated:
            yield finding(line, match, listed, "holds", match.start())
        elif "等" in close and listed < stated:
            continue
        # Without 共 the number may belong to what comes next: “甲”、“乙”3个月内…, “甲”、“乙”、“丙”5项要求.
        elif (
            (close or (listed > 2 and _NAMED.match(text, match.end())))
            and _closed(match["list"])
            and not _begins_inside(text, match.start())
        ):
            yield finding(line, match, listed, "contradicts", match.start())


def _closed(members: str) -> bool:
    return not members.rstrip().endswith(("和", "与", "及", "，"))


def _begins_inside(text: str, start: int) -> bool:
    """Whether members stand before the first quoted one: 政府领导、“政府机构”."""
    return text[:start].rstrip().endswith(("、", "和", "与", "及", "”", "》", "）", "/"))


# 甲局、乙局、丙局3个部门


_AND_SO_ON = re.compile("(?:等|共计?)$")


def _units(line: Line) -> Iterator[Finding]:
    text = line.text
    for match in _lists_before(_UNITS, _COUNT, text):
        members = _AND_SO_ON.sub("", match["list"])
        parts, stated = members.split("、"), value(match["n"])
        if stated is None or stated < 2 or "等" in members or tell_figures(parts, text[match.end("n") :]):
            continue
        joined = sum(len(JOINED.findall(part)) for part in parts)
        if stated in {len(parts), len(parts) + len(JOINED.findall(parts[-1]))}:
            yield finding(line, match, stated, "holds", match.start())
            continue
        longer = "等" in text[match.start() : match.start("n")] and stated > len(parts)
        if joined or longer or len(parts) < 3 or _begins_inside(text, match.start()) or _NOT_MEMBERS.search(members):
            continue
        if _all_units(parts):
            yield finding(line, match, len(parts), "contradicts", match.start())


# 由甲、乙、丙三部分组成; 甲、乙、丙三项制度; 3个乡镇（甲镇、乙镇、丙乡）


_OF_A_FIGURE = re.compile(rf"(?<=\d){_MEASURE}")
_GATES = ((_PARTS, "部分"), (_BEHIND, "（"), (_NAMELY, ""), (_AFTER, "："), (_BEFORE, ""))
"""Patterns, each with what its text must have."""


def _parts(line: Line) -> Iterator[Finding]:
    text = line.text
    yield from _chapters(line)
    for pattern, gate in _GATES:
        if gate not in text:
            continue
        found = _lists_before(pattern, _COUNT, text) if pattern is _BEFORE else pattern.finditer(text)
        for match in found:
            parts, stated = match["list"].split("、"), value(match["n"])
            open_ = "等" in match.group()
            if stated is None or stated < 2 or (open_ and not (pattern is _PARTS and stated == len(parts))):
                continue
            if pattern is _BEFORE and (
                _OF_A_FIGURE.match(text, match.start()) or tell_figures(parts, text[match.end("n") :])
            ):
                continue
            joined = sum(len(JOINED.findall(part)) for part in parts)
            fits = stated in {len(parts), len(parts) + len(JOINED.findall(parts[-1]))}
            if fits:
                yield finding(line, match, stated, "holds", match.start())
            elif (
                pattern is _BEHIND
                and joined == len(JOINED.findall(parts[-1]))
                and _all_units(pieces := _MEMBERS.split(match["list"]))
            ):
                yield finding(line, match, len(pieces), "contradicts", match.start())
            elif joined or pattern is _BEFORE:
                continue
            elif pattern is _AFTER:
                if all(part.endswith(match["what"]) for part in parts):
                    yield finding(line, match, len(parts), "contradicts", match.start())
            elif pattern in (_PARTS, _NAMELY) or _all_units(parts):
                yield finding(line, match, len(parts), "contradicts", match.start())


def _chapters(line: Line) -> Iterator[Finding]:
    """全文包括概述，主动公开情况，复议、诉讼情况，共三个部分: parted by commas, for 、 stands within."""
    for match in _CHAPTERS.finditer(line.text):
        listed, stated = match["list"].count("，") + 1, value(match["n"])
        if stated is not None and "等" not in match.group():
            yield finding(line, match, listed, "holds" if listed == stated else "contradicts", match.start())


_KINDS_OF_UNITS = frozenset(["乡镇", "街道", "社区", "园区", "部门", "单位", "镇街"])


def _all_units(parts: list[str]) -> bool:
    named = all(len(part) > 1 and part not in _KINDS_OF_UNITS for part in parts)  # 11个县（市、区） names kinds
    return len(parts) > 1 and named and all(re.search(rf"(?:{_UNIT_NAME})$", part) for part in parts)


# “五公开”：…


_COMMA = re.compile("、")


def _slogans(line: Line) -> Iterator[Finding]:
    text = line.text
    for match in _SLOGAN.finditer(text):
        parts = _COMMA.split(match["list"])
        joined = sum(len(JOINED.findall(part)) for part in parts)
        stated = value(match["n"])
        if stated is None or len(parts) + joined < 2:
            continue
        if len(parts) <= stated <= len(parts) + joined:
            yield finding(line, match, stated, "holds", match.start(), match.span("slogan"))
        elif match["stop"] != "，" and all(_carries(part, match["what"]) for part in _MEMBERS.split(match["list"])):
            members = len(_MEMBERS.split(match["list"]))
            yield finding(line, match, members, "contradicts", match.start(), match.span("slogan"))
    for match in _lists_before(_SUM_SLOGAN, _OPENED, text):
        yield from _several(line, match)


def _carries(member: str, what: str) -> bool:
    """Whether a member is one of “三公开”, or of “三个一”."""
    return member.startswith("一") if what == "一" else what in member


_DEED = re.compile("(?:融合|合一|联动|联办|同步|并举|并重|一体|统一|归一|衔接|贯通|共享|互通|合璧)$")
"""What is done with them: 甲系统、乙系统和丙系统“三网融合” is a name and counts no members."""
_EACH_NUMBER = re.compile(r"([一两二三四五六七八九])个?([^一两二三四五六七八九个]+)")


def _several(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """甲网、乙平台、丙平台“一网两平台”: each kind by its number; 决策、执行、结果“三公开”: all by one."""
    if _DEED.search(match["slogan"]):
        return
    kinds = _EACH_NUMBER.findall(match["slogan"])
    parts = match["list"].split("、")
    if len(kinds) == 1 and value(kinds[0][0]) in {len(parts), len(parts) + len(JOINED.findall(parts[-1]))}:
        yield finding(line, match, len(parts), "holds", match.start(), match.span("slogan"))
    if not all(sum(part.endswith(what) for _, what in kinds) == 1 for part in parts) or len(kinds) < 2:
        return
    wrong = [what for n, what in kinds if value(n.replace("一", "1")) != sum(part.endswith(what) for part in parts)]
    if any(JOINED.search(part) for part in parts) and wrong:
        return
    verdict: Verdict = "contradicts" if wrong else "holds"
    yield finding(line, match, len(parts), verdict, match.start(), match.span("slogan"))
