"""Many reports on all cores, each in a process that may fail alone: what hangs or crashes it is told, and the rest go on."""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from gongkai.pure.audit import orphan
from gongkai.pure.audit.document import Unreadable

SECONDS = 60
"""What one report may take, if nothing else is said."""
MEMORY = 3 * 1024**3
"""Address space of a process, in bytes: enough for any report, too little to take the machine along."""

Work = Callable[[Any], Any]


def each(
    tasks: Iterable[Any], work: Work, processes: int | None = None, seconds: float = SECONDS
) -> Iterator[tuple[int, Any]]:
    """Pairs (number of the task, what ``work`` made of it) as they are ready; an `Unreadable` where it could not be done.

    work: a function of a module, called in another process; what it raises as `Unreadable` is handed on. When the caller
    stops asking, or is interrupted, all processes end.
    """
    left = deque(enumerate(tasks))
    hands = [_Hand(work) for _ in range(max(1, min(processes or os.cpu_count() or 1, len(left))))]
    try:
        for hand in hands:
            hand.take(left, seconds)
        while busy := [hand for hand in hands if hand.number is not None]:
            patience = max(0.0, min(hand.until for hand in busy) - time.monotonic())
            ready = wait([hand.line for hand in busy], timeout=patience)
            for hand in busy:
                if hand.line in ready or time.monotonic() >= hand.until:
                    number = hand.number
                    yield number, hand.given(hand.line in ready)
                    hand.take(left, seconds)
    finally:
        for hand in hands:
            hand.end()


class _Hand:
    """One process at work, and the line to it."""

    line: Connection
    process: BaseProcess

    def __init__(self, work: Work) -> None:
        self.work, self.number, self.until = work, None, 0.0
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("fork")
        self.line, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(other, self.work, self.line, os.getpid()), daemon=True)
        self.process.start()
        other.close()

    def take(self, left: deque[tuple[int, Any]], seconds: float) -> None:
        self.number = None
        if left:
            self.number, task = left.popleft()
            self.until = time.monotonic() + seconds
            with suppress(BrokenPipeError):  # it has died: `given` says so
                self.line.send(task)

    def given(self, ready: bool) -> Any:
        """What came back; if nothing did, the process is replaced."""
        if ready:
            with suppress(EOFError, ConnectionResetError):
                return self.line.recv()
        self.end()
        self._begin()
        return CRASHED if ready else LATE

    def end(self) -> None:
        stop(self.process.pid)
        self.process.join()
        self.line.close()


CRASHED = Unreadable(
    "crashed",
    "读这份文件的程序中途停了，文件可能损坏或者太大。请另存一份，或者转成txt再试",
    "The reader broke off: the file may be damaged or too large. Save it anew, or as txt",
)
LATE = Unreadable(
    "late",
    "这份文件太久没有审完，到时间就停了。请分成几份，或者转成txt再试",
    "The report took too long and was given up. Split it, or save it as txt",
)


def stop(pid: int) -> None:
    """Kill a process that leads a session of its own, with all that it has started."""
    for kill in (os.killpg, os.kill):  # it may be gone, or so young that it does not lead one yet
        with suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)


def limit(memory: int = MEMORY) -> None:
    """Bound the memory of this process."""
    with suppress(ValueError, OSError):  # the machine's own bound is lower
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


_SELDOM = (50_000, 20, 50)
"""An audit makes many small things and hardly a circle: looking for those at every turn took a twentieth of its time."""


def _serve(line: Connection, work: Work, parents: Connection, parent: int) -> None:
    orphan.end_with(parent)
    parents.close()
    os.setsid()  # Ctrl-C at the console is for the parent, which then ends us
    limit()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    while True:
        try:
            task = line.recv()
        except EOFError:
            return
        try:
            made = work(task)
        except Unreadable as error:
            made = error
        except MemoryError:
            made = CRASHED
        line.send(made)
