"""The explanation of a due day in Chinese, day by day, with the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai.pure.clock.calendar import Calendar
from gongkai.pure.clock.course import Course, Pause, came_too_late, fold, settled
from gongkai.pure.clock.events import FEE, Event, EventKind
from gongkai.pure.clock.rules import ClockRule, Counting

if TYPE_CHECKING:
    from gongkai.pure.clock.reading import Reading

WEEKDAYS = "一二三四五六日"
DEFAULT_GROUND = "征求第三方或者其他机关意见"
BEFORE = "这是按更正收到日期以前适用的规则"
"""What was done stands, though the rule of the corrected day would not have it."""


@dataclass(frozen=True)
class Line:
    """One line of the explanation. on: its day, None for a header. kind: header, start, restart, renew, counted, off,
    paused, extend, delay, bound, due, provisional, open or stop. counted: which day of the term it is, else None. text: Chinese, complete.
    """

    on: date | None
    kind: str
    counted: int | None
    text: str


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def day_zh(day: date) -> str:
    """2025年1月14日 星期二"""
    return f"{_day(day)} 星期{WEEKDAYS[day.weekday()]}"


def lines(course: Course, reading: Reading, rule: ClockRule, calendar: Calendar, today: date) -> tuple[Line, ...]:
    """The lines for a course and its reading: headers, one line a day up to the due day, what comes out.

    An open pause is told up to `today`. Days of a year that is not announced yet are told as expected, each marked 暂定; after
    them stands the bound, the earliest day that the due day can be.
    """
    return (
        *_headers(course, reading, rule, came_too_late(course, rule, calendar)),
        *_days(settled(course, rule, calendar), reading, rule, calendar, today),
        *_result(course, reading, rule, calendar),
    )


def whole_term(events: Iterable[Event], rule: ClockRule, calendar: Calendar) -> str:
    """How long a term is and by which articles: 20个工作日（条例（2019）第33条），延期10个工作日（…），共30个工作日."""
    course, unit = settled(fold(events, rule, calendar), rule, calendar), rule.term.counting.day_zh
    said = f"{rule.term.days}{rule.term.counting.unit_zh}（{rule.term.authority}）"
    if not course.lengthened:
        return said
    for event in course.lengthened:
        delayed = event.kind is EventKind.DELAY
        article = rule.delay_article if delayed else rule.extension.authority
        said += f"，{'延迟' if delayed else '延期'}{event.days}{unit}{_cited(article or event.article)}"
    whole = rule.term.days + course.extension_days + course.delay_days
    return said if rule.term.counting is Counting.MONTH else f"{said}，共{whole}{unit}"


def _headers(course: Course, reading: Reading, rule: ClockRule, late: dict[EventKind, date]) -> Iterator[Line]:
    unit = rule.term.counting.unit_zh
    yield Line(None, "header", None, f"适用规则：{rule.name}，{rule.term.days}{unit}（{rule.term.authority}）。")
    corrected = "（更正后的日期）" if course.corrected else ""
    zero = "" if course.restart or course.renewal else "，当日不算，从次日起算"
    start = f"{day_zh(course.received_on)}{corrected}：{rule.starts_with}{zero}{_cited(rule.start_article)}"
    yield Line(course.received_on, "start", None, start)
    if course.restart:
        article = course.restart.article or rule.restart_article
        zero = "" if course.renewal else "，当日不算"
        text = f"{day_zh(course.restart.on)}：收到补正后的申请，期限从零重新起算{zero}{_cited(article)}"
        if not rule.restart_allowed:
            text += f"；{BEFORE}办的，现在适用的规则没有补正后重新起算"
        yield Line(course.restart.on, "restart", None, text)
    if course.renewal:
        article = course.renewal.article or rule.renewal_article
        text = f"{day_zh(course.renewal.on)}：申请人缴清信息处理费，期限从零重新起算，当日不算{_cited(article)}"
        if not rule.renewal_article:
            text += f"；{BEFORE}办的，现在适用的规则没有缴费后重新起算"
        yield Line(course.renewal.on, "renew", None, text)
    yield from sorted(_decided(course, reading, rule, late), key=lambda line: line.on)


def _decided(course: Course, reading: Reading, rule: ClockRule, late: dict[EventKind, date]) -> Iterator[Line]:
    """What lengthened the term, or came too late to (``late``: the term had ended on that day), and the pauses."""
    unit = rule.term.counting.day_zh
    for event in (*course.former, *course.lengthened):
        text = f"{day_zh(event.on)}：{_granted(event, rule, unit)}"
        if event in course.former:
            text += "；缴费以后期限从零重新起算，不再加上"
        elif ended := late.get(event.kind):
            again = "这次延期" if event.kind is EventKind.EXTEND else "延迟"
            text += f"；按现在知道的日期，期限{_day(ended)}已经届满，{again}不起作用"
        yield Line(event.on, event.kind.value, None, text)
    for pause in course.pauses:
        ends = "缴清" if pause.ground == FEE else "答复"
        if pause.answered_on and pause.ground == FEE and not _paid(pause, course):
            span, note = f"{day_zh(pause.dispatched_on)}发出，后来撤回", "期限照常计算"
        elif pause.answered_on:
            span = f"{day_zh(pause.dispatched_on)}发出，{day_zh(pause.answered_on)}{pause.ended or ends}"
            note = f"发出次日至{'这一天' if pause.ended else f'{ends}当日'}不计"
        else:
            span = f"{day_zh(pause.dispatched_on)}发出，尚未{ends}"
            note = "发出次日起不计"
        if _too_late(pause, course, reading):
            note = "发出时期限已满，到期日不变"
        text = f"{_ground(pause)}：{span}，{note}{_cited(_pause_article(pause, rule))}"
        yield Line(pause.dispatched_on, "header", None, text)


def _granted(event: Event, rule: ClockRule, unit: str) -> str:
    if event.kind is EventKind.DELAY:
        text = f"确定延迟{event.days}{unit}答复{_cited(event.article or rule.delay_article)}"
        return text if rule.delay_article else f"{text}；{BEFORE}定的，现在适用的规则没有延迟答复的期限"
    text = f"决定延期{event.days}{unit}{_cited(event.article or rule.extension.authority)}"
    return f"{text}；{BEFORE}定的，现在适用的规则{_at_most(rule)}" if event.days > rule.extension.days else text


def _paid(pause: Pause, course: Course) -> bool:
    return course.renewal is not None and course.renewal.key == pause.key


def _too_late(pause: Pause, course: Course, reading: Reading) -> bool:
    """An open pause beside a known end is one for which no day of the term was left."""
    open_beside_end = pause.answered_on is None and course.stopped_on is None and reading.bound is not None
    return open_beside_end or (reading.last_on is not None and pause.dispatched_on >= reading.last_on)


def _at_most(rule: ClockRule) -> str:
    most = rule.extension
    return f"最多延{most.days}{most.counting.unit_zh}{_cited(most.authority)}" if most.days else "不能延期"


def _days(course: Course, reading: Reading, rule: ClockRule, calendar: Calendar, today: date) -> Iterator[Line]:
    last = reading.due_on or reading.provisional or today
    working_terms = rule.term.counting is Counting.WORKING
    number = supposed = 0
    day = course.started_on
    while day < last:
        day += timedelta(days=1)
        if not calendar.known(day.year) and day.year != supposed:
            supposed = day.year
            yield Line(
                None, "header", None, f"{day.year}年放假安排尚未公布，以下按周末和日期固定的节假日推算，均为暂定："
            )
        works = calendar.expected.is_working(day.toordinal())
        mark = "" if calendar.known(day.year) else "（暂定）"
        pause = _pause_over(course, day)
        if working_terms and not works:
            yield Line(day, "off", None, f"{day_zh(day)}：{_why_off(day, calendar)}，不计{mark}")
        elif pause:
            article = _cited(_pause_article(pause, rule))
            yield Line(day, "paused", None, f"{day_zh(day)}：{_ground(pause)}期间，不计{article}{mark}")
        elif number >= reading.term_days:
            rolled = "顺延至此" if works else f"{_why_off(day, calendar)}，顺延"
            yield Line(day, "off", None, f"{day_zh(day)}：{rolled}{mark}")
        else:
            number += 1
            plain = reading.term_days - course.extension_days - course.delay_days
            yield Line(
                day, "counted", number, f"{day_zh(day)}：{_counted(day, number, plain, course, rule, works)}{mark}"
            )


def _counted(day: date, number: int, plain: int, course: Course, rule: ClockRule, works: bool) -> str:
    """``plain``: the days of the term without what lengthened it."""
    make_up = "调休上班，" if works and day.weekday() >= 5 else ""
    unit = rule.term.counting.day_zh
    delayed = number - plain - course.extension_days
    extended = f"（延期第{number - plain}{unit}）" if number > plain else ""
    return f"{make_up}第{number}{unit}{f'（延迟第{delayed}{unit}）' if delayed > 0 else extended}"


def _result(course: Course, reading: Reading, rule: ClockRule, calendar: Calendar) -> Iterator[Line]:
    unit = rule.term.counting.day_zh
    if reading.due_on:
        text = f"到期日：{day_zh(reading.due_on)}（第{reading.term_days}{unit}，当日24时前发出即为按时）"
        yield Line(reading.due_on, "due", None, text)
    elif reading.provisional and reading.bound:
        year = next(y for y in range(course.started_on.year, reading.provisional.year + 1) if not calendar.known(y))
        text = f"到期日不早于：{day_zh(reading.bound)}（{year}年的每一天都当作工作日来数；公布以前，时限灯和延期以这一天为准）"
        yield Line(reading.bound, "bound", None, text)
        text = f"预计到期日：{day_zh(reading.provisional)}（第{reading.term_days}{unit}，暂定，{year}年放假安排公布后确定）"
        yield Line(reading.provisional, "provisional", None, text)
    else:
        what, then = ("答复", "收到答复后确定到期日")
        if any(pause.ground == FEE for pause in course.open_pauses):
            what, then = ("申请人缴费", "缴清以后从零重新起算")
        text = f"正在等待{what}，时钟暂停；已用{reading.used}{unit}，还剩{reading.left}{unit}，{then}"
        yield Line(None, "open", None, text)
    if reading.stopped_on:
        late = f"，超期{reading.late_days}{unit}" if reading.late_days else ""
        yield Line(reading.stopped_on, "stop", None, f"{day_zh(reading.stopped_on)}：办结{late}")


def _why_off(day: date, calendar: Calendar) -> str:
    """A weekend day inside a holiday is told as the holiday, since that is what the notice names."""
    name = calendar.off.get(day)
    if name is None:
        return "周末" if day.weekday() >= 5 else "法定节假日"
    return f"{name}放假"


def _pause_over(course: Course, day: date) -> Pause | None:
    for pause in course.pauses:
        until = pause.answered_on or course.stopped_on
        if pause.dispatched_on < day and (until is None or day <= until):
            return pause
    return None


def _ground(pause: Pause) -> str:
    return pause.ground or DEFAULT_GROUND


def _pause_article(pause: Pause, rule: ClockRule) -> str:
    return pause.article or rule.pause_article


def _cited(article: str) -> str:
    return f"（{article}）" if article else ""
