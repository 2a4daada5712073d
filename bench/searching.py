"""Search: the engine alone, a page over HTTP with facets and excerpts; and SQLite's FTS5 with the same words beside it.

The home's own records are indexed first. A second index, of a million synthetic documents of some 800 signs, each different, says more:
copies of some hundred prototypes share their words. Its documents bear the names of the home's records, so that a page can show them.
"""

import http.client
import os
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import urlencode

import tantivy

from bench.report import Line
from bench.served import HOST, web
from bench.size import Size
from gongkai.demo.stage import Progress
from gongkai.engines.feeders import rebuilding
from gongkai.engines.feeders.documents import words_of
from gongkai.engines.feeders.finding import FACETS
from gongkai.engines.feeders.queries import all_ids, public_rows
from gongkai.ground.home.paths import home_path
from gongkai.ground.search import asking, index, places, text
from gongkai.ground.search.asking import Ask
from gongkai.ground.search.queries import synonyms

ENGINE_MS, PAGE_MS = 20, 100
LENGTH = 800
YARDSTICK = 100_000
"""Documents that FTS5 gets at most: it takes long to build, and is slow enough at so many."""
UNITS, YEARS, SECTIONS, KINDS = 120, range(2008, 2027), 60, 12


def measure(size: Size) -> Iterator[Line]:
    """The home's own index, built, asked, asked over HTTP; then the synthetic one, as large."""
    begun = time.perf_counter()
    done = rebuilding.rebuild()
    took = time.perf_counter() - begun
    folder = places.current()
    yield Line(
        f"Search index of {done.records:,} records, for the public and for the desk, built anew",
        f"{took:.0f} s ({done.records / took:,.0f} records/s), {_megabytes(folder):,.0f} MB, {_peak():,.0f} MB of memory",
    )
    sentences, questions = _vocabulary(Random(7), size.questions)
    yield _engine(
        f"Search among {done.records:,} records in the engine: 1–3 words, facets, half of them filtered",
        questions,
        None,
    )
    yield _over_http(f"at {size.records:,} records", questions)
    yield from _synthetic(size.documents, sentences, questions)


def _vocabulary(rng: Random, count: int) -> tuple[list[str], list[str]]:
    """Sentences of the home's records, and questions of one to three of their words."""
    sentences: list[str] = []
    for ids in all_ids():
        for row in public_rows(ids[:100]).values():
            sentences += [
                s for s in words_of(row.content.get("body") or "").replace("。", "。\n").split("\n") if len(s) > 8
            ]
        if len(sentences) > 20_000:
            break
    sentences = sorted(set(sentences))
    words = sorted({word for s in sentences for word in text.terms(s) if len(word) > 1 and text.is_han(word)})
    return sentences, [" ".join(rng.sample(words, rng.choice((1, 1, 2, 2, 3)))) for _ in range(count)]


def _engine(what: str, questions: list[str], chosen: Callable[[Random], dict[str, str]] | None) -> Line:
    """Page and facet counts of each question."""
    rng, took, busy = Random(3), [], []
    for words in questions[:20]:
        asking.search(places.PUBLIC, Ask(words), synonyms(), facets=FACETS)
    for n, words in enumerate(questions):
        filters = (chosen(rng) if chosen else {"year": str(rng.choice(YEARS))}) if n % 2 else {}
        begun, worked = time.perf_counter(), time.thread_time()
        asking.search(places.PUBLIC, Ask(words, filters, newest=n % 5 == 0), synonyms(), facets=FACETS)
        busy.append((time.thread_time() - worked) * 1000)
        took.append((time.perf_counter() - begun) * 1000)
    p50, p95, own = quantiles(took, n=20)[9], quantiles(took, n=20)[-1], quantiles(busy, n=20)[-1]
    return Line(
        what,
        f"p50 {p50:.1f} ms, p95 {p95:.1f} ms (of processor time {own:.1f} ms)",
        "",
        None,
        f"p95 < {ENGINE_MS} ms",
        p95 < ENGINE_MS,
    )


def _over_http(where: str, questions: list[str]) -> Line:
    """Pages with facets and excerpts, one after another: throttled per network, so each comes from one of its own."""
    took, rng, first = [], Random(5), questions[:40]
    os.environ["GONGKAI_PROXIES"] = HOST
    try:
        with web() as port:
            connection = http.client.HTTPConnection(HOST, port, timeout=30)
            for n, words in enumerate(first + questions):
                asked = {"q": words} | ({"year": str(rng.choice(YEARS))} if n % 2 else {})
                begun = time.perf_counter()
                connection.request(
                    "GET",
                    f"/counter/search?{urlencode(asked)}",
                    headers={"X-Forwarded-For": f"10.1.{n // 200}.{n % 200}"},
                )
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 200 or b"<main" not in body:
                    raise RuntimeError(f"the search page answered {answer.status}")
                if n >= len(first):
                    took.append((time.perf_counter() - begun) * 1000)
            connection.close()
    finally:
        del os.environ["GONGKAI_PROXIES"]
    p50, p95 = quantiles(took, n=20)[9], quantiles(took, n=20)[-1]
    return Line(
        f"A page of search over HTTP {where}, facets and excerpts included", f"p50 {p50:.0f} ms, p95 {p95:.0f} ms",
        "", None, f"p95 < {PAGE_MS} ms", p95 < PAGE_MS,
    )  # fmt: skip


