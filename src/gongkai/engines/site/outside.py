"""Verifying a published site from its files alone, as an outsider: no database, no settings, no trust in the server.

Four questions: Is the log one log, signed and witnessed? Is every record's JSON what the log committed to? Does every receipt
hold? Is every byte of every page what the site signed for? A finding names the file and what is wrong with it.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.entry import Entry, Public, decode_entry
from gongkai.pure.tlog.errors import TlogError
from gongkai.pure.tlog.note import Note, Verifier
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.proof import TlogProof
from gongkai.pure.tlog.tiles import WIDTH, TileReader, new_tiles

MANIFEST = "site-manifest"
HEADER = "gongkai-site-manifest/v1"
MAX_BYTES = 64 * 1024 * 1024
PATIENCE = 20.0
READ_AGAIN = 2
LIVE = ("record.published", "record.corrected")
CHANGES = ("record.effective", "record.expired", "record.repealed")
GONE = "record.withdrawn"

Tick = Callable[[int, int], None]


@dataclass
class Verdict:
    """What was read and what was found wrong, each as (file or place, what)."""

    size: int = 0
    files: int = 0
    records: int = 0
    witnesses: tuple[str, ...] = ()
    trusts: str = ""
    findings: list[tuple[str, str]] = field(default_factory=list)

    def find(self, where: str, what: str) -> None:
        self.findings.append((where, what))


class Unreadable(Exception):
    """The place holds no site that could be verified; the message says what is missing."""


class Place:
    """A site in a folder or below an address. Files are bounded in size and time."""

    def __init__(self, where: str) -> None:
        self.where = where.rstrip("/")
        self.remote = where.startswith(("http://", "https://"))

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises FileNotFoundError, OSError."""
        if not self.remote:
            return (Path(self.where) / path).read_bytes()
        try:
            with urllib.request.urlopen(f"{self.where}/{quote(path)}", timeout=PATIENCE) as answer:
                data = answer.read(MAX_BYTES + 1)
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                raise FileNotFoundError(path) from error
            raise
        if len(data) > MAX_BYTES:
            raise OSError(f"{path} is larger than {MAX_BYTES} bytes")
        return data

    def strays(self, known: set[str]) -> Iterator[str]:
        """Files of a folder that the manifest does not list; an address cannot be listed."""
        if self.remote:
            return
        root = Path(self.where)
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            aside = name.startswith((f"{MANIFEST}/", "log/")) or (name.startswith("r/") and name.endswith("/proof"))
            if path.is_file() and not aside and not path.name.startswith(".") and name not in known:
                yield name


def verify_site(
    where: str, *, policy: str | None = None, vkey: str | None = None, tick: Tick = lambda done, total: None
) -> Verdict:
    """Verify a site. ``policy`` (text) and ``vkey`` are what the verifier trusts beforehand; without them the keys that the site
    publishes about itself are taken, and the verdict says so. Raises Unreadable.
    """
    place, verdict = Place(where), Verdict()
    verdict.trusts = "keys given by the verifier" if policy and vkey else "keys that the site publishes about itself"
    trusted = _trusted(place, policy)
    entries = _log(place, trusted, verdict)
    listed = _pages(place, vkey, verdict, tick)
    _records(place, entries, listed, trusted, verdict)
    return verdict


def _trusted(place: Place, policy: str | None) -> Policy:
    try:
        return Policy.parse(policy if policy is not None else place.read(f"{MANIFEST}/policy").decode())
    except FileNotFoundError as error:
        raise Unreadable(
            f"{place.where} has no {MANIFEST}/policy: it is no site of this product, or it was never sealed"
        ) from error
    except (OSError, TlogError, UnicodeDecodeError) as error:
        raise Unreadable(f"{place.where}: its policy cannot be read ({error})") from error


