"""The log's keys and its policy, below ``GONGKAI_HOME/keys``.

    log.skey    the signing key. Only the signer reads it; it is in no backup and in no database.
    log.vkeys   the public half of every key the log ever had, one a line, the present one last
    policy      which witnesses, and how many of them are enough (c2sp.org/tlog-policy); absent: none
    policy.former-<n>   what it was before a witness left it: old cosignatures are verified by it

The key bears the log's origin as its name.
"""

import os
from collections.abc import Collection
from pathlib import Path

from gongkai.ground.home.paths import home_path, prepare
from gongkai.ground.ledger.log import store
from gongkai.pure.outside import web
from gongkai.pure.tlog.errors import NoteError, PolicyError, TlogError
from gongkai.pure.tlog.note import COSIGNATURE, NOTE, Signer, Verifier
from gongkai.pure.tlog.policy import NONE, Log, Policy

GROUP = "outside"


class UnusableKey(RuntimeError):
    """The signing key is missing, damaged or open to others; the message says what to do."""


def secret_path() -> Path:
    return home_path("keys", "log.skey")


def public_path() -> Path:
    return home_path("keys", "log.vkeys")


def policy_path() -> Path:
    return home_path("keys", "policy")


def make_key(origin: str) -> Verifier:
    """The log's present public key; on the first start the key is made. Raises UnusableKey."""
    if not public_path().exists() and not secret_path().exists():
        prepare()
        try:
            fresh = Signer.generate(origin)
        except NoteError as error:
            raise UnusableKey(f"{origin!r} can't be a log's origin. {error}") from error
        _put_once(secret_path(), fresh.skey)
    return signing_key().verifier


def replace_key(origin: str) -> Verifier:
    """Begin a new origin with a key of its own; the public half of the old one stays known."""
    if origin in [key.name for key in public_keys()]:
        raise UnusableKey(f"The origin {origin} was used before; a new one needs another name.")
    fresh = Signer.generate(origin)
    store(secret_path(), f"{fresh.skey}\n".encode(), 0o600)
    return signing_key().verifier


def import_key(file: Path) -> Verifier:
    """Put an exported signing key in its place. Raises UnusableKey if it is not this log's present key."""
    signer = read_key(file, next(iter(public_keys()[-1:]), None))
    store(secret_path(), f"{signer.skey}\n".encode(), 0o600)
    return signing_key().verifier


def read_key(file: Path, present: Verifier | None) -> Signer:
    """An exported signing key. Raises UnusableKey if it is none, or not that of the log whose ``present`` key is known."""
    try:
        signer = Signer.parse(file.read_text("utf-8").strip())
    except OSError as error:
        raise UnusableKey(f"{file} can't be read: {error.strerror}.") from error
    except (UnicodeDecodeError, TlogError) as error:
        raise UnusableKey(f"{file} holds no signing key. {error}") from error
    if present and signer.verifier != present:
        raise UnusableKey(f"{file} holds the key {signer.name}, which is not this log's present key.")
    return signer


def signing_key() -> Signer:
    """The key, for the signer alone; its public half is noted. Raises UnusableKey."""
    path = secret_path()
    try:
        mode = path.stat().st_mode
        text = path.read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise UnusableKey(
            f"The signing key {path} is gone. Put the exported one back with `gongkai seal --import-key FILE`, "
            "or begin a new origin with `gongkai seal --new-origin NAME`."
        ) from error
    if mode & 0o077:
        raise UnusableKey(f"Others can read {path}; after `chmod 600` consider whether it is still secret.")
    try:
        signer = Signer.parse(text)
    except TlogError as error:
        raise UnusableKey(f"The signing key {path} is damaged.") from error
    if signer.kind != NOTE:
        raise UnusableKey(f"The key {path} is not the key of a log.")
    if signer.verifier not in public_keys():
        lines = [*(key.vkey for key in public_keys()), signer.vkey]
        store(public_path(), "".join(f"{line}\n" for line in lines).encode())
    return signer


