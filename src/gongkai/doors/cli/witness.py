"""`gongkai witness`: a small process by which another county or a university keeps a log honest.

It remembers the largest tree of each log it knows and cosigns a checkpoint only if that tree is a part of the new one
(c2sp.org/tlog-witness). It needs no database. Its home holds

    witness.key      the private key, mode 0600
    heads/<id>.json  size and root of the largest tree cosigned, one file a log
    lock             held while it runs: two witnesses on one home could cosign two histories

Losing `heads` while keeping the key would let a log show it another past: give up the key together with them.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from gongkai.doors.cli import arguments
from gongkai.pure.tlog.cosign import MAX_REQUEST_BYTES, SIZE_TYPE, Answer, Head, handle_add_checkpoint
from gongkai.pure.tlog.entry import canonical, parse_canonical
from gongkai.pure.tlog.errors import TlogError
from gongkai.pure.tlog.note import COSIGNATURE, NOTE, Signer, Verifier
from gongkai.pure.tlog.wire import b64, unb64_hash

FINE, FINDING, BAD_USAGE = 0, 1, 2
MAX_FILE_BYTES = 16 * 1024
MAX_CONNECTIONS = 64
SILENCE_SECONDS = 10


class UnusableHome(Exception):
    """The home's key or heads are damaged, missing or open to others: the witness must not run on them."""


class WrongUsage(Exception):
    """What was asked for can't be done with these arguments."""


def add_parser(subparsers: argparse._SubParsersAction) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(
        "witness",
        help="cosign another government's log",
        description="Run a witness: cosign checkpoints of known logs that only grew. Key and memory are in --home.",
    )
    parser.add_argument(
        "--home", required=True, type=Path, metavar="DIR", help="folder of the key and of what was seen"
    )
    parser.add_argument("--name", metavar="NAME", help="name of the key, like witness.example/one; needed to make it")
    parser.add_argument(
        "--log", action="append", default=[], metavar="VKEY", help="public key of a log; may be repeated"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument(
        "--port", type=arguments.any_port, default=8100, help="port to listen on (default: 8100; 0 takes a free one)"
    )
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--init", action="store_true", help="make the key if there is none, print its public half, end")
    only.add_argument("--show-key", action="store_true", help="print the public half of the key, end")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the printed key")
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """0 when done or stopped, 1 if the home must not be used as it is, 2 for arguments that don't fit."""
    home = Home(args.home)
    try:
        if args.show_key:
            _print_key(home.signer(args.name), args.format)
            return FINE
        with home.locked():
            signer = home.signer_made_if_needed(args.name)
            if args.init:
                _print_key(signer, args.format)
                return FINE
            return _serve(args, home, signer)
    except WrongUsage as error:
        print(f"gongkai witness: {error}", file=sys.stderr)
        return BAD_USAGE
    except UnusableHome as error:
        print(f"gongkai witness: {error}", file=sys.stderr)
        return FINDING


class Home:
    """The witness's folder; every write is flushed to the disk before it counts."""

    def __init__(self, path: Path):
        self.path = path
        self._key = path / "witness.key"
        self._heads = path / "heads"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the home for this process; it is made if it is not there."""
        try:
            self._heads.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(self.path / "lock", "a") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    raise WrongUsage(f"Another witness runs on {self.path}.") from error
                yield
        except OSError as error:
            raise WrongUsage(f"{self.path} can't be used as a home: {error.strerror}.") from error

    def signer(self, name: str | None) -> Signer:
        """The stored key; it must be readable by its owner alone, and bear this name if one is given."""
        try:
            mode = self._key.stat().st_mode
        except FileNotFoundError as error:
            raise WrongUsage(f"There is no key in {self.path}; make one with --init --name NAME.") from error
        if mode & 0o077:
            raise UnusableHome(f"Others can read {self._key}; after `chmod 600` consider whether it is still secret.")
        try:
            signer = Signer.parse(_read(self._key).decode().removesuffix("\n"))
        except (TlogError, UnicodeDecodeError) as error:
            raise UnusableHome(f"The key in {self._key} is damaged.") from error
        if signer.kind != COSIGNATURE:
            raise UnusableHome(f"The key in {self._key} is not a cosignature key.")
        if name not in (None, signer.name):
            raise WrongUsage(f"The key in {self.path} is named {signer.name}, not {name}.")
        return signer

    def has_key(self) -> bool:
        """Was the key made already?"""
        return self._key.exists()

    def signer_made_if_needed(self, name: str | None) -> Signer:
        """As `signer`, but on the first start the key is made."""
        if not self._key.exists():
            if name is None:
                raise WrongUsage("The first start needs --name NAME.")
            if any(self._heads.iterdir()):
                raise UnusableHome(f"{self.path} remembers logs but its key is gone; restore it or begin a new home.")
            try:
                signer = Signer.generate(name, COSIGNATURE)
            except TlogError as error:
                raise WrongUsage(str(error)) from error
            _store(self._key, f"{signer.skey}\n".encode())
        return self.signer(name)

    def head(self, origin: str) -> Head | None:
        """What was last cosigned for this log."""
        path = self._head_path(origin)
        if not path.exists():
            return None
        try:
            stored = parse_canonical(_read(path), MAX_FILE_BYTES)
            if stored["origin"] != origin or type(stored["size"]) is not int:
                raise KeyError(origin)
            return Head(stored["size"], unb64_hash(stored["root"]))
        except (TlogError, KeyError, TypeError, AttributeError) as error:
            raise UnusableHome(
                f"What was seen of {origin}, in {path}, is damaged; restore it before going on."
            ) from error

    def store(self, origin: str, head: Head) -> None:
        """Remember a head; when this returns, a loss of power does not undo it."""
        _store(self._head_path(origin), canonical({"origin": origin, "root": b64(head.root), "size": head.size}))

    def _head_path(self, origin: str) -> Path:
        return self._heads / f"{sha256(origin.encode()).hexdigest()[:32]}.json"


class Witness:
    """Answers requests one at a time: checking a head and storing the next must not be divided."""

    def __init__(self, home: Home, signer: Signer, logs: Mapping[str, Sequence[Verifier]]):
        self._home, self._signer, self._logs = home, signer, logs
        self._lock = threading.Lock()
        self._state = {origin: head for origin in logs if (head := home.head(origin)) is not None}

    def add_checkpoint(self, request: bytes, now: int) -> Answer:
        """Answer a request; what the answer promises is on the disk before this returns."""
        with self._lock:
            answer = handle_add_checkpoint(request, self._state, self._logs, self._signer, now)
            for origin, head in answer.state.items():
                if head != self._state.get(origin):
                    self._home.store(origin, head)
            self._state = dict(answer.state)
        return answer


class Server(ThreadingHTTPServer):
    """Serves one witness to at most `MAX_CONNECTIONS` connections; further ones are closed at once."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], witness: Witness, clock: Callable[[], float] = time.time):
        super().__init__(address, Handler)
        self.witness, self.clock = witness, clock
        self._free = threading.BoundedSemaphore(MAX_CONNECTIONS)

    def process_request(self, request, client_address) -> None:
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request, client_address) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()


