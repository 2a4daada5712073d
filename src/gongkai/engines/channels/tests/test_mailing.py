"""Subscribers by e-mail: consent, digests that are sent once, leaving; against a mail server of this machine."""

from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.engines.channels import mailing
from gongkai.engines.channels.deliver import deliver
from gongkai.engines.channels.tests.conftest import DAY
from gongkai.engines.channels.tests.postbox import open_postbox
from gongkai.engines.channels.tests.test_channels import drafted, publish
from gongkai.engines.channels.wishes import fits, items_of
from gongkai.engines.site.tests.helpers import Office
from gongkai.ground.ledger.erasures import FILE, note_from_facts
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import secrets
from gongkai.ground.outbox.models import DEAD, SENT, VOID, WAITING, Channel, Delivery
from gongkai.ground.subscribers import actions, queries
from gongkai.ground.subscribers.models import DAILY, LEFT, WEEKLY, Subscriber
from gongkai.ground.subscribers.queries import Wish
from gongkai.kernel.flow.consumers import rewind
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import catalogue, validity

READER = "reader@example.cn"
SIX = noon("2026-03-02") + timedelta(hours=6)


@pytest.fixture
def box(cast, home):
    with open_postbox() as made:
        outbox.connect(code="mail", adapter="smtp", name="明川公开", address=made.address, by="lin_guanli", at=DAY)
        secrets.keep("mail", {"from": "gongkai@mingchuan.gov.example"})
        yield made


def subscribed(rhythm: str = DAILY, confirmed: bool = True, email: str = READER, **wished) -> Subscriber:
    wish = Wish(email, **(wished or {"sections": ("notices",)}))
    made = mailing.subscribe(wish=wish, rhythm=rhythm, at=DAY)
    return actions.confirm(subscriber=made, at=DAY) if confirmed else made


def settle(at=SIX) -> None:
    mailing.catch_up(at)
    deliver(at)
    deliver(at)


def test_a_letter_asks_for_consent_and_without_it_nothing_else_comes(cast, box):
    made = subscribed(confirmed=False)
    publish(cast, drafted(cast))
    settle()
    (letter,) = box.mails
    assert letter["To"] == READER and letter["Subject"] == "请确认订阅明川县新公开的信息"
    assert (
        mailing.link_of(made, queries.wish_of(made)) in letter.get_content()
        and "栏目：公告公示" in letter.get_content()
    )
    assert "List-Unsubscribe" not in letter


def test_a_digest_tells_once_of_what_was_published_since(cast, box):
    publish(cast, drafted(cast, "确认以前公开的"))
    made = subscribed()
    first = publish(cast, drafted(cast, "公租房轮候公示"))
    publish(cast, drafted(cast, "供水公告"))
    for _ in range(2):
        settle()
    (mail,) = box.to(READER)
    link = mailing.link_of(made, queries.wish_of(made))
    assert mail["Subject"] == "明川县新公开2条：供水公告" and mail["List-Unsubscribe"] == f"<{link}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content()
    assert f"https://www.mingchuan.gov.example/r/{first.pk}/" in text and "确认以前公开的" not in text and link in text
    publish(cast, drafted(cast, "第二天的公告", at=SIX), at=SIX)
    settle(SIX + timedelta(days=1))
    assert [mail["Subject"] for mail in box.mails] == ["明川县新公开2条：供水公告", "明川县新公开1条：第二天的公告"]
    rewind(["mail-daily"])
    settle(SIX + timedelta(days=1))
    assert len(box.mails) == 2


@pytest.mark.parametrize("rhythm, at, ended", [
    (DAILY, "2026-03-02T16:59", "2026-03-01"), (DAILY, "2026-03-02T17:00", "2026-03-02"), (DAILY, "2026-03-02T17:01", "2026-03-02"),
    (WEEKLY, "2026-03-06T16:59", "2026-02-27"), (WEEKLY, "2026-03-06T17:00", "2026-03-06"), (WEEKLY, "2026-03-07T09:00", "2026-03-06"),
])  # fmt: skip
def test_when_a_round_ends(rhythm, at, ended):
    moment = noon("2026-03-02").fromisoformat(f"{at}+08:00")
    assert mailing.ended(rhythm, moment) == noon(ended) + timedelta(hours=5)


def test_by_week_and_only_of_what_was_wished(cast, box):
    subscribed(WEEKLY, words=("轮候", "Abc"), email="weekly@example.cn")
    subscribed(DAILY, sections=("policy",), email="policy@example.cn")
    publish(cast, drafted(cast))
    publish(cast, drafted(cast, "供水公告", "<p>见aBC公司。</p>"))
    publish(cast, drafted(cast, "停电公告"))
    settle()
    assert not box.mails
    settle(noon("2026-03-06") + timedelta(hours=5))
    (mail,) = box.mails
    assert mail["To"] == "weekly@example.cn" and mail["Subject"] == "明川县新公开2条：供水公告"


def test_what_was_repealed_before_the_mail_goes_is_told_as_repealed(cast, box):
    subscribed(WEEKLY, sections=("policy",))
    record = Office(cast).publish("2026-03-02", title="旧办法", effective_on="2026-03-02")
    validity.repeal(record=record, because="任务已经完成", by=cast.actor("liu_qianfa"), at=noon("2026-03-04"))
    settle(noon("2026-03-06") + timedelta(hours=5))
    (mail,) = box.mails
    assert mail["Subject"] == "明川县新公开1条：旧办法【已废止】" and "旧办法【已废止】\n" in mail.get_content()


