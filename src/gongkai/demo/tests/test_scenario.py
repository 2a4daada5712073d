"""A scenario is read with care: what cannot be lived is told, what is wrong is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.demo.replay.command import SCENARIOS
from gongkai.demo.replay.scenario import BadScenario, load, spread
from gongkai.pure.law.layout import WrongYear

JIAHE = SCENARIOS / "jiahe-2017.toml"


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
        (
            "policy = 690",
            "policy = 8112",
            "8112 other policies and 75 interpretations are more than the 8158 of 8598 records",
        ),
        ("website = 4198", "website = true", "whole number"),
        ("c14 = 1", "c99 = 1", "knows no row 'c99'"),
        ('channel = "web"', 'channel = "pigeon"', "knows no channel 'pigeon'"),
        ('applicant = "natural"', "applicant = 5", "knows no applicant 5"),
        ("count = 4", "number = 4", "lacks 'count'"),
        ("[records.channels]", "[elsewhere]", "more than the 0 of 0 records"),
        ("[records]", "[[records]]", "wrong kind"),
        ('outcome = "c32"', 'outcome = "3_1"', "knows no outcome"),
        ('term = "within"', 'term = "soon"', "knows no term"),
        ("total = 8645", 'total = "viele"', "whole number"),
        ("seed = 2017", 'seed = "x"', "seed must be a whole number"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, told):
    with pytest.raises(BadScenario, match=told):
        load(changed(tmp_path, old, new))


def test_a_year_whose_holidays_are_not_announced_is_refused(tmp_path):
    path = changed(tmp_path, "year = 2017", "year = 2035")
    path.write_text(path.read_text("utf-8").replace('table = "2014"', 'table = "2021-3"'), "utf-8")
    with pytest.raises(BadScenario, match="holidays of 2035 are not announced"):
        load(path)


@pytest.mark.parametrize(
    "year, outcome, rule",
    [(2018, "c32", "foi-2008"), (2019, "c32", "foi-2008"), (2019, "3_1", "foi-2019"), (2020, "3_1", "foi-2019")],
)
def test_an_outcome_belongs_to_the_regulation_that_knows_it(tmp_path, year, outcome, rule):
    path = tmp_path / "scenario.toml"
    table = "2014" if year == 2018 else "2019-3"
    group = f'channel = "web"\napplicant = "legal"\noutcome = "{outcome}"\nterm = "late"\ncount = 1\n'
    path.write_text(f'title = "试"\nyear = {year}\ntable = "{table}"\n[[applications]]\n{group}', "utf-8")
    assert [each.rule for each in load(path).groups] == [rule]


@pytest.mark.parametrize("year, outcome", [(2018, "3_1"), (2020, "c32")])
def test_an_outcome_of_another_years_regulation_is_refused(tmp_path, year, outcome):
    path = tmp_path / "scenario.toml"
    table = "2014" if year == 2018 else "2019-3"
    group = f'channel = "web"\napplicant = "legal"\noutcome = "{outcome}"\nterm = "late"\ncount = 1\n'
    path.write_text(f'title = "试"\nyear = {year}\ntable = "{table}"\n[[applications]]\n{group}', "utf-8")
    with pytest.raises(BadScenario, match=f"knows no outcome '{outcome}'"):
        load(path)


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
