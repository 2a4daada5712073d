"""Trust policies (c2sp.org/tlog-policy): which log, which witnesses, and how many of them are enough.

log <vkey> [<url>]
witness <name> <vkey> [<url>]
group <name> <k>|any|all <name>...
quorum <name>|none
"""

from dataclasses import dataclass
from typing import NamedTuple

from gongkai.pure.tlog.checkpoint import Checkpoint
from gongkai.pure.tlog.errors import NoteError, PolicyError, SignatureError, TlogError, WireError
from gongkai.pure.tlog.note import COSIGNATURE, NOTE, Note, Verifier
from gongkai.pure.tlog.wire import decimal

MAX_POLICY_BYTES = 256 * 1024
MAX_LINES = 4096
NONE = "none"


@dataclass(frozen=True)
class Log:
    """A log whose checkpoints are accepted; its key bears the origin's name."""

    key: Verifier
    url: str | None = None


@dataclass(frozen=True)
class Witness:
    """A witness by its name in the policy, which need not be its key's name."""

    name: str
    key: Verifier
    url: str | None = None


@dataclass(frozen=True)
class Group:
    """Witnesses a checkpoint if at least `threshold` of its members do."""

    name: str
    threshold: int
    members: tuple[str, ...]


class Verified(NamedTuple):
    """A checkpoint that satisfies a policy, the key of the log that signed it, and the policy's names that witnessed."""

    checkpoint: Checkpoint
    log: Verifier
    witnesses: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """Logs, witnesses, groups in the order of the file, and the name of the quorum ("none": no witness needed)."""

    logs: tuple[Log, ...]
    witnesses: tuple[Witness, ...]
    groups: tuple[Group, ...]
    quorum: str

    @classmethod
    def parse(cls, data: bytes | str) -> "Policy":
        """Read a policy file; raises `PolicyError` naming the line."""
        return _Reader().read(data)

    def check(self, note: Note, log: Verifier | None = None) -> Verified:
        """Raise `TlogError` unless a listed log signed this checkpoint and the quorum cosigned it.

        `log` narrows this to one log, or gives the log where the policy lists none. A failing signature of any known
        key refuses the whole note.
        """
        checkpoint = Checkpoint.parse(note.text)
        logs = [each.key for each in self.logs] if log is None else [log]
        if any(each.kind != NOTE for each in logs):
            raise PolicyError("A log's key is an Ed25519 note key (kind 0x01).")
        known = [*logs, *(each.key for each in self.witnesses)]
        try:
            signers = note.verified_by(known)
        except SignatureError as error:
            raise PolicyError(f"The checkpoint of {checkpoint.origin} is not accepted. {error}") from error
        by = next((each for each in signers if each in logs and each.name == checkpoint.origin), None)
        if by is None:
            raise PolicyError(f"The checkpoint of {checkpoint.origin} is not signed by a log of the policy.")
        cosigned = tuple(each.name for each in self.witnesses if each.key in signers)
        if not self._quorum_reached(set(cosigned)):
            have = ", ".join(cosigned) or "none"
            raise PolicyError(f"The quorum {self.quorum} has not cosigned this checkpoint; cosigned by: {have}.")
        return Verified(checkpoint, by, cosigned)

    def satisfied(self, note: Note, log: Verifier | None = None) -> bool:
        """Whether `check` passes."""
        try:
            self.check(note, log)
        except TlogError:
            return False
        return True

    def _quorum_reached(self, witnessed: set[str]) -> bool:
        # A group names only what stands before it, so one pass in the file's order decides all.
        for group in self.groups:
            if sum(member in witnessed for member in group.members) >= group.threshold:
                witnessed.add(group.name)
        return self.quorum == NONE or self.quorum in witnessed


