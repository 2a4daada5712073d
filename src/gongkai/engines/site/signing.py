"""The site manifest: what lets an outsider say which page's bytes were changed (decisions §5.13).

``site-manifest/<xx>``: for each of 256 shards (two hex digits, the first byte of the SHA-256 of a path) lines
``<sha256 hex>  <path>`` sorted by path, as ``sha256sum -c`` reads them; paths are relative to the root, in UTF-8.
All files of the tree stand there but ``site-manifest/`` itself, receipts (``r/*/proof``, ``r/*/v/*/proof``) and the log.

``site-manifest/manifest``: a signed note (c2sp.org/signed-note) under a key of its own, named ``<log origin>/site``:

    gongkai-site-manifest/v1
    <key name>
    <number of ledger facts through which the site was built>
    <xx> <sha256 hex of the shard file>        256 lines

Beside it, for whoever wants to know what this site says of itself (and then asks elsewhere): ``vkey``, the public half of that
key, and ``policy``, the log's keys and witnesses (c2sp.org/tlog-policy).

While pages change, files and shards differ for moments: a verifier reads both again before it names a page.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from gongkai.engines.site import tree
from gongkai.engines.site.aside import MANIFEST as FOLDER
from gongkai.engines.site.manifest import Manifest
from gongkai.ground.home import home_path
from gongkai.ground.ledger import keys
from gongkai.ground.ledger.log import store
from gongkai.pure.tlog.note import Note, Signer

HEADER = "gongkai-site-manifest/v1"
KEY_FILE = "site.skey"
SHARDS = 256


def write_shards(manifest: Manifest, folder: tree.Folder, numbers: Iterable[int] = range(SHARDS)) -> None:
    """Write shard files anew, from the rows of the files that stand."""
    for number in sorted(numbers):
        lines = (_line(path, digest) for path, digest in manifest.shard(number))
        _put(manifest, folder, number, b"".join(lines))


def amend_shards(manifest: Manifest, folder: tree.Folder, touched: Mapping[int, Iterable[str]]) -> None:
    """Bring the lines of files up to date, shard by shard: a city's shard has thousands of lines, of which a publication changes one.

    A shard that is not as it was left is written anew.
    """
    for number, changed in sorted(touched.items()):
        known = folder.read(f"{FOLDER}/{number:02x}")
        if known is None or sha256(known).hexdigest() != manifest.meta(f"shard {number:02x}"):
            write_shards(manifest, folder, [number])
            continue
        lines = known.splitlines(keepends=True)
        for path in changed:
            digest = manifest.digest(path)
            place = bisect_left(lines, path.encode() + b"\n", key=_path_of)
            there = place < len(lines) and _path_of(lines[place]) == path.encode() + b"\n"
            lines[place : place + there] = [_line(path, digest)] if digest else []
        _put(manifest, folder, number, b"".join(lines))


_PATH_AT = len(sha256().hexdigest()) + 2


def _line(path: str, digest: bytes) -> bytes:
    return f"{bytes(digest).hex()}  {path}\n".encode()


def _path_of(line: bytes) -> bytes:
    return line[_PATH_AT:]


def _put(manifest: Manifest, folder: tree.Folder, number: int, content: bytes) -> None:
    folder.replace(f"{FOLDER}/{number:02x}", content)
    manifest.set_meta(**{f"shard {number:02x}": sha256(content).hexdigest()})


def manifest_text(generation: Path, name: str, size: int) -> str:
    """The text that is signed, from the shard files as they stand."""
    lines = [f"{n:02x} {sha256((generation / FOLDER / f'{n:02x}').read_bytes()).hexdigest()}" for n in range(SHARDS)]
    return "\n".join([HEADER, name, str(size), *lines, ""])


def sign_manifest(signer: Signer) -> bool:
    """Sign the manifest of the current site if it changed since it was signed. False if there was nothing to sign; key and
    policy beside it are brought up to date all the same.

    Only the process that holds the key calls it: the signer after each round, or ``gongkai build``.
    """
    with tree.sole_builder():
        generation = tree.current()
        if generation is None:
            return False
        known = Manifest(tree.database_of(generation), read_only=True)
        size = int(known.meta("upto") or 0)
        known.close()
        folder = tree.Folder(generation)
        for name, told in (("vkey", f"{signer.vkey}\n".encode()), ("policy", policy_told())):
            place = generation / FOLDER / name
            if not place.exists() or place.read_bytes() != told:
                folder.replace(f"{FOLDER}/{name}", told)
        text, path = manifest_text(generation, signer.name, size), generation / FOLDER / "manifest"
        try:
            signed = Note.parse(path.read_bytes())
        except (OSError, ValueError):
            signed = None
        if (
            signed is not None
            and _shards(signed.text) == _shards(text)
            and any(s.name == signer.name for s in signed.signatures)
        ):
            return False
        folder.replace(f"{FOLDER}/manifest", Note(text).signed(signer.sign(text)).format().encode())
        return True


def policy_told() -> bytes:
    """What the site says of the log's keys and witnesses: the home's own policy, or the log's key alone."""
    if keys.policy_path().exists():
        return keys.policy_path().read_bytes()
    return "".join(f"log {key.vkey}\n" for key in keys.public_keys()[-1:]).encode() + b"quorum none\n"


def _shards(text: str) -> list[str]:
    return text.split("\n")[3:]


def site_signer() -> Signer | None:
    """The site's own key in the home, made on first use; None until the log has its key, whose origin names it."""
    if not keys.public_keys():
        return None
    name, path = f"{keys.public_keys()[-1].name}/site", home_path("keys", KEY_FILE)
    known = Signer.parse(path.read_text().strip()) if path.exists() else None
    if known is None or known.name != name:
        known = Signer.generate(name)
        store(path, f"{known.skey}\n".encode(), 0o600)
    return known
