"""One's own password: changed by whoever knows it, told of in the ledger, and good from then on."""

import re

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from gongkai.doors.desk.tests.conftest import PASSWORD
from gongkai.ground.ledger.models import Fact

NEW = "落日-2291-归帆"


@pytest.fixture
def signed_in(passwords, today):
    client = Client()
    client.post("/desk/sign-in", {"username": "zhou_jingban", "password": PASSWORD})
    return client


def change(client, present=PASSWORD, fresh=NEW, again=NEW):
    return client.post("/desk/account", {"present": present, "fresh": fresh, "again": again})


def test_a_new_password_takes_the_old_ones_place(signed_in):
    assert change(signed_in).url == "/desk/account"
    assert authenticate(username="zhou_jingban", password=NEW)
    assert not authenticate(username="zhou_jingban", password=PASSWORD)
    fact = Fact.objects.get(name="person.renewed")
    assert (fact.actor, fact.ref) == ("zhou_jingban", "person:zhou_jingban")
    assert "密码已经改好" in signed_in.get("/desk/account").content.decode()


def test_other_sessions_end(signed_in):
    elsewhere = Client()
    elsewhere.post("/desk/sign-in", {"username": "zhou_jingban", "password": PASSWORD})
    change(signed_in)
    assert "登录工作台" in elsewhere.get("/desk/").content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"present": "不对的密码"}, "现在的密码不对"),
        ({"fresh": "short", "again": "short"}, "新密码太短，至少10个字符"),
        ({"fresh": "password123", "again": "password123"}, "太常见"),
        ({"fresh": "4417220188", "again": "4417220188"}, "数字"),
        ({"fresh": "zhou_jingban1", "again": "zhou_jingban1"}, "相似"),
        ({"again": "落日-2291-归"}, "两遍写得不一样"),
        ({"again": ""}, "请再写一遍新密码"),
        ({"fresh": PASSWORD, "again": PASSWORD}, "新密码和现在的一样，请换一个"),
        ({"present": ""}, "请填写现在的密码"),
    ],
)
def test_what_won_t_do_is_told_and_changes_nothing(signed_in, typed, told):
    response = change(signed_in, **typed)
    assert response.status_code == 422 and told in response.content.decode()
    assert not any(re.search("[A-Za-z]{4}", line.text) for line in response.context["form"].summary)
    assert authenticate(username="zhou_jingban", password=PASSWORD)
    assert not Fact.objects.filter(name="person.renewed").exists()


def test_guessing_at_the_present_password_is_slowed(signed_in):
    for _ in range(8):
        change(signed_in, present="猜")
    assert "试的次数太多了" in change(signed_in).content.decode()


def test_the_browser_s_own_words_never_stand_before_ours(passwords, desk, application):
    """Chromium would tell a number out of range in its own language and not send the form."""
    case, officer = application(), desk("zhou_jingban")
    pages = ("/desk/account", f"/desk/c/{case.reference}/do/correct/", "/desk/p/foi/register/")
    shown = [officer.get(page, follow=True) for page in pages] + [
        desk("wang_bianji").get("/desk/r/new/policy/", follow=True)
    ]
    for page in (*shown, Client().get("/desk/")):
        for form in re.findall('<form class="(?:edit|form)"[^>]*>', page.content.decode()):
            assert " novalidate" in form
    assert all('<form class="edit"' in page.content.decode() for page in shown)
