"""How far the search has come, and what it found."""

from django.db import models


class Sweep(models.Model):
    """One search of all that is published, by record's id; ``last`` is the last one done. Then of what is said beside the records, by
    reference: ``last_said``. ``finished_at`` is empty while it is under way.
    """

    DERIVED = "the search's own place; losing it means searching again"

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    rules = models.CharField(max_length=64)
    last = models.CharField(max_length=16, blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    last_said = models.CharField(max_length=120, blank=True, default="")
    said = models.IntegerField(default=0)


class Suspect(models.Model):
    """A published record in which something was found, in the version that stood then. ``sorts``: how many of each sort nobody has dealt
    with; ``stops``: how many of them would hold up a publication today. The words themselves stand nowhere.
    """

    DERIVED = "found in what is published; the next search finds it again"

    record_id = models.CharField(max_length=16, primary_key=True)
    version = models.IntegerField()
    sorts = models.JSONField()
    stops = models.IntegerField()
    found_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-stops", "record_id"], name="suspect_worst")]


class SuspectText(models.Model):
    """A text beside the records (``beside.Said``) in which something was found. ``mark``: of the words that were searched, by a secret of
    the home; of others that stand there since, it says nothing.
    """

    DERIVED = "found in what is said beside the records; the next search finds it again"

    ref = models.CharField(max_length=120, primary_key=True)
    mark = models.CharField(max_length=64)
    sorts = models.JSONField()
    stops = models.IntegerField()
    found_at = models.DateTimeField()
