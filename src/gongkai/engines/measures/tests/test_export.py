"""What is counted goes out as Parquet, and is counted there by the same declarations: every measure, beside the live rows, on either database."""

import json
from datetime import date

import pytest

from gongkai.engines.measures import exporting, sheets
from gongkai.engines.measures import queries as counting
from gongkai.engines.measures.exported import Exported
from gongkai.engines.measures.exporting import NotAnExport, export
from gongkai.engines.measures.tests.filled import FACTS, fill
from gongkai.engines.measures.tests.histories import tell
from gongkai.ground.units.models import Unit

PERIODS = ("2025", "2025-Q3")


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    monkeypatch.setattr(counting, "SNAPSHOT", "default")


@pytest.fixture
def county(cast):
    fill(cast)
    return cast


def test_every_measure_is_what_the_live_rows_say(county, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "PART", 50)  # so that tables have several files
    Unit.objects.filter(code="wjw").update(in_totals=False)
    ticks = []
    done = export(tmp_path / "out", lambda *at: ticks.append(at))
    assert done.size == FACTS and not done.fresh and ticks[-1][0] == ticks[-1][1] == done.rows
    source, told = Exported(tmp_path / "out"), 0
    for words in PERIODS:
        period = counting.period_of(words)
        for code in ("xzf", "zjj", "wjw"):
            units = counting.counted_units(county.units[code], period.last)
            assert source.counted_units(source.unit(code).pk, period.last) == units
            for measure in counting.measures().values():
                for size in (None, FACTS // 2):
                    live = counting.value(measure, period, units, None, size)
                    assert source.value(measure, period, units, None, size) == live, (measure.key, words, code, size)
                    told += bool(live)
    assert told > 2 * len(counting.measures())


def test_breakdowns_and_lists_and_days_are_the_same(county, tmp_path):
    export(tmp_path / "out")
    source, period = Exported(tmp_path / "out"), counting.period_of("2025")
    units, one = counting.counted_units(county.units["xzf"], period.last), {"unit": county.units["zjj"].pk}
    for key in ("foi.closed", "staff.people", "lawsuits.in_hand"):
        measure = counting.measures()[key]
        by = measure.dimensions
        assert source.grouped(measure, period, units, by) == counting.grouped(measure, period, units, by)
        listed = counting.rows(measure, period, units).order_by(measure.on, "ref")
        assert source.refs(measure, period, units) == list(listed.values_list("ref", measure.on, "unit_id"))
        assert source.value(measure, period, units, one) == counting.value(measure, period, units, one)
    assert [source.size_on(day) for day in (date(2000, 1, 1), date(2030, 1, 1))] == [0, FACTS]
    inside = source.size_on(date(2025, 11, 1))
    assert 0 < inside < FACTS and source.size_on(date(2025, 11, 3)) == inside + 1
    assert all(each.stat().st_mode & 0o077 == 0 for each in (tmp_path / "out").rglob("*.parquet"))


def test_again_it_is_there_and_one_that_broke_off_leaves_what_was_there(county, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    export(folder)
    assert export(folder).fresh
    tell({})
    sheets.catch_up()
    packed = exporting._pack

    def torn(part, plain, path, engine):
        if part.name == "outlet":
            raise OSError("killed")
        packed(part, plain, path, engine)

    monkeypatch.setattr(exporting, "_pack", torn)
    with pytest.raises(OSError):
        export(folder)
    assert Exported(folder).size == FACTS
    monkeypatch.setattr(exporting, "_pack", packed)
    assert export(folder).size == FACTS + 1 == Exported(folder).size
    assert [each.name for each in folder.glob("at-*")] == [f"at-{FACTS + 1}"]


def test_a_folder_that_holds_something_else_is_left_alone(county, tmp_path):
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(NotAnExport, match=r"letters\.txt"):
        export(tmp_path)
    with pytest.raises(NotAnExport, match="holds no export"):
        Exported(tmp_path)


def test_damage_is_told(county, tmp_path):
    export(tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "export.json").read_bytes())
    (tmp_path / "out" / f"at-{FACTS}" / manifest["files"]["case"][0]["file"]).write_bytes(b"torn")
    with pytest.raises(NotAnExport, match="damaged"):
        Exported(tmp_path / "out")
