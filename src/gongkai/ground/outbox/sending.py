"""Sending what is due: claim, look whether it is there already, send, note.

1. A channel that did not answer rests: its deliveries wait, and one of them tries it again later, another one each time. So a channel that is down for a day costs
   a probe from time to time, and all goes out once when it is back.
2. A delivery is claimed by a conditional update with a lease; another worker leaves it alone.
3. The network is asked outside any transaction. Before anything is sent the channel is asked whether it has it (``find``), and it is told the same
   key each time. So what was sent and not noted is not sent again: the process was killed between, or a backup of before was restored.
4. What the channel refuses for good is a dead letter at once; what it may yet take is tried again, later each time, for ``LONGEST``.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from django.db.models import F, Q

from gongkai.ground.outbox import actions, queries
from gongkai.ground.outbox.models import CORRECT, WAITING, WITHDRAW, Channel, Delivery
from gongkai.pure.tlog.entry import canonical

log = logging.getLogger("gongkai.outbox")
LEASE = timedelta(minutes=5)
LONGEST = timedelta(days=7)
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60))
ASK_AGAIN = timedelta(seconds=30)
BATCH = 20
WENT = "version"
"""Kept with the progress: which version the channel took, whatever has been corrected since."""


class ChannelDown(Exception):
    """The channel does not answer, or takes nothing now; the message says so in Chinese. It rests."""


class TryLater(Exception):
    """The channel may take this one later; the message says in Chinese why not now."""


class Refused(Exception):
    """The channel does not take this one; the message says in Chinese why."""


class OnlyByHand(Exception):
    """The channel has no way to do this; the message says in Chinese what somebody has to do there."""


class Pointless(Exception):
    """There is nothing to do any more; the message says why in Chinese."""


@dataclass(frozen=True)
class Parcel:
    """What an adapter is handed. ``url``: the page on the site, by which a channel can be searched for it; ``files``: bytes by role;
    ``version``: which of the subject's it tells of.
    """

    key: str
    url: str
    body: dict[str, Any] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    version: int | None = None

    @property
    def digest(self) -> str:
        told = {name: sha256(data).hexdigest() for name, (_, data) in self.files.items()}
        return sha256(canonical({"url": self.url, "body": self.body, "files": told})).hexdigest()


@dataclass(frozen=True)
class Answer:
    """``remote``: what the channel calls it. ``progress``: it has taken it and is not done; to be handed back when it is asked again.
    ``known``: it had it before, as it was then.
    """

    remote: str = ""
    progress: dict[str, str] | None = None
    known: bool = False


class Adapter(Protocol):
    """How a channel is spoken to. Each raises ChannelDown, TryLater, Refused or OnlyByHand."""

    def send(self, parcel: Parcel, progress: dict[str, str]) -> Answer: ...

    def find(self, parcel: Parcel) -> str:
        """What the channel calls this parcel if it has it; "" if not, or if it knows keys by itself."""
        ...

    def withdraw(self, remote: str, parcel: Parcel) -> None: ...


Pack = Callable[[Delivery], Parcel | None]
"""What is to go out of a delivery as things stand now; None if it was withdrawn from the site, or raises Pointless. For a withdrawal: where it stood."""


def run(at: datetime, pack: Pack, adapter_of: Callable[[Channel], Adapter], *, limit: int = BATCH) -> int:
    """Try what is due; how many were tried. Safe in several processes at once."""
    channels = queries.channels()
    resting = {each.code for each in channels.values() if each.rests_until and each.rests_until > at}
    tried, adapters = 0, {}
    for delivery in queries.due(at, set(channels) - resting, limit):
        if delivery.channel in resting or not _claim(delivery, at):
            continue
        channel = channels[delivery.channel]
        if channel.code not in adapters:
            adapters[channel.code] = adapter_of(channel)
        tried += 1
        try:
            _try(delivery, pack, adapters[channel.code], at)
            _well(channel)
        except ChannelDown as down:
            resting.add(channel.code)
            _rest(channel, delivery, str(down), at)
        except actions.Moved:
            log.info("delivery %s was settled by somebody else", delivery.key)
        except Exception:
            log.exception("delivery %s", delivery.key)
            _later(delivery, "系统出错，过一会儿再试", at)
    return tried


def _claim(delivery: Delivery, at: datetime) -> bool:
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    mine = Delivery.objects.filter(free, pk=delivery.pk, state=WAITING, tries=delivery.tries)
    if not mine.update(tries=F("tries") + 1, leased_until=at + LEASE):
        return False
    delivery.tries += 1
    return True


def _try(delivery: Delivery, pack: Pack, adapter: Adapter, at: datetime) -> None:
    try:
        parcel = pack(delivery)
        if delivery.task == CORRECT:
            raise OnlyByHand("渠道上已经发出的改不了，请到渠道上改，或者删了重发")
        if delivery.task == WITHDRAW:
            _withdraw(delivery, parcel, adapter, at)
        else:
            _send(delivery, parcel, adapter, at)
    except TryLater as later:
        _later(delivery, str(later), at)
    except Refused as refusal:
        actions.bury(delivery=delivery, error=str(refusal)[:300], at=at)
    except Pointless as reason:
        actions.void(delivery=delivery, reason=str(reason), at=at)
    except OnlyByHand as needs:
        actions.leave_to_people(delivery=delivery, error=str(needs)[:300], at=at)


def _send(delivery: Delivery, parcel: Parcel | None, adapter: Adapter, at: datetime) -> None:
    progress = json.loads(delivery.progress) if delivery.progress else {}
    if parcel is None and progress:
        # The channel has taken it and is not done: what it makes of it is waited for, for the withdrawal behind it has to take that away.
        parcel = Parcel(delivery.key, "")
    if parcel is None:
        # It may have gone out before this process died: then the withdrawal behind it finds it there.
        actions.void(delivery=delivery, reason="网上已经撤下", at=at)
        return
    there = adapter.find(parcel) if not progress else ""
    went = progress.pop(WENT, parcel.version)
    answer = Answer(there, known=True) if there else adapter.send(parcel, progress)
    if answer.progress is None:
        version = None if answer.known else went
        actions.sent(delivery=delivery, remote=answer.remote[:300], digest=parcel.digest, version=version, at=at)
    elif at - delivery.queued_at > LONGEST:
        actions.bury(delivery=delivery, error="渠道收下了，一直没有发出来", at=at)
    else:
        Delivery.objects.filter(pk=delivery.pk, state=WAITING).update(
            progress=json.dumps(answer.progress | ({} if went is None else {WENT: went})),
            due_at=at + ASK_AGAIN,
            leased_until=None,
            error="",
        )


def _withdraw(delivery: Delivery, parcel: Parcel | None, adapter: Adapter, at: datetime) -> None:
    if parcel is None:
        actions.void(delivery=delivery, reason="没有发出过", at=at)
        return
    remote = parcel.body.get("remote") or adapter.find(parcel)
    if not remote and queries.under_way(delivery):
        raise TryLater("渠道收下了这一条，还没有发出来；发出来就撤下")
    if not remote:
        actions.void(delivery=delivery, reason="渠道上没有这一条", at=at)
        return
    adapter.withdraw(remote, parcel)
    actions.sent(delivery=delivery, remote=remote, digest=parcel.digest, at=at)


def _later(delivery: Delivery, error: str, at: datetime) -> None:
    if at - delivery.queued_at > LONGEST:
        actions.bury(delivery=delivery, error=f"试了{LONGEST.days}天没有发出去。最后一次：{error}"[:300], at=at)
        return
    Delivery.objects.filter(pk=delivery.pk, state=WAITING).update(
        due_at=at + _pause(delivery), leased_until=None, error=error[:300]
    )


def _pause(delivery: Delivery) -> timedelta:
    return BACK_OFF[min(delivery.tries - 1, len(BACK_OFF) - 1)]


def _rest(channel: Channel, delivery: Delivery, error: str, at: datetime) -> None:
    """The channel rests, longer each time. The delivery is due again a little later, so that another one is tried next: the channel may be well,
    and fail at this one alone.
    """
    pause = BACK_OFF[min(channel.fails, len(BACK_OFF) - 1)]
    Channel.objects.filter(pk=channel.pk).update(
        fails=F("fails") + 1, rests_until=at + pause, down_since=channel.down_since or at, error=error[:300]
    )
    if at - delivery.queued_at > LONGEST:
        actions.bury(delivery=delivery, error=f"渠道{LONGEST.days}天没有接通。{error}"[:300], at=at)
        return
    Delivery.objects.filter(pk=delivery.pk, state=WAITING).update(
        due_at=at + _pause(delivery), leased_until=None, error=error[:300]
    )


def _well(channel: Channel) -> None:
    if channel.fails:
        Channel.objects.filter(pk=channel.pk).update(fails=0, rests_until=None, down_since=None, error="")
        channel.fails = 0
