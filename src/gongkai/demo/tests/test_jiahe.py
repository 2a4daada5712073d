"""嘉禾县, 2017: the real figures, lived in the fictional county."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from tests.plugins.homes import Live

from gongkai.demo.content import skeleton
from gongkai.demo.replay.command import SCENARIOS
from gongkai.demo.replay.published import INTERPRETATION
from gongkai.demo.replay.scenario import load
from gongkai.demo.replay.year import FIRST_CASE, Year

JIAHE = SCENARIOS / "jiahe-2017.toml"
PAGE = Path(__file__).parents[4] / "docs" / "replay.md"


@pytest.fixture(scope="module")
def year() -> Year:
    return Year(load(JIAHE))


def test_no_two_titles_or_bodies_differ_only_in_a_number(year):
    pieces = year.published.pieces
    drafted = [event for event in year.events if event.step == "draft" and event.subject < FIRST_CASE]
    texts = [
        year.published.compose(event.subject, event.at.date())[1]
        for event in drafted
        if pieces[event.subject].kind != INTERPRETATION
    ]
    assert len(drafted) == 8598 and len(texts) == 8598 - 75
    for part in ("title", "body_html"):
        commonest, times = Counter(skeleton(getattr(text, part)) for text in texts).most_common(1)[0]
        assert times == 1, commonest


def test_the_plan_spreads_records_over_every_working_day(year):
    published_on = Counter(record.days[-1] for record in year.published.pieces)
    assert set(published_on) == set(year.days) and max(published_on.values()) < 2 * 8598 / len(year.days)
    for record in year.published.pieces:
        assert all(a <= b for a, b in pairwise(record.days)) and len(set(record.channels)) == len(record.channels) > 0
    assert Counter(channel for record in year.published.pieces for channel in record.channels) == year.scenario.channels
    assert sum(record.normative for record in year.published.pieces) == 47


def test_author_reviewer_and_secrecy_reviewer_differ_in_every_crew(year):
    for crews in year.published.crews.values():
        for crew in crews:
            assert len({crew.editor, crew.reviewer, crew.secrecy_reviewer}) == 3 and crew.signatory != crew.editor


def test_it_is_lived_and_reproduces_every_figure_but_the_total_that_cannot_be(tmp_path):
    home, scenario = Live(tmp_path / "home"), load(JIAHE)
    text = home.gongkai("replay", JIAHE, patience=600)
    assert "The stated 8,645 exceeds the sum of its channels by 47 and so can't be lived" in text
    assert (
        "8,598 records are lived" in text
        and "As stated: 42 of 49 figures; 17 of what the system does not keep yet." in text
    )
    lines = {
        line
        for line in home.gongkai("replay", "jiahe-2017", "--format", "markdown").splitlines()
        if line.startswith("| ")
    }
    assert lines <= set(PAGE.read_text("utf-8").splitlines()), (
        "make docs/replay.md anew: gongkai replay all --format markdown"
    )
    report = json.loads(home.gongkai("report", "--year", 2017, "--table", "2014", "--format", "json"))
    values = {row["key"]: row["value"] for row in report["rows"]}
    assert (values.pop("a1"), values.pop("h3")) == (8598, 134)
    assert {key: values[key] for key in scenario.stated if key in values} == {
        key: figure for key, figure in scenario.stated.items() if key in values
    }
    assert set(scenario.stated) - values.keys() == {"a1", "h3"}
    assert all(each["holds"] is not False for each in report["relations"])
    for year, key, beyond in of_other_years(home):
        told = [row[key] for row in beyond["rows"]]
        assert {v for each in told for v in (each.values() if key == "values" else [each])} == {None}, year
        assert {each["holds"] for each in beyond["relations"]} == {None} and str(year) in beyond["note"]


OTHER_YEARS = ((2016, "2014", "value"), (2018, "2014", "value"), (2020, "2019-3", "values"), (2021, "2021-3", "values"))


def of_other_years(home: Live) -> Iterator[tuple[int, str, dict]]:
    """The reports of years that were not lived, as the command tells them; all by one process."""
    calls = [["report", "--year", str(year), "--table", table, "--format", "json"] for year, table, _ in OTHER_YEARS]
    script = f"from gongkai.doors.cli import main\nfor words in {calls!r}:\n    assert main(words) == 0"
    rest, read = home.python(script).lstrip(), json.JSONDecoder().raw_decode
    for year, _, key in OTHER_YEARS:
        told, end = read(rest)
        yield year, key, told
        rest = rest[end:].lstrip()
    assert not rest
