"""Facts for the ledger's own tests."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.facts import FactBase, fact


@fact("test.said", "{words}")
@dataclass(frozen=True)
class Said(FactBase):
    words: str


@fact("test.declared", "{words}", public=True)
@dataclass(frozen=True)
class Declared(FactBase):
    words: str


@fact("test.dated", "{words}", public=True)
@dataclass(frozen=True)
class Dated(FactBase):
    words: str


def do(*words: str, at: datetime, ref: str = "test:1", public: bool = False, dated: bool = False) -> None:
    """One act with one fact for each word."""
    kind = Dated if dated else Declared if public else Said
    with act():
        for word in words:
            record(kind(word), ref=ref, by="tester", at=at)


def drop_trigger(table: str, event: str) -> None:
    """What somebody does who owns the database: take an append-only table's guard away ("update", "delete")."""
    name, where = f"{table}_no_{event}", f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{where}")
