"""Sealed values and the keys that open them."""

from hashlib import sha256

from django.db import models

from gongkai.ground.ledger.models import Ledgered


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
