"""Signed notes (c2sp.org/signed-note): a text, and under it the signatures of named keys.

    — <name> <base64(4-byte key id || signature)>

Two kinds of Ed25519 keys are known here: `NOTE` signs the text itself, `COSIGNATURE` signs it under a time
(c2sp.org/tlog-cosignature, see `cosign`). Signatures of other kinds are kept and ignored, as the format demands.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gongkai.pure.tlog.errors import NoteError, SignatureError, WireError
from gongkai.pure.tlog.wire import MAX_SIZE, b64, unb64

NOTE = 0x01
COSIGNATURE = 0x04

MAX_NOTE_BYTES = 256 * 1024
MAX_SIGNATURES = 64
MAX_KEY_BYTES = 4096

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIGNATURE_LINE = re.compile(r"— (\S+) (\S+)\Z")
_KEY_ID = re.compile(r"[0-9a-f]{8}\Z")


@dataclass(frozen=True)
class Signature:
    """One signature line: key name, 4-byte key id, and the signature's own bytes."""

    name: str
    key_id: bytes
    blob: bytes

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Read one line, without its newline."""
        match = _SIGNATURE_LINE.match(line)
        if not match:
            raise NoteError(f"Not a signature line: {line[:80]!r}.")
        check_name(match[1])
        try:
            data = unb64(match[2])
        except WireError as error:
            raise NoteError(f"The signature of {match[1]} is not base64.") from error
        if len(data) < 5:
            raise NoteError(f"The signature of {match[1]} is too short.")
        return cls(match[1], data[:4], data[4:])

    def __str__(self) -> str:
        return f"— {self.name} {b64(self.key_id + self.blob)}"


@dataclass(frozen=True)
class Note:
    """A text ending in a newline, and its signatures in order."""

    text: str
    signatures: tuple[Signature, ...] = ()

    @classmethod
    def parse(cls, data: bytes | str) -> "Note":
        """Read a signed note; raises `NoteError` if it is malformed. Nothing is verified yet."""
        text = _decode(data)
        if "\n\n" not in text or not text.endswith("\n"):
            raise NoteError("A signed note is a text, an empty line, and signature lines.")
        # The text may hold empty lines itself: the last one separates.
        body, _, lines = text.rpartition("\n\n")
        rows = lines.split("\n")[:-1]
        if not rows:
            raise NoteError("The note has no signature.")
        if len(rows) > MAX_SIGNATURES:
            raise NoteError(f"The note has more than {MAX_SIGNATURES} signatures.")
        return cls(body + "\n", tuple(Signature.parse(row) for row in rows))

    def format(self) -> str:
        """The note as text; raises `NoteError` if the text can't be one."""
        check_text(self.text)
        if not self.signatures:
            raise NoteError("A note needs at least one signature.")
        return self.text + "\n" + "".join(f"{each}\n" for each in self.signatures)

    def signed(self, *signatures: Signature) -> "Note":
        """The same note with these signatures added; one already there is not doubled."""
        new = tuple(each for each in signatures if each not in self.signatures)
        return Note(self.text, self.signatures + new)

    def verified_by(self, verifiers: Iterable["Verifier"]) -> tuple["Verifier", ...]:
        """Which of the known keys signed, each once, in the note's order.

        Signatures of unknown keys are ignored, also if they share a name or an id (but not both) with a known one.
        Raises `SignatureError` if a known key's signature fails, or if no known key signed.
        """
        known = {(each.name, each.key_id): each for each in verifiers}
        signers: dict[tuple[str, bytes], Verifier] = {}
        for signature in self.signatures:
            verifier = known.get((signature.name, signature.key_id))
            if verifier is None:
                continue
            verifier.verify(self.text, signature)
            signers[signature.name, signature.key_id] = verifier
        if not signers:
            raise SignatureError("No known key has signed this note.")
        return tuple(signers.values())


