"""The log beside a site, read and checked from its files alone: one log, signed and witnessed, whose tiles follow from its entries."""

import re
from dataclasses import dataclass, field
from functools import partial

from gongkai.engines.site.lost import DECLARES, lost_before
from gongkai.engines.site.place import Place
from gongkai.engines.site.verdict import Verdict, said
from gongkai.pure.tlog import folder, merkle
from gongkai.pure.tlog.entry import Entry, decode_entry
from gongkai.pure.tlog.errors import TlogError
from gongkai.pure.tlog.note import Note
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.tiles import WIDTH, TileReader, new_tiles

TILE = re.compile(f"log/{folder.TILE.pattern}")
BUNDLE_HENCE = "; the entries that it holds cannot be checked"


@dataclass(frozen=True)
class Entries:
    """What stands in the log, by index; which indices could not be read, a range for each bundle: of these nothing is known; and which a
    restore lost.
    """

    read: dict[int, Entry] = field(default_factory=dict)
    unread: tuple[range, ...] = ()
    lost: tuple[range, ...] = ()

    def is_unread(self, index: int) -> bool:
        """Does this index lie in a bundle that could not be read?"""
        return any(index in each for each in self.unread)

    def is_lost(self, index: int) -> bool:
        """Did a restore lose the act of this index?"""
        return any(index in each for each in self.lost)

    def is_last_word(self, index: int) -> bool:
        """Is all that stands in the log behind this index known?"""
        return all(each.stop <= index for each in self.unread)


def read_log(place: Place, policy: Policy, verdict: Verdict) -> Entries:
    """Check checkpoint, tiles and entries; returns the entries that stand in the log (all of them public texts)."""
    try:
        note = Note.parse(place.read("log/checkpoint"))
        verified = policy.check(note)
    except FileNotFoundError:
        verdict.find("log/checkpoint", "is missing")
        return Entries()
    except (TlogError, OSError) as error:
        verdict.find("log/checkpoint", said(error))
        return Entries()
    size, verdict.witnesses = verified.checkpoint.size, verified.witnesses
    verdict.size = size
    frontier, entries, unread, lost = merkle.Frontier(), {}, [], []
    read = partial(_of_log, place)
    reader = TileReader(read, size)
    for n in range((size + WIDTH - 1) // WIDTH):
        where = f"log/tile/entries, bundle {n}"
        try:
            bundle = reader.entries(n)
        except (TlogError, OSError) as error:
            unread.append(range(n * WIDTH, min(size, (n + 1) * WIDTH)))
            try:
                for leaf in reader.hashes(0, n):  # so that the others are held against the root all the same
                    frontier.append(leaf)
                verdict.find(where, f"{said(error)}{BUNDLE_HENCE}")
                continue
            except (TlogError, OSError):
                verdict.find(where, f"{said(error)}; neither its entries nor those behind it can be checked")
                return Entries(entries, (range(n * WIDTH, size),))
        for index, raw in enumerate(bundle, start=n * WIDTH):
            try:
                entries[index] = decode_entry(raw)
                if (public := entries[index].public) and public.fact == DECLARES:
                    lost.append(lost_before(index, public, frontier.root()))
            except TlogError as error:
                verdict.find(f"log entry {index}", str(error))
            frontier.append(merkle.leaf_hash(raw))
    if frontier.root() != verified.checkpoint.root:
        verdict.find(
            "log/tile/entries",
            "the entries are not those that the checkpoint signs: one was changed, left out or added",
        )
    found = Entries(entries, tuple(unread), tuple(lost))
    _tiles(place, size, found, verdict)
    for path, fault in folder.untrue_words(read, note, verified.log):
        verdict.find(f"log/{path}", fault if isinstance(fault, str) else said(fault))
    return found


def _of_log(place: Place, path: str) -> bytes:
    return place.read(f"log/{path}")


def _tiles(place: Place, size: int, entries: Entries, verdict: Verdict) -> None:
    """Every hash tile must be what the tiles below it make."""
    reader = TileReader(partial(_of_log, place), size)
    for tile in new_tiles(0, size):
        if tile.level == 0 and entries.is_unread(tile.n * WIDTH):
            continue
        try:
            held = reader.hashes(tile.level, tile.n)
            for offset, seen in enumerate(held):
                if seen != _expected(reader, tile.level, tile.n * WIDTH + offset):
                    verdict.find(f"log/{tile.path}", "does not follow from the tiles below it")
                    break
        except (TlogError, OSError) as error:
            verdict.find(f"log/{tile.path}", said(error))


def _expected(reader: TileReader, level: int, index: int) -> bytes:
    if level == 0:
        return merkle.leaf_hash(reader.entry(index))
    return merkle.root(reader.hashes(level - 1, index))


def begins(place: Place, reader: TileReader, path: str, tile: re.Match[str], verdict: Verdict) -> None:
    """A partial tile of an earlier size has to be how the fuller one begins."""
    try:
        if not folder.is_beginning(place.read(path), tile, reader):
            verdict.find(path, "is not how the tile begins that the checkpoint signs")
    except (TlogError, OSError):
        pass  # the fuller one has its finding


def is_beyond(path: str, size: int) -> bool:
    """Is it a tile of entries that a log of this size does not have yet? A log that was not read has any."""
    found = TILE.fullmatch(path)
    return bool(found and size) and folder.is_beyond(found, size)
