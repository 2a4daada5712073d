"""The county on WeChat and Weibo and by e-mail, for the last weeks: sent each evening, a day on which WeChat did not answer, a text that Weibo did
not take; subscribers that confirmed, changed their mind, never answered.

All are connected to folders of the home, so that nothing of a demonstration ever reaches the real services.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from gongkai.demo.live import Life, Story, instant
from gongkai.engines.channels import mailing
from gongkai.engines.channels.deliver import pack
from gongkai.engines.channels.following import catch_up
from gongkai.ground.ledger.acts import settle
from gongkai.ground.outbox import actions
from gongkai.ground.outbox.models import Channel
from gongkai.ground.outbox.sending import Answer, ChannelDown, Parcel, Refused, run
from gongkai.ground.subscribers import actions as subscribers
from gongkai.ground.subscribers.models import DAILY, WEEKLY
from gongkai.ground.subscribers.queries import Wish
from gongkai.kernel.records.queries import sections

SINCE, SILENT = 30, 12
"""So many working days before today they were connected; so many before today WeChat kept silent for a day."""
NAMES = (("wechat", "明川发布"), ("weibo", "@明川发布"), ("mail", "明川公开"))
READERS, WORDS = 12, ("公租房", "招生", "供水", "停电", "补贴", "招聘")
REFUSED = 6
"""Of the posts on Weibo every sixth is not taken."""


class Played:
    """A service that takes nearly all, and knows what it has."""

    def __init__(self, channel: Channel, asked: Iterator[int], silent: bool) -> None:
        self.channel, self.asked, self.silent = channel, asked, silent

    def send(self, parcel: Parcel, progress: dict[str, str]) -> Answer:
        if self.silent and self.channel.code == "wechat":
            raise ChannelDown("连不上渠道的服务器，或者等了太久没有回音")
        if self.channel.code == "weibo" and next(self.asked) % REFUSED == 0:
            raise Refused("有微博不许的内容（20021）")
        return Answer(f"{parcel.key}.json")

    def find(self, parcel: Parcel) -> str:
        return ""

    def withdraw(self, remote: str, parcel: Parcel) -> None:
        pass


def begin_all(life: Life) -> None:
    """Let it begin."""
    life.begin(_sending(life))


def _sending(life: Life) -> Story:
    days, asked = life.days[-min(SINCE, len(life.days)) :], count(2)
    at = instant(days[0], 9, 30)
    yield at
    for code, name in NAMES:
        actions.connect(code=code, adapter="folder", name=name, address=f"outbox/{code}", by="linzhixia", at=at)
    _subscribe(at)
    for day in days:
        at = instant(day, 18, 30)
        yield at
        settle()
        catch_up(at)
        mailing.catch_up(at)
        _send(at, asked, silent=day == days[-min(SILENT, len(days))])


def _subscribe(at: datetime) -> None:
    """Some by section, some by words, by day and by week; each fourth never confirms, each fifth leaves soon."""
    keys = [section.key for section in sections() if not section.parent_key]
    for n in range(READERS):
        wish = Wish(f"reader{n}@example.cn", (keys[n % len(keys)],) if n % 2 else (), (WORDS[n % len(WORDS)],))
        made = mailing.subscribe(wish=wish, rhythm=WEEKLY if n % 3 == 0 else DAILY, at=at)
        if n % 4:
            subscribers.confirm(subscriber=made, at=at)
        if n % 5 == 4:
            subscribers.leave(subscriber=made, because="本人退订", at=at)


def _send(at: datetime, asked: Iterator[int], silent: bool) -> None:
    while run(at, pack, lambda channel: Played(channel, asked, silent)):
        pass
