"""How many months a figure is of, where the text tells others than all twelve: 「2008年5月至12月，…月均」, 「统计期限自2008年5月1日起」."""

from __future__ import annotations

import re

from gongkai.pure.audit.report import Report

YEAR = 12
_FROM_TO = re.compile(
    r"(?P<from>\d{1,2})月(?:份|(?P<day>\d{1,2})日)?(?:起|开始)?，?(?:至|到|—+|-|~|～)(?:同年|当年|20\d\d年)?(?P<to>\d{1,2})月(?:份|底|末|(?P<last>\d{1,2})日)?"
)
_SINCE = re.compile(
    r"\d{1,2}月(?:份|底|初|中旬|\d{1,2}日)?[^，。；\d]{0,6}(?:开通|上线|运行|启用|启动|成立|起|以来|改版|投入)|季度|施行[以之]?[来后]"
)
_HALF = re.compile("[上下]半年")
_PERIOD = re.compile(
    r"(?:统计|数据|报告|时间)[^。；]{0,10}(?:期限|期间|范围|时段)[^。；]{0,4}?(?P<span>(?:自|从|为|是|：)[^。；]{8,40})"
)
_FULL = 28
# The Regulation of 2007 came into force in May: the first reports may be of the eight months after it.
_FIRST_YEAR, _FIRST_MONTHS = 2008, 8


def months(words: str) -> int | None:
    """How many months the words tell; 0 if not of the whole year, nor of how many; None if they tell none."""
    if told := _FROM_TO.search(words):
        begun, ended = int(told["day"] or 1) == 1, int(told["last"] or _FULL) >= _FULL
        count = int(told["to"]) - int(told["from"]) + 1
        return count if begun and ended and 0 < count <= YEAR else 0
    if _SINCE.search(words):
        return 0
    return YEAR // 2 if _HALF.search(words) else None


def months_of(report: Report) -> int | None:
    """The same of the report's own period, where it tells one; else of what is known of its year."""
    if "months" not in report.memo:
        told = _PERIOD.search(report.plain)
        first = _FIRST_MONTHS if report.year == _FIRST_YEAR else None
        report.memo["months"] = (months(told["span"]) if told else None) or first
    return report.memo["months"]
