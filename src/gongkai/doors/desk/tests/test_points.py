"""Reading points: opened, changed and closed on the desk; the public page follows."""

import pytest

from gongkai.engines.site import build
from gongkai.engines.site.tests.helpers import files, page
from gongkai.ground.points.models import ReadingPoint

from .test_outbox import text

SAID = {"name": "县档案馆查阅点", "address": "明川大道1号2楼", "hours": "工作日8:30—17:30", "phone": "0000-0066128", "holds": "政府公报，可以复印", "position": "1"}  # fmt: skip
BASE = "/desk/points/"


def shown() -> str:
    build.catch_up()
    return page("reading-points/index.html")


def test_the_register_is_kept_on_the_desk_and_stands_on_the_site(cast, home, desk):
    office = desk("gao_gongkai")
    build.full()
    assert "还没有登记查阅点" in shown()
    assert "还有一处要补上" in text(office.post(f"{BASE}new/", SAID | {"holds": ""}), 422)
    assert "县档案馆查阅点" in text(office.post(f"{BASE}new/", SAID, follow=True))
    assert all(value in shown() for value in SAID.values() if value != "1")
    key = ReadingPoint.objects.get().pk
    office.post(f"{BASE}{key}/edit/", SAID | {"hours": "周一至周六"})
    assert "周一至周六" in shown() and "工作日8:30" not in shown()
    followed = files()
    build.full()
    assert files() == followed
    assert "已经撤销" in text(office.post(f"{BASE}{key}/close/", follow=True)) and "县档案馆" not in shown()
    assert office.get(f"{BASE}{key}/edit/").status_code == office.post(f"{BASE}{key}/close/").status_code == 404


@pytest.mark.parametrize("username", ["liu_qianfa", "he_jiancha", "lin_guanli"])
def test_nobody_else_keeps_it(cast, home, desk, username):
    assert desk(username).get(BASE).status_code == 404 and desk(username).post(f"{BASE}new/", SAID).status_code == 404
