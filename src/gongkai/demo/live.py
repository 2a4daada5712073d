"""Lives a past of the fictional county up to today: every record and every application is a story, told in the order of time.

A story is a generator: it yields the instant at which it goes on. Where today cuts a story, work is waiting on somebody's
list. The same seed, days and scale give the same facts, references, days and figures.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random
from zoneinfo import ZoneInfo

from gongkai.demo import county
from gongkai.demo.content import Composer, holders
from gongkai.demo.content.context import is_workday, workday_after
from gongkai.doors.cli.worker import tick
from gongkai.ground.ledger.acts import NoFact, act
from gongkai.ground.units.scope import Actor

SHANGHAI = ZoneInfo("Asia/Shanghai")
BATCH = 400
"""Acts to a transaction."""


@dataclass(frozen=True)
class Counting:
    """An instant at which a story counts: all that happened before is in the ledger then. Facts are numbered when their act ends."""

    at: datetime


Story = Iterator[datetime | Counting]


class Life:
    """The days from ``first`` up to, but without, ``today``; all that happens in them, and a common composer of texts."""

    def __init__(self, *, seed: int, first: date, today: date, scale: float = 1.0) -> None:
        self.seed, self.first, self.today, self.scale = seed, first, today, scale
        self.end = instant(today, 0, 0)
        self.days = [day for day in _days(first, today) if is_workday(day)]
        self.composer = Composer(seed)
        self.query_codes: dict[str, str] = {}
        """The codes that applicants through the web were given, by reference."""
        self.numbers: Counter[str] = Counter()
        """The last number of each series that somebody outside the county gives."""
        self._waiting: list[tuple[datetime, int, Story]] = []
        self._counting: set[int] = set()
        self._begun = 0

    def rng(self, what: str) -> Random:
        """Chance of its own for each story: what one draws does not depend on the others."""
        return Random(f"{self.seed} {what}")

    def begin(self, story: Story) -> None:
        """Let a story wait for its first instant."""
        self._await(story, self._begun)
        self._begun += 1

    def _await(self, story: Story, order: int, since: datetime | None = None) -> None:
        told = next(story, None)
        if told is None:
            return
        at = told.at if isinstance(told, Counting) else told
        if isinstance(told, Counting):
            self._counting.add(order)
        if since and at < since:
            raise ValueError(f"a story goes back in time, from {since} to {at}")
        heappush(self._waiting, (at, order, story))

    def live(self, show: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Tell all stories up to the end. ``show`` is told how many days of how many are lived."""
        total = (self.today - self.first).days
        self.begin(_ticking(self))
        while self._due():
            # A stretch of days on which nothing happened is no act.
            with suppress(NoFact), act():
                for n in range(BATCH):
                    if not self._due() or (n and self._waiting[0][1] in self._counting):
                        break
                    at, order, story = heappop(self._waiting)
                    self._counting.discard(order)
                    self._await(story, order, since=at)
            show((at.date() - self.first).days, total)
        show(total, total)

    def _due(self) -> bool:
        return bool(self._waiting) and self._waiting[0][0] < self.end


def _days(first: date, end: date) -> Iterator[date]:
    day = first
    while day < end:
        yield day
        day += timedelta(1)


def _ticking(life: Life) -> Story:
    for day in _days(life.first, life.today):
        at = instant(day, 0, 5)
        yield at
        tick(at)


def instant(on: date, hour: int, minute: int, second: int = 0) -> datetime:
    """A moment of a day in the county."""
    return datetime.combine(on, time(hour, minute, second), SHANGHAI)


def at_work(on: date, rng: Random) -> datetime:
    """Some moment of a day's office hours."""
    minute = rng.choice((rng.randrange(8 * 60 + 35, 11 * 60 + 50), rng.randrange(14 * 60 + 35, 17 * 60)))
    return instant(on, minute // 60, minute % 60, rng.randrange(60))


def after(at: datetime, days: int, rng: Random) -> datetime:
    """So many working days later, in office hours; with 0 days the same day if there is time left."""
    if days == 0:
        then = at + timedelta(minutes=rng.randint(12, 140))
        if then.date() == at.date() and then.hour < 18 and is_workday(then.date()):
            return then
        days = 1
    return at_work(forward(at.date(), days), rng)


def forward(day: date, days: int) -> date:
    """The day so many working days later; beyond the announced years as the clock expects."""
    for _ in range(days):
        day = workday_after(day + timedelta(1), 0)
    return day


def back(day: date, days: int) -> date:
    """The working day from which ``forward`` comes to ``day``, or the first working day after it if that is none."""
    for _ in range(days):
        day -= timedelta(1)
        while not is_workday(day):
            day -= timedelta(1)
    return day


def now_and_then(life: Life, rng: Random, every: int, happens: Callable[[datetime, bool], Story]) -> Story:
    """Each so many working days, answered (True); and once more on the last working day before today, which waits for its answer still."""
    day, last = forward(life.first, every), back(life.today, 1)
    while day < last:
        yield from happens(at_work(day, rng), True)
        day = forward(day, every)
    yield from happens(at_work(last, rng), False)


def somebody(rng: Random, role: str, unit: str, *others: str) -> Actor:
    """Who holds a role for a unit, its first holder most often, and is none of ``others``."""
    found = [person.username for person in holders(role, unit) if person.username not in others]
    return county.actor(found[0] if rng.random() < 0.7 else rng.choice(found))