def test_a_section_stands_for_those_below_it_and_for_what_merged_into_it(cast, box):
    office = {"by": "gao_gongkai", "at": DAY}
    catalogue.place_section(key="land", name="征地", parent_key="notices", position=1, **office)
    record = publish(cast, drafted(cast))
    item = items_of([record])[0]
    assert [fits(Wish("", (key,)), item) for key in ("notices", "land", "policy")] == [True, False, False]
    below = items_of([records.move(record=record, section=catalogue.Section.objects.get(pk="land"), by=cast.actor("wang_bianji"), at=DAY)])[0]  # fmt: skip
    assert [fits(Wish("", (key,)), below) for key in ("notices", "land", "policy")] == [True, True, False]


def test_what_was_withdrawn_meanwhile_is_not_told(cast, box):
    subscribed()
    record = publish(cast, drafted(cast))
    mailing.catch_up(SIX)
    records.withdraw(record=record, ground="条例第十五条", keep_title=True, by=cast.actor("liu_qianfa"), at=SIX)
    deliver(SIX)
    deliver(SIX)
    assert not box.mails and {d.state for d in Delivery.objects.filter(channel="mail")} == {VOID}


def test_who_leaves_is_forgotten_at_once_and_gets_nothing_that_waits(cast, box, home):
    made = subscribed()
    publish(cast, drafted(cast))
    mailing.catch_up(SIX)
    actions.leave(subscriber=made, because="本人退订", at=SIX)
    with pytest.raises(actions.NotAsked):
        actions.leave(subscriber=made, because="本人退订", at=SIX)
    deliver(SIX)
    assert not box.mails and queries.wish_of(made) is None and queries.told(DAILY) == []
    note_from_facts()
    assert (home / FILE).read_text().startswith(f"subscriber:{made.code} ")
    assert [each for each in verify().findings if "ubscriber" in each.where] == []


@pytest.mark.parametrize("days, left", [(6, False), (7, False), (8, True)])
def test_what_nobody_confirmed_is_forgotten_after_seven_days(cast, box, days, left):
    made = subscribed(confirmed=False)
    settle(DAY + timedelta(days=days))
    made.refresh_from_db()
    assert (made.state == LEFT, queries.wish_of(made) is None) == (left, left)


def test_a_change_holds_from_the_next_mail_on(cast, box):
    made = subscribed()
    actions.change(subscriber=made, wish=Wish("", (), ("供水",)), rhythm=DAILY, at=DAY)
    publish(cast, drafted(cast))
    settle()
    assert not box.mails and queries.wish_of(made).email == READER


@pytest.mark.parametrize("rhythm, other", [(DAILY, WEEKLY), (WEEKLY, DAILY)])
def test_between_two_rhythms_nothing_is_told_twice_and_nothing_is_left_out(cast, box, rhythm, other):
    """Monday to Friday something is published each day; on Wednesday the reader wishes to be told otherwise."""
    made, days = subscribed(rhythm), [SIX + timedelta(days=n) for n in range(8)]
    for at in days:
        publish(cast, drafted(cast, f"{at:%d}日的公告", at=at - timedelta(hours=2)), at=at - timedelta(hours=2))
        settle(at)
        if at == days[2]:
            made.refresh_from_db()
            mailing.change(subscriber=made, wish=queries.wish_of(made), rhythm=other, at=at)
            settle(at + timedelta(minutes=1))
    told = [line for mail in box.mails for line in mail.get_content().splitlines() if "日的公告" in line]
    last = 7 if other == WEEKLY else 10
    assert sorted(told)[: last - 2] == [f"{n:02}日的公告" for n in range(2, last)] and len(told) == len(set(told))
    assert verify().findings == []


@pytest.mark.parametrize("verb, code, state", [("RCPT", 550, DEAD), ("RCPT", 450, WAITING), ("DATA", 554, DEAD), ("DATA", 451, WAITING), ("MAIL", 550, WAITING)])  # fmt: skip
def test_what_a_server_refuses_is_told_without_its_words(cast, box, verb, code, state):
    subscribed(confirmed=False)
    box.refusing[verb] = code
    deliver(DAY)
    delivery = Delivery.objects.get()
    assert delivery.state == state and f"（{code}" in delivery.error and "@" not in delivery.error
    assert READER.encode() not in b"".join(bytes(body) for body in Fact.objects.values_list("body", flat=True))
    box.refusing.clear()
    deliver(DAY + timedelta(hours=2))
    assert len(box.mails) == (state == WAITING)


def test_a_server_that_is_down_for_a_day_costs_no_mail_and_doubles_none(cast, box):
    subscribed()
    publish(cast, drafted(cast))
    there = box.address
    Channel.objects.filter(pk="mail").update(address="smtp://127.0.0.1:1")
    settle()
    assert "连不上邮件服务器" in Channel.objects.get(pk="mail").error
    Channel.objects.filter(pk="mail").update(address=there)
    for hours in (23, 24, 25):
        deliver(SIX + timedelta(hours=hours))
    assert len(box.mails) == 1 and Delivery.objects.filter(state=SENT).count() == 1


def test_an_address_is_never_sent_in_clear_over_the_net(cast, box, monkeypatch):
    from gongkai.engines.channels import mail

    monkeypatch.setattr(mail, "_near", lambda host: False)
    subscribed(confirmed=False)
    deliver(DAY)
    assert not box.mails and "不加密" in Channel.objects.get(pk="mail").error
