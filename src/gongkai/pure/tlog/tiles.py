"""Tiles and entry bundles (c2sp.org/tlog-tiles): the tree as static files below one prefix.

A tile at level L holds up to 256 hashes of subtrees of 256^L leaves; a bundle holds the entries under a level 0 tile.
Paths are relative to the log's prefix. Tiles are immutable: writing one again writes the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.errors import TileError
from gongkai.pure.tlog.wire import HASH_SIZE, MAX_SIZE

WIDTH = 256
HEIGHT = 8
ENTRIES = -1  # the "level" of entry bundles
MAX_ENTRY_BYTES = 2**16 - 1
MAX_BUNDLE_BYTES = WIDTH * (2 + MAX_ENTRY_BYTES)

Read = Callable[[str], bytes]
Write = Callable[[str, bytes], None]


@dataclass(frozen=True)
class Tile:
    """Which file: level (or `ENTRIES`), index n within the level, width 1 to 256 (256 = full)."""

    level: int
    n: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Path below the log's prefix."""
        return tile_path(self.level, self.n, self.width)


def tile_path(level: int, n: int, width: int = WIDTH) -> str:
    """`tile/<L>/<N>[.p/<W>]`, N in groups of three digits, all but the last after an x: 1234067 is x001/x234/067."""
    if not (level == ENTRIES or 0 <= level <= 63) or not 0 <= n <= MAX_SIZE or not 1 <= width <= WIDTH:
        raise TileError(f"There is no tile at level {level}, index {n}, width {width}.")
    groups = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        groups.append(f"x{n % 1000:03d}")
    suffix = "" if width == WIDTH else f".p/{width}"
    return f"tile/{'entries' if level == ENTRIES else level}/{'/'.join(reversed(groups))}{suffix}"


