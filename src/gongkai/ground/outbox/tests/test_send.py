"""The outbox: tried again, rested, buried, sent once; with a channel that the test plays."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.ground.ledger.models import Fact
from gongkai.ground.outbox import actions, queries, sending
from gongkai.ground.outbox.models import BY_HAND, DEAD, POST, SENT, VOID, WAITING, WITHDRAW, Channel, Delivery
from gongkai.ground.outbox.sending import Answer, ChannelDown, OnlyByHand, Parcel, Refused, TryLater

DAY = noon("2026-03-02")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Played:
    """A channel: what it holds by the page's address, how often it was asked, and what it does next."""

    holds: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    trouble: Exception | None = None
    dies: bool = False
    slow: int = 0

    def send(self, parcel, progress):
        self.asked += 1
        if self.trouble:
            raise self.trouble
        if self.slow:
            self.slow -= 1
            return Answer(progress={"job": "7"})
        assert parcel.url not in self.holds, "sent twice"
        self.holds[parcel.url] = f"id-{len(self.holds)}"
        if self.dies:
            raise Killed
        return Answer(self.holds[parcel.url])

    def find(self, parcel):
        if isinstance(self.trouble, ChannelDown):
            raise self.trouble
        return self.holds.get(parcel.url, "")

    def withdraw(self, remote, parcel):
        if self.trouble:
            raise self.trouble
        self.holds = {url: each for url, each in self.holds.items() if each != remote}


@pytest.fixture
def channel(cast):
    actions.connect(code="wechat", adapter="folder", name="明川发布", address="x", by="lin_guanli", at=DAY)
    return Played()


def queued(cast, n: int, task: str = POST, at=DAY) -> Delivery:
    return actions.queue(
        key=f"wechat-{task}-{n}", channel="wechat", task=task, ref=f"record:{n}", unit_id=cast.units["zjj"].pk, version=1, at=at
    )  # fmt: skip


def pack(delivery: Delivery) -> Parcel:
    return Parcel(delivery.key, f"https://site/{delivery.ref}")


def run(channel: Played, at=DAY, pack=pack) -> int:
    return sending.run(at, pack, lambda _: channel)


def state(key: str) -> str:
    return Delivery.objects.get(key=key).state


def test_what_waits_goes_out_once_with_a_fact(channel, cast):
    queued(cast, 1)
    assert run(channel) == 1 and run(channel) == 0
    row = Delivery.objects.get()
    assert (row.state, row.remote, row.tries) == (SENT, "id-0", 1) and len(row.digest) == 64
    assert [f.name for f in Fact.objects.filter(ref=row.history).order_by("idx")] == [
        "delivery.queued",
        "delivery.sent",
    ]


def test_a_channel_that_is_down_for_a_day_costs_a_probe_an_hour_and_then_all_goes_out_once(channel, cast):
    for n in range(30):
        queued(cast, n)
    channel.trouble = ChannelDown("连不上")
    at = DAY
    while at < DAY + timedelta(days=1):
        run(channel, at)
        at += 5 * MINUTE
    assert channel.asked < 30, "each delivery would have knocked by itself"
    resting = Channel.objects.get()
    assert (
        resting.down_since == DAY
        and resting.error == "连不上"
        and set(Delivery.objects.values_list("state", flat=True)) == {WAITING}
    )
    channel.trouble = None
    at += HOUR
    while run(channel, at):
        at += MINUTE
    assert len(channel.holds) == 30 and set(Delivery.objects.values_list("state", flat=True)) == {SENT}
    assert Channel.objects.get().down_since is None and not Channel.objects.get().fails


def test_one_that_the_channel_always_fails_at_holds_up_no_other(channel, cast):
    """A server may fail at one text each time; as far as can be told the channel is down then."""
    bad = queued(cast, 0)
    fine = channel.send

    def send(parcel, progress):
        if parcel.key == bad.key:
            raise ChannelDown("渠道的服务器出错（500）")
        return fine(parcel, progress)

    channel.send, at = send, DAY
    for n in range(1, 25):
        queued(cast, n, at=at)
        for _ in range(12):
            run(channel, at)
            at += 5 * MINUTE
    assert len(channel.holds) >= 23 and state(bad.key) == WAITING
    for _ in range(24):
        run(channel, at)
        at += 5 * MINUTE
    assert len(channel.holds) == 24 and Delivery.objects.get(key=bad.key).tries < 40