def _log(place: Place, policy: Policy, verdict: Verdict) -> dict[int, Entry]:
    """Check checkpoint, tiles and entries; returns the entries that stand in the log (all of them public texts)."""
    try:
        note = Note.parse(place.read("log/checkpoint"))
        verified = policy.check(note)
    except FileNotFoundError:
        verdict.find("log/checkpoint", "is missing")
        return {}
    except (TlogError, OSError) as error:
        verdict.find("log/checkpoint", str(error))
        return {}
    size, verdict.witnesses = verified.checkpoint.size, verified.witnesses
    verdict.size = size
    frontier, entries = merkle.Frontier(), {}
    reader = TileReader(lambda path: place.read(f"log/{path}"), size)
    for n in range((size + WIDTH - 1) // WIDTH):
        try:
            bundle = reader.entries(n)
        except (TlogError, OSError) as error:
            verdict.find(f"log/tile/entries, bundle {n}", str(error))
            return entries
        for offset, raw in enumerate(bundle):
            frontier.append(merkle.leaf_hash(raw))
            try:
                entries[n * WIDTH + offset] = decode_entry(raw)
            except TlogError as error:
                verdict.find(f"log entry {n * WIDTH + offset}", str(error))
    if frontier.root() != verified.checkpoint.root:
        verdict.find(
            "log/tile/entries",
            "the entries are not those that the checkpoint signs: one was changed, left out or added",
        )
    _tiles(place, size, verdict)
    return entries


def _tiles(place: Place, size: int, verdict: Verdict) -> None:
    """Every hash tile must be what the tiles below it make."""
    reader = TileReader(lambda path: place.read(f"log/{path}"), size)
    for tile in new_tiles(0, size):
        try:
            held = reader.hashes(tile.level, tile.n)
            for offset, seen in enumerate(held):
                if seen != _expected(reader, tile.level, tile.n * WIDTH + offset):
                    verdict.find(f"log/{tile.path}", "does not follow from the tiles below it")
                    break
        except (TlogError, OSError) as error:
            verdict.find(f"log/{tile.path}", str(error))


def _expected(reader: TileReader, level: int, index: int) -> bytes:
    if level == 0:
        return merkle.leaf_hash(reader.entry(index))
    return merkle.root(reader.hashes(level - 1, index))


def _pages(place: Place, vkey: str | None, verdict: Verdict, tick: Tick) -> dict[str, str]:
    """Check the signed manifest and every file it lists; returns path -> SHA-256."""
    try:
        key = Verifier.parse((vkey or place.read(f"{MANIFEST}/vkey").decode()).strip())
        note = Note.parse(place.read(f"{MANIFEST}/manifest"))
        if not note.verified_by([key]):
            verdict.find(f"{MANIFEST}/manifest", f"is not signed by {key.name}")
    except FileNotFoundError as error:
        verdict.find(str(error), "is missing")
        return {}
    except (TlogError, OSError, UnicodeDecodeError) as error:
        verdict.find(f"{MANIFEST}/manifest", str(error))
        return {}
    lines = note.text.splitlines()
    if lines[:1] != [HEADER]:
        verdict.find(f"{MANIFEST}/manifest", f"does not begin with {HEADER}")
        return {}
    listed: dict[str, str] = {}
    for line in lines[3:]:
        shard, _, digest = line.partition(" ")
        data = _settled(place, f"{MANIFEST}/{shard}", digest, verdict)
        for entry in data.decode(errors="replace").splitlines() if data is not None else ():
            listed[entry[66:]] = entry[:64]
    for done, (path, digest) in enumerate(sorted(listed.items()), start=1):
        _settled(place, path, digest, verdict)
        verdict.files += 1
        tick(done, len(listed))
    for path in place.strays(set(listed)):
        verdict.find(path, "is not in the signed manifest: the site did not publish it")
    return listed


def _settled(place: Place, path: str, digest: str, verdict: Verdict) -> bytes | None:
    """The file, if it has its digest; a page may just be changing, so it is read again before it is named."""
    data = b""
    for _ in range(READ_AGAIN):
        try:
            data = place.read(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            verdict.find(path, str(error))
            return None
        if sha256(data).hexdigest() == digest:
            return data
    verdict.find(path, "differs from what the site signed for" if data else "is missing")
    return None


def _records(place: Place, entries: dict[int, Entry], listed: dict[str, str], policy: Policy, verdict: Verdict) -> None:
    """The latest word of the log on each record decides what its JSON must be, and that a withdrawn one is gone."""
    digests: dict[str, tuple[int, bytes]] = {}
    last: dict[str, str] = {}
    latest: dict[str, int] = {}
    for index in sorted(entries):
        public: Public | None = entries[index].public
        if public is None or not public.ref.startswith("record:"):
            continue
        record = public.ref.partition(":")[2]
        last[record], latest[record] = public.fact, index
        if public.fact in LIVE:
            digests[record] = (index, public.digest)
    for record, fact in sorted(last.items()):
        page = f"r/{record}/index.json"
        if fact == GONE:
            if page in listed:
                verdict.find(page, "the log says that this record was withdrawn")
            continue
        verdict.records += 1
        _json(place, page, digests.get(record), verdict)
        _receipt(place, record, entries, policy, verdict)
    if verdict.size:
        for page in sorted(
            path for path in listed if path.startswith("r/") and path.count("/") == 2 and path.endswith("/index.json")
        ):
            if page.split("/")[1] not in last:
                verdict.find(page, "the log knows nothing of this record's publication (it may be sealed in a moment)")


def _json(place: Place, page: str, committed: tuple[int, bytes] | None, verdict: Verdict) -> None:
    if committed is None:
        verdict.find(page, "the log holds no publication of this record")
        return
    try:
        data = place.read(page)
        json.loads(data)
    except FileNotFoundError:
        verdict.find(page, f"is missing, though the log's entry {committed[0]} says it was published and not withdrawn")
        return
    except (OSError, ValueError) as error:
        verdict.find(page, str(error))
        return
    if sha256(data).digest() != committed[1]:
        verdict.find(page, f"is not what entry {committed[0]} of the log committed to")


def _receipt(place: Place, record: str, entries: dict[int, Entry], policy: Policy, verdict: Verdict) -> None:
    path = f"r/{record}/proof"
    try:
        proof = TlogProof.parse(place.read(path))
        raw = TileReader(lambda name: place.read(f"log/{name}"), verdict.size).entry(proof.index)
        proof.verify(raw, policy)
        public = entries[proof.index].public
        if public is None or public.ref != f"record:{record}":
            verdict.find(path, "proves another entry of the log")
        elif public.fact not in LIVE:
            verdict.find(path, f"proves {public.fact}, not the publication of what stands on the page")
    except FileNotFoundError:
        return  # written seconds after the page; the log itself has been checked above
    except (TlogError, OSError, KeyError) as error:
        verdict.find(path, f"does not hold: {error}")
