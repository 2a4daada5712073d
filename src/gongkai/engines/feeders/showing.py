"""A question as an address and back, and an answer with the addresses that a page of it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from gongkai.engines.feeders.finding import Answer, Facet, Hit
from gongkai.ground.search.asking import PAGE, PAGES, Ask

NEWEST = "newest"


def ask_of(asked: Mapping[str, str], facets: Mapping[str, str]) -> Ask:
    """The question in a request's parameters; what makes no sense there is as if it were not."""
    page = asked.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < 4 else 1
    chosen = {name: asked[name][:60] for name in facets if asked.get(name)}
    words = "".join(sign for sign in asked.get("q", "") if sign.isprintable())
    return Ask(
        words, chosen, asked.get("order") == NEWEST, min(max(number, 1), PAGES), literal=bool(asked.get("literal"))
    )


def address(base: str, ask: Ask) -> str:
    named = {
        "q": ask.said,
        **ask.chosen,
        "order": NEWEST if ask.newest else "",
        "page": str(ask.page) if ask.page > 1 else "",
        "literal": "1" if ask.literal else "",
    }
    query = urlencode({name: value for name, value in named.items() if value})
    return f"{base}?{query}" if query else base


@dataclass(frozen=True)
class Choice:
    """A link that narrows, or, if it is chosen, widens again."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Line:
    """A hit with its address and the tag beside its title: CSS class and words, or None."""

    hit: Hit
    url: str
    tag: tuple[str, str] | None


def shown(base: str, answer: Answer, line_of: Callable[[Hit], Line]) -> dict[str, Any]:
    """The context of ``ui/found.html`` and ``ui/narrow.html``."""
    ask = replace(answer.ask, page=1)

    def to(**changes: Any) -> str:
        return address(base, replace(ask, **changes))

    def elsewhere(words: str) -> str:
        return to(words=words, chosen={}, literal=False)

    def choices(facet: Facet, values: list) -> list[Choice]:
        other = {name: value for name, value in ask.chosen.items() if name != facet.name}
        return [
            Choice(v.label, v.count, to(chosen=other if v.chosen else other | {facet.name: v.value}), v.chosen)
            for v in values
        ]

    first = (answer.ask.page - 1) * PAGE + 1
    return {
        "ask": ask,
        "lines": [line_of(hit) for hit in answer.hits],
        "total": answer.total,
        "facets": [(facet, choices(facet, facet.values), choices(facet, facet.more)) for facet in answer.facets],
        "narrowed": [
            Choice(
                f"{facet.label}：{facet.chosen.label}",
                0,
                to(chosen={n: v for n, v in ask.chosen.items() if n != facet.name}),
                True,
            )
            for facet in answer.facets
            if facet.chosen
        ],
        "everything_url": to(chosen={}) if ask.chosen else "",
        "other_order_url": to(newest=not ask.newest) if ask.said and answer.total > 1 else "",
        "older_url": address(base, replace(ask, page=answer.ask.page + 1)) if answer.ask.page < answer.pages else "",
        "newer_url": address(base, replace(ask, page=answer.ask.page - 1)) if answer.ask.page > 1 else "",
        "shown": f"第{first}—{first + len(answer.hits) - 1}条，共{answer.total}条" if answer.hits else "",
        "instead": answer.instead,
        "corrected_url": elsewhere(answer.instead.corrected) if answer.instead else "",
        "instead_url": elsewhere(answer.instead.words) if answer.instead else "",
        "literal_url": to(literal=True),
        "bearing": answer.bearing,
        "mentioned": answer.mentioned,
        "no_such_number": answer.no_such_number,
        "sounding": [(words, elsewhere(words)) for words in answer.sounding],
        "meant": [(words, elsewhere(words)) for words in answer.meant],
        "fewer": [(words, count, elsewhere(words)) for words, count in answer.fewer],
    }
