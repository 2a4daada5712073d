"""Erasing personal data."""

import secrets

from django.db import connection

from gongkai.ground.parties.models import SubjectKey


def forget_key(ref: str) -> bool:
    """Overwrite and delete a subject's key, inside the act that records it. False if it was erased before."""
    overwritten = SubjectKey.objects.filter(ref=ref).update(key=secrets.token_bytes(32))
    SubjectKey.objects.filter(ref=ref).delete()
    return bool(overwritten)


def scrub() -> None:
    """Remove what the database keeps of deleted keys: SQLite's free pages and write-ahead log, PostgreSQL's dead rows.

    Run after an erasure has committed; it must not run inside a transaction. On SQLite ``secure_delete`` alone left a
    copy in the main file; only VACUUM removed it.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM FULL parties_subjectkey")
