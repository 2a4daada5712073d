"""Verifying a published site from its files alone, as an outsider: no database, no settings, no trust in the server.

Four questions: Is the log one log, signed and witnessed? Is every record's JSON what the log committed to? Does every receipt
hold? Is every byte of every page what the site signed for? A finding names the file and what is wrong with it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from gongkai.engines.site import addresses
from gongkai.engines.site.aside import MANIFEST, is_known, record_of_receipt
from gongkai.engines.site.manifest import shard_of
from gongkai.engines.site.outside_log import TILE, Entries, begins, is_beyond, read_log
from gongkai.engines.site.place import Place
from gongkai.engines.site.verdict import Verdict, said
from gongkai.pure.outside.data import NotJson, read_json
from gongkai.pure.tlog.entry import Public, decode_entry, decode_opening
from gongkai.pure.tlog.errors import TlogError
from gongkai.pure.tlog.note import Note, Verifier
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.proof import TlogProof
from gongkai.pure.tlog.tiles import TileReader

HEADER = "gongkai-site-manifest/v1"
READ_AGAIN = 2
LIVE = ("record.published", "record.corrected")
GONE = "record.withdrawn"
PROVEN = (*LIVE, GONE)
"""What a receipt may be of: the facts that decide what stands at a record's address."""

_VERSION = re.compile(r"r/([^/]+)/v/([1-9][0-9]*)/index\.json")

