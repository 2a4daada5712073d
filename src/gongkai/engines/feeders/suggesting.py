"""What may be meant by what is typed so far: words, numbers, titles, and what many ask; where there is none of them, the words put right.
Only what exists for whoever types."""

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.engines.feeders import queries
from gongkai.engines.feeders.finding import units_of
from gongkai.engines.feeders.queries import Row
from gongkai.ground.search import asking, helping, lexicon, popular, text
from gongkai.ground.search.asking import Ask
from gongkai.ground.search.index import searcher
from gongkai.ground.search.places import DESK, PUBLIC
from gongkai.ground.search.queries import synonyms
from gongkai.ground.units.scope import Scope
from gongkai.kernel.records.validity import titled

MOST = 5
"""Words, and titles, that are suggested."""
SHORTEST_WRONG = 3
"""Signs of what may be mistyped; less is only begun."""


@dataclass(frozen=True)
class Suggestion:
    """``record``: the id of a record whose title, or number and title, this is; "" for words to search for."""

    words: str
    record: str = ""


def suggest_public(typed: str) -> list[Suggestion]:
    """What may be meant by what is typed so far: words, what others look for, titles. Raises places.Unavailable."""
    asked = [words for words in popular.popular() if text.plain(typed) in words][:3]
    asked = [words for words in asked if words != typed and asking.count(PUBLIC, Ask(words), synonyms())]
    return _suggest(PUBLIC, typed, asked, None, queries.public_rows)


def suggest_at_desk(typed: str, scope: Scope) -> list[Suggestion]:
    """The same of what exists for somebody on the staff. Raises places.Unavailable."""
    return _suggest(DESK, typed, [], units_of(scope), lambda keys: queries.visible_rows(scope, keys))


def _suggest(
    door: str,
    typed: str,
    asked: list[str],
    scope: frozenset[int] | None,
    rows_of: Callable[[list[str]], dict[str, Row]],
) -> list[Suggestion]:
    typed = " ".join(typed.split())[: asking.LONGEST]
    if not typed:
        return []
    asked_of, exists = searcher(door), asking.within(scope)
    *before, begun = typed.split(" ")
    words = [" ".join([*before, word]) for word in lexicon.beginning(asked_of, begun, exists, 4)]
    numbers = lexicon.numbers_beginning(asked_of, typed, exists)
    years = [text.printed(number) for number in numbers if number.endswith("]")]
    bearing = asking.bearing(door, (number for number in numbers if not number.endswith("]")), scope)
    keys = [*bearing, *asking.titles_holding(door, typed, synonyms(), scope)]
    rows = rows_of(keys) if keys else {}
    numbered = [Suggestion(_numbered(rows[key], typed), key) for key in bearing if key in rows]
    numbered.sort(key=lambda each: [int(n) for n in text.figures(each.words.partition(" ")[0])], reverse=True)
    titles = [Suggestion(_titled(rows[key]), key) for key in keys if key in rows and key not in bearing]
    titles.sort(key=lambda each: not text.plain(each.words).startswith(text.plain(typed)))
    led = [Suggestion(each) for each in dict.fromkeys([*years, *words, *asked])]
    found = led[:MOST] + numbered[:MOST] + [each for each in titles if each.words][: max(0, MOST - len(numbered))]
    if found or len(typed) < SHORTEST_WRONG:
        return found
    return [Suggestion(each) for each in helping.alternatives(door, Ask(typed, scope=scope), synonyms())]


def _numbered(row: Row, typed: str) -> str:
    """A record by whichever of its numbers is being typed."""
    key = text.number_key(typed)
    numbers = [number for number in (row.document_number, row.index_number) if number]
    number = next((each for each in numbers if key in text.number_key(each)), numbers[0])
    return f"{number} {_titled(row)}".strip()


def _titled(row: Row) -> str:
    return titled(row.content.get("title") or "", row.validity)


def most_asked() -> list[str]:
    """What many have looked for and would find. Raises places.Unavailable."""
    found: list[str] = []
    for words in popular.popular():
        if len(found) < popular.SHOWN and asking.count(PUBLIC, Ask(words), synonyms()):
            found.append(words)
    return found
