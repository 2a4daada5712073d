"""Following the facts gives the same bytes as building everything anew, after every history."""

import itertools

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from tests.plugins.cast import noon

from gongkai.engines.site import build
from gongkai.ground.rules import queries as rules
from gongkai.kernel.records import actions

from .helpers import EDITOR, Office, files
from .histories import NAMES, RECORDS, History, make_pages_small, steps


@pytest.fixture
def small_pages(monkeypatch):
    make_pages_small(monkeypatch)


@pytest.mark.parametrize(
    "kinds, examples",
    [
        pytest.param(RECORDS, 12, id="records", marks=pytest.mark.one_engine),
        pytest.param(RECORDS + NAMES, 4, id="names too"),
    ],
)
def test_incremental_is_full(cast, small_pages, tmp_path, monkeypatch, kinds, examples):
    office, count = Office(cast), itertools.count()

    @settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(steps(*kinds))
    def same_bytes(lived):
        home = tmp_path / str(next(count))
        monkeypatch.setenv("GONGKAI_HOME", str(home / "followed"))
        with transaction.atomic():
            build.catch_up()
            history = History(office)
            for step in lived:
                history.live(*step)
            build.catch_up()
            followed = files()
            monkeypatch.setenv("GONGKAI_HOME", str(home / "whole"))
            build.full()
            whole = files()
            transaction.set_rollback(True)
        rules.forget()
        for unit in cast.units.values():
            unit.refresh_from_db()
        assert sorted(followed) == sorted(whole)
        assert [path for path in whole if whole[path] != followed[path]] == []

    same_bytes()


def test_a_moved_record_that_is_withdrawn(cast, small_pages, home):
    office = Office(cast)
    records = [office.publish(f"2026-03-0{day}", title=f"第{day}号") for day in range(2, 8)]
    office.move(records[1], "notices", "2026-03-09")
    build.catch_up()
    office.withdraw(records[1], "2026-03-10")
    build.catch_up()
    followed = files()
    build.full()
    assert followed == files()


def test_only_what_depends_is_written(cast, home):
    office = Office(cast)
    office.publish("2026-03-02")
    build.catch_up()
    other = office.publish("2026-03-03", unit="wjw", section="notices", kind="notice", title="体检公告")
    done = build.catch_up()
    assert done is not None and not done.full
    before = files()
    assert f"r/{other.pk}/index.html" in before
    assert build.catch_up() is None
    actions.submit(record=office.draft("2026-03-04"), by=office.actors[EDITOR], at=noon("2026-03-04"))
    done = build.catch_up()
    assert done is not None and (done.written, done.removed) == (0, 0)
    assert files() == before
