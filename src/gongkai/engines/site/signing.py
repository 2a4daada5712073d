"""The site manifest: what lets an outsider say which page's bytes were changed (decisions §5.13).

``site-manifest/<xx>``: for each of 256 shards (two hex digits, the first byte of the SHA-256 of a path) lines
``<sha256 hex>  <path>`` sorted by path, as ``sha256sum -c`` reads them; paths are relative to the root, in UTF-8.
All files of the tree stand there but ``site-manifest/`` itself, receipts (``r/*/proof``) and the log.

``site-manifest/manifest``: a signed note (c2sp.org/signed-note) under a key of its own, named ``<log origin>/site``:

    gongkai-site-manifest/v1
    <key name>
    <number of ledger facts through which the site was built>
    <xx> <sha256 hex of the shard file>        256 lines

While pages change, files and shards differ for moments: a verifier reads both again before it names a page.
"""

import os
from hashlib import sha256
from pathlib import Path

from gongkai.engines.site import tree
from gongkai.engines.site.manifest import Manifest
from gongkai.ground.home import home_path
from gongkai.ground.units.queries import government
from gongkai.pure.tlog.note import Note, Signer

HEADER = "gongkai-site-manifest/v1"
FOLDER = "site-manifest"
KEY_FILE = "site.skey"
SHARDS = 256


def write_shards(manifest: Manifest, folder: tree.Folder, numbers: set[int] | None = None) -> None:
    """Write the shard files whose lines may have changed; all of them by default."""
    for number in range(SHARDS) if numbers is None else sorted(numbers):
        lines = "".join(f"{bytes(digest).hex()}  {path}\n" for path, digest in manifest.shard(number))
        folder.replace(f"{FOLDER}/{number:02x}", lines.encode())


def manifest_text(generation: Path, name: str, size: int) -> str:
    """The text that is signed, from the shard files as they stand."""
    lines = [f"{n:02x} {sha256((generation / FOLDER / f'{n:02x}').read_bytes()).hexdigest()}" for n in range(SHARDS)]
    return "\n".join([HEADER, name, str(size), *lines, ""])


def sign_manifest(signer: Signer) -> bool:
    """Sign the manifest of the current site if it changed since it was signed. False if there was nothing to do.

    Only the process that holds the key calls it: the signer after each round, or ``gongkai build``.
    """
    with tree.sole_builder():
        generation = tree.current()
        if generation is None:
            return False
        known = Manifest(tree.database_of(generation), read_only=True)
        size = int(known.meta("upto") or 0)
        known.close()
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
        note = Note(text).signed(signer.sign(text)).format()
        tree.Folder(generation).replace(f"{FOLDER}/manifest", note.encode())
        return True


def _shards(text: str) -> list[str]:
    return text.split("\n")[3:]


def site_signer() -> Signer:
    """The site's own key in the home, made on first use."""
    path = home_path("keys", KEY_FILE)
    if not path.exists():
        known = government()
        made = Signer.generate(f"{known.domain if known else 'localhost'}/log/site")
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(made.skey + "\n")
    return Signer.parse(path.read_text().strip())
