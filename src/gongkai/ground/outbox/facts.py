"""Facts of channels and deliveries."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("channel.connected", "接通{name}")
@dataclass(frozen=True)
class ChannelConnected(FactBase):
    """A channel was connected, or connected anew at another address."""

    channel: str
    name: str
    address: str


@fact("channel.disconnected", "停用{name}")
@dataclass(frozen=True)
class ChannelDisconnected(FactBase):
    """A channel was disconnected: nothing is sent there any more."""

    channel: str
    name: str


@dataclass(frozen=True)
class _OfDelivery(FactBase):
    key: str


@fact("delivery.queued", "排入发件箱")
@dataclass(frozen=True)
class DeliveryQueued(_OfDelivery):
    """Something is to be done on a channel."""

    channel: str
    task: str


@fact("delivery.by_hand", "这个渠道系统办不了，要人工办")
@dataclass(frozen=True)
class DeliveryByHand(_OfDelivery):
    """Something is to be done on a channel by somebody, there."""

    channel: str
    task: str


@fact("delivery.sent", "办成，试了{tries}次")
@dataclass(frozen=True)
class DeliverySent(_OfDelivery):
    """The channel has it: what it calls it, and the SHA-256 of what went out (hex)."""

    remote: str
    digest: str
    tries: int


@fact("delivery.dead", "发不出去：{error}")
@dataclass(frozen=True)
class DeliveryDead(_OfDelivery):
    """The channel refused it, or it was tried for too long."""

    error: str


@fact("delivery.void", "不用发了：{reason}")
@dataclass(frozen=True)
class DeliveryVoid(_OfDelivery):
    """There is nothing to do any more: what was to go out has been withdrawn, or was never there."""

    reason: str


@fact("delivery.again", "再发一次")
@dataclass(frozen=True)
class DeliveryAgain(_OfDelivery):
    """Somebody had it tried again."""


@fact("delivery.given_up", "不再发：{reason}")
@dataclass(frozen=True)
class DeliveryGivenUp(_OfDelivery):
    """Somebody decided that it is not to be sent."""

    reason: str


@fact("delivery.done", "已人工办")
@dataclass(frozen=True)
class DeliveryDone(_OfDelivery):
    """Somebody did it on the channel by hand."""

    remote: str
