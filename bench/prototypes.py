"""The few hundred subjects that a seed multiplies: lived through the real actions, so that they leave what real ones leave."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any

from django.db import connection

from bench.size import Size
from gongkai.demo import county
from gongkai.demo.replay.part import SHANGHAI
from gongkai.demo.replay.scenario import Group, Scenario
from gongkai.demo.replay.year import FIRST_CASE, Year
from gongkai.doors.cli.setup import prepare_database
from gongkai.doors.cli.worker import tick
from gongkai.ground.ledger.facts import fact_types
from gongkai.ground.parties.vault import decrypt
from gongkai.kernel.cases.models import Case
from gongkai.kernel.records.models import Record
from gongkai.pure.law.applicants import NATURAL, ORGANISATIONS
from gongkai.pure.law.outcomes import FOI_2019, codes_by

YEARS = range(2021, 2026)
YEAR = YEARS[-1]
TODAY = date(YEAR, 12, 31)
"""The day it is while a bench runs: the last that was lived."""

_ANSWERED = frozenset(("propose", "answer"))
_ONE_OF_RECORD, _ONE_OF_CASE = (
    {
        "records_record": "id = %(key)s",
        "records_version": "record_id = %(key)s",
        "records_outlet": "record_id = %(key)s",
        "record_sheet": "ref = %(key)s",
        "outlet_sheet": "record = %(key)s",
    },
    {
        "cases_case": "reference = %(key)s",
        "parties_subjectkey": "ref = %(ref)s",
        "parties_sealed": "ref = %(ref)s",
        "foi_application": "case_id = %(id)s",
        "foi_proposal": "case_id = %(id)s",
        "documents_notice": "ref = %(ref)s",
        "flow_clock": "ref = %(ref)s",
        "flow_clockevent": "clock_id IN (SELECT id FROM flow_clock WHERE ref = %(ref)s)",
        "oversight_alert": "ref = %(ref)s",
        "case_sheet": "ref = %(key)s",
        "matter_sheet": "ref LIKE 'alert/' || %(ref)s || '/%%'",
    },
)
_ONE_OF_BOTH = {
    "flow_steptaken": "ref = %(ref)s",
    "flow_duty": "ref = %(ref)s",
    "step_sheet": "ref LIKE %(ref)s || '#%%'",
}

Row = dict[str, Any]


def live(size: Size) -> None:
    """Found the county in an empty database and live some years of prototypes.

    One case in twenty, of those received last, stays open; one record in a hundred, of those drafted last, waits to be signed.
    What the days since have brought is done too: documents that came into force or expired.
    """
    prepare_database()
    county.found(at=datetime.combine(date(YEARS[0] - 1, 12, 1), time(9), SHANGHAI), demo=True)
    for number in YEARS:
        year = Year(_scenario(size, number))
        if number == YEAR:
            _leave_unfinished(year, max(1, size.case_prototypes // 20), max(1, size.record_prototypes // 100))
        year.play()
    while tick(datetime.combine(TODAY, time(8), SHANGHAI)):
        pass


def _leave_unfinished(year: Year, cases: int, records: int) -> None:
    received = [event.subject for event in year.events if event.step == "receive"]
    drafted = [event.subject for event in year.events if event.step == "draft"]
    unfinished = {*received[-cases:], *drafted[-records:]}
    year.events = [
        event
        for event in year.events
        if event.subject not in unfinished
        or event.step not in (_ANSWERED if event.subject >= FIRST_CASE else ("publish",))
    ]


def _scenario(size: Size, year: int) -> Scenario:
    """A year's share: every outcome that an answer can have, every sort of applicant, in time, extended and late."""
    rng, records, cases = Random(year), size.record_prototypes // len(YEARS), size.case_prototypes // len(YEARS)
    outcomes, organisations = codes_by(FOI_2019, "answer"), [each.key for each in ORGANISATIONS]
    groups = tuple(
        Group(
            rng.choice(("web", "web", "web", "counter", "letter")),
            rng.choice((NATURAL.key, NATURAL.key, rng.choice(organisations))),
            rng.choice(outcomes),
            FOI_2019,
            rng.choice(("within",) * 5 + ("extended", "late")),
            1,
        )
        for _ in range(cases)
    )
    return Scenario(
        title="bench", year=year, table="2021-3", seed=year, stated={}, total_stated=records, records=records,
        normative=records // 40, policy=records // 4, channels={"website": records, "wechat": records // 10},
        groups=groups, digest=f"{year:0<64}",
    )  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A fact of a prototype, and which of the prototype's own names stand in its body."""

    name: str
    public: bool
    at: datetime
    stored_at: Any
    actor: str
    body: bytes
    names: tuple[bytes, ...]


@dataclass(frozen=True)
class Prototype:
    """A subject: its rows by table, its facts, the place of each index among them, its sealed values by row number."""

    key: str
    ref: str
    rows: dict[str, list[Row]]
    facts: list[Told]
    places: dict[int, int]
    opened: dict[int, bytes]


def read(model: type[Record] | type[Case], first: int | None = None) -> list[Prototype]:
    """The first subjects in the database, or all, with all that belongs to them."""
    tables = (_ONE_OF_RECORD if model is Record else _ONE_OF_CASE) | _ONE_OF_BOTH
    return [_prototype(subject, tables) for subject in model._default_manager.order_by("pk")[:first]]


def _prototype(subject: Record | Case, tables: dict[str, str]) -> Prototype:
    known = {"key": subject.ledger_key(), "ref": subject.ref, "id": subject.pk}
    rows = {table: _rows(f"SELECT * FROM {table} WHERE {where} ORDER BY 1", known) for table, where in tables.items()}
    facts = _rows("SELECT * FROM ledger_fact WHERE ref = %(ref)s ORDER BY idx", known)
    names = own_names(subject.ledger_key(), rows)
    places = {fact["idx"]: place for place, fact in enumerate(facts)}
    return Prototype(known["key"], subject.ref, rows, [_told(fact, names) for fact in facts], places, _opened(rows))


def _rows(sql: str, known: dict[str, Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, known)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def own_names(key: str, rows: dict[str, list[Row]]) -> list[bytes]:
    """What a copy replaces by its own in the bodies of facts; always in the same order. None of it is escaped in JSON."""
    found = [key]
    found += [row["index_number"] for row in rows.get("records_record", ()) if row["index_number"]]
    found += [row["public_digest"] for row in rows.get("records_version", ()) if row["public_digest"]]
    found += [row["number"] for row in rows.get("documents_notice", ())]
    found += [row["digest"] for row in rows.get("parties_sealed", ())]
    found += [f'"flow.duty/{row["id"]}"' for row in rows["flow_duty"]]
    found += [f'"clock_id":{row["id"]},' for row in rows.get("flow_clock", ())]
    return [name.encode() for name in found]


def _told(row: Row, names: list[bytes]) -> Told:
    body, at = bytes(row["body"]), row["at"]
    instant = at if at.tzinfo else at.replace(tzinfo=UTC)
    there = tuple(name for name in names if name in body)
    return Told(row["name"], fact_types()[row["name"]].PUBLIC, instant, at, row["actor"], body, there)


def _opened(rows: dict[str, list[Row]]) -> dict[int, bytes]:
    if not rows.get("parties_sealed"):
        return {}
    key = bytes(rows["parties_subjectkey"][0]["key"])
    return {
        row["id"]: decrypt(key, bytes(row["ciphertext"]), f"{row['ref']}/{row['name']}")
        for row in rows["parties_sealed"]
    }