# As many documents as are wanted, each of its own words.


def _synthetic(count: int, sentences: list[str], questions: list[str]) -> Iterator[Line]:
    """In place of the home's own index: the engine's build, questions, pages over HTTP; and the build and questions of FTS5."""
    keys = [row.key for ids in all_ids() for row in public_rows(ids).values()]
    begun = time.perf_counter()
    _build(count, sentences, keys)
    took = time.perf_counter() - begun
    yield Line(
        f"Search index of {count:,} synthetic documents of some {LENGTH} signs, one index",
        f"{took:.0f} s ({count / took:,.0f} documents/s), {_megabytes(places.current()):,.0f} MB, {_peak():,.0f} MB of memory",
    )
    engine = _engine(
        f"Search among {count:,} synthetic documents in the engine: 1–3 words, facets, half of them filtered by unit and year",
        questions, lambda rng: {"unit": f"u{rng.randrange(UNITS)}", "year": str(rng.choice(YEARS))},
    )  # fmt: skip
    yield Line(
        engine.what, engine.figure, _fts5(min(count, YARDSTICK), sentences, questions), None, engine.target, engine.met
    )
    yield _over_http(f"at {count:,} documents", questions)


@dataclass(frozen=True)
class Synthetic:
    """A document of sentences that were cut before: building an index of a million measures the index, the cutting is measured above."""

    key: str
    title: str
    text: str
    facets: dict[str, tuple[str, ...]]
    day: int
    year: int


def _documents(count: int, sentences: list[str], keys: Sequence[str] = ("",)) -> Iterator[Synthetic]:
    rng = Random(11)
    cut = [(" ".join(text.terms(sentence)), len(sentence)) for sentence in sentences]
    for n in range(count):
        title, length = rng.choice(cut)
        body = [title]
        while length < LENGTH:
            more, signs = rng.choice(cut)
            body.append(more)
            length += signs
        year, section = rng.choice(YEARS), rng.randrange(SECTIONS)
        facets = {
            "unit": (f"u{rng.randrange(UNITS)}",), "year": (str(year),), "kind": (f"k{rng.randrange(KINDS)}",),
            "section": (f"s{section}", f"t{section // 10}"), "validity": (rng.choice(("effective", "expired", "repealed")),),
        }  # fmt: skip
        yield Synthetic(keys[n % len(keys)], title, " ".join(body), facets, 730_000 + n % 9000, year)


def _build(count: int, sentences: list[str], keys: Sequence[str]) -> None:
    generation, progress = places.new_generation(), Progress(count, "Indexing")
    writer = tantivy.Index(index.schema(), path=str(generation / places.PUBLIC)).writer(rebuilding.HEAP, 1)
    for n, each in enumerate(_documents(count, sentences, keys), start=1):
        row = tantivy.Document()
        for name, said in (("key", each.key), ("title", each.title), ("text", each.text)):
            row.add_text(name, said)
        row.add_integer("newest", each.day << 32)
        row.add_unsigned("weight", each.year - 2000)
        for name, values in each.facets.items():
            for value in values:
                row.add_text(name, value)
        writer.add_document(row)
        if n % 1000 == 0:
            progress.show(n)
    writer.commit()
    writer.wait_merging_threads()
    places.set_state(generation, places.State(places.FORM, 0))
    places.switch_to(generation)


def _fts5(count: int, sentences: list[str], questions: list[str]) -> str:
    """SQLite's FTS5 without stored texts, the same terms, the best ten and the counts of a facet."""
    place = home_path("fts.sqlite")
    place.unlink(missing_ok=True)
    connection = sqlite3.connect(place)
    connection.executescript(
        "PRAGMA synchronous=OFF; CREATE VIRTUAL TABLE fts USING fts5(body, content='', tokenize='unicode61');"
        "CREATE TABLE doc (id INTEGER PRIMARY KEY, unit TEXT, year TEXT);"
    )
    begun = time.perf_counter()
    for n, each in enumerate(_documents(count, sentences)):
        connection.execute("INSERT INTO fts (rowid, body) VALUES (?, ?)", [n, each.text])
        connection.execute("INSERT INTO doc VALUES (?, ?, ?)", [n, each.facets["unit"][0], each.facets["year"][0]])
    connection.commit()
    built, took = time.perf_counter() - begun, []
    for n, words in enumerate(questions):
        match = " ".join(f'"{term}"' for term in text.question_terms(words))
        more = " AND doc.year = '2020'" if n % 2 else ""
        begun = time.perf_counter()
        connection.execute(f"SELECT fts.rowid FROM fts JOIN doc ON doc.id = fts.rowid WHERE fts MATCH ?{more} ORDER BY rank LIMIT 10", [match]).fetchall()  # fmt: skip
        connection.execute(f"SELECT doc.unit, COUNT(*) FROM fts JOIN doc ON doc.id = fts.rowid WHERE fts MATCH ?{more} GROUP BY doc.unit", [match]).fetchall()  # fmt: skip
        took.append((time.perf_counter() - begun) * 1000)
    connection.close()
    place.unlink()
    p50, p95 = quantiles(took, n=20)[9], quantiles(took, n=20)[-1]
    return f"SQLite FTS5 at {count:,}: built at {count / built:,.0f}/s, p50 {p50:.1f} ms, p95 {p95:.0f} ms (one facet)"


def _megabytes(folder: Path | None) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6 if folder else 0.0


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
