"""Searching attachments: each in a process of its own, outside of acts; what was found is kept without the words."""

from collections.abc import Callable, Iterable
from datetime import date
from time import monotonic

from gongkai.ground.files.models import File
from gongkai.ground.files.queries import read_bytes
from gongkai.ground.guard import queries
from gongkai.ground.guard.actions import keep_inspection
from gongkai.ground.guard.models import Inspection
from gongkai.pure.guard import apart

PART = "files"
GONE, PICTURE = "文件的内容已经不在了，没有查", "图片里的字系统不认，请自己看一看"
SECONDS = 20.0
"""How long whoever waits for a page lets attachments be searched."""


def inspect(file: File, on: date, searching: Callable[..., apart.Searched] = apart.search) -> Inspection:
    """Search a file by the finders and lists in force, and keep what was found. ``on``: the day of the record's text."""
    if file.is_image:
        return keep_inspection(file_id=file.public_id, owner=file.owner, finds=[], unread=PICTURE)
    try:
        content = read_bytes(file)
    except (OSError, LookupError):
        return keep_inspection(file_id=file.public_id, owner=file.owner, finds=[], unread=GONE)
    found = searching(content, file.media_type, on=on, lists=queries.lists())
    finds = []
    for each in found.finds:
        told = dict(vars(each))
        told["mark"] = queries.mark_of(file.owner, PART, each.sort, told.pop("value"))
        finds.append(told)
    return keep_inspection(file_id=file.public_id, owner=file.owner, finds=finds, unread=found.unread)


def inspect_missing(files: Iterable[File], on: date, seconds: float = SECONDS) -> int:
    """Search those that were not searched by what is in force, for so long; how many are left."""
    files = list(files)
    known = queries.inspections(file.public_id for file in files)
    missing, until = [file for file in files if file.public_id not in known], monotonic() + seconds
    for n, file in enumerate(missing):
        if monotonic() > until:
            return len(missing) - n
        inspect(file, on)
    return 0


def covered(file: File, numbers: list[int], on: date) -> bytes:
    """The bytes of a file with some of its finds (by their number) covered. Raises pure.audit's Unreadable."""
    return apart.covered(read_bytes(file), file.media_type, numbers, on=on, lists=queries.lists())
