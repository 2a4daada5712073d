"""Accounts of a year on the desk: signed by the unit's head as they were shown, followed by the office."""

import re

import pytest
from tests.plugins.acts.logbooks import entered

from gongkai.engines.measures import queries as counting
from gongkai.engines.measures import sheets
from gongkai.kernel.statements.models import Statement

BASE = "/desk/accounts/"
MINE = f"{BASE}2026/zjj/"


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    monkeypatch.setattr(counting, "SNAPSHOT", "default")


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def hidden(page: str) -> dict[str, str]:
    return {name: re.search(rf'name="{name}" value="(\d+)"', page)[1] for name in ("size", "seen")}


@pytest.fixture
def head(desk, today, cast):
    entered(cast)
    sheets.catch_up()
    return desk("liu_qianfa")


def test_signed_as_it_was_shown_and_followed_when_it_changes(head, desk, cast):
    page = text(head.get(MINE))
    assert "年度还没结束" in page and "确认本单位的数" in page
    assert "已确认" in text(head.post(MINE, hidden(page), follow=True))

    content = {"sort": "permit", "since": "2026-01-01", "count": "7"}
    entered(cast, content, logbook="decisions")
    sheets.catch_up()
    page = text(head.get(MINE))
    assert "确认后变了3个数" in page and "重新确认" in page
    assert re.search(r"行政许可.*?空白.*?7", page, re.S)
    office = desk("gao_gongkai")
    over = text(office.get(f"{BASE}2026/"))
    assert "确认后变了3个数" in over and "2个单位里确认了1个，其中1个确认以后数又变了" in over
    assert "已确认" in text(head.post(MINE, hidden(page), follow=True))
    assert Statement.objects.count() == 2


def test_an_old_page_signs_nothing(head):
    page = text(head.get(MINE))
    head.post(MINE, hidden(page))
    assert "刚才" in text(head.post(MINE, hidden(page)), 422)
    assert Statement.objects.count() == 1


def test_taken_back_with_a_reason(head):
    head.post(MINE, hidden(text(head.get(MINE))))
    assert "为什么撤回" in text(head.post(f"{MINE}take-back/", {"because": ""}), 422)
    page = text(head.post(f"{MINE}take-back/", {"because": "漏了一次培训"}, follow=True))
    assert "已经撤回" in page and "漏了一次培训" in page and "确认本单位的数" in page
    assert head.get(f"{MINE}take-back/").status_code == 404


@pytest.mark.parametrize(
    ("day", "words"), [("2027-01-30", "还有1天"), ("2027-01-31", "还有0天"), ("2027-02-01", "逾期1天")]
)
def test_the_day_before_the_last_the_last_and_the_day_after(head, desk, today, day, words):
    today(day)
    assert words in text(desk("gao_gongkai").get(f"{BASE}2026/"))


def test_for_whom(head, desk):
    assert desk("sun_bianji").get(MINE).status_code == 404
    watcher = desk("he_jiancha")
    assert "由这个单位的公开机构负责人确认" in text(watcher.get(MINE))
    assert watcher.post(MINE, {"size": "1", "seen": "0"}).status_code == 404
    assert "卫生健康委员会" not in text(head.get(f"{BASE}2026/"))
    assert [head.get(f"{BASE}{rest}").status_code for rest in ("2027/", "2013/", "2026/nowhere/")] == [404] * 3


def test_the_chooser_goes_to_the_year_that_is_over(head):
    assert head.get(BASE).url == f"{BASE}2025/"
    assert head.get(f"{BASE}?year=2026").url == f"{BASE}2026/"
