"""Tests live in one transaction that no second connection can look into: reports read through the first one."""

from functools import cache

import pytest

from gongkai.engines.measures import queries
from gongkai.engines.reporting import fill


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    monkeypatch.setattr(queries, "SNAPSHOT", "default")


@pytest.fixture
def units_that_stay(monkeypatch):
    """The units that a figure counts are looked up once, where a test opens thousands of lists and changes no unit."""
    monkeypatch.setattr(fill, "_counted", cache(fill._counted))
