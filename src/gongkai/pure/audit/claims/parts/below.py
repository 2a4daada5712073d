"""A count or a rate below nothing: kind `bound`. 结转下年度-2件 is no number of applications.

A sign before a number is mostly none: a range, a date, a dash between a name and its figure. It is taken for one where what is counted
stands right before it, no other figure of the paragraph has such a dash, and nothing speaks of a change or a balance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.lines import Line, lines
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.report import Report

REASONS = {
    "below-nothing": ("{figure}是负数，而{name}最少是0", "{figure} is below zero, and there is no less than none of {name}"),
}  # fmt: skip

_SIGNS = "-−－﹣"
_DASHED = re.compile(rf"[{_SIGNS}–—~～至]{{1,2}}\d")
_BELOW = re.compile(
    rf"(?P<lead>[一-鿿“”（）]{{0,12}}[一-鿿”])(?P<figure>[{_SIGNS}](?P<n>\d+(?:\.\d+)?)(?P<unit>%|件次|件|条次|条|篇|份|人次|人|次|个|期|项|户|起|宗|万元|元))"
)
_COUNTED = re.compile(
    r"(?:收到|受理|新收|接收|结转|办结|答复|回复|公开|发布|收取|申请|收费|费用|培训|召开|印发|维持|纠正|诉讼|复议|审结)[^，。；：]{0,8}$"
)
_RATED = re.compile(
    r"(?:(?:办结|回复|答复|满意|公开|合格|达标|覆盖|采用|采纳|完成|接通|按时|及时|准时)率|满意度|占比)(?:为|达到?|是)?$"
)
_MAY_BE_BELOW = re.compile(r"同比|环比|比上|上年|去年|增|减|降|升|变化|差|净|盈|亏|余额|结余|利润|浮动|涨|跌|较")
_OTHER_THINGS = re.compile("[年月日时号第至到]$")


def below_nothing(report: Report, last: Report | None) -> Iterator[Finding]:
    """Of each paragraph."""
    for line in lines(report):
        if any(sign in line.text for sign in _SIGNS):
            yield from _of(line)


def _of(line: Line) -> Iterator[Finding]:
    if len(_DASHED.findall(line.text)) != 1:
        return
    for match in _BELOW.finditer(line.text):
        lead = match["lead"]
        counted = _RATED if match["unit"] == "%" else _COUNTED
        told = counted.search(lead)
        if not told or not match["n"].strip("0.") or _OTHER_THINGS.search(lead) or _MAY_BE_BELOW.search(lead):
            continue
        sign = match.start("figure")
        if line.places[sign + 1] - line.places[sign] > 1:
            continue  # a dash that stands for nothing in its cell, and the next cell
        start, end = line.span(match.start("figure"), match.end("figure"))
        figure = line.figure(match.start("figure"), match.end("figure"), f"-{match['n']}", match["unit"])
        yield Finding(
            "bound", "contradicts", start, end, (figure,), match["figure"], "", f"-{match['n']}＜0", "below-nothing",
            {"figure": match["figure"], "name": told[0].rstrip("为达到是")}, None, 0.8,
        )  # fmt: skip
