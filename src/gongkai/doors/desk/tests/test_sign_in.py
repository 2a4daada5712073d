"""Signing in: who gets in, who does not, and that strangers learn nothing."""

import time

import pyotp
import pytest
from django.test import Client
from tests.plugins.cast import noon

from gongkai.doors.desk import throttle
from gongkai.doors.desk.tests.conftest import PASSWORD, SECRET
from gongkai.ground.units.actions import relieve
from gongkai.ground.units.models import Appointment


def sign_in(client, username, password=PASSWORD, **more):
    return client.post("/desk/sign-in", {"username": username, "password": password} | more)


def inside(client) -> bool:
    return "登录工作台" not in client.get("/desk/").content.decode()


def code(shift: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(time.time() + 30 * shift)


def test_an_officer_signs_in_with_a_password(passwords, today):
    client = Client()
    assert sign_in(client, "zhou_jingban").url == "/desk/" and inside(client)


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(passwords, today):
    one, other = sign_in(Client(), "nobody_here"), sign_in(Client(), "zhou_jingban", "wrong")
    assert one.status_code == other.status_code == 422
    for response in (one, other):
        assert "用户名或密码不对，请再看看" in response.content.decode()


def test_somebody_retired_is_a_stranger(passwords, today):
    person = passwords.people["zhou_jingban"]
    person.active = False
    person.save()
    client = Client()
    assert sign_in(client, "zhou_jingban").status_code == 422 and not inside(client)


def test_who_signs_needs_a_code_as_well(passwords, today):
    client = Client()
    response = sign_in(client, "liu_qianfa")
    assert "动态验证码" in response.content.decode() and not inside(client)
    assert client.post("/desk/sign-in/code", {"code": code()}).status_code == 302
    assert inside(client)


@pytest.mark.parametrize(("shift", "fits"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_code_may_be_one_step_off(passwords, today, monkeypatch, shift, fits):
    instant = time.time() // 30 * 30 + 15
    monkeypatch.setattr("gongkai.doors.desk.signin.time.time", lambda: instant)
    client = Client()
    sign_in(client, "liu_qianfa")
    client.post("/desk/sign-in/code", {"code": pyotp.TOTP(SECRET).at(int(instant) + 30 * shift)})
    assert inside(client) is fits


def test_a_code_is_good_once(passwords, today):
    used = code()
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, "liu_qianfa")
        client.post("/desk/sign-in/code", {"code": used})
    assert inside(first) and not inside(second)
    again = second.post("/desk/sign-in/code", {"code": used}).content.decode()
    assert "这个验证码已经用过，请等下一个" in again
    assert "动态验证码不对" in second.post("/desk/sign-in/code", {"code": "000000"}).content.decode()


def test_a_session_without_the_second_factor_opens_nothing(passwords, today):
    client = Client()
    client.force_login(passwords.people["liu_qianfa"])
    assert not inside(client)


def test_too_many_failures_make_even_the_right_password_wait(passwords, today):
    for name in ("zhou_jingban", "nobody_here"):
        for _ in range(throttle.MOST_BY_BOTH):
            sign_in(Client(), name, "wrong")
        assert throttle.SENTENCE in sign_in(Client(), name).content.decode()
    assert sign_in(Client(), "zheng_jingban").status_code == 302


def test_the_session_key_changes_at_sign_in(passwords, today):
    client = Client()
    sign_in(client, "liu_qianfa")
    before = client.session.session_key
    client.post("/desk/sign-in/code", {"code": code()})
    assert before and client.session.session_key != before


def test_signing_out_needs_a_press(passwords, today):
    client = Client()
    sign_in(client, "zhou_jingban")
    client.get("/desk/sign-out")
    assert inside(client)
    client.post("/desk/sign-out")
    assert not inside(client)


@pytest.mark.parametrize("path", ["https://evil.example/desk/", "//evil.example/desk/", "/counter/", "/desk/sign-in", "javascript:1", "/desk\\x"])  # fmt: skip
def test_nobody_is_sent_elsewhere_afterwards(passwords, today, path):
    assert sign_in(Client(), "zhou_jingban", next=path).url == "/desk/"


@pytest.mark.parametrize("username", ["he_jiancha", "gao_gongkai"])
def test_whoever_oversees_begins_where_the_lights_are(passwords, today, username):
    assert sign_in(Client(), username).url == "/desk/supervision/"
    assert sign_in(Client(), username, next="/desk/?tab=unit").url == "/desk/?tab=unit"


def test_one_is_sent_where_one_wanted_to_go(passwords, today):
    assert sign_in(Client(), "zhou_jingban", next="/desk/?tab=unit").url == "/desk/?tab=unit"


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/c/2026-0001/", "/desk/r/xyz/", "/desk/no/such/page", "/desk/sign-in"]
)
def test_a_stranger_meets_the_same_sign_in_everywhere(passwords, today, application, path):
    application()
    response = Client().get(path)
    assert response.status_code == 200 and "登录工作台" in response.content.decode()


def test_somebody_signed_in_meets_404_where_nothing_is(desk):
    assert desk("zhou_jingban").get("/desk/no/such/page").status_code == 404


def test_htmx_is_told_to_open_the_dialogue(passwords, today):
    client = Client(headers={"HX-Request": "true"})
    assert client.get("/desk/").status_code == 401
    assert sign_in(client, "liu_qianfa", code="000000").status_code == 422
    assert sign_in(client, "liu_qianfa", code=code()).status_code == 204


def test_the_dialogue_leaves_the_form_behind_it_good(passwords, today):
    client = Client(enforce_csrf_checks=True, headers={"HX-Request": "true"})
    page = Client.get(client, "/desk/sign-in")
    token = page.context["csrf_token"]
    assert sign_in(client, "zhou_jingban", csrfmiddlewaretoken=str(token)).status_code == 204
    assert client.post("/desk/sign-out", {"csrfmiddlewaretoken": str(token)}).status_code == 302


def demo(passwords) -> None:
    from gongkai.ground.units.models import Government, Person

    Government.objects.update(demo=True)
    Person.objects.filter(username="liu_qianfa").update(demo_role="signatory")


def test_in_a_demonstration_one_press_is_enough(passwords, today):
    demo(passwords)
    client = Client(headers={"host": "127.0.0.1:8000"})
    assert "签发人：刘志远" in client.get("/desk/").content.decode()
    assert client.post("/desk/sign-in/demo", {"username": "liu_qianfa"}).status_code == 302 and inside(client)
    assert (
        Client(headers={"host": "localhost"}).post("/desk/sign-in/demo", {"username": "zhou_jingban"}).status_code
        == 404
    )


@pytest.mark.parametrize(("username", "shown"), [("liu_qianfa", True), ("lin_guanli", False)])
def test_in_a_demonstration_only_its_own_people_are_shown_the_code(passwords, today, username, shown):
    """Somebody whom an administrator added by name has a second factor of their own."""
    demo(passwords)
    page = sign_in(Client(headers={"host": "127.0.0.1:8000"}), username).content.decode()
    assert "动态验证码" in page and ("现在的验证码是" in page) is shown


@pytest.mark.parametrize("where", [{"REMOTE_ADDR": "10.1.2.3"}, {"HTTP_HOST": "www.mingchuan.gov.example"}])
def test_a_demonstration_seen_from_elsewhere_has_no_such_door(passwords, today, settings, where):
    settings.ALLOWED_HOSTS = ["*"]
    demo(passwords)
    client = Client(**({"HTTP_HOST": "localhost"} | where))
    assert "刘志远" not in client.get("/desk/").content.decode()
    assert client.post("/desk/sign-in/demo", {"username": "liu_qianfa"}).status_code == 404


def test_a_real_database_has_no_such_door(passwords, today):
    client = Client(headers={"host": "127.0.0.1"})
    assert client.post("/desk/sign-in/demo", {"username": "liu_qianfa"}).status_code == 404


def test_a_right_password_gives_no_fresh_tries_at_the_code(passwords, today):
    client = Client()
    for _ in range(throttle.MOST_BY_BOTH):
        sign_in(client, "liu_qianfa")
        client.post("/desk/sign-in/code", {"code": "000000"})
    last = client.post("/desk/sign-in/code", {"code": code()}).content.decode()
    assert throttle.CODE_SENTENCE in last and "密码" not in throttle.CODE_SENTENCE
    assert throttle.SENTENCE in sign_in(client, "liu_qianfa").content.decode() and not inside(client)


def test_a_sign_in_page_left_open_is_good_after_a_sign_in_elsewhere(passwords, today):
    browser = Client(enforce_csrf_checks=True)
    waiting, other = (str(browser.get("/desk/sign-in").context["csrf_token"]) for _ in range(2))
    assert sign_in(browser, "zhou_jingban", csrfmiddlewaretoken=other).status_code == 302
    late = {"csrfmiddlewaretoken": waiting, "next": "/desk/?tab=unit"}
    for origin in ("", "null", "https://evil.example"):
        headers = {"origin": origin} if origin else {}
        refused = browser.post(
            "/desk/sign-in", {"username": "zheng_jingban", "password": PASSWORD} | late, headers=headers
        )
        assert refused.status_code == 403, origin
    assert "周敏" in browser.get("/desk/").content.decode()
    ours = {"origin": "http://testserver"}
    wrong = browser.post("/desk/sign-in", {"username": "zheng_jingban", "password": "错"} | late, headers=ours)
    assert wrong.status_code == 422
    answer = browser.post("/desk/sign-in", {"username": "zheng_jingban", "password": PASSWORD} | late, headers=ours)
    assert answer.url == "/desk/?tab=unit" and "郑凯" in browser.get("/desk/").content.decode()


@pytest.mark.parametrize(("today_is", "works"), [("2026-03-09", True), ("2026-03-10", True), ("2026-03-11", False)])
def test_who_has_no_duties_any_more_is_told_so_and_can_sign_out(desk, cast, today, today_is, works):
    relieve(appointment=Appointment.objects.get(person=cast.people["zheng_jingban"]), at=noon("2026-03-10"), by="setup")
    today(today_is)
    client = desk("zheng_jingban")
    for path in ("/desk/", "/desk/account", "/desk/no/such/page", "/desk/supervision/"):
        answer = client.get(path)
        said = answer.content.decode()
        assert ("您现在没有职责" in said) is not works, path
        if not works:
            assert answer.status_code == 403 and "找本单位的系统管理员" in said and 'action="/desk/sign-out"' in said
    client.post("/desk/sign-out")
    assert not inside(client)
