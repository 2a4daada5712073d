"""Sealed values and the keys that open them."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Self, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from gongkai.ground.ledger.erasures import erased_by_facts
from gongkai.ground.ledger.models import Ledgered

NONCE = 12


class SubjectKey(models.Model):
    """The random key of one subject. Erasing overwrites and deletes it; the sealed values stay, and stay unreadable."""

    DERIVED = "secret and erasable: the ledger may not commit to it"

    ref = models.CharField(primary_key=True, max_length=80)
    key = models.BinaryField()


class Sealed(Ledgered):
    """A value encrypted under its subject's key. Append-only: a change is a new row with the next ``seq``."""

    LEDGERED = ("digest",)

    ref = models.CharField(max_length=80)
    name = models.CharField(max_length=40)
    seq = models.IntegerField(default=0)
    ciphertext = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ref", "name", "seq"], name="sealed_once")]

    def ledger_key(self) -> str:
        return f"{self.ref}/{self.name}/{self.seq}"

    def ledger_faults(self) -> list[str]:
        return (
            []
            if sha256(bytes(self.ciphertext)).hexdigest() == self.digest
            else ["ciphertext does not match its digest"]
        )

    @classmethod
    def faults_among(cls, rows: Sequence[Self]) -> Iterator[tuple[Self, str]]:
        """Digests that do not fit; keys that are gone though no fact says erased, or that open something else."""
        yield from super().faults_among(rows)
        yield from not_opened((row, row.ref, row.ciphertext, f"{row.ref}/{row.name}") for row in rows)

    @classmethod
    def faults_beside(cls) -> Iterator[tuple[str, str]]:
        """Keys that open nothing: with each subject comes something sealed."""
        stray = SubjectKey.objects.exclude(models.Exists(cls.objects.filter(ref=models.OuterRef("ref"))))
        for ref in stray.order_by("ref").values_list("ref", flat=True).iterator():
            yield (
                f"parties.subjectkey/{ref}",
                "nothing is sealed for this subject: the key was inserted beside the ledger",
            )


R = TypeVar("R")


def not_opened(sealed: Iterable[tuple[R, str, bytes, str]]) -> Iterator[tuple[R, str]]:
    """Of (row, reference of its subject, ciphertext, place) each whose key is gone untold, or opens something else."""
    sealed = list(sealed)
    refs = {ref for _, ref, _, _ in sealed}
    keys = dict(SubjectKey.objects.filter(ref__in=refs).values_list("ref", "key"))
    erased = erased_by_facts(refs - keys.keys()) if refs - keys.keys() else set()
    for row, ref, ciphertext, place in sealed:
        if ref not in keys:
            if ref not in erased:
                yield row, "the key of its subject is gone, and no fact says that it was erased"
            continue
        try:
            decrypt(bytes(keys[ref]), bytes(ciphertext), place)
        except (InvalidTag, ValueError, TypeError):
            yield row, "the key of its subject does not open it"


def decrypt(key: bytes, ciphertext: bytes, place: str) -> bytes:
    """What was encrypted under a key for a place. Raises InvalidTag, or ValueError for what is no key."""
    return AESGCM(key).decrypt(ciphertext[:NONCE], ciphertext[NONCE:], place.encode())
