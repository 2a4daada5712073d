"""Asking a virus scanner about what comes in, before it is kept anywhere.

``GONGKAI_SCANNER`` names it: ``unix:/run/clamav/clamd.ctl`` or ``tcp:127.0.0.1:3310`` for clamd, ``command:clamdscan --no-summary -`` for a program that reads
standard input and ends with 0 (clean) or 1 (found). Where none is named nothing is asked. One that does not answer lets nothing in: a file can be sent
again, a virus cannot be taken back.
"""

import logging
import os
import shlex
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from gongkai.ground.files.refusals import FileRefused

log = logging.getLogger("gongkai.files")

SETTING = "GONGKAI_SCANNER"
SECONDS = 30
CHUNK = 1 << 16
FOUND = "病毒检查发现这个文件有问题，没有收下，也没有保存。请换一个文件，或者把内容另存为新的文件、打印出来再扫描"
DOWN = "病毒检查现在用不了，这个文件没有收下。请过几分钟再传"
CLEAN, INFECTED = 0, 1


class NoAnswer(OSError):
    """The scanner cannot be reached, or says something that is no answer."""


def check(data: bytes) -> None:
    """Raises FileRefused for what the scanner finds something in, or cannot look at."""
    setting = os.environ.get(SETTING, "").strip()
    if not setting:
        return
    try:
        infected = _ask(setting, data)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        log.error("the virus scanner does not answer: %s", error)
        raise FileRefused(DOWN) from error
    if infected:
        log.warning("the virus scanner found something in an upload; it was refused")
        raise FileRefused(FOUND)


def _ask(setting: str, data: bytes) -> bool:
    sort, _, rest = setting.partition(":")
    if sort == "command":
        return _by_command(shlex.split(rest), data)
    if sort in ("unix", "tcp"):
        return _by_clamd(sort, rest, data)
    raise ValueError(f"{SETTING} must begin with unix:, tcp: or command:")


def _by_command(command: list[str], data: bytes) -> bool:
    done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    if done.returncode not in (CLEAN, INFECTED):
        raise NoAnswer(f"{command[0]} ended with {done.returncode}")
    return done.returncode == INFECTED


def _by_clamd(sort: str, address: str, data: bytes) -> bool:
    """By clamd's INSTREAM: each chunk behind its length, the last one empty."""
    with _connected(sort, address) as talk:
        talk.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            part = data[start : start + CHUNK]
            talk.sendall(struct.pack(">I", len(part)) + part)
        talk.sendall(struct.pack(">I", 0))
        answer = b""
        while more := talk.recv(4096):
            answer += more
    said = answer.rstrip(b"\0\n").decode(errors="replace")
    if said.endswith(" FOUND"):
        return True
    if said.endswith(" OK"):
        return False
    raise NoAnswer(f"clamd said {said[:80]!r}")


@contextmanager
def _connected(sort: str, address: str) -> Iterator[socket.socket]:
    if sort == "unix":
        talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        talk.settimeout(SECONDS)
        with talk:
            talk.connect(address)
            yield talk
        return
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), SECONDS) as talk:
        yield talk