def test_killed_between_sending_and_noting_it_is_found_there_and_not_sent_again(channel, cast):
    queued(cast, 1)
    channel.dies = True
    with pytest.raises(Killed):
        run(channel)
    channel.dies = False
    assert state("wechat-post-1") == WAITING
    assert run(channel, DAY + sending.LEASE - MINUTE) == 0, "whoever took it may still be at it"
    assert run(channel, DAY + sending.LEASE) == 1
    assert (state("wechat-post-1"), channel.asked, Delivery.objects.get().remote) == (SENT, 1, "id-0")


def test_two_workers_take_it_once(channel, cast):
    queued(cast, 1)

    def meanwhile(delivery):
        assert run(channel) == 0
        return pack(delivery)

    assert run(channel, pack=meanwhile) == 1 and channel.asked == 1


def test_what_is_refused_is_a_dead_letter_and_the_others_go_on(channel, cast):
    queued(cast, 1)
    channel.trouble = Refused("标题太长")
    run(channel)
    assert (state("wechat-post-1"), Delivery.objects.get().error) == (DEAD, "标题太长")
    channel.trouble = None
    queued(cast, 2)
    run(channel)
    assert state("wechat-post-2") == SENT
    actions.again(delivery=Delivery.objects.get(key="wechat-post-1"), by="gao_gongkai", at=DAY + HOUR)
    run(channel, DAY + HOUR)
    assert state("wechat-post-1") == SENT


@pytest.mark.parametrize("trouble", (TryLater("忙"), ChannelDown("连不上"), RuntimeError("a fault of ours")))
@pytest.mark.parametrize("days, then", ((6, WAITING), (7, WAITING), (8, DEAD)))
def test_what_is_tried_for_a_week_is_buried(channel, cast, trouble, days, then):
    queued(cast, 1)
    channel.trouble = trouble
    run(channel)
    Channel.objects.update(rests_until=None)
    run(channel, DAY + timedelta(days=days))
    assert state("wechat-post-1") == then


def test_each_failure_waits_longer(channel, cast):
    queued(cast, 1)
    channel.trouble, at, waits = TryLater("忙"), DAY, []
    for _ in range(5):
        run(channel, at)
        waits.append(Delivery.objects.get().due_at - at)
        at = Delivery.objects.get().due_at
    assert waits == [*sending.BACK_OFF, sending.BACK_OFF[-1]]


def test_what_the_channel_has_taken_and_not_published_is_asked_for_and_not_sent_again(channel, cast):
    queued(cast, 1)
    channel.slow = 2
    run(channel)
    assert state("wechat-post-1") == WAITING and Delivery.objects.get().progress == '{"job": "7"}'
    for n in (1, 2):
        run(channel, DAY + n * sending.ASK_AGAIN)
    assert state("wechat-post-1") == SENT and channel.asked == 3


def test_a_withdrawal_waits_for_its_post_and_then_takes_it_away(channel, cast):
    queued(cast, 1)
    queued(cast, 1, WITHDRAW)
    channel.trouble = TryLater("忙")
    run(channel)
    assert Delivery.objects.get(task=WITHDRAW).tries == 0
    channel.trouble = None
    run(channel, DAY + MINUTE)
    assert len(channel.holds) == 1
    run(channel, DAY + MINUTE)
    assert not channel.holds and state("wechat-withdraw-1") == SENT


def test_what_never_came_there_needs_no_withdrawal(channel, cast):
    queued(cast, 1, WITHDRAW)
    run(channel)
    assert state("wechat-withdraw-1") == VOID


def test_what_is_not_public_any_more_is_not_sent(channel, cast):
    queued(cast, 1)
    run(channel, pack=lambda delivery: None)
    assert state("wechat-post-1") == VOID and not channel.asked


def test_what_the_channel_cannot_do_is_left_to_people(channel, cast):
    queued(cast, 1)
    channel.trouble = OnlyByHand("请登录微博办")
    run(channel)
    assert state("wechat-post-1") == BY_HAND


def test_a_channel_that_has_ended_is_left_alone(channel, cast):
    queued(cast, 1)
    actions.disconnect(channel=Channel.objects.get(), by="lin_guanli", at=DAY)
    assert run(channel) == 0 and queries.channels() == {}


def test_what_went_out_is_noted_even_if_somebody_gave_it_up_meanwhile(channel, cast):
    queued(cast, 1)

    def meanwhile(delivery):
        actions.give_up(delivery=Delivery.objects.get(), reason="不发了", by="gao_gongkai", at=DAY)
        return pack(delivery)

    run(channel, pack=meanwhile)
    assert state("wechat-post-1") == SENT
