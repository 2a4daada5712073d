"""``gongkai measures``: the registry, a figure of a unit and a period, and the page that documents all of them."""

import json
from pathlib import Path

import pytest
from tests.plugins.acts.logbooks import entered

from gongkai.doors.cli import main
from gongkai.engines.measures import queries
from gongkai.engines.measures.registry import as_markdown, by_head

PAGE = Path(__file__).parents[5] / "docs" / "measures.md"


@pytest.fixture(autouse=True)
def county(cast, home, monkeypatch):
    monkeypatch.setattr(queries, "SNAPSHOT", "default")
    return cast


def told(capsys, *words: str, code: int = 0) -> str:
    assert main(["measures", *words]) == code
    out = capsys.readouterr()
    return out.out if code == 0 else out.err


def test_the_page_is_made_from_the_declarations():
    assert PAGE.read_text("utf-8") == as_markdown()


def test_every_measure_stands_under_one_head_with_its_definition():
    listed = [measure for _, found in by_head() for measure in found]
    assert sorted(m.key for m in listed) == sorted(queries.measures()) and len(listed) > 40
    assert all(m.label and m.definition.endswith("。") and m.unit and m.dimensions[0] == "unit" for m in listed)


def test_a_figure_of_a_unit_and_a_period(county, capsys):
    entered(county)
    assert "86人次" in told(capsys, "trainings.attendees", "--period", "2026-Q1")
    assert "86人次" in told(capsys, "trainings.attendees", "--period", "2026-02", "--unit", "zjj")
    assert "not known" in told(capsys, "trainings.attendees", "--period", "2026-03")
    said = json.loads(told(capsys, "trainings.held", "--period", "2026", "--format", "json"))
    assert said == {"key": "trainings.held", "unit": "xzf", "from": "2026-01-01", "to": "2026-12-31", "value": "1"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["no.such", "--period", "2026"], "there is no measure"),
        (["foi.received"], "needs --period"),
        (["foi.received", "--period", "2026-Q5"], "write a year"),
        (["foi.received", "--period", "2026-13"], "write a year"),
        (["foi.received", "--period", "2026", "--unit", "nowhere"], "no unit"),
        (["--period", "2026"], "go with a KEY"),
        (["foi.received", "--period", "2026", "--format", "markdown"], "markdown is for the list"),
    ],
)
def test_what_is_asked_wrongly(capsys, words, sentence):
    assert sentence in told(capsys, *words, code=2)


def test_the_list_as_text_and_json(capsys):
    assert "foi.received" in told(capsys)
    assert {"key", "name", "unit", "definition", "source", "by"} == set(json.loads(told(capsys, "--format", "json"))[0])
