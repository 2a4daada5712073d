"""Histories written straight as facts: what counts is the images in bodies, so no drawer is needed."""

import json
from typing import Any

from tests.plugins.cast import noon

from gongkai.ground.ledger.models import Fact

CASE = {
    "procedure": "foi", "rule": "foi-2019", "law": "foi-2019", "unit_id": 0, "state": "received", "phase": "open", "revision": 0,
    "outcome": "", "channel": "web", "party_type": "natural", "registered_on": "2025-03-03", "received_on": "2025-03-03",
    "first_received_on": "2025-03-03", "closed_on": None, "within_term": None, "on_time": None, "extended": False,
}  # fmt: skip
RECORD = {
    "kind": "policy", "unit_id": 0, "section_id": "policy", "normative": True, "formed_on": "2025-03-01",
    "published_on": None, "withdrawn_on": None,
}  # fmt: skip


def tell(rows: dict[str, dict[str, Any] | None]) -> int:
    """Add a fact with these images at the ledger's head; its index."""
    last = Fact.objects.order_by("-idx").first()
    idx = last.idx + 1 if last else 0
    body = json.dumps({"rows": rows}, separators=(",", ":"), ensure_ascii=False).encode()
    Fact.objects.create(idx=idx, name="t.t", ref="t", at=noon("2025-01-02"), actor="t", body=body, salt=b"")
    return idx
