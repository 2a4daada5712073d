"""The explanation in Chinese, day by day."""

from datetime import date

import pytest

from gongkai.pure.clock import FOI_2008, ClockRule, Counting, Event, EventKind, Term
from gongkai.pure.clock.tests.build import D, correct, extend, pause, reading, restart, resume, start, stop


def texts(*events, **kwargs):
    return [line.text for line in reading(*events, explain=True, **kwargs).lines]


def test_lines_are_made_only_when_asked_for():
    assert reading(start("2025-01-13")).lines == ()


def test_every_kind_of_day_is_told():
    lines = texts(start("2025-01-13"))
    assert lines[0].startswith("适用规则：《政府信息公开条例》（2019年修订）") and "条例（2019）第33条" in lines[0]
    assert lines[1] == "2025年1月13日 星期一：收到申请，当日不算，从次日起算（条例（2019）第31条）"
    assert lines[2] == "2025年1月14日 星期二：第1个工作日"
    assert "2025年1月18日 星期六：周末，不计" in lines
    assert "2025年1月26日 星期日：调休上班，第10个工作日" in lines
    assert "2025年1月28日 星期二：春节放假，不计" in lines
    assert "2025年2月8日 星期六：调休上班，第15个工作日" in lines
    assert lines[-1] == "到期日：2025年2月14日 星期五（第20个工作日，当日24时前发出即为按时）"


def test_there_is_one_line_a_day_and_the_counts_run_on():
    lines = reading(start("2025-01-13"), explain=True).lines
    days = [line.on for line in lines if line.kind in ("counted", "off", "paused")]
    assert [(day - D("2025-01-13")).days for day in days] == list(range(1, 33))
    assert [line.counted for line in lines if line.kind == "counted"] == list(range(1, 21))


def test_holidays_have_their_names():
    told = "".join(
        texts(start("2025-03-31"), extend("2025-04-25", 20)) + texts(start("2025-05-20")) + texts(start("2025-09-12"))
    )
    for holiday in ("清明节", "劳动节", "端午节", "国庆节"):
        assert f"{holiday}放假，不计" in told
    assert "元旦放假，不计" in "".join(texts(start("2024-12-23")))


def test_a_pause_is_told_with_its_ground_and_article():
    sent = Event(EventKind.PAUSE, D("2025-03-10"), ground="征求第三方意见", article="条例第33条")
    lines = texts(start("2025-03-03"), sent, resume("2025-03-11"))
    assert "2025年3月11日 星期二：征求第三方意见期间，不计（条例第33条）" in lines
    assert "2025年3月10日 星期一：第5个工作日" in lines
    assert any("2025年3月10日 星期一发出，2025年3月11日 星期二答复" in line for line in lines)


def test_an_open_pause_is_told_up_to_today():
    lines = reading(start("2025-03-03"), *pause("2025-03-10"), today="2025-03-12", explain=True).lines
    assert lines[-1].kind == "open"
    assert lines[-1].text == "正在等待答复，时钟暂停；已用5个工作日，还剩15个工作日，收到答复后确定到期日"
    assert lines[-2].on == D("2025-03-12")
    assert "不计（条例（2019）第33条）" in lines[-2].text


@pytest.mark.parametrize("answered", ["", "2025-04-03"])
@pytest.mark.parametrize("dispatched, late", [("2025-03-28", False), ("2025-03-31", True), ("2025-04-01", True)])
def test_a_pause_that_came_too_late_says_so(dispatched, late, answered):
    lines = texts(start("2025-03-03"), *pause(dispatched, answered), today="2025-04-03")
    assert any("发出时期限已满，到期日不变" in line for line in lines) is late
    if late:
        assert lines[-1].startswith("到期日：2025年3月31日") and not any("期间，不计" in line for line in lines)


def test_an_extension_is_told():
    lines = texts(start("2025-03-03"), extend("2025-03-10", 5))
    assert "2025年3月10日 星期一：决定延期5个工作日（条例（2019）第33条）" in lines
    assert "2025年4月1日 星期二：第21个工作日（延期第1个工作日）" in lines


