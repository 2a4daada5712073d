"""Opening an address: what it says, or one sort of error, whatever is wrong with the address or with whoever answers."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

SCHEMES = ("http", "https")
PORTS = {"http": 80, "https": 443}


class NoAddress(ValueError):
    """The text is no address of the web; the message says why."""


class Unreachable(OSError):
    """Nothing of use came from an address; the message says why."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        """An address that was configured does not move what is sent to it elsewhere."""
        return None


_STAYING, _FOLLOWING = urllib.request.build_opener(_NoRedirect), urllib.request.build_opener()


def is_address(text: str) -> bool:
    """Does it begin as an address of the web does? In small letters or capitals, as schemes may be written."""
    return text.lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def address(text: str) -> str:
    """An address as it is asked for, in ASCII: a host's Chinese name by IDNA, what is Chinese behind it in percent signs. Raises NoAddress."""
    if not is_address(text):
        raise NoAddress("it does not begin with http:// or https://")
    if any(each.isspace() or not each.isprintable() for each in text):
        raise NoAddress("it holds a space, a line break or a sign that nobody can see")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NoAddress(f"it cannot be read ({error})") from error
    if not host or port == 0:
        raise NoAddress("it names no host" if not host else "it names port 0, which there is not")
    if "@" in parts.netloc:
        raise NoAddress("it names a user; write the host alone")
    try:
        host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NoAddress(f"it names no host that can be: {_said(error.__cause__ or error)}") from error
    place = host if port in (None, PORTS[parts.scheme]) else f"{host}:{port}"
    behind = quote(text.partition("://")[2][len(parts.netloc) :], safe="/?#%&=+,;:@!$'()*~[]")
    return f"{parts.scheme}://{place}{behind}"


def ask(
    url: str, *, patience: float, most: int, data: bytes | None = None, headers: Mapping[str, str] | None = None, follow: bool = False
) -> tuple[int, bytes]:  # fmt: skip
    """Status and body of what an address answers, to a GET or, with ``data``, to a POST; of a body, at most ``most`` + 1 bytes.

    ``patience``: how long, in seconds, it may be silent. ``follow``: go where it leads on to. Raises Unreachable.
    """
    try:
        request = urllib.request.Request(
            address(url), data=data, headers=dict(headers or {}), method="GET" if data is None else "POST"
        )
        try:
            with (_FOLLOWING if follow else _STAYING).open(request, timeout=patience) as answer:
                return answer.status, answer.read(most + 1)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(most + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(_said(error)) from error


def fetch(url: str, *, patience: float, most: int) -> bytes:
    """The file at an address. Raises FileNotFoundError if there is none, and Unreachable, also for one of more than ``most`` bytes."""
    status, data = ask(url, patience=patience, most=most, follow=True)
    if status in (404, 410):
        raise FileNotFoundError(url)
    if status != 200:
        raise Unreachable(f"the server answers with status {status}")
    if len(data) > most:
        raise Unreachable(f"it is larger than {most:,} bytes")
    return data


def _said(error: BaseException) -> str:
    """In one line, and for what speaks no HTTP in words of ours: its own may be a piece of what it sent."""
    if isinstance(error, urllib.error.URLError) and isinstance(error.reason, BaseException):
        return _said(error.reason)
    if isinstance(error, http.client.IncompleteRead):
        return "the answer was cut off"
    if isinstance(error, http.client.HTTPException) and not isinstance(error, http.client.RemoteDisconnected):
        return f"what answers there speaks no HTTP ({type(error).__name__})"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split()) or type(error).__name__
