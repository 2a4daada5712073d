"""Sign-ins on the desk: an administrator hands out a password to begin with, which its person changes first; nobody reaches above themselves."""

import time
from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from tests.plugins.cast import noon

from gongkai.doors.desk import signin
from gongkai.doors.desk.tests.conftest import AT, give
from gongkai.doors.desk.tests.test_sign_in import inside, sign_in
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units import actions as units
from gongkai.ground.units import delegating
from gongkai.ground.units.models import Appointment, Person
from gongkai.pure.declare import Role

NEW = {"name": "宋清和", "username": "song_qinghe", "unit": "zjj", "roles": ["editor", "case_officer"]}
OWN = "海棠-2207-小桥"


def handed_out(response) -> str:
    assert response.status_code == 200, response.context["form"].errors
    return response.context["password"]


def own(client, password=OWN, **more):
    return client.post("/desk/sign-in/first", {"fresh": password, "again": password} | more)


@pytest.fixture
def added(desk):
    """Somebody whom the county's administrator has just added, and the password that was handed out."""

    def add(**changes) -> str:
        return handed_out(desk("lin_guanli").post("/desk/people/new/", NEW | changes))

    return add


def test_somebody_is_added_with_a_password_that_they_change_first(added):
    password = added()
    person = Person.objects.get(username="song_qinghe")
    assert set(Appointment.objects.filter(person=person).values_list("role", "granted_by")) == {
        ("editor", "lin_guanli"),
        ("case_officer", "lin_guanli"),
    }
    assert Fact.objects.filter(name="person.added", actor="lin_guanli").count() == 1
    client = Client()
    assert sign_in(client, "song_qinghe", password).url == signin.FIRST and not inside(client)
    page = client.get(signin.FIRST).content.decode()
    assert "换成只有您自己知道的" in page and "动态验证码" not in page
    assert own(client, password).status_code == 422, "the one that was handed out is nobody's own"
    assert own(client, again="别的").status_code == 422 and not inside(client)
    assert own(client).url == "/desk/" and inside(client)
    person.refresh_from_db()
    assert person.first_until is None and Fact.objects.filter(name="person.renewed", actor="song_qinghe").count() == 1
    assert sign_in(Client(), "song_qinghe", password).status_code == 422
    again = Client()
    assert sign_in(again, "song_qinghe", OWN).url == "/desk/" and inside(again)
    assert own(again, "另外-9981-一个").status_code == 200, "the way in is gone: it is the sign-in page"
    assert sign_in(Client(), "song_qinghe", OWN).url == "/desk/"


def test_who_signs_sets_the_second_factor_at_the_first_sign_in(added):
    client, password = Client(), added(roles=["signatory"])
    sign_in(client, "song_qinghe", password)
    page = client.get(signin.FIRST)
    secret = page.context["secret"].replace(" ", "")
    assert "<svg" in page.content.decode() and Person.objects.get(username="song_qinghe").totp_secret == ""
    wrong = own(client, code="000000")
    assert wrong.status_code == 422 and "验证码不对" in wrong.content.decode() and secret in wrong.context["secret"].replace(" ", "")  # fmt: skip
    assert own(client, code=pyotp.TOTP(secret).now()).url == "/desk/" and inside(client)
    assert Person.objects.get(username="song_qinghe").totp_secret == secret
    later = Client()
    assert "动态验证码" in sign_in(later, "song_qinghe", OWN).content.decode() and not inside(later)
    later.post("/desk/sign-in/code", {"code": pyotp.TOTP(secret).at(time.time() + 30)})
    assert inside(later)


@pytest.mark.parametrize(("day", "opens"), [("2026-03-09", True), ("2026-03-10", False)])
def test_a_password_to_begin_with_opens_for_seven_days(added, today, day, opens):
    password = added()
    assert Person.objects.get(username="song_qinghe").first_until == noon("2026-03-09") == AT + timedelta(days=7)
    today(day)
    answer = sign_in(Client(), "song_qinghe", password)
    assert answer.status_code == (302 if opens else 422)
    assert opens or "过了期限" in answer.content.decode()


def test_what_was_begun_ends_with_the_password_it_began_with(added, desk):
    client = Client()
    sign_in(client, "song_qinghe", added())
    handed_out(desk("lin_guanli").post("/desk/people/of/song_qinghe/password/"))
    assert "登录工作台" in own(client).content.decode() and not inside(client)


def test_a_form_sent_twice_adds_nobody_twice(added, desk):
    added()
    twice = desk("lin_guanli").post("/desk/people/new/", NEW)
    assert twice.status_code == 422 and "已经有人用了" in twice.content.decode() and "宋清和" in twice.content.decode()
    assert Fact.objects.filter(name="person.added", ref="person:song_qinghe").count() == 1


def test_nothing_is_left_of_somebody_who_could_not_be_given_the_role(deep):
    with pytest.raises(units.UnitRefused):
        delegating.add(username="new", name="新人", unit=deep.units["zjz"], roles=[Role.EDITOR, Role.HALL_CLERK], by=deep.actor("office"), at=AT)  # fmt: skip
    assert not Person.objects.filter(username="new").exists()


@pytest.mark.parametrize("what", ["password", "second-factor"])
def test_a_new_password_ends_the_old_one_and_open_sessions(passwords, desk, what):
    officer = Client()
    sign_in(officer, "zhou_jingban")
    assert inside(officer)
    fresh = handed_out(desk("lin_guanli").post(f"/desk/people/of/zhou_jingban/{what}/"))
    assert not inside(officer) and sign_in(Client(), "zhou_jingban").status_code == 422
    assert sign_in(Client(), "zhou_jingban", fresh).url == signin.FIRST
    assert bool(Person.objects.get(username="zhou_jingban").totp_secret) is (what == "password")
    assert Fact.objects.filter(name="person.renewed", actor="lin_guanli", ref="person:zhou_jingban").count() == 1