def test_a_restart_is_told_with_article_30():
    lines = texts(start("2025-03-03"), restart("2025-03-10"))
    assert "2025年3月10日 星期一：收到补正后的申请，期限从零重新起算，当日不算（条例（2019）第30条）" in lines
    assert "2025年3月11日 星期二：第1个工作日" in lines


def test_the_rule_of_2008_cites_its_own_articles():
    lines = texts(start("2019-05-14"), *pause("2019-05-20", "2019-05-21"), rule=FOI_2008)
    assert "条例（2008）第24条" in lines[0]
    assert not any("2019）" in line for line in lines)


def test_a_provisional_day_is_marked():
    lines = texts(start("2026-12-04"), today="2026-12-15")
    assert "暂定，2027年放假安排公布后确定" in lines[-1]
    assert "2027年1月4日" in lines[-1] and lines[-2].startswith(
        "到期日不早于：2027年1月1日 星期五（2027年的每一天都当作工作日来数"
    )
    assert lines[-8:-2] == [
        "2026年12月31日 星期四：第19个工作日",
        "2027年放假安排尚未公布，以下按周末和日期固定的节假日推算，均为暂定：",
        "2027年1月1日 星期五：法定节假日，不计（暂定）",
        "2027年1月2日 星期六：周末，不计（暂定）",
        "2027年1月3日 星期日：周末，不计（暂定）",
        "2027年1月4日 星期一：第20个工作日（暂定）",
    ]


def test_every_day_up_to_a_provisional_due_day_is_told():
    given = reading(start("2026-12-10"), today="2026-12-11", explain=True)
    assert [line.counted for line in given.lines if line.kind == "counted"] == list(range(1, 21))
    assert [line.on for line in given.lines[-2:]] == [given.bound, given.provisional]
    assert [line.kind for line in given.lines[-2:]] == ["bound", "provisional"]


def test_a_pause_that_reaches_into_a_year_not_announced_is_told_to_today():
    lines = texts(start("2026-12-28"), *pause("2026-12-29"), today="2027-01-04")
    assert (
        lines[-2].startswith("2027年1月4日 星期一：") and "期间，不计" in lines[-2] and lines[-2].endswith("（暂定）")
    )


def test_corrections_and_the_stop_are_told():
    lines = texts(start("2025-03-03"), correct("2025-03-04"), stop("2025-04-03"), today="2025-04-03")
    assert lines[1].startswith("2025年3月4日 星期二（更正后的日期）：收到申请")
    assert lines[-1] == "2025年4月3日 星期四：办结，超期2个工作日"


def test_a_term_in_calendar_days_is_told_past_the_holiday():
    rule = ClockRule("plain", "试验", date(2004, 1, 1), None, Term(30, Counting.CALENDAR, "试验第1条"))
    lines = texts(start("2025-09-01"), rule=rule)
    assert "2025年9月6日 星期六：第5日" in lines
    assert "2025年10月1日 星期三：第30日" in lines
    assert "2025年10月8日 星期三：国庆节放假，顺延" in lines
    assert "2025年10月9日 星期四：顺延至此" in lines
    assert lines[-1].startswith("到期日：2025年10月9日 星期四")


def test_a_day_that_was_only_read_again_is_not_told_as_corrected():
    again = texts(start("2025-03-03"), correct("2025-03-03"))
    assert not any("更正" in line for line in again)
    assert any(
        "更正后的日期" in line for line in texts(start("2025-03-03"), correct("2025-03-04"), correct("2025-03-04"))
    )


@pytest.mark.parametrize("days, told", [(14, False), (15, False), (16, True)])
def test_an_extension_of_a_later_rule_that_the_earlier_has_not_is_told(days, told):
    given = reading(start("2019-05-15"), extend("2019-06-05", days), correct("2019-05-14"), rule=FOI_2008, explain=True)
    line = next(line.text for line in given.lines if line.kind == "extend")
    assert ("现在适用的规则最多延15个工作日（条例（2008）第24条）" in line) is told


def test_what_lengthened_the_term_is_told_in_order_of_day():
    kinds = [
        line.on
        for line in reading(
            start("2025-03-03"), *pause("2025-03-10", "2025-03-11"), extend("2025-03-20", 5), explain=True
        ).lines
        if line.kind in ("header", "extend") and line.on
    ]
    assert kinds == [D("2025-03-10"), D("2025-03-20")]
