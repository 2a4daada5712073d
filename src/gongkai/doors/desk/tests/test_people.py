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
    for day in ("2026-03-02", "2026-03-03"):
        with pytest.raises(units.UnitRefused):
            delegating.grant(person=deep.people["clerk"], unit=deep.units["zjz"], role=Role.EDITOR, by=deep.actor("office", day), at=noon(day))  # fmt: skip
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


LEFT = "/desk/people/of/office/granted/"


def test_who_was_an_administrator_is_none_from_that_moment_and_what_they_granted_is_shown(desk, deep):
    """No hour is left in which to grant: neither a role nor a sign-in; another role is held to the end of the day."""
    give(deep, "office", "clerk", "zjz", Role.EDITOR)
    give(deep, "bureau", "office", "zjs", Role.EDITOR)
    office, above = desk("office"), desk("bureau")
    key = held(deep, "office", "zjs", Role.ADMINISTRATOR).pk
    answer = above.post(f"/desk/people/{key}/revoke")
    assert answer.url == LEFT
    sent = {"person": "other员", "unit": "zjz", "role": "editor"}
    assert office.post("/desk/people/grant/", sent).status_code == 404
    assert office.post("/desk/people/new/", {}).status_code == 404 and office.get("/desk/people/").status_code == 404
    assert office.get("/desk/").status_code == 200 and not deep.scope("other").by_role
    page = above.get(LEFT)
    text = page.content.decode()
    assert "从现在起不是zjs的系统管理员" in text
    assert "clerk员，zjz的信息编辑" in text and "station员，zjz的系统管理员" in text
    assert "现在不管这个单位" in above.get("/desk/people/?unit=zjz").content.decode()
    assert "还有2项有效" in above.get("/desk/people/of/office/").content.decode()
    above.post(f"/desk/people/{held(deep, 'office', 'zjs', Role.EDITOR).pk}/revoke")
    assert office.get("/desk/").status_code == 200, "of anything else today is the last day"


def test_what_they_granted_is_taken_away_at_once_each_with_its_fact_and_then_what_those_granted(desk, deep):
    give(deep, "office", "clerk", "zjz", Role.EDITOR)
    give(deep, "station", "other", "zjz", Role.EDITOR)
    above = desk("bureau")
    delegating.revoke(appointment=held(deep, "office", "zjs", Role.ADMINISTRATOR), by=deep.actor("bureau"), at=AT)
    assert "请至少选一项" in above.post(LEFT, {}).content.decode()
    gone = held(deep, "bureau", "zjj", Role.ADMINISTRATOR).pk
    assert above.post(LEFT, {"grants": [gone]}).status_code == 422
    before = Fact.objects.filter(name="person.relieved").count()
    clerk, station = held(deep, "clerk", "zjz", Role.EDITOR), held(deep, "station", "zjz", Role.ADMINISTRATOR)
    answer = above.post(LEFT, {"grants": [clerk.pk, station.pk]})
    assert answer.url == "/desk/people/of/station/granted/"
    assert Fact.objects.filter(name="person.relieved", actor="bureau").count() == before + 2
    assert "other员，zjz的信息编辑" in above.get(answer.url).content.decode()
    assert above.post(answer.url, {"grants": [held(deep, "other", "zjz", Role.EDITOR).pk]}).url == "/desk/people/"
    assert "没有要取消的" in desk("lin_guanli").get(LEFT).content.decode()


def test_who_has_just_been_shut_out_is_still_shown_to_who_did_it_with_what_they_granted(desk, deep):
    above = desk("bureau")
    answer = above.post("/desk/people/of/office/retire/", follow=True)
    assert answer.status_code == 200 and "还有1项有效" in answer.content.decode()
    assert "station员，zjz的系统管理员" in above.get(LEFT).content.decode()
    assert desk("lin_guanli").get("/desk/people/of/office/").status_code == 200


def test_what_somebody_granted_elsewhere_is_nobodys_who_does_not_administer_it(desk, deep):
    give(deep, "office", "clerk", "zjz", Role.EDITOR)
    delegating.revoke(appointment=held(deep, "office", "zjs", Role.ADMINISTRATOR), by=deep.actor("bureau"), at=AT)
    station = desk("station")
    assert "clerk员" in station.get(LEFT).content.decode(), "they administer the unit that it was granted for"
    page = station.get(LEFT).content.decode()
    assert "您不能取消的" in page and "自己的职责，请上一级管理员来取消" in page
    mine = held(deep, "station", "zjz", Role.ADMINISTRATOR)
    assert station.post(LEFT, {"grants": [mine.pk]}).status_code == 422 and mine.to_on is None
    for who in ("gao_gongkai", "wang_bianji"):
        assert desk(who).get(LEFT).status_code == 404
    give(deep, "lin_guanli", "other", "wjw", Role.ADMINISTRATOR)
    assert desk("other").get(LEFT).status_code == 404


def test_a_role_that_reaches_everywhere_is_offered_only_to_who_may_grant_it(desk, deep):
    for path in ("grant", "new"):
        assert "综合窗口人员" not in desk("bureau").get(f"/desk/people/{path}/").content.decode()
        assert "综合窗口人员" in desk("lin_guanli").get(f"/desk/people/{path}/").content.decode()
    sent = {"person": "clerk员", "unit": "zjz", "role": "hall_clerk"}
    assert desk("bureau").post("/desk/people/grant/", sent).status_code == 422
