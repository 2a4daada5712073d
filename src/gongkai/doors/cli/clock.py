"""`gongkai clock`: the due day of an application and how it was counted, from dates alone."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongkai.doors.cli.arrangement import arrangement
from gongkai.pure.clock import (
    RULES,
    Calendar,
    ClockRule,
    Event,
    EventKind,
    Reading,
    UnknownYear,
    parse_day,
    parse_event,
    read,
    sentence,
)

RULE_CODES = ("foi-2008", "foi-2019")
BAD_USAGE = 2


def add_parser(subparsers: argparse._SubParsersAction) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(
        "clock",
        help="compute and explain a due day",
        description="Compute the due day of an application for information and explain it in Chinese, day by day. It looks into no "
        "home: years that were announced since this release are given with --calendar.",
    )
    parser.add_argument("--received", required=True, metavar="DATE", help="day of receipt, YYYY-MM-DD; it is day zero")
    parser.add_argument("--rule", required=True, choices=RULE_CODES, help="version of the Regulation; must fit DATE")
    parser.add_argument(
        "--event",
        action="append",
        default=[],
        metavar="EVENT",
        help="pause:DISPATCHED:[ANSWERED], fee:DISPATCHED:[PAID], restart:DATE, extend:DATE:DAYS or delay:DATE:DAYS; may be repeated, taken in "
        "order of day",
    )
    parser.add_argument(
        "--calendar",
        action="append",
        default=[],
        metavar="FILE",
        help="a year of holidays, the file that `gongkai calendar` loads; may be repeated",
    )
    parser.add_argument("--today", metavar="DATE", help="day of the reading (default: today in Asia/Shanghai)")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Print the reading; 0, or 2 with one sentence on stderr for what cannot be read or what the rule refuses."""
    rule = RULES[args.rule]
    try:
        today = parse_day(args.today) if args.today else datetime.now(ZoneInfo("Asia/Shanghai")).date()
        events = _events(parse_day(args.received), args.event)
        calendar = Calendar.national()
        for file in args.calendar:
            calendar = arrangement(file).over(calendar)
        reading = read(events, rule, calendar, today, explain=True)
    except (ValueError, UnknownYear) as error:
        print(f"gongkai clock: {error}", file=sys.stderr)
        return BAD_USAGE
    begun = today >= reading.received_on
    print(_json(reading, begun) if args.format == "json" else _text(reading, rule, begun))
    return 0


def _events(received_on: date, texts: list[str]) -> list[Event]:
    """The start and the given events in order of their days: on a command line the order of words means nothing.

    On one day a restart comes first: it is only ever the first event.
    """
    given = [event for number, text in enumerate(sorted(texts)) for event in parse_event(text, key=str(number))]
    in_order = sorted(given, key=lambda event: (event.on, event.kind is not EventKind.RESTART))
    return [Event(EventKind.START, received_on), *in_order]


NOT_BEGUN = "还没有开始：读数的那天还没有收到，收到的第二天才起算"


def _json(reading: Reading, begun: bool) -> str:
    values = {
        "due_on": _iso(reading.due_on),
        "provisional": _iso(reading.provisional),
        "bound": _iso(reading.bound),
        "used": reading.used,
        "left": reading.left,
        "light": reading.light.value,
        "lines": [*(line.text for line in reading.lines), *([] if begun else [NOT_BEGUN])],
    }
    return json.dumps(values, ensure_ascii=False, indent=2)


def _text(reading: Reading, rule: ClockRule, begun: bool) -> str:
    last = f"{reading.light.zh}：{sentence(reading, rule)}" if begun else NOT_BEGUN
    return "\n".join([*(line.text for line in reading.lines), last])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
