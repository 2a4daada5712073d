"""PDF, read in a process of its own with limits on memory and time: its libraries are native code, and files may be hostile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from gongkai.pure.audit import orphan
from gongkai.pure.audit.document import Cell, Document, Note, Paragraph, Table, Unreadable
from gongkai.pure.audit.readers.limits import PDF_MEMORY, PDF_SECONDS
from gongkai.pure.audit.readers.refusals import refuse


def read_pdf(data: bytes, seconds: float = PDF_SECONDS) -> Document:
    """Bytes of a PDF -> Document. Raises Unreadable."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "gongkai.pure.audit.readers.pdf"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        raise refuse("too-slow") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        # The child crashed or ran into its limits.
        raise refuse("too-slow" if done.returncode in (-24, -9) else "unreadable-pdf") from None
    if refused := answer.get("refused"):
        raise Unreadable(*refused)
    return _document(answer)


def _document(answer: dict[str, Any]) -> Document:
    return Document(
        answer["text"],
        tuple(Paragraph(*each) for each in answer["paragraphs"]),
        tuple(Table(start, end, tuple(Cell(*cell) for cell in cells)) for start, end, cells in answer["tables"]),
        tuple(Note(*each) for each in answer["notes"]),
    )


def _answer(document: Document) -> dict[str, Any]:
    return {
        "text": document.text,
        "paragraphs": [(each.start, each.end, each.kind) for each in document.paragraphs],
        "tables": [
            (
                table.start,
                table.end,
                [(cell.start, cell.end, cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells],
            )
            for table in document.tables
        ],
        "notes": [(each.code, each.zh, each.en) for each in document.notes],
    }


def _child() -> None:
    """Reads a PDF from standard input and writes the document, or why there is none, as JSON."""
    orphan.end_with(os.getppid())
    try:
        import resource
    except ImportError:
        # Where the system has no such limits, the parent's time limit remains.
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from gongkai.pure.audit.readers.pages import read_pages

    try:
        answer = _answer(read_pages(sys.stdin.buffer.read()))
    except Unreadable as refused:
        answer = {"refused": (refused.code, refused.zh, refused.en)}
    except MemoryError:
        refused = refuse("unreadable-pdf")
        answer = {"refused": (refused.code, refused.zh, refused.en)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _child()
