"""Cosignatures (c2sp.org/tlog-cosignature) and the witness that gives them (c2sp.org/tlog-witness).

A witness remembers, for each log, the largest tree that it has seen, and cosigns a checkpoint only if a proof shows
that the new tree begins with that one. It does not read the entries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.checkpoint import Checkpoint
from gongkai.pure.tlog.errors import NoteError, SignatureError, TlogError, WireError
from gongkai.pure.tlog.note import COSIGNATURE, Note, Signature, Signer, Verifier, cosigned_at, cosigned_message
from gongkai.pure.tlog.wire import MAX_SIZE, b64, decimal, unb64_hash

MAX_REQUEST_BYTES = 128 * 1024
SIZE_TYPE = "text/x.tlog.size"


@dataclass(frozen=True)
class Head:
    """The largest tree that a witness has cosigned for one log."""

    size: int
    root: bytes


EMPTY = Head(0, merkle.EMPTY_ROOT)


class Answer(NamedTuple):
    """HTTP status, body, and the heads after it. `status` 409 with a size goes out as `text/x.tlog.size`."""

    status: int
    body: str
    state: Mapping[str, Head]


@dataclass(frozen=True)
class Request:
    """An `add-checkpoint` request: the old size, a consistency proof from it, and a checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint

    @classmethod
    def parse(cls, data: bytes) -> "Request":
        """Read a request body; raises `TlogError`."""
        if len(data) > MAX_REQUEST_BYTES:
            raise WireError(f"The request is larger than {MAX_REQUEST_BYTES} bytes.")
        head, _, rest = data.partition(b"\n\n")
        try:
            first, *lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError as error:
            raise WireError("The lines before the checkpoint are not ASCII.") from error
        if not first.startswith("old "):
            raise WireError("The first line must be: old <size>.")
        if len(lines) > merkle.MAX_PATH:
            raise WireError(f"More than {merkle.MAX_PATH} lines of consistency proof.")
        note = Note.parse(rest)
        proof = tuple(unb64_hash(line) for line in lines)
        return cls(decimal(first.removeprefix("old ")), proof, note, Checkpoint.parse(note.text))


def encode_request(old_size: int, proof: Sequence[bytes], note: Note) -> bytes:
    """The body to POST to a witness's `/add-checkpoint`."""
    lines = [f"old {old_size}", *(b64(each) for each in proof)]
    return ("\n".join(lines) + "\n\n" + note.format()).encode()


def cosign(note: Note, signer: Signer, at: int) -> Signature:
    """Cosign a checkpoint's note at this POSIX time (seconds)."""
    if signer.kind != COSIGNATURE:
        raise NoteError(f"The key {signer.name} is not a cosignature key (kind 0x04).")
    if not 0 <= at <= MAX_SIZE:
        raise NoteError(f"Not a POSIX time: {at}.")
    blob = at.to_bytes(8, "big") + signer.raw_sign(cosigned_message(note.text, at))
    return Signature(signer.name, signer.verifier.key_id, blob)


def verify_cosignature(note: Note, signature: Signature, witness: Verifier) -> int:
    """POSIX time of a cosignature that verifies; raises `SignatureError` if it is another key's or fails."""
    if witness.kind != COSIGNATURE:
        raise NoteError(f"The key {witness.name} is not a cosignature key (kind 0x04).")
    if (signature.name, signature.key_id) != (witness.name, witness.key_id):
        raise SignatureError(f"This is not a cosignature by {witness.name}.")
    witness.verify(note.text, signature)
    return cosigned_at(signature)


def handle_add_checkpoint(
    request: bytes,
    state: Mapping[str, Head],
    known_logs: Mapping[str, Sequence[Verifier]],
    signer: Signer,
    now: int,
) -> Answer:
    """Answer one `add-checkpoint` request, in the order of checks of tlog-witness.

    `state` and `known_logs` go by origin. The caller must store the returned state durably *before* it sends the
    answer, and must not run two of these at once: otherwise two different trees of one size could be cosigned.
    """
    try:
        asked = Request.parse(request)
    except TlogError as error:
        return Answer(400, f"{error}\n", state)
    checkpoint = asked.checkpoint
    keys = known_logs.get(checkpoint.origin)
    if not keys:
        return Answer(404, "This witness does not know the log.\n", state)
    try:
        asked.note.verified_by(keys)
    except SignatureError as error:
        return Answer(403, f"{error}\n", state)
    if asked.old > checkpoint.size:
        return Answer(400, "The old size is larger than the checkpoint's.\n", state)
    seen = state.get(checkpoint.origin, EMPTY)
    if asked.old != seen.size or (checkpoint.size == seen.size and checkpoint.root != seen.root):
        return Answer(409, f"{seen.size}\n", state)
    try:
        merkle.verify_consistency(seen.size, checkpoint.size, seen.root, checkpoint.root, asked.proof)
    except TlogError as error:
        return Answer(422, f"{error}\n", state)
    cosignature = cosign(asked.note, signer, now)
    return Answer(200, f"{cosignature}\n", {**state, checkpoint.origin: Head(checkpoint.size, checkpoint.root)})