MARKS = (".proofs",)
"""Notes of the signer in a generation; no server gives them out."""


Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class Listed:
    """What the signed manifest lists: path -> SHA-256; and the shards that could not be read, whose files cannot be checked."""

    digests: dict[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def __contains__(self, path: str) -> bool:
        return path in self.digests

    def may_hold(self, path: str) -> bool:
        """Is the file listed, or would it be in a shard that could not be read?"""
        return path in self.digests or f"{shard_of(path):02x}" in self.unread


NOTHING_READ = Listed(unread=frozenset(f"{number:02x}" for number in range(256)))


class Unreadable(Exception):
    """The place holds no site that could be verified; the message says what is missing."""


def verify_site(
    where: str, *, policy: str | None = None, vkey: str | None = None, tick: Tick = lambda done, total: None
) -> Verdict:
    """Verify a site. ``policy`` (text) and ``vkey`` are what the verifier trusts beforehand; without them the keys that the site
    publishes about itself are taken, and the verdict says so. Raises Unreadable.
    """
    place, verdict = Place(where), Verdict(trusts=_trusts(policy, vkey))
    trusted = _trusted(place, policy)
    _one_policy(place, verdict)
    entries = read_log(place, trusted, verdict)
    listed = _pages(place, vkey, verdict, tick)
    proven = _records(place, entries, listed, trusted, verdict)
    _strays(place, listed, proven, bool(verdict.size) and not entries.unread, verdict)
    return verdict


def _trusts(policy: str | None, vkey: str | None) -> str:
    given, told = "keys given by the verifier", "keys that the site publishes about itself"
    if (policy is None) == (vkey is None):
        return told if policy is None else given
    log, pages = (told, given) if policy is None else (given, told)
    return f"{log} (log and witnesses) and {pages} (pages)"


def _trusted(place: Place, policy: str | None) -> Policy:
    try:
        return Policy.parse(policy if policy is not None else place.read(f"{MANIFEST}/policy").decode())
    except FileNotFoundError as error:
        raise Unreadable(
            f"{place.where} has no {MANIFEST}/policy: it is no site of this product, or it was never sealed"
        ) from error
    except (OSError, TlogError, UnicodeDecodeError) as error:
        raise Unreadable(f"{place.where}: its policy {said(error)}") from error


def _one_policy(place: Place, verdict: Verdict) -> None:
    """What readers of a page are offered to verify it by is what the log says of itself: a weaker one beside it would be taken for that."""
    try:
        offered, told = place.read(f"{MANIFEST}/policy"), place.read("log/policy")
    except OSError:
        return  # what is missing is found where it is needed
    if offered != told:
        verdict.find(
            f"{MANIFEST}/policy", "names other keys or witnesses than log/policy beside it: one of the two was changed"
        )


def _pages(place: Place, vkey: str | None, verdict: Verdict, tick: Tick) -> Listed:
    """Check the signed manifest and every file it lists."""
    path = f"{MANIFEST}/vkey"
    try:
        key = Verifier.parse((vkey or place.read(path).decode()).strip())
        path = f"{MANIFEST}/manifest"
        note = Note.parse(place.read(path))
        if not note.verified_by([key]):
            verdict.find(path, f"is not signed by {key.name}")
    except (TlogError, OSError, UnicodeDecodeError) as error:
        verdict.find(path, f"{said(error)}; the site's files cannot be checked")
        return NOTHING_READ
    lines = note.text.splitlines()
    if lines[:1] != [HEADER]:
        verdict.find(path, f"does not begin with {HEADER}; the site's files cannot be checked")
        return NOTHING_READ
    digests: dict[str, str] = {}
    unread: set[str] = set()
    for line in lines[3:]:
        shard, _, digest = line.partition(" ")
        data = _settled(place, f"{MANIFEST}/{shard}", digest, verdict, "; the files that it lists cannot be checked")
        if data is None:
            unread.add(shard)
            continue
        for entry in data.decode(errors="replace").splitlines():
            digests[entry[66:]] = entry[:64]
    for done, (path, digest) in enumerate(sorted(digests.items()), start=1):
        _settled(place, path, digest, verdict)
        verdict.files += 1
        tick(done, len(digests))
    return Listed(digests, frozenset(unread))


def _strays(place: Place, listed: Listed, proven: set[str], whole: bool, verdict: Verdict) -> None:
    """A file that neither the manifest nor the layout of manifest, log and receipts knows; and a tile of an earlier size that is not how its
    fuller one begins.
    """
    reader = TileReader(lambda path: place.read(f"log/{path}"), verdict.size)

    def known(path: str) -> bool:
        if (tile := TILE.fullmatch(path)) and tile[3] and not is_beyond(path, verdict.size):
            begins(place, reader, path, tile, verdict)
            return True
        # Without a readable log nobody can say which records have a receipt; the log has its finding already.
        record, version = record_of_receipt(path), path.rpartition("/")[0]
        return (
            listed.may_hold(path)
            or path in MARKS
            or (is_known(path) and not is_beyond(path, verdict.size))
            or (
                bool(record)
                and (record in proven or not whole)
                and (version == f"r/{record}" or listed.may_hold(f"{version}/index.json"))
            )
        )

    for path, what in place.strays(known):
        verdict.find(path, what)


def _settled(place: Place, path: str, digest: str, verdict: Verdict, hence: str = "") -> bytes | None:
    """The file, if it has its digest; a page may just be changing, so it is read again before it is named.

    ``hence``: what follows from its fault.
    """
    data = None
    for _ in range(READ_AGAIN):
        try:
            data = place.read(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            verdict.find(path, said(error) + hence)
            return None
        if sha256(data).hexdigest() == digest:
            return data
    verdict.find(path, ("is missing" if data is None else "differs from what the site signed for") + hence)
    return None


def _records(place: Place, entries: Entries, listed: Listed, policy: Policy, verdict: Verdict) -> set[str]:
    """The latest word of the log on each record decides what its JSON must be, that a withdrawn one is gone, and what its
    receipt proves. Returns the records that have a receipt. What a bundle that could not be read may have said accuses nobody; nor
    does what a declared restore lost: the word before it holds again, and of what was published only then nothing is left.
    """
    decisive: dict[str, tuple[int, Public]] = {}
    known: set[str] = set()
    lost: set[str] = set()
    for index in sorted(entries.read):
        public = entries.read[index].public
        if public is not None and public.ref.startswith("record:"):
            record = public.ref.partition(":")[2]
            known.add(record)
            if public.fact in PROVEN and entries.is_lost(index):
                lost.add(record)
            elif public.fact in PROVEN:
                decisive[record] = (index, public)
    versions: dict[str, list[str]] = {}
    for record, number in (found.groups() for path in sorted(listed.digests) if (found := _VERSION.fullmatch(path))):
        versions.setdefault(record, []).append(number)
    for record in sorted(known):
        page, found = f"r/{record}/index.json", decisive.get(record)
        if found is None and record in lost:
            verdict.lost += 1
            if page in listed:
                verdict.find(page, "stands there, though the log declares that its publication was lost in a restore")
            continue
        if found is not None and found[1].fact == GONE:
            if page in listed and entries.is_last_word(found[0]):
                verdict.find(page, "the log says that this record was withdrawn")
        elif found is not None or not entries.unread:
            verdict.records += 1
            _json(place, page, found and (found[0], found[1].digest), entries, verdict)
            _attachments(place, page, listed, verdict)
        if found is not None:
            _receipt(place, f"r/{record}/proof", record, found[0], entries, policy, verdict)
        if found is not None and found[1].fact != GONE:
            for number in versions.get(record, ()):
                _version(place, f"r/{record}/v/{number}/", record, found, entries, policy, verdict)
                _attachments(place, f"r/{record}/v/{number}/index.json", listed, verdict)
    if verdict.size and not entries.unread:
        for page in sorted(
            path
            for path in listed.digests
            if path.startswith("r/") and path.count("/") == 2 and path.endswith("/index.json")
        ):
            if page.split("/")[1] not in known:
                verdict.find(page, "the log knows nothing of this record's publication (it may be sealed in a moment)")
    return set(decisive)


def _version(
    place: Place, folder: str, record: str, decisive: tuple[int, Public], entries: Entries, policy: Policy, verdict: Verdict
) -> None:  # fmt: skip
    """An earlier version on show is what an earlier entry of the log committed to, and has the receipt of that entry."""
    try:
        digest = sha256(place.read(f"{folder}index.json")).digest()
    except OSError as error:
        verdict.find(f"{folder}index.json", said(error))
        return
    if digest == decisive[1].digest:
        # Its successor came after the checkpoint that was read here.
        return
    own = (
        i
        for i, each in entries.read.items()
        if (p := each.public) and p.ref == f"record:{record}" and p.digest == digest
    )
    index = max(own, default=None)
    if index is None and entries.unread:
        return
    if index is None:
        verdict.find(f"{folder}index.json", "is not what any entry of the log on this record committed to")
        return
    _receipt(place, f"{folder}proof", record, index, entries, policy, verdict)


def _json(
    place: Place, page: str, committed: tuple[int, bytes] | None, entries: Entries, verdict: Verdict
) -> None:  # fmt: skip
    if committed is None:
        verdict.find(page, "the log holds no publication of this record")
        return
    settled = entries.is_last_word(committed[0])
    try:
        data = place.read(page)
        read_json(data)
    except FileNotFoundError:
        if settled:
            told = f"is missing, though the log's entry {committed[0]} says it was published and not withdrawn"
            verdict.find(page, told)
        return
    except (OSError, NotJson) as error:
        verdict.find(page, said(error))
        return
    if settled and sha256(data).digest() != committed[1]:
        verdict.find(page, f"is not what entry {committed[0]} of the log committed to")


def _attachments(place: Place, page: str, listed: Listed, verdict: Verdict) -> None:
    """The files of a record are those whose digests its JSON names, and so those that the log's entry committed to: the manifest, which lists
    them too, is signed by whoever keeps the site.
    """
    try:
        data = place.read(page)
        if listed.digests.get(page) != sha256(data).hexdigest():
            return  # it has its finding, or is just changing
        held = [
            (addresses.attachment_path(page.split("/")[1], e["id"], e["name"]), e["sha256"])
            for e in read_json(data)["attachments"]
        ]
    except (OSError, NotJson, LookupError, TypeError, AttributeError):
        return  # it has its finding
    for path, digest in held:
        if not listed.may_hold(path):
            verdict.find(path, f"is missing, though {page} names it")
        elif listed.digests.get(path, digest) != digest:
            verdict.find(path, f"is not the file that {page} names, by its digest")


def _receipt(
    place: Place, path: str, record: str, decisive: int, entries: Entries, policy: Policy, verdict: Verdict
) -> None:
    """A page's receipt has to prove the log's entry that decides what stands there. Only what was sealed after the checkpoint that was
    read here may be without one, and such a record is not asked for.
    """
    try:
        proof = TlogProof.parse(place.read_late(path))
        if proof.index >= verdict.size:
            _newer(place, path, record, proof, policy, verdict)
            return
        if entries.is_unread(proof.index) and proof.index > decisive:
            _by_itself(path, record, proof, policy, verdict)
            return
        entry = TileReader(lambda name: place.read(f"log/{name}"), verdict.size).entry(proof.index)
        proof.verify(entry, policy)
        if _held_in(proof) != entry:
            raise TlogError("it holds another entry than the log")
        public = entries.read[proof.index].public
        if public is None or public.ref != f"record:{record}":
            verdict.find(path, "proves another entry of the log")
        elif public.fact not in PROVEN:
            verdict.find(path, f"proves {public.fact}, not the publication of what stands on the page")
        elif proof.index != decisive:
            verdict.find(
                path, f"proves entry {proof.index}, but entry {decisive} of the log is the latest on this page"
            )
    except FileNotFoundError:
        verdict.find(path, f"is missing, though entry {decisive} of the log is under the checkpoint")
    except (TlogError, OSError, KeyError) as error:
        verdict.find(path, f"does not hold: {said(error)}")


def _held_in(proof: TlogProof) -> bytes:
    """The entry that a receipt brings along, for whoever has no log at hand. Raises TlogError."""
    opening = decode_opening(proof.extra) if proof.extra else None
    if opening is None:
        raise TlogError("it does not hold its entry")
    return opening.entry


def _newer(place: Place, path: str, record: str, proof: TlogProof, policy: Policy, verdict: Verdict) -> None:
    """A receipt that is newer than the checkpoint read at the start: the log has to have grown up to it since."""
    if (
        _by_itself(path, record, proof, policy, verdict)
        and policy.check(Note.parse(place.read("log/checkpoint"))).checkpoint.size <= proof.index
    ):
        verdict.find("log/checkpoint", f"is older than {path}, which proves entry {proof.index}")


def _by_itself(path: str, record: str, proof: TlogProof, policy: Policy, verdict: Verdict) -> bool:
    """A receipt of an entry that could not be read here proves what it brings along: is it of this record? Raises TlogError."""
    held = _held_in(proof)
    proof.verify(held, policy)
    public = decode_entry(held).public
    holds = public is not None and public.ref == f"record:{record}" and public.fact in PROVEN
    if not holds:
        verdict.find(path, "proves another entry of the log")
    return holds
