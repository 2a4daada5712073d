"""The row of a stored file; its bytes lie in the home under a random name."""

from hashlib import sha256
from pathlib import Path

from django.db import models

from gongkai.ground.home.paths import home_path
from gongkai.ground.ledger.models import Ledgered


class File(Ledgered):
    """A stored file. ``sha256`` is of the plain bytes, ``stored_sha256`` of the bytes on disk (the same unless sealed).

    ``owner`` is the ref of the record or case it belongs to: whoever may see that may see the file. ``sealed`` files are
    encrypted under their owner's key; their plain digest is not kept, for it would outlive erasure, and their name stands
    only in ``sealed_name``.
    """

    LEDGERED = ("public_id", "owner", "size", "media_type", "sha256", "stored_sha256", "sealed", "removed")

    public_id = models.CharField(max_length=40, unique=True)
    owner = models.CharField(max_length=80, db_index=True)
    name = models.CharField(max_length=200, blank=True)
    sealed_name = models.BinaryField(blank=True, default=b"")
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, blank=True)
    stored_sha256 = models.CharField(max_length=64)
    sealed = models.BooleanField(default=False)
    removed = models.BooleanField(default=False)

    def ledger_key(self) -> str:
        return self.public_id

    @property
    def place(self) -> str:
        """What the encryption binds the bytes to: they open nowhere else."""
        return f"{self.owner}/file:{self.public_id}"

    @property
    def path(self) -> Path:
        return home_path("files", self.public_id[:2], self.public_id)

    def ledger_faults(self) -> list[str]:
        if self.removed:
            return []
        try:
            stored = self.path.read_bytes()
        except OSError:
            return ["its bytes are missing"]
        return [] if sha256(stored).hexdigest() == self.stored_sha256 else ["its bytes do not match their digest"]
