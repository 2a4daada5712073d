"""Checklists at the gates: which hold for a record, and what a reviewer answered. An answer of no needs a reason. At a question that stops it
lets nothing pass; at others that is the reviewer's to judge, and stands in the record's history with their name.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, later
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import facts, queries
from gongkai.kernel.records.models import Checked, LoadedChecklist, Record
from gongkai.pure.law.checklist_file import ANSWERS, NO, NOT_APPLICABLE, YES, Checklist

Answers = Mapping[tuple[str, int], tuple[str, str]]
"""By (key of the list, number of the item from 0): the answer, and why it is no."""
LEAST = 2


class ChecklistRefused(ValueError):
    """A checklist that cannot be loaded or ended; the message says in English why."""


@acting
def load_checklist(*, checklist: Checklist, by: str, at: datetime) -> LoadedChecklist:
    """Put a version of a checklist in force, at once; reviews that were made keep theirs. Raises ChecklistRefused."""
    known = queries.latest_checklist(checklist.key)
    if known and checklist.order <= known.checklist.order:
        raise ChecklistRefused(
            f"version {known.version} of {checklist.key} was loaded; give this file a higher version"
        )
    if known and known.gate != checklist.gate:
        raise ChecklistRefused(f"{checklist.key} is a list of the gate {known.gate}; give this one another key")
    made = LoadedChecklist.objects.create(
        key=checklist.key, version=checklist.version, name=checklist.name, basis=checklist.basis, gate=checklist.gate,
        kinds=",".join(checklist.kinds), sections=",".join(checklist.sections), items=json.dumps(checklist.asked, ensure_ascii=False),
        loaded_on=localdate(at),
    )  # fmt: skip
    told = facts.ChecklistLoaded(made.key, made.name, made.version, len(checklist.items))
    record_fact(told, ref=f"checklist:{made.key}", by=by, at=at, rows=[made])
    queries.forget()
    return made


@acting
def end_checklist(*, loaded: LoadedChecklist, by: str, at: datetime) -> LoadedChecklist:
    """Ask it no more. Raises ChecklistRefused."""
    if loaded.ended_on:
        raise ChecklistRefused(f"{loaded.key} has ended already")
    loaded.ended_on = localdate(at)
    loaded.save(update_fields=["ended_on"])
    record_fact(
        facts.ChecklistEnded(loaded.key, loaded.name), ref=f"checklist:{loaded.key}", by=by, at=at, rows=[loaded]
    )
    queries.forget()
    return loaded


def asked_at(record: Record, gate: str) -> list[Checklist]:
    """The checklists of a gate that hold for a record, by key."""
    found = [row.checklist for row in queries.checklists() if row.gate == gate]
    if any(each.sections for each in found):
        above = set(queries.section_and_above(record.section_id))
        found = [each for each in found if not each.sections or above & set(each.sections)]
    return [each for each in found if not each.kinds or record.kind in each.kinds]


def answer(record: Record, gate: str, answers: Answers | None, *, by: Actor, at: datetime) -> list[Checked]:
    """Keep what was answered, inside the open act; the rows, for its fact. Raises StepRefused for what was not."""
    rows = []
    for asked in asked_at(record, gate):
        said = [_one(asked, n, text, answers or {}) for n, text in enumerate(asked.items)]
        checked = Checked(
            record=record, seq=record.revision, gate=gate, checklist=asked.key, version=asked.version, name=asked.name,
            answers=json.dumps(said, ensure_ascii=False), by=by.name, on=localdate(at),
        )  # fmt: skip
        rows.append(later(checked))
    return rows


def _one(asked: Checklist, n: int, text: str, answers: Answers) -> list[str]:
    said, why = answers.get((asked.key, n), ("", ""))
    if said not in ANSWERS:
        raise StepRefused(f"{asked.name}第{n + 1}项还没有回答：{text}", field_of(asked, n))
    if said == NO and len(why.strip()) < LEAST:
        raise StepRefused(f"{asked.name}第{n + 1}项答了“否”，请写明为什么", f"{field_of(asked, n)}-why")
    if said == NO and asked.is_stopping(n):
        raise StepRefused(stopped(asked, n), field_of(asked, n))
    return [text, said, why.strip() if said == NO else ""]


def stopped(asked: Checklist, n: int) -> str:
    """Why a record does not pass a gate at which this question was answered with no."""
    return f"第{n + 1}项答了“否”，不能通过，请退回去改：{asked.items[n]}"


def field_of(asked: Checklist, n: int) -> str:
    """The name of an item's field on a form. The version is part of it: answers to another version are answers to other questions."""
    return f"check-{asked.key}-{asked.version}-{n}"


def told(record: Record) -> dict[int, str]:
    """By the number of its step: what was answered at a review, in a sentence or two."""
    found: dict[int, list[str]] = {}
    for row in queries.checked(record):
        counts = {answer: sum(said == answer for _, said, _ in row.said) for answer in (YES, NO, NOT_APPLICABLE)}
        count = "，".join(f"{n}项{ANSWERS[answer]}" for answer, n in counts.items() if n)
        no = "".join(f"\n否：{text}。{why}" for text, said, why in row.said if said == NO)
        found.setdefault(row.seq, []).append(f"{row.name}：{count}。{no}")
    return {seq: "\n".join(lines) for seq, lines in found.items()}
