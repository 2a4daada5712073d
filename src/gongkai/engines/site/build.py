"""Building: a new generation as a whole, or just what new facts made stale.

Incremental: the facts since the last build name stale bundles; each bundle's files are put in place one by one, pages before
the lists that name them, what is gone is removed, then the shards of the site manifest follow, and last of all the place moves.
Stopped anywhere and run again it comes out right: facts are read again, and files are compared by digest.

Full: all bundles into a new folder; unchanged files are hard links to the old ones; one link switches; the old is removed.
"""

import gc
import json
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from multiprocessing.pool import Pool
from pathlib import Path

from django.db import connections

from gongkai.engines.measures import sheets
from gongkai.engines.site import addresses, tree, wholes
from gongkai.engines.site.aside import record_of_receipt
from gongkai.engines.site.bundles import Stale, YearStale, all_bundles, assets, produce, stale_after
from gongkai.engines.site.listings import year_pages
from gongkai.engines.site.look import HERE, UI, Look
from gongkai.engines.site.manifest import Manifest, shard_of
from gongkai.engines.site.reader import Reader, facts_after
from gongkai.engines.site.records import Output, addresses_of, record_files
from gongkai.engines.site.signing import FOLDER, amend_shards, write_shards
from gongkai.ground.documents.typesetting import has_threads
from gongkai.ground.ledger.receipts import SIDECARS
from gongkai.kernel.flow import consumers
from gongkai.pure import declare

CONSUMER = "site"
BATCH = 500
MANY_CHUNKS = 5
"""From this many chunks of records on a full build forks."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Built:
    """What a build did: how many facts it followed, files written and removed, and whether it was a full one."""

    full: bool
    facts: int
    written: int
    removed: int
    files: int


@cache
def stamp() -> str:
    """A digest of all that renders: templates, code and assets. Another one calls for a full build."""
    found = sha256()
    folders = [HERE, UI / "templates", UI]
    folders += [
        Path(__import__(drawer.package, fromlist=["_"]).__file__ or "").parent
        for drawer in (*declare.kinds(), *declare.procedures())
    ]
    for folder in folders:
        for path in sorted(
            p for p in folder.rglob("*") if p.suffix in (".py", ".html", ".typ") and "tests" not in p.parts
        ):
            found.update(path.name.encode() + path.read_bytes())
    for name, content in assets():
        found.update(name.encode() + content)
    return found.hexdigest()


def catch_up() -> Built | None:
    """Follow the ledger; builds the whole site the first time or when a release changed it. None if nothing is new."""
    with tree.sole_builder():
        generation = tree.current()
        if generation is None:
            return _full()
        manifest = Manifest(tree.database_of(generation))
        try:
            upto = int(manifest.meta("upto") or 0)
            if manifest.meta("stamp") != stamp() or consumers.place(CONSUMER) < upto or consumers.head() < upto:
                return _full()
            return _follow(manifest, generation, upto)
        finally:
            manifest.close()


def full(progress: Progress | None = None, workers: int | None = None) -> Built:
    """Build everything anew and switch to it."""
    with tree.sole_builder():
        return _full(progress, workers)


def _follow(manifest: Manifest, generation: Path, upto: int) -> Built | None:
    total = written = removed = 0
    while facts := facts_after(upto, BATCH):
        sheets.catch_up()
        reader = Reader()
        stale = stale_after(reader, facts)
        if stale.everything:
            return _full()
        did = _rebuild(manifest, generation, Look(reader), stale)
        upto = facts[-1].idx + 1
        _move_place(upto)
        manifest.set_meta(upto=str(upto))
        total, written, removed = total + len(facts), written + did[0], removed + did[1]
    return Built(False, total, written, removed, manifest.count()) if total else None


def _move_place(upto: int) -> None:
    """The files are in place: let the cursor follow, in a transaction of its own (rendering must not hold the write lock)."""
    consumers.advance(CONSUMER, lambda facts: None, upto=upto)


def _rebuild(manifest: Manifest, generation: Path, look: Look, stale: Stale) -> tuple[int, int]:
    folder = tree.Folder(generation)
    look.kept = json.loads(manifest.meta("kept") or "{}")
    written = removed = 0
    left = _numbers(manifest.meta("dirty"))  # by a round that was broken off
    touched: dict[int, set[str]] = {}
    for bundle in stale.bundles():
        outputs, whole = _outputs(look, bundle, stale.years.get(bundle))
        before = manifest.paths_of(bundle) if whole else set()
        digests = [(path, content, tree.digest_of(content)) for path, content in outputs]
        changed = [(path, content, digest) for path, content, digest in digests if manifest.digest(path) != digest]
        gone = before - {path for path, _, _ in digests}
        manifest.announce(bundle, [path for path, _, _ in changed])
        # A reader who holds the shards must not meet a name whose line is older than the bytes for longer than this round.
        for path in gone | {path for path, _, _ in changed}:
            touched.setdefault(shard_of(path), set()).add(path)
        manifest.set_meta(dirty=",".join(map(str, sorted(left | touched.keys()))))
        for path, content, _ in changed:
            folder.replace(path, content)
        for path in sorted(gone):
            folder.remove(path)
            if record_of_receipt(receipt := path.removesuffix("index.json") + "proof") and receipt.count("/") > 2:
                # With an earlier version goes its receipt; that of a tombstone stays.
                folder.remove(receipt)
        manifest.add((path, bundle, digest) for path, _, digest in changed)
        manifest.drop(gone)
        written, removed = written + len(changed), removed + len(gone)
    write_shards(manifest, folder, left)
    amend_shards(manifest, folder, {number: paths for number, paths in touched.items() if number not in left})
    manifest.set_meta(dirty="", kept=json.dumps(look.kept))
    return written, removed


def _outputs(look: Look, bundle: str, year: YearStale | None) -> tuple[list[Output], bool]:
    """A bundle's files, and whether these are all of it."""
    if year is None or year.whole:
        return list(produce(look, bundle)), True
    axis, _, rest = bundle.removeprefix("year:").partition(":")
    key, _, number = rest.rpartition(":")
    return list(year_pages(look, axis, key, int(number), year.touched, year.shifted)), False


