"""One audit in a process of its own, for a process that serves others meanwhile: time and memory are bounded, nothing is written.

Run as ``python -m gongkai.pure.audit.apart NAME`` it reads a report from standard input and tells it as JSON.
"""

from __future__ import annotations

import json
import sys

from gongkai.pure.audit import alone, batch
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.audit.telling import Task, Told, tell

SECONDS = 10
LONGEST = 20_000_000
"""Signs of a sheet that is handed on: more than any report makes."""


def sheet_of(content: bytes, name: str, seconds: float = SECONDS) -> Told:
    """A report told as a sheet, in at most so many seconds. name: tells the reader its kind. Raises Unreadable."""
    answer = alone.ask(__name__, content, seconds, name)
    try:
        told = json.loads(answer)
    except ValueError:
        raise batch.CRASHED from None
    if "error" in told:
        raise Unreadable(**told["error"])
    return Told(**told)


def main(name: str) -> None:
    content = sys.stdin.buffer.read()
    alone.confine()
    try:
        told = tell(Task(name, content, "sheet"))
        if len(told.shown) > LONGEST:
            raise batch.LATE
        answer = vars(told)
    except Unreadable as error:
        answer = {"error": {"code": error.code, "zh": error.zh, "en": error.en}}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
