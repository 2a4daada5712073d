"""How dates, numbers, sizes and days left are said in Chinese. Plain functions, for Django and Jinja2 alike.

Chinese text and Arabic digits stand together without spaces: the browser puts the air between them.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from gongkai.pure.clock import Counting, Light, Reading

CHINA = ZoneInfo("Asia/Shanghai")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = "一二三四五六日"
SMALL_NUMBERS = "零一两三四五六七八九十"
LIGHT_WORDS = {
    Light.GREEN: "正常",
    Light.YELLOW: "将到期",
    Light.RED: "已超期",
    Light.PAUSED: "已暂停",
    Light.DONE: "已办结",
}
# Where a title may break: around 《…》, after 关于印发 and after a comma, and before the kind of document at the end.
_BREAKS = re.compile(
    r"(?<=关于印发)(?=.)|(?<=关于转发)(?=.)|(?<=.)(?=《)|(?<=》)(?=.)|(?<=[，；：])(?=.)"
    r"|(?<=.)(?=的(?:通知|意见|决定|公告|公示|通告|报告|批复|函)$)"
)


def _local(moment: date | datetime) -> date | datetime:
    return moment.astimezone(CHINA) if isinstance(moment, datetime) and moment.tzinfo else moment


def zh_date(day: date | datetime | None, year: bool = True) -> str:
    """2026年3月31日, or 3月31日 without the year; "" for None. An aware datetime is taken in China's time."""
    if day is None:
        return ""
    day = _local(day)
    return f"{day.year}年{day.month}月{day.day}日" if year else f"{day.month}月{day.day}日"


def en_date(day: date) -> str:
    """1 March 2026, on the pages in English."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def near_date(day: date | datetime | None, today: date | None) -> str:
    """The day without its year if that is today's year, else with it: an old day must not be read as this year's."""
    return zh_date(day, year=day is None or today is None or _local(day).year != today.year)


def iso_date(day: date | datetime | None) -> str:
    """2026-03-31, for columns and for the datetime attribute of <time>."""
    if day is None:
        return ""
    return f"{_local(day):%Y-%m-%d}"


def zh_time(moment: datetime | None) -> str:
    """15:20 in China's time."""
    return f"{_local(moment):%H:%M}" if moment else ""


def weekday(day: date | datetime | None) -> str:
    """星期三"""
    return f"星期{WEEKDAYS[_local(day).weekday()]}" if day else ""


def zh_number(value: int | float | Decimal | str | None) -> str:
    """1,204; decimals are kept as they are given, so a rate should come as a rounded Decimal or str."""
    if value is None or value == "":
        return ""
    return f"{Decimal(str(value)):,}"


def zh_points(points: Decimal | int | None) -> str:
    """Points as they are told: 7.5, 20, without zeros behind."""
    return "" if points is None else f"{Decimal(points).normalize():f}"


def zh_size(size: int | None) -> str:
    """38 KB, 1.2 MB: bytes rounded as a reader wants to know them before a download."""
    if size is None:
        return ""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB" if size else "0 KB"
    return f"{size / 1024 / 1024:.1f} MB"


def how_many(count: int) -> str:
    """Counts things in words up to ten, as one speaks: 一, 两, 三 … 十, then 11."""
    return SMALL_NUMBERS[count] if 0 <= count <= 10 else zh_number(count)


def days_left(reading: Reading | None, counting: Counting = Counting.WORKING) -> str:
    """The words beside a light: 还剩9天, 今天到期, 超期2天, 已暂停, 已办结; 暂定 before them while next year's holidays are unknown,
    and then up to the day expected, which stands beside them. Of a term in calendar days 还剩9个自然日, for heads
    say working days."""
    if reading is None:
        return ""
    if reading.light in (Light.PAUSED, Light.DONE):
        return LIGHT_WORDS[Light(reading.light)]
    provisional, unit = reading.due_on is None, "天" if counting is Counting.WORKING else "个自然日"
    left = reading.term_days - reading.spent if provisional else reading.left
    if reading.overdue:
        words = f"超期{reading.overdue}{unit}"
    else:
        words = "今天到期" if left == 0 else f"还剩{left}{unit}"
    return f"暂定{words}" if provisional else words


def light_words(light: Light | str) -> str:
    """The word for a light where no days are known: 正常, 将到期, 已超期, 已暂停, 已办结."""
    return LIGHT_WORDS[Light(light)]


def phrases(title: str) -> list[str]:
    """Cut a title where a line may break: 明川县人民政府关于印发 | 《…办法》 | 的通知. Joined, they are the title."""
    return [part for part in _BREAKS.split(title) if part]
