"""Short ways to write clock events in tests; days are ISO texts."""

from datetime import date

from gongkai.pure.clock import FOI_2019, Calendar, Event, EventKind, Reading, read

D = date.fromisoformat
NATIONAL = Calendar.national()


def start(day: str) -> Event:
    return Event(EventKind.START, D(day))


def restart(day: str) -> Event:
    return Event(EventKind.RESTART, D(day))


def pause(dispatched: str, answered: str = "", key: str = "") -> list[Event]:
    sent = Event(EventKind.PAUSE, D(dispatched), key=key)
    return [sent, Event(EventKind.RESUME, D(answered), key=key)] if answered else [sent]


def resume(day: str, key: str = "") -> Event:
    return Event(EventKind.RESUME, D(day), key=key)


def extend(day: str, days: int) -> Event:
    return Event(EventKind.EXTEND, D(day), days=days)


def correct(day: str) -> Event:
    return Event(EventKind.CORRECT, D(day))


def stop(day: str) -> Event:
    return Event(EventKind.STOP, D(day))


def reading(*events: Event, today: str = "2025-01-01", rule=FOI_2019, calendar=NATIONAL, explain=False) -> Reading:
    return read(events, rule, calendar, D(today), explain=explain)
