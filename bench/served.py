"""The web processes of ``gongkai serve``, started as it starts them, and ended whatever happens."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.prototypes import TODAY
from gongkai.doors.cli.serve import children

HOST = "127.0.0.1"
PATIENCE = 30


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def web(workers: int = 2) -> Iterator[int]:
    """The site, the counter and the desk on one port, which this gives."""
    port = free_port()
    with running(children(HOST, port, workers, demo=False)["web"], port):
        yield port


@contextmanager
def everything(workers: int = 2) -> Iterator[int]:
    """The web processes, the worker and the signer, on a port which this gives."""
    port = free_port()
    commands = children(HOST, port, workers, demo=False)
    with running(commands.pop("web"), port), ExitStack() as beside:
        for command in commands.values():
            beside.enter_context(_beside(command))
        yield port


@contextmanager
def _beside(command: list[str]) -> Iterator[None]:
    process = subprocess.Popen(command, start_new_session=True, env=os.environ | {"GONGKAI_TODAY": TODAY.isoformat()})
    try:
        yield
    finally:
        _end(process)


@contextmanager
def running(command: list[str], port: int, cwd: Path | None = None) -> Iterator[None]:
    """A server that has come up on a port; it and its children are gone afterwards. Raises RuntimeError if it does not come up."""
    process = subprocess.Popen(
        command, cwd=cwd, start_new_session=True, env=os.environ | {"GONGKAI_TODAY": TODAY.isoformat()}
    )
    try:
        _wait(process, port)
        yield
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended with {process.returncode} while starting")
        try:
            socket.create_connection((HOST, port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{process.args[0]} did not come up within {PATIENCE} seconds")
