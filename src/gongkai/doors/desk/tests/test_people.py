"""Delegated administration: nobody grants more than they hold, several levels deep, and who granted what stands in the list and the ledger."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.conftest import AT, give
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units import actions as units
from gongkai.ground.units import delegating
from gongkai.ground.units.models import Appointment
from gongkai.pure.declare import Role


def held(cast, person, unit, role) -> Appointment:
    return Appointment.objects.select_related("person", "unit").get(person=cast.people[person], unit=cast.units[unit], role=role)  # fmt: skip


def test_three_levels_down_somebody_becomes_an_editor(deep):
    made = give(deep, "station", "clerk", "zjz", Role.EDITOR)
    assert made.granted_by == "station" and Fact.objects.filter(name="person.appointed", actor="station").count() == 1
    assert deep.actor("clerk").holds(Role.EDITOR, deep.units["zjz"].pk)


@pytest.mark.parametrize(
    ("by", "unit", "fine"),
    [("office", "zjz", True), ("office", "zjs", True), ("office", "zjj", False), ("office", "wjw", False), ("office", "xzf", False),
     ("station", "zjs", False), ("bureau", "zjz", True), ("wang_bianji", "zjj", False), ("gao_gongkai", "zjj", False)],
)  # fmt: skip
@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR, Role.SUPERVISOR])
def test_nobody_grants_beyond_what_they_administer(deep, by, unit, fine, role):
    if fine:
        assert give(deep, by, "clerk", unit, role).pk
    else:
        with pytest.raises(units.UnitRefused):
            give(deep, by, "clerk", unit, role)
        assert not deep.scope("clerk").by_role


def test_nobody_grants_anything_to_themselves_nor_what_reaches_everywhere(deep):
    with pytest.raises(units.UnitRefused, match="不能给自己"):
        give(deep, "bureau", "bureau", "zjs", Role.SIGNATORY)
    with pytest.raises(units.UnitRefused, match="管全部单位"):
        give(deep, "bureau", "clerk", "zjj", Role.HALL_CLERK)
    assert give(deep, "lin_guanli", "clerk", "zjj", Role.HALL_CLERK).pk


def test_who_signs_needs_a_second_factor_first(deep):
    deep.people["plain"] = units.add_person(username="plain", name="无码", at=AT, by="setup")
    with pytest.raises(units.UnitRefused, match="动态验证码"):
        give(deep, "bureau", "plain", "zjj", Role.SIGNATORY)


def test_power_ends_where_it_was_taken_away(deep):
    delegating.revoke(appointment=held(deep, "office", "zjs", Role.ADMINISTRATOR), by=deep.actor("bureau"), at=AT)
    assert Fact.objects.filter(name="person.relieved", actor="bureau").count() == 1
    later = deep.actor("office", "2026-03-03")
    with pytest.raises(units.UnitRefused):
        delegating.grant(person=deep.people["clerk"], unit=deep.units["zjz"], role=Role.EDITOR, by=later, at=noon("2026-03-03"))  # fmt: skip
    assert held(deep, "station", "zjz", Role.ADMINISTRATOR).to_on is None, (
        "what was granted meanwhile stays, with its granter's name"
    )


@pytest.mark.parametrize(
    ("by", "person", "unit", "role", "fine"),
    [
        ("office", "station", "zjz", Role.ADMINISTRATOR, True),
        ("bureau", "station", "zjz", Role.ADMINISTRATOR, True),
        ("other", "office", "zjs", Role.ADMINISTRATOR, False),
        ("station", "office", "zjs", Role.ADMINISTRATOR, False),
        ("bureau", "he_jiancha", "xzf", Role.SUPERVISOR, False),
        ("bureau", "wang_bianji", "zjj", Role.EDITOR, True),
        ("office", "wang_bianji", "zjj", Role.EDITOR, False),
        ("bureau", "bureau", "zjj", Role.ADMINISTRATOR, False),
    ],
)
def test_who_oversees_or_administers_is_relieved_from_above(deep, by, person, unit, role, fine):
    give(deep, "bureau", "other", "zjs", Role.ADMINISTRATOR)
    found = held(deep, person, unit, role)
    if fine:
        assert delegating.revoke(appointment=found, by=deep.actor(by), at=AT).to_on == AT.date()
        with pytest.raises(units.UnitRefused):
            delegating.revoke(appointment=found, by=deep.actor(by), at=AT)
    else:
        with pytest.raises(units.UnitRefused):
            delegating.revoke(appointment=found, by=deep.actor(by), at=AT)


def test_the_list_says_who_granted_what(desk, deep):
    give(deep, "station", "clerk", "zjz", Role.EDITOR)
    office = desk("office")
    page = office.get("/desk/people/?unit=zjz").content.decode()
    assert "clerk员" in page and "station员授予" in page
    assert office.get("/desk/people/").context["unit"].code == "zjs"
    assert office.get("/desk/people/?unit=zjj").status_code == 404
    assert desk("wang_bianji").get("/desk/people/").status_code == 404
    units.retire(person=deep.people["station"], at=AT, by="setup")
    assert "授予的人已经离开" in desk("office").get("/desk/people/?unit=zjz").content.decode()


def test_it_is_granted_and_taken_away_on_the_desk(desk, deep):
    office = desk("office")
    sent = {"person": "clerk员", "unit": "zjz", "role": "editor"}
    assert office.post("/desk/people/grant/", sent).status_code == 302
    twice = office.post("/desk/people/grant/", sent)
    assert twice.status_code == 422 and "已经是" in twice.content.decode() and "clerk员" in twice.content.decode()
    assert office.post("/desk/people/grant/", sent | {"unit": "zjj"}).status_code == 422
    assert "不能给自己" in office.post("/desk/people/grant/", sent | {"person": "office"}).content.decode()
    key = held(deep, "clerk", "zjz", Role.EDITOR).pk
    assert desk("lin_guanli").get("/desk/people/?unit=zjz").status_code == 200
    for who, status in (("wang_bianji", 404), ("station", 302)):
        assert desk(who).post(f"/desk/people/{key}/revoke").status_code == status
    assert held(deep, "clerk", "zjz", Role.EDITOR).to_on == AT.date()
    above = held(deep, "bureau", "zjj", Role.ADMINISTRATOR).pk
    assert office.post(f"/desk/people/{above}/revoke").status_code == 404
