"""The government's own data on the desk: set by whoever administers all of it, with a fact, and never over what somebody else has set."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.conftest import give
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units import actions as units
from gongkai.ground.units.models import Government, Unit
from gongkai.ground.units.queries import government
from gongkai.pure.declare import Role

HERE = "/desk/government/"


@pytest.fixture
def admin(desk):
    return desk("lin_guanli")


def sent(client, **changes) -> dict[str, str]:
    page = client.get(HERE)
    said = {bound.html_name: bound.value() or "" for bound in page.context["form"]}
    return said | {"seen": page.context["seen"]} | changes


def test_its_data_are_changed_with_a_fact_and_stand_where_they_are_told(admin):
    changes = {"name_en": "Mingchuan County People's Government", "phone": "0000-0066001", "icp": "某ICP备00000000号"}
    assert admin.post(HERE, sent(admin, **changes)).status_code == 302
    known = government()
    assert {name: getattr(known, name) for name in changes} == changes and known.domain == "www.mingchuan.gov.example"
    assert Fact.objects.filter(name="government.established", actor="lin_guanli").count() == 1
    assert "设置政府基本信息" in admin.get(HERE).content.decode()
    assert "某ICP备00000000号" in admin.get("/counter/apply", follow=True).content.decode()


def test_the_unit_of_its_name_is_renamed_with_it(admin):
    assert admin.post(HERE, sent(admin, name="明川区人民政府", short_name="明川区")).status_code == 302
    root = Unit.objects.get(level="government")
    assert (root.name, root.short_name) == ("明川区人民政府", "明川区")
    assert Fact.objects.filter(name="unit.changed").count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "名称"),
        ({"site_id_code": "123"}, "网站标识码是10位数字"),
        ({"postcode": "12345"}, "邮编是6位数字"),
        ({"name_en": "明川 County"}, "用英文写"),
        ({"host": "长" * 61}, "最多60字"),
        ({}, "没有改动"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(admin, changes, told):
    before = Government.objects.get().mark
    answer = admin.post(HERE, sent(admin, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page and Government.objects.get().mark == before
    assert all(value in page for value in changes.values())


def test_what_somebody_else_set_meanwhile_stays(admin):
    late = sent(admin, phone="0000-0000002")
    units.change_government(at=noon("2026-03-02"), by="other", phone="0000-0000001")
    answer = admin.post(HERE, late)
    assert answer.status_code == 422 and "别人已经改过" in answer.content.decode()
    assert "0000-0000002" in answer.content.decode() and Government.objects.get().phone == "0000-0000001"


def test_it_is_for_whoever_administers_everything(desk, deep):
    for username in ("bureau", "gao_gongkai", "wang_bianji"):
        client, before = desk(username), Fact.objects.count()
        assert [client.get(HERE).status_code, client.post(HERE, {"name": "别的"}).status_code] == [404, 404], username
        assert HERE not in client.get("/desk/").content.decode() and Fact.objects.count() == before
    give(deep, "lin_guanli", "other", "xzf", Role.ADMINISTRATOR)
    assert desk("other").get(HERE).status_code == 200 and HERE in desk("other").get("/desk/").content.decode()
