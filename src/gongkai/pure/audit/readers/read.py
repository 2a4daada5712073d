"""From a file or its bytes to a Document: size, kind, the reader of that kind, and what is to be said about damage."""

from __future__ import annotations

from pathlib import Path

from gongkai.pure.audit.document import Document, Unreadable
from gongkai.pure.audit.readers.builder import with_notes
from gongkai.pure.audit.readers.damage import damage
from gongkai.pure.audit.readers.decode import garbled
from gongkai.pure.audit.readers.limits import MAX_BYTES
from gongkai.pure.audit.readers.refusals import refuse
from gongkai.pure.audit.readers.sniff import sniff


def read(source: Path | str | bytes, name: str = "") -> Document:
    """The document in a file (its path), or in the bytes of one. name: a file name for bytes; it only tells Markdown from text.

    Raises Unreadable with a sentence that says what to do; never another exception for whatever the file holds.
    """
    if isinstance(source, str):
        source = Path(source)
    data = _bytes(source) if isinstance(source, Path) else source
    if len(data) > MAX_BYTES:
        raise refuse("too-large", limit=MAX_BYTES // 1024**2)
    form = sniff(data, name or (source.name if isinstance(source, Path) else ""))
    try:
        document = _read(form, data)
    except Unreadable:
        raise
    except (MemoryError, RecursionError):
        raise refuse("too-nested" if form == "html" else "zip-bomb") from None
    if not document.text.strip():
        raise refuse("no-text")
    if garbled(document.text):
        raise refuse("mojibake")
    return with_notes(document, damage(document.text))


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise refuse("not-a-file")
        if path.stat().st_size > MAX_BYTES:
            raise refuse("too-large", limit=MAX_BYTES // 1024**2)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise refuse("missing") from None
    except OSError:
        raise refuse("no-access") from None


def _read(form: str, data: bytes) -> Document:
    # Each reader is imported when it is first needed: their libraries take a while to load.
    if form == "txt":
        from gongkai.pure.audit.readers.plain import read_plain

        return read_plain(data)
    if form == "html":
        from gongkai.pure.audit.readers.web import read_web

        return read_web(data)
    if form == "md":
        from gongkai.pure.audit.readers.markdown import read_markdown

        return read_markdown(data)
    if form == "docx":
        from gongkai.pure.audit.readers.word import read_word

        return read_word(data)
    if form == "xlsx":
        from gongkai.pure.audit.readers.sheet import read_sheet

        return read_sheet(data)
    from gongkai.pure.audit.readers.pdf import read_pdf

    return read_pdf(data)
