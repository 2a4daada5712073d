"""A mail server on a port of this machine: as much of SMTP as a client of ours speaks."""

import email
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from threading import Thread


class Postbox:
    """What has come in; ``refusing`` answers a code to a command (``RCPT``, ``DATA``, ``MAIL``) each time."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusing: dict[str, int] = {}
        self.address = ""

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]


@contextmanager
def open_postbox() -> Iterator[Postbox]:
    box = Postbox()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 here")
            while line := self.rfile.readline().decode().strip():
                verb = line[:4].upper()
                if verb in box.refusing:
                    self.say(f"{box.refusing[verb]} no <reader@example.cn>")
                elif verb == "DATA":
                    self.say("354 go on")
                    self.take()
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 fine")

        def take(self) -> None:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line[1:] if line.startswith(b"..") else line)
            box.mails.append(email.message_from_bytes(b"".join(lines), policy=policy.default))
            self.say("250 taken")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        box.address = f"smtp://127.0.0.1:{server.server_address[1]}"
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
