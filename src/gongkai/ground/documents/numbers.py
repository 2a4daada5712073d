"""Giving numbers: each once, in order, within the act that uses it."""

from django.db import connection

_NEXT = (
    "INSERT INTO documents_register (name, last) VALUES (%s, 1) "
    "ON CONFLICT (name) DO UPDATE SET last = documents_register.last + 1 RETURNING last"
)


def next_number(register: str) -> int:
    """The next number of a register, from 1. Rolled back with the act; under PostgreSQL the row lock makes others wait."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [register])
        return cursor.fetchone()[0]
