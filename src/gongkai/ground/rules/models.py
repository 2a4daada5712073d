"""Dated rules and announced calendars."""

from django.db import models

from gongkai.ground.ledger.models import Ledgered


class Rule(Ledgered):
    """A version of a clock rule. ``law`` says which Regulation it implements; ``values`` are the terms (pure.clock)."""

    LEDGERED = ("key", "family", "law", "valid_from", "valid_to", "values", "source")

    key = models.CharField(primary_key=True, max_length=40)
    family = models.CharField(max_length=40)
    law = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    values = models.JSONField()
    source = models.CharField(max_length=200)


class CalendarYear(Ledgered):
    """An announced year: its holidays and make-up working days, or a local change to a known year."""

    LEDGERED = ("year", "holidays", "workdays", "source", "loaded_on")

    year = models.IntegerField()
    holidays = models.JSONField()
    workdays = models.JSONField()
    source = models.CharField(max_length=200)
    loaded_on = models.DateField()
