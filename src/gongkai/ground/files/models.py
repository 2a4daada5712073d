"""The row of a stored file; its bytes lie in the home under a random name."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Self

from django.db import models

from gongkai.ground.home.paths import home_path
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.parties.models import not_opened

GRACE = timedelta(hours=1)
"""Bytes without a row are left alone so long: their act may still be open."""


class File(Ledgered):
    """A stored file. ``sha256`` is of the plain bytes, ``stored_sha256`` of the bytes on disk (the same unless sealed).

    ``owner`` is the ref of the record or case it belongs to: whoever may see that may see the file. ``sealed`` files are
    encrypted under their owner's key; their plain digest is not kept, for it would outlive erasure, and their name stands
    only in ``sealed_name``.

    A name may tell of a person, so facts hold it only as ``name_digest``: of salt and name, or of ``sealed_name``. Removal
    deletes name and salt, after which the digest says nothing. A file stored before names had digests has none.
    """

    LEDGERED = (
        "public_id",
        "owner",
        "size",
        "media_type",
        "sha256",
        "stored_sha256",
        "name_digest",
        "sealed",
        "removed",
    )

    public_id = models.CharField(max_length=40, unique=True)
    owner = models.CharField(max_length=80, db_index=True)
    name = models.CharField(max_length=200, blank=True)
    sealed_name = models.BinaryField(blank=True, default=b"")
    name_salt = models.BinaryField(blank=True, default=b"")
    name_digest = models.CharField(max_length=64, blank=True, default="")
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

    @property
    def is_image(self) -> bool:
        """Can it be shown within a text?"""
        return self.media_type.startswith("image/")

    @property
    def name_place(self) -> str:
        """What the encryption binds the name to."""
        return f"{self.place}/name"

    def digest_of_name(self) -> str:
        """What ``name_digest`` must be."""
        said = bytes(self.sealed_name) if self.sealed else bytes(self.name_salt) + self.name.encode()
        return sha256(said).hexdigest()

    def ledger_faults(self) -> list[str]:
        if self.removed:
            return []
        faults = []
        if self.name_digest and self.digest_of_name() != self.name_digest:
            faults.append("its name does not match its digest")
        try:
            stored = self.path.read_bytes()
        except OSError:
            return [*faults, "its bytes are missing"]
        if sha256(stored).hexdigest() != self.stored_sha256:
            faults.append("its bytes do not match their digest")
        return faults

    @classmethod
    def faults_among(cls, rows: Sequence[Self]) -> Iterator[tuple[Self, str]]:
        """Digests that do not fit; sealed names that their subject's key does not open."""
        yield from super().faults_among(rows)
        sealed = [row for row in rows if row.sealed and not row.removed]
        yield from not_opened((row, row.owner, row.sealed_name, row.name_place) for row in sealed)

    @classmethod
    def faults_beside(cls) -> Iterator[tuple[str, str]]:
        for path in cls.strays(datetime.now(UTC)):
            told = "no row owns these bytes, or its row says that they were removed; the worker deletes them within the hour"
            yield f"files/{path.relative_to(home_path('files'))}", told

    @classmethod
    def strays(cls, at: datetime) -> Iterator[Path]:
        """Bytes that no row owns or whose row is removed, and that the disk says are older than GRACE."""
        oldest = (at - GRACE).timestamp()
        for folder in sorted(home_path("files").glob("??")):
            paths = sorted(path for path in folder.iterdir() if path.is_file())
            rows = cls.objects.filter(public_id__in=[path.name for path in paths], removed=False)
            owned = set(rows.values_list("public_id", flat=True))
            for path in paths:
                if path.name not in owned and path.stat().st_mtime < oldest:
                    yield path
