"""A module of ours run once in a process of its own, on bytes that somebody handed in: time and memory are bounded, nothing is written."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

from gongkai.pure.audit import batch, orphan

MEMORY = 2 * 1024**3
"""Not less than what the reader of PDFs asks for in a process of its own."""


def ask(module: str, content: bytes, seconds: float, *arguments: str) -> bytes:
    """What the module, run with these arguments, answers on standard output to the content on its input. Raises LATE as Unreadable."""
    # An empty environment: what the process knows of the home, its keys or its database, a parser need not know.
    command = [sys.executable, "-I", "-B", "-m", module, *arguments]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    ) as process:
        try:
            answer, _ = process.communicate(content, seconds)
        except subprocess.TimeoutExpired:
            batch.stop(process.pid)
            raise batch.LATE from None
    return answer


def confine() -> None:
    """Bound this process, before it reads what was handed in."""
    orphan.end_with(os.getppid())
    batch.limit(MEMORY)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
