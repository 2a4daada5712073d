"""How a fact is said, of whichever room it is."""

import pytest

import gongkai.kernel.flow.facts
import gongkai.kernel.records.facts  # noqa: F401: rooms make their facts known when they are loaded
from gongkai.ground.ledger.facts import sentence


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("record.scheduled", {"record": "a", "time": "2026-03-05 09:30"}, "定于2026年3月5日09:30发布"),
        (
            "record.published",
            {"record": "a", "index_number": "MC0000012/2026-00024"},
            "公开，索引号MC0000012/2026-00024",
        ),
        ("record.scheduled", {"record": "a", "time": None}, "定于发布"),
        (
            "clock.reread",
            {"due": "2027-01-19（暂定，2027年放假安排公布后确定）"},
            "期限重新计算：2027年1月19日（暂定，2027年放假安排公布后确定）",
        ),
        ("clock.reread", {"due": "2027-01-19（另定）"}, "期限重新计算：2027-01-19（另定）"),
        ("no.such_fact", {}, "no.such_fact"),
    ],
)
def test_days_are_written_out_and_nothing_else_is_touched(name, values, said):
    assert sentence(name, values) == said
