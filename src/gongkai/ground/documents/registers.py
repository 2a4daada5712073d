"""Registers held against the numbers that rows bear. A register that fell behind would give a number again.

A room that takes numbers says in its module ``derived`` which ones its rows bear, and takes ``Held`` and ``mend`` from here.
"""

from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.db.models import F

from gongkai.ground.documents.models import Register
from gongkai.ground.documents.numbers import GAP
from gongkai.ground.ledger.derived import Find, RowsAlone

Given = Iterable[tuple[str, int]]
"""The register of each number, and the number."""


class Held(RowsAlone):
    """Rows are held against facts elsewhere; here it is enough to ask them for their numbers: ``given``."""

    given: Callable[[], Given]

    def finish(self, find: Find, tick: Callable[[int], None]) -> None:
        for name, last, greatest in _behind(self.given()):
            told = "it is missing" if last is None else f"its last number is {last}"
            find(f"documents.register/{name}", f"{told}, and {greatest} was given; `gongkai rebuild` mends it")


def mend(given: Given) -> int:
    """Bring registers that fell behind up to the greatest number given; how many."""
    with transaction.atomic():
        behind = list(_behind(given))
        for name, _, greatest in behind:
            Register.objects.update_or_create(name=name, defaults={"last": greatest})
    return len(behind)


def skip(numbers: int, years: Iterable[int]) -> None:
    """Go on so many numbers further up in every register of these years, within the act that declares it."""
    for year in years:
        Register.objects.filter(name__endswith=f"/{year}").update(last=F("last") + numbers)
        Register.objects.get_or_create(name=f"{GAP}{year}", defaults={"last": numbers})


def _behind(given: Given) -> Iterator[tuple[str, int | None, int]]:
    """Each register that fell behind: its name, its last number (None: the row is missing), the greatest given."""
    greatest: dict[str, int] = {}
    for name, number in given:
        greatest[name] = max(number, greatest.get(name, 0))
    last = dict(Register.objects.values_list("name", "last"))
    for name in sorted(greatest):
        if last.get(name, 0) < greatest[name]:
            yield name, last.get(name), greatest[name]
