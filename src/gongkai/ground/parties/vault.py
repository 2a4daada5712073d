"""Sealing and opening personal values (AES-256-GCM; the associated data binds a value to its place)."""

import json
import secrets
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import QuerySet

from gongkai.ground.ledger.rows import insert
from gongkai.ground.parties.models import NONCE, Sealed, SubjectKey, decrypt


class Erased(LookupError):
    """The key of this subject has been erased: its personal data can no longer be read."""


def new_key(ref: str) -> SubjectKey:
    """Make the key of a new subject."""
    return insert(SubjectKey(ref=ref, key=AESGCM.generate_key(256)))


def _key(ref: str) -> bytes:
    found = SubjectKey.objects.filter(ref=ref).first()
    if found is None:
        raise Erased(ref)
    return bytes(found.key)


def encrypt(key: bytes, data: bytes, place: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def seal(ref: str, name: str, value: Any, *, key: SubjectKey | None = None, seq: int = 0) -> Sealed:
    """Encrypt a JSON value under its subject's key and store it; the caller hands the row to its fact. Raises Erased."""
    plain = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
    ciphertext = encrypt(bytes(key.key) if key else _key(ref), plain, f"{ref}/{name}")
    return insert(Sealed(ref=ref, name=name, seq=seq, ciphertext=ciphertext, digest=sha256(ciphertext).hexdigest()))


def next_seq(ref: str, name: str) -> int:
    last = Sealed.objects.filter(ref=ref, name=name).order_by("-seq").values_list("seq", flat=True).first()
    return 0 if last is None else last + 1


def unseal(ref: str, name: str, default: Any = None) -> Any:
    """The latest value of that name; ``default`` if there is none or it has been erased."""
    return unseal_many([ref], name).get(ref, default)


def unseal_each(ref: str, name: str) -> list[Any]:
    """All values of that name, the oldest first; [] once erased."""
    found = SubjectKey.objects.filter(ref=ref).first()
    rows = Sealed.objects.filter(ref=ref, name=name).order_by("seq") if found else ()
    return [json.loads(decrypt(bytes(found.key), bytes(row.ciphertext), f"{ref}/{name}")) for row in rows]


def unseal_many(refs: Iterable[str], name: str) -> dict[str, Any]:
    """The latest value of one name for many subjects, in two queries; erased ones are left out."""
    return unseal_some(refs, name)[name]


def unseal_some(refs: Iterable[str], *names: str) -> dict[str, dict[str, Any]]:
    """By name, the latest value of each subject, in two queries whatever the number of names; erased ones are left out."""
    refs = list(refs)
    keys = dict(SubjectKey.objects.filter(ref__in=refs).values_list("ref", "key"))
    values: dict[str, dict[str, Any]] = {name: {} for name in names}
    for row in Sealed.objects.filter(ref__in=refs, name__in=names).order_by("seq"):
        if row.ref in keys:
            plain = decrypt(bytes(keys[row.ref]), bytes(row.ciphertext), f"{row.ref}/{row.name}")
            values[row.name][row.ref] = json.loads(plain)
    return values


def unseal_all(ref: str, prefix: str = "") -> dict[str, Any]:
    """All values of a subject whose names begin with ``prefix``, the latest of each; {} if erased."""
    found = SubjectKey.objects.filter(ref=ref).first()
    if found is None:
        return {}
    values = {}
    for row in Sealed.objects.filter(ref=ref, name__startswith=prefix).order_by("seq"):
        values[row.name] = json.loads(decrypt(bytes(found.key), bytes(row.ciphertext), f"{ref}/{row.name}"))
    return values


def readable() -> QuerySet:
    """The references of all subjects that have not been erased, for a condition of another query."""
    return SubjectKey.objects.values("ref")


def is_erased(ref: str) -> bool:
    return not SubjectKey.objects.filter(ref=ref).exists()
