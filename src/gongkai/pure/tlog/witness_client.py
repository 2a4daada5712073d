"""Ask a witness for its cosignature over HTTP (c2sp.org/tlog-witness, `add-checkpoint`)."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

from gongkai.pure.outside import web
from gongkai.pure.tlog.cosign import encode_request, verify_cosignature
from gongkai.pure.tlog.errors import NoteError, TlogError, WireError, WitnessError, WitnessRefused, WitnessSilent
from gongkai.pure.tlog.note import Note, Signature, Verifier
from gongkai.pure.tlog.wire import decimal

MAX_ANSWER_BYTES = 64 * 1024

T = TypeVar("T")


def submit(
    url: str, checkpoint_note: str, old_size: int, proof: Sequence[bytes], *, witness: Verifier, timeout: float = 5.0
) -> str:
    """The witness's cosignature line (no newline) on this checkpoint, verified under its key.

    `url` is the submission prefix; `old_size` and `proof` lead from the checkpoint that the witness cosigned last.
    The answer is waited for `timeout` seconds in all.
    Raises `WitnessRefused` (with `status`, and `size` on 409, from which to try again) or `WitnessSilent`.
    """
    if not web.is_address(url):
        raise WitnessError(f"The address of a witness begins with http:// or https://: {url!r}.")
    note = Note.parse(checkpoint_note)
    data, sort = encode_request(old_size, proof, note), {"Content-Type": "text/plain; charset=utf-8"}
    place = url.rstrip("/") + "/add-checkpoint"
    try:
        status, body = _within(
            timeout, lambda: web.ask(place, patience=timeout, most=MAX_ANSWER_BYTES, data=data, headers=sort)
        )
    except OSError as error:
        raise WitnessSilent(f"The witness at {url} did not answer: {str(error) or 'too slow'}.") from error
    if len(body) > MAX_ANSWER_BYTES:
        raise WitnessSilent(f"The witness at {url} answered more than {MAX_ANSWER_BYTES} bytes.")
    if status != 200:
        raise _refusal(url, status, body)
    return str(_cosignature(body, note, witness, url))


def _within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns or raises, or `TimeoutError`: a socket's own timeout begins anew with every byte."""
    result: Future[T] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except Exception as error:
            result.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return result.result(seconds)


def _refusal(url: str, status: int, body: bytes) -> WitnessError:
    told = body[:1000].decode("utf-8", "replace").strip()
    if not 400 <= status < 500:
        return WitnessSilent(f"The witness at {url} is in trouble: status {status}.")
    size = None
    if status == 409:
        try:
            size = decimal(told)
        except WireError:
            return WitnessSilent(f"The witness at {url} answered 409 without the size that it holds.")
    return WitnessRefused(f"The witness at {url} refused with status {status}: {told}", status=status, size=size)


def _cosignature(body: bytes, note: Note, witness: Verifier, url: str) -> Signature:
    try:
        lines = body.decode().removesuffix("\n").split("\n")
        # Cosignatures of unknown keys are ignored: a witness may have several keys.
        ours = [
            each for each in map(Signature.parse, lines) if (each.name, each.key_id) == (witness.name, witness.key_id)
        ]
        if not ours:
            raise NoteError(f"It bears no cosignature by {witness.name}.")
        verify_cosignature(note, ours[0], witness)
    except (UnicodeDecodeError, TlogError) as error:
        raise WitnessSilent(f"The answer of the witness at {url} is no cosignature. {error}") from error
    return ours[0]
