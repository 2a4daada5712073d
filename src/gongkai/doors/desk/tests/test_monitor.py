"""网站监测 on the desk: those who oversee see what was found, give it to a unit, and have it looked at again; nobody else comes in."""

import pytest
from django.test import Client
from tests.plugins.acts.monitoring import looked
from tests.plugins.cast import noon

from gongkai.doors import edge
from gongkai.doors.desk.entry import SECOND_FACTOR
from gongkai.engines.monitoring.models import Fault, Run
from gongkai.kernel.oversight import queries as oversight
from gongkai.kernel.oversight.models import Finding

LISTED = "/desk/monitor/"


@pytest.fixture(autouse=True)
def day(monkeypatch, home):
    monkeypatch.setattr(edge, "now", lambda: noon("2026-03-03"))


@pytest.fixture
def sits(cast):
    def desk(username: str = "gao_gongkai") -> Client:
        client = Client()
        client.force_login(cast.people[username])
        session = client.session
        session[SECOND_FACTOR] = True
        session.save()
        return client

    return desk


def text(answer) -> str:
    return answer.content.decode()


def test_the_own_site_is_looked_at_when_somebody_asks_and_once_at_a_time(cast, sits):
    desk = sits()
    assert "现在查本站" in text(desk.get(LISTED)) and "还没有查过" in text(desk.get(LISTED))
    assert "在后台一点一点地查" in text(desk.post(f"{LISTED}begin", follow=True))
    assert "现在查本站" not in text(desk.get(LISTED)) and "正在查：已查0个地址" in text(desk.get(LISTED))
    assert "查完再开始下一次" in text(desk.post(f"{LISTED}begin", follow=True))
    assert [each.by for each in Run.objects.all()] == ["gao_gongkai"]


def test_what_was_found_is_given_to_the_unit_whose_page_it_is(cast, sits):
    (fault,) = looked(cast)
    desk = sits()
    assert "“旧的”：没有这一页（404）" in text(desk.get(LISTED)) and cast.units["zjj"].short_name in text(
        desk.get(LISTED)
    )
    form = f"{LISTED}assign/?f={fault.code}"
    assert '<option value="zjj" selected>' in text(desk.get(form))
    said = {"faults": fault.code, "unit": "zjj", "text": "请尽快改正并回复。", "days": "15"}
    empty = desk.post(form, said | {"days": "0"})
    assert empty.status_code == 422 and "请尽快改正并回复。" in text(empty)
    assert f"1处已经派给{cast.units['zjj'].short_name}" in text(desk.post(form, said, follow=True))
    made, told = Finding.objects.get(), oversight.said_of(Finding.objects.get())[0].text
    assert (made.unit.code, made.office.code) == ("zjj", "xzf")
    assert told.startswith("请尽快改正并回复。\n1. 站内链接打不开：/u/zjj/ “旧的”") and "/u/zjj/gone" in told
    assert f"/desk/findings/{made.code}/" in text(desk.get(f"{LISTED}f/{fault.code}/"))
    assert "已经派过的" in text(desk.get(form, follow=True))


def test_it_is_looked_at_again_and_the_evidence_is_a_file_to_keep(cast, sits):
    (fault,) = looked(cast)
    desk, page = sits(), f"{LISTED}f/{fault.code}/"
    assert fault.digest in text(desk.get(page)) and "没有这一页" in text(desk.get(page))
    kept = desk.get(f"{page}page")
    assert kept.content == "旧的".encode() and kept["Content-Disposition"].startswith("attachment")
    assert "一会儿就再查" in text(desk.post(f"{LISTED}again", {"f": fault.code, "one": "1"}, follow=True))
    assert Fault.objects.get(pk=fault.pk).again
    assert "请选一处问题" in text(desk.post(f"{LISTED}again", follow=True))


def test_the_quarter_is_told_by_indicator_and_by_unit(cast, sits):
    looked(cast)
    told = text(sits().get(f"{LISTED}quarter/"))
    assert "2026年第一季度网站监测情况" in told and "站内链接打不开" in told and cast.units["zjj"].short_name in told
    assert "这个季度没有查过" in text(sits().get(f"{LISTED}quarter/?q=2025-4"))


@pytest.mark.parametrize("who", ["wang_bianji", "liu_qianfa", "lin_guanli"])
def test_nobody_else_comes_in(cast, sits, who):
    (fault,) = looked(cast)
    desk = sits(who)
    assert "网站监测" not in text(desk.get("/desk/r/"))
    for place in ("", "quarter/", f"assign/?f={fault.code}", f"f/{fault.code}/", f"f/{fault.code}/page"):
        assert desk.get(f"{LISTED}{place}").status_code == 404
    assert desk.post(f"{LISTED}begin").status_code == desk.post(f"{LISTED}again", {"f": fault.code}).status_code == 404
