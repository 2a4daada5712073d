"""Consumers read the order of facts from their own place: site, count sheets, notices."""

from collections.abc import Callable, Iterable

from django.db import transaction

from gongkai.ground.ledger.models import Fact
from gongkai.kernel.flow.models import Cursor


def place(name: str, using: str = "default") -> int:
    """The index of the next fact the consumer has not seen."""
    return Cursor.objects.using(using).filter(name=name).values_list("next_idx", flat=True).first() or 0


def places(names: Iterable[str], using: str = "default") -> dict[str, int]:
    """The places of several consumers at one moment."""
    known = dict(Cursor.objects.using(using).filter(name__in=names).values_list("name", "next_idx"))
    return {name: known.get(name, 0) for name in names}


def hold(name: str) -> int:
    """A consumer's place, which it keeps until this transaction ends."""
    cursor, _ = Cursor.objects.select_for_update().get_or_create(name=name)
    return cursor.next_idx


def head() -> int:
    """How many facts there are."""
    last = Fact.objects.order_by("-idx").values_list("idx", flat=True).first()
    return 0 if last is None else last + 1


def beyond_head() -> dict[str, int]:
    """Places that lie beyond the last fact, by consumer."""
    return dict(Cursor.objects.filter(next_idx__gt=head()).order_by("name").values_list("name", "next_idx"))


def advance(name: str, handle: Callable[[list[Fact]], None], *, batch: int = 2000, upto: int | None = None) -> int:
    """Hand all new facts to ``handle``, batch by batch; the place moves in the same transaction. Returns how many."""
    total = 0
    while True:
        with transaction.atomic():
            cursor, _ = Cursor.objects.select_for_update().get_or_create(name=name)
            facts = Fact.objects.filter(idx__gte=cursor.next_idx)
            rows = list((facts.filter(idx__lt=upto) if upto is not None else facts).order_by("idx")[:batch])
            if not rows:
                return total
            handle(rows)
            cursor.next_idx = rows[-1].idx + 1
            cursor.save()
        total += len(rows)


def move_to(name: str, next_idx: int) -> None:
    """Put the place where a consumer stands that derives something outside the database, and has written it already."""
    Cursor.objects.update_or_create(name=name, defaults={"next_idx": next_idx})


def rewind(names: Iterable[str]) -> None:
    """Send consumers back to the beginning; what they derived must be cleared first."""
    Cursor.objects.filter(name__in=list(names)).delete()
