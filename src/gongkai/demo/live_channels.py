"""The county on WeChat and Weibo and by e-mail, for the last weeks: sent each evening, a day on which WeChat did not answer, a text that Weibo did
not take; subscribers that confirmed, changed their mind, never answered.

All are connected to folders of the home, so that nothing of a demonstration ever reaches the real services.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count

from gongkai.demo import county
from gongkai.demo.live import Life, Story, instant
from gongkai.engines.channels import mailing, reporting_up
from gongkai.engines.channels.deliver import pack
from gongkai.engines.channels.following import catch_up
from gongkai.ground.ledger.acts import settle
from gongkai.ground.outbox import actions
from gongkai.ground.outbox.models import Channel
from gongkai.ground.outbox.sending import Answer, ChannelDown, Parcel, Refused, run
from gongkai.ground.points import actions as points
from gongkai.ground.subscribers import actions as subscribers
from gongkai.ground.subscribers.models import DAILY, WEEKLY, Subscriber
from gongkai.ground.subscribers.queries import Wish
from gongkai.ground.upward.models import PORTAL
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import sections

SINCE, SILENT = 30, 12
"""So many working days before today they were connected; so many before today WeChat kept silent for a day."""
NAMES = (
    ("wechat", "明川发布"), ("weibo", "@明川发布"), ("mail", "明川公开"), ("up-city", "宁州市政府网站"), ("up-province", "省政府网站"),
)  # fmt: skip
WHY_NOT = ("已有同类信息", "过了时效", "内容太简单，请补充数据")
POINTS = (
    ("明川县档案馆政府信息查阅点", "河东街道档案路6号1楼", "周一至周五8:30—12:00，14:30—17:30", "0000-0066271", "政府公报、规范性文件汇编，三年以前的档案；可以复印，不收费"),
    ("明川县图书馆政府信息查阅点", "河东街道明川大道66号2楼", "周二至周日9:00—20:00，周一闭馆", "0000-0066350", "政府公报、年度报告、办事指南；自助查询机两台"),
    ("明川县政务服务中心查阅点", "河西街道惠民路1号一楼大厅", "周一至周五8:30—17:30，中午不休息", "0000-0066128", "自助查询机、打印机，有人帮着查；当面收公开申请"),
)  # fmt: skip
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
    life.begin(_receiving(life))
    life.begin(_sending(life))


def _receiving(life: Life) -> Story:
    """The reading points are there from the first day on, so the reports of all years count them."""
    at = instant(life.days[0], 9, 20)
    yield at
    for number, (name, address, hours, phone, holds) in enumerate(POINTS, start=1):
        said = {"name": name, "address": address, "hours": hours, "phone": phone, "holds": holds, "position": number}
        points.open_point(by=county.actor("linzhixia"), at=at, **said)


def _sending(life: Life) -> Story:
    days, asked = life.days[-min(SINCE, len(life.days)) :], count(2)
    at = instant(days[0], 9, 30)
    yield at
    for code, name in NAMES:
        actions.connect(code=code, adapter="folder", name=name, address=f"outbox/{code}", by="linzhixia", at=at)
    readers = _subscribe(at)
    for day in days:
        at = instant(day, 18, 30)
        yield at
        settle()
        catch_up(at)
        mailing.catch_up(at)
        _report_up(life, day, at)
        _send(at, asked, silent=day == days[-min(SILENT, len(days))])
        if day == days[0]:
            _answer(readers, at)


def _subscribe(at: datetime) -> list[Subscriber]:
    """Some by section, some by words, by day and by week."""
    found = []
    keys = [section.key for section in sections() if not section.parent_key]
    for n in range(READERS):
        wish = Wish(f"reader{n}@example.cn", (keys[n % len(keys)],) if n % 2 else (), (WORDS[n % len(WORDS)],))
        found.append(mailing.subscribe(wish=wish, rhythm=WEEKLY if n % 3 == 0 else DAILY, at=at))
    return found


def _answer(asked: list[Subscriber], at: datetime) -> None:
    """Each fourth never confirms, each fifth leaves soon."""
    for n, subscriber in enumerate(asked):
        if n % 4:
            subscribers.confirm(subscriber=subscriber, at=at)
        if n % 5 == 4:
            subscribers.leave(subscriber=subscriber, because="本人退订", at=at)


def _report_up(life: Life, day: date, at: datetime) -> None:
    """Units report what they published that day, the office each third of it further up; most of the last weeks is decided."""
    rng, office = life.rng(f"report up {day}"), county.actor("linzhixia")
    fresh = [
        record for record in Record.objects.filter(live=True, published_on=day).order_by("pk") if record.kind != "faq"
    ]
    for record in fresh[:6]:
        for to in (PORTAL, *(["up-city", "up-province"][: rng.randint(0, 2)] if rng.random() < 0.34 else ())):
            made = reporting_up.report_up(record=record, destination=to, by=office, at=at)
            luck = rng.random()
            if luck < 0.55:
                place = f"https://www.ningzhou.gov.example/{made.code}" if to != PORTAL else ""
                reporting_up.adopted(submission=made, on=day, place=place, by=office, at=at)
            elif luck < 0.75:
                reporting_up.declined(submission=made, because=rng.choice(WHY_NOT), by=office, at=at)


def _send(at: datetime, asked: Iterator[int], silent: bool) -> None:
    while run(at, pack, lambda channel: Played(channel, asked, silent)):
        pass
