"""An address is asked for, or is told to be none; whatever answers there, there is one sort of error."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gongkai.pure.outside.web import NoAddress, Unreachable, address, ask, fetch, is_address


@pytest.mark.parametrize(
    "text, asked",
    [
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("HTTPS://WWW.Example.gov.cn/Log", "https://www.example.gov.cn/Log"),
        ("http://明川.例子", "http://xn--5rt45p.xn--fsqu00a"),
        ("http://明川.例子:80/目录/a%20b?c=一", "http://xn--5rt45p.xn--fsqu00a/%E7%9B%AE%E5%BD%95/a%20b?c=%E4%B8%80"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        (f"http://{'a' * 63}.cn", f"http://{'a' * 63}.cn"),
        ("http://h:65535", "http://h:65535"),
    ],
)
def test_an_address_as_it_is_asked_for(text, asked):
    assert is_address(text) and address(text) == asked == address(asked)


@pytest.mark.parametrize(
    "text, why",
    [
        ("www.example.gov.cn", "begin with http://"),
        ("ftp://example.cn", "begin with http://"),
        ("http://", "names no host"),
        ("http:///x", "names no host"),
        ("http://a b/", "holds a space"),
        ("http://a\n/", "holds a space, a line break"),
        ("http://a/\u200b", "nobody can see"),
        ("http://a/\udcff", "nobody can see"),
        ("http://exam..ple", "names no host that can be"),
        (f"http://{'a' * 64}.cn", "names no host that can be"),
        (f"http://{'a' * 300}", "names no host that can be"),
        ("http://[::1", "cannot be read"),
        ("http://h:65536", "cannot be read"),
        ("http://h:0", "port 0"),
        ("http://u:p@h", "names a user"),
    ],
)
def test_what_is_no_address(text, why):
    with pytest.raises(NoAddress, match=why):
        address(text)
    with pytest.raises(Unreachable, match=why):
        fetch(text, patience=1, most=1)


@contextmanager
def answering(said: bytes) -> Iterator[str]:
    """A server that says this to whoever asks, whatever was asked, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    talk, _ = listening.accept()
                except OSError:
                    return
                with talk:
                    talk.recv(65536)
                    talk.sendall(said)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        listening.shutdown(socket.SHUT_RDWR)


OK = b"HTTP/1.1 200 OK\r\n"
BROKEN = {
    "a status line that is none": (b"nonsense\r\n\r\n", "speaks no HTTP"),
    "a chunk that breaks off": (OK + b"Transfer-Encoding: chunked\r\n\r\n50\r\nshort", "was cut off"),
    "a chunk that is none": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "was cut off"),
    "a header of 70 kB": (OK + b"X: " + b"x" * 70_000 + b"\r\n\r\n", "speaks no HTTP"),
    "nothing": (b"", "closed connection"),
    "on to a place that is none": (b"HTTP/1.1 302 Found\r\nLocation: http://exam..ple/\r\n\r\n", "label empty"),
    "trouble": (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "status 503"),
    "more than is taken": (OK + b"Content-Length: 6\r\n\r\n123456", "larger than 5 bytes"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_whatever_answers_it_is_one_sort_of_error(what):
    said, why = BROKEN[what]
    with answering(said) as place, pytest.raises(Unreachable, match=why):
        fetch(place, patience=5, most=5)


@pytest.mark.parametrize("length", [4, 5])
def test_what_is_there(length):
    with answering(OK + b"Content-Length: %d\r\n\r\n" % length + b"x" * length) as place:
        assert fetch(place, patience=5, most=5) == b"x" * length


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there(status):
    said = b"HTTP/1.1 %d No\r\nContent-Length: 0\r\n\r\n" % status
    with answering(said) as place, pytest.raises(FileNotFoundError):
        fetch(place, patience=5, most=5)


def test_who_asks_is_led_on_only_where_it_was_meant():
    with answering(OK + b"Content-Length: 2\r\n\r\nhi") as there:
        moved = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n" % there.encode()
        with answering(moved) as place:
            assert fetch(place, patience=5, most=5) == b"hi"
            assert ask(place, patience=5, most=5, data=b"x") == (302, b"")
