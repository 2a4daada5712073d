"""No fact, no act: when the ledger cannot be written, every action leaves the database exactly as it was."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

import gongkai
from gongkai.ground.documents import actions as documents
from gongkai.ground.ledger import acts
from gongkai.ground.units import actions as units
from gongkai.kernel.flow.clocks import clock_of
from tests.plugins.acts import SCENES
from tests.plugins.scenes import DAY


def all_acts() -> Iterator[str]:
    """Every function declared as an act, as "<module>.<function>" with the room's name for an actions module."""
    for found in pkgutil.walk_packages(gongkai.__path__, "gongkai."):
        if (
            ".tests" in found.name
            or ".migrations" in found.name
            or found.name.startswith("gongkai.demo")
            or found.name.endswith("__main__")
        ):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if getattr(value, "is_act", False) and value.__module__ == module.__name__:
                parts = module.__name__.split(".")
                room = parts[-2] if parts[-1] == "actions" else parts[-1]
                yield f"{room}.{name}"


def everything() -> dict[str, list]:
    """All rows of all tables but the ledger's register of numbers, which may only rise."""
    with connection.cursor() as cursor:
        return {
            table: sorted(map(repr, cursor.execute(f'SELECT * FROM "{table}"').fetchall()))
            for table in {m._meta.db_table for m in apps.get_models(include_auto_created=True)}
        }


@pytest.fixture
def broken_ledger(monkeypatch):
    def breaks() -> None:
        def refuse(queue) -> None:
            raise DatabaseError("the ledger cannot be written")

        monkeypatch.setattr(acts, "_number_and_insert", refuse)

    return breaks


@pytest.mark.parametrize("name", sorted(SCENES))
def test_no_fact_no_act(name, cast, broken_ledger):
    act = SCENES[name](cast)
    before = everything()
    broken_ledger()
    with pytest.raises(DatabaseError):
        act()
    assert everything() == before


@pytest.mark.parametrize("name", sorted(SCENES))
def test_the_act_itself_changes_something(name, cast):
    act = SCENES[name](cast)
    before = everything()
    act()
    assert everything() != before


def test_every_act_is_tried():
    assert set(all_acts()) - set(SCENES) == set()


def test_an_act_that_records_nothing_is_refused(cast):
    with pytest.raises(acts.NoFact), acts.act():
        units.Unit.objects.filter(code="zjj").update(name="悄悄改名")
    assert units.Unit.objects.get(code="zjj").name == "明川县住房和城乡建设局"


def test_a_fact_needs_an_act(cast):
    with pytest.raises(RuntimeError):
        acts.record(units.facts.UnitChanged("zjj", "x"), ref="unit:zjj", by="lin", at=DAY)


def test_helpers_of_an_act_are_no_acts():
    assert not hasattr(documents.issue, "is_act") and not hasattr(clock_of, "is_act")
