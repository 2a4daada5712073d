"""Contributions of units to the government's report: asked, written with live figures, taken in with their origin, changed and seen to be changed."""

import re

import pytest
from tests.plugins.cast import SETUP, noon

from gongkai.doors import edge
from gongkai.engines.measures import sheets
from gongkai.engines.reporting import annual, chapters
from gongkai.kernel.drafting import queries as drafting
from gongkai.kernel.records import actions
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.models import Record
from gongkai.procedures.foi.tests.scenes import answered
from gongkai.pure.law.sitemeta import ANNUAL_TYPE

AT = noon("2027-01-11")
CHAPTER = "（四）政府信息公开平台建设"
CHIP = '<a href="figure:unit.wjw.foi.received">9</a>'


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def report(cast, desk, monkeypatch) -> Record:
    place_section(key="annual", name="年度报告", column_type=ANNUAL_TYPE, position=9, by=SETUP, at=noon("2026-01-05"))
    answered(cast, "2026-02-10", "2026-02-20")
    sheets.catch_up()
    monkeypatch.setattr(edge, "now", lambda: AT)
    monkeypatch.setattr(annual, "maker", lambda: cast.units["zjj"])
    text(desk("wang_bianji").post("/desk/annual/2026/zjj/begin", {"covers": "government"}, follow=True))
    return Record.objects.get(kind="annual")


@pytest.fixture
def here(report) -> str:
    return f"/desk/annual/r/{report.pk}/"


def ask(desk, here, **said):
    told = {"chapter": CHAPTER, "text": "请写网站和新媒体的情况。", "due_on": "2027-01-15", "units": ["wjw"]} | said
    return desk("wang_bianji").post(f"{here}ask/", told, follow=True)


def write(desk, body: str):
    (asked,) = drafting.contributions(Record.objects.get(kind="annual"))
    sent = {"body": body, "seen": asked.revision}
    return desk("sun_bianji").post(f"/desk/contributions/{asked.pk}/", sent, follow=True)


def body_of(report) -> str:
    return records.version_of(Record.objects.get(pk=report.pk)).values()["body"]


def take(desk, report, how: str = "take"):
    (asked,) = drafting.contributions(report)
    seen = Record.objects.get(pk=report.pk).revision
    return text(desk("wang_bianji").post(f"/desk/contributions/{asked.pk}/{how}", {"seen": seen}, follow=True))


def test_it_is_asked_for_with_a_light_and_the_office_sees_who_has_not(report, here, desk):
    assert "已经请了" in text(ask(desk, here))
    page = text(desk("wang_bianji").get(here))
    assert "还有1份没交" in page and "2027-01-15到期" in page and "卫生健康委员会" in page
    worklist = text(desk("sun_bianji").get("/desk/"))
    assert "供稿：（四）政府信息公开平台建设" in worklist
    assert CHAPTER in text(desk("sun_bianji").get("/desk/contributions/"))
    assert desk("sun_bianji").get(here).status_code == 404, "who writes a part of it does not see the rest"


def test_what_is_still_owed_can_be_called_off_when_the_report_is_no_draft_any_more(report, here, cast, desk):
    ask(desk, here)
    (asked,) = drafting.contributions(report)
    Record.objects.filter(pk=report.pk).update(state="unit_review", phase="waiting")
    off = f"/desk/contributions/{asked.pk}/call-off/"
    assert off in text(desk("wang_bianji").get(here))
    assert "不用再写了" in text(
        desk("wang_bianji").post(off, {"because": "报告已经送审", "seen": asked.revision}, follow=True)
    )
    assert desk("sun_bianji").get(off).status_code == 404
    assert "还有1份没交" not in text(desk("wang_bianji").get(here))


def test_a_form_that_does_not_hold_keeps_what_was_typed(report, here, desk):
    page = text(ask(desk, here, due_on="2027-01-10"), 422)
    assert "已经过了" in page and "请写网站和新媒体的情况" in page and "checked" in page


