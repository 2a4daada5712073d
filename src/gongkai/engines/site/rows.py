"""What the reader answers with: records as rows, versions as they were frozen, the facts of them. Plain values, no models."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple


class Row(NamedTuple):
    """A record's columns. ``published`` is the number of the version that stands on the site."""

    id: str
    kind: str
    unit_id: int
    section_id: str
    title: str
    live: bool
    index_number: str
    document_number: str
    formed_on: date
    published_on: date
    updated_on: date
    effective_on: date | None
    expires_on: date | None
    validity: str
    ended_on: date | None
    ended_because: str
    published: int
    withdrawn_on: date | None
    withdrawn_ground: str
    title_kept: bool


class Shown(NamedTuple):
    """A version as it was frozen: its public bytes and their digest in hex."""

    number: int
    public: bytes
    digest: str

    @property
    def view(self) -> dict[str, Any]:
        return json.loads(self.public.decode())


class Entry(NamedTuple):
    """A public fact of a record: its index in the ledger, its name, instant and values."""

    idx: int
    name: str
    at: datetime
    values: dict[str, Any]


class Related(NamedTuple):
    """Another record that one is related to, by what it is on this page; or (``row`` None) the words for a document from elsewhere."""

    kind: str
    label: str
    row: Row | None
    words: str = ""


class Whole(NamedTuple):
    """Everything a record's pages show. ``versions`` ends with the one that stands; empty once withdrawn. ``told``: what its kind's site
    face tells of it besides."""

    row: Row
    versions: list[Shown]
    entries: list[Entry]
    files: dict[str, Path]
    told: Any = None
    related: tuple[Related, ...] = ()

    def entry_of(self, number: int) -> Entry | None:
        """The fact by which a version became public."""
        return next((e for e in self.entries if e.values.get("version") == number), None)

    def last(self, name: str) -> Entry | None:
        return next((e for e in reversed(self.entries) if e.name == name), None)


@dataclass(frozen=True, slots=True)
class Happened:
    """A fact as the site follows it: the dependency keys it touches, of the old and the new image."""

    idx: int
    name: str
    ref: str
    touches: list[str]
