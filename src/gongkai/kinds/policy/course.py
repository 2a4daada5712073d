"""What a policy document's course adds to the kernel's acts; see ``kernel.records.course``."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.scope import Actor
from gongkai.kernel.records.models import Record
from gongkai.kinds.policy import filing


def published(record: Record, content: dict[str, Any], *, first: bool, by: Actor, at: datetime) -> Iterable[Ledgered]:
    """A normative document is to be filed from now on."""
    if first and record.normative:
        return filing.begin(record, at)
    return ()


def withdrawn(record: Record, at: datetime) -> Iterable[Ledgered]:
    """What is off the site is not filed any more."""
    return filing.end(record, localdate(at)) if record.normative else ()
