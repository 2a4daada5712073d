"""Receipts: `.tlog-proof` texts (c2sp.org/tlog-proof), which verify offline.

    c2sp.org/tlog-proof@v1
    [extra <base64>]
    index <n>
    <inclusion proof, one hash a line>

    <checkpoint with its signatures>

In our receipts `extra` holds the opening of the leaf (see `entry`).
"""

from dataclasses import dataclass

from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.checkpoint import Checkpoint
from gongkai.pure.tlog.errors import TlogProofError, WireError
from gongkai.pure.tlog.note import MAX_NOTE_BYTES, Note, Verifier
from gongkai.pure.tlog.policy import Policy, Verified
from gongkai.pure.tlog.wire import b64, decimal, unb64, unb64_hash

HEADER = "c2sp.org/tlog-proof@v1"
MAX_EXTRA_BYTES = 256 * 1024
MAX_PROOF_BYTES = MAX_NOTE_BYTES + 4 * MAX_EXTRA_BYTES // 3 + 4096


@dataclass(frozen=True)
class TlogProof:
    """That the entry at `index` is in the tree of a signed checkpoint. `extra` is not authenticated by itself."""

    index: int
    path: tuple[bytes, ...]
    note: Note
    extra: bytes | None = None

    @classmethod
    def parse(cls, data: bytes | str) -> "TlogProof":
        """Read a `.tlog-proof`; raises `TlogError`. Nothing is verified yet."""
        text = _decode(data)
        head, blank, rest = text.partition("\n\n")
        lines = head.split("\n")
        if not blank or lines[0] != HEADER:
            raise TlogProofError(f"A proof begins with the line {HEADER}, and holds an empty line and a checkpoint.")
        lines.pop(0)
        extra = None
        try:
            if lines and lines[0].startswith("extra "):
                extra = unb64(lines.pop(0).removeprefix("extra "))
            if not lines or not lines[0].startswith("index "):
                raise TlogProofError("The proof has no index line.")
            index = decimal(lines.pop(0).removeprefix("index "))
            if len(lines) > merkle.MAX_PATH:
                raise TlogProofError(f"The proof has more than {merkle.MAX_PATH} hashes.")
            path = tuple(unb64_hash(line) for line in lines)
        except WireError as error:
            raise TlogProofError(f"The proof is malformed. {error}") from error
        return cls(index, path, Note.parse(rest), extra)

    def format(self) -> str:
        """The text of the `.tlog-proof` file."""
        lines = [HEADER]
        if self.extra is not None:
            if len(self.extra) > MAX_EXTRA_BYTES:
                raise TlogProofError(f"The extra data has more than {MAX_EXTRA_BYTES} bytes.")
            lines.append(f"extra {b64(self.extra)}")
        lines += [f"index {self.index}", *(b64(each) for each in self.path)]
        return "\n".join(lines) + "\n\n" + self.note.format()

    def verify(self, entry: bytes, policy: Policy, log: Verifier | None = None) -> Verified:
        """Raise `TlogError` unless this entry stands at this index of a tree that the policy accepts."""
        verified = policy.check(self.note, log)
        merkle.verify_inclusion(
            self.index, verified.checkpoint.size, merkle.leaf_hash(entry), self.path, verified.checkpoint.root
        )
        return verified

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint, unverified."""
        return Checkpoint.parse(self.note.text)


def _decode(data: bytes | str) -> str:
    if len(data) > MAX_PROOF_BYTES:
        raise TlogProofError(f"The proof is larger than {MAX_PROOF_BYTES} bytes.")
    if isinstance(data, str):
        return data
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise TlogProofError("The proof is not UTF-8.") from error
