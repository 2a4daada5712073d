"""Questions about keys."""

import hmac
from datetime import date

from django.db.models import QuerySet

from gongkai.ground.keys.actions import digest_of
from gongkai.ground.keys.models import ApiKey, Reception, Recognition
from gongkai.ground.units.scope import Scope
from gongkai.pure.declare import Role


def keys_for(scope: Scope) -> QuerySet[ApiKey]:
    """The keys of the units that somebody administers; nobody else knows of them."""
    units = scope.by_role.get(Role.ADMINISTRATOR, frozenset())
    return ApiKey.objects.filter(unit_id__in=units).select_related("unit")


def opened_by(shown: str, on: date) -> ApiKey | None:
    """The key that a system shows, if it opens on a day; None for anything else, whatever is wrong with it."""
    prefix, _, rest = shown.partition("_")
    code, _, secret = rest.partition("_")
    key = ApiKey.objects.filter(code=code).select_related("unit").first() if prefix == "gk" else None
    # Compared also where there is none: how long it takes says nothing.
    same = hmac.compare_digest(key.digest if key else "0" * 64, digest_of(secret))
    return key if key and same and key.opens(on) and key.unit.closed_on is None else None


def received(key: ApiKey, token: str) -> Reception | Recognition | None:
    """What a request with this token brought before, or was found to be."""
    used = {"key": key, "token": token}
    return Reception.objects.filter(**used).first() or Recognition.objects.filter(**used).first()
