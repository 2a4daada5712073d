"""The one public view of a record: page, JSON, feed and export all show this and nothing else (decisions D1)."""

from typing import Any

from gongkai.ground.files import queries as files
from gongkai.ground.units.models import Unit
from gongkai.kernel.records.models import Record, Section, Version
from gongkai.pure import declare


def public_view(record: Record, version: Version, unit: Unit, section: Section) -> dict[str, Any]:
    """What anybody may know of a version: kernel columns, the kind's public fields, attachments by digest."""
    content = version.values()
    view = {
        "id": record.pk,
        "kind": record.kind,
        "version": version.number,
        "schema": version.schema,
        "index_number": record.index_number,
        "unit": {"code": unit.code, "name": unit.name},
        "section": {"key": section.key, "name": section.name},
        "published_on": record.published_on.isoformat() if record.published_on else None,
        "attachments": [
            {"id": f.public_id, "name": f.name, "size": f.size, "type": f.media_type, "sha256": f.sha256}
            for f in files.by_ids(content.get("attachments") or [])
        ],
    }
    return declare.kind(record.kind).public_fields(content) | view
