"""The site's pages on the desk: arranged in a form, looked at first, put back."""

import pytest

from gongkai.kernel.portal.blocks import HOME, MOST, Block, place_of
from gongkai.kernel.portal.queries import arranged

HOME_URL = "/desk/portal/home/"


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def sent(*rows: tuple[int, str, str, int], seen: int = 0) -> dict[str, str]:
    found = {"rows": str(len(rows)), "seen": str(seen)}
    for n, row in enumerate(rows):
        found |= {
            f"{name}-{n}": str(value) for name, value in zip(("order", "heading", "source", "count"), row, strict=True)
        }
    return found


@pytest.fixture
def office(desk, home):
    return desk("gao_gongkai")


def test_the_form_begins_with_what_there_is(office):
    page = text(office.get(HOME_URL))
    assert 'value="新发布的政策"' in page and 'value="部门和乡镇"' in page and "排过的样子" not in page


def test_blocks_go_where_they_are_told_and_the_empty_ones_away(office):
    rows = ((3, "要闻", "section:notices", 4), (1, "找单位", "units", 1), (2, "不要", "", 1))
    page = text(office.post(HOME_URL, sent(*rows), follow=True))
    assert "已经排好" in page and "找单位、要闻" in page and "第1版" in page
    assert arranged() == {HOME: [Block("找单位", "units"), Block("要闻", "section:notices", 4)]}


def test_a_preview_shows_the_page_and_keeps_nothing(office):
    page = text(office.post(f"{HOME_URL}preview", sent((1, "只有这一块", "kind:policy", 4))))
    assert "<h2>只有这一块</h2>" in page and "部门和乡镇</h2>" not in page and 'class="foot"' in page
    assert arranged() == {}
    page = text(office.post(f"{HOME_URL}preview", sent((1, "", "kind:policy", 4))), 422)
    assert "第1块还没有标题" in page
    page = text(office.post("/desk/portal/level.department/preview", sent((1, "怎么找我们", "catalogue", 1))))
    assert "怎么找我们" not in page and "本单位还没有公开的信息" in page


def test_what_is_wrong_is_told_at_its_row_and_stays(office):
    rows = ((2, "", "kind:notice", 4), (1, "政策", "kind:policy", 4))
    page = text(office.post(HOME_URL, sent(*rows)), 422)
    assert 'href="#id_heading-0"' in page and "第2块还没有标题" in page and 'value="政策"' in page
    page = text(office.post(HOME_URL, sent((1, "某", "kind:nothing", 1))), 422)
    assert "请从列出的选项里选一个" in page
    page = text(office.post(HOME_URL, sent((1, "某", "kind:policy", 21))), 422)
    assert "请写不大于20的数" in page
    assert text(office.post(HOME_URL, {"rows": "9999"}), 422).count('name="heading-') == MOST


def test_an_earlier_version_is_put_back(office):
    office.post(HOME_URL, sent((1, "甲", "kind:policy", 4)))
    office.post(HOME_URL, sent((1, "乙", "kind:notice", 4), seen=1))
    page = text(office.post(f"{HOME_URL}put-back/1", {"seen": "2"}, follow=True))
    assert "已经改回去" in page and arranged() == {HOME: [Block("甲", "kind:policy", 4)]}
    page = text(office.post(f"{HOME_URL}put-back/2", {"seen": "2"}, follow=True))
    assert "刚才有别人排过" in page
    office.post(f"{HOME_URL}put-back/0", {"seen": "3"})
    assert arranged() == {}


def test_a_unit_s_head_has_the_own_page_alone(desk, home):
    head = desk("liu_qianfa")
    assert head.get("/desk/portal/").url == "/desk/portal/unit.zjj/"
    page = text(head.post("/desk/portal/unit.zjj/", sent((1, "政策", "section:policy", 4)), follow=True))
    assert "住房和城乡建设局的网页" in page and arranged() == {place_of("zjj"): [Block("政策", "section:policy", 4)]}
    for place in ("home", "unit.wjw", "level.town", "unit.nothing", "nothing"):
        for path, method in (("", "get"), ("", "post"), ("preview", "post"), ("put-back/0", "post")):
            assert getattr(head, method)(f"/desk/portal/{place}/{path}").status_code == 404, (place, path)
    assert desk("wang_bianji").get("/desk/portal/").status_code == 404


def test_the_office_sees_all_pages(office):
    page = text(office.get("/desk/portal/"))
    assert "首页" in page and "乡镇和街道网页的样板" in page and "/desk/portal/unit.zjj/" in page
