"""Rows of the count sheet by the dozen, as closing many cases would leave them."""

from datetime import date

from tests.plugins.cast import Cast

from gongkai.engines.measures.models import CaseSheet


def closed(
    cast: Cast, count: int, unit: str = "zjj", *, on: date = date(2026, 3, 2), outcome: str = "3_1", on_time: bool = True, **more
) -> None:  # fmt: skip
    """So many applications that a unit closed on a day."""
    begun = CaseSheet.objects.count()
    told = {
        "procedure": "foi", "law": "foi-2019", "registered_on": on, "received_on": on, "first_received_on": on, "closed_on": on,
        "party_type": "natural", "channel": "online", "within_term": on_time, "phase": "done",
    }  # fmt: skip
    CaseSheet.objects.bulk_create(
        CaseSheet(ref=f"S-{begun + n}", from_idx=0, unit=cast.units[unit], outcome=outcome, on_time=on_time, **told | more)
        for n in range(count)
    )  # fmt: skip
