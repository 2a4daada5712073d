"""Numbers of outside systems on the desk: entered by the unit's head, accepted by the office, told where the table stands and where a figure is opened."""

import pytest
from tests.plugins.acts.logbooks import entered
from tests.plugins.acts.statements import reported

from gongkai.engines.measures import queries as counting
from gongkai.engines.measures import sheets
from gongkai.kernel.statements.models import Reported

BASE = "/desk/accounts/2026/"
MINE = f"{BASE}zjj/"
TABLE = "/desk/reports/2021-2/2026/xzf/"
SAID = {
    "cell": "2021-2/p20_5_permits/decisions", "figure": "120", "system": "省政务服务平台", "explained": "许可都在省平台办，这里只补录了七件。",
}  # fmt: skip


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    monkeypatch.setattr(counting, "SNAPSHOT", "default")


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def head(desk, today, cast):
    entered(cast, {"sort": "permit", "since": "2026-01-01", "count": "7"}, logbook="decisions")
    sheets.catch_up()
    return desk("liu_qianfa")


def test_entered_accepted_and_told_beside_the_systems_number(head, desk):
    assert "行政许可·本年处理决定数量（7）" in text(head.get(f"{MINE}reported/"))
    page = text(head.post(f"{MINE}reported/", SAID | {"figure": "很多"}), 422)
    assert "请写数字" in page and "很多" in page and SAID["explained"] in page
    page = text(head.post(f"{MINE}reported/", SAID, follow=True))
    assert "省政务服务平台" in page and "待认定" in page and "120" in page
    office, made = desk("gao_gongkai"), Reported.objects.get()
    assert made.ours == 7
    over = text(office.get(BASE))
    assert "外部系统的数1个待认定" in over and "外部系统的数有1个等政务公开办认定" in over
    sheets.catch_up()
    assert "等认定，表里取系统的" in text(office.get(TABLE))
    act = f"{MINE}reported/{made.code}/do/"
    assert head.get(f"{act}accept/").status_code == 404
    page = text(office.post(f"{act}accept/", {}, follow=True))
    assert "已经认定" in page and "外部系统的" in page and "不认定" not in page
    sheets.catch_up()
    page = text(office.get(TABLE))
    assert "表里取外部系统的" in page and ">120<" in page
    assert "行政许可·本年处理决定数量（7）" in text(head.get(f"{MINE}reported/")), (
        "what the system counts, not what stands instead"
    )
    page = text(office.get(f"{TABLE}p20_5_permits/decisions/"))
    assert "表里的数另按住房和城乡建设局在省政务服务平台的120件取，下面只有系统里的7件" in page
    page = text(office.get(f"{act}decline/", follow=True))
    assert "现在是“已认定”，不能办“不认定”" in page
    page = text(head.post(f"{act}withdraw/", {"because": "省平台的数改了"}, follow=True))
    assert "已撤回" in page and "省平台的数改了" in page
    sheets.catch_up()
    assert "外部系统" not in text(office.get(TABLE))


def test_another_unit_s_number_is_not_there(head, desk, cast):
    made = reported(cast, year=2026)
    for who in ("ma_qianfa", "sun_bianji"):
        assert desk(who).get(f"{MINE}reported/{made.code}/do/withdraw/").status_code == 404
    assert head.get(f"{BASE}wjw/reported/").status_code == 404
    assert desk("gao_gongkai").get(f"{BASE}wjw/reported/{made.code}/do/accept/").status_code == 404
