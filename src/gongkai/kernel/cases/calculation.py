"""The calculation sheet of a term: rule, events, each day with why it counts or not, and the ledger's entries; a paper for a court's file."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from gongkai.ground import documents
from gongkai.ground.documents.typesetting import typeset
from gongkai.ground.rules import queries as rules
from gongkai.ground.ui.words import zh_date
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow import clocks
from gongkai.pure import declare
from gongkai.pure.clock import EventKind, Line, read, sentence

TEMPLATE = Path(documents.__file__).parent / "templates" / "calculation.typ"
ANSWER = "answer"
NOTE = "本单由系统按上列规则、国务院办公厅公布的放假安排和台账里的记载算出，逐日列明；同样的记载算出同样的结果。台账号自0起。"
_DAYS = ("counted", "off", "paused")
_RESULTS = ("due", "bound", "provisional", "open", "stop")


def calculation(case: Case, today: date) -> bytes | None:
    """The sheet as PDF; None while no day of receipt is confirmed. It names nobody. Raises NotRendered."""
    clock = clocks.clock_of(case.ref, ANSWER)
    return typeset(TEMPLATE, _values(case, clock, today)) if clock else None


def _values(case: Case, clock: clocks.Clock, today: date) -> dict[str, Any]:
    rule, calendar = rules.clock_rule(clock.rule), rules.calendar()
    of_clocks = [f"flow.clockevent/{each.ledger_key()}#" for each in (clock, *_waited_for(case, clock))]
    reading = read(clocks.events_of(clock), rule, calendar, today, explain=True)
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
            ["期限", f"{reading.term_days}{rule.term.counting.unit_zh}（{rule.term.authority}）"],
            ["现在的状态", f"{procedure.states[case.state].label}；{sentence(reading, rule)}"],
        ],
        "grounds": [line.text for line in reading.lines if line.kind not in (*_DAYS, *_RESULTS)],
        "days": [_day(line) for line in reading.lines if line.kind in _DAYS],
        "results": [line.text for line in reading.lines if line.kind in _RESULTS],
        "entries": [
            [str(idx), f"{localtime(fact.at):%Y-%m-%d %H:%M}", said]
            for idx, fact, said in reversed(ledger_of(case.ref))
            if any(row.startswith(tuple(of_clocks)) for row in json.loads(bytes(fact.body))["rows"])
        ],
        "note": NOTE,
        "unit_name": case.unit.name,
        "made_on": zh_date(today),
    }


def _waited_for(case: Case, clock: clocks.Clock) -> list[clocks.Clock]:
    """The terms of those for whom this clock rests: their beginning, when a letter came, says how long it does."""
    events = clocks.events_of(clock)
    ended = {event.key: event.on for event in events if event.kind in (EventKind.RESUME, EventKind.RENEW)}
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
