"""Markdown: marks are taken off, pipe tables become tables, list marks stay as they stand in the file."""

from __future__ import annotations

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gongkai.pure.audit.document import Document, Table, Unreadable
from gongkai.pure.audit.readers.builder import Builder, Field, Kind
from gongkai.pure.audit.readers.decode import decode
from gongkai.pure.audit.readers.limits import MAX_BRACKETS, MAX_MARKDOWN, MAX_MARKS
from gongkai.pure.audit.readers.plain import of_text
from gongkai.pure.audit.readers.refusals import refuse
from gongkai.pure.audit.readers.web import of_page

# Without the code block: four spaces before a paragraph are a Chinese indent, not code.
_PARSER: Final = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"]).disable("code")


def read_markdown(data: bytes) -> Document:
    """Bytes of a Markdown text -> Document. Raises Unreadable."""
    text = decode(data)
    marks = sum(map(text.count, "*_`<~>"))
    if text.count("[") > MAX_BRACKETS or marks > MAX_MARKS or text.count("\n") > MAX_MARKDOWN:
        return of_text(text)
    builder = Builder()
    kind: Kind = "text"
    mark, titled, pictures = "", False, 0
    fields: list[Field] | None = None
    row = column = 0
    for token in _PARSER.parse(text):
        match token.type:
            case "heading_open":
                kind = "heading" if titled or token.tag != "h1" else "title"
                titled = titled or token.tag == "h1"
            case "list_item_open":
                kind, mark = "item", f"{token.info}{token.markup} " if token.info else ""
            case "heading_close" | "list_item_close":
                kind, mark = "text", ""
            case "table_open":
                fields, row = [], -1
            case "tr_open":
                row, column = row + 1, 0
            case "table_close":
                builder.table(fields or [])
                fields = None
            case "inline":
                words, seen = _words(token)
                pictures += seen
                if fields is not None:
                    fields.append(Field(words, row, column))
                    column += 1
                else:
                    builder.paragraph(mark + words, kind)
                    mark = ""
            case "fence":
                builder.paragraph(token.content)
            case "html_block":
                _page(token.content, builder)
    if pictures:
        builder.note(
            "skipped-pictures",
            f"正文里有 {pictures} 张图片，图片里的文字和数字没有读取。",
            f"{pictures} pictures in the content were not read; figures in them are not checked.",
        )
    if not builder:
        raise refuse("no-text")
    return builder.document()


def _words(token: Token) -> tuple[str, int]:
    """The text of a line without its marks, and how many pictures are in it."""
    words, pictures = [], 0
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif child.type == "image":
            pictures += 1
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            words.append("\n")
    return "".join(words), pictures


def _page(page: str, builder: Builder) -> None:
    """A piece of HTML within Markdown, most often a table with merged cells."""
    try:
        document = of_page(page)
    except Unreadable:
        return
    text = document.text
    for block in sorted((*document.paragraphs, *document.tables), key=lambda block: block.start):
        if isinstance(block, Table):
            builder.table(
                Field(text[each.start : each.end], each.row, each.column, each.rows, each.columns)
                for each in block.cells
            )
        else:
            builder.paragraph(text[block.start : block.end], block.kind)
    for note in document.notes:
        builder.note(note.code, note.zh, note.en)