def _numbers(text: str | None) -> set[int]:
    return {int(n) for n in (text or "").split(",") if n}


# A full build. Tasks are independent, so that the bytes do not depend on how many processes share them.

Task = tuple[str, ...]
"""("chunk", first id, last id) or ("bundles", names ...)."""
Rows = list[tuple[str, str, bytes]]


class _Worker:
    """Builds tasks into a new generation."""

    def __init__(self, reader: Reader, generation: Path, old: Path | None) -> None:
        self.folder, self.look, self.old = tree.Folder(generation), Look(reader), old
        self.known = Manifest(tree.database_of(old), read_only=True) if old else None

    def __call__(self, task: Task) -> Rows:
        rows: Rows = []
        for bundle, (path, content) in self._outputs(task):
            digest = tree.digest_of(content)
            if not (self.known and self.old and self.known.digest(path) == digest and self.folder.link(path, self.old)):
                self.folder.write(path, content)
            rows.append((path, bundle, digest))
        return rows

    def _outputs(self, task: Task) -> Iterator[tuple[str, Output]]:
        family, *named = task
        if family == "bundles":
            yield from ((bundle, output) for bundle in named for output in produce(self.look, bundle))
            return
        for whole in self.look.reader.wholes_between(*named):
            bundle = f"record:{whole.row.id}"
            yield from ((bundle, output) for output in record_files(self.look, whole))
            if self.old:
                # Receipts are the signer's; each stays beside the page it belongs to.
                for address in addresses_of(whole):
                    self.folder.link(addresses.receipt(address)[1:], self.old)


_worker: _Worker | None = None


def _start(reader: Reader, generation: Path, old: Path | None) -> None:
    global _worker
    # A parent's own handlers would come along with the fork, and might keep a worker from ending when it is told to.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    # What a build reads it keeps, and a worker ends with it: a search for garbage would find none.
    gc.disable()
    _worker = _Worker(reader, generation, old)


def _work(task: Task) -> Rows:
    assert _worker is not None
    return _worker(task)


def _full(progress: Progress | None = None, workers: int | None = None) -> Built:
    # Figures are counted on the sheets: they must have counted what the pages tell.
    sheets.catch_up()
    upto, old = consumers.head(), tree.current()
    generation = tree.new_generation()
    manifest = Manifest(tree.database_of(generation), empty=True)
    reader = Reader()
    reader.take_census()
    chunks = wholes.chunks()
    tasks: list[Task] = [("chunk", first, last) for first, last in chunks]
    tasks += [("bundles", *some) for some in all_bundles(reader)]
    folder = tree.Folder(generation)
    if old:
        # First the mark, then the proofs: one that is renewed meanwhile is laid down again by the signer.
        folder.link(SIDECARS, old)
    written = 0
    for n, rows in enumerate(
        _all(tasks, reader, generation, old, workers or (2 if len(chunks) >= MANY_CHUNKS else 1)), start=1
    ):
        manifest.add(rows)
        written += len(rows)
        if progress:
            progress(n, len(tasks))
    manifest.index()
    write_shards(manifest, folder)
    if old:
        for name in ("manifest", "vkey", "policy"):
            folder.link(f"{FOLDER}/{name}", old)
    manifest.set_meta(upto=str(upto), stamp=stamp())
    manifest.close()
    tree.switch_to(generation)
    tree.remove_others()
    _move_place(upto)
    return Built(True, upto, written, 0, written)


def _all(
    tasks: list[Task], reader: Reader, generation: Path, old: Path | None, workers: int
) -> Iterator[Rows] | Iterable[Rows]:
    if workers > 1:
        # A connection must not be shared with a child.
        connections.close_all()
    pool = _pool(workers, reader, generation, old) if workers > 1 else None
    if pool is None:
        yield from map(_Worker(reader, generation, old), tasks)
        return
    try:
        yield from pool.imap_unordered(_work, tasks)
    except BaseException:
        pool.terminate()
        raise
    finally:
        # After their last task the workers end by themselves; only a build that is broken off ends them.
        pool.close()
        pool.join()


def _pool(workers: int, reader: Reader, generation: Path, old: Path | None) -> Pool | None:
    """None where the machine has no shared memory for a pool's locks (a bare container), or where a child could set no page: one process does it
    all then."""
    if has_threads():
        return None
    # Told to end before it has handlers of its own, a worker would obey its parent's and go on for ever.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    try:
        return multiprocessing.get_context("fork").Pool(workers, _start, (reader, generation, old))
    except OSError:
        return None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
