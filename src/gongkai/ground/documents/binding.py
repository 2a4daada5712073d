"""Papers bound to one PDF: cover and index in front, each page numbered, whatever came as PDF taken in as it is.

What others made is opened in a process of its own (``python -m gongkai.ground.documents.binding``), which knows no home and writes nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from gongkai.ground.documents.typesetting import typeset
from gongkai.pure.audit import alone
from gongkai.pure.audit.document import Unreadable

HERE = Path(__file__).parent
TEMPLATE, NUMBERS = HERE / "templates" / "bundle.typ", HERE / "templates" / "numbers.typ"
SECONDS = 60.0
MOST_PAGES = 3_000
A4_WIDTH = 595.276


class NotBound(ValueError):
    """Papers that cannot be bound; the message says in Chinese why and what to do."""


@dataclass(frozen=True)
class Piece:
    """One thing in a file, in its order. ``pdf``: its pages, None for what cannot be printed, which is listed alone; ``said`` beside it in the index."""

    title: str
    on: str
    pdf: bytes | None = None
    said: str = ""
    pages: int = 0
    first: int = 0


@dataclass(frozen=True)
class Bound:
    """A bound file, and how many pages it has."""

    pdf: bytes
    pages: int


def bind(front: dict[str, Any], pieces: Sequence[Piece], back: dict[str, Any]) -> Bound:
    """Bind pieces behind a cover and their index; ``back`` are the values of the last pages, the proof. Raises NotBound, NotRendered.

    ``front`` and ``back`` are values of the template; the index is made here, for only now it is known where each piece begins.
    """
    counted = [replace(piece, pages=pages) for piece, pages in zip(pieces, _counted(pieces), strict=True)]
    refused = [each.title for each in counted if each.pdf is not None and not each.pages]
    counted = [replace(each, pdf=None, said=f"{each.said}（打不开，没有装订）") if each.title in refused else each for each in counted]  # fmt: skip
    ends = typeset(TEMPLATE, {"part": "back", "index": [], "lines": []} | back)
    # How long the index is does not depend on the numbers in it: set once to be counted, and once for good.
    head = _front(front, counted, 0)
    head = _front(front, counted, _pages(head))
    placed = [head, *(each.pdf for each in counted if each.pdf), ends]
    total = _pages(head) + sum(each.pages for each in counted) + _pages(ends)
    if total > MOST_PAGES:
        raise NotBound(f"一共{total}页，超过{MOST_PAGES}页，不能装订成一份")
    numbers = typeset(NUMBERS, {"total": total})
    return Bound(_asked("bind", [*placed, numbers]), total)


def _front(front: dict[str, Any], pieces: Sequence[Piece], before: int) -> bytes:
    lines, page = [], before + 1
    for n, piece in enumerate(pieces, start=1):
        at = str(page) if piece.pdf else "—"
        lines.append([str(n), piece.title, piece.on, at, piece.said])
        page += piece.pages if piece.pdf else 0
    return typeset(TEMPLATE, {"part": "front", "index": lines, "lines": []} | front)


def _counted(pieces: Sequence[Piece]) -> list[int]:
    """The pages of each piece, 0 for what has none or can't be opened."""
    found = iter(json.loads(_asked("count", [each.pdf for each in pieces if each.pdf is not None])))
    return [0 if each.pdf is None else next(found) for each in pieces]


def _pages(made: bytes) -> int:
    return int(json.loads(_asked("count", [made]))[0])


def _asked(what: str, papers: Sequence[bytes]) -> bytes:
    head = json.dumps({"do": what, "sizes": [len(each) for each in papers]}).encode()
    try:
        made = alone.ask(__name__, head + b"\n" + b"".join(papers), SECONDS)
    except Unreadable:
        raise NotBound("装订用的时间太长，没有做完：附件里有特别大的PDF的，请先分开") from None
    if not made:
        raise NotBound("附件里有的PDF装订不了，请看看能不能打开，换一份再试")
    return made


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None


def count_here(papers: Sequence[bytes]) -> list[int]:
    opened = [_open(each) for each in papers]
    return [0 if each is None else len(each) for each in opened]


def bind_here(papers: Sequence[bytes]) -> bytes:
    """All papers one behind the other, but for the last: its pages are numbers, each laid upon the page at its place."""
    import pypdfium2

    *pieces, numbers = [_open(each) for each in papers]
    made = pypdfium2.PdfDocument.new()
    for piece in pieces:
        made.import_pages(piece)
    for n in range(len(made)):
        page = made[n]
        left, bottom, right, _ = page.get_cropbox()
        laid = numbers.page_as_xobject(n, made).as_pageobject()
        laid.set_matrix(pypdfium2.PdfMatrix().translate((left + right - A4_WIDTH) / 2, bottom))
        page.insert_obj(laid)
        page.gen_content()
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def main() -> None:
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    alone.confine()
    asked, papers, at = json.loads(head), [], 0
    for size in asked["sizes"]:
        papers.append(content[at : at + size])
        at += size
    made = json.dumps(count_here(papers)).encode() if asked["do"] == "count" else bind_here(papers)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
