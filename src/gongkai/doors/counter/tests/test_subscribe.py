"""Subscribing: on the site by an address, by e-mail after a letter; by its link one confirms, changes, leaves, also by one POST of a program."""

import json
import re
from xml.dom import minidom

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import draft, through

from gongkai.doors.counter import subscribe
from gongkai.engines.feeders import rebuilding
from gongkai.engines.feeders.tests.conftest import Office
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox.models import Delivery
from gongkai.ground.subscribers import queries
from gongkai.ground.subscribers.models import ACTIVE, LEFT, Subscriber
from gongkai.kernel.records import validity

PLACE = "/counter/subscribe"
MAIL = {
    "way": "mail",
    "sections": "notices",
    "words": "公租房 学区",
    "mailbox": "du.zhe@example.cn",
    "rhythm": "weekly",
}


@pytest.fixture
def reader(citizen, monkeypatch):
    outbox.connect(
        code="mail",
        adapter="smtp",
        name="明川公开",
        address="smtp://127.0.0.1:1",
        by="lin_guanli",
        at=noon("2026-03-01"),
    )
    monkeypatch.setattr(subscribe, "now", lambda: noon("2026-03-02"))
    return citizen


def link() -> str:
    subscriber = Subscriber.objects.get()
    return f"{PLACE}/{subscriber.code}/{queries.wish_of(subscriber).secret}"


def state() -> str:
    return Subscriber.objects.get().state


def test_on_the_site_it_is_an_address_and_nothing_is_kept(cast, reader):
    first, second = (through(cast, draft(cast), "published") for _ in range(2))
    rebuilding.rebuild()
    page = reader.post(PLACE, way="site", sections="notices", words="", mailbox="", rhythm="")
    assert (
        reader.answer.request["PATH_INFO"] == "/counter/follow" and reader.answer.request["QUERY_STRING"] == "s=notices"
    )
    assert re.findall(r'href="/r/(\w+)/"', page) == sorted((first.pk, second.pk), reverse=True)
    assert not Subscriber.objects.exists()
    feeds = re.findall(r'href="(/counter/follow/[^"]+)"', page)
    told = json.loads(reader.get(feeds[2]))
    assert {each["url"] for each in told["items"]} == {
        f"https://www.mingchuan.gov.example/r/{r.pk}/" for r in (first, second)
    }
    assert [
        len(minidom.parseString(reader.get(feeds[n])).getElementsByTagName(tag))
        for n, tag in ((0, "entry"), (1, "item"))
    ] == [2, 2]
    assert first.title in reader.get(f"/counter/follow?w={first.title[:3]}") and first.title not in reader.get(
        "/counter/follow?w=没有的词"
    )
    reader.get("/counter/follow/other.xml?s=notices")
    assert reader.answer.status_code == 404


def test_the_list_tells_what_holds_no_more(cast, reader):
    record = Office(cast).publish("供水管理办法", kind="policy", effective_on="2026-03-02")
    assert "现行有效" in reader.get("/counter/follow?s=policy")
    validity.repeal(record=record, because="任务已经完成", by=cast.actor("liu_qianfa"), at=noon("2026-03-02"))
    assert "已废止" in reader.get("/counter/follow?s=policy")


def test_by_mail_it_holds_once_confirmed_and_looking_confirms_nothing(reader):
    assert "du.zhe@example.cn" in reader.post(PLACE, **MAIL)
    assert Delivery.objects.get().key == f"mail-{Subscriber.objects.get().code}-confirm"
    assert "确认订阅" in reader.get(link()) and state() == "asked"
    page = reader.post(link(), act="confirm")
    assert state() == ACTIVE and "已经确认" in page and "du.zhe" not in page and "d***@example.cn" in page
    assert reader.answer["Referrer-Policy"] == "no-referrer" and reader.answer["Cache-Control"] == "no-store"
    reader.post(link(), act="change", sections="policy", words="", rhythm="daily")
    wish = queries.wish_of(Subscriber.objects.get())
    assert (wish.email, wish.sections, wish.words, Subscriber.objects.get().rhythm) == (
        "du.zhe@example.cn",
        ("policy",),
        (),
        "daily",
    )
    here = link()
    assert "邮箱和您选的栏目、词都已经清除" in reader.post(here, act="leave") and state() == LEFT
    assert "没有这份订阅" in reader.get(here) and reader.answer.status_code == 404


def test_a_mail_program_leaves_by_one_post_without_form_or_cookie(reader):
    reader.post(PLACE, **MAIL)
    reader.post(link(), **{"List-Unsubscribe": "One-Click"})
    assert state() == LEFT


def test_a_wrong_secret_opens_nothing(reader):
    reader.post(PLACE, **MAIL)
    wrong = link()[:-4] + "AAAA"
    for act in ("confirm", "leave"):
        assert "没有这份订阅" in reader.post(wrong, act=act) and state() == "asked"


WRONG = (
    ({"mailbox": ""}, "请写收信的邮箱"), ({"mailbox": "du.zhe"}, "请看看邮箱是否写全"), ({"sections": "", "words": ""}, "请选一个栏目，或者写一个词"),
    ({"words": "房"}, "每个词2到20个字"), ({"words": "长" * 21}, "每个词2到20个字"), ({"words": " ".join(f"词语{n}" for n in range(11))}, "最多10个词"),
    ({"sections": "nowhere"}, "请从列出的选项里选"), ({"mailbox": "a@example.cn\r\nBcc: b@example.cn"}, "请看看邮箱是否写全"),
)  # fmt: skip


def test_what_does_not_hold_is_said_and_nothing_is_lost(reader):
    for wrong, said in WRONG:
        asked = {name: value for name, value in (MAIL | wrong).items() if value or name != "sections"}
        page = reader.post(PLACE, **asked)
        assert reader.answer.status_code == 200 and said in page and (MAIL | wrong)["words"] in page, wrong
    assert not Subscriber.objects.exists()


def test_nobody_is_flooded_with_letters(reader):
    for _ in range(subscribe.BY_ADDRESS.most):
        reader.post(PLACE, **MAIL)
    assert subscribe.TOO_MANY in reader.post(PLACE, **(MAIL | {"mailbox": MAIL["mailbox"].upper()}))
    assert Subscriber.objects.count() == subscribe.BY_ADDRESS.most
    assert "请到邮箱里确认" in reader.post(PLACE, **(MAIL | {"mailbox": "other@example.cn"}))


def test_without_a_mail_server_no_address_is_asked_for(citizen):
    page = citizen.get(PLACE)
    assert "邮件订阅还没有开通" in page and 'name="mailbox"' not in page
    citizen.post(PLACE, **MAIL)
    assert not Subscriber.objects.exists()
