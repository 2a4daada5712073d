"""The negative list and the guides on the desk: kept by the unit's head of disclosure and the openness office."""

import pytest

from gongkai.kernel.records.models import GuideText, Withholding

ITEM = {
    "unit": "zjj",
    "title": "评标委员会名单",
    "ground": "16-2a",
    "reason": "评标结束以前不公开。",
    "review_on": "2026-3-20",
}


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def head(desk, today):
    return desk("liu_qianfa")


def test_a_line_is_listed_looked_at_again_and_lifted(head, today):
    page = text(head.post("/desk/withheld/new/", ITEM, follow=True))
    assert "已经列入负面清单。" in page and "评标委员会名单" in page and "还有18天" in page
    item = Withholding.objects.get()
    today("2026-03-21")
    assert "该评估了，过了1天" in text(head.get("/desk/withheld/"))
    base = f"/desk/withheld/{item.pk}/"
    page = text(head.post(f"{base}do/review/", {"review_on": "2026-9-1"}, follow=True))
    assert "2026年9月1日" in page and "仍不公开，下次2026年9月1日评估" in page
    page = text(head.post(f"{base}do/lift/", {"because": "评标已经结束。"}, follow=True))
    assert "已移出" in page and "评标已经结束。" in page and "没有要您办的事。" in page


def test_what_is_wrong_stays_on_the_form(head):
    page = text(head.post("/desk/withheld/new/", ITEM | {"review_on": "2026-3-2", "reason": ""}), 422)
    assert "请填写" in page or "请写明" in page
    page = text(head.post("/desk/withheld/new/", ITEM | {"review_on": "2026-3-2"}), 422)
    assert "再评估日期要在今天以后" in page and "评标委员会名单" in page
    assert "请从列出的选项里选一个" in text(head.post("/desk/withheld/new/", ITEM | {"unit": "wjw"}), 422)


def test_an_editor_of_the_unit_looks_and_does_not_touch(head, desk):
    head.post("/desk/withheld/new/", ITEM)
    item, client = Withholding.objects.get(), desk("wang_bianji")
    assert "评标委员会名单" in text(client.get("/desk/withheld/")) and "列入一项" not in text(
        client.get("/desk/withheld/")
    )
    assert "没有要您办的事。" in text(client.get(f"/desk/withheld/{item.pk}/"))
    for path in ("new/", f"{item.pk}/do/lift/"):
        assert client.post(f"/desk/withheld/{path}", {"because": "某"}).status_code == 404


def test_another_unit_finds_none_of_it(head, desk):
    head.post("/desk/withheld/new/", ITEM)
    client = desk("ma_qianfa")
    assert "评标委员会名单" not in text(client.get("/desk/withheld/"))
    assert client.get(f"/desk/withheld/{Withholding.objects.get().pk}/").status_code == 404


def test_a_guides_text_is_written_changed_and_taken_away(head):
    assert head.get("/desk/guides/").url == "/desk/guides/zjj/"
    url = "/desk/guides/zjj/office/"
    page = text(head.post(url, {"text": "午休不停办。", "seen": "0"}, follow=True))
    assert (
        "午休不停办。" in page and "第1版，2026年3月2日" in page and "改公开指南，“政府信息公开工作机构”的第1版" in page
    )
    page = text(head.post(url, {"text": "晚来的话。", "seen": "0"}), 422)
    assert "刚才有别人改过这一段" in page and "晚来的话。" in page
    assert "没有要改的" in text(head.post(url, {"text": "午休不停办。", "seen": "1"}), 422)
    head.post(url, {"text": "", "seen": "1"})
    assert GuideText.objects.latest("version").text == ""


def test_the_office_keeps_all_guides_and_others_none(desk, today, cast):
    page = text(desk("gao_gongkai").get("/desk/guides/"))
    assert "住房和城乡建设局" in page and "卫生健康委员会" in page
    assert desk("ma_qianfa").get("/desk/guides/zjj/").status_code == 404
    assert desk("wang_bianji").get("/desk/guides/zjj/").status_code == 404
    assert desk("gao_gongkai").get("/desk/guides/zjj/nothing/").status_code == 404


def test_a_line_whose_day_has_come_stands_above_the_worklist_of_whoever_keeps_it(head, desk, today):
    head.post("/desk/withheld/new/", ITEM)
    for day, there in (("2026-03-19", False), ("2026-03-20", True), ("2026-03-21", True)):
        today(day)
        for who in ("liu_qianfa", "gao_gongkai"):
            assert ("负面清单该再评估" in text(desk(who).get("/desk/"))) is there
        for who in ("wang_bianji", "ma_qianfa"):
            assert "负面清单该再评估" not in text(desk(who).get("/desk/"))
    base = f"/desk/withheld/{Withholding.objects.get().pk}/"
    assert f'href="{base}"' in text(head.get("/desk/"))
    head.post(f"{base}do/review/", {"review_on": "2026-9-1"})
    assert "负面清单该再评估" not in text(head.get("/desk/"))
