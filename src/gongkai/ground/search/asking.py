"""Asking the index: what is wanted, the pages of keys that answer it, the counts of facets beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import tantivy
from tantivy import Occur, Query

from gongkai.ground.search import text
from gongkai.ground.search.index import FACETS, schema, searcher
from gongkai.pure.codes.document_number import as_printed

PAGE = 10
PAGES = 50
"""As far as pages go: further back nobody looks, and each page costs as much as all before it."""
LONGEST = 80
"""Signs of a question."""
MOST_TERMS = 16
MOST_VALUES = 300
"""Of a facet; more than a government has units of a level."""
TITLE_BOOST, NUMBER_BOOST = 4.0, 1000.0

Synonyms = Mapping[str, tuple[str, ...]]
"""By word, in the form of ``text.plain``: the words that mean the same."""


@dataclass(frozen=True)
class Ask:
    """A question. ``chosen``: by facet the value wanted. ``scope``: only what exists for people of these units; None for all."""

    words: str
    chosen: Mapping[str, str] = field(default_factory=dict)
    newest: bool = False
    page: int = 1
    scope: frozenset[int] | None = None

    @property
    def said(self) -> str:
        return " ".join(self.words.split())[:LONGEST]


@dataclass(frozen=True)
class Found:
    """Keys in their order, how many there are in all, the marks for excerpts, and by facet the count of each value."""

    keys: list[str]
    total: int
    marks: list[str]
    counts: dict[str, dict[str, int]]


def search(door: str, ask: Ask, synonyms: Synonyms, *, facets: Iterable[str] = (), size: int = PAGE) -> Found:
    """A page of what answers a question at a door. Raises places.Unavailable."""
    asked = searcher(door)
    wanted, marks = _wanted(asked, ask.said, synonyms)
    query = _all([wanted, *_filters(ask)])
    page = min(max(ask.page, 1), PAGES)
    order = {"order_by_field": "newest"} if ask.newest or not ask.said else {"weight_by_field": "weight"}
    result = asked.search(query, limit=size, offset=(page - 1) * size, count=True, **order)
    keys = [asked.doc(address).get_first("key") for _, address in result.hits]
    return Found(keys, result.count, marks, _counts(asked, wanted, ask, facets) if result.count or ask.chosen else {})


def count(door: str, ask: Ask, synonyms: Synonyms) -> int:
    """How many answer it."""
    asked = searcher(door)
    query = _all([_wanted(asked, ask.said, synonyms)[0], *_filters(ask)])
    return asked.search(query, limit=1, count=True).count


# What is wanted.


def _wanted(asked: tantivy.Searcher, said: str, synonyms: Synonyms) -> tuple[Query, list[str]]:
    """The question without its filters, and the words to mark where they stand."""
    if not said:
        return Query.all_query(), []
    parts, titles, marks = [], [], []
    for alternatives in _parts(said, synonyms):
        ways = [_way(asked, words) for words in alternatives]
        parts.append(ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways]))
        for words in alternatives:
            marks += words
            titles += [_term("title", word) for word in words]
    of_words = [(Occur.Must, part) for part in parts]
    of_words += [(Occur.Should, Query.boost_query(title, TITLE_BOOST)) for title in titles]
    query = Query.boolean_query(of_words) if parts else Query.empty_query()
    key = text.number_key(said)
    if any(sign.isdigit() for sign in key):
        # The number itself comes before whatever else its words are found in.
        number = Query.boost_query(_term("number", key), NUMBER_BOOST)
        query = Query.boolean_query([(Occur.Should, number), (Occur.Should, query)])
        marks = [said, as_printed(said)] if text.looks_like_number(said) else marks
    return query, list(dict.fromkeys(marks))


def _parts(said: str, synonyms: Synonyms) -> list[list[list[str]]]:
    """What has to be found, each part in one of several ways, each way some terms: 「申请 户口本」 as
    [[["申请"]], [["户口", "户口本"], ["户口簿"]]]."""
    found: list[list[list[str]]] = []
    for piece in text.pieces(said):
        rest = piece
        while rest:
            word, at = _first_synonym(rest, synonyms)
            before = rest[:at] if word else rest
            found += [[[term]] for term in text.question_terms(before)]
            if word:
                found.append([text.terms(way) for way in (word, *synonyms[word])])
            rest = rest[at + len(word) :] if word else ""
    # Words that say nothing count only where nothing else does.
    full = [part for part in found if part[0] and not (len(part) == 1 and part[0][0] in text.EMPTY_WORDS)]
    return (full or [part for part in found if part[0]])[:MOST_TERMS]


def _first_synonym(rest: str, synonyms: Synonyms) -> tuple[str, int]:
    """The first word of a piece that has synonyms, the longest at its place, and where it begins."""
    longest = max(map(len, synonyms), default=0)
    for at in range(len(rest)):
        for size in range(min(longest, len(rest) - at), 1, -1):
            if rest[at : at + size] in synonyms:
                return rest[at : at + size], at
    return "", 0


def _way(asked: tantivy.Searcher, words: list[str]) -> Query:
    return _all([_word(asked, word) for word in words])


def _word(asked: tantivy.Searcher, word: str) -> Query:
    """A term in the text; Latin letters also as pinyin, whole words or their initials."""
    if not text.is_latin(word):
        return _term("text", word)
    ways = [_term("text", word), _term("pinyin", word)]
    if len(word) > 2:
        ways.append(_term("initials", word))
    if len(word) > 5 and not any(asked.doc_freq(name, word) for name in ("text", "pinyin", "initials")):
        syllables = _split(asked, word)
        if syllables:
            ways.append(_all([_term("pinyin", each) for each in syllables]))
    return Query.boolean_query([(Occur.Should, way) for way in ways])


def _split(asked: tantivy.Searcher, word: str) -> list[str]:
    """Pinyin written without blanks as the pinyin of words of the index, as few as possible; [] if it is none."""
    best: dict[int, list[str]] = {0: []}
    for end in range(2, min(len(word), 40) + 1):
        for start in range(max(0, end - 24), end - 1):
            if start in best and (end not in best or len(best[start]) + 1 < len(best[end])):
                piece = word[start:end]
                if asked.doc_freq("pinyin", piece):
                    best[end] = [*best[start], piece]
    return best.get(len(word), [])


# Filters and facets.


def _filters(ask: Ask, without: str = "") -> list[Query]:
    found = [Query.const_score_query(_term(n, v), 0) for n, v in ask.chosen.items() if v and n != without]
    if ask.scope is not None:
        found.append(_scope(ask.scope))
    return found


def _scope(units: frozenset[int]) -> Query:
    if not units:
        return Query.empty_query()
    return Query.const_score_query(Query.term_set_query(schema(), "scope", [str(unit) for unit in sorted(units)]), 0)


def _counts(asked: tantivy.Searcher, wanted: Query, ask: Ask, facets: Iterable[str]) -> dict[str, dict[str, int]]:
    """Each facet counts what its other values would give: without its own choice, with those of the others."""
    facets = [name for name in facets if name in FACETS]
    free = [name for name in facets if not ask.chosen.get(name)]
    found: dict[str, dict[str, int]] = {}
    for names, without in ((free, ""), *(([name], name) for name in facets if ask.chosen.get(name))):
        if names:
            query = _all([wanted, *_filters(ask, without)])
            wish = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names}
            told = asked.aggregate(query, wish)
            found |= {n: {b["key"]: b["doc_count"] for b in told[n]["buckets"] if b["doc_count"]} for n in names}
    return found


# Suggestions and what was perhaps meant.


def words_beginning(door: str, begun: str, scope: frozenset[int] | None = None, limit: int = 6) -> list[str]:
    """Words of titles that go on from what is typed, the most frequent first; from Latin letters those that sound so."""
    asked, within = searcher(door), None if scope is None else _scope(scope)
    begun = text.plain(begun)
    if text.is_latin(begun):
        if len(begun) < 2:
            return []
        entries = asked.terms_with_prefix("spell", begun, within, limit * 4)
        found = [entry.partition(":")[2] for entry, n in entries if n]
    else:
        found = [word for word, n in asked.terms_with_prefix("title", begun, within, limit + 1) if n and word != begun]
    return [word for word in dict.fromkeys(found) if word][:limit]


def titles_holding(
    door: str, said: str, synonyms: Synonyms, scope: frozenset[int] | None = None, limit: int = 8
) -> list[str]:
    """Keys of what has these words in its title, the last one perhaps only begun."""
    asked = searcher(door)
    *whole, last = text.question_terms(said) or [""]
    if not last:
        return []
    ways = [last, *words_beginning(door, last, scope, 12)]
    begun = [_term("title", way) for way in ways]
    wanted = [_term("title", word) if not text.is_latin(word) else _word(asked, word) for word in whole]
    query = _all(
        [*wanted, Query.boolean_query([(Occur.Should, way) for way in begun]), *_filters(Ask("", scope=scope))]
    )
    hits = asked.search(query, limit=limit, count=False, weight_by_field="weight").hits
    return [asked.doc(address).get_first("key") for _, address in hits]


def alternatives(door: str, ask: Ask, synonyms: Synonyms, limit: int = 3) -> list[str]:
    """What was perhaps meant by a question that nothing answers: one word changed by one sign, or for one that sounds the same.

    Each is found by the same person under the same filters.
    """
    asked, said = searcher(door), text.plain(ask.said)
    found: list[str] = []
    for piece in text.pieces(said):
        for word in _perhaps_wrong(asked, piece):
            if len(found) >= limit:
                break
            for other in _near(asked, word):
                meant = said.replace(word, other)
                if (
                    meant not in found
                    and len(found) < limit
                    and count(door, replace(ask, words=meant, page=1), synonyms)
                ):
                    found.append(meant)
    return found


def _perhaps_wrong(asked: tantivy.Searcher, piece: str) -> list[str]:
    """What in a piece may be a mistyped word, longest first: the whole, its terms, runs of three or four signs that are no term."""
    runs = [piece[at : at + size] for size in (4, 3) for at in range(len(piece) - size + 1)] if len(piece) <= 16 else []
    found = [piece, *sorted(text.terms(piece), key=len, reverse=True), *(run for run in runs if text.is_han(run))]
    return [word for word in dict.fromkeys(found) if 3 <= len(word) <= 12 and not asked.doc_freq("title", word)]


def _near(asked: tantivy.Searcher, word: str, limit: int = 4) -> list[str]:
    """Words of titles that sound as this one or are one edit away, the most frequent first."""
    if text.is_latin(word):
        entries = [(each.partition(":"), n) for each, n in asked.terms_with_prefix("spell", word[:2])]
        close = [(other, n) for (sound, _, other), n in entries if other and text.one_edit(sound, word)]
    elif text.is_han(word):
        pinyin, _ = text.sound(word)
        close = [(each.partition(":")[2], n) for each, n in asked.terms_with_prefix("spell", f"{pinyin}:")]
        close += [(each, n) for each, n in asked.terms_with_prefix("title", word[0]) if text.one_edit(each, word)]
        backwards = asked.terms_with_prefix("spell", f"~{word[-1]}")
        close += [(each[:0:-1], n) for each, n in backwards if text.one_edit(each[:0:-1], word)]
    else:
        return []
    ranked = sorted(((n, other) for other, n in close if other != word and len(other) > 1), reverse=True)
    return list(dict.fromkeys(other for _, other in ranked))[:limit]


def fewer_words(door: str, ask: Ask, synonyms: Synonyms, limit: int = 4) -> list[tuple[str, int]]:
    """What a question that nothing answers would find with one of its words left out: the words left, and how many."""
    parts = [piece for piece in text.pieces(ask.said)]
    words = parts if len(parts) > 1 else _outermost(text.question_terms(ask.said))
    if len(words) < 2:
        return []
    blank = " "
    found = []
    for n in range(min(len(words), 8)):
        left = blank.join(words[:n] + words[n + 1 :])
        if total := count(door, replace(ask, words=left, page=1), synonyms):
            found.append((left, total))
    return sorted(found, key=lambda each: -each[1])[:limit]


def _outermost(words: list[str]) -> list[str]:
    """Without those that stand within another."""
    return [word for word in words if not any(word != other and word in other for other in words)]


def _term(name: str, value: str) -> Query:
    return Query.term_query(schema(), name, value)


def _all(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])
