"""A program that asks, and an office that publishes."""

import pytest
from django.core.cache import cache
from django.test import Client

from gongkai.doors import edge
from gongkai.engines.site.tests.helpers import Office


@pytest.fixture
def office(cast, home, monkeypatch) -> Office:
    from tests.plugins.cast import noon

    cache.clear()
    monkeypatch.setattr(edge, "now", lambda: noon("2026-04-01"))
    return Office(cast)


@pytest.fixture
def program() -> Client:
    return Client()
