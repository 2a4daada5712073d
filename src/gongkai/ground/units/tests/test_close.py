"""A unit closes: its successor stands in for it, the past stays counted, nobody acts for it any more by itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plugins.cast import noon

from gongkai.ground.units import closure
from gongkai.ground.units.actions import UnitRefused, appoint, close_unit, open_unit
from gongkai.ground.units.closure import Tree
from gongkai.ground.units.models import Appointment, Closure, Unit
from gongkai.ground.units.queries import successor_of
from gongkai.ground.units.scope import scope_of, subtree
from gongkai.pure.declare import Role

AT = noon("2026-07-01")
ON = date(2026, 7, 1)
BEFORE, AFTER = ON - timedelta(1), ON + timedelta(1)


def close(cast, unit: str = "zjj", successor: str = "wjw", on: date = ON) -> Unit:
    return close_unit(unit=cast.units[unit], successor=cast.units[successor], on=on, at=AT, by="lin")


def rows() -> set[tuple]:
    return set(Closure.objects.values_list("ancestor_id", "descendant_id", "from_on", "to_on", "by_succession"))


@pytest.mark.parametrize(("day", "below"), [(BEFORE, False), (ON, True), (AFTER, True)])
def test_the_successor_counts_it_from_that_day_on(cast, day, below):
    close(cast)
    assert (cast.units["zjj"].pk in subtree(cast.units["wjw"].pk, day)) is below
    assert cast.units["zjj"].pk in subtree(cast.units["xzf"].pk, day)


@pytest.mark.parametrize(("day", "acts"), [(BEFORE, False), (ON, True), (AFTER, True)])
def test_the_successors_people_act_for_it_from_that_day_on(cast, day, acts):
    close(cast)
    scope = scope_of(cast.people["qian_jingban"], day)
    assert (cast.units["zjj"].pk in scope.by_role[Role.CASE_OFFICER]) is acts
    assert (cast.units["zjj"].pk in scope.units) is acts


def test_units_above_the_successor_do_not_act_for_it(cast):
    appoint(
        person=cast.people["gao_gongkai"], unit=cast.units["xzf"], role=Role.EDITOR, at=AT, by="lin", from_on=BEFORE
    )
    close(cast)
    assert scope_of(cast.people["gao_gongkai"], ON).by_role[Role.EDITOR] == {cast.units["xzf"].pk}


@pytest.mark.parametrize(("day", "holds"), [(BEFORE, True), (ON, False), (AFTER, False)])
def test_its_own_people_are_relieved(cast, day, holds):
    close(cast)
    assert bool(scope_of(cast.people["zhou_jingban"], day).by_role) is holds
    assert not Appointment.objects.filter(unit=cast.units["zjj"], to_on=None).exists()


def test_a_successor_of_a_successor_stands_in_for_both(cast):
    new = open_unit(
        code="zzj",
        name="明川县住建卫生局",
        short_name="住建卫生局",
        level="department",
        parent_code="xzf",
        opened_on=ON,
        at=AT,
        by="lin",
    )
    cast.units["zzj"] = new
    close(cast)
    later = ON + timedelta(31)
    close_unit(unit=cast.units["wjw"], successor=new, on=later, at=noon("2026-08-01"), by="lin")
    succeeded = Closure.objects.filter(ancestor=new, by_succession=True).values_list("descendant__code", flat=True)
    assert set(succeeded) == {"zjj", "wjw"}
    assert successor_of(Unit.objects.get(code="zjj")) == new
    assert cast.units["zjj"].pk not in subtree(new.pk, later - timedelta(1))
    assert cast.units["zjj"].pk in subtree(new.pk, later)


def test_those_who_stood_above_it_lose_it_unless_they_stand_above_the_successor(cast):
    below = open_unit(
        code="zjj1",
        name="质量监督站",
        short_name="质监站",
        level="institution",
        parent_code="zjj",
        opened_on=date(2010, 1, 1),
        at=AT,
        by="lin",
    )
    cast.units["zjj1"] = below
    close(cast, "zjj1")
    assert below.pk in subtree(cast.units["zjj"].pk, BEFORE)
    assert below.pk not in subtree(cast.units["zjj"].pk, ON)
    assert below.pk in subtree(cast.units["xzf"].pk, ON)


def test_what_is_refused(cast):
    open_unit(
        code="zjj1",
        name="质量监督站",
        short_name="质监站",
        level="institution",
        parent_code="zjj",
        opened_on=date(2010, 1, 1),
        at=AT,
        by="lin",
    )
    with pytest.raises(UnitRefused, match="先撤并下级单位"):
        close(cast)
    with pytest.raises(UnitRefused, match="另一个"):
        close(cast, "wjw", "wjw")
    with pytest.raises(UnitRefused, match="本级政府"):
        close(cast, "xzf")
    for on in (cast.units["wjw"].opened_on - timedelta(1), AFTER):
        with pytest.raises(UnitRefused, match="撤销日期"):
            close(cast, "wjw", "zjj", on)
    close(cast, "wjw", "zjj")
    with pytest.raises(UnitRefused, match="已经撤销了"):
        close(cast, "wjw", "zjj")
    with pytest.raises(UnitRefused, match="已经撤销"):
        open_unit(
            code="x",
            name="新站",
            short_name="新站",
            level="institution",
            parent_code="wjw",
            opened_on=ON,
            at=AT,
            by="lin",
        )


def test_made_anew_it_is_the_same(cast):
    opened = rows()
    closure.rebuild()
    assert rows() == opened
    close(cast)
    closed = rows()
    closure.rebuild()
    assert rows() == closed != opened


def below(cast, code: str, parent: str, opened_on: date) -> Unit:
    names = {"name": f"监督{code}站", "short_name": f"监督{code}站"}
    cast.units[code] = open_unit(
        code=code, level="institution", parent_code=parent, opened_on=opened_on, at=AT, by="lin", **names
    )
    return cast.units[code]


@pytest.mark.parametrize("opened_on", [BEFORE, ON])
def test_a_unit_opened_by_mistake_is_closed_the_same_day(cast, opened_on):
    opened = below(cast, "zjj1", "zjj", opened_on)
    close(cast, "zjj1", "wjw", opened_on)
    entered = rows()
    closure.rebuild()
    assert rows() == entered
    assert opened.pk not in subtree(cast.units["zjj"].pk, opened_on)
    assert opened.pk in subtree(cast.units["wjw"].pk, opened_on)
    with pytest.raises(UnitRefused, match="撤销日期"):
        below(cast, "zjj2", "zjj", opened_on)
        close(cast, "zjj2", "wjw", opened_on - timedelta(1))


@st.composite
def trees(draw) -> list[Unit]:
    """Units below one government, some closed into others that opened earlier and are open on that day."""
    units = [Unit(pk=0, code="0", opened_on=date(2000, 1, 1), level="government")]
    for pk in range(1, draw(st.integers(2, 7))):
        parent = draw(st.sampled_from([unit for unit in units if not unit.closed_on]))
        units.append(Unit(pk=pk, code=str(pk), parent_code=parent.code, opened_on=date(2000, 1, 1)))
    for year in range(2001, 2001 + draw(st.integers(0, 4))):
        parents = {unit.parent_code for unit in units if not unit.closed_on}
        able = [unit for unit in units[1:] if not unit.closed_on and unit.code not in parents]
        others = [unit for unit in units if not unit.closed_on]
        if able and len(others) > 1:
            unit = draw(st.sampled_from(able))
            unit.closed_on = date(year, 7, 1)
            unit.successor_code = draw(st.sampled_from([each.code for each in others if each is not unit]))
    return units


@given(trees(), st.integers(2000, 2006))
def test_whatever_closes_the_whole_still_counts_every_unit_once(units, year):
    stands = [
        s
        for s in Tree(units).stands
        if s.from_on <= date(year, 12, 31) and (s.to_on is None or s.to_on >= date(year, 12, 31))
    ]
    assert sorted(s.descendant for s in stands if s.ancestor == 0) == [unit.pk for unit in units]
    assert len({(s.ancestor, s.descendant) for s in stands}) == len(stands)
    above = {unit.pk: {s.ancestor for s in stands if s.descendant == unit.pk} for unit in units}
    assert all(above[ancestor] <= above[pk] for pk in above for ancestor in above[pk])
