"""Making and revoking keys."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.utils.timezone import localdate

from gongkai.ground.keys.facts import KeyMade, KeyRevoked
from gongkai.ground.keys.models import ApiKey, Reception, Recognition
from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.pure.declare import Role

LONGEST = timedelta(days=366)
SEEN_EVERY = timedelta(minutes=10)
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


class KeyRefused(ValueError):
    """What may not be done with a key; ``field`` names what of the form is to be corrected."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def digest_of(secret: str) -> str:
    """Enough for a secret of 256 bits that a machine chose: nobody guesses at it from its digest."""
    return sha256(secret.encode()).hexdigest()


def _check(unit: Unit, by: Actor) -> None:
    if not by.holds(Role.ADMINISTRATOR, unit.pk):
        raise KeyRefused(f"{unit.short_name}的密钥要由管它的系统管理员来办")


@acting
def make_key(
    *, unit: Unit, label: str, expires_on: date, may_submit: bool, by: Actor, at: datetime, code: str = ""
) -> tuple[ApiKey, str]:
    """A new key of a unit, and what its system shows: only here, for only its digest is kept. ``code`` is its public number, by default
    one by chance. Raises KeyRefused.
    """
    _check(unit, by)
    today = localdate(at)
    if unit.closed_on:
        raise KeyRefused(f"{unit.short_name}已经撤销，不能再发密钥", "unit")
    if not label.strip():
        raise KeyRefused("请写明给哪个系统用", "label")
    if not today <= expires_on <= today + LONGEST:
        raise KeyRefused("最后一天在今天和一年以后之间；到期以前换一把新的", "expires_on")
    code = code or "".join(secrets.choice(_ALPHABET) for _ in range(8))
    secret = secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        code=code, unit=unit, label=label.strip(), digest=digest_of(secret), may_submit=may_submit, made_on=today, expires_on=expires_on
    )  # fmt: skip
    record(KeyMade(code, unit.code, key.label, expires_on.isoformat()), ref=key.ref, by=by.name, at=at, rows=[key])
    return key, f"gk_{code}_{secret}"


@acting
def revoke_key(*, key: ApiKey, because: str, by: Actor, at: datetime) -> ApiKey:
    """Close a key for good. What came in by it stays. Raises KeyRefused."""
    _check(key.unit, by)
    if not because.strip():
        raise KeyRefused("请写明为什么停用", "because")
    if not ApiKey.objects.filter(pk=key.pk, revoked_on=None).update(revoked_on=localdate(at)):
        raise KeyRefused("这把密钥已经停用了")
    key.revoked_on = localdate(at)
    record(KeyRevoked(key.code, key.unit.code, because.strip()), ref=key.ref, by=by.name, at=at, rows=[key])
    return key


def receive(*, key: ApiKey, token: str, digest: str, record_id: str, on: date) -> Reception:
    """What a request brought, as a row of the caller's act."""
    return Reception.objects.create(key=key, token=token, digest=digest, record=record_id, on=on)


def recognise(*, key: ApiKey, token: str, digest: str, record_id: str, on: date) -> Recognition:
    """Remember a request that brought nothing new; no act, for nothing was done."""
    return Recognition.objects.create(key=key, token=token, digest=digest, record=record_id, on=on)


def seen(key: ApiKey, at: datetime) -> None:
    """Note that a key was used; not each time, for every note is a write."""
    if key.used_at is None or at - key.used_at > SEEN_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(used_at=at)
