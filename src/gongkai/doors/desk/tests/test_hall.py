"""The window of the government's service hall takes down applications for any unit, and keeps number and state in sight, no more."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.test_register import URL
from gongkai.ground.units.actions import add_person, appoint, close_unit, open_unit
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.models import Duty, StepTaken
from gongkai.procedures.foi import actions as foi
from gongkai.pure.declare import Role

LIST = "/desk/p/foi/taken-down/"
AT = noon("2026-03-01")


@pytest.fixture
def hall(cast):
    """A service centre with one clerk at its window, and a school."""
    for code, name in (("zwzx", "明川县政务服务中心"), ("school", "明川县第一中学")):
        cast.units[code] = open_unit(
            code=code, name=name, short_name=name[3:], level="institution", parent_code="xzf", opened_on=AT.date(), at=AT, by="setup"
        )  # fmt: skip
    cast.people["qin_chuangkou"] = add_person(username="qin_chuangkou", name="秦小满", at=AT, by="setup")
    appoint(person=cast.people["qin_chuangkou"], unit=cast.units["zwzx"], role=Role.HALL_CLERK, at=AT, by="setup")
    return cast


@pytest.fixture
def taken(hall, desk, paper):
    """What the clerk took down for the housing bureau."""
    answer = desk("qin_chuangkou").post(URL, paper)
    assert answer.status_code == 200, answer.context["form"].errors
    return Case.objects.get()


@pytest.mark.parametrize("unit", ["zjj", "wjw", "xzf"])
def test_it_goes_to_the_unit_that_was_asked(hall, desk, paper, unit):
    assert desk("qin_chuangkou").post(URL, paper | {"unit": str(hall.units[unit].pk)}).status_code == 200
    case = Case.objects.get()
    assert case.unit == hall.units[unit] and StepTaken.objects.get(ref=case.ref).unit == hall.units["zwzx"]
    (duty,) = Duty.objects.filter(ref=case.ref, closed_on=None)
    assert (duty.unit, duty.role) == (hall.units[unit], Role.CASE_OFFICER)


@pytest.mark.parametrize("unit", ["school", "zwzx", "closed"])
def test_only_units_that_take_applications_are_offered(hall, desk, paper, unit):
    if unit == "closed":
        hall.units["closed"] = hall.units["wjw"]
        close_unit(unit=hall.units["wjw"], successor=hall.units["zjj"], on=AT.date(), at=AT, by="setup")
    client = desk("qin_chuangkou")
    assert hall.units[unit].name not in client.get(URL).content.decode()
    assert client.post(URL, paper | {"unit": str(hall.units[unit].pk)}).status_code == 422
    assert not Case.objects.exists()


def test_the_action_itself_refuses_a_unit_that_takes_none(hall):
    request = foi.Request("natural", {"name": "李四"}, "名单", "申请公开名单。", "paper", "post")
    with pytest.raises(foi.StepRefused, match="不受理申请"):
        foi.register(
            unit=hall.units["school"], request=request, channel="counter", by=hall.actor("qin_chuangkou"), at=AT
        )


def test_the_clerk_keeps_number_and_state_in_sight_and_nothing_else(taken, desk, paper):
    client = desk("qin_chuangkou")
    page = client.get(f"/desk/c/{taken.reference}/").content.decode()
    assert taken.reference in page and "已收到" in page and "由住房和城乡建设局办" in page
    listed = client.get(LIST).content.decode()
    assert taken.reference in listed and "已收到" in listed
    for text in (
        page,
        listed,
        client.get("/desk/?tab=unit").content.decode(),
        client.get("/desk/?tab=closed").content.decode(),
    ):
        assert not [
            each for each in (paper["subject"], paper["wanted"], paper["name"], "李某", paper["phone"]) if each in text
        ]
    for path in ("party", "do/accept/", "do/confirm/", "do/note/", "do/conceal/"):
        assert client.post(f"/desk/c/{taken.reference}/{path}").status_code == 404, path
    from gongkai.ground.documents.models import Notice

    for notice in Notice.objects.filter(ref=taken.ref):
        assert client.get(f"/desk/c/{taken.reference}/n/{notice.pk}/").status_code == 404
        assert client.post(f"/desk/c/{taken.reference}/n/{notice.pk}/pdf").status_code == 404


def test_the_state_is_the_present_one_until_the_case_becomes_confidential(taken, desk, hall):
    client = desk("qin_chuangkou")
    foi.accept(case=taken, by=hall.actor("zhou_jingban"), at=noon("2026-03-02"))
    assert (
        "办理中" in client.get(f"/desk/c/{taken.reference}/").content.decode()
        and "办理中" in client.get(LIST).content.decode()
    )
    cases.conceal(
        case=taken, reason="涉及国家秘密", officer="zhou_jingban", by=hall.actor("liu_qianfa"), at=noon("2026-03-02")
    )
    assert client.get(f"/desk/c/{taken.reference}/").status_code == 404
    assert taken.reference not in client.get(LIST).content.decode()


@pytest.mark.parametrize("who", ["chen_chuangkou", "zhou_jingban", "gao_gongkai"])
def test_the_list_is_there_for_the_halls_clerks_alone(taken, desk, who):
    assert desk(who).get(LIST).status_code == 404


def test_another_halls_clerk_does_not_see_it(taken, desk, hall):
    hall.people["ma_chuangkou"] = add_person(username="ma_chuangkou", name="马小雨", at=AT, by="setup")
    appoint(person=hall.people["ma_chuangkou"], unit=hall.units["wjw"], role=Role.HALL_CLERK, at=AT, by="setup")
    client = desk("ma_chuangkou")
    assert client.get(f"/desk/c/{taken.reference}/").status_code == 404
    assert taken.reference not in client.get(LIST).content.decode()


def test_the_unit_that_handles_it_sees_which_window_took_it_down(taken, desk):
    assert "秦小满（政务服务中心）" in desk("zhou_jingban").get(f"/desk/c/{taken.reference}/").content.decode()
