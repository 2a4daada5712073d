"""Asking the index: what is wanted, the pages of keys that answer it, the counts of facets beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

import tantivy
from tantivy import Occur, Query

from gongkai.ground.search import lexicon, question, sound, text
from gongkai.ground.search.index import FACETS, schema, searcher
from gongkai.ground.search.question import Part, Synonyms, Way

PAGE = 10
PAGES = 50
"""As far as pages go: further back nobody looks, and each page costs as much as all before it."""
LONGEST = 80
"""Signs of a question."""
MOST_VALUES = 300
"""Of a facet; more than a government has units of a level."""
TITLE_BOOST, NUMBER_BOOST = 4.0, 1000.0
ALL_IN_TITLE, SIDE_BY_SIDE = 24.0, 2.0
"""What a title earns that has all of the words, and one in which they stand as they were typed."""


@dataclass(frozen=True)
class Ask:
    """A question. ``chosen``: by facet the value wanted. ``scope``: only what exists for people of these units; None for all.

    ``literal``: by its words as they are typed; a number is looked for in texts, and nothing else is asked in its place.
    """

    words: str
    chosen: Mapping[str, str] = field(default_factory=dict)
    newest: bool = False
    page: int = 1
    scope: frozenset[int] | None = None
    literal: bool = False

    @property
    def said(self) -> str:
        return " ".join(self.words.split())[:LONGEST]


@dataclass(frozen=True)
class Found:
    """Keys in their order, how many there are in all, the marks for excerpts, and by facet the count of each value.

    ``bearing``: these bear the number that was asked for, and nothing else is among them. ``sounding``: the words that letters were
    taken for.
    """

    keys: list[str]
    total: int
    marks: list[str]
    counts: dict[str, dict[str, int]]
    bearing: bool = False
    sounding: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Wanted:
    query: Query
    marks: tuple[str, ...] = ()
    bearing: bool = False
    sounding: tuple[str, ...] = ()


def search(door: str, ask: Ask, synonyms: Synonyms, *, facets: Iterable[str] = (), size: int = PAGE) -> Found:
    """A page of what answers a question at a door. Raises places.Unavailable."""
    asked = searcher(door)
    wanted = _wanted(asked, ask, synonyms)
    query = _all([wanted.query, *_filters(ask)])
    page = min(max(ask.page, 1), PAGES)
    order = {"order_by_field": "newest"} if ask.newest or not ask.said else {"weight_by_field": "weight"}
    result = asked.search(query, limit=size, offset=(page - 1) * size, count=True, **order)
    keys = [asked.doc(address).get_first("key") for _, address in result.hits]
    counts = _counts(asked, wanted.query, ask, facets) if result.count or ask.chosen else {}
    return Found(keys, result.count, list(wanted.marks), counts, wanted.bearing, wanted.sounding)


def count(door: str, ask: Ask, synonyms: Synonyms) -> int:
    """How many answer it."""
    asked = searcher(door)
    return _number_of(asked, _all([_wanted(asked, ask, synonyms).query, *_filters(ask)]))


def holding(asked: tantivy.Searcher, name: str, term: str, within: Query) -> int:
    """How much has a term in a field, of what exists for a person."""
    return _number_of(asked, _all([_term(name, term), within])) if asked.doc_freq(name, term) else 0


def _number_of(asked: tantivy.Searcher, query: Query) -> int:
    return asked.search(query, limit=1, count=True).count


def within(scope: frozenset[int] | None) -> Query:
    """All that exists for people of these units; of None everything."""
    return Query.all_query() if scope is None else _scope(scope)


# What is wanted.


def _wanted(asked: tantivy.Searcher, ask: Ask, synonyms: Synonyms) -> _Wanted:
    """The question without its filters, and the words to mark where they stand."""
    said = ask.said
    if not said:
        return _Wanted(Query.all_query())
    key = text.number_key(said)
    if not ask.literal and bears(asked, ask):
        return _Wanted(_term("number", key), (said, text.printed(key)), bearing=True)
    parts, sounding = [], []
    for part in question.parts(said, synonyms):
        if part.is_latin and not ask.literal:
            part, heard = _heard(asked, part, within(ask.scope))
            sounding += heard
        parts.append(part)
    query = _of_parts(parts) if parts else Query.empty_query()
    if any(sign.isdigit() for sign in key):
        # 公告第3号 may be a number too.
        number = Query.boost_query(_term("number", key), NUMBER_BOOST)
        query = Query.boolean_query([(Occur.Should, number), (Occur.Should, query)])
    return _Wanted(query, tuple(question.marks(said, parts)), sounding=tuple(dict.fromkeys(sounding)))


def bears(asked: tantivy.Searcher, ask: Ask) -> bool:
    """Is a number asked for that something bears, or the beginning or end of one? Whether the facets hold it or not."""
    key = text.number_key(ask.said)
    return text.looks_like_number(ask.said) and holding(asked, "number", key, within(ask.scope)) > 0


def _of_parts(parts: list[Part]) -> Query:
    titles = [_part("title", part) for part in parts]
    query = [(Occur.Must, _part("text", part)) for part in parts]
    query += [(Occur.Should, Query.boost_query(title, TITLE_BOOST)) for title in titles]
    query.append((Occur.Should, Query.const_score_query(_all(titles), ALL_IN_TITLE)))
    run = [term for part in parts for term in part.ways[0].terms]
    if len(run) > 1:
        query.append((Occur.Should, Query.boost_query(Query.phrase_query(schema(), "title", run), SIDE_BY_SIDE)))
    return Query.boolean_query(query)


def _part(name: str, part: Part) -> Query:
    ways = [_way(name, way) for way in part.ways]
    if part.number:
        ways.append(_term("number", part.number))
    return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])


def _way(name: str, way: Way) -> Query:
    words = list(way.terms)
    if not way.whole or len(words) < 2:
        return _all([_term(name, word) for word in words])
    return Query.phrase_prefix_query(schema(), name, words) if way.begun else Query.phrase_query(schema(), name, words)


def _heard(asked: tantivy.Searcher, part: Part, within: Query) -> tuple[Part, list[str]]:
    """Letters as the words that they may stand for, besides themselves; and these words."""
    letters = part.said
    if len(letters) < 3:
        return part, []
    as_written = holding(asked, "text", letters, within)
    words = lexicon.sounding(asked, letters, within)
    if as_written:
        # GDP is GDP; only whole syllables are more likely to be meant for a word.
        words = [word for word in words if len(letters) > 5 and letters == sound.sound(word)[0]]
    ways = [Way(tuple(text.terms(word)), word, whole=True) for word in words]
    if not words and not as_written and (runs := lexicon.split(asked, letters, within)):
        words = ["".join(run[0] for run in runs)]
        ways = _products(runs)
    return Part(letters, (*part.ways, *ways)), words


def _products(runs: list[list[str]]) -> list[Way]:
    """Each choice of one word of each run, as far as sixteen go."""
    chosen = islice(product(*runs), 16)
    return [Way(tuple(term for word in words for term in text.terms(word)), words[0]) for words in chosen]


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


# Titles.


def titles_holding(
    door: str, said: str, synonyms: Synonyms, scope: frozenset[int] | None = None, limit: int = 8
) -> list[str]:
    """Keys of what has these words in its title, the last one perhaps only begun."""
    asked, exists = searcher(door), within(scope)
    *whole, last = text.question_terms(said) or [""]
    if not last:
        return []
    begun = [_term("title", way) for way in (last, *(word for word in lexicon.beginning(asked, last, exists, 12)))]
    wanted = [_part("title", _heard(asked, question.word(word), exists)[0]) for word in whole]
    query = _all([*wanted, Query.boolean_query([(Occur.Should, way) for way in begun]), exists])
    hits = asked.search(query, limit=limit, count=False, weight_by_field="weight").hits
    return [asked.doc(address).get_first("key") for _, address in hits]


def bearing(door: str, numbers: Iterable[str], scope: frozenset[int] | None = None, limit: int = 8) -> list[str]:
    """Keys of what bears one of these numbers."""
    asked = searcher(door)
    if not (wanted := [(Occur.Should, _term("number", number)) for number in numbers]):
        return []
    hits = asked.search(_all([Query.boolean_query(wanted), within(scope)]), limit=limit, count=False).hits
    return [asked.doc(address).get_first("key") for _, address in hits]


def _term(name: str, value: str) -> Query:
    return Query.term_query(schema(), name, value)


def _all(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])
