"""Tests live in one transaction that no second connection can look into: scores are counted through the first one."""

import pytest

from gongkai.engines.measures import queries


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    monkeypatch.setattr(queries, "SNAPSHOT", "default")
