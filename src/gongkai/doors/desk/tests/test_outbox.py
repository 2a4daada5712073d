"""The outbox and the previews on the desk."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import connected, draft, through

from gongkai.engines.channels.following import catch_up
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox.models import Delivery
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record

DAY = noon("2026-03-02")


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def waiting(cast) -> Record:
    """A record that is published on the site and on Weibo, and waits to go there."""
    connected(cast)
    record = through(cast, draft(cast), "cleared")
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY, channels=("website", "weibo"))
    catch_up(DAY)
    return record


def refused() -> Delivery:
    return outbox.bury(delivery=Delivery.objects.get(), error="文字太长，微博不收（20012）", at=DAY)


def test_the_list_says_what_did_not_go_out_and_why(waiting, desk):
    refused()
    page = text(desk("gao_gongkai").get("/desk/outbox/?state=dead"))
    assert "公租房轮候公示" in page and "文字太长，微博不收（20012）" in page and "发不出去" in page
    assert "公租房轮候公示" not in text(desk("gao_gongkai").get("/desk/outbox/?state=sent"))
    assert desk("gao_gongkai").get("/desk/outbox/?state=lost").status_code == 404


def test_what_was_refused_is_sent_again_given_up_or_done_by_hand(waiting, desk):
    base = f"/desk/outbox/{refused().pk}/"
    head = desk("liu_qianfa")
    assert {name for name in ("again", "done", "give-up") if f"do/{name}/" in text(head.get(base))} == {
        "again",
        "done",
        "give-up",
    }
    assert "已经排上" in text(head.post(f"{base}do/again/", follow=True))
    assert Delivery.objects.get().state == "waiting"
    assert "请写明为什么不发了" in text(head.post(f"{base}do/give-up/", {"reason": ""}), 422)
    page = text(head.post(f"{base}do/give-up/", {"reason": "重复了"}, follow=True))
    assert "不再发：重复了" in page and "文字太长，微博不收" in page
    page = text(head.post(f"{base}do/done/", {"remote": "https://weibo.example/1"}, follow=True))
    assert "已人工办" in page and 'href="https://weibo.example/1"' in page
    assert "这一件刚才已经有了结果" in text(head.post(f"{base}do/again/"), 422)


def test_who_does_not_keep_the_outbox_looks_and_does_nothing(waiting, desk):
    base = f"/desk/outbox/{refused().pk}/"
    assert "没有要您办的事" in text(desk("wang_bianji").get(base))
    assert desk("wang_bianji").post(f"{base}do/again/").status_code == 404
    assert desk("ma_qianfa").post(f"{base}do/again/").status_code == 404


def test_the_editor_sees_how_it_will_look_and_writes_it_otherwise(cast, desk):
    record = draft(cast)
    base, editor = f"/desk/r/{record.pk}/channels/", desk("wang_bianji")
    page = text(editor.get(base))
    assert f"【公租房轮候公示】现予公示。 https://www.mingchuan.gov.example/r/{record.pk}/" in page
    assert "这个渠道没有接通" in page and "没有图片，用公众号默认的封面" in page
    assert "最多40字，现在有41字" in text(editor.post(f"{base}weibo/", {"title": "长" * 41, "summary": ""}), 422)
    page = text(editor.post(f"{base}weibo/", {"title": "公租房排到谁了", "summary": ""}, follow=True))
    assert "【公租房排到谁了】现予公示。" in page and "标题、摘要是自己写的" in page
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    assert "自己写标题、摘要" not in text(desk("li_shenhe").get(base))
    assert "送审以后不能再改" in text(editor.get(f"{base}weibo/", follow=True))


def test_the_page_of_channels_says_plainly_what_was_never_tried(cast, desk):
    connected(cast)
    page = text(desk("wang_bianji").get("/desk/outbox/channels/"))
    assert "没有在真的微信、微博上试过" in page and "明川发布" in page and "还没有接通" in page
    for name in ("微政务", "微服务", "微互动"):
        assert name in page
