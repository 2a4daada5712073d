"""Append-only tables refuse, in the database itself, to have rows changed, deleted or replaced.

They stop a mistake and a careless hand, not whoever owns the database: that is what the log and its witnesses are for.
"""

import re
from collections.abc import Iterable

from django.db import connections

# Named by table: the ledger knows no model of the floors above.
APPEND_ONLY = (
    "ledger_fact",
    "ledger_leaf",
    "ledger_checkpoint",
    "ledger_cosignature",
    "flow_steptaken",
    "flow_clockevent",
)

# The only change that is allowed: a checkpoint that was stored is signed, once.
_SIGNING = "OLD.note = '' AND NEW.note <> '' AND OLD.size = NEW.size AND OLD.root = NEW.root AND OLD.at = NEW.at"
_FUNCTION = """
CREATE OR REPLACE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def install(using: str = "default") -> None:
    """Put every trigger in place anew, for the tables that exist."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for (table, name), sql in _expected(using).items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if _is_postgres(using) else ""))
            cursor.execute(sql)


def missing(using: str = "default") -> list[str]:
    """Names of triggers that are not there, switched off, or not as this release writes them."""
    expected, present = _expected(using), _present(using)
    return [name for (_, name), sql in expected.items() if present.get(name) not in (sql, True)]


def _is_postgres(using: str) -> bool:
    return connections[using].vendor == "postgresql"


def _expected(using: str) -> dict[tuple[str, str], str]:
    """(table, trigger name) -> the statement that makes it."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        tables = [table for table in APPEND_ONLY if table in there]
        if _is_postgres(using):
            return {key: sql for table in tables for key, sql in _postgres(table)}
        return {key: sql for table in tables for key, sql in _sqlite(cursor, table)}


def _present(using: str) -> dict[str, str | bool]:
    """SQLite: name -> statement. PostgreSQL: name -> whether it is enabled; its function is made anew with each release."""
    with connections[using].cursor() as cursor:
        if _is_postgres(using):
            cursor.execute("SELECT tgname, tgenabled <> 'D' FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _postgres(table: str) -> Iterable[tuple[tuple[str, str], str]]:
    refuse = "EXECUTE FUNCTION ledger_append_only()"
    unless = f" WHEN (NOT ({_SIGNING}))" if table == "ledger_checkpoint" else ""
    for event, scope in (("update", f"ROW{unless}"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        name = f"{table}_no_{event}"
        yield (table, name), f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} FOR EACH {scope} {refuse}"


def _sqlite(cursor, table: str) -> Iterable[tuple[tuple[str, str], str]]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    unless = f" WHEN NOT ({_SIGNING})" if table == "ledger_checkpoint" else ""
    # INSERT OR REPLACE deletes the row in its way without asking the delete trigger: the third one is for that.
    taken = " OR ".join(_taken(cursor, table))
    for event, condition in (("update", unless), ("delete", ""), ("insert", f" WHEN {taken}")):
        name = f"{table}_no_{'replace' if event == 'insert' else event}"
        yield (table, name), f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} FOR EACH ROW{condition} {refuse}"


def _taken(cursor, table: str) -> Iterable[str]:
    """One condition for each unique key of the table: the new row's key is there already."""
    cursor.execute(f"PRAGMA table_info({table})")
    keys = [([row[1] for row in cursor.fetchall() if row[5]], "")]
    cursor.execute(
        "SELECT l.name, m.sql FROM pragma_index_list(%s) l LEFT JOIN sqlite_master m ON m.name = l.name"
        ' WHERE l."unique" AND l.origin <> %s ORDER BY l.name',
        [table, "pk"],
    )
    for index, sql in cursor.fetchall():
        cursor.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [index])
        _, _, where = (sql or "").partition(" WHERE ")
        keys.append(([row[0] for row in cursor.fetchall()], where))
    for columns, where in keys:
        same = " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
        both = f" AND {where} AND {_of_new(where)}" if where else ""
        yield f"EXISTS (SELECT 1 FROM {table} WHERE {same}{both})"


def _of_new(where: str) -> str:
    """A partial index's condition, asked of the new row."""
    return re.sub(r'"(\w+)"', r'NEW."\1"', where)
