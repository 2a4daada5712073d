"""Years that do not agree: of the title, the period of the statistics, the opening, and the plan for the year to come.

Lists that do not have the members they promise are in `lists`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.pure.audit.claims.lines import Line, lines
from gongkai.pure.audit.claims.words.lists import lists
from gongkai.pure.audit.claims.words.sections import sections
from gongkai.pure.audit.finding import Figure, Finding, Verdict
from gongkai.pure.audit.report import Report

REASONS = {
    "period-year": (
        "标题写的是{title}年，数据统计期限写的是{period}",
        "The title is about {title}; the figures are said to be of {period}",
    ),
    "opening-year": (
        "标题写的是{title}年，文中写“{quote}”",
        "The title is about {title}; the text says “{quote}”",
    ),
    "table-year": (
        "标题写的是{title}年，统计表写的是{table}年度",
        "The title is about {title}; the table is said to be of {table}",
    ),
    "plan-year": (
        "{year}年的报告，下一步打算应是{next}年的，文中写的是{plan}年",
        "A report of {year} plans for {next}; this one plans for {plan}",
    ),
    "forecast-year": (
        "{year}年的报告里仍写“{quote}”，所说的时间早已过去",
        "A report of {year} still says “{quote}”, which was over by then",
    ),
}

_TITLE = re.compile(
    r"(?<![\d/-])(20\d{2})(?!\d|[-/]\d)\s*年?\s*度?[^。，；《》]{0,24}?(?:公开)[^。，；《》]{0,16}?(?:年度报告|年报|工作报告|情况(?:的)?报告|工作总结|年度总结|报告$)"
)
_NO_TITLE = re.compile(r"现将|现就|如下|通知|要点|根据|按照|编制|方案|办法|规定|上一篇|下一篇|附件|要求|相关|链接")
_PERIOD = re.compile(
    r"(?:(?:统计|数据|起止)[^。；：\d]{0,16}?(?:期限|时限|时间|日期|期间|区间|周期|时段|截止|起止)|报告(?:期|期限|时限|期间|周期))[^。；\d]{0,8}"
    r"(?P<from>(?P<y1>20\d{2})(?:[年./-])?(?P<d1>[\d月日./-]{0,8}))(?:起?[^。；\d]{0,4}(?:至|到|[-—－–~～]+|止)|起)[^。；\d]{0,3}"
    r"(?P<to>(?:(?P<y2>20\d{2})[年./-]?(?=\d)|(?=\d{1,2}月|\d{3,4}[日止]))(?P<d2>\d[\d月日./-]{0,8}))"
)
_OPENING = (
    re.compile(
        r"现(?:将|就)[^。，；《》\d]{0,20}?(?P<y>(20\d{2})\s*年)度?[^。；《》]{0,30}?(?:报告|汇报|公布|公告|总结|通报)如下"
    ),
    re.compile(
        r"(?:编制|公布|发布)(?:了|的)?(?:[\u4e00-\u9fff]{0,12}?)(?P<y>(20\d{2})\s*年)度?(?:政府信息公开|政务公开)(?:工作)?(?:年度报告|年报)(?![^。]{0,6}(?:通知|工作|要求))"
    ),
)
_PLANS = re.compile(
    r"下一?步|今后|来年|明年|下年|努力方向|打算|工作计划|工作安排|工作思路|设想|改进(?:措施|情况|方向|办法|意见|的)"
)
_PLAN = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*)?(?:在|为此，|因此，|对此，|下一?步(?:工作)?[，：]|今后[，：])?(?P<y>(20\d{2})\s*年)度?，?\s*(?:我们|我[县市区局镇乡委办院厅州盟旗街]|全[县市区州局镇乡]|[^，。；：]{2,12})?"
    r"(?:将|要|拟|计划|打算)(?:继续|进一步|按照|认真|以|紧|围绕|重点|着力|着重|努力|不断|切实|从|严格|坚持|加[强大快]|深入|全面|积极|大力|结合|在|根据|采取|抓|做好|突出|主要|立足|依托|深化|完善|更加|持续|扎实)"
)
_TABLE_YEAR = re.compile(r"(?P<y>20\d\d)年?度")
_DONE = re.compile(r"已经?|取得|虽|完成了|开展了|[加推做实进制印建组提强落]\w?了|情况如下|存在")
_PLAN_HEADING = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]+[）)、.．].{0,14}?(?P<y>(20\d{2})\s*年)度?(?:的)?(?:政府信息公开|政务公开|信息公开|主要|重点)?(?:工作)?(?:的)?(?:初步)?(?:打算|计划|安排|思路|设想|努力方向|计划安排|工作打算)(?:和[^，。]{0,8})?$"
)
_FORECAST = re.compile(
    r"(?<![原曾初先])预计(?:在|于|到|将于)?(?P<y>(20\d{2})\s*年)\s*(?:第?[一二12]季度|上半年|年初|初|[1-6]月)[^，。；]{0,6}(?:建成|完成|投入|上线|启用|开通|竣工)"
)
_FEES = re.compile(
    r"(?:^|(?<=[。）、]))(?P<y>(20\d{2})\s*年)度?，?[^。；，\d]{0,14}(?:未|没有|共)?[^。；，\d]{0,8}收取[^。；，\d]{0,8}信息处理费"
)
_A_YEAR = re.compile(r"(?<!\d)20\d\d(?=年|\d{2,4}[日止至起])")
_SIGNED = re.compile(r"^[（(]?\s*(20\d{2})\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?\s*[）)]?$")


@dataclass(frozen=True)
class _Year:
    """A year as it stands in the text."""

    value: int
    figure: Figure


def wording(report: Report, previous: Report | None = None) -> Iterator[Finding]:
    """Findings of kind `words`."""
    listed = list(lists(report))
    yield from listed
    seen = {each.figures[0].start for each in listed}
    yield from (each for each in sections(report) if each.figures[0].start not in seen)
    everything = list(lines(report))
    title = _title(everything)
    if title is None:
        return
    base = title.value
    for line in everything:
        for finding, year in _periods(line, title):
            base = year
            yield finding
        yield from _openings(line, title)
    yield from _tables(everything, title)
    yield from _plans(everything, base, title)
    yield from _forecasts(everything, base)
    yield from _fees(everything, title)


def _year(line: Line, start: int, end: int, value: str) -> _Year:
    return _Year(int(value), line.figure(start, end, value, "年"))


def _title(everything: list[Line]) -> _Year | None:
    """The year of the title; None where no title tells one, or two titles tell two."""
    found: list[_Year] = []
    for line in everything[:40]:
        match = _TITLE.search(line.text)
        if match and len(line.text) <= 60 and not _NO_TITLE.search(line.text) and not line.text.endswith("。"):
            end = match.end(1) + line.text.startswith("年", match.end(1))
            found.append(_year(line, match.start(1), end, match[1]))
    if not found or len({each.value for each in found}) > 1:
        return None
    # A link to another year's report is no title: the report itself speaks of its own year most.
    years = Counter(year for line in everything for year in _A_YEAR.findall(line.text))
    most = max(years.values(), default=0)
    return found[-1] if years[str(found[-1].value)] >= most - 2 else None


def _periods(line: Line, title: _Year) -> Iterator[tuple[Finding, int]]:
    match = _PERIOD.search(line.text)
    if not match or int(match["y1"]) > title.value + 1:
        return
    first, last = int(match["y1"]), int(match["y2"] or match["y1"])
    begin = _year(line, match.start("from"), _date_end(match, "from"), match["y1"])
    years = [title, begin]
    if match["y2"]:
        years.append(_year(line, match.start("to"), _date_end(match, "to"), match["y2"]))
    if first == last == title.value:
        verdict: Verdict = "holds"
    elif last == title.value and first == last - 1 and not _new_year(match["d1"]):
        verdict = "holds"  # a year that begins in autumn
    elif (
        last < first or first == last or (last == first + 1 and _new_year(match["d1"]) and _new_years_eve(match["d2"]))
    ):
        verdict = "contradicts"
    else:
        return
    period = str(first) if first == last else f"{first}–{last}"
    args = {"title": str(title.value), "period": period + "年" if first == last else period}
    yield _words(line, match, years, verdict, "period-year", args, period, str(title.value)), last


_YEAR_FIRST = re.compile(r"20\d{2}\s*年")


def _date_end(match: re.Match[str], group: str) -> int:
    """Only the year of a whole date; of one that lost its separators, all of it."""
    whole = match[group]
    year = _YEAR_FIRST.match(whole)
    return match.start(group) + (year.end() if year else len(whole.rstrip()))


_NO_DIGIT = re.compile(r"\D")


def _new_year(day: str) -> bool:
    return _NO_DIGIT.sub("", day) in {"11", "0101", "101", "1"}


def _new_years_eve(day: str) -> bool:
    return _NO_DIGIT.sub("", day) in {"1231", "12"}


def _openings(line: Line, title: _Year) -> Iterator[Finding]:
    for pattern in _OPENING:
        match = pattern.search(line.text)
        if match and not _quoted(line.text, match.start("y")):
            year = _year(line, *match.span("y"), match[2])
            verdict: Verdict = "holds" if year.value == title.value else "contradicts"
            args = {"title": str(title.value), "quote": match.group()}
            yield _words(line, match, [title, year], verdict, "opening-year", args, match[2], str(title.value))


_RUNNING_TEXT = re.compile("[。，；]|[上历]年|对比")


def _tables(everything: list[Line], title: _Year) -> Iterator[Finding]:
    """政府信息公开情况统计表 with its year, beside it or in the line below; nothing where tables of several years are given."""
    found: list[tuple[Line, re.Match[str]]] = []
    for line, below in zip(everything, [*everything[1:], None], strict=True):
        if len(line.text) > 40 or "统计表" not in line.text or _RUNNING_TEXT.search(line.text):
            continue
        match = _TABLE_YEAR.search(line.text)
        if match:
            found.append((line, match))
        elif below and (match := re.match(rf"[（(]?{_TABLE_YEAR.pattern}[）)]?$", below.text)):
            found.append((below, match))
    if len({match["y"] for _, match in found}) != 1:
        return
    for line, match in found:
        year = _year(line, *match.span("y"), match["y"])
        verdict: Verdict = "holds" if year.value == title.value else "contradicts"
        args = {"title": str(title.value), "table": match["y"]}
        yield _words(line, match, [title, year], verdict, "table-year", args, match["y"], str(title.value))


def _quoted(text: str, at: int) -> bool:
    """Whether a place is inside 《》 or quotes: the name of another paper."""
    before = text[:at]
    return any(before.count(o) > before.count(c) for o, c in ("《》", "“”"))


_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]|第.部分")
_SENTENCE = re.compile(r"[^。！]+")


def _plans(everything: list[Line], base: int, title: _Year) -> Iterator[Finding]:
    under = False
    for line in everything:
        if len(line.text) <= 40 and _NUMBERED.match(line.text):
            under = bool(_PLANS.search(line.text))
            match = _PLAN_HEADING.match(line.text)
            if match:
                yield from _planned(line, match.start("y"), match, base, title)
            continue
        for sentence in _SENTENCE.finditer(line.text) if "20" in line.text else ():
            told = sentence.group()
            match = _PLAN.match(told)
            if match and (under or _PLANS.search(told)) and not _DONE.search(told):
                yield from _planned(line, sentence.start() + match.start("y"), match, base, title)


_CLAUSE_ENDS = re.compile(r"[。；！]|，(?!我)")


def _planned(line: Line, at: int, match: re.Match[str], base: int, title: _Year) -> Iterator[Finding]:
    year = _year(line, at, at + len(match["y"]), match[2])
    if year.value > base + 1:
        return
    verdict: Verdict = "holds" if year.value == base + 1 else "contradicts"
    args = {"year": str(base), "next": str(base + 1), "plan": str(year.value)}
    told = f"{base}+1={base + 1}" + ("" if verdict == "holds" else f"≠{year.value}")
    stop = _CLAUSE_ENDS.search(line.text[at + 6 :])
    start, end = line.span(at, at + 6 + stop.start() if stop else len(line.text))
    yield Finding(
        "words", verdict, start, end, (title.figure, year.figure), year.figure.text, f"{base + 1}年",
        told, "plan-year", args, None, 0.9,
    )  # fmt: skip


def _forecasts(everything: list[Line], base: int) -> Iterator[Finding]:
    """预计2009年一季度建成 in a report of 2009 that is signed in 2010."""
    signed = [int(m[1]) for line in everything if (m := _SIGNED.match(line.text))]
    if not signed or min(signed) <= base:
        return
    for line in everything:
        for match in _FORECAST.finditer(line.text):
            year = _year(line, *match.span("y"), match[2])
            if year.value <= base:
                args = {"year": str(base), "quote": match.group()}
                yield _words(line, match, [year], "contradicts", "forecast-year", args, match[2], "")


def _fees(everything: list[Line], title: _Year) -> Iterator[Finding]:
    """「2023年度，我局未收取信息处理费」 in a report of 2024: every report must tell it of its own year, so another one was left from an older text."""
    told = [(line, match) for line in everything if "信息处理费" in line.text for match in _FEES.finditer(line.text)]
    if {int(match[2]) for _, match in told} != {title.value - 1}:
        return
    for line, match in told:
        year = _year(line, *match.span("y"), match[2])
        args = {"title": str(title.value), "quote": match.group()}
        yield _words(line, match, [title, year], "contradicts", "opening-year", args, match[2], str(title.value))


def _words(
    line: Line,
    match: re.Match[str],
    years: list[_Year],
    verdict: Verdict,
    reason: str,
    args: dict[str, str],
    stated: str,
    expected: str,
) -> Finding:
    start, end = line.span(*match.span())
    values = sorted({each.value for each in years})
    told = ("=" if len(values) == 1 else "≠").join(str(each.value) for each in years[-2:]) if len(years) > 1 else ""
    if len(values) > 1 and years[-1].value == years[-2].value:
        told = f"{years[0].value}≠{years[-1].value}"
    return Finding(
        "words", verdict, start, end, tuple(each.figure for each in years), f"{stated}年", expected and f"{expected}年", told,
        reason, args, None, 0.9,
    )  # fmt: skip
