"""Growing the tree again from the leaves, and holding checkpoints, signatures and published files against it."""

from collections.abc import Iterable

from gongkai.ground.home.paths import RESTORED_MARK, home_path
from gongkai.ground.ledger import keys, log
from gongkai.ground.ledger.findings import UNREADABLE, Result, each_row
from gongkai.ground.ledger.models import Checkpoint, Cosignature
from gongkai.ground.ledger.signer import conflict_path, with_cosignatures
from gongkai.pure.tlog import checkpoint as heads
from gongkai.pure.tlog import folder, merkle
from gongkai.pure.tlog.cosign import verify_cosignature
from gongkai.pure.tlog.errors import TlogError
from gongkai.pure.tlog.note import Note, Signature
from gongkai.pure.tlog.tiles import TileWriter


class Tree:
    """The tree so far; ``append`` takes the entries in order, ``finish`` asks what was expected and did not come."""

    def __init__(self, result: Result, *, first: int = 0) -> None:
        self._result = result
        self._published = self._read_published()
        self._frontier = merkle.Frontier()
        self._unpublished: list[int] = []
        self._apart: list[int] = []
        self._files: TileWriter | None = None
        if first:
            for entry in log.entries(0, first):
                self._frontier.append(merkle.leaf_hash(entry))
        elif self._published:
            # Written again, but into a comparison.
            self._files = TileWriter(self._compare)
        self._heads = each_row(Checkpoint.objects.filter(size__gte=first).order_by("size"), self._unreadable)
        self._next = next(self._heads, None)
        self._reach_checkpoints()

    def append(self, entry: bytes) -> None:
        """Add the next leaf."""
        self._frontier.append(merkle.leaf_hash(entry))
        if self._files is not None and self._published:
            self._files.append([entry])
            if self._files.size == self._published.size:
                self._files.flush()
                self._files = None
        self._reach_checkpoints()

    def finish(self) -> None:
        """Checkpoints beyond the last leaf; the published head; cosignatures."""
        size = self._frontier.size
        self._tell_apart()
        while self._next is not None:
            self._result.find(_named(self._next.size), f"it seals more leaves than there are ({size})")
            self._next = next(self._heads, None)
        self._check_published(size)
        self._check_shown()
        if conflict_path().exists():
            self._result.find("witnesses", conflict_path().read_text("utf-8").strip())
        rows = Cosignature.objects.order_by("id")
        for each in each_row(rows, lambda pk, told: self._result.find(f"cosignature {pk}", told)):
            self._check_cosignature(each)

    def _reach_checkpoints(self) -> None:
        while self._next is not None and self._next.size <= self._frontier.size:
            self._check_head(self._next)
            self._next = next(self._heads, None)

    def _unreadable(self, size: int, told: str) -> None:
        self._result.find(_named(size), told)

    def _check_head(self, row: Checkpoint) -> None:
        faults = len(self._result.findings)
        holds = _root(row) == self._frontier.root()
        if holds:
            self._tell_apart()
        else:
            self._apart.append(row.size)
        if row.note:
            self._note_unpublished(row)
            for fault in _faults_of_note(row):
                self._result.find(_named(row.size), fault)
        if holds and len(self._result.findings) == faults:
            self._result.size = row.size

    def _tell_apart(self) -> None:
        """One changed leaf parts all later checkpoints from the leaves: that is one finding, which tells how many."""
        sizes, self._apart = self._apart, []
        if sizes:
            told, more = "its root is not that of the leaves: one before it was changed or moved", len(sizes) - 1
            if more:
                told += f"; nor are those of the {more} checkpoint{'s' * (more > 1)} after it, up to {sizes[-1]}"
            self._result.find(_named(sizes[0]), told)

    def _note_unpublished(self, row: Checkpoint) -> None:
        """Keep the last two sealed sizes of the present log that it does not show."""
        shown = self._published.size if self._published else 0
        present = keys.public_keys()[-1:]
        if row.size > shown and present and row.note.startswith(f"{present[0].name}\n"):
            self._unpublished = [*self._unpublished[-1:], row.size]

    def _check_shown(self) -> None:
        """The log shows what was sealed: only the last size may still be on its way, and not if it is the first of all."""
        if not self._unpublished or home_path("keys", RESTORED_MARK).exists():
            return
        size = self._unpublished[0]
        waits = len(self._unpublished) == 1 and (self._published or not self._cosigned(size))
        if not waits:
            shown = f"it shows {self._published.size} leaves" if self._published else "it is missing"
            self._result.find("log/checkpoint", f"{shown}, and {size} were sealed; `gongkai seal` publishes them")

    def _cosigned(self, size: int) -> bool:
        try:
            row = Checkpoint.objects.only("note").get(size=size)
            return keys.policy().satisfied(with_cosignatures(Note.parse(row.note), size))
        except UNREADABLE:
            return True  # named elsewhere

    def _check_cosignature(self, row: Cosignature) -> None:
        known = {each.name: each for each in keys.witness_keys()}
        head = Checkpoint.objects.filter(size=row.size).exclude(note="").only("note").first()
        where = f"cosignature of {row.witness} at size {row.size}"
        if head is None:
            self._result.find(where, "there is no signed checkpoint of this size")
        else:
            try:
                line = Signature.parse(row.line)
                if row.witness in known:
                    verify_cosignature(Note.parse(head.note), line, known[row.witness])
                elif row.witness != line.name:
                    self._result.find(where, f"it is one of {line.name}")
            except UNREADABLE as error:
                self._result.find(where, str(error))

    def _read_published(self) -> heads.Checkpoint | None:
        try:
            return log.published()
        except TlogError as error:
            self._result.find("log/checkpoint", f"it is damaged. {error}")
            return None

    def _check_published(self, size: int) -> None:
        head = self._published
        if head is None:
            return
        if head.size > size:
            self._result.find("log/checkpoint", f"it shows {head.size} leaves, the database has {size}")
            return
        row = Checkpoint.objects.filter(size=head.size).only("root", "note").first()
        if row is None or _root(row) != head.root:
            self._result.find("log/checkpoint", f"its root at size {head.size} is not one that the database knows")
            return
        if not row.note:
            self._result.find(_named(head.size), "it is published, and its signed note is not stored")
        try:
            note = log.published_note()
            if note:
                keys.policy().check(note)
                self._check_stored(head.size, note)
                self._check_beside(head.size, note)
        except TlogError as error:
            self._result.find("log/checkpoint", str(error))

    def _check_beside(self, size: int, note: Note) -> None:
        """What the log says of itself, and partial tiles of its earlier sizes."""
        for path, fault in folder.untrue_words(log.read, note, keys.public_keys()[-1]):
            missing = isinstance(fault, FileNotFoundError)
            self._result.find(
                f"log/{path}", "it is missing" if missing else f"it {fault}" if isinstance(fault, str) else str(fault)
            )
        reader, root = log.reader(size), home_path("log")
        for file in sorted(root.glob("tile/**/*.p/*")):
            tile = folder.TILE.fullmatch(path := file.relative_to(root).as_posix())
            if tile is None or folder.is_beyond(tile, size):
                continue
            try:
                if not folder.is_beginning(log.read(path), tile, reader):
                    self._result.find(f"log/{path}", "it is not how the tile begins that the database's leaves give")
            except (TlogError, OSError):
                continue  # gone since the full one stands, or the fuller one has its finding

    def _check_stored(self, size: int, published: Note) -> None:
        """The published checkpoint satisfies the policy: by cosignatures that are stored too, for receipts are made from these."""
        stored = set(Cosignature.objects.filter(size=size).values_list("witness", flat=True))
        for witness in keys.policy().witnesses:
            name, key_id = witness.key.name, witness.key.key_id
            if name not in stored and any((each.name, each.key_id) == (name, key_id) for each in published.signatures):
                self._result.find(
                    _named(size), f"the cosignature of {name} under the published checkpoint is not stored"
                )

    def _compare(self, path: str, data: bytes) -> None:
        """The published file; where a partial one was dropped because the full one stands, the beginning of that."""
        for there in (path, path.partition(".p/")[0]):
            try:
                if log.read(there)[: len(data)] == data:
                    return
                self._result.find(f"log/{there}", "it is not what the database's leaves give")
                return
            except FileNotFoundError:
                continue
        self._result.find(f"log/{path}", "it is missing")


def _faults_of_note(row: Checkpoint) -> Iterable[str]:
    try:
        note = Note.parse(row.note)
        head = heads.Checkpoint.parse(note.text)
        note.verified_by(keys.public_keys())
    except UNREADABLE as error:
        yield f"its note does not verify. {error}"
        return
    if (head.size, head.root) != (row.size, _root(row)):
        yield "its note signs another size or root"


def _root(row: Checkpoint) -> bytes:
    """The stored root; b"" for what is none, as somebody may have put text there."""
    return b"" if isinstance(row.root, str) else bytes(row.root)


def _named(size: int) -> str:
    return f"checkpoint {size}"
