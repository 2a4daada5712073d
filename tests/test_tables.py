"""A new database gets its tables from the models; one that is brought up to date lives through the migrations. Both lead to the same tables."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugins.homes import Live

UNUSED = {f"auth_{table} id" for table in ("group_permissions", "user_groups", "user_user_permissions")}
"""Numbers of Django's own rows between two tables: narrow in its models, wide in its history. Nothing here writes any."""
MIGRATED = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
CREATED = "from gongkai.doors.cli.database import bring_up_to_date; bring_up_to_date()"
TOLD = """
import json
asked = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL",
    "postgresql": "SELECT regexp_replace(indexdef, '^.* INDEX \\S+', ''), '' FROM pg_indexes WHERE schemaname = 'public' UNION ALL "
    "SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid), '' FROM pg_constraint WHERE connamespace = 'public'::regnamespace UNION ALL "
    "SELECT table_name || ' ' || column_name, data_type || is_nullable || coalesce(character_maximum_length::text, '') || coalesce(column_default, '') "
    "|| is_identity FROM information_schema.columns WHERE table_schema = 'public'",
}
with connection.cursor() as cursor:
    cursor.execute(asked[connection.vendor])
    tables = sorted(cursor.fetchall())
    cursor.execute("SELECT app, name FROM django_migrations")
    told = {"tables": tables, "migrations": sorted(cursor.fetchall())}
    for table in ("django_content_type", "auth_permission"):
        cursor.execute(f"SELECT count(*) FROM {table}")
        told[table] = cursor.fetchone()
print(json.dumps(told))
"""


def parts(statement: str) -> list[str]:
    """What a statement that creates a table says of it, in the order of the alphabet: columns stand in the order in which they came."""
    inner, depth, found = statement.partition("(")[2].rpartition(")")[0], 0, [""]
    for sign in inner:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            found.append("")
        else:
            found[-1] += sign
    return sorted(each.strip() for each in found)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str, str], dict]:
    """``told(name, code)``: what is in an empty home's database after this code has run on it."""

    def tell(name: str, code: str) -> dict:
        more = {"DATABASE_URL": request.getfixturevalue("postgres_database")()} if request.param == "postgres" else {}
        return json.loads(Live(tmp_path / name, more).python(code + TOLD).splitlines()[-1])

    return tell


def test_the_models_and_the_migrations_lead_to_the_same_tables(told):
    created, migrated = told("created", CREATED), told("migrated", MIGRATED)
    for each in (created, migrated):
        tables = each.pop("tables")
        each |= {name: parts(text) if text.startswith("CREATE TABLE") else text for name, text in tables}
    assert len(created) > 200
    differ = {name for name in created | migrated if created.get(name) != migrated.get(name) and name not in UNUSED}
    assert {name: (created.get(name), migrated.get(name)) for name in differ} == {}


def test_stopped_before_all_tables_are_there_it_begins_anew(tmp_path):
    home = Live(tmp_path / "home")
    stop = "from django.db.migrations.recorder import MigrationRecorder as R; R.record_applied = lambda *_: os.kill(os.getpid(), 9)\n"
    home.python(stop + CREATED, code=-9)
    assert "is not set up" in home.gongkai("verify", code=2)
    assert "is set up" in home.gongkai("setup")
    home.gongkai("verify")
