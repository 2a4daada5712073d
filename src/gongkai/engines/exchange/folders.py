"""A folder of files as offices keep them: which are documents, each a record, and which lie beside one as its attachments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from gongkai.engines.exchange.tables import TableRefused
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.kinds import kind_of
from gongkai.ground.files.refusals import FileRefused

MOST_DOCUMENTS = 300
DOCUMENTS = {".docx", ".doc", ".wps"}
"""Also the old ones: they are told apart as documents to be saved anew, not as somebody's attachments."""
_ANNEX = re.compile(r"^附(?:件|表|录|图)")
_JUNK = re.compile(r"(?:^|/)(?:\.[^/]*|~\$[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(?:/|$)", re.I)
_DIGITS = re.compile(r"(\d+)")


@dataclass
class Filed:
    """A document by its path, and the files that lie beside it. ``refused``: those that cannot be taken, and why."""

    path: str
    data: bytes
    beside: list[Upload] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def sort_out(files: Sequence[tuple[str, bytes]]) -> tuple[list[Filed], list[str]]:
    """The documents of a folder (path, bytes) in the order of their names, and what is to be said of the rest. Raises TableRefused.

    A file is its document's whose name its own begins with, or that of the folder in which it lies; else it belongs to the only document of its
    folder, or of the nearest one above that has any. 附件1.docx is a document only where there is nothing that it could be attached to.
    """
    wanted = sorted(
        ((path, data) for path, data in files if not _JUNK.search(path)), key=lambda each: _natural(each[0])
    )
    shared = _shared([PurePosixPath(path) for path, _ in wanted])
    named = {path.removeprefix(shared): data for path, data in wanted}
    candidates = [path for path in map(PurePosixPath, named) if path.suffix.lower() in DOCUMENTS]
    documents = {path: Filed(str(path), named[str(path)]) for path in candidates if not _is_annex(path, candidates)}
    if not documents:
        raise TableRefused(
            "没有找到Word文件（docx）：一个Word文件是一条信息，它的附件放在一起，或者放在用它的名字起名的文件夹里"
        )
    if len(documents) > MOST_DOCUMENTS:
        raise TableRefused(f"一次最多导入{MOST_DOCUMENTS}件，这里有{len(documents):,}件，请分几次")
    notes = []
    for path in map(PurePosixPath, named):
        if path in documents:
            continue
        owner = _owner(path, list(documents))
        if owner is None:
            notes.append(f"认不出“{path}”是哪一件的附件，没有带上；请改成用那一件的名字开头，或者和它单独放一个文件夹")
            continue
        try:
            kind_of(named[str(path)], path.name)
        except FileRefused as refusal:
            documents[owner].refused.append(f"附件“{path.name}”：{refusal}")
        else:
            documents[owner].beside.append(Upload(path.name, named[str(path)]))
    return list(documents.values()), notes


def _natural(path: str) -> list[tuple[int, int, str]]:
    """2 before 10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in _DIGITS.split(path) if part]


def _shared(paths: list[PurePosixPath]) -> str:
    """The folder in which everything lies, with its slash: it says nothing."""
    heads = {path.parts[0] for path in paths}
    if len(heads) != 1 or any(len(path.parts) == 1 for path in paths):
        return ""
    head = heads.pop()
    return f"{head}/" + _shared([path.relative_to(head) for path in paths])


def _is_annex(path: PurePosixPath, candidates: list[PurePosixPath]) -> bool:
    """Is a Word file attached to another one, by its name or by that of its folder?"""
    others = [other for other in candidates if other != path and not _named_annex(other)]
    if _named_annex(path):
        return _owner(path, others) is not None
    return any(
        path.parent == other.parent and path.stem.startswith(other.stem) and _ANNEX.match(_rest(path, other))
        for other in others
    )


def _named_annex(path: PurePosixPath) -> bool:
    return any(_ANNEX.match(part) for part in path.parts)


def _rest(path: PurePosixPath, document: PurePosixPath) -> str:
    return path.stem[len(document.stem) :].lstrip(" _-—－.．·（(【[")


def _owner(path: PurePosixPath, documents: list[PurePosixPath]) -> PurePosixPath | None:
    """The document beside which a file lies; None where there is none, or none more than another."""
    for depth in range(len(path.parts) - 1, -1, -1):
        folder, below = PurePosixPath(*path.parts[:depth]), path.parts[depth]
        here = [document for document in documents if document.parent == folder]
        alike = [document for document in here if below.startswith(document.stem)]
        if alike:
            return max(alike, key=lambda document: len(document.stem))
        if here:
            return here[0] if len(here) == 1 else None
    return None
