"""The list of records is narrowed by unit, column, year, kind and one's own, and says how many there are."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import policy, through

from gongkai.doors.desk import narrowing
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import usual_section


def drafted(cast, title: str, formed_on: str, unit: str = "zjj", section: str = "notices", by: str = "wang_bianji") -> Record:  # fmt: skip
    content = {"title": title, "formed_on": formed_on, "body": "<p>正文</p>"}
    return records.draft(
        kind="notice", unit=cast.units[unit], section=Section.objects.get(pk=section), content=content, by=cast.actor(by), at=noon("2026-03-02")
    )  # fmt: skip


@pytest.fixture
def listed(cast, desk):
    """Three drafts of one unit and one of another; what an address shows to whom."""
    drafted(cast, "旧年通知", "2025-12-31")
    drafted(cast, "新年通知", "2026-01-01")
    policy(cast)
    drafted(cast, "卫健通知", "2026-02-02", unit="wjw", by="sun_bianji")

    def titles(query: str, username: str = "gao_gongkai") -> list[str]:
        page = desk(username).get(f"/desk/r/{query}")
        assert page.status_code == 200
        return [record.title for record, _, _ in page.context["lines"]]

    return titles


@pytest.mark.parametrize(
    "query, found",
    [
        ("", ["危房改造办法", "卫健通知", "新年通知", "旧年通知"]),
        ("?year=2025", ["旧年通知"]),
        ("?year=2026&kind=notice", ["卫健通知", "新年通知"]),
        ("?unit=zjj", ["危房改造办法", "新年通知", "旧年通知"]),
        ("?unit=wjw&year=2026", ["卫健通知"]),
        ("?section=policy", ["危房改造办法"]),
        ("?year=2024", []),
    ],
)
def test_what_is_asked_for_is_listed(listed, query, found):
    assert listed(query) == found


def test_ones_own_are_those_one_drafted(listed):
    assert listed("?mine=1", "sun_bianji") == ["卫健通知"] and listed("?mine=1") == []


def test_the_choices_are_those_of_the_scope(listed, desk):
    units = {name: [code for code, _ in desk(name).get("/desk/r/").context["choices"]["unit"][0][1]] for name in ("wang_bianji", "gao_gongkai")}  # fmt: skip
    assert units["wang_bianji"] == ["zjj"] and {"zjj", "wjw"} < set(units["gao_gongkai"])
    assert [year for year, _ in desk("wang_bianji").get("/desk/r/").context["choices"]["year"][0][1]] == [
        "2026",
        "2025",
    ]


@pytest.mark.parametrize("query", ["?unit=wjw", "?unit=none", "?section=none", "?year=26", "?year=abcd", "?mine=2", "?kind=none"])  # fmt: skip
def test_what_is_none_of_the_choices_leads_nowhere(listed, desk, query):
    assert desk("wang_bianji").get(f"/desk/r/{query}").status_code == 404


@pytest.mark.parametrize("most, words", [(3, "3条以上"), (4, "4条"), (5, "4条")])
def test_it_is_counted_up_to_a_bound(listed, desk, monkeypatch, most, words):
    monkeypatch.setattr(narrowing, "COUNTED", most)
    assert f"共{words}" in desk("gao_gongkai").get("/desk/r/").content.decode()


def test_what_is_narrowed_to_stays_when_one_goes_on_and_is_what_goes_out(listed, desk):
    client = desk("gao_gongkai")
    page = client.get("/desk/r/?kind=notice&year=2026").content.decode()
    assert "/desk/r/?kind=notice&amp;state=draft&amp;year=2026" in page
    out = client.post("/desk/r/export?kind=notice&year=2026", {"form": "csv"}).content.decode("utf-8-sig")
    assert "新年通知" in out and "旧年通知" not in out


def test_where_the_unit_published_the_last_of_a_kind_the_next_is_begun(cast, desk):
    unit = cast.units["zjj"]
    assert usual_section(unit, "notice") == ""
    through(cast, drafted(cast, "停水通知", "2026-03-02"), "published")
    assert usual_section(unit, "notice") == "notices" and usual_section(cast.units["wjw"], "notice") == ""
    page = desk("wang_bianji").get("/desk/r/new/notice/", follow=True).content.decode()
    assert '<option value="notices" selected>' in page


def test_the_kinds_are_offered_under_heads(desk):
    page = desk("wang_bianji").get("/desk/r/new/").content.decode()
    heads = ["政策", "通知和动态", "回应和互动", "机构和人事", "规划、财政和项目"]
    places = [page.index(f"<h2>{head}</h2>") for head in heads]
    assert places == sorted(places) and page.index("政策文件") < page.index("<h2>通知和动态</h2>")
    assert "我的办件" in page  # what stands beside each page of the desk
