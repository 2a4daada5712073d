"""The catalogue on the desk: its tree, its acts, and what is refused with everything typed still there."""

import pytest
from tests.plugins.scenes import draft, section, through

from gongkai.ground.ledger.models import Fact
from gongkai.kernel.records.models import Record, Section

WATER = {
    "key": "water",
    "name": "饮用水水质",
    "update_every": "quarter",
    "units": "卫生健康委员会、zjj",
    "levels": ["town"],
    "audience": "公众，企业",
}


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def office(desk, today):
    return desk("gao_gongkai")


def test_the_tree_tells_what_each_section_holds_and_asks(cast, office):
    draft(cast)
    page = text(office.get("/desk/catalogue/"))
    assert "政策文件" in page and "1条" in page and "增加栏目" in page


def test_the_office_adds_a_section_below_another(office):
    answer = office.post("/desk/catalogue/new/?below=notices", WATER, follow=True)
    made = Section.objects.get(pk="water")
    assert (made.parent_key, made.units, made.levels, made.audience) == ("notices", "wjw,zjj", "town", "公众、企业")
    assert made.owed_from.isoformat() == "2026-03-02"
    page = text(answer)
    assert "已经增加栏目“饮用水水质”。" in page and "每季度" in page and "设置栏目饮用水水质" in page and "高翔" in page


def test_what_is_wrong_is_told_and_what_was_typed_stays(office):
    page = text(office.post("/desk/catalogue/new/", WATER | {"units": "无名局", "key": "Water"}), 422)
    assert "没有叫“无名局”的单位" in page and 'value="饮用水水质"' in page
    page = text(office.post("/desk/catalogue/new/", WATER | {"key": "Water"}), 422)
    assert "栏目代码用小写字母" in page and 'value="Water"' in page
    assert not Section.objects.filter(name="饮用水水质").exists()


def test_it_changes_one_and_is_told_of_another_change(office):
    seen = section("notices").mark
    values = {"name": "通知公告", "description": "", "seen": seen}
    assert "已经改好。" in text(office.post("/desk/catalogue/notices/edit/", values, follow=True))
    page = text(office.post("/desk/catalogue/notices/edit/", values | {"name": "公告"}), 422)
    assert "刚才有别人改过这个栏目" in page and 'value="公告"' in page
    assert section("notices").name == "通知公告"


def test_with_records_in_it_it_is_not_closed_but_merged(cast, office):
    through(cast, draft(cast), "published")
    page = text(office.post("/desk/catalogue/notices/do/close/", {}), 422)
    assert "还有1条信息，不能直接停用。请用“并入别的栏目”" in page
    assert "“公告公示”里现在有1条信息。" in text(office.get("/desk/catalogue/notices/do/merge/"))
    page = text(office.post("/desk/catalogue/notices/do/merge/", {"into": "policy"}), 422)
    assert "知道后果的请打钩" in page
    page = text(office.post("/desk/catalogue/notices/do/merge/", {"into": "policy", "sure": "on"}, follow=True))
    assert "已经并入“政策文件”，移过去1条信息，原来的网址都会转过去。" in page and "已停用" in page
    assert Record.objects.get().section_id == "policy"
    assert "并入“政策文件”" in text(office.get("/desk/catalogue/"))


def test_it_opens_again(office):
    office.post("/desk/catalogue/notices/do/close/", {})
    assert section("notices").closed_on
    assert "重新启用" in text(office.get("/desk/catalogue/notices/"))
    assert "已经重新启用。" in text(office.post("/desk/catalogue/notices/do/reopen/", {}, follow=True))


def test_one_choice_says_below_what_and_behind_what(office):
    office.post("/desk/catalogue/new/?below=policy", WATER)
    page = text(office.get("/desk/catalogue/policy/do/move/"))
    assert "排在“公告公示”后面" in page and "› 饮用水水质" not in page
    office.post("/desk/catalogue/policy/do/move/", {"place": "notices|"})
    assert section("policy").parent_key == "notices"
    office.post("/desk/catalogue/water/do/move/", {"place": "|notices"})
    assert (section("water").parent_key, section("water").position > section("notices").position) == ("", True)


@pytest.mark.parametrize("username", ["wang_bianji", "lin_guanli", "he_jiancha"])
def test_others_may_look_and_not_touch(cast, desk, today, username):
    client, before = desk(username), Fact.objects.count()
    page = text(client.get("/desk/catalogue/notices/"))
    assert "公开目录由政务公开办来管。" in page and "停用" not in page
    for path in ("new/", "notices/edit/", "notices/do/close/", "notices/do/merge/"):
        assert client.get(f"/desk/catalogue/{path}").status_code == 404
        assert client.post(f"/desk/catalogue/{path}", WATER).status_code == 404
    assert Fact.objects.count() == before


def test_what_there_is_not_is_not_found(office):
    for path in ("nothing/", "nothing/edit/", "notices/do/burn/", "new/?below=nothing"):
        assert office.get(f"/desk/catalogue/{path}").status_code == 404


def test_an_editor_chooses_among_the_sections_that_are_open_and_theirs(office, desk):
    office.post("/desk/catalogue/new/", WATER | {"units": "wjw", "levels": []})
    office.post("/desk/catalogue/policy/do/close/", {})
    page = text(desk("wang_bianji").get("/desk/r/new/notice/", follow=True))
    assert 'value="notices"' in page and 'value="policy"' not in page and 'value="water"' not in page
