"""A scenario is read with care: what cannot be lived is told, what is wrong is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.demo.scenario import BadScenario, load, spread
from gongkai.pure.law.layout import WrongYear

JIAHE = Path(__file__).parents[4] / "demo" / "scenarios" / "jiahe-2017.toml"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = JIAHE.read_text("utf-8")
    assert old in text
    path = tmp_path / "scenario.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_the_stated_total_exceeds_its_channels_by_47():
    scenario = load(JIAHE)
    assert (scenario.total_stated, scenario.records, scenario.excess) == (8645, 8598, 47)
    assert sum(group.count for group in scenario.groups) == 7


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("year = 2017", "year = ", "not a TOML file"),
        ("year = 2017", "", "lacks 'year'"),
        ('table = "2014"', 'table = "2013"', "knows no table"),
        ("weibo = 358", "radio = 358", "knows no channel 'radio'"),
        ("website = 4198", "website = -1", "whole number"),
        ("website = 4198", "website = 9000", "more than the total"),
        ("normative = 47", "normative = 9000", "more than"),
        ('outcome = "c32"', 'outcome = "3_1"', "knows no outcome"),
        ('term = "within"', 'term = "soon"', "knows no term"),
        ("total = 8645", 'total = "viele"', "whole number"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, told):
    with pytest.raises(BadScenario, match=told):
        load(changed(tmp_path, old, new))


def test_a_table_of_another_year_is_refused(tmp_path):
    with pytest.raises(WrongYear):
        load(changed(tmp_path, "year = 2017", "year = 2021"))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(BadScenario, match="cannot read"):
        load(tmp_path / "none.toml")


@given(
    st.dictionaries(st.sampled_from(["website", "weibo", "wechat", "other"]), st.integers(0, 40), min_size=1),
    st.integers(1, 60),
)
def test_records_are_spread_over_channels_as_told(channels, total):
    records = min(total, sum(channels.values()))
    if records == 0 or max(channels.values()) > records:
        return
    placed = spread(channels, records)
    assert len(placed) == records and all(placed)
    assert all(len(set(each)) == len(each) for each in placed)
    for channel, count in channels.items():
        assert sum(channel in each for each in placed) == count
