"""What a kind adds to the kernel's acts on its records. Its drawer's module ``course`` may define any of these, called inside the act:

- ``may_publish(record, content, at)``: raises Unready if what its law asks for before publication is missing
- ``still_needs(content, record) -> sentences``: what a draft of this content will yet need before it is published, beyond what its gates ask;
  ``record`` is None while it is not entered
- ``submitted(record, at) -> rows``: what a draft that is handed to the unit's review brings with it; ``given_up(record, at) -> rows``: what
  ends when a draft is discarded
- ``published(record, content, *, first, by, at) -> rows``: what a publication, or (``first`` False) a correction, brings with it
- ``afterwards(record, *, first, by, at)``: what that publication brings to other records, each with a fact of its own
- ``withdrawn(record, at) -> rows``: what ends when it is withdrawn
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from types import ModuleType
from typing import Any

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records.models import Record
from gongkai.pure import declare


class Unready(StepRefused):
    """What has to be there before a record of its kind is published is missing."""


@cache
def _course(kind: str) -> ModuleType | None:
    return next(drawer.module("course") for drawer in declare.kinds() if drawer.code == kind)


def may_publish(record: Record, content: dict[str, Any], at: datetime) -> None:
    if check := getattr(_course(record.kind), "may_publish", None):
        check(record, content, at)


def still_needs(kind: str, content: dict[str, Any], record: Record | None = None) -> list[str]:
    ask = getattr(_course(kind), "still_needs", None)
    return ask(content, record) if ask else []


def submitted(record: Record, at: datetime) -> Iterable[Ledgered]:
    follow = getattr(_course(record.kind), "submitted", None)
    return follow(record, at) if follow else ()


def given_up(record: Record, at: datetime) -> Iterable[Ledgered]:
    follow = getattr(_course(record.kind), "given_up", None)
    return follow(record, at) if follow else ()


def published(record: Record, content: dict[str, Any], *, first: bool, by: Actor, at: datetime) -> Iterable[Ledgered]:
    follow = getattr(_course(record.kind), "published", None)
    return follow(record, content, first=first, by=by, at=at) if follow else ()


def afterwards(record: Record, *, first: bool, by: Actor, at: datetime) -> None:
    if follow := getattr(_course(record.kind), "afterwards", None):
        follow(record, first=first, by=by, at=at)


def withdrawn(record: Record, at: datetime) -> Iterable[Ledgered]:
    follow = getattr(_course(record.kind), "withdrawn", None)
    return follow(record, at) if follow else ()
