"""Ask a witness for its cosignature over HTTP (c2sp.org/tlog-witness, `add-checkpoint`)."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Sequence

from gongkai.pure.tlog.cosign import encode_request, verify_cosignature
from gongkai.pure.tlog.errors import NoteError, TlogError, WireError, WitnessError, WitnessRefused, WitnessSilent
from gongkai.pure.tlog.note import Note, Signature, Verifier
from gongkai.pure.tlog.wire import decimal

MAX_ANSWER_BYTES = 64 * 1024


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        """A witness's address is configured; it does not move the request elsewhere."""
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def submit(
    url: str, checkpoint_note: str, old_size: int, proof: Sequence[bytes], *, witness: Verifier, timeout: float = 5.0
) -> str:
    """The witness's cosignature line (no newline) on this checkpoint, verified under its key.

    `url` is the submission prefix; `old_size` and `proof` lead from the checkpoint that the witness cosigned last.
    Raises `WitnessRefused` (with `status`, and `size` on 409, from which to try again) or `WitnessSilent`.
    """
    if not url.startswith(("http://", "https://")):
        raise WitnessError(f"The address of a witness begins with http:// or https://: {url!r}.")
    note = Note.parse(checkpoint_note)
    request = urllib.request.Request(
        url.rstrip("/") + "/add-checkpoint",
        data=encode_request(old_size, proof, note),
        headers={"Content-Type": "text/plain; charset=utf-8"},
        method="POST",
    )
    try:
        with _OPENER.open(request, timeout=timeout) as response:
            body = _bounded(response.read(MAX_ANSWER_BYTES + 1), url)
    except urllib.error.HTTPError as error:
        with error:
            raise _refusal(url, error) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise WitnessSilent(f"The witness at {url} did not answer: {error}.") from error
    return str(_cosignature(body, note, witness, url))


def _refusal(url: str, error: urllib.error.HTTPError) -> WitnessError:
    try:
        body = error.read(1000).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException):
        body = ""
    if error.code >= 500:
        return WitnessSilent(f"The witness at {url} is in trouble: status {error.code}.")
    size = None
    if error.code == 409:
        try:
            size = decimal(body)
        except WireError:
            return WitnessSilent(f"The witness at {url} answered 409 without the size that it holds.")
    return WitnessRefused(
        f"The witness at {url} refused with status {error.code}: {body}", status=error.code, size=size
    )


def _bounded(body: bytes, url: str) -> bytes:
    if len(body) > MAX_ANSWER_BYTES:
        raise WitnessSilent(f"The witness at {url} answered more than {MAX_ANSWER_BYTES} bytes.")
    return body


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