def public_keys(folder: Path | None = None) -> list[Verifier]:
    """Every key the log ever had, the present one last; empty before the first start. ``folder``: of a backup's keys."""
    path = folder / public_path().name if folder else public_path()
    if not path.exists():
        return []
    return [Verifier.parse(line) for line in path.read_text("utf-8").splitlines() if line]


def policy() -> Policy:
    """The policy of the present key; without a file, one that asks for no witness. Raises TlogError."""
    if policy_path().exists():
        return Policy.parse(policy_path().read_bytes())
    return Policy(tuple(Log(key) for key in public_keys()[-1:]), (), (), NONE)


def witness_keys() -> list[Verifier]:
    """Of every witness that the policy names or ever named, as far as is known: those it names now last."""
    former = [Policy.parse(path.read_bytes()) for path in _former_policies()]
    found = [each.key for made in (*former, policy()) for each in made.witnesses]
    return list(dict.fromkeys(reversed(found)))[::-1]


def add_witness(url: str, vkey: str, need: int | None = None, *, instead_of: Collection[str] = ()) -> Policy:
    """Name a witness in the policy, or change its address; ``need`` of them must cosign (default: as it was, or of other witnesses more
    than half). ``instead_of``: names of those that leave the policy.

    Raises TlogError, and NoAddress; a name once given to a key is not given to another, for cosignatures are known by it.
    """
    key, url = Verifier.parse(vkey), web.address(url)
    if key.kind != COSIGNATURE:
        raise NoteError(f"The key {key.name} is not that of a witness.")
    if any(each.name == key.name and each != key for each in witness_keys()):
        raise PolicyError(
            f"The witness {key.name} is known by another key: what it cosigned would no longer verify. A new key needs a new name."
        )
    present = policy()
    if need is None and not instead_of and key in [each.key for each in present.witnesses]:
        return _move_witness(present, key, url)
    witnesses = {each.key.name: (each.key, each.url) for each in present.witnesses if each.key.name not in instead_of}
    if len(witnesses) < len(present.witnesses):
        store(policy_path().with_name(f"policy.former-{len(_former_policies()) + 1}"), policy_path().read_bytes())
    witnesses[key.name] = (key, url)
    return _write_policy(witnesses, need)


def _former_policies() -> list[Path]:
    return sorted(policy_path().parent.glob("policy.former-*"), key=lambda path: int(path.name.rpartition("-")[2]))


def _move_witness(present: Policy, key: Verifier, url: str) -> Policy:
    """Another address of a witness; all else that the keeper wrote stays as it is."""
    if url in [each.url for each in present.witnesses if each.key == key]:
        return present
    lines = policy_path().read_text("utf-8").splitlines()
    for n, words in enumerate(line.split() for line in lines):
        if words[:1] == ["witness"] and words[2] == key.vkey:
            lines[n] = " ".join([*words[:3], url])
    text = "".join(f"{line}\n" for line in lines).encode()
    made = Policy.parse(text)
    store(policy_path(), text)
    return made


def renew_policy() -> Policy:
    """Write the policy again for the log's present key, with the same witnesses."""
    return _write_policy({each.key.name: (each.key, each.url) for each in policy().witnesses}, None)


def _write_policy(witnesses: dict[str, tuple[Verifier, str | None]], need: int | None) -> Policy:
    lines = [f"log {key.vkey}" for key in public_keys()[-1:]]
    lines += [" ".join(filter(None, ("witness", name, key.vkey, url))) for name, (key, url) in witnesses.items()]
    if witnesses:
        need = need or len(witnesses) // 2 + 1
        lines += [f"group {GROUP} {need} {' '.join(witnesses)}", f"quorum {GROUP}"]
    else:
        lines.append(f"quorum {NONE}")
    text = "".join(f"{line}\n" for line in lines).encode()
    made = Policy.parse(text)
    store(policy_path(), text)
    return made


def _put_once(path: Path, text: str) -> None:
    """Write a secret unless another process has just done so."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    store(beside, f"{text}\n".encode(), 0o600)
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
