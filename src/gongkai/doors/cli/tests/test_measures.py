"""``gongkai measures``: the registry, a figure of a unit and a period, and the page that documents all of them."""

import json
from pathlib import Path

import pytest
from tests.plugins.acts.logbooks import TRAINING, entered
from tests.plugins.cast import noon

from gongkai.doors.cli import main
from gongkai.engines.measures import queries
from gongkai.engines.measures.registry import as_markdown, by_head
from gongkai.engines.measures.sheets import counted
from gongkai.kernel.logbooks import actions

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
    assert said.pop("facts") == counted()
    assert said == {"key": "trainings.held", "unit": "xzf", "from": "2026-01-01", "to": "2026-12-31", "value": "1"}


def test_as_counted_on_a_day_with_what_has_changed_since(county, capsys):
    kept = entered(county, TRAINING | {"attendees": "20"})
    struck = entered(county)
    before = told(capsys, "trainings.attendees", "--period", "2026", "--as-of", "2026-03-31")
    assert "106人次 as counted" in before and "now: 106人次; 0 changes" in before
    by, late = county.actor("wang_bianji"), noon("2026-04-10")
    actions.amend(entry=kept, on=kept.on, content=TRAINING | {"attendees": "25"}, because="漏了五个", by=by, at=late)
    actions.strike(entry=struck, because="重了", by=by, at=late)
    entered(county, TRAINING | {"attendees": "7"}, at=late)
    words = ("trainings.attendees", "--period", "2026", "--as-of", "2026-03-31")
    said = json.loads(told(capsys, *words, "--format", "json"))
    assert (said["value"], said["now"]) == ("106", "32")
    changes = [(each["how"], each["amount"], each["on"]) for each in said["changes"]]
    assert changes == [("changed", 5, "2026-04-10"), ("went", -86, "2026-04-10"), ("came", 7, "2026-04-10")]
    assert "改了登记" in said["changes"][0]["told"]
    assert "now: 32人次; 3 changes" in told(capsys, *words)
    assert "0 changes" in told(capsys, *words[:-1], str(counted()))


def test_the_list_behind_it(county, capsys):
    entered(county)
    assert "2026-02-26" in told(capsys, "trainings.held", "--period", "2026", "--list")


def test_split_by_what_it_declares(county, capsys, tmp_path):
    entered(county, {"title": "一季度", "sort": "permit", "since": "2026-01-01", "count": "30"}, logbook="decisions")
    entered(county, {"title": "一季度", "sort": "penalty", "since": "2026-01-01", "count": "4"}, logbook="decisions")
    words = ("decisions.taken", "--period", "2026")
    said = told(capsys, *words, "--by", "sort")
    assert "34件" in said and "  行政许可: 30件\n  行政处罚: 4件" in said
    assert told(capsys, *words, "--by", "类别") == said
    live = told(capsys, *words, "--by", "sort", "--format", "json")
    parts = [{"name": "行政许可", "value": "30"}, {"name": "行政处罚", "value": "4"}]
    assert json.loads(live) | {"by": "sort", "parts": parts} == json.loads(live)
    assert "行政许可: 30件" in told(capsys, *words, "--by", "sort", "--as-of", str(counted()))
    told(capsys, "export", "-o", str(tmp_path / "out"))
    assert told(capsys, *words, "--by", "sort", "--format", "json", "--from", str(tmp_path / "out")) == live
    assert "住房和城乡建设局: 34件" in told(capsys, *words, "--by", "unit", "--from", str(tmp_path / "out"))


def test_exported_it_is_counted_from_the_folder(county, capsys, tmp_path):
    entered(county)
    out = str(tmp_path / "out")
    assert "written" in told(capsys, "export", "-o", out)
    assert "is there already" in told(capsys, "export", "-o", out)
    words = ("trainings.attendees", "--period", "2026", "--unit", "zjj", "--format", "json")
    assert json.loads(told(capsys, *words, "--from", out)) == json.loads(told(capsys, *words))
    assert "not known" in told(capsys, *words[:3], "--as-of", "2026-01-01", "--from", out)
    assert "2026-02-26" in told(capsys, *words[:3], "--list", "--from", out)
    assert "no unit with the code nowhere" in told(capsys, *words[:3], "--unit", "nowhere", "--from", out, code=2)
    assert "holds no export" in told(capsys, *words[:3], "--from", str(tmp_path), code=2)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["no.such", "--period", "2026"], "there is no measure"),
        (["foi.received"], "needs --period"),
        (["foi.received", "--period", "2026-Q5"], "write a year"),
        (["foi.received", "--period", "2026-13"], "write a year"),
        (["foi.received", "--period", "2026", "--unit", "nowhere"], "no unit"),
        (["foi.received", "--period", "2026", "--by", "weather"], "channel (渠道)"),
        (["--by", "unit"], "go with a KEY"),
        (["--period", "2026"], "go with a KEY"),
        (["foi.received", "--period", "2026", "--format", "markdown"], "markdown is for the list"),
        (["foi.received", "--period", "2026", "--as-of", "soon"], "write a day"),
        (["foi.received", "--period", "2026", "--as-of", "999999999"], "the ledger has"),
        (["foi.received", "-o", "out"], "-o goes with"),
        (["export"], "needs -o"),
        (["export", "-o", "out", "--period", "2026"], "takes nothing but"),
    ],
)
def test_what_is_asked_wrongly(capsys, words, sentence):
    assert sentence in told(capsys, *words, code=2)


def test_the_list_as_text_and_json(capsys):
    assert "foi.received" in told(capsys)
    names = {"key", "name", "unit", "definition", "source", "by", "from", "to", "owner", "narrows"}
    assert names == set(json.loads(told(capsys, "--format", "json"))[0])
