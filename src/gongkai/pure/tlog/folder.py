"""What lies in a log's folder beside what its checkpoint signs: what the log says of itself, and partial tiles of its earlier sizes.

    log.vkey    the key that signs, as the log tells it
    policy      which witnesses it asks, by which its checkpoint has to hold; a log that never named one has none
    tile/<L>/<N>.p/<W>      a tile as it was when it was not full yet (c2sp.org/tlog-tiles)

Nothing rests on them, but who reads them believes them.
"""

import re
from collections.abc import Iterator

from gongkai.pure.tlog.errors import TlogError
from gongkai.pure.tlog.note import Note, Verifier
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.tiles import WIDTH, Read, TileReader, encode_bundle

VKEY, POLICY = "log.vkey", "policy"
TILE = re.compile(r"tile/(entries|\d+)/([x\d/]+)(?:\.p/(\d+))?")
"""Level, number, and the width of a partial one."""


def untrue_words(read: Read, note: Note, key: Verifier) -> Iterator[tuple[str, str | Exception]]:
    """What the log says wrongly of itself: file, and the fault or what reading it raised. ``key`` signed the checkpoint ``note``."""
    try:
        if read(VKEY).decode().strip() != key.vkey:
            yield VKEY, f"is not the key {key.vkey} that signed the checkpoint"
    except (OSError, UnicodeDecodeError) as error:
        yield VKEY, error
    try:
        Policy.parse(read(POLICY)).check(note)
    except FileNotFoundError:
        pass
    except (OSError, TlogError) as error:
        yield POLICY, error


def number(tile: re.Match[str]) -> int:
    """The number of a tile whose path TILE has matched: x001/234 is 1234."""
    return int(re.sub(r"\D", "", tile[2]))


def is_beyond(tile: re.Match[str], size: int) -> bool:
    """Does a log of this size not have the tile yet, not even a part of it?"""
    level = 0 if tile[1] == "entries" else int(tile[1])
    return number(tile) * WIDTH ** (level + 1) >= size


def is_beginning(data: bytes, tile: re.Match[str], reader: TileReader) -> bool:
    """Is ``data`` how the tile begins that the reader's size has? ``tile`` is a partial one; where it is wider, as it is being written for a
    size to come, it has to begin with what there is. Raises TlogError or OSError if that can't be read.
    """
    n, width = number(tile), int(tile[3])
    if tile[1] == "entries":
        held = reader.entries(n)[:width]
        begins = encode_bundle(held)
    else:
        held = reader.hashes(int(tile[1]), n)[:width]
        begins = b"".join(held)
    return data == begins if len(held) == width else data.startswith(begins)
