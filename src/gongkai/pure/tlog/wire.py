"""Base64 and decimals in their one canonical form (RFC 4648 §4; no signs, no leading zeroes)."""

import base64
import binascii
import re

from gongkai.pure.tlog.errors import WireError

HASH_SIZE = 32
MAX_SIZE = 2**63 - 1  # no tree is larger; also the largest time of a cosignature

_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,18})\Z")


def b64(data: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(data).decode("ascii")


def unb64(text: str, length: int | None = None) -> bytes:
    """Bytes of canonical base64, `length` of them if given; raises `WireError`."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise WireError(f"Not base64: {text[:60]!r}.") from error
    # b64decode ignores stray trailing bits; two texts for one value would let a note change unseen.
    if b64(data) != text:
        raise WireError(f"Base64 is not in canonical form: {text[:60]!r}.")
    if length is not None and len(data) != length:
        raise WireError(f"Expected {length} bytes in base64, found {len(data)}.")
    return data


def unb64_hash(text: str) -> bytes:
    """A SHA-256 hash in base64."""
    return unb64(text, HASH_SIZE)


def decimal(text: str) -> int:
    """A non-negative integer up to 2^63 - 1 in ASCII digits without leading zeroes; raises `WireError`."""
    if not _DECIMAL.match(text) or int(text) > MAX_SIZE:
        raise WireError(f"Not a decimal number without leading zeroes: {text[:40]!r}.")
    return int(text)
