"""Questions about subscribers."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from django.db.models import Count

from gongkai.ground.parties import vault
from gongkai.ground.subscribers.models import ACTIVE, ASKED, Subscriber

WISH = "wish"
"""The name under which it is sealed."""


@dataclass(frozen=True)
class Wish:
    """Where somebody is told of what: keys of sections, words as they typed them; the secret opens their links."""

    email: str
    sections: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    secret: str = ""

    def values(self) -> dict[str, Any]:
        return {"email": self.email, "sections": list(self.sections), "words": list(self.words), "secret": self.secret}

    def with_secret(self, secret: str) -> Self:
        return replace(self, secret=secret)

    @classmethod
    def read(cls, values: dict[str, Any] | None) -> Self | None:
        """As it was sealed; None once erased."""
        if values is None:
            return None
        return cls(values["email"], tuple(values["sections"]), tuple(values["words"]), values["secret"])


def by_code(code: str) -> Subscriber | None:
    return Subscriber.objects.filter(code=code).first()


def wish_of(subscriber: Subscriber) -> Wish | None:
    """None once erased."""
    return Wish.read(vault.unseal(subscriber.ref, WISH))


def told(rhythm: str) -> list[tuple[Subscriber, Wish]]:
    """Whoever is told in a rhythm, with their wishes: in three queries, however many they are."""
    rows = list(Subscriber.objects.filter(rhythm=rhythm, state=ACTIVE).order_by("pk"))
    wishes = vault.unseal_many([each.ref for each in rows], WISH)
    return [(each, Wish.read(wishes[each.ref])) for each in rows if each.ref in wishes]


def unconfirmed_before(day: date) -> list[Subscriber]:
    """Who asked before a day and has not confirmed."""
    return list(Subscriber.objects.filter(state=ASKED, asked_on__lt=day).order_by("pk"))


def counts(states: Collection[str] = (ASKED, ACTIVE)) -> dict[tuple[str, str], int]:
    """How many there are, by state and rhythm; never who."""
    found = Subscriber.objects.filter(state__in=list(states)).order_by().values_list("state", "rhythm")
    return {(state, rhythm): count for state, rhythm, count in found.annotate(Count("pk"))}