def test_with_the_second_factor_kept_it_is_asked_before_the_password_is_changed(passwords, desk):
    fresh = handed_out(desk("lin_guanli").post("/desk/people/of/liu_qianfa/password/"))
    client = Client()
    assert "动态验证码" in sign_in(client, "liu_qianfa", fresh).content.decode()
    assert "登录工作台" in client.get(signin.FIRST).content.decode()
    code = pyotp.TOTP(passwords.people["liu_qianfa"].totp_secret).now()
    assert client.post("/desk/sign-in/code", {"code": code}).url == signin.FIRST
    assert own(client).url == "/desk/" and inside(client)


def test_somebody_is_shut_out_at_once(passwords, desk):
    officer = Client()
    sign_in(officer, "zhou_jingban")
    assert desk("lin_guanli").post("/desk/people/of/zhou_jingban/retire/").status_code == 302
    assert not inside(officer)
    page = desk("lin_guanli").get("/desk/people/of/zhou_jingban/").content.decode()
    assert "已停用" in page and "重设密码" not in page
    assert desk("lin_guanli").post("/desk/people/of/zhou_jingban/password/").status_code == 422


@pytest.mark.parametrize(
    ("by", "whom", "status"),
    [
        ("bureau", "clerk", 200),
        ("bureau", "office", 200),
        ("office", "station", 200),
        ("office", "clerk", 422),  # who is an editor of the bureau as well
        ("office", "bureau", 404),
        ("station", "office", 404),
        ("station", "station", 422),  # by nobody but from above
        ("other", "office", 422),  # from beside
        ("bureau", "sun_bianji", 404),
        ("bureau", "lin_guanli", 404),
        ("bureau", "idle", 404),
        ("lin_guanli", "idle", 200),
        ("gao_gongkai", "clerk", 404),
    ],
)
def test_nobody_renews_a_sign_in_that_opens_more_than_they_administer(desk, deep, by, whom, status):
    give(deep, "bureau", "other", "zjs", Role.ADMINISTRATOR)
    give(deep, "office", "clerk", "zjz", Role.EDITOR)
    give(deep, "bureau", "clerk", "zjj", Role.EDITOR)
    deep.people["idle"] = units.add_person(username="idle", name="无事", at=AT, by="setup")
    before = Fact.objects.count()
    assert desk(by).post(f"/desk/people/of/{whom}/password/").status_code == status
    assert Fact.objects.count() == before + (status == 200)
    page = desk(by).get(f"/desk/people/of/{whom}/")
    assert page.status_code == (404 if status == 404 else 200)
    assert status == 404 or ("重设密码" in page.content.decode()) is (status == 200)


def test_who_stands_in_elsewhere_is_not_to_be_taken_over_from_here(desk, deep):
    from gongkai.ground.units.substitutes import substitute

    give(deep, "station", "clerk", "zjz", Role.EDITOR)
    substitute(person=deep.people["liu_qianfa"], substitute=deep.people["clerk"], unit=deep.units["zjj"], role=Role.SIGNATORY, from_on=AT.date(), to_on=AT.date(), reason="休假", by="lin_guanli", at=AT)  # fmt: skip
    assert desk("station").post("/desk/people/of/clerk/password/").status_code == 422
    page = desk("station").get("/desk/people/of/clerk/").content.decode()
    assert "住房和城乡建设局" not in page and "在您管不到的单位里还有职责" in page


def test_who_has_no_role_is_shown_to_whoever_administers_everything(desk, deep):
    idle = [person.username for person in desk("lin_guanli").get("/desk/people/").context["idle"]]
    assert "clerk" in idle and "bureau" not in idle
    assert desk("bureau").get("/desk/people/").context["idle"] == []


def test_who_needs_a_second_factor_is_given_it_on_the_desk_and_then_the_role(desk, cast):
    sent = {"person": "wang_bianji", "unit": "zjj", "role": "signatory"}
    refused = desk("lin_guanli").post("/desk/people/grant/", sent)
    assert refused.status_code == 422 and "重办动态验证码" in refused.content.decode()
    handed_out(desk("lin_guanli").post("/desk/people/of/wang_bianji/second-factor/"))
    assert desk("lin_guanli").post("/desk/people/grant/", sent).status_code == 302


def test_who_is_to_sign_from_next_week_on_sets_the_second_factor_now(desk, cast):
    from gongkai.ground.units.substitutes import substitute

    week = {"from_on": AT.date() + timedelta(7), "to_on": AT.date() + timedelta(14)}
    said = {"person": cast.people["liu_qianfa"], "unit": cast.units["zjj"], "role": Role.SIGNATORY, "reason": "休假", "by": "lin_guanli", "at": AT} | week  # fmt: skip
    with pytest.raises(units.UnitRefused, match="重办动态验证码"):
        substitute(substitute=cast.people["wang_bianji"], **said)
    password = handed_out(desk("lin_guanli").post("/desk/people/of/wang_bianji/second-factor/"))
    substitute(substitute=Person.objects.get(username="wang_bianji"), **said)
    client = Client()
    assert sign_in(client, "wang_bianji", password).url == signin.FIRST
    secret = client.get(signin.FIRST).context["secret"].replace(" ", "")
    assert own(client, code=pyotp.TOTP(secret).now()).url == "/desk/" and inside(client)
    assert Person.objects.get(username="wang_bianji").totp_secret == secret
