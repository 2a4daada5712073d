"""Rows found, inserted and changed by statements made once for each model and set of columns.

The ORM makes a statement anew each time, which takes several times as long as executing it. Within acts, which are counted by
the second, that is the larger part of the time: hence this module. Values pass through the fields as they do in the ORM.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

AT_ONCE = 16
"""So many rows are inserted by one statement, if there are so many; SQLite takes a thousand values in it, or few more."""

R = TypeVar("R", bound=models.Model)


_TEXTS = (models.CharField, models.TextField)


def _prepared(field: models.Field, value: Any) -> Any:
    """A value as the database takes it. Texts, and nothing, it takes as they are; to ask the field takes longer than all else."""
    if value is None or (type(value) is str and type(field) in _TEXTS):
        return value
    return field.get_db_prep_save(value, connection)


@cache
def _insertion(model: type[models.Model], count: int) -> tuple[str, tuple[models.Field, ...], bool]:
    """The statement for so many rows, the fields of a row's values, and whether the database gives the key."""
    key, quote = model._meta.pk, connection.ops.quote_name
    given = isinstance(key, models.AutoField)
    fields = tuple(field for field in model._meta.concrete_fields if not (given and field is key))
    columns, marks = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    returning = f" RETURNING {quote(key.column)}" if given else ""
    rows = ", ".join([f"({marks})"] * count)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {rows}{returning}", fields, given


def insert(row: R) -> R:
    """Insert a new row; it has its key then. Raises IntegrityError."""
    _insert([row])
    return row


def _insert(rows: Sequence[models.Model]) -> None:
    sql, fields, given = _insertion(type(rows[0]), len(rows))
    with connection.cursor() as cursor:
        cursor.execute(sql, [_prepared(field, field.pre_save(row, True)) for row in rows for field in fields])
        keys = [key for (key,) in cursor.fetchall()] if given else []
    for row, key in zip(rows, keys, strict=False):
        row.pk = key
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _selection(model: type[models.Model], where: tuple[tuple[str, bool], ...], order: str) -> tuple[str, list[Any]]:
    """The statement, and by column what turns its value into the field's."""
    meta, quote = model._meta, connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in meta.concrete_fields)
    asked = [f"{quote(meta.get_field(name).column)} {'IS NULL' if null else '= %s'}" for name, null in where]
    by = quote(meta.get_field(order.lstrip("-")).column) + (" DESC" if order.startswith("-") else "")
    cols = [field.get_col(meta.db_table) for field in meta.concrete_fields]
    converters = [[*connection.ops.get_db_converters(col), *col.get_db_converters(connection)] for col in cols]
    told = [(n, each, cols[n]) for n, each in enumerate(converters) if each]
    return f"SELECT {columns} FROM {quote(meta.db_table)} WHERE {' AND '.join(asked)} ORDER BY {by}", told


def find(model: type[R], where: Mapping[str, Any], *, order: str = "id") -> list[R]:
    """The rows whose columns have these values (None: are empty), in the order of a column ("-seq": from the greatest down)."""
    sql, converters = _selection(model, tuple((name, value is None) for name, value in where.items()), order)
    given = [_prepared(model._meta.get_field(name), value) for name, value in where.items() if value is not None]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found = [list(row) for row in cursor.fetchall()]
    names = [field.attname for field in model._meta.concrete_fields]
    for row in found:
        for n, convert, col in converters:
            for each in convert:
                row[n] = each(row[n], col, connection)
    return [model.from_db(connection.alias, names, row) for row in found]


@cache
def _change(
    model: type[models.Model], values: tuple[str, ...], seen: tuple[str, ...]
) -> tuple[str, list[models.Field]]:
    """The statement and the fields of its values: those set, those asked for, the key."""
    meta, quote = model._meta, connection.ops.quote_name
    fields = [*(meta.get_field(name) for name in (*values, *seen)), meta.pk]
    columns = [f"{quote(field.column)} = %s" for field in fields]
    set_to, where = ", ".join(columns[: len(values)]), " AND ".join(columns[len(values) :])
    return f"UPDATE {quote(meta.db_table)} SET {set_to} WHERE {where}", fields


def change(row: models.Model, values: Mapping[str, Any], *, seen: Mapping[str, Any] | None = None) -> bool:
    """Set columns of a stored row, if it still is as ``seen`` (column: value, none of them None); the object has them then.

    False if the row is not so any more: somebody else was first.
    """
    seen = seen or {}
    sql, fields = _change(type(row), tuple(values), tuple(seen))
    given = zip(fields, (*values.values(), *seen.values(), row.pk), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(sql, [_prepared(field, value) for field, value in given])
        if not cursor.rowcount:
            return False
    for name, value in values.items():
        setattr(row, name, value)
    return True


def insert_all(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model; they have their keys then. Raises IntegrityError."""
    upto = len(rows) - len(rows) % AT_ONCE
    for start in range(0, upto, AT_ONCE):
        _insert(rows[start : start + AT_ONCE])
    for row in rows[upto:]:
        insert(row)
