"""A report of many queries sees one state of the database, and keeps nobody from acting meanwhile."""

import pytest

from tests.plugins.homes import Live, set_up

SCRIPT = """
import threading
from gongkai.engines.measures.queries import snapshot
def meanwhile():
    add("meanwhile")
    connection.close()
with snapshot() as using:
    before = Fact.objects.using(using).count()
    thread = threading.Thread(target=meanwhile, daemon=True)
    thread.start()
    thread.join(15)
    assert not thread.is_alive(), "the report locked out a writer"
    assert Fact.objects.using(using).count() == before
    assert Fact.objects.count() == before + 1
with snapshot() as using:
    assert Fact.objects.using(using).count() == before + 1
"""


def test_on_sqlite(live):
    live.python(SCRIPT)


@pytest.mark.postgres
def test_on_postgresql(postgres_database, tmp_path):
    set_up(Live(tmp_path / "home", {"DATABASE_URL": postgres_database()})).python(SCRIPT)
