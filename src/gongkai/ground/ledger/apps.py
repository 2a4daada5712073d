"""The ledger's triggers come back after every migration: rebuilding a table on SQLite drops them without a word."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "gongkai.ground.ledger"

    def ready(self) -> None:
        post_migrate.connect(_install, sender=self)


def _install(using: str, **_: Any) -> None:
    from gongkai.ground.ledger.triggers import install

    install(using)
