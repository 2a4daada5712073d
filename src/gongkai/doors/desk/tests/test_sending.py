"""One form, one act: sent twice with the key that it carries, a form is answered twice and its act is done once."""

import re

import pytest

from gongkai.doors.desk.tests.conftest import AT
from gongkai.ground.keys.models import ApiKey
from gongkai.ground.ledger.models import Fact, Sent
from gongkai.kernel.portal.models import SiteNotice

POINT = {"name": "县档案馆查阅点", "address": "河西街道1号", "hours": "工作日", "holds": "公报", "position": "1"}
FORMS = {
    "topics/new/": ("gao_gongkai", {"key": "bishu-2026", "name": "避暑", "begins_on": "2026-03-02", "ends_on": "2026-09-01"}),
    "site-notices/": ("gao_gongkai", {"text": "周五下午窗口不办公", "begins_on": "2026-03-02", "ends_on": "2026-03-06"}),
    "former/": ("gao_gongkai", {"text": "/old/1.html /units/"}),
    "points/new/": ("gao_gongkai", POINT),
    "keys/new/": ("lin_guanli", {"unit": "zjj", "label": "协同办公系统", "expires_on": "2026-12-31"}),
    "withheld/new/": ("gao_gongkai", {"unit": "xzf", "title": "值班安排", "ground": "16-1", "reason": "内部管理信息", "review_on": "2027-03-01"}),
    "catalogue/new/": ("gao_gongkai", {"key": "gongbao", "name": "政府公报"}),
    "guides/xzf/office/": ("gao_gongkai", {"text": "一楼大厅左手第一间。", "seen": "0"}),
    "review/chain/": ("lin_guanli", {"unit": "zjj", "section": "all", "stages": "单位审核\n保密审查\n政务公开办审核\n签发"}),
    "review/checklists/new/": ("lin_guanli", {"name": "表", "gate": "cleared", "rows": "1", "order-0": "1", "ask-0": "可以发"}),
    "people/new/": ("lin_guanli", {"name": "宋清和", "username": "song_qinghe", "unit": "zjj", "roles": ["editor"]}),
    "people/grant/": ("lin_guanli", {"person": "wang_bianji", "unit": "wjw", "role": "editor"}),
    "people/of/wang_bianji/password/": ("lin_guanli", {}),
    "people/of/wang_bianji/retire/": ("lin_guanli", {}),
    "search/synonyms": ("gao_gongkai", {"groups": "公积金、住房公积金"}),
}  # fmt: skip


def key_in(client, path: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', client.get(f"/desk/{path}").content.decode())
    assert found, f"the form at {path} carries no key"
    return found[1]


def filled(client, path: str, values: dict) -> dict:
    """What a browser sends: the form as it stands, and what was typed into it."""
    form = client.get(f"/desk/{path}").context["form"]
    asked = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "", [], False)}
    return {name: value for name, value in asked.items() if not hasattr(value, "read")} | values


@pytest.mark.parametrize("path", FORMS)
def test_a_form_sent_twice_does_once_what_it_asks_for(desk, path):
    username, values = FORMS[path]
    client = desk(username)
    sent = filled(client, path, values) | {"once": key_in(client, path)}
    before = Fact.objects.count()
    first = client.post(f"/desk/{path}", sent)
    assert first.status_code in (200, 302), first.context["form"].errors
    done = Fact.objects.count()
    assert done > before
    second = client.post(f"/desk/{path}", sent)
    # What is shown once is not shown again: the way to another one is.
    assert second.status_code == 302 and Fact.objects.count() == done
    if first.status_code == 302:
        assert second.url == first.url
    else:
        assert "只显示一次" in client.get(second.url).content.decode()


def notice(key: str, **changes) -> dict:
    return FORMS["site-notices/"][1] | {"once": key} | changes


def test_changed_and_sent_again_on_purpose_it_is_another(desk):
    office = desk("gao_gongkai")
    for text in ("周五下午窗口不办公", "周六全天办公", "周六全天办公"):
        assert office.post("/desk/site-notices/", notice("k", text=text)).status_code == 302
    assert SiteNotice.objects.count() == 2


def test_a_page_asked_for_again_is_another_form(desk):
    office = desk("gao_gongkai")
    keys = [key_in(office, "site-notices/") for _ in range(2)]
    assert keys[0] != keys[1]
    for key in keys:
        office.post("/desk/site-notices/", notice(key))
    assert SiteNotice.objects.count() == 2


def test_what_was_refused_keeps_its_key_and_is_taken_when_it_is_mended(desk):
    office = desk("gao_gongkai")
    refused = office.post("/desk/site-notices/", notice("mine", ends_on="2026-02-01"))
    assert refused.status_code == 422 and 'name="once" value="mine"' in refused.content.decode()
    assert not Sent.objects.exists()
    assert office.post("/desk/site-notices/", notice("mine")).status_code == 302 and SiteNotice.objects.count() == 1


def test_two_people_do_not_stand_in_each_others_way(desk, cast):
    values = FORMS["keys/new/"][1] | {"once": "same"}
    assert desk("lin_guanli").post("/desk/keys/new/", values).status_code == 200
    from gongkai.ground.units import actions as units
    from gongkai.pure.declare import Role

    cast.people["other"] = units.add_person(username="other", name="别人", totp_secret="S", at=AT, by="setup")
    units.appoint(person=cast.people["other"], unit=cast.units["xzf"], role=Role.ADMINISTRATOR, at=AT, by="setup")
    assert desk("other").post("/desk/keys/new/", values).status_code == 200 and ApiKey.objects.count() == 2
