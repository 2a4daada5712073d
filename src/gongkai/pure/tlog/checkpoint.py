"""Checkpoints (c2sp.org/tlog-checkpoint): the head of the tree as the text of a signed note."""

from dataclasses import dataclass

from gongkai.pure.tlog.errors import CheckpointError, WireError
from gongkai.pure.tlog.note import NOTE, Note, Signer
from gongkai.pure.tlog.wire import HASH_SIZE, MAX_SIZE, b64, decimal, unb64_hash

MAX_TEXT_BYTES = 16 * 1024


@dataclass(frozen=True)
class Checkpoint:
    """Origin, tree size, root hash; extension lines are read and kept, and never made here (NOT RECOMMENDED)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.origin or "\n" in self.origin:
            raise CheckpointError("A checkpoint has an origin of one line.")
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_SIZE:
            raise CheckpointError("A checkpoint has a size and a root hash of 32 bytes.")
        if any(not each or "\n" in each for each in self.extensions):
            raise CheckpointError("Extension lines are not empty.")

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read a note's text; raises `CheckpointError`."""
        if len(text) > MAX_TEXT_BYTES:
            raise CheckpointError(f"The checkpoint is longer than {MAX_TEXT_BYTES} characters.")
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() != "" or not all(lines):
            raise CheckpointError("A checkpoint has three lines (origin, size, root hash), none of them empty.")
        try:
            return cls(lines[0], decimal(lines[1]), unb64_hash(lines[2]), tuple(lines[3:]))
        except WireError as error:
            raise CheckpointError(f"The checkpoint's size or root hash is malformed. {error}") from error

    def format(self) -> str:
        """The note's text."""
        return "\n".join([self.origin, str(self.size), b64(self.root), *self.extensions]) + "\n"


def sign(checkpoint: Checkpoint, signer: Signer) -> Note:
    """The checkpoint signed by its log. The key must bear the origin's name (tlog-policy: MUST correspond).

    Whoever calls this answers for never signing two inconsistent checkpoints.
    """
    if signer.kind != NOTE or signer.name != checkpoint.origin:
        raise CheckpointError(f"The checkpoint of {checkpoint.origin} must be signed by the log's own Ed25519 key.")
    text = checkpoint.format()
    return Note(text, (signer.sign(text),))
