"""Facts, leaves, checkpoints and cosignatures; and the base of every row that a fact speaks of."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models

from gongkai.pure.declare.counted import Counted

AS_IT_IS = frozenset({str, int, bool, type(None)})
"""Types of columns' values that are ``plain`` already, which most are."""


def plain(value: Any) -> Any:
    """A column's value as it stands in a fact: dates in ISO form, instants in UTC with microseconds, bytes in hex, sums of money as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    return f"{value:f}" if isinstance(value, Decimal) else value


class Ledgered(models.Model):
    """A row that may only change together with a fact.

    ``LEDGERED`` names its columns as they stand in the fact's image; ``ledger_key`` is its permanent name among its
    kind. Verification folds all facts and compares the last image of each key with the row. ``COUNTED``: what of its rows is counted, if anything.
    """

    LEDGERED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[Counted | None] = None

    class Meta:
        abstract = True

    def ledger_key(self) -> str:
        return str(self.pk)

    def ledger_name(self) -> str:
        return f"{self._meta.label_lower}/{self.ledger_key()}"

    def ledger_image(self) -> dict[str, Any]:
        state = self.__dict__
        image = {name: state[name] for name in self.LEDGERED}
        for name, value in image.items():
            if type(value) not in AS_IT_IS:
                image[name] = plain(value)
        return image

    def ledger_faults(self) -> list[str]:
        """What is wrong with this row's own content (a digest that no longer fits); none by default."""
        return []

    @classmethod
    def faults_among(cls, rows: Sequence[Self]) -> Iterator[tuple[Self, str]]:
        """Each fault of these rows, with its row. A model overrides it that must ask for more, to ask once for many rows."""
        for row in rows:
            try:
                for fault in row.ledger_faults():
                    yield row, fault
            except TypeError:
                yield row, "its content can't be read: it is stored as text, where bytes belong"
            except ValueError as error:
                yield row, f"its content can't be read: {error}"

    @classmethod
    def faults_beside(cls) -> Iterator[tuple[str, str]]:
        """Where and what: what lies beside these rows and belongs to none of them; nothing by default."""
        yield from ()


class Fact(models.Model):
    """One thing that happened. ``idx`` is dense and is the ledger's order; ``body`` is canonical JSON, private."""

    idx = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=64)
    ref = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    body = models.BinaryField()
    salt = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["ref", "idx"]), models.Index(fields=["name", "idx"])]


class Leaf(models.Model):
    """What the public log says of a fact: a salted commitment, and for public facts their name, reference and day."""

    idx = models.BigIntegerField(primary_key=True)
    entry = models.BinaryField()


class Checkpoint(models.Model):
    """A size and root that was sealed; ``note`` is the signed checkpoint, empty until the signer has signed it."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()


class Cosignature(models.Model):
    """A witness's signature line on a checkpoint."""

    size = models.BigIntegerField()
    witness = models.CharField(max_length=200)
    line = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["size", "witness"], name="one_line_per_witness")]


class Sent(models.Model):
    """That something was sent and done (``ground.ledger.once``): a digest that says nothing of what."""

    DERIVED = "kept for two days, so that nothing is done twice; what was done is in the facts"

    mark = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)
