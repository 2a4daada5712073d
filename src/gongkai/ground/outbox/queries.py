"""Questions about channels and deliveries."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.ground.outbox.models import POST, WAITING, Channel, Delivery, Wording
from gongkai.ground.units.scope import Scope


def channels() -> dict[str, Channel]:
    """The connected channels by code."""
    return {each.code: each for each in Channel.objects.filter(ended_on=None).order_by("code")}


def any_channel(code: str) -> Channel | None:
    """A channel by its code, also one that has ended."""
    return Channel.objects.filter(pk=code).first()


def names() -> dict[str, str]:
    """How channels are called, also those that have ended."""
    return dict(Channel.objects.values_list("code", "name"))


def visible_to(scope: Scope) -> QuerySet[Delivery]:
    """Included if, and only if, its unit is one somebody acts for or oversees."""
    found = Delivery.objects.all()
    return found if scope.whole else found.filter(unit_id__in=scope.units | scope.overseen)


def counts(scope: Scope) -> dict[str, int]:
    """How many deliveries there are, by state."""
    return dict(visible_to(scope).order_by().values_list("state").annotate(Count("pk")))


def of(ref: str) -> list[Delivery]:
    """What was to go out of a subject, in its order."""
    return list(Delivery.objects.filter(ref=ref).order_by("pk"))


def by_key(key: str) -> Delivery | None:
    return Delivery.objects.filter(key=key).first()


def known(keys: Collection[str]) -> set[str]:
    """Those of the keys that deliveries have."""
    return set(Delivery.objects.filter(key__in=keys).values_list("key", flat=True))


def due(at: datetime, open_channels: Collection[str], limit: int) -> list[Delivery]:
    """What is to be tried now on these channels: of each subject on a channel the first that waits, so that a withdrawal never overtakes its post."""
    earlier = Delivery.objects.filter(
        ref=OuterRef("ref"), channel=OuterRef("channel"), state=WAITING, pk__lt=OuterRef("pk")
    )
    found = Delivery.objects.filter(state=WAITING, due_at__lte=at, channel__in=list(open_channels))
    found = found.filter(Q(leased_until=None) | Q(leased_until__lte=at))
    return list(found.filter(~Exists(earlier)).order_by("due_at", "pk")[:limit])


def wordings(owner: str) -> dict[str, Wording]:
    """How something is told on channels, where anybody said so: the latest of each."""
    return {each.channel: each for each in Wording.objects.filter(owner=owner).order_by("number")}


def under_way(delivery: Delivery) -> bool:
    """Has the channel taken something else of the same record, and is not done with it?"""
    others = Delivery.objects.filter(channel=delivery.channel, ref=delivery.ref, task=POST, state=WAITING)
    return others.exclude(progress="").exclude(pk=delivery.pk).exists()