def new_tiles(old_size: int, new_size: int) -> Iterator[Tile]:
    """Hash tiles that come to be when the tree grows: the full ones, then one partial, level by level from 0.

    Bundles have the n and width of the level 0 tiles. A partial tile that became full is not named again.
    """
    if not 0 <= old_size <= new_size <= MAX_SIZE:
        raise TileError(f"A log does not grow from {old_size} to {new_size}.")
    level = 0
    while (new_count := new_size >> HEIGHT * level) > 0:
        old_count = old_size >> HEIGHT * level
        if new_count > old_count:
            yield from (Tile(level, n) for n in range(old_count // WIDTH, new_count // WIDTH))
            if new_count % WIDTH:
                yield Tile(level, new_count // WIDTH, new_count % WIDTH)
        level += 1


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Entries, each after its length as uint16 big-endian."""
    parts = []
    for entry in entries:
        if len(entry) > MAX_ENTRY_BYTES:
            raise TileError(f"An entry has at most {MAX_ENTRY_BYTES} bytes, this one {len(entry)}.")
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


def decode_bundle(data: bytes) -> list[bytes]:
    """Inverse of `encode_bundle`; raises `TileError` if cut off, empty or of more than 256 entries."""
    if not 0 < len(data) <= MAX_BUNDLE_BYTES:
        raise TileError("An entry bundle holds 1 to 256 entries.")
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise TileError("An entry bundle is cut off.")
        entries.append(data[at + 2 : end])
        at = end
    if len(entries) > WIDTH:
        raise TileError("An entry bundle holds 1 to 256 entries.")
    return entries


class TileReader:
    """Reads the tree of one size from its files.

    `read(path)` returns a file's bytes or raises `FileNotFoundError`. What is read is not believed: a proof made here
    verifies against a signed root, or not. Use a new reader when the tree has grown.

    ``grown``: the size of the tree whose files are read, if that is a later one. Its tiles begin with those of this size,
    whose own partial files need not be there: a log that was written anew has none of sizes it published before.
    """

    def __init__(self, read: Read, size: int, cache: int = 256, *, grown: int = 0):
        self.size = size
        self._read = read
        self._grown = max(size, grown)
        self._tile = lru_cache(maxsize=cache)(self._load_tile)
        self._bundle = lru_cache(maxsize=max(1, cache // 16))(self._load_bundle)

    def node(self, level: int, index: int) -> bytes:
        """Root of the complete subtree of 2^level leaves at this index (see `merkle`)."""
        if level < 0 or index < 0 or index + 1 << level > self.size:
            raise TileError(f"Node {index} at height {level} is not complete in a tree of size {self.size}.")
        tile_level, up = divmod(level, HEIGHT)
        n, start = divmod(index << up, WIDTH)
        return self._tile(tile_level, n)[up][start >> up]

    def hashes(self, level: int, n: int) -> list[bytes]:
        """All hashes of one tile that belong to the tree of this size."""
        return list(self._tile(level, n)[0])

    def entries(self, n: int) -> list[bytes]:
        """All entries of one bundle that belong to the tree of this size."""
        return list(self._bundle(n))

    def entry(self, index: int) -> bytes:
        """The entry at this index."""
        if not 0 <= index < self.size:
            raise TileError(f"Entry {index} is not in a log of size {self.size}.")
        return self._bundle(index // WIDTH)[index % WIDTH]

    def _load_tile(self, level: int, n: int) -> list[list[bytes]]:
        """The tile's hashes, and above them the complete nodes up to its own height; many proofs need the same."""
        width, data = self._fetch(level, n)
        if len(data) not in {each * HASH_SIZE for each in self._widths(level, n)}:
            raise TileError(f"The file {tile_path(level, n, width)} has {len(data)} bytes, not {width * HASH_SIZE}.")
        rows = [[data[at : at + HASH_SIZE] for at in range(0, width * HASH_SIZE, HASH_SIZE)]]
        while len(row := rows[-1]) > 1:
            rows.append([merkle.node_hash(*row[at : at + 2]) for at in range(0, len(row) - 1, 2)])
        return rows

    def _load_bundle(self, n: int) -> tuple[bytes, ...]:
        width, data = self._fetch(ENTRIES, n)
        entries = decode_bundle(data)
        if len(entries) not in self._widths(ENTRIES, n):
            raise TileError(f"The file {tile_path(ENTRIES, n, width)} has {len(entries)} entries, not {width}.")
        return tuple(entries[:width])

    def _fetch(self, level: int, n: int) -> tuple[int, bytes]:
        """Width in this tree, and bytes of the partial file or, since a log may delete those, of the fuller one."""
        widths = self._widths(level, n)
        if n < 0 or widths[0] < 1:
            raise TileError(f"Tile {n} at level {level} is not in a tree of size {self.size}.")
        for width in dict.fromkeys(widths):
            try:
                return widths[0], self._read(tile_path(level, n, width))
            except FileNotFoundError:
                continue
        raise TileError(f"The file {tile_path(level, n, widths[0])} is missing.")

    def _widths(self, level: int, n: int) -> tuple[int, ...]:
        """How wide the tile is in this tree; in the grown one; when it is full."""
        height = HEIGHT * max(level, 0)
        return (*(min(WIDTH, (size >> height) - n * WIDTH) for size in (self.size, self._grown)), WIDTH)


class TileWriter:
    """Grows a tree on files: full tiles as they fill, partial ones at `flush`.

    1. `resume` reads the right edge of the tree that stands (size 0 reads nothing).
    2. `append` takes entries in order; it keeps at most 255 entries and 255 hashes a level.
    3. `flush` writes the partial tiles of the present size; then the caller may publish its checkpoint.

    Stopped anywhere and resumed from the older size with the same entries, it writes the same files again.
    No file of an older size is touched, so a checkpoint published before stays served.
    """

    def __init__(self, write: Write):
        self._write = write
        self._frontier = merkle.Frontier()
        self._entries: list[bytes] = []
        self._edge: list[list[bytes]] = []

    @classmethod
    def resume(cls, write: Write, read: Read, size: int) -> "TileWriter":
        """Continue the tree of this size, whose files `read` returns.

        Compare `root()` with the root that was signed before appending: the files are not believed.
        """
        writer, reader = cls(write), TileReader(read, size)
        writer._frontier = merkle.Frontier.of(size, reader.node)
        if size % WIDTH:
            writer._entries = reader.entries(size // WIDTH)
        level = 0
        while (count := size >> HEIGHT * level) > 0:
            writer._edge.append(reader.hashes(level, count // WIDTH) if count % WIDTH else [])
            level += 1
        return writer

    @property
    def size(self) -> int:
        """Leaves so far."""
        return self._frontier.size

    @property
    def frontier(self) -> merkle.Frontier:
        """The tree's right edge, to be stored or compared."""
        return self._frontier.copy()

    def root(self) -> bytes:
        """Root hash so far."""
        return self._frontier.root()

    def append(self, entries: Iterable[bytes]) -> None:
        """Add entries; writes each bundle and tile that becomes full."""
        for entry in entries:
            if len(entry) > MAX_ENTRY_BYTES:
                raise TileError(f"An entry has at most {MAX_ENTRY_BYTES} bytes, this one {len(entry)}.")
            leaf = merkle.leaf_hash(entry)
            self._frontier.append(leaf)
            self._entries.append(entry)
            if len(self._entries) == WIDTH:
                self._write(tile_path(ENTRIES, (self.size - 1) // WIDTH), encode_bundle(self._entries))
                self._entries = []
            self._push(0, leaf)

    def flush(self) -> None:
        """Write the partial bundle and the partial tiles of the present size."""
        if self._entries:
            path = tile_path(ENTRIES, self.size // WIDTH, len(self._entries))
            self._write(path, encode_bundle(self._entries))
        for level, hashes in enumerate(self._edge):
            if hashes:
                n = (self.size >> HEIGHT * level) // WIDTH
                self._write(tile_path(level, n, len(hashes)), b"".join(hashes))

    def _push(self, level: int, each: bytes) -> None:
        if level == len(self._edge):
            self._edge.append([])
        hashes = self._edge[level]
        hashes.append(each)
        if len(hashes) == WIDTH:
            n = (self.size >> HEIGHT * level) // WIDTH - 1
            self._write(tile_path(level, n), b"".join(hashes))
            self._edge[level] = []
            self._push(level + 1, merkle.root(hashes))