class _Reader:
    def __init__(self) -> None:
        self.logs: list[Log] = []
        self.witnesses: list[Witness] = []
        self.groups: list[Group] = []
        self.grouped: set[str] = set()
        self.quorum: str | None = None

    def read(self, data: bytes | str) -> Policy:
        # Names are opaque octets: bytes that are no UTF-8 are kept as they are, and nothing is normalised.
        raw = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
        if len(raw) > MAX_POLICY_BYTES or raw.count(b"\n") > MAX_LINES:
            raise PolicyError(f"The policy is larger than {MAX_POLICY_BYTES} bytes or {MAX_LINES} lines.")
        for number, line in enumerate(raw.decode("utf-8", "surrogateescape").split("\n"), 1):
            try:
                self._line(line)
            except (PolicyError, NoteError, WireError) as error:
                raise PolicyError(f"Policy, line {number}: {error}") from error
        if self.quorum is None:
            raise PolicyError("The policy has no quorum line.")
        return Policy(tuple(self.logs), tuple(self.witnesses), tuple(self.groups), self.quorum)

    def _line(self, line: str) -> None:
        if any((each < " " and each != "\t") or each == "\x7f" for each in line):
            raise PolicyError("The only control characters allowed are tab and newline.")
        # Only space and tab separate; str.split() would also split at other Unicode spaces.
        words = [word for word in line.replace("\t", " ").split(" ") if word]
        if not words or words[0].startswith("#"):
            return
        verbs = {"log": self._log, "witness": self._witness, "group": self._group, "quorum": self._quorum}
        if words[0] not in verbs:
            raise PolicyError(f"A line begins with log, witness, group or quorum, not {words[0][:40]!r}.")
        verbs[words[0]](words[1:])

    def _log(self, words: list[str]) -> None:
        if len(words) not in (1, 2):
            raise PolicyError("The form is: log <vkey> [<url>].")
        key = Verifier.parse(words[0])
        if key.kind != NOTE:
            raise PolicyError(f"The log key {key.name} is not an Ed25519 note key (kind 0x01).")
        if any(each.key.public == key.public for each in self.logs):
            raise PolicyError(f"The key of the log {key.name} is already listed.")
        self.logs.append(Log(key, *words[1:]))

    def _witness(self, words: list[str]) -> None:
        if len(words) not in (2, 3):
            raise PolicyError("The form is: witness <name> <vkey> [<url>].")
        name, key = self._new_name(words[0]), Verifier.parse(words[1])
        if key.kind != COSIGNATURE:
            raise PolicyError(f"The witness key {key.name} is not an Ed25519 cosignature key (kind 0x04).")
        if any(each.key.public == key.public for each in self.witnesses):
            raise PolicyError(f"The key of the witness {name} is already listed.")
        self.witnesses.append(Witness(name, key, *words[2:]))

    def _group(self, words: list[str]) -> None:
        if len(words) < 3:
            raise PolicyError("The form is: group <name> <k>|any|all <name>...")
        name, members = self._new_name(words[0]), words[2:]
        for member in members:
            if member not in self._names():
                raise PolicyError(f"The name {member} is not defined on a line before.")
            if member in self.grouped:
                raise PolicyError(f"The name {member} is already a member of a group.")
            self.grouped.add(member)
        threshold = {"any": 1, "all": len(members)}.get(words[1])
        if threshold is None:
            threshold = decimal(words[1])
        if not 1 <= threshold <= len(members):
            raise PolicyError(f"A group of {len(members)} can't need {threshold}.")
        self.groups.append(Group(name, threshold, tuple(members)))

    def _quorum(self, words: list[str]) -> None:
        if len(words) != 1:
            raise PolicyError("The form is: quorum <name>.")
        if self.quorum is not None:
            raise PolicyError("There is more than one quorum line.")
        if words[0] != NONE and words[0] not in self._names():
            raise PolicyError(f"The name {words[0]} is not defined on a line before.")
        self.quorum = words[0]

    def _new_name(self, name: str) -> str:
        if name == NONE or name in self._names():
            raise PolicyError(f"The name {name} is already taken.")
        return name

    def _names(self) -> set[str]:
        return {each.name for each in (*self.witnesses, *self.groups)}
