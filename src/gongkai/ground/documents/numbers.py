"""Giving numbers: each once, in order, within the act that uses it."""

from django.db import connection

GAP = "gap/"
"""``gap/<year>``: how many numbers a restore skipped in each register of the year, also in those that begin later."""

_NEXT = (
    "INSERT INTO documents_register (name, last) VALUES (%s, 1 + COALESCE((SELECT last FROM documents_register WHERE name = %s), 0)) "
    "ON CONFLICT (name) DO UPDATE SET last = documents_register.last + 1 RETURNING last"
)


def next_number(register: str) -> int:
    """The next number of a register ("<what>/<year>"), from 1. Rolled back with the act; under PostgreSQL the row lock makes others wait."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [register, f"{GAP}{register.rpartition('/')[2]}"])
        return cursor.fetchone()[0]
