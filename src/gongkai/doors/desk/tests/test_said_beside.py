"""What is typed to be public beside the records: with somebody's data in it, it is refused at its field, and nothing typed is lost."""

from dataclasses import replace

import pytest
from tests.plugins.acts.key_points import DONE_TEXT, TASK, laid, proved
from tests.plugins.scenes import DAY, lawful, office, policy, section, topical, unprepared, withheld

from gongkai.ground.ledger.models import Fact
from gongkai.ground.points.models import ReadingPoint
from gongkai.ground.units import actions as units
from gongkai.ground.units.actions import UnitRefused
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.keypoints import actions as keypoints
from gongkai.kernel.records import catalogue, relations
from gongkai.kinds.policy import interpreting, preparing

from .test_outbox import text

NUMBER = "990123199003071235"
MOBILE = "13812345678"
LEAKS = (f"联系张某某，身份证号{NUMBER}。", f"请打张某某的手机{MOBILE}。")
POINT = {"name": "县档案馆查阅点", "address": "明川大道1号2楼", "hours": "工作日8:30—17:30", "phone": "0000-0066128", "holds": "政府公报", "position": "1"}  # fmt: skip
DAYS = {"begins_on": "2026-03-02", "ends_on": "2026-03-31"}
PLACES = {
    "negative list": ("liu_qianfa", "/desk/withheld/new/", {"unit": "zjj", "title": "评标材料", "ground": "16-2a", "review_on": "2027-03-02"}, "reason"),
    "negative list, its title": ("liu_qianfa", "/desk/withheld/new/", {"unit": "zjj", "reason": "还没有定。", "ground": "16-2a", "review_on": "2027-03-02"}, "title"),
    "negative list, worded anew": ("liu_qianfa", "/desk/withheld/{line}/do/change/", {"title": "评标材料", "ground": "16-2a"}, "reason"),
    "negative list, lifted": ("liu_qianfa", "/desk/withheld/{line}/do/lift/", {}, "because"),
    "guide": ("liu_qianfa", "/desk/guides/zjj/office/", {}, "text"),
    "site notice": ("gao_gongkai", "/desk/site-notices/", DAYS, "text"),
    "topic": ("gao_gongkai", "/desk/topics/new/", DAYS | {"key": "other", "name": "某"}, "lead"),
    "topic, changed": ("gao_gongkai", "/desk/topics/{topic}/edit/", DAYS | {"name": "某"}, "lead"),
    "section": ("gao_gongkai", "/desk/catalogue/new/", {"key": "other", "name": "某栏"}, "basis"),
    "section, worded anew": ("gao_gongkai", "/desk/catalogue/policy/edit/", {"name": "政策文件"}, "description"),
    "section, whom it is for": ("gao_gongkai", "/desk/catalogue/policy/edit/", {"name": "政策文件"}, "audience"),
    "reading point": ("gao_gongkai", "/desk/points/new/", POINT, "holds"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_it_is_refused_at_its_field(cast, home, desk, place):
    username, address, given, name = PLACES[place]
    address = address.format(line=withheld(cast).pk, topic=topical(cast).pk)
    office, before = desk(username), Fact.objects.count()
    for leak, hidden in zip(LEAKS, (NUMBER, MOBILE), strict=True):
        page = text(office.post(address, given | {name: leak}), 422)
        assert "这句话会公布，里面有" in page and leak in page and page.count(hidden) == 1
    assert Fact.objects.count() == before
    response = office.post(address, given | {name: "请到窗口来问，电话0000-0066128。"})
    assert response.status_code == 302 and Fact.objects.count() == before + 1


@pytest.mark.parametrize("name", [name for name in catalogue.WORDS if name != "keywords"])
def test_each_word_of_a_section(cast, name):
    for leak in LEAKS:
        with pytest.raises(StepRefused, match="这句话会公布") as refused:
            catalogue.change(section=section("policy"), **{name: leak}, **office(cast))
        assert refused.value.field == name


def test_the_data_of_units_and_government(cast):
    for name in ("name", "short_name", "address", "hours"):
        with pytest.raises(UnitRefused, match="这句话会公布"):
            units.change_unit(unit=cast.units["zjj"], by="lin_guanli", at=DAY, **{name: f"张某{MOBILE}"})
        with pytest.raises(UnitRefused, match="这句话会公布"):
            units.change_government(by="lin_guanli", at=DAY, **{name: f"张某{MOBILE}"})
    with pytest.raises(UnitRefused, match="这句话会公布"):
        units.establish(by="lin_guanli", at=DAY, icp=f"联系人{MOBILE}")
    units.change_unit(unit=cast.units["zjj"], by="lin_guanli", at=DAY, phone=MOBILE, hours="工作日，电话0000-0066128")


def test_a_task_of_the_year(cast):
    point = laid(cast)
    with pytest.raises(StepRefused, match="这句话会公布"):
        laid(cast, text=LEAKS[0])
    worded = {"task": replace(TASK(cast), title=LEAKS[1]), "because": "写得更清楚。"}
    for verb, said in ((keypoints.amend, worded), (keypoints.put_off, {"because": LEAKS[1]})):
        with pytest.raises(StepRefused, match="这句话会公布"):
            verb(point=point, **said, **office(cast))
    with pytest.raises(StepRefused, match="这句话会公布") as refused:
        keypoints.finish(
            point=proved(cast, point), text=DONE_TEXT, result=LEAKS[0], by=cast.actor("liu_qianfa"), at=DAY
        )
    assert refused.value.field == "result"


def test_what_a_policy_document_s_page_tells_of_its_course(cast):
    record = policy(cast, no_interpretation=None)
    by = {"by": cast.actor("wang_bianji"), "at": DAY}
    with pytest.raises(StepRefused, match="这句话会公布"):
        relations.relate(record=record, kind="basis", target=None, outside=LEAKS[0], **by)
    with pytest.raises(StepRefused, match="这句话会公布"):
        interpreting.waive(record=record, because=LEAKS[1], **by)
    normative = unprepared(cast, normative=True)
    lawful(cast, normative)
    with pytest.raises(StepRefused, match="这句话会公布"):
        preparing.deliberate(record=normative, meeting=LEAKS[1], held_on=DAY.date(), decision="passed", **by)


def test_a_reading_point_is_changed_by_the_same_rule(cast, home, desk):
    office = desk("gao_gongkai")
    office.post("/desk/points/new/", POINT)
    point = ReadingPoint.objects.get()
    assert "里面有" in text(office.post(f"/desk/points/{point.pk}/edit/", POINT | {"hours": LEAKS[1]}), 422)
    point.refresh_from_db()
    assert point.hours == POINT["hours"]


@pytest.mark.parametrize(
    ("phone", "held"),
    [
        ("0000-0066128", True),
        ("（0000）0066128转8001、13800138000", True),
        (f"王建军{MOBILE}", False),
        ("110105194912310021", False),
        ("110105 19491231 1006", False),
        ("110105、19491231-1006", False),
        ("6217 0012 1002 4455 220", False),
    ],
)
def test_a_telephone_is_numbers(cast, phone, held):
    """No name stands beside it, and none is as long as an identity number."""
    for change in (
        lambda: units.change_unit(unit=cast.units["zjj"], by="lin_guanli", at=DAY, phone=phone),
        lambda: units.establish(by="lin_guanli", at=DAY, phone=phone),
    ):
        if held:
            change()
        else:
            with pytest.raises(UnitRefused, match="电话只写号码"):
                change()