@dataclass(frozen=True)
class Verifier:
    """A public key with its name: what is needed to check signatures."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, vkey: str) -> "Verifier":
        """Read `name+hex8(key id)+base64(kind || public key)`; raises `NoteError`."""
        name, key_id, data = _split_key(vkey, "verifier key")
        verifier = cls(name, data[0], data[1:])
        check_name(name)
        _check_kind(verifier.kind, len(verifier.public))
        if verifier.key_id.hex() != key_id:
            raise NoteError(f"The key id of the verifier key {name} does not fit the key.")
        return verifier

    @property
    def key_id(self) -> bytes:
        """SHA-256(name || newline || kind || public key), the first 4 bytes."""
        return _key_id(self.name, self.kind, self.public)

    @property
    def vkey(self) -> str:
        """The key as text, to be published."""
        return f"{self.name}+{self.key_id.hex()}+{b64(bytes([self.kind]) + self.public)}"

    def verify(self, text: str, signature: Signature) -> None:
        """Raise `SignatureError` unless this key made this signature of this text."""
        message, raw = text.encode(), signature.blob
        if self.kind == COSIGNATURE:
            message, raw = cosigned_message(text, cosigned_at(signature)), raw[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(raw, message)
        except (InvalidSignature, ValueError) as error:
            raise SignatureError(f"The signature of {self.name} does not verify.") from error


@dataclass(frozen=True)
class Signer:
    """A private key with its name. `seed` is secret: never printed, compared or logged."""

    name: str
    kind: int
    seed: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        _check_kind(self.kind, len(self.seed))

    def __repr__(self) -> str:
        return f"Signer({self.verifier.vkey!r})"

    @classmethod
    def generate(cls, name: str, kind: int = NOTE) -> "Signer":
        """A new random key."""
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, skey: str) -> "Signer":
        """Read `PRIVATE+KEY+name+hex8(key id)+base64(kind || seed)`; raises `NoteError`, never showing the key."""
        prefix = "PRIVATE+KEY+"
        if not skey.startswith(prefix):
            raise NoteError("A signer key begins with PRIVATE+KEY+.")
        name, key_id, data = _split_key(skey.removeprefix(prefix), "signer key")
        signer = cls(name, data[0], data[1:])
        if signer.verifier.key_id.hex() != key_id:
            raise NoteError(f"The key id of the signer key {name} does not fit the key.")
        return signer

    @property
    def skey(self) -> str:
        """The private key as text, in the form that Go's note package writes."""
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{b64(bytes([self.kind]) + self.seed)}"

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return Verifier(self.name, self.kind, public)

    @property
    def vkey(self) -> str:
        """The public half as text."""
        return self.verifier.vkey

    def sign(self, text: str) -> Signature:
        """Sign a note's text with a key of kind `NOTE`."""
        if self.kind != NOTE:
            raise NoteError(f"The key {self.name} makes cosignatures; it can't sign a note by itself.")
        check_text(text)
        return Signature(self.name, self.verifier.key_id, self.raw_sign(text.encode()))

    def raw_sign(self, message: bytes) -> bytes:
        """The 64 bytes of the Ed25519 signature of a message."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def cosigned_message(text: str, at: int) -> bytes:
    """What a cosignature/v1 signs: two header lines, then the whole note text (c2sp.org/tlog-cosignature)."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def cosigned_at(signature: Signature) -> int:
    """The POSIX time that a cosignature carries."""
    at = int.from_bytes(signature.blob[:8], "big")
    if len(signature.blob) != 72 or at > MAX_SIZE:
        raise SignatureError(f"The cosignature of {signature.name} is not 8 bytes of time and 64 of signature.")
    return at


def check_name(name: str) -> None:
    """Raise `NoteError` unless this can be a key's name: not empty, no space, no plus sign, no control character."""
    if not name or "+" in name or any(each.isspace() or each < " " for each in name):
        raise NoteError(f"A key name is not empty and has no space, plus sign or control character: {name[:60]!r}.")


def check_text(text: str) -> None:
    """Raise `NoteError` unless this can be the text of a note."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NoteError("A note's text ends with a newline and has no other control character.")


def _decode(data: bytes | str) -> str:
    try:
        raw = data.encode() if isinstance(data, str) else data
        text = raw.decode()
    except UnicodeError as error:
        raise NoteError("The note is not UTF-8.") from error
    if len(raw) > MAX_NOTE_BYTES:
        raise NoteError(f"The note is larger than {MAX_NOTE_BYTES} bytes.")
    if _CONTROL.search(text):
        raise NoteError("The note has a control character other than newline.")
    return text


def _split_key(text: str, what: str) -> tuple[str, str, bytes]:
    # The base64 part may itself hold plus signs: only the first two separate.
    parts = text.split("+", 2)
    if len(text) > MAX_KEY_BYTES or len(parts) != 3 or not _KEY_ID.match(parts[1]):
        raise NoteError(f"A {what} has the form name+keyid+base64.")
    try:
        data = unb64(parts[2])
    except WireError:
        # Without its cause: for a private key that would quote the key.
        raise NoteError(f"The {what} of {parts[0]} is not base64.") from None
    if not data:
        raise NoteError(f"The {what} of {parts[0]} is empty.")
    return parts[0], parts[1], data


def _check_kind(kind: int, length: int) -> None:
    if kind not in (NOTE, COSIGNATURE):
        raise NoteError(f"Keys of kind 0x{kind:02x} are not supported; Ed25519 is 0x01, Ed25519 cosignatures 0x04.")
    if length != 32:
        raise NoteError(f"An Ed25519 key has 32 bytes, not {length}.")


def _key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]
