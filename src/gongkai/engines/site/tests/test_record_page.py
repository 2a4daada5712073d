"""What a record's page says beside the text: summary, labels, versions, dates."""

import re
from datetime import date
from html import unescape

import pytest
from tests.plugins.cast import SETUP, noon

from gongkai.engines.site import build, listings, reader
from gongkai.engines.site.records import summary_of
from gongkai.ground.units import actions as units
from gongkai.ground.units.actions import close_unit
from gongkai.kernel.records.catalogue import place_section

from .helpers import Office, page


@pytest.mark.parametrize(
    "body, summary",
    [
        ("<p>各乡镇人民政府、街道办事处，县直有关单位：</p><p>汛期到了，各单位要排查隐患。另有安排。</p>", "汛期到了，各单位要排查隐患。"),
        ("<p>《办法》已经集体讨论通过，现印发给你们。</p><h2>总则</h2><p>第一条　为规范<strong>补助</strong>的发放，制定本办法。</p>", "为规范补助的发放，制定本办法。"),
        ("<p>经村民评议和入户核查，现将名单公示如下：</p>", "经村民评议和入户核查，现将名单公示如下。"),
        ("<p>A&amp;B公司取得的施工许可已经核准</p>", "A&B公司取得的施工许可已经核准"),
        ("<p>短</p>", ""),
        ("", ""),
        (f"<p>{'字' * 99}。</p>", f"{'字' * 99}。"),
        (f"<p>{'字' * 100}。</p>", f"{'字' * 99}…"),
    ],
)  # fmt: skip
def test_the_summary_is_the_first_sentence_that_tells_something(body, summary):
    assert summary_of(body) == summary


def test_a_content_page_carries_the_labels_of_site_column_and_content(cast, home):
    record = Office(cast).publish(
        "2026-03-02", title="供水<管理>办法", body="<p>为保障供水安全，规范供用水行为，制定本办法。</p>"
    )
    build.catch_up()
    html = page(f"r/{record.pk}/index.html")
    metas = {name: unescape(value) for name, value in re.findall(r'<meta name="([A-Z]\w+)" content="([^"]*)">', html)}
    assert metas == {
        "SiteName": "明川县人民政府", "SiteDomain": "www.mingchuan.gov.example", "SiteIDCode": "9901230001",
        "ColumnName": "政策文件", "ColumnDescription": "政策文件", "ColumnKeywords": "政策文件", "ColumnType": "政策文件",
        "ArticleTitle": "供水<管理>办法", "PubDate": "2026-03-02 12:00", "ContentSource": "明川县住房和城乡建设局",
        "Description": "为保障供水安全，规范供用水行为，制定本办法。",
    }  # fmt: skip
    assert '<dt class="whole">内容概述</dt><dd>为保障供水安全' in html


def test_an_earlier_version_counts_as_readers_count(cast, home):
    """A version that never stood on the site has a number, but is none of the reader's."""
    office = Office(cast)
    record = office.publish("2026-03-02")
    office.correct(record, "2026-03-03")
    office.correct(record, "2026-03-04", title="第三版")
    build.catch_up()
    old = page(f"r/{record.pk}/v/2/index.html")
    assert "这是第2版，已经更正" in old and "第3版（现在的版本）" in old


def test_lists_name_the_year_where_it_is_another(cast, home):
    office = Office(cast)
    office.publish("2025-12-30", title="旧年的办法")
    office.publish("2026-03-02", title="今年的办法")
    build.catch_up()
    for shown in (page("index.html"), page("u/zjj/index.html")):
        assert ">2025年12月30日</time>" in shown and ">3月2日</time>" in shown


@pytest.mark.parametrize("count, told", [(1, "先看新的"), (2, "最新的2条，更早的请到下一级栏目看")])
def test_a_list_that_is_cut_says_where_the_rest_is(cast, home, monkeypatch, count, told):
    for module in (reader, listings):
        monkeypatch.setattr(module, "HEAD", 2)
    place_section(key="rules", name="规范性文件", parent_key="policy", by=SETUP, at=noon("2026-03-01"))
    office = Office(cast)
    for n in range(count):
        office.publish(f"2026-03-0{n + 2}", section="rules", title=f"第{n}号办法")
    build.catch_up()
    assert f"<span>{told}，最近更新2026年3月" in page("s/policy/index.html")


def test_a_public_institution_s_guide_names_who_supervises_it(cast, home):
    units.open_unit(
        code="zx", name="明川县某中学", short_name="某中学", level="institution", parent_code="zjj", opened_on=date(2020, 1, 1), at=noon("2026-03-01"), by=SETUP
    )  # fmt: skip
    build.catch_up()
    guide = page("u/zx/guide/index.html")
    assert "条例第五十五条" in guide and '<a href="/u/zjj/">明川县住房和城乡建设局</a>申诉' in guide
    assert "网上申请公开" not in guide and "向本单位申请公开" not in guide
    department = page("u/zjj/guide/index.html")
    assert "网上申请公开" in department and 'href="/counter/foi/apply?unit=zjj"' in department
    assert "条例第五十五条" not in department


def test_a_guide_names_who_reviews_the_answers_of_its_unit(cast, home):
    units.change_unit(unit=cast.units["wjw"], at=noon("2026-03-01"), by=SETUP, in_totals=False)
    build.catch_up()
    for code, organ in (("zjj", "明川县人民政府"), ("xzf", "宁州市人民政府"), ("wjw", "上一级主管部门")):
        assert f"行政复议机关：{organ}。" in page(f"u/{code}/guide/index.html")
    assert (
        "行政复议机关：对明川县人民政府的答复不服的，向宁州市人民政府提出；对各部门、乡镇和街道的答复不服的，向明川县人民政府提出；"
        "对垂直管理的机关的答复不服的，向上一级主管部门提出。"
    ) in page("guide/index.html")


def test_a_closed_unit_s_pages_say_who_took_over_and_send_nobody_to_it(cast, home):
    close_unit(
        unit=cast.units["wjw"], successor=cast.units["zjj"], on=date(2026, 3, 2), at=noon("2026-03-02"), by="lin"
    )
    build.full()
    for path in ("u/wjw/index.html", "u/wjw/guide/index.html", "u/wjw/about/index.html"):
        shown = page(path)
        assert "撤销，职责由" in shown and 'href="/u/zjj/"' in shown and "apply?unit=wjw" not in shown, path
    assert "apply?unit=zjj" in page("u/wjw/guide/index.html") and "信函" not in page("u/wjw/guide/index.html")
