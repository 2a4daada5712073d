"""The site's column of key points: what is public of a year; a record that shows one is followed; what is not public is not there."""

from datetime import date

import pytest
from tests.plugins.acts.key_points import finished, laid
from tests.plugins.cast import noon

from gongkai.engines.site import build
from gongkai.kernel.keypoints import actions

from .helpers import Office, files, page

PAGE = "key-points/index.html"


@pytest.fixture
def office(cast, home) -> Office:
    build.catch_up()
    return Office(cast)


def followed() -> None:
    done = build.catch_up()
    assert done is not None and not done.full
    tree = files()
    build.full()
    assert tree == files()


def test_it_tells_tasks_units_days_and_what_shows_them(office):
    cast = office.cast
    assert "还没有公布工作要点" in page(PAGE)
    record = office.publish("2026-03-02", kind="notice", section="notices", title="主动公开事项清单")
    point = laid(cast, assisting=(cast.units["wjw"],))
    laid(cast, title="内部的一项", public=False)
    followed()
    text = page(PAGE)
    assert (
        "编制主动公开事项清单" in text
        and "明政办发〔2026〕9号" in text
        and "2026年11月30日" in text
        and "未开始" in text
    )
    assert "协办：" in text and "内部的一项" not in text and "共1项" in text
    actions.prove(
        point=point, about=[record.ref, "case:2026-0001"], by=cast.actor("wang_bianji"), at=noon("2026-03-05")
    )
    actions.finish(
        point=point, text="清单已经编好。", result="清单已经公开。", by=cast.actor("liu_qianfa"), at=noon("2026-03-06")
    )
    followed()
    text = page(PAGE)
    assert "已完成" in text and "清单已经公开。" in text and f"/r/{record.pk}/" in text and "2026-0001" not in text
    assert "清单已经编好。" not in text
    assert text.count("主动公开事项清单") == page("key-points/2026/index.html").count("主动公开事项清单")
    office.withdraw(record, "2026-03-09")
    followed()
    assert f"/r/{record.pk}/" not in page(PAGE)


def test_what_is_put_off_tells_why_and_what_is_struck_or_kept_back_leaves(office):
    cast, by = office.cast, {"by": office.cast.actor("gao_gongkai"), "at": noon("2026-03-09")}
    point = actions.put_off(point=laid(cast), because="上级平台推迟到明年上线。", **by)
    followed()
    assert "暂缓" in page(PAGE) and "上级平台推迟" in page(PAGE)
    actions.strike(point=point, because="录重了一项", **by)
    followed()
    assert "编制主动公开事项清单" not in page(PAGE)


def test_a_year_that_is_over_keeps_its_page(office):
    finished(office.cast)
    task = actions.Task("明年的一项", office.cast.units["zjj"], date(2027, 6, 30), "own", "2027年要点")
    actions.lay_down(year=2027, task=task, by=office.cast.actor("gao_gongkai"), at=noon("2026-12-30"))
    followed()
    assert "明年的一项" in page(PAGE) and "编制主动公开事项清单" in page("key-points/2026/index.html")
    assert "/key-points/2026/" in page(PAGE)


def test_it_is_found_from_the_catalogue_and_the_map(office):
    for path in ("catalogue/index.html", "map/index.html"):
        assert 'href="/key-points/"' in page(path), path
