"""What a policy document's course adds to the kernel's acts; see ``kernel.records.course``."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.scope import Actor
from gongkai.kernel.records.models import Record
from gongkai.kinds.policy import clearing, filing, interpreting, preparing


def may_publish(record: Record, content: dict[str, Any], at: datetime) -> None:
    """A document goes out in step with its interpretation; a normative one was found lawful and passed by a meeting."""
    preparing.check(record, localdate(at))
    interpreting.check(record, content)
    clearing.check(record, content["body"])


def still_needs(content: dict[str, Any], record: Record | None) -> list[str]:
    return interpreting.still_needs(content, record)


def submitted(record: Record, at: datetime) -> Iterable[Ledgered]:
    """The legality of a normative document is reviewed beside the gates."""
    return preparing.submitted(record, at)


def given_up(record: Record, at: datetime) -> Iterable[Ledgered]:
    return preparing.ended(record, at)


def published(record: Record, content: dict[str, Any], *, first: bool, by: Actor, at: datetime) -> Iterable[Ledgered]:
    """A normative document is to be filed from now on."""
    if first and record.normative:
        return [*preparing.ended(record, at), *filing.begin(record, at)]
    return ()


def afterwards(record: Record, *, first: bool, by: Actor, at: datetime) -> None:
    """Its interpretations that were signed go out with it; what it says as the result of a clearing comes true."""
    if first:
        interpreting.publish_joined(record, at)
        clearing.carry_out(record, by=by, at=at)


def withdrawn(record: Record, at: datetime) -> Iterable[Ledgered]:
    """What is off the site is not filed any more."""
    return filing.end(record, localdate(at)) if record.normative else ()
