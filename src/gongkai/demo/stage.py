"""Plays a plan of dated events through the real actions, many to a transaction, with a progress bar, resumable."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gongkai.ground.ledger.acts import act
from gongkai.kernel.flow.models import Cursor

BATCH = 400


@dataclass(order=True, frozen=True)
class Event:
    """Something that happens at an instant: which step of which subject. ``order`` breaks ties, so a plan has one order."""

    at: datetime
    order: int
    subject: int = field(compare=False)
    step: str = field(compare=False)


class Progress:
    """A bar on standard error, drawn a few times a second if that is a terminal, else a line a tenth."""

    def __init__(self, total: int, what: str) -> None:
        self.total, self.what, self.begun, self.drawn, self.tenth = max(total, 1), what, time.monotonic(), 0.0, -1
        self.live = sys.stderr.isatty()

    def show(self, done: int) -> None:
        now, share = time.monotonic(), done / self.total
        if self.live and (now - self.drawn > 0.15 or done >= self.total):
            self.drawn = now
            filled = int(share * 30)
            line = (
                f"\r{self.what} [{'█' * filled}{'·' * (30 - filled)}] {done:,}/{self.total:,} {now - self.begun:4.0f} s"
            )
            print(line, end="\n" if done >= self.total else "", file=sys.stderr, flush=True)
        elif not self.live and int(share * 10) > self.tenth:
            self.tenth = int(share * 10)
            print(f"{self.what}: {share:.0%}", file=sys.stderr, flush=True)


def place(name: str) -> int:
    """How many events of a plan have been played and committed."""
    return Cursor.objects.filter(name=name).values_list("next_idx", flat=True).first() or 0


def play(
    name: str, plan: Sequence[Event], perform: Callable[[Event], None], *, skip: Callable[[Event], None], what: str
) -> int:
    """Play a plan from where it stopped; its place moves in the transaction of the acts. Returns how many events were played now.

    ``skip`` is told each event that was played before, so that it can draw what it would have drawn. Killed at any moment, the
    same call goes on: what was not committed is played again and gives the same names, references, days and figures.
    """
    done = place(name)
    progress = Progress(len(plan), what)
    for event in plan[:done]:
        skip(event)
    progress.show(done)
    for start in range(done, len(plan), BATCH):
        chunk = plan[start : start + BATCH]
        with act():
            for event in chunk:
                perform(event)
            Cursor.objects.update_or_create(name=name, defaults={"next_idx": start + len(chunk)})
        progress.show(start + len(chunk))
    return len(plan) - done
