"""``gongkai serve``: one command, several processes: web, worker, signer, and in the demonstration a labelled witness."""

import argparse
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.database import check_belongs
from gongkai.ground.home import home_path
from gongkai.ground.units.queries import government

LOOPBACK = ("127.0.0.1", "localhost", "::1")
RESTART_AFTER = 2.0
PR_SET_PDEATHSIG = 1  # of <sys/prctl.h>

PATIENCE = 60
"""Seconds for the web server to come up; a machine with other work to do takes its time."""


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("serve", help="serve the site, the counter and the desk")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=arguments.port, default=8000)
    parser.add_argument("--workers", type=arguments.positive, default=2, help="web processes (default 2)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    known = government()
    if known and known.demo and args.host not in LOOPBACK:
        raise Usage("a demonstration database is served on this machine only; leave out --host")
    return serve(args.host, args.port, args.workers, demo=bool(known and known.demo))


def children(host: str, port: int, workers: int, *, demo: bool) -> dict[str, list[str]]:
    """The command line of each process by name."""
    me = [sys.executable, "-m", "gongkai.doors.cli"]
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", "1", "--no-access-log", "--log-level", "warning", "gongkai.doors.wsgi:application",
    ]  # fmt: skip
    found = {"web": web, "worker": [*me, "worker"], "signer": [*me, "seal", "--follow"]}
    if demo:
        found["witness"] = [*me, "seal", "--demo-witness"]
    return found


@contextmanager
def sole_server() -> Iterator[None]:
    """Hold the place of the one server of this home. Raises Usage if it is taken: two would sign and build against each other."""
    place = home_path("run", "serve.lock")
    place.parent.mkdir(parents=True, exist_ok=True)
    with open(place, "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Usage(f"{home_path()} is being served already; end that first (Ctrl-C)") from error
        yield


def serve(host: str, port: int, workers: int, *, demo: bool, announce: str = "") -> int:
    """Start all processes, start again what dies, end all when told to. Raises Usage if home or port is taken, or the database is not the home's."""
    with sole_server():
        check_port(host, port)
        check_belongs()
        return _run(host, port, workers, demo=demo, announce=announce)


def _run(host: str, port: int, workers: int, *, demo: bool, announce: str) -> int:
    running: dict[str, subprocess.Popen] = {}
    commands = children(host, port, workers, demo=demo)
    stop = {"asked": False}

    def asked(*_: object) -> None:
        stop["asked"] = True

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGINT, asked)
    try:
        for name, command in commands.items():
            running[name] = _start(command)
        _wait_until_up(host, port, running["web"])
        print(announce or f"Serving {home_path()} on http://{host}:{port}/ (Ctrl-C ends it).", flush=True)
        while not stop["asked"]:
            time.sleep(0.3)
            for name, process in running.items():
                if process.poll() is not None and not stop["asked"]:
                    print(
                        f"gongkai: {name} ended with {process.returncode}; starting it again",
                        file=sys.stderr,
                        flush=True,
                    )
                    time.sleep(RESTART_AFTER)
                    running[name] = _start(commands[name])
        return 0
    finally:
        _end(list(running.values()))


def _start(command: list[str]) -> subprocess.Popen:
    # A group of its own: Ctrl-C reaches this process alone, which then ends the others in order.
    return subprocess.Popen(
        command,
        start_new_session=True,
        preexec_fn=_outlive_nobody,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "gongkai.ground.home.settings"},
    )


def _outlive_nobody() -> None:
    """Be ended when the parent is gone, even if it was killed: who serves on alone holds the port, and signs beside the next server."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + 8
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def check_port(host: str, port: int) -> None:
    """Raise Usage unless the port is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Usage(
                f"port {port} on {host} cannot be used ({error.strerror}); choose another with --port"
            ) from error


def _wait_until_up(host: str, port: int, web: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if web.poll() is not None:
            raise Usage(f"the web server ended with {web.returncode} while starting")
        try:
            socket.create_connection((host, port), 0.2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise Usage(f"the web server did not come up within {PATIENCE} seconds")
