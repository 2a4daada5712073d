"""How a record is told on a channel, as things stand."""

import json

from gongkai.engines.channels.shapes import Post, Shape, post_of
from gongkai.ground.outbox.queries import wordings
from gongkai.ground.units.queries import government
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
    version = version or version_of(record, record.published)
    view = (
        json.loads(bytes(version.public))
        if version.public
        else public_view(record, version, record.unit, record.section)
    )
    return post_of(view, shape, wordings(record.ref).get(shape.code), page_of(record.pk))
