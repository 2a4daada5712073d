"""What is typed to be public beside the records: with somebody's data in it, it is refused at its field, and nothing typed is lost."""

import pytest
from tests.plugins.scenes import topical, withheld

from gongkai.ground.ledger.models import Fact
from gongkai.ground.points.models import ReadingPoint

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


def test_a_reading_point_is_changed_by_the_same_rule(cast, home, desk):
    office = desk("gao_gongkai")
    office.post("/desk/points/new/", POINT)
    point = ReadingPoint.objects.get()
    assert "里面有" in text(office.post(f"/desk/points/{point.pk}/edit/", POINT | {"hours": LEAKS[1]}), 422)
    point.refresh_from_db()
    assert point.hours == POINT["hours"]