def test_its_figures_are_counted_by_the_system_and_it_is_taken_in_with_its_origin(report, here, desk):
    ask(desk, here)
    page = text(desk("sun_bianji").get(f"/desk/contributions/{drafting.contributions(report)[0].pk}/"))
    assert 'data-figure="unit.wjw.foi.received" data-value="0"' in page
    assert "已经交稿" in text(write(desk, f"<p>我委今年收到公开申请{CHIP}件，全部办结。</p>"))
    assert "收到公开申请" not in body_of(report), "nothing is merged by itself"
    (passage,) = drafting.passages(drafting.contributions(report)).values()
    assert ">0</a>件" in passage.body, "whatever number was sent with the form"
    page = text(desk("wang_bianji").get(here))
    assert "交了，还没有放进正文" in page and "放进正文" in page
    assert "放进“（四）政府信息公开平台建设”" in take(desk, report)
    body = body_of(report)
    assert '<a href="figure:unit.wjw.foi.received" rel="noopener nofollow">0</a>件' in body, (
        "the number sent was another"
    )
    place = body.index("收到公开申请")
    assert body.index("平台建设") < place < body.index("（五）监督保障")
    page = text(desk("wang_bianji").get(here))
    assert re.search(r'全部办结。</p><p class="from">卫生健康委员会供稿</p>', page) and "在正文里" in page
    assert "供稿</p>" not in body, "what is published bears no mark"


@pytest.mark.parametrize(
    "token",
    ["unit.zjj.foi.received", "foi.received", "before.foi.received", "2021-3.r1.total", "chart.bar.unit.foi.received"],
)
def test_it_names_no_figure_that_is_not_the_units_own(report, here, desk, token):
    ask(desk, here)
    page = text(write(desk, f'<p>我委的话。{CHIP}件，<a href="figure:{token}">8888</a>件。</p>'), 422)
    assert "（8888）不是卫生健康委员会的" in page and "我委的话" in page, "what was typed is still there"
    assert drafting.passages(drafting.contributions(report)) == {}


def test_a_later_change_is_shown_and_taken_only_when_somebody_does_so(report, here, desk):
    ask(desk, here)
    write(desk, "<p>我委今年开通了两个新媒体账号。</p>")
    take(desk, report)
    write(desk, "<p>我委今年开通了三个新媒体账号，停用一个。</p>")
    page = text(desk("wang_bianji").get(here))
    assert (
        "改过，现在是第2稿，正文里还是第1稿" in page and "换成新的一稿" in page and "三个新媒体" not in body_of(report)
    )
    page = text(desk("wang_bianji").get(f"/desk/contributions/{drafting.contributions(report)[0].pk}/"))
    assert "改了哪些" in page and "停用一个" in page
    take(desk, report)
    body = body_of(report)
    assert "三个新媒体" in body and "两个新媒体" not in body


def test_what_the_office_edited_is_not_written_over(report, here, desk, cast):
    ask(desk, here)
    write(desk, "<p>我委今年开通了两个新媒体账号，发布信息。</p>")
    take(desk, report)
    again = Record.objects.get(pk=report.pk)
    said = records.version_of(again).values()
    said["body"] = said["body"].replace("我委今年开通了两个", "卫生健康委全年开通了两个")
    actions.save(record=again, content=said, by=cast.actor("wang_bianji"), at=AT)
    assert "卫生健康委员会供稿，有改动" in text(desk("wang_bianji").get(here))
    write(desk, "<p>我委今年开通了三个新媒体账号，发布信息。</p>")
    assert "不能整段换" in take(desk, report) and "三个" not in body_of(report)
    assert "看过了，正文没有动" in take(desk, report, "leave")
    assert "改过，现在是" not in text(desk("wang_bianji").get(here))


def test_what_comes_later_stands_behind_in_the_order_of_the_asking(report, cast):
    from gongkai.kernel.drafting.models import Contribution, Passage

    body = "<h2>一、总体情况</h2><p>开头的话写在这里。</p><h2>二、别的</h2>"
    first, second = (
        Contribution(code=code, chapter="一、总体情况", seat=n, current=1, state="handed_in", unit=cast.units["wjw"])
        for n, code in enumerate(("a", "b"), start=1)
    )
    passages = {(each, 1): Passage(body=f"<p>这是{each}单位写的一段话。</p>") for each in "ab"}
    made = chapters.with_passage(body, second, [first, second], passages)
    second.taken = 1
    made = chapters.with_passage(made, first, [first, second], passages)
    assert made.index("开头") < made.index("a单位") < made.index("b单位") < made.index("二、别的")
    with pytest.raises(LookupError, match="没有“一、总体情况”"):
        chapters.with_passage("<p>没有标题。</p>", first, [], passages)


def test_it_is_called_off(report, here, desk):
    ask(desk, here)
    (asked,) = drafting.contributions(report)
    url = f"/desk/contributions/{asked.pk}/call-off/"
    assert "不用再写了" in text(desk("wang_bianji").post(url, {"because": "并到别处写", "seen": "0"}, follow=True))
    assert drafting.contributions(report) == []
    assert CHAPTER not in text(desk("sun_bianji").get("/desk/")), "nobody owes it any more"
