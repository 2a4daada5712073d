"""Clock events: append-only, what happened to a clock and on which local day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EventKind(StrEnum):
    START = "start"
    RESTART = "restart"
    PAUSE = "pause"
    RESUME = "resume"
    RENEW = "renew"
    EXTEND = "extend"
    DELAY = "delay"
    CORRECT = "correct"
    STOP = "stop"


FEE = "通知缴纳信息处理费"
"""The ground of a pause that ends with a payment."""


@dataclass(frozen=True)
class Event:
    """One event of one clock.

    on: START receipt (day zero), RESTART receipt of the corrected application, PAUSE dispatch, RESUME answer, RENEW
    payment in full, EXTEND and DELAY the day they were granted, CORRECT the right receipt day, STOP the day the reply was
    sent. days: EXTEND and DELAY only. key: pairs a PAUSE with what ends it, RESUME or RENEW. ground, article: Chinese,
    quoted in the explanation; of a RESUME ground says how the pause ended where nobody answered: 期满没有答复.
    """

    kind: EventKind
    on: date
    days: int | None = None
    key: str = ""
    ground: str = ""
    article: str = ""


class IllegalEvent(ValueError):
    """The rule refuses an event. str() says why in English, `message_zh` in Chinese."""

    def __init__(self, message: str, message_zh: str):
        super().__init__(message)
        self.message_zh = message_zh


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(text: str) -> date:
    """YYYY-MM-DD and nothing else (`fromisoformat` also takes week dates). ValueError names the text."""
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError(f"{text!r} is not a day of the form YYYY-MM-DD.")


def parse_event(text: str, key: str | None = None) -> list[Event]:
    """The events that a command-line value stands for.

    `pause:DISPATCHED:[ANSWERED]` (nothing after the second colon: still open), `fee:DISPATCHED:[PAID]` likewise,
    `restart:DATE`, `extend:DATE:DAYS`, `delay:DATE:DAYS`. `key` pairs a pause with its answer; by default the text itself.
    ValueError says what is wrong.
    """
    match text.split(":"):
        case ["pause", dispatched, answered]:
            return _pause(
                parse_day(dispatched), parse_day(answered) if answered else None, text if key is None else key
            )
        case ["fee", dispatched, paid]:
            return _fee(parse_day(dispatched), parse_day(paid) if paid else None, text if key is None else key)
        case ["restart", day]:
            return [Event(EventKind.RESTART, parse_day(day))]
        case [("extend" | "delay") as kind, day, days]:
            if not re.fullmatch(r"-?\d{1,4}", days, re.ASCII):
                raise ValueError(f"{days!r} in {text!r} is not a number of days.")
            return [Event(EventKind(kind), parse_day(day), int(days))]
    raise ValueError(
        f"{text!r} is not an event: use pause:DISPATCHED:[ANSWERED], fee:DISPATCHED:[PAID], restart:DATE, extend:DATE:DAYS "
        "or delay:DATE:DAYS."
    )


def _fee(dispatched: date, paid: date | None, key: str) -> list[Event]:
    notice = Event(EventKind.PAUSE, dispatched, key=key, ground=FEE)
    if paid is None:
        return [notice]
    if paid < dispatched:
        raise ValueError(f"The fee is paid on {paid}, before it is asked for on {dispatched}.")
    return [notice, Event(EventKind.RENEW, paid, key=key)]


def _pause(dispatched: date, answered: date | None, key: str) -> list[Event]:
    if answered is None:
        return [Event(EventKind.PAUSE, dispatched, key=key)]
    if answered < dispatched:
        raise ValueError(f"The pause is answered on {answered}, before it is dispatched on {dispatched}.")
    return [Event(EventKind.PAUSE, dispatched, key=key), Event(EventKind.RESUME, answered, key=key)]
