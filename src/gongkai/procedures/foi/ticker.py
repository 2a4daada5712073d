"""What the date brings to applications."""

from datetime import datetime

from gongkai.procedures.foi.consulting import resume_overdue


def tick(at: datetime) -> int:
    """Consultations whose term has run out end; the clock runs on."""
    return resume_overdue(at=at)
