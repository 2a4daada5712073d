"""``gongkai rebuild`` mends what verification names."""

import sqlite3
from contextlib import closing


def change(home, statement: str) -> None:
    with closing(sqlite3.connect(home.folder / "gongkai.sqlite3")) as database, database:
        assert database.execute(statement).rowcount


def test_what_was_changed_is_named_and_made_anew(live):
    change(live, "UPDATE units_closure SET by_succession = 1")
    assert live.findings()[0].startswith("units.closure/") and "`gongkai rebuild`" in live.findings()[0]
    told = live.gongkai("rebuild")
    assert "who stands above whom: 1 rows" in told and "count sheets" in told
    assert live.findings() == []
