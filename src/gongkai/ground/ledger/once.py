"""What was sent once is done once, though it came twice: a mark is taken in the transaction in which the acts that it asks for are done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from gongkai.ground.ledger.models import Sent
from gongkai.ground.ledger.rows import insert

KEPT = timedelta(days=2)
"""Nobody presses a button again so much later."""


class SentBefore(Exception):
    """What this mark asked for has been done."""


@contextmanager
def once(mark: str, at: datetime) -> Iterator[None]:
    """Do what is asked for under a mark, and nothing a second time, even at the same moment; what was refused may be sent again.

    Raises SentBefore.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                insert(
                    Sent(mark=mark, at=at)
                )  # who comes second waits here until the first is done, on either database
        except IntegrityError as taken:
            raise SentBefore from taken
        Sent.objects.filter(at__lt=at - KEPT).delete()
        yield