class Handler(BaseHTTPRequestHandler):
    """POST /add-checkpoint, and nothing else."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "gongkai-witness", ""
    timeout = SILENCE_SECONDS
    server: Server

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Tell only what is not a witness's daily work: a log asks each time it has grown."""
        if code not in (200, 409):
            super().log_request(code, size)

    def do_GET(self) -> None:
        self._answer(404, "This is a witness (c2sp.org/tlog-witness): POST to /add-checkpoint.\n")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdigit() and len(length) < 12):
            self._refuse(411, "The request needs a Content-Length.\n")
        elif int(length) > MAX_REQUEST_BYTES:
            self._refuse(413, f"A request has at most {MAX_REQUEST_BYTES} bytes.\n")
        elif self.path != "/add-checkpoint":
            self._refuse(404, "POST to /add-checkpoint.\n")
        else:
            self._add_checkpoint(self.rfile.read(int(length)))

    def _add_checkpoint(self, request: bytes) -> None:
        try:
            answer = self.server.witness.add_checkpoint(request, int(self.server.clock()))
        except OSError as error:
            # Not stored, hence not cosigned.
            self._refuse(500, "The witness can't store what it saw.\n")
            self.log_error("the head could not be stored: %s", error)
            return
        self._answer(answer.status, answer.body, SIZE_TYPE if answer.status == 409 else "text/plain; charset=utf-8")

    def _refuse(self, status: int, body: str) -> None:
        # The body was not read: what follows on this connection would be taken for the next request.
        self.close_connection = True
        self._answer(status, body)

    def _answer(self, status: int, body: str, content_type: str = "text/plain; charset=utf-8") -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)


def known_logs(vkeys: Sequence[str]) -> dict[str, list[Verifier]]:
    """The logs to be witnessed, by origin; a log may have several keys. Raises `WrongUsage`."""
    logs: dict[str, list[Verifier]] = {}
    for vkey in vkeys:
        try:
            key = Verifier.parse(vkey)
        except TlogError as error:
            raise WrongUsage(f"--log {vkey}: {error}") from error
        if key.kind != NOTE:
            raise WrongUsage(f"--log {vkey}: this is the key of a witness, not of a log.")
        logs.setdefault(key.name, []).append(key)
    if not logs:
        raise WrongUsage("Name at least one log with --log VKEY.")
    return logs


def _serve(args: argparse.Namespace, home: Home, signer: Signer) -> int:
    witness = Witness(home, signer, known_logs(args.log))
    try:
        server = Server((args.host, args.port), witness)
    except (OSError, OverflowError) as error:
        raise WrongUsage(f"Can't listen on {args.host} port {args.port}: {error}.") from error
    with server:
        print(f"witness {signer.vkey}", flush=True)
        print(f"listening http://{args.host}:{server.server_address[1]}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("stopped", flush=True)
    return FINE


def _print_key(signer: Signer, form: str) -> None:
    print(json.dumps({"name": signer.name, "vkey": signer.vkey}, ensure_ascii=False) if form == "json" else signer.vkey)


def _read(path: Path) -> bytes:
    with open(path, "rb") as file:
        return file.read(MAX_FILE_BYTES)


def _store(path: Path, data: bytes) -> None:
    """Write beside, flush, rename, flush the folder: after this the new content survives a loss of power."""
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.rename(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
