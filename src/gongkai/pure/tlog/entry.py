"""What one leaf of our log says, and how it is opened.

    {"h":"<base64 SHA-256(salt || body)>","v":1}
    {"fact":"record.published","h":"…","on":"2026-03-02","public":"<base64 SHA-256(public view)>","ref":"…","v":1}

The first form is a bare commitment; the second is for facts declared public. The opening (salt and body) goes only to
whom the fact concerns. Both are canonical JSON, see `canonical`.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from gongkai.pure.tlog.errors import EntryError, WireError
from gongkai.pure.tlog.wire import b64, unb64, unb64_hash

VERSION = 1
SALT_BYTES = 32
MAX_ENTRY_BYTES = 4096
MAX_JSON_BYTES = 16 * 1024 * 1024
MAX_INTEGER = 2**53 - 1  # what every JSON reader, a browser included, holds exactly

_PUBLIC_KEYS = {"fact", "on", "public", "ref"}
_FACT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@dataclass(frozen=True)
class Public:
    """What the leaf of a public fact says in clear: name, reference, day, SHA-256 of the frozen public view."""

    fact: str
    ref: str
    on: date
    digest: bytes


@dataclass(frozen=True)
class Entry:
    """A leaf entry: the commitment to salt and body, and the public part if the fact has one."""

    commitment: bytes
    public: Public | None = None

    def check_view(self, view: bytes) -> None:
        """Raise `EntryError` unless these bytes are the public view that the leaf names."""
        if self.public is None:
            raise EntryError("The leaf names no public view.")
        if sha256(view).digest() != self.public.digest:
            raise EntryError("The public view is not the one that the leaf names: it was changed.")


@dataclass(frozen=True)
class Opening:
    """What a receipt carries beside the proof: the entry, and for whom it concerns the salt and the body."""

    entry: bytes
    salt: bytes | None = None
    body: bytes | None = None


def canonical(obj: Any) -> bytes:
    """The one JSON text of an object: keys sorted by code point, no spaces, UTF-8 unescaped, no floats.

    Raises `EntryError` for floats, integers beyond 2^53 - 1, keys that are no strings, lone surrogates.
    """
    try:
        _check(obj)
        return _JSON.encode(obj).encode()
    except UnicodeEncodeError as error:
        raise EntryError("A text holds half of a surrogate pair and is not UTF-8.") from error
    except RecursionError as error:
        raise EntryError("The value is nested too deeply.") from error


def parse_canonical(data: bytes, limit: int = MAX_JSON_BYTES) -> Any:
    """Read JSON and raise `EntryError` unless it is exactly what `canonical` writes (so no key twice)."""
    if len(data) > limit:
        raise EntryError(f"The JSON is larger than {limit} bytes.")
    try:
        obj = json.loads(data.decode(), object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float)
    except EntryError:
        raise
    except (ValueError, RecursionError) as error:
        raise EntryError("Not valid JSON in UTF-8.") from error
    if canonical(obj) != data:
        raise EntryError("The JSON is not in canonical form.")
    return obj


def commit(salt: bytes, body: bytes) -> bytes:
    """SHA-256(salt || body). The salt has 32 bytes, so that where the body begins is never in doubt."""
    if len(salt) != SALT_BYTES:
        raise EntryError(f"A salt has {SALT_BYTES} bytes.")
    return sha256(salt + body).digest()


def encode_entry(salt: bytes, body: bytes, public: Public | None = None) -> bytes:
    """The leaf entry of a fact: at most 4,096 bytes of canonical JSON."""
    return _encode(Entry(commit(salt, body), public))


def decode_entry(data: bytes) -> Entry:
    """Read a leaf entry; raises `EntryError` for anything that `encode_entry` would not write."""
    obj = parse_canonical(data, MAX_ENTRY_BYTES)
    if not _is_version_1(obj) or set(obj) - {"h", "v"} not in (set(), _PUBLIC_KEYS):
        raise EntryError("A leaf entry has v and h, and for a public fact also fact, ref, on and public.")
    if not all(isinstance(value, str) for key, value in obj.items() if key != "v"):
        raise EntryError("All members of a leaf entry but v are texts.")
    try:
        entry = Entry(unb64_hash(obj["h"]), _public(obj) if "fact" in obj else None)
    except (WireError, KeyError) as error:
        raise EntryError("A hash in the leaf entry is malformed.") from error
    return entry


def encode_opening(opening: Opening) -> bytes:
    """The `extra` data of a receipt: canonical JSON `{"body":b64,"entry":b64,"salt":b64,"v":1}`."""
    members = {"entry": opening.entry, "salt": opening.salt, "body": opening.body}
    return canonical({"v": VERSION} | {key: b64(value) for key, value in members.items() if value is not None})


def decode_opening(data: bytes) -> Opening:
    """Read an opening and check that salt and body, if there, fit the entry; raises `EntryError`."""
    obj = parse_canonical(data)
    shapes = ({"v", "entry"}, {"v", "entry", "salt", "body"})
    if not _is_version_1(obj) or set(obj) not in shapes:
        raise EntryError("An opening has v and entry, and both or none of salt and body.")
    try:
        opening = Opening(**{key: unb64(value) for key, value in obj.items() if key != "v"})
    except (WireError, AttributeError) as error:
        raise EntryError("An opening's members are base64 texts.") from error
    entry = decode_entry(opening.entry)
    if opening.salt is not None and commit(opening.salt, opening.body or b"") != entry.commitment:
        raise EntryError("Salt and body do not fit the commitment in the leaf.")
    return opening


def _is_version_1(obj: Any) -> bool:
    # `true` equals 1 in Python, and is no version.
    return isinstance(obj, dict) and obj.get("v") == VERSION and not isinstance(obj["v"], bool)


def _encode(entry: Entry) -> bytes:
    obj: dict[str, Any] = {"v": VERSION, "h": b64(entry.commitment)}
    if entry.public is not None:
        public = entry.public
        obj |= {"fact": public.fact, "ref": public.ref, "on": public.on.isoformat(), "public": b64(public.digest)}
        _public(obj)
    data = canonical(obj)
    if len(data) > MAX_ENTRY_BYTES:
        raise EntryError(f"A leaf entry has at most {MAX_ENTRY_BYTES} bytes.")
    return data


def _public(obj: dict[str, Any]) -> Public:
    if not _FACT.match(obj["fact"]) or not obj["ref"] or not _DAY.match(obj["on"]):
        raise EntryError("A public leaf has a dotted fact name, a reference, and a day as YYYY-MM-DD.")
    try:
        return Public(obj["fact"], obj["ref"], date.fromisoformat(obj["on"]), unb64_hash(obj["public"]))
    except WireError as error:
        raise EntryError("The public digest is 32 bytes in base64.") from error
    except ValueError as error:
        raise EntryError(f"Not a day: {obj['on']}.") from error


_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
_ANY = frozenset({str, bool, type(None)})
"""Types of which every value is one of canonical JSON: most are such, and are not looked at one by one."""


def _check(obj: Any) -> None:
    if isinstance(obj, dict):
        if not all(isinstance(key, str) for key in obj):
            raise EntryError("The keys of a JSON object are texts.")
        for value in obj.values():
            if type(value) not in _ANY:
                _check(value)
    elif isinstance(obj, list | tuple):
        for value in obj:
            if type(value) not in _ANY:
                _check(value)
    elif isinstance(obj, int) and not isinstance(obj, bool):
        if abs(obj) > MAX_INTEGER:
            raise EntryError("An integer beyond 2^53 - 1 is not exact in every JSON reader.")
    elif not (obj is None or isinstance(obj, str | bool)):
        raise EntryError(f"Not a value of canonical JSON: {type(obj).__name__}.")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    obj = dict(pairs)
    if len(obj) != len(pairs):
        raise EntryError("The JSON has a key twice.")
    return obj


def _no_float(text: str) -> Any:
    raise EntryError(f"Canonical JSON has no such number: {text[:40]}.")
