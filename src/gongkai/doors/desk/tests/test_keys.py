"""接口密钥 on the desk: made and shown once, listed with its last use, revoked with a reason."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from tests.plugins.cast import Cast, noon

from gongkai.doors import edge
from gongkai.doors.desk.entry import SECOND_FACTOR
from gongkai.ground.keys import queries
from gongkai.ground.keys.models import ApiKey


@pytest.fixture
def administrator(cast: Cast, home, monkeypatch) -> Client:
    cache.clear()
    monkeypatch.setattr(edge, "now", lambda: noon("2026-03-03"))
    client = Client()
    client.force_login(cast.people["lin_guanli"])
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return client


SAID = {"unit": "zjj", "label": "协同办公系统", "expires_on": "2026-12-31", "may_submit": "on"}


def make(client: Client, **more) -> str:
    return client.post("/desk/keys/new/", SAID | more).content.decode()


def test_a_key_is_shown_once(administrator, cast):
    page = make(administrator)
    (shown,) = re.findall(r"gk_[a-z0-9]+_[\w-]+", page)
    key = queries.opened_by(shown, date(2026, 3, 3))
    assert key.unit == cast.units["zjj"] and key.may_submit and "只在这里显示一次" in page
    for path in ("", f"{key.code}/", f"{key.code}/revoke/"):
        told = administrator.get(f"/desk/keys/{path}").content.decode()
        assert shown not in told and key.digest not in told
    listed = administrator.get("/desk/keys/").content.decode()
    assert "协同办公系统" in listed and "没有用过" in listed and "还有303天" in listed


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"expires_on": "2026-03-02"}, "最后一天在今天和一年以后之间"),
        ({"label": ""}, "给哪个系统用"),
        ({"unit": "nobody"}, "哪个单位"),
    ],
)
def test_what_does_not_hold_stays_on_the_form(administrator, wrong, sentence):
    page = make(administrator, **wrong)
    assert sentence in page and 'value="2026' in page and not ApiKey.objects.exists()


def test_it_is_revoked_with_a_reason(administrator):
    make(administrator)
    key = ApiKey.objects.get()
    assert "请" in administrator.post(f"/desk/keys/{key.code}/revoke/", {"because": ""}).content.decode()
    page = administrator.post(f"/desk/keys/{key.code}/revoke/", {"because": "系统下线"}, follow=True).content.decode()
    assert "已停用" in page and "停用接口密钥" in page and "系统下线" in page
    again = administrator.post(f"/desk/keys/{key.code}/revoke/", {"because": "再停"}).content.decode()
    assert "这把密钥已经停用了" in again


def test_the_rail_shows_it_to_administrators_alone(administrator, cast):
    assert "/desk/keys/" in administrator.get("/desk/r/").content.decode()
    editor = Client()
    editor.force_login(cast.people["wang_bianji"])
    assert "/desk/keys/" not in editor.get("/desk/r/").content.decode()
    assert editor.get("/desk/keys/").status_code == 404
