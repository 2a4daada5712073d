"""How a record is told on a channel, as things stand."""

import json
from datetime import datetime
from typing import Any

from gongkai.engines.channels.shapes import Post, Shape, post_of
from gongkai.ground.ledger.models import Fact
from gongkai.ground.outbox.queries import wordings
from gongkai.ground.units.queries import government
from gongkai.kernel.flow.consumers import head
from gongkai.kernel.records.facts import RecordPublished
from gongkai.kernel.records.models import Record, Version
from gongkai.kernel.records.queries import version_of
from gongkai.kernel.records.view import public_view


def origin() -> str:
    """Where the site stands, as others see it; "" while no domain is entered."""
    known = government()
    return f"https://{known.domain}" if known and known.domain else ""


def page_of(record_id: str) -> str:
    """The whole address of a record's page: by this a channel can be searched for it."""
    return f"{origin()}/r/{record_id}/"


def post_for(record: Record, shape: Shape, version: Version | None = None) -> Post:
    """The version that stands on the site as it was frozen, or another one, as the channel would tell it."""
    return post_of(view_of(record, version), shape, wordings(record.ref).get(shape.code), page_of(record.pk))


def view_of(record: Record, version: Version | None = None) -> dict[str, Any]:
    """What a version says to the public: as it was frozen, or as it would be."""
    version = version or version_of(record, record.published)
    if version.public:
        return json.loads(bytes(version.public))
    return public_view(record, version, record.unit, record.section)


def published_within(first: int, end: int) -> list[tuple[int, str]]:
    """First publications among the facts from one on, before another: number and reference of the record, in their order."""
    found = Fact.objects.filter(idx__gte=first, idx__lt=end, name=RecordPublished.NAME).order_by("idx")
    return list(found.values_list("idx", "ref"))


def upto_before(first: int, moment: datetime) -> int:
    """From a fact on, the number of the first that is not from before a moment; if there is none, of the one yet to come."""
    later = Fact.objects.filter(idx__gte=first, at__gte=moment).order_by("idx").values_list("idx", flat=True).first()
    return head() if later is None else later
