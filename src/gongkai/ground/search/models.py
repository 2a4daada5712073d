"""Lists of words that mean the same."""

from django.db import models

from gongkai.ground.ledger.models import Ledgered


class SynonymList(Ledgered):
    """A version of the list of synonyms; the latest holds. ``groups``: a list of lists of words."""

    LEDGERED = ("number", "groups", "source", "loaded_on")

    number = models.IntegerField("版本", unique=True)
    groups = models.JSONField("同义词")
    source = models.CharField("来源", max_length=200, blank=True)
    loaded_on = models.DateField("载入日期")

    def ledger_key(self) -> str:
        return str(self.number)
