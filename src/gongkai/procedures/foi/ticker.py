"""What the date brings to applications."""

from datetime import datetime

from gongkai.procedures.foi.consulting import resume_overdue
from gongkai.procedures.foi.fees import follow_charges
from gongkai.procedures.foi.serving import follow_mails


def tick(at: datetime) -> int:
    """Consultations whose term has run out end, the clock runs on; what became of papers sent by e-mail is noted; a fee notice that was
    served is to be paid from then on."""
    return resume_overdue(at=at) + follow_mails(at=at) + follow_charges(at=at)
