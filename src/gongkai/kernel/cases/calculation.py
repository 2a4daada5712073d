"""The calculation sheet of a term: rule, events, each day with why it counts or not, and the ledger's entries; a paper for a court's file."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from gongkai.ground import documents
from gongkai.ground.documents.typesetting import typeset
from gongkai.ground.rules import queries as rules
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.queries import names_of
from gongkai.kernel.cases.former import FormerTerm, former_terms, reason_of
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow import clocks
from gongkai.pure import declare
from gongkai.pure.clock import (
    Calendar,
    ClockRule,
    Event,
    EventKind,
    IllegalEvent,
    Line,
    Reading,
    day_zh,
    read,
    sentence,
    whole_term,
)

TEMPLATE = Path(documents.__file__).parent / "templates" / "calculation.typ"
ANSWER = "answer"
NOTE = "本单由系统按上列规则、国务院办公厅公布的放假安排和台账里的记载算出，逐日列明；同样的记载算出同样的结果。台账号自0起。"
_DAYS = ("counted", "off", "paused")
_RESULTS = ("due", "bound", "provisional", "open", "stop")


def calculation(case: Case, today: date) -> bytes | None:
    """The sheet as PDF; None while no day of receipt is confirmed. It names nobody but who acted for the office. Raises NotRendered."""
    clock = clocks.clock_of(case.ref, ANSWER)
    return typeset(TEMPLATE, _values(case, clock, today)) if clock else None


def _values(case: Case, clock: clocks.Clock, today: date) -> dict[str, Any]:
    rule, calendar = rules.clock_rule(clock.rule), rules.calendar()
    of_clocks = [f"flow.clockevent/{each.ledger_key()}#" for each in (clock, *_waited_for(case, clock))]
    events = clocks.events_of(clock)
    reading = read(events, rule, calendar, today, explain=True)
    entries = ledger_of(case.ref)
    moving = [
        each
        for each in reversed(entries)
        if any(row.startswith(tuple(of_clocks)) for row in json.loads(bytes(each[1].body))["rows"])
    ]
    names = names_of({fact.actor for _, fact, _ in moving})
    procedure = declare.procedure(case.procedure)
    return {
        "title": "办理期限计算单",
        "reference": f"{procedure.name}　{case.reference}",
        "unit": rule.term.counting.unit_zh,
        "facts": [
            ["编号", case.reference],
            ["事项", procedure.name],
            ["承办单位", case.unit.name],
            ["收到日期", zh_date(reading.received_on)],
            ["期限", whole_term(events, rule, calendar)],
            ["现在的状态", f"{procedure.states[case.state].label}；{sentence(reading, rule)}"],
        ],
        "grounds": [
            *(line.text for line in reading.lines if line.kind not in (*_DAYS, *_RESULTS)),
            *(_corrected(case, each) for each in former_terms(case, clock, entries)),
        ],
        "days": [
            *_before_anew(events, reading, rule, calendar),
            *(_day(line) for line in reading.lines if line.kind in _DAYS),
        ],
        "results": [line.text for line in reading.lines if line.kind in _RESULTS],
        "entries": [
            [str(idx), f"{localtime(fact.at):%Y-%m-%d %H:%M}", said, names.get(fact.actor, fact.actor)]
            for idx, fact, said in moving
        ],
        "note": NOTE,
        "unit_name": case.unit.name,
        "made_on": zh_date(today),
    }


def _corrected(case: Case, term: FormerTerm) -> str:
    """How the term stood before its first day was corrected, and why it was."""
    due = f"到期日{zh_date(term.last_on)}" if term.last_on else "当时暂停，没有到期日"
    why = reason_of(case, term).rstrip("。")
    said = f"；理由：{why}" if why else ""
    return f"{zh_date(term.corrected_on)}：收到日期由{zh_date(term.received_on)}更正为{zh_date(term.corrected_to)}，更正以前{due}{said}。"


def _before_anew(
    events: Sequence[Event], reading: Reading, rule: ClockRule, calendar: Calendar
) -> list[list[str | bool]]:
    """The days that ran before the term began anew, as they were counted then, and what it began anew with: a court sees that what had to be
    done within them was."""
    rows: list[list[str | bool]] = []
    for place, event in enumerate(events):
        if event.kind not in _ANEW:
            continue
        try:
            earlier = read(
                [*events[:place], Event(EventKind.CORRECT, reading.received_on)], rule, calendar, event.on, explain=True
            )
        except IllegalEvent:
            continue
        rows += [_day(line) for line in earlier.lines if line.kind in _DAYS and line.on <= event.on]
        rows.append([day_zh(event.on), "", f"{_ANEW[event.kind]}，以前的不再算，从次日起重新数", True])
    return rows


_ANEW = {EventKind.RESTART: "收到补正", EventKind.RENEW: "缴清信息处理费"}


def _waited_for(case: Case, clock: clocks.Clock) -> list[clocks.Clock]:
    """The terms of those for whom this clock rests: their beginning, when a letter came, says how long it does."""
    events = clocks.events_of(clock)
    ended = {event.key: event.on for event in events if event.kind in (EventKind.RESUME, EventKind.RENEW)}
    if any(event.kind is EventKind.RESTART for event in events):
        # What ran beside: the days within which a correction is asked for (条例第30条).
        return [each for each in clocks.clocks_of(case.ref) if each.pk != clock.pk]
    rests = [(event.on, ended.get(event.key)) for event in events if event.kind is EventKind.PAUSE]
    others = [each for each in clocks.clocks_of(case.ref) if each.pk != clock.pk]
    return [
        o
        for o in others
        if any(since <= o.started_on and (until is None or o.started_on <= until) for since, until in rests)
    ]


def _day(line: Line) -> list[str | bool]:
    """Date, number, why; and whether it is a day that does not count."""
    day, _, why = line.text.partition("：")
    return [day, str(line.counted or ""), why, line.counted is None]
