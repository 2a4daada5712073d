"""Telling subscribers by e-mail: the letter that asks for consent, and digests of what was published.

A round ends each day, or each Friday, at five. What was published since the round before is held against everybody's wishes, and whoever is told of
anything gets one mail: a delivery whose key names the span of facts it tells of. What it says is put together when it goes, so what was
withdrawn meanwhile is not in it. The consumer's place moves with the deliveries in one transaction: no round is told twice, none is left out.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from email.utils import format_datetime

from django.db import transaction
from django.utils.timezone import localtime

from gongkai.engines.channels.queries import origin, page_of, published_within, upto_before
from gongkai.engines.channels.wishes import Item, fits, items_of
from gongkai.ground.ledger.acts import acting
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import queries as outbox_queries
from gongkai.ground.outbox.models import POST, Delivery
from gongkai.ground.outbox.sending import Parcel, Pointless
from gongkai.ground.subscribers import actions, queries
from gongkai.ground.subscribers.models import ACTIVE, ASKED, DAILY, WEEKLY, Subscriber
from gongkai.ground.subscribers.queries import Wish
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.queries import government, units
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.flow import consumers
from gongkai.kernel.records.queries import by_refs, sections
from gongkai.kernel.records.validity import titled

CHANNEL = "mail"
ENDS = time(17)
FRIDAY = 4
PERIODS = {DAILY: timedelta(days=1), WEEKLY: timedelta(days=7)}
CONFIRM_WITHIN = timedelta(days=7)
MOST = 50
"""Records that one mail tells of; of more it says how many there are."""


@acting
def subscribe(*, wish: Wish, rhythm: str, at: datetime) -> Subscriber:
    """Enter an address and send the letter by which whose it is consents."""
    made = actions.ask(wish=wish, rhythm=rhythm, at=at)
    _queue(made, "confirm", at)
    return made


@acting
def tell(*, told: Iterable[Subscriber], first: int, end: int, at: datetime) -> None:
    """Queue a mail for each of them, about what was published from one fact on, before another."""
    for subscriber in told:
        _queue(subscriber, _span(subscriber, first, end), at)


@acting
def change(*, subscriber: Subscriber, wish: Wish, rhythm: str, at: datetime) -> Subscriber:
    """Tell them of something else, or in another rhythm: so that between the two nothing is told twice and nothing is left out. What the
    new rhythm's round has told all others by now is told at once. Raises NotAsked.
    """
    before, now = (_next_round(each, at) for each in (subscriber.rhythm, rhythm))
    fresh = max(before, subscriber.told_upto)
    changed = actions.change(subscriber=subscriber, wish=wish, rhythm=rhythm, told_upto=fresh, at=at)
    wished = queries.wish_of(changed)
    if fresh < now and _items(wished, changed, fresh, now):
        _queue(changed, f"{fresh}-{now}", at)
    return changed


def _span(subscriber: Subscriber, first: int, end: int) -> str:
    return f"{max(first, subscriber.told_upto)}-{end}"


def _key(subscriber: Subscriber, what: str) -> str:
    return f"{CHANNEL}-{subscriber.code}-{what}"


def _queue(subscriber: Subscriber, what: str, at: datetime) -> Delivery:
    office = next(iter(units("government")), None)
    return outbox.queue(
        key=_key(subscriber, what), channel=CHANNEL, task=POST, ref=subscriber.ref, unit_id=office.pk if office else 0, version=None, at=at
    )  # fmt: skip


def is_open() -> bool:
    """Can anybody subscribe by e-mail here?"""
    return CHANNEL in outbox_queries.channels() and bool(origin())


def catch_up(at: datetime) -> int:
    """End the rounds that are due; give up what nobody confirmed. How many mails were queued."""
    for subscriber in queries.unconfirmed_before(localtime(at - CONFIRM_WITHIN).date()):
        actions.leave(subscriber=subscriber, because="7天没有确认", by=SYSTEM.name, at=at)
    channel = outbox_queries.channels().get(CHANNEL)
    if channel is None:
        return 0
    return sum(_round(rhythm, channel.since, at) for rhythm in (DAILY, WEEKLY))


def ended(rhythm: str, at: datetime) -> datetime:
    """When the latest round of a rhythm ended."""
    here = localtime(at)
    end = datetime.combine(here.date(), ENDS, here.tzinfo)
    if end > here:
        end -= timedelta(days=1)
    return end - timedelta(days=(end.weekday() - FRIDAY) % 7) if rhythm == WEEKLY else end


def _round(rhythm: str, since: int, at: datetime) -> int:
    name = f"{CHANNEL}-{rhythm}"
    over = ended(rhythm, at)
    first = _first(rhythm, since, at)
    end = upto_before(first, over)
    if end <= first:
        return 0
    with transaction.atomic():
        found = _told(rhythm, first, end)
        keys = {each.pk: _key(each, _span(each, first, end)) for each in found}
        known = outbox_queries.known(list(keys.values()))
        told = [each for each in found if keys[each.pk] not in known]
        if told:
            tell(told=told, first=first, end=end, at=at)
        consumers.move_to(name, end)
    return len(told)


def _told(rhythm: str, first: int, end: int) -> list[Subscriber]:
    """Who is to be told of anything that was published within these facts."""
    found = published_within(first, end)
    if not found:
        return []
    items = items_of(by_refs([ref for _, ref in found]).values())
    idx = {ref: at for at, ref in found}
    return [
        subscriber
        for subscriber, wish in queries.told(rhythm)
        if any(
            idx[item.record.ref] >= max(subscriber.since, subscriber.told_upto) and fits(wish, item) for item in items
        )
    ]


def _first(rhythm: str, since: int, at: datetime) -> int:
    """The first fact that a rhythm's next round tells of. Where it stood is not known the first time, and after a restore that lost it: one
    round is told then, not all there ever was.
    """
    return max(consumers.place(f"{CHANNEL}-{rhythm}") or upto_before(since, ended(rhythm, at) - PERIODS[rhythm]), since)


def _next_round(rhythm: str, at: datetime) -> int:
    channel = outbox_queries.any_channel(CHANNEL)
    return _first(rhythm, channel.since if channel else 0, at)


def pack(delivery: Delivery) -> Parcel:
    """The mail as things stand now. Raises Pointless."""
    _, code, what = delivery.key.split("-", 2)
    subscriber = queries.by_code(code)
    wish = subscriber and queries.wish_of(subscriber)
    if subscriber is None or wish is None:
        raise Pointless("已经退订")
    link = link_of(subscriber, wish)
    if what == "confirm":
        if subscriber.state != ASKED:
            raise Pointless("已经确认")
        subject, text, leave = f"请确认订阅{_place()}新公开的信息", _asking(wish, subscriber, link), ""
    else:
        if subscriber.state != ACTIVE:
            raise Pointless("已经退订")
        first, _, end = what.partition("-")
        items = _items(wish, subscriber, int(first), int(end))
        if not items:
            raise Pointless("要说的都已经撤下")
        subject, text, leave = (
            f"{_place()}新公开{len(items)}条：{titled(items[0].record.title, items[0].record.validity)}",
            _digest(items, link),
            link,
        )
    # The digest of a parcel is a fact; the secret in the link keeps the address from being guessed by it.
    body = {"to": wish.email, "sender": _place(), "subject": subject, "text": text, "leave": leave, "date": format_datetime(localtime(delivery.queued_at))}  # fmt: skip
    return Parcel(delivery.key, link, body)


def link_of(subscriber: Subscriber, wish: Wish) -> str:
    """Where they confirm, change and leave: whoever has it may."""
    return f"{origin()}/counter/subscribe/{subscriber.code}/{wish.secret}"


def _items(wish: Wish, subscriber: Subscriber, first: int, end: int) -> list[Item]:
    """What they are told of, the newest first."""
    found = [ref for idx, ref in published_within(first, end) if idx >= subscriber.since]
    records = by_refs(found)
    newest = [records[ref] for ref in reversed(found) if ref in records]
    return [item for item in items_of(newest) if fits(wish, item)]


def said(wish: Wish) -> str:
    """What somebody wishes to be told of, in words."""
    names = {section.key: section.name for section in sections()}
    parts = [
        "、".join(names[key] for key in wish.sections if key in names),
        "、".join(f"“{word}”" for word in wish.words),
    ]
    told = [f"栏目：{parts[0]}"] if parts[0] else []
    return "；".join([*told, f"标题或者正文里有{parts[1]}的"] if parts[1] else told)


def _place() -> str:
    known = government()
    return known.short_name if known else "政府网站"


def _name() -> str:
    known = government()
    return known.name if known else "政府网站"


def _asking(wish: Wish, subscriber: Subscriber, link: str) -> str:
    return (
        f"您好：\n\n有人用这个邮箱在{_name()}网站订阅新公开的信息（{said(wish)}；{subscriber.get_rhythm_display()}）。\n\n"
        f"要是您本人订的，请在{CONFIRM_WITHIN.days}天内打开下面的网址，按“确认订阅”：\n{link}\n\n"
        f"不是您订的，不用理会：不确认就不会再收到邮件，{CONFIRM_WITHIN.days}天以后这个邮箱从系统里清除。\n"
    )


def _digest(items: list[Item], link: str) -> str:
    lines = [
        f"{titled(item.record.title, item.record.validity)}\n{item.record.unit.short_name}　{zh_date(item.record.published_on)}\n{page_of(item.record.pk)}\n"
        for item in items[:MOST]
    ]
    more = f"另有{len(items) - MOST}条，请到网站上看：\n{origin()}/\n\n" if len(items) > MOST else ""
    return "\n".join(lines) + f"\n{more}——\n这是您在{_name()}网站订阅的。改订阅的内容、退订：\n{link}\n"
