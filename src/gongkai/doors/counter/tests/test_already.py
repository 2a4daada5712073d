"""Who writes a wish is told, before it is sent, that it may be public already, or that another unit may have it; once, and they may go on."""

import pytest
from django.core.cache import cache

from gongkai.doors.counter import already
from gongkai.doors.counter.tests.conftest import APPLY, hidden
from gongkai.engines.feeders import likely, rebuilding
from gongkai.engines.feeders.tests.conftest import Office
from gongkai.ground.search import places

LOOK = "/counter/foi/look"
WISH = "申请公开2025年农村危房改造的补助对象名单。"


@pytest.fixture
def office(cast, home):
    made = Office(cast)
    made.publish("2025年农村危房改造补助对象名单", "青石镇张某等四户，每户一万四千元。")
    made.publish("公租房分配公告", "公租房分配给谁。")
    made.publish(
        "住房和城乡建设局职能", "负责农村危房改造、公租房分配和房屋征收。", kind="institution", street="明川大道1号", hours="9时至17时",
        phone="0558-4410000",
    )  # fmt: skip
    rebuilding.rebuild()
    return made


@pytest.fixture
def citizen(office, citizen):
    cache.clear()
    return citizen


def asked(citizen, unit: str = "zjj", **what: str) -> str:
    citizen.get(APPLY)
    citizen.fill("unit", unit=unit)
    return citizen.fill("what", **{"subject": ""} | what)


def test_what_is_public_is_shown_once_and_who_wants_more_goes_on(citizen):
    html = asked(citizen, wanted=WISH)
    assert "这些已经公开了" in html and "2025年农村危房改造补助对象名单" in html and "公租房分配公告" not in html
    assert "都不是，接着申请" in html and WISH in html and 'target="_blank"' in html
    assert "您以什么身份申请？" in citizen.fill("what", wanted=WISH, subject="")


def test_another_wish_is_looked_for_again(citizen):
    asked(citizen, wanted=WISH)
    assert "公租房分配公告" in citizen.fill("what", wanted="公租房分配的公告在哪里", subject="")


@pytest.mark.parametrize("wanted", ["某某路口红绿灯的维修记录", "名单", "请提供相关政府信息材料"])
def test_what_nothing_public_holds_leads_straight_on(citizen, wanted):
    assert "您以什么身份申请？" in asked(citizen, wanted=wanted)


@pytest.mark.parametrize("unit, told", [("wjw", True), ("zjj", False)])
def test_a_unit_that_says_so_of_itself_is_named_to_who_asks_another(citizen, unit, told):
    html = asked(citizen, unit, wanted="房屋征收和危房改造的投诉办理记录")
    assert ("也许归明川县住房和城乡建设局管" in html) is told
    if told:
        assert "改受理单位" in html
        citizen.fill("what", go="to:unit", wanted="房屋征收的记录", subject="")
        assert "您要向哪个单位申请？" in citizen.html


def test_a_script_is_told_the_same_while_one_writes(citizen):
    citizen.get(APPLY)
    citizen.fill("unit")
    answer = citizen.client.post(LOOK, {"wanted": WISH, "draft": hidden(citizen.html, "draft")})
    assert answer.status_code == 200 and "2025年农村危房改造补助对象名单" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    for wanted in ("", "某某"):
        assert citizen.client.post(LOOK, {"wanted": wanted, "draft": hidden(citizen.html, "draft")}).status_code == 204


def test_without_an_index_or_too_fast_nobody_is_kept_from_asking(citizen, monkeypatch):
    for _ in range(already.LOOKING.free + 1):
        already.LOOKING.failed("127.0.0.1")
    citizen.get(APPLY)
    citizen.fill("unit")
    assert citizen.client.post(LOOK, {"wanted": WISH, "draft": hidden(citizen.html, "draft")}).status_code == 204

    def gone(*args):
        raise places.Unavailable("none")

    monkeypatch.setattr(likely, "public_already", gone)
    assert "您以什么身份申请？" in asked(citizen, wanted=WISH)
