"""Acts per second: single acts, a transaction each, beside the raw statements captured from that very action.

Each round does so many acts on subjects of its own; then, for as many others, the action is tried and rolled back while
its statements are written down, and these are executed raw, with the parameters they had, in a transaction each.
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from bench.prototypes import TODAY
from bench.report import Line
from bench.size import Size
from gongkai.demo import county
from gongkai.demo.content import holders
from gongkai.demo.content import units as content_units
from gongkai.demo.replay.part import SHANGHAI
from gongkai.demo.stage import Progress
from gongkai.ground.home.database import PRAGMAS
from gongkai.ground.ledger.acts import act
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.models import Case
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record, Section
from gongkai.procedures.foi import actions as foi

NOW = datetime.combine(TODAY, time(9), SHANGHAI)
RATIO, PER_SECOND = 0.3, 300

Statement = tuple[str, Any, bool]
Subject = Record | Case
Action = Callable[[Any], object]


def measure(size: Size) -> Iterator[Line]:
    """One line for each action."""
    raw = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=20)
    raw.executescript(PRAGMAS)
    for what, make, action in (
        ("save of a draft", draft, save),
        ("draft handed to review", draft, submit),
        ("application accepted", application, accept),
    ):
        yield _line(what, *_measure(size, what, make, action, raw))
    raw.close()


def _line(what: str, ours: float, theirs: float, ratio: float) -> Line:
    return Line(
        f"Single acts on SQLite: {what}", f"{ours:,.0f} acts/s", f"the same statements raw: {theirs:,.0f}/s",
        ratio, f"ratio ≥ {RATIO:g}, ≥ {PER_SECOND} acts/s", ratio >= RATIO and ours >= PER_SECOND,
    )  # fmt: skip


def _measure(
    size: Size, what: str, make: Callable[[], Subject], action: Action, raw: sqlite3.Connection
) -> tuple[float, float, float]:
    """Medians over the rounds: acts per second, raw transactions per second, and the ratio within a round."""
    progress = Progress(size.rounds, f"Acts: {what}")
    found = []
    for done in range(size.rounds):
        with act():
            acted, tried = ([make() for _ in range(size.acts)] for _ in range(2))
        acted, tried = (_fresh(subjects) for subjects in (acted, tried))
        begun = perf_counter()
        for subject in acted:
            action(subject)
        ours = size.acts / (perf_counter() - begun)
        theirs = size.acts / sum(execute(raw, statements(action, subject)) for subject in tried)
        found.append((ours, theirs, ours / theirs))
        progress.show(done + 1)
    return tuple(median(each) for each in zip(*found, strict=True))


def _fresh(subjects: list[Subject]) -> list[Subject]:
    """As a request finds them: read from the database, and remembering nothing."""
    model = type(subjects[0])
    found = model._default_manager.select_related("unit").in_bulk([subject.pk for subject in subjects])
    return [found[subject.pk] for subject in subjects]


class _TriedEnough(Exception):
    """Rolls an act back."""


def statements(action: Action, subject: Subject) -> list[Statement]:
    """What an action would execute; nothing of it stays."""
    written: list[Statement] = []
    with capturing(written):
        try:
            with transaction.atomic():
                action(subject)
                raise _TriedEnough
        except _TriedEnough:
            pass
    return [(sql.replace("%s", "?"), parameters, many) for sql, parameters, many in written]


@contextmanager
def capturing(into: list[Statement]) -> Iterator[None]:
    """Write down what is executed, but for the frames of transactions."""

    def note(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
        if not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            into.append((sql, parameters or (), many))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield


def execute(raw: sqlite3.Connection, statements: list[Statement]) -> float:
    """Execute the statements in one transaction; the seconds it took."""
    begun = perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    for sql, parameters, many in statements:
        (raw.executemany if many else raw.execute)(sql, parameters).fetchall()
    raw.execute("COMMIT")
    return perf_counter() - begun


def _unit() -> Unit:
    return county.unit_of(content_units()[0].code)


def _holder(role: str) -> Actor:
    return county.actor(holders(role, content_units()[0].code)[0].username)


def _content(revision: str) -> dict[str, Any]:
    paragraph = "各乡镇人民政府，县政府各部门：现将有关事项通知如下，请结合实际认真贯彻执行。"
    return {
        "title": f"关于做好{revision}有关工作的通知",
        "body": f"<p>{revision}</p>" + f"<p>{paragraph}</p>" * 20,
        "formed_on": (TODAY - timedelta(1)).isoformat(),
    }


def draft() -> Record:
    section = Section.objects.exclude(parent_key="").first()
    return records.draft(
        kind="notice", unit=_unit(), section=section, content=_content("起草"), by=_holder("editor"), at=NOW
    )


def save(record: Record) -> None:
    records.save(record=record, content=_content("修改"), by=_holder("editor"), at=NOW)


def submit(record: Record) -> None:
    records.submit(record=record, by=_holder("editor"), at=NOW)


def application() -> Case:
    request = foi.Request(
        party_type="natural",
        party={"name": "李某", "phone": "00000000000", "email": "li@example.org"},
        subject="有关工作的通知",
        wanted="申请公开有关工作的通知全文。",
        form_wanted="electronic",
        delivery="email",
    )
    return foi.submit(unit=_unit(), request=request, at=NOW, form_token=secrets.token_urlsafe(12)).case


def accept(case: Case) -> None:
    foi.accept(case=case, by=_holder("case_officer"), at=NOW)
