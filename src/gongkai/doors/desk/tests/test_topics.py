"""Topics, notices of the site and former addresses on the desk."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import draft, moved_here, posted, through, topical

from gongkai.engines.site import views
from gongkai.kernel.portal.models import FormerAddress, SiteNotice, Topic

TOPIC = {
    "key": "bishu-2026",
    "name": "夏季避暑",
    "lead": "去哪里凉快",
    "begins_on": "2026-3-1",
    "ends_on": "2026-3-31",
    "picked": "",
}


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def office(desk, home):
    return desk("gao_gongkai")


def test_a_topic_is_made_arranged_changed_and_ended(office, cast):
    record = through(cast, draft(cast), "published")
    picked = f"{record.index_number}\nhttps://www.mingchuan.gov.example/r/{record.pk}/"
    page = text(office.post("/desk/topics/new/", TOPIC | {"picked": picked}, follow=True))
    assert "已经设好专题" in page and "正在显示" in page and "1条" in page and "没有自己排" in page
    assert Topic.objects.get().records == [record.pk]
    assert "夏季避暑" in text(office.get("/desk/topics/"))
    place = "/desk/portal/topic.bishu-2026/"
    assert 'value="选进来的信息"' in text(office.get(place))
    rows = {"rows": "1", "order-0": "1", "heading-0": "文件", "source-0": "kind:policy", "count-0": "5", "seen": "0"}
    assert "<h2>文件</h2>" not in text(office.post(f"{place}preview", rows))  # nothing of the kind is public
    assert "已经排好" in text(office.post(place, rows, follow=True))
    base = "/desk/topics/bishu-2026/"
    changed = {name: value for name, value in TOPIC.items() if name != "key"} | {"name": "避暑"}
    assert "已经改好" in text(office.post(f"{base}edit/", changed, follow=True))
    assert "专题“避暑”" in text(office.get(place)) or "避暑" in text(office.get(place))
    assert "专题已经结束" in text(office.post(f"{base}end/", follow=True))
    assert "现在没有在显示" in text(office.post(f"{base}end/"), 422)


def test_what_is_wrong_with_a_topic_is_told_and_stays(office, cast):
    page = text(office.post("/desk/topics/new/", TOPIC | {"picked": "MB1A2B3CX/2026-99999 zzzz"}), 422)
    assert "找不到这几条，或者还没有公开：MB1A2B3CX/2026-99999、zzzz" in page and "去哪里凉快" in page
    page = text(office.post("/desk/topics/new/", TOPIC | {"key": "避暑", "ends_on": "2026-3-1"}), 422)
    assert "专题代码用小写字母" in page
    hidden = draft(cast)
    assert hidden.pk in text(office.post("/desk/topics/new/", TOPIC | {"picked": hidden.pk}), 422)
    assert not Topic.objects.exists()


@pytest.mark.parametrize(("begins_on", "shown"), [("2026-3-1", True), ("2026-3-20", False)])
def test_a_record_says_into_which_topics_it_was_chosen(office, desk, cast, begins_on, shown):
    record = through(cast, draft(cast), "published")
    office.post("/desk/topics/new/", TOPIC | {"picked": record.pk, "begins_on": begins_on})
    page = text(office.get(f"/desk/r/{record.pk}/"))
    assert "收入专题" in page and '<a href="/desk/topics/bishu-2026/"><span>夏季避暑' in page
    page = text(desk("wang_bianji").get(f"/desk/r/{record.pk}/"))
    assert ('<a href="/topics/bishu-2026/"><span>夏季避暑' in page) is shown and ("夏季避暑" in page) is shown


def test_a_notice_is_written_and_taken_down(office):
    sent = {"text": "清明三天窗口不办公。", "begins_on": "2026-3-2", "ends_on": "2026-3-9"}
    page = text(office.post("/desk/site-notices/", sent, follow=True))
    assert "清明三天窗口不办公。" in page and "现在撤下" in page
    assert "已经过了" in text(
        office.post("/desk/site-notices/", sent | {"ends_on": "2026-3-1", "begins_on": "2026-3-1"}), 422
    )
    key = SiteNotice.objects.get().pk
    address = f"/desk/site-notices/{key}/take-down/"
    assert f'href="{address}"' in page and "不能再放回去" in text(office.get(address))
    assert SiteNotice.objects.get().state == "shown"
    assert "已经撤下" in text(office.post(address, follow=True))
    assert "现在没有在显示" in text(office.post(address), 422)
    assert office.post("/desk/site-notices/99/take-down/").status_code == 404


def test_former_addresses_are_registered(office):
    page = text(office.post("/desk/former/", {"text": "/art/1.html /units/\n/art/2.html /nowhere/"}), 422)
    assert "第2行找不到现在的网址" in page and "/art/1.html /units/" in page and not FormerAddress.objects.exists()
    page = text(office.post("/desk/former/", {"text": "/art/1.html /units/"}, follow=True))
    assert "已经登记1个旧网址" in page and "/art/1.html" in page


@pytest.mark.parametrize("username", ["liu_qianfa", "wang_bianji", "he_jiancha"])
def test_it_is_the_office_s_alone(desk, home, cast, username):
    topic, notice = topical(cast), posted(cast)
    moved_here(cast)
    client = desk(username)
    for path in (
        "topics/",
        "topics/new/",
        f"topics/{topic.key}/",
        f"topics/{topic.key}/edit/",
        "site-notices/",
        "former/",
    ):
        assert client.get(f"/desk/{path}").status_code == 404, path
    for path in (
        f"topics/{topic.key}/end/",
        f"site-notices/{notice.pk}/take-down/",
        "former/",
        f"portal/topic.{topic.key}/put-back/0",
    ):
        assert client.post(f"/desk/{path}").status_code == 404, path


def test_how_often_pages_are_looked_at_is_shown_with_their_names(office, cast, desk):
    assert "还没有人来看过" in text(office.get("/desk/views/"))
    record = through(cast, draft(cast), "published")
    counted = views.Views(lambda: noon("2026-03-02"))
    for path in (f"/r/{record.pk}/", f"/r/{record.pk}/", "/s/policy/", "/u/zjj/", "/about/"):
        counted.count(path, "Mozilla/5.0")
    counted.write()
    page = text(office.get("/desk/views/"))
    assert record.title in page and "栏目：政策文件" in page and "明川县住房和城乡建设局" in page and "/about/" in page
    assert office.get("/desk/views/?month=2025-01").status_code == 404
    assert desk("liu_qianfa").get("/desk/views/").status_code == 404
