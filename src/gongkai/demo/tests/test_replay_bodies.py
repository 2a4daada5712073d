"""A stock told by groups of bodies and columns is lived by as many, and the scenarios that come with the product are told as their reports state."""

import json
from pathlib import Path

import pytest
from tests.plugins.homes import Live

from gongkai.demo.replay import bodies
from gongkai.demo.replay.command import SCENARIOS, names
from gongkai.demo.replay.scenario import BadScenario, load
from gongkai.demo.replay.year import Year
from gongkai.doors.cli import main

BODIES = Path(__file__).with_name("bodies.toml")
PAGE = Path(__file__).parents[4] / "docs" / "replay.md"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = BODIES.read_text("utf-8")
    assert old in text
    path = tmp_path / "scenario.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_groups_columns_more_towns_and_what_was_challenged(tmp_path):
    home = Live(tmp_path / "home")
    text = home.gongkai("replay", BODIES, "--format", "json", code=1)
    told, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
    assert {each["name"]: each["lived"] for each in told["figures"] if each["verdict"] != "equal"} == {
        "年底公开的工作人员": None
    }
    assert [each["verdict"] for each in told["figures"]][-1] == "unlike" and len(told["figures"]) == 10
    assert home.findings() == []
    names = home.python(
        "from gongkai.ground.units.models import Unit; print([u.name for u in Unit.objects.filter(code__startswith='more')])"
    )
    assert "明川县石桥镇人民政府" in names and "明川县双河镇人民政府" in names
    said = home.python(
        "from gongkai.kernel.records.models import Record, Version\n"
        "for r in Record.objects.filter(unit__code='more01'): print(Version.objects.get(record=r).values()['body'])"
    )
    assert "石桥镇" in said and bodies.more_towns(1)[0].twin.short_name not in said


def test_of_each_group_every_body_publishes_and_nobody_is_in_two():
    year = Year(load(BODIES))
    codes = [code for crews in year.codes().values() for code in crews]
    assert len(codes) == len(set(codes)) == 30
    assert {(piece.group, piece.body) for piece in year.published.pieces if piece.group} == {
        *(("部门", n) for n in range(9)), *(("乡镇", n) for n in range(20)), ("县政府", 0)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("bodies = 20", "bodies = 23", "cannot publish 22 records"),
        ("count = 22", "count = 23", "publish 61 records together, and there are 60"),
        ("c17_leaders = 3", "c17_leaders = 30", "more than its 8"),
        ('levels = ["town"]', 'levels = ["village"]', "knows no level"),
        ('bodies = "部门"', 'bodies = "局"', "no records.bodies 局"),
        ("since = 2011-06-01", "since = 2008-04-30", "since must be a day from 2008-05-01"),
        ("interpretations = 2", "interpretations = 7", "more than the 6 policies"),
        ('outcome = "rec_perform"', 'outcome = "rec_none"', "knows no result"),
        ('stated = "86.7%"', "stated = 87", "a percentage needs of"),
        ('measure = "staff.people"', 'measure = "staff.none"', "no measure"),
        ("stated = 72", 'stated = "viele"', "is no figure"),
        ('measure = "interpretations.published"', "", "needs either a measure"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, told):
    with pytest.raises(BadScenario, match=told):
        load(changed(tmp_path, old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("bodies = 9", "bodies = 29", "26 bodies left of department, and 29 are wanted"),
        ("count = 40", "count = 1", "2 remedies are more than the 1 applications"),
    ],
)
def test_what_the_county_has_not_is_told(tmp_path, old, new, told):
    with pytest.raises(BadScenario, match=told):
        Year(load(changed(tmp_path, old, new)))


@pytest.mark.parametrize("name", names())
def test_the_page_tells_every_figure_of_each_report(name):
    """Those that are lived in no test are held to their scenario, at least."""
    scenario, lines = load(SCENARIOS / f"{name}.toml"), PAGE.read_text("utf-8").splitlines()
    assert f"## {scenario.report}" in lines
    for each in scenario.figures:
        ending = f"| 以后再记 | {each.why} |" if each.counted is None else "|"
        assert any(line.startswith(f"| {each.name} | {each.said} |") and line.endswith(ending) for line in lines), (
            each.name
        )
    assert not any("| 不符 |" in line for line in lines if not line.startswith("| 报告"))


def test_all_wants_a_home_each(monkeypatch, capsys, db):
    monkeypatch.setenv("DATABASE_URL", "postgres://x@127.0.0.1:1/x")
    assert main(["replay", "all"]) == 2
    assert "unset DATABASE_URL" in capsys.readouterr().err
