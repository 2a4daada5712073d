"""What a reader hands over: one text in which every character knows its place, with its paragraphs and tables.

Offsets count characters of `Document.text`, the text as read: nothing in it is repaired. What a reader could not read,
or doubts, stands in `notes`, in words for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongkai.pure.audit.value import value


@value
class Paragraph:
    """A block of running text: `text[start:end]`, without its line break. kind: as the source marks it, else "text"."""

    start: int
    end: int
    kind: Literal["title", "heading", "item", "text"] = "text"


@value
class Cell:
    """A cell: `text[start:end]` (empty for a blank cell), at its upper left place in the grid, over so many rows and columns."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Table:
    """A table as the source marks it: its cells in reading order; `text[start:end]` holds them all."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Note:
    """Something a reader could not read or doubts. code: for programs; zh, en: one sentence each for a person."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class Document:
    """A text as read. Paragraphs and tables do not overlap and come in the order of the text."""

    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()


class Unreadable(Exception):
    """A file that can't be read. code: for programs; `zh`, `en`: one sentence each that says why and what to do."""

    def __init__(self, code: str, zh: str, en: str):
        super().__init__(code, zh, en)  # all three, so that it travels between processes
        self.code, self.zh, self.en = code, zh, en

    def __str__(self) -> str:
        return self.en
