"""What an applicant is told by short message; put together when it goes. See ``gongkai.engines.channels.deliver``."""

from gongkai.ground.outbox.models import Delivery
from gongkai.ground.outbox.sending import Parcel
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import telling


def pack(case: Case, delivery: Delivery) -> Parcel:
    """Raises Pointless."""
    to, text = telling.message(case, delivery)
    return Parcel(delivery.key, "", {"to": to, "text": text})
