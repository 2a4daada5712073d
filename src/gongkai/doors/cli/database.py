"""The database a command works on: can it be read, is it ours, is it as new as the program, has it a government?"""

from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, router
from django.db.migrations.executor import MigrationExecutor

from gongkai.doors.cli import Usage, one_line, uncollected
from gongkai.ground.home import home_path
from gongkai.ground.home.paths import DATABASE, RESTORED_MARK
from gongkai.ground.ledger import keys, signer
from gongkai.ground.units.queries import government

HISTORY = "django_migrations"
NOT_SET_UP = "{} is not set up; run `gongkai setup` (or `make demo`) first"


def place() -> str:
    """The database in words: where to look for it."""
    where = f"in {home_path()}" if connection.vendor == "sqlite" else "that DATABASE_URL names"
    return f"the database {where}"


def elsewhere() -> str:
    """What to do to begin in a place where nothing is."""
    if connection.vendor == "sqlite":
        return "set GONGKAI_HOME to an empty folder"
    return "let DATABASE_URL name an empty database, and GONGKAI_HOME an empty folder"


def check_ours() -> MigrationExecutor:
    """What has been migrated. Raises Usage unless the database can be read, and is empty or made by this program, not a newer one."""
    try:
        tables = connection.introspection.table_names()
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise Usage(f"{place()} cannot be read: {one_line(error)}") from error
    if tables and HISTORY not in tables:
        raise Usage(f"{place()} is not one of Gongkai; {elsewhere()}")
    unknown = sorted(set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations))
    if unknown:
        raise Usage(
            f"{place()} was made by a newer version of Gongkai or by another program (it knows {'.'.join(unknown[0])}); "
            f"use that one, or {elsewhere()}"
        )
    return executor


def bring_up_to_date() -> None:
    """Create the tables, or change them to what the program needs. Raises Usage; stopped halfway, it goes on when run again."""
    check_there()
    executor = check_ours()
    empty = not set(connection.introspection.table_names()) - {HISTORY}
    if not executor.loader.applied_migrations:
        if told := _of_another():
            raise Usage(told)
        if connection.vendor != "sqlite" and (own := home_path(DATABASE)).exists():
            raise Usage(
                f"{home_path()} has a database of its own, {own.name}; let GONGKAI_HOME name an empty folder for the one in DATABASE_URL"
            )
    try:
        with uncollected():
            if empty:
                create_tables(executor)
            else:
                call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise Usage(
            f"{place()} cannot be brought up to date: {one_line(error)}; restore a backup, or {elsewhere()}"
        ) from error


def create_tables(executor: MigrationExecutor) -> None:
    """The tables of an empty database as the models have them, whole or not at all, and every migration noted as done: to live through all of them
    leads to the same tables (a test compares), and takes thirty times as long."""
    executor.recorder.ensure_schema()
    alias = connection.alias
    with connection.schema_editor() as editor:
        for config in apps.get_app_configs():
            for model in router.get_migratable_models(config, alias):
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        for app, name in executor.loader.graph.nodes:
            executor.recorder.record_applied(app, name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=alias)


def _of_another() -> str:
    """What to do where there is no database, and the home is that of one; "" in a home that has none yet."""
    if not keys.public_path().exists():
        return ""
    return (
        f"{home_path()} holds the keys and the log of a database that is not there: let DATABASE_URL name it as before (without it the database is "
        f"looked for in the home), or restore a backup into a new home. To begin anew, {elsewhere()}"
    )


def check_there() -> None:
    """Raise Usage in a home whose database is gone or elsewhere, before an empty one is made by looking for it."""
    if _is_missing() and (told := _of_another()):
        raise Usage(told)


def _is_missing() -> bool:
    return (
        connection.vendor == "sqlite"
        and not connection.is_in_memory_db()
        and not Path(connection.settings_dict["NAME"]).exists()
    )


def check_belongs() -> None:
    """Raise Usage where the database is not the one whose acts the home's log shows: what it knows nothing of would be taken for litter. In a
    home that was just restored that is still to be settled.
    """
    if home_path("keys", RESTORED_MARK).exists():
        return
    try:
        signer.known_head()
    except signer.ForeignDatabase as error:
        raise Usage(
            f"{error} Or is it another home's? Then set GONGKAI_HOME and DATABASE_URL as they belong together."
        ) from error
    except signer.ForkDanger:
        return  # damaged; the signer says so, and pages can be read
    except DatabaseError as error:
        raise Usage(f"{place()} does not know the log of this home: {one_line(error)}; {elsewhere()}") from error


def check_migrated() -> None:
    """Raise Usage unless the database can be read, is ours, and is migrated. One that is not there is not made."""
    if _is_missing():
        raise Usage(_of_another() or NOT_SET_UP.format(place()))
    executor = check_ours()
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if executor.loader.applied_migrations:
            raise Usage(f"{place()} is of an earlier release, or was set up half; `gongkai setup` brings it up to date")
        raise Usage(_of_another() or NOT_SET_UP.format(place()))


def check_database() -> None:
    """Raise Usage unless the database is migrated, and has its government."""
    check_migrated()
    if government() is None:
        raise Usage(
            f"{place()} holds no government yet; run `make demo`, `gongkai replay FILE` or `gongkai setup --government FILE`"
        )
