"""One attachment searched, or covered, in a process of its own: time and memory are bounded, nothing is written, no home is known.

Run as ``python -m gongkai.pure.guard.apart`` it reads a line of JSON and a file from standard input. It answers with JSON; asked to cover, with the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.pure.audit import alone
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.guard.office import Reading
from gongkai.pure.guard.passages import Found, scan, shown
from gongkai.pure.guard.sorts import Find
from gongkai.pure.guard.wording import WordList, restored

SECONDS = 20.0
LONGEST = 3_000_000
"""Signs of a file that are searched: more than a thousand pages."""
MOST = 500
"""Finds that are told of one file."""
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD, SHEET = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
PDF, TEXT, CSV = "application/pdf", "text/plain", "text/csv"
READABLE = (WORD, SHEET, PDF, TEXT, CSV)
REWRITABLE = (WORD, SHEET, TEXT, CSV)
MANY, UNREADABLE = f"找到的太多，只列了前{MOST}处", "打不开，没有查，请换一个文件"


@dataclass(frozen=True)
class Told:
    """A find in a file, as it may be kept: the words around it with people's data masked. ``value`` is what was found; it is not to be kept."""

    sort: str
    where: str
    before: str
    shown: str
    after: str
    why: str
    better: str
    stops: bool
    maskable: bool
    value: str


@dataclass(frozen=True)
class Searched:
    """What was found in a file. ``unread``: why it was not searched whole, a sentence, "" if it was."""

    finds: tuple[Told, ...] = ()
    unread: str = ""


def search(
    content: bytes, media_type: str, *, on: date, lists: Sequence[WordList], seconds: float = SECONDS
) -> Searched:
    """Search a file. Never raises for whatever it holds."""
    if media_type not in READABLE:
        return Searched()
    try:
        answer = json.loads(alone.ask(__name__, _asked(content, media_type, on, lists), seconds))
        return Searched(tuple(Told(**each) for each in answer["finds"]), answer["unread"])
    except Unreadable:
        return Searched(unread="太久没有读完，没有查，请分成几份")
    except (ValueError, KeyError, TypeError):
        return Searched(unread=UNREADABLE)


def search_here(content: bytes, media_type: str, *, on: date, lists: Sequence[WordList]) -> Searched:
    """The same within this process, for files of our own making."""
    answer = tell(content, media_type, on, lists)
    return Searched(tuple(Told(**each) for each in answer["finds"]), answer["unread"])


def covered(
    content: bytes,
    media_type: str,
    numbers: Sequence[int],
    *,
    on: date,
    lists: Sequence[WordList],
    seconds: float = SECONDS,
) -> bytes:
    """The file with some of its finds (by their number in ``search``) covered. Raises Unreadable."""
    made = alone.ask(__name__, _asked(content, media_type, on, lists, list(numbers)), seconds)
    if not made:
        raise Unreadable("crashed", "这个文件改不了，请改好再上传", "The file could not be rewritten")
    return made


def _asked(
    content: bytes, media_type: str, on: date, lists: Sequence[WordList], cover: list[int] | None = None
) -> bytes:
    said = [(each.key, each.sort, each.name, each.version, each.content()) for each in lists]
    head = {"type": media_type, "on": on.isoformat(), "lists": said, "cover": cover}
    return json.dumps(head).encode() + b"\n" + content


def _reader(media_type: str) -> Callable[[bytes], Reading]:
    # Each when it is needed: their libraries take a while to load.
    if media_type == WORD:
        from gongkai.pure.guard.word import read_word

        return read_word
    if media_type == SHEET:
        from gongkai.pure.guard.sheet import read_sheet

        return read_sheet
    if media_type == PDF:
        from gongkai.pure.guard.pdf import read_pdf

        return read_pdf
    from gongkai.pure.guard.office import read_text

    return read_text


def found_in(content: bytes, media_type: str, on: date, lists: Sequence[WordList]) -> tuple[list[Found], Reading]:
    """All finds in a file, in its own order, and its reading. Raises Unreadable."""
    reading = _reader(media_type)(content)
    room, passages = LONGEST, []
    for passage in reading.passages:
        room -= len(passage.text)
        if room < 0:
            reading.unread = reading.unread or "太长，后面的没有查，请分成几份"
            break
        passages.append(passage)
    return _each_once(scan(passages, on=on, lists=lists)), reading


def _each_once(found: list[Found]) -> list[Found]:
    """A cell of a text file is read with its line and by itself: what stands in the same place counts once."""
    kept: dict[Any, Found] = {}
    for each in found:
        key, _, start = each.passage.key.partition(":")
        shift = int(start) if start.isdecimal() and key.isdecimal() else 0
        place = (
            (key, each.find.sort, each.find.start + shift, each.find.end + shift) if key.isdecimal() else (id(each),)
        )
        kept.setdefault(place, each)
    return list(kept.values())


def tell(content: bytes, media_type: str, on: date, lists: Sequence[WordList]) -> dict[str, Any]:
    """What ``search`` answers, as JSON takes it. Raises Unreadable."""
    found, reading = found_in(content, media_type, on, lists)
    finds = [_told(each, found, media_type) for each in found[:MOST]]
    finds += [vars(Told("trace", "整个文件", "", said, "", "", "", False, False, said)) for said in reading.traces]
    return {"finds": finds, "unread": reading.unread or (MANY if len(found) > MOST else "")}


def _told(each: Found, beside: list[Found], media_type: str) -> dict[str, Any]:
    find: Find = each.find
    maskable = media_type in REWRITABLE and bool(find.hide) and bool(each.passage.key)
    return vars(
        Told(
            find.sort, each.passage.where, *shown(each, beside), find.why, find.better, find.stops, maskable, each.value
        )
    )


def cover(content: bytes, media_type: str, on: date, lists: Sequence[WordList], numbers: Sequence[int]) -> bytes:
    """What ``covered`` answers. Raises Unreadable."""
    found, _ = found_in(content, media_type, on, lists)
    signs: dict[str, dict[int, str]] = {}
    for n in numbers:
        signs.setdefault(found[n].passage.key, {}).update(found[n].find.signs(found[n].passage.text))
    if media_type == WORD:
        from gongkai.pure.guard.word import masked_word as rewrite
    elif media_type == SHEET:
        from gongkai.pure.guard.sheet import masked_sheet as rewrite
    else:
        from gongkai.pure.guard.office import masked_text as rewrite
    return rewrite(content, signs)


def main() -> None:
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    alone.confine()
    asked = json.loads(head)
    on, lists = date.fromisoformat(asked["on"]), [restored(*each) for each in asked["lists"]]
    if asked["cover"] is not None:
        sys.stdout.buffer.write(cover(content, asked["type"], on, lists, asked["cover"]))
        return
    try:
        answer = tell(content, asked["type"], on, lists)
    except Unreadable as error:
        answer = {"finds": [], "unread": error.zh}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
