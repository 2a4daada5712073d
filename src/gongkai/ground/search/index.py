"""The index itself: its fields, writing documents into it, and opening it to ask."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import tantivy

from gongkai.ground.search import places, sound, text

FACETS = ("unit", "year", "kind", "section", "subject", "validity", "audience", "state")
HEAP = 64 * 1024 * 1024
"""What a writer may hold before it writes a segment, in bytes."""


FINEST = 16
"""log2(2 + weight) multiplies a score, and weights are whole numbers: from 16 down the steps between are fine enough."""
NOT_IN_FORCE = 0.5
A_YEAR = 0.98
"""What is left of a score for each year that something is older; what is older than forty years counts as that old."""
NEWEST = 2050
"""Years are counted back from this one: no index knows today, and all of them are held against each other alone."""


@dataclass(frozen=True)
class Document:
    """What is indexed of one thing. ``names`` of its unit, section and kind; ``facets`` by name, each one or more values.

    ``day`` sorts it (an ordinal), ``scope`` are the units for whose people it exists; the public's index needs none. ``standing``: how
    much it counts beside others that hold the same words, above 0 and at most 1.
    """

    key: str
    title: str
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    day: int = 0
    year: int = 0
    in_force: bool = True
    standing: float = 1.0
    scope: tuple[int, ...] = ()


def weighed(document: Document) -> float:
    """By how much its score counts, above 0 and at most 1: what it is, whether it holds, how long ago it was."""
    age = max(0, min(NEWEST - document.year, 40))
    return document.standing * (1.0 if document.in_force else NOT_IN_FORCE) * A_YEAR**age


@cache
def schema() -> tantivy.Schema:
    """Fields, see docs/search.md. Only the key is stored: what is shown comes from the database."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("text", "title"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("spell", "number"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in FACETS:
        build.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    build.add_text_field("scope", tokenizer_name="raw", index_option="basic")
    build.add_integer_field("newest", indexed=False, fast=True)
    build.add_unsigned_field("weight", indexed=False, fast=True)
    return build.build()


def _row(document: Document) -> tantivy.Document:
    titles = text.joined([document.title])
    # A number of its own as well: what people paste may be its middle.
    words = f"{titles} {text.joined((*document.names, *document.numbers, *document.texts))}"
    numbers = [term for number in document.numbers for term in text.number_terms(number)]
    made = tantivy.Document()
    made.add_text("key", document.key)
    made.add_text("title", titles)
    made.add_text("text", words)
    made.add_text("number", " ".join(numbers))
    entries = sound.entries((document.title, *document.names), words.split())
    made.add_text("spell", " ".join((entries, *map(text.series_entry, numbers))))
    for name, values in document.facets.items():
        for value in values:
            made.add_text(name, value)
    for unit in document.scope:
        made.add_text("scope", str(unit))
    # Of one day the order is that of the keys, so that pages do not overlap.
    made.add_integer("newest", document.day << 32 | int.from_bytes(document.key.encode()[:4].ljust(4, b"\0")))
    made.add_unsigned("weight", round(2 ** (FINEST * weighed(document))) - 2)
    return made


class Writer:
    """Puts documents into one index and takes them out, all at once when it is closed without an error."""

    def __init__(self, folder: Path, *, heap: int = HEAP, threads: int = 1) -> None:
        self._index = tantivy.Index(schema(), path=str(folder))
        self._writer = self._index.writer(heap, threads)

    def __enter__(self) -> "Writer":
        return self

    def put(self, document: Document, *, known: bool = True) -> None:
        """In the place of what stood under its key; ``known=False`` says that nothing did."""
        if known:
            self.drop(document.key)
        self._writer.add_document(_row(document))

    def drop(self, key: str) -> None:
        self._writer.delete_documents_by_term("key", key)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._writer.commit()
        else:
            self._writer.rollback()
        # Merges of segments go on beside; a writer that is dropped would give them up, and they would never be done.
        self._writer.wait_merging_threads()


_opened: dict[Path, tuple[tantivy.Index, float]] = {}


def searcher(door: str) -> tantivy.Searcher:
    """The serving generation's index, with all that was committed. Raises Unavailable."""
    generation = places.current()
    if generation is None:
        raise places.Unavailable("there is no index")
    folder = generation / door
    try:
        changed = os.stat(folder / "meta.json").st_mtime_ns
        if folder not in _opened:
            if places.state_of(generation).form != places.FORM:
                raise places.Unavailable("the index is of another form")
            for other in [each for each in _opened if each.parent != generation]:
                del _opened[other]
            index = tantivy.Index(schema(), path=str(folder))
            # By hand: otherwise a thread looks at the file twice a second, and a question may come before it does.
            index.config_reader("manual")
            _opened[folder] = (index, 0)
        index, seen = _opened[folder]
        if seen != changed:
            index.reload()
            _opened[folder] = (index, changed)
        return index.searcher()
    except (OSError, ValueError) as error:
        _opened.pop(folder, None)
        raise places.Unavailable(str(error)) from error


def write(generation: Path, door: str, put: Iterable[Document], drop: Iterable[str]) -> None:
    """One commit: documents in, keys out."""
    put, drop = list(put), list(drop)
    if not put and not drop:
        return
    with Writer(generation / door) as writer:
        for key in drop:
            writer.drop(key)
        for document in put:
            writer.put(document)
