"""What happens to channels and deliveries. Who may decide it is judged above (engines/channels)."""

import secrets
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.rows import change
from gongkai.ground.outbox import facts
from gongkai.ground.outbox.models import (
    BY_HAND,
    CORRECT,
    DEAD,
    DONE,
    GIVEN_UP,
    SENT,
    VOID,
    WAITING,
    Channel,
    Delivery,
    Wording,
)
from gongkai.ground.units.scope import SYSTEM
from gongkai.pure.tlog.entry import SALT_BYTES


@acting
def connect(*, code: str, adapter: str, name: str, address: str, by: str, at: datetime) -> Channel:
    """Connect a channel, or put another address in the place of the one it has; nothing published earlier is sent there."""
    held = Channel.objects.filter(pk=code, ended_on=None).first()
    last = Fact.objects.order_by("-idx").values_list("idx", flat=True).first()
    since = held.since if held else 0 if last is None else last + 1
    values = {
        "adapter": adapter, "name": name, "address": address, "since": since,
        "connected_on": held.connected_on if held else localdate(at), "ended_on": None,
        "down_since": None, "fails": 0, "rests_until": None, "error": "",
    }  # fmt: skip
    row, _ = Channel.objects.update_or_create(code=code, defaults=values)
    record(facts.ChannelConnected(code, name, address), ref=f"channel:{code}", by=by, at=at, rows=[row])
    return row


@acting
def disconnect(*, channel: Channel, by: str, at: datetime) -> Channel:
    """Send nothing more by a channel. What waits for it waits until it is connected again, or somebody gives it up."""
    channel.ended_on = localdate(at)
    channel.save(update_fields=["ended_on"])
    fact = facts.ChannelDisconnected(channel.code, channel.name)
    record(fact, ref=f"channel:{channel.code}", by=by, at=at, rows=[channel])
    return channel


@acting
def queue(
    *,
    key: str,
    channel: str,
    task: str,
    ref: str,
    unit_id: int,
    version: int | None,
    at: datetime,
    by_hand: bool = False,
) -> Delivery:
    """Put something into the outbox. Raises IntegrityError for a key that is known."""
    made = Delivery.objects.create(
        key=key, channel=channel, task=task, ref=ref, unit_id=unit_id, version=version, queued_at=at, due_at=at,
        state=BY_HAND if by_hand else WAITING,
    )  # fmt: skip
    fact = facts.DeliveryByHand if by_hand else facts.DeliveryQueued
    record(fact(key, channel, task), ref=made.history, by=SYSTEM.name, at=at, rows=[made])
    return made


class Moved(ValueError):
    """A delivery is not where it was seen any more, or was tried since."""


def _settle(delivery: Delivery, state: str, fact: FactBase, by: str, at: datetime, **more: object) -> Delivery:
    """Move a delivery on, if it still is where it was seen. Raises Moved."""
    seen = {"state": delivery.state, "tries": delivery.tries}
    if not change(delivery, {"state": state, "leased_until": None, **more}, seen=seen):
        raise Moved(delivery.key)
    record(fact, ref=delivery.history, by=by, at=at, rows=[delivery])
    return delivery


@acting
def sent(*, delivery: Delivery, remote: str, digest: str, at: datetime, version: int | None = None) -> Delivery:
    """The channel has it, whatever somebody has decided meanwhile; ``version``: the one that went, if that is known. Corrections that it has
    in it already need nobody any more. Raises Moved only if this has been noted by another.
    """
    delivery.refresh_from_db(fields=["state", "tries"])
    fact = facts.DeliverySent(delivery.key, remote, digest, delivery.tries)
    what = {"remote": remote, "digest": digest} | ({} if version is None else {"version": version})
    _settle(delivery, SENT, fact, SYSTEM.name, at, **what, error="", progress="")
    if version is not None:
        correct_no_more(ref=delivery.ref, channel=delivery.channel, upto=version, reason="发出的就是更正以后的", at=at)
    return delivery


def correct_no_more(*, ref: str, channel: str, reason: str, at: datetime, upto: int | None = None) -> None:
    """What waits for somebody to correct a post on a channel, up to a version, needs nobody any more: each an act. Raises Moved."""
    found = Delivery.objects.filter(ref=ref, channel=channel, task=CORRECT, state__in=(WAITING, BY_HAND))
    for each in found if upto is None else found.filter(version__lte=upto):
        void(delivery=each, reason=reason, at=at)


@acting
def bury(*, delivery: Delivery, error: str, at: datetime) -> Delivery:
    """The channel refused it, or it was tried for too long: it waits for somebody. Raises Moved."""
    return _settle(delivery, DEAD, facts.DeliveryDead(delivery.key, error), SYSTEM.name, at, error=error)


@acting
def leave_to_people(*, delivery: Delivery, error: str, at: datetime) -> Delivery:
    """The channel offers no way to do it. Raises Moved."""
    fact = facts.DeliveryByHand(delivery.key, delivery.channel, delivery.task)
    return _settle(delivery, BY_HAND, fact, SYSTEM.name, at, error=error)


@acting
def void(*, delivery: Delivery, reason: str, at: datetime) -> Delivery:
    """There is nothing to do any more. Raises Moved."""
    return _settle(delivery, VOID, facts.DeliveryVoid(delivery.key, reason), SYSTEM.name, at, error="")


@acting
def again(*, delivery: Delivery, by: str, at: datetime) -> Delivery:
    """Have it tried again at once. Raises Moved."""
    fact = facts.DeliveryAgain(delivery.key)
    return _settle(delivery, WAITING, fact, by, at, due_at=at, queued_at=at, error="", progress="")


@acting
def give_up(*, delivery: Delivery, reason: str, by: str, at: datetime) -> Delivery:
    """It is not to be sent. Raises Moved."""
    return _settle(delivery, GIVEN_UP, facts.DeliveryGivenUp(delivery.key, reason), by, at)


@acting
def done(*, delivery: Delivery, remote: str, by: str, at: datetime) -> Delivery:
    """Somebody did it by hand; ``remote`` is where it is to be seen, or "". Raises Moved."""
    fact = facts.DeliveryDone(delivery.key, remote)
    return _settle(delivery, DONE, fact, by, at, remote=remote or delivery.remote, error="")


def put_wording(*, owner: str, channel: str, title: str, summary: str, at: datetime) -> Wording:
    """Keep how something is told on a channel, inside the open act; the caller hands the row to its fact."""
    latest = Wording.objects.filter(owner=owner, channel=channel).order_by("-number").first()
    salt = secrets.token_bytes(SALT_BYTES)
    return Wording.objects.create(
        owner=owner, channel=channel, number=latest.number + 1 if latest else 1, title=title, summary=summary, salt=salt,
        digest=Wording.digest_of(salt, title, summary), on=localdate(at),
    )  # fmt: skip


def let_go(owner: str) -> None:
    """The content of an owner is erased: so is how it was told."""
    Wording.objects.filter(owner=owner).update(title="", summary="", salt=None)
