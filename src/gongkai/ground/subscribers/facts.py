"""Facts of subscribers. None says who they are, or what they wish to be told."""

from dataclasses import dataclass

from gongkai.ground.ledger.erasures import SUBSCRIBER_LEFT
from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class _OfSubscriber(FactBase):
    subscriber: str


@fact("subscriber.asked", "有人订阅，等本人确认")
@dataclass(frozen=True)
class SubscriberAsked(_OfSubscriber):
    """An address was entered; whose it is has to confirm it."""


@fact("subscriber.confirmed", "本人确认订阅")
@dataclass(frozen=True)
class SubscriberConfirmed(_OfSubscriber):
    """Whose the address is has confirmed; from now on they are told."""


@fact("subscriber.changed", "改了订阅的内容")
@dataclass(frozen=True)
class SubscriberChanged(_OfSubscriber):
    """What they wish to be told, or how often, was changed by themselves."""


@fact(SUBSCRIBER_LEFT, "退订，清除邮箱和订阅的内容：{because}")
@dataclass(frozen=True)
class SubscriberLeft(_OfSubscriber):
    """They left, or never confirmed: the key of their address and wishes was erased."""

    because: str
