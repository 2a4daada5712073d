"""Refusals of the log formats: one class per noun, each with a sentence that can be shown as it is."""


class TlogError(ValueError):
    """Something of the log is malformed or does not verify."""


class WireError(TlogError):
    """Base64 or a decimal number is not in its one canonical form."""


class EntryError(TlogError):
    """A leaf entry, its canonical JSON or its opening is malformed or does not fit."""


class TileError(TlogError):
    """A tile or an entry bundle is missing, malformed, or outside the tree."""


class MerkleError(TlogError):
    """An inclusion or consistency proof does not verify, or was asked for outside the tree."""


class NoteError(TlogError):
    """A signed note or a key is malformed."""


class SignatureError(NoteError):
    """A known key's signature fails, or no known key signed."""


class CheckpointError(TlogError):
    """A checkpoint's text is malformed."""


class PolicyError(TlogError):
    """A policy file is malformed, or a checkpoint does not satisfy it."""


class TlogProofError(TlogError):
    """A `.tlog-proof` text is malformed."""


class WitnessError(TlogError):
    """A witness did not cosign."""


class WitnessRefused(WitnessError):
    """The witness answered, and its answer was no.

    `status` is the HTTP status; `size` is the tree size that the witness holds, when it answered 409, else None.
    """

    def __init__(self, sentence: str, *, status: int, size: int | None = None):
        super().__init__(sentence)
        self.status = status
        self.size = size


class WitnessSilent(WitnessError):
    """The witness could not be reached, broke off, or answered what is no answer."""
