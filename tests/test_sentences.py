"""How a fact is said, of whichever room it is."""

import pytest

from gongkai.ground.ledger.facts import sentence
from gongkai.kernel.flow.facts import ClockReread
from gongkai.kernel.records.facts import RecordPublished, RecordScheduled


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        (RecordScheduled.NAME, {"record": "a", "time": "2026-03-05 09:30"}, "定于2026年3月5日09:30发布"),
        (
            RecordPublished.NAME,
            {"record": "a", "index_number": "MC0000012/2026-00024"},
            "公开，索引号MC0000012/2026-00024",
        ),
        (RecordScheduled.NAME, {"record": "a", "time": None}, "定于发布"),
        (
            ClockReread.NAME,
            {"due": "2027-01-19（暂定，2027年放假安排公布后确定）"},
            "期限重新计算：2027年1月19日（暂定，2027年放假安排公布后确定）",
        ),
        (ClockReread.NAME, {"due": "2027-01-19（另定）"}, "期限重新计算：2027-01-19（另定）"),
        ("no.such_fact", {}, "no.such_fact"),
    ],
)
def test_days_are_written_out_and_nothing_else_is_touched(name, values, said):
    assert sentence(name, values) == said
