"""What is published, corrected and withdrawn becomes deliveries: the consumer "channels"."""

import json
from datetime import datetime
from typing import Any

from gongkai.engines.channels.shapes import SHAPES
from gongkai.ground.ledger.models import Fact
from gongkai.ground.outbox import actions, queries
from gongkai.ground.outbox.models import (
    CORRECT,
    DONE,
    POST,
    SENT,
    VOID,
    WAITING,
    WITHDRAW,
    Channel,
    Delivery,
)
from gongkai.ground.upward.models import PREFIX
from gongkai.kernel.flow.consumers import advance
from gongkai.kernel.records import facts
from gongkai.kernel.records.queries import by_refs

NAME = "channels"
HEARD = {
    facts.RecordPublished.NAME: POST,
    facts.RecordCorrected.NAME: CORRECT,
    facts.RecordWithdrawn.NAME: WITHDRAW,
}


def catch_up(at: datetime) -> int:
    """Queue what new facts ask for; how many facts were read. Read again from the beginning it queues nothing twice."""
    return advance(NAME, lambda told: _handle(told, at))


def _handle(told: list[Fact], at: datetime) -> None:
    channels = {code: each for code, each in queries.channels().items() if code in SHAPES or code.startswith(PREFIX)}
    heard = [fact for fact in told if fact.name in HEARD and any(fact.idx >= each.since for each in channels.values())]
    records = by_refs([fact.ref for fact in heard]) if heard else {}
    for fact in heard:
        body = json.loads(bytes(fact.body))
        unit_id = records[fact.ref].unit_id
        for channel in channels.values():
            if fact.idx >= channel.since:
                _follow(fact, body, channel, unit_id, at)


def _follow(fact: Fact, body: dict[str, Any], channel: Channel, unit_id: int, at: datetime) -> None:
    task, record_id = HEARD[fact.name], fact.ref.removeprefix("record:")
    version = body["fact"].get("version")
    key = f"{channel.code}-{task}-{record_id}" + (f"-{version}" if task == CORRECT else "")
    if queries.known([key]):
        return
    asked = {"key": key, "channel": channel.code, "task": task, "ref": fact.ref, "unit_id": unit_id, "version": version, "at": at}  # fmt: skip
    if task == POST:
        if channel.code.startswith(PREFIX):
            return  # what goes up somebody decides
        outlet = body["rows"].get(f"records.outlet/{record_id}/{channel.code}")
        if outlet and not outlet["withdrawn_on"]:
            actions.queue(**asked)
        return
    post = next((d for d in queries.of(fact.ref) if d.channel == channel.code and d.task == POST), None)
    if post is None or post.state == VOID:
        return
    if task == CORRECT:
        # What has not been tried yet goes out as corrected. A post that stands cannot be changed from outside: somebody does it there.
        if _may_stand(post) and not (post.state == SENT and post.version >= version):
            actions.queue(**asked, by_hand=True)
    else:
        # What is to be taken away from the channel is not corrected there first.
        actions.correct_no_more(ref=fact.ref, channel=channel.code, reason="网上已经撤下，不用再更正", at=at)
        if not _forgotten(post, at):
            actions.queue(**asked, by_hand=post.state == DONE)


def _may_stand(post: Delivery) -> bool:
    """May the channel have it? Also what was tried and not noted, and what somebody gave up after it was tried."""
    return post.tries > 0 or post.state in (SENT, DONE)


def _forgotten(post: Delivery, at: datetime) -> bool:
    """Is a post that was never tried not to be sent any more? False if it may stand there: a sender may just have taken it."""
    if _may_stand(post):
        return False
    if post.state == WAITING:
        try:
            actions.void(delivery=post, reason="没有发出就撤下了", at=at)
        except actions.Moved:
            return False
    return True
