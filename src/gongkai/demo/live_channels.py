"""The county on WeChat and Weibo, for the last weeks: sent each evening, a day on which WeChat did not answer, a text that Weibo did not take.

Both are connected to folders of the home, so that nothing of a demonstration ever reaches the real services.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from gongkai.demo.live import Life, Story, instant
from gongkai.engines.channels.deliver import pack
from gongkai.engines.channels.following import catch_up
from gongkai.ground.ledger.acts import settle
from gongkai.ground.outbox import actions
from gongkai.ground.outbox.models import Channel
from gongkai.ground.outbox.sending import Answer, ChannelDown, Parcel, Refused, run

SINCE, SILENT = 30, 12
"""So many working days before today they were connected; so many before today WeChat kept silent for a day."""
NAMES = (("wechat", "明川发布"), ("weibo", "@明川发布"))
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
    for day in days:
        at = instant(day, 18, 30)
        yield at
        settle()
        catch_up(at)
        _send(at, asked, silent=day == days[-min(SILENT, len(days))])


def _send(at: datetime, asked: Iterator[int], silent: bool) -> None:
    while run(at, pack, lambda channel: Played(channel, asked, silent)):
        pass
