"""Lists of words, reasons, and what was found in files."""

from hashlib import sha256

from django.db import models

from gongkai.ground.ledger.models import Ledgered


class LoadedWords(Ledgered):
    """A version of a list of words; of each list the one loaded last holds. ``content``: its entries as JSON."""

    LEDGERED = ("key", "version", "sort", "name", "basis", "loaded_on", "content")

    key = models.CharField("词表代码", max_length=40)
    version = models.CharField("版本", max_length=30)
    sort = models.CharField("类别", max_length=12)
    name = models.CharField("名称", max_length=200)
    basis = models.CharField("依据", max_length=200, blank=True)
    loaded_on = models.DateField("装入日期")
    content = models.TextField("内容")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="words_loaded_once")]

    def ledger_key(self) -> str:
        return f"{self.key}/{self.version}"


class Justification(Ledgered):
    """Why something that was found in a record may stand there. It holds for the same words in the same part of the record.

    What was found stands here only as ``mark`` (queries.mark_of), and in the ledger as ``digest`` of salt and mark: once the content is
    erased, mark and salt go, and the digest says nothing.
    """

    LEDGERED = ("owner", "part", "sort", "digest", "reason", "by", "on")

    owner = models.CharField(max_length=80, db_index=True)
    part = models.CharField(max_length=40)
    sort = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    salt = models.BinaryField(null=True)
    mark = models.CharField(max_length=64, blank=True)
    reason = models.CharField("理由", max_length=300)
    by = models.CharField(max_length=40)
    on = models.DateField("日期")

    def ledger_faults(self) -> list[str]:
        if self.salt is None or sha256(bytes(self.salt) + self.mark.encode()).hexdigest() == self.digest:
            return []
        return ["its mark does not match its digest"]


class Inspection(models.Model):
    """What was found in a file, told masked. ``rules``: by which finders and lists (queries.rules); found by others, it is read again.

    ``unread``: why it could not be searched whole, a sentence; ``finds``: a list of finds as JSON, without the words themselves.
    """

    DERIVED = "read from the files' bytes; the worker reads again what is missing"

    file_id = models.CharField(max_length=40, primary_key=True)
    owner = models.CharField(max_length=80, db_index=True)
    rules = models.CharField(max_length=64)
    finds = models.JSONField()
    unread = models.CharField(max_length=200, blank=True)
