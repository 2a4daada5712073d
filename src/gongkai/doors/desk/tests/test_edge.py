"""The clock at the edge: real, unless a demonstration fixes its day."""

from datetime import date

import pytest
from django.utils import timezone

from gongkai.doors import edge
from gongkai.ground.units.models import Government
from gongkai.ground.units.queries import forget


@pytest.mark.parametrize(("demo", "fixed"), [(True, True), (False, False)])
def test_only_a_demonstration_has_a_day_of_its_own(cast, monkeypatch, demo, fixed):
    Government.objects.update(demo=demo)
    forget()
    monkeypatch.setenv("GONGKAI_TODAY", "2026-03-18")
    assert (timezone.localdate(edge.now()) == date(2026, 3, 18)) is fixed


def test_the_time_of_day_runs_on(cast, monkeypatch):
    Government.objects.update(demo=True)
    forget()
    monkeypatch.setenv("GONGKAI_TODAY", "2026-03-18")
    before, at, after = timezone.localtime(), timezone.localtime(edge.now()), timezone.localtime()
    assert before.date() != after.date() or before.time() <= at.time() <= after.time()
