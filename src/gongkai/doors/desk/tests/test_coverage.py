"""How current the catalogue is, on the desk: figures open onto lists, lists page by key and go out as spreadsheets."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.plugins.cast import noon
from tests.plugins.scenes import draft, section, through

from gongkai.doors.desk import coverage
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.records import catalogue


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def asked(cast):
    by, at = cast.actor("gao_gongkai"), noon("2026-01-10")
    catalogue.change(section=section("notices"), update_every="month", by=by, at=at)
    catalogue.change(section=section("policy"), update_every="year", by=by, at=at)
    through(cast, draft(cast), "published")


def test_each_number_opens_onto_as_many_lines(asked, desk, today):
    today("2026-03-28")
    client = desk("gao_gongkai")
    for by in ("unit", "section"):
        page = text(client.get(f"/desk/coverage/?by={by}"))
        opened = re.findall(r'href="(/desk/coverage/list/\?[^"]*)"[^>]*>(?:<span class="open">)?(\d+)<', page)
        assert len(opened) > 4
        for url, number in opened:
            assert f"的{number}项" in text(client.get(url.replace("&amp;", "&"))), url


def test_a_line_tells_last_update_due_day_and_light(asked, desk, today):
    today("2026-04-03")
    page = text(desk("gao_gongkai").get("/desk/coverage/list/?unit=zjj&section=notices"))
    assert "2026-03-02" in page and "2026-04-02" in page and "超期1天" in page and "每月" in page


def test_pages_are_by_key_and_miss_nothing(asked, desk, today, monkeypatch):
    monkeypatch.setattr(coverage, "PAGE", 1)
    client, url, found = desk("gao_gongkai"), "/desk/coverage/list/", []
    while url:
        page = text(client.get(url))
        found += re.findall(r'<td class="t"><a[^>]*>([^<]*)</a><small>([^<]*)<', page)
        older = re.search(r'href="([^"]*after=[^"]*)"', page)
        url = older[1].replace("&amp;", "&") if older else ""
    assert len(found) == len(set(found)) == 4


def test_the_spreadsheet_is_the_list_and_a_fact(asked, desk, today):
    answer = desk("gao_gongkai").post("/desk/coverage/export?light=red")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=5, values_only=True))
    assert [row[:4] for row in rows] == [("明川县卫生健康委员会", "公告公示", "每月", "没有公开过")]
    assert "export" in Fact.objects.latest("idx").name


def test_a_unit_sees_its_own_alone(asked, desk, today):
    client = desk("wang_bianji")
    assert "卫生健康委员会" not in text(client.get("/desk/coverage/")) + text(client.get("/desk/coverage/list/"))
    assert client.get("/desk/coverage/list/?unit=wjw").status_code == 404


@pytest.mark.parametrize("query", ["list/?light=blue", "list/?unit=nobody", "list/?section=nothing", "?by=moon"])
def test_a_choice_that_there_is_not_is_not_found(asked, desk, today, query):
    assert desk("gao_gongkai").get(f"/desk/coverage/{query}").status_code == 404


def test_without_intervals_it_says_where_they_are_set(cast, desk, today):
    assert "更新要求在“公开目录”里定" in text(desk("gao_gongkai").get("/desk/coverage/"))
