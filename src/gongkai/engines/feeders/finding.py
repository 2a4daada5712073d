"""Finding: the index's answer held against the database before anybody sees it, with titles and excerpts from there.

What was withdrawn a moment ago, and what a person may not see, is not among the hits whatever the index still says.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.engines.feeders import queries
from gongkai.engines.feeders.documents import Teller, spoken
from gongkai.engines.feeders.queries import Row
from gongkai.ground.search import asking, excerpts, helping, text, texts
from gongkai.ground.search.asking import PAGE, PAGES, Ask, Found
from gongkai.ground.search.excerpts import Pieces
from gongkai.ground.search.helping import Instead
from gongkai.ground.search.places import DESK, PUBLIC
from gongkai.ground.search.queries import synonyms
from gongkai.ground.units.scope import Scope
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import VALIDITY
from gongkai.pure import declare

FACETS = {
    "unit": "单位",
    "year": "年份",
    "kind": "类别",
    "section": "栏目",
    "validity": "有效性",
    "audience": "服务对象",
}
DESK_FACETS = {"state": "环节"} | FACETS
LIBRARY_FACETS = {
    "validity": "有效性",
    "unit": "发文单位",
    "section": "栏目",
    "subject": "主题分类",
    "audience": "服务对象",
    "year": "年份",
}
HELPS = 4
"""Other questions that are offered."""
SHORT = 8
"""Values of a facet that are shown; the others stand behind 更多."""


@dataclass(frozen=True)
class Hit:
    """One thing that was found, as it stands now. ``attachment``: the name of the file from which the excerpt is."""

    row: Row
    title: Pieces
    excerpt: Pieces
    attachment: str
    unit: str
    section: str
    kind: str
    day: date


@dataclass(frozen=True)
class Value:
    """A value of a facet: what it is called, and how many there would be."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A way to narrow what was found. ``more`` are the values beyond the first few."""

    name: str
    label: str
    values: list[Value]
    more: list[Value]

    @property
    def chosen(self) -> Value | None:
        return next((value for value in (*self.values, *self.more) if value.chosen), None)


@dataclass(frozen=True)
class Answer:
    """A page of what was found, and help where nothing was.

    ``instead``: what was asked in the place of a question that nothing answers, and of which this is the answer. ``bearing``: these
    bear the number asked for; ``mentioned``: how many more texts name it. ``no_such_number``: nothing bears it, these only name it, or
    are near. ``sounding``: words for which letters were taken. ``meant``, ``fewer``, ``sections``: questions and places to try next.
    """

    ask: Ask
    hits: list[Hit]
    total: int
    facets: list[Facet]
    instead: Instead | None = None
    bearing: bool = False
    mentioned: int = 0
    no_such_number: bool = False
    sounding: tuple[str, ...] = ()
    meant: list[str] = field(default_factory=list)
    fewer: list[tuple[str, int]] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return min(PAGES, -(-self.total // PAGE))


def find_public(ask: Ask) -> Answer:
    """What the public may see. Raises places.Unavailable."""
    return _find(PUBLIC, ask, FACETS, queries.public_rows)


def find_in_library(kind: str, ask: Ask) -> Answer:
    """What the public may see of one kind; of everything if nothing is asked. Raises places.Unavailable."""
    within = replace(ask, chosen={**ask.chosen, "kind": kind})
    # Words that would find something elsewhere are no help here.
    return replace(_find(PUBLIC, within, LIBRARY_FACETS, queries.public_rows), ask=ask, fewer=[], sections=[])


def find_at_desk(ask: Ask, scope: Scope) -> Answer:
    """What exists for somebody on the staff, drafts too. Raises places.Unavailable."""
    return _find(DESK, replace(ask, scope=units_of(scope)), DESK_FACETS, lambda keys: queries.visible_rows(scope, keys))


def units_of(scope: Scope) -> frozenset[int] | None:
    """The units for whose people the desk's index is asked; None for all."""
    return None if scope.whole else scope.units | scope.overseen


def _find(door: str, ask: Ask, facets: dict[str, str], rows_of: Callable[[list[str]], dict[str, Row]]) -> Answer:
    found, instead = asking.search(door, ask, synonyms(), facets=facets), None
    if not found.total and ask.said and not ask.literal:
        instead = helping.instead(door, ask, synonyms())
        if instead:
            found = asking.search(door, replace(ask, words=instead.words), synonyms(), facets=facets)
    rows, teller = rows_of(found.keys) if found.keys else {}, Teller()
    kept = [rows[key] for key in found.keys if key in rows]
    read = texts.texts(file for row in kept for file, _ in _attached(row)) if kept else {}
    hits = [_hit(row, teller, found.marks, read, public=door == PUBLIC) for row in kept]
    # What is gone from the database and not yet from the index is not counted either, as far as this page knows.
    total = found.total - (len(found.keys) - len(kept))
    shown = [
        facet
        for name, label in facets.items()
        if (facet := _facet(name, label, found.counts.get(name, {}), ask, teller))
    ]
    answer = Answer(ask, hits, total, shown, instead if total else None, sounding=found.sounding if total else ())
    return _helped(door, answer, found, teller) if ask.said else answer


def _helped(door: str, answer: Answer, found: Found, teller: Teller) -> Answer:
    """With what may be asked next: more of it where nothing was found."""
    ask, said = answer.ask, answer.ask.said
    if found.bearing and not answer.instead:
        named = asking.count(door, replace(ask, literal=True), synonyms())
        return replace(answer, bearing=bool(answer.total), mentioned=max(0, named - answer.total))
    answer = replace(answer, no_such_number=not ask.literal and text.looks_like_number(said))
    if answer.total and not answer.instead:
        likelier = [] if ask.literal or answer.no_such_number else helping.likelier(door, ask, synonyms(), answer.total)
        return replace(answer, meant=likelier)
    if answer.instead:
        return replace(answer, fewer=list(answer.instead.others[:HELPS]))
    bare = replace(ask, chosen={}, page=1)
    left = [(words, n) for words, _, n in helping.fewer(door, bare, synonyms())]
    meant = helping.alternatives(door, bare, synonyms(), few=helping.FEW)
    return replace(answer, meant=meant, fewer=left[:HELPS], sections=_related(said, teller))


def _attached(row: Row) -> list[tuple[str, str]]:
    """Ids and names of a row's attachments; on the desk names stand elsewhere."""
    return [(f["id"], f["name"]) if isinstance(f, dict) else (f, "") for f in row.content.get("attachments") or ()]


def _hit(row: Row, teller: Teller, marks: list[str], read: dict[str, str], *, public: bool) -> Hit:
    kind, title = declare.kind(row.kind), row.content.get("title") or "（内容已清除）"
    said = spoken(kind, row.content, public=public)
    from_file, source = "", next((words for _, words in said if excerpts.holds(words, marks)), None)
    if source is None and not excerpts.holds(title, marks):
        for file, name in _attached(row):
            if file in read and excerpts.holds(read[file], marks):
                from_file, source = name or "附件", read[file]
                break
    shown = source if source is not None else next((words for _, words in said), "")
    path = teller.path(row.section_id)
    return Hit(
        row=row, title=excerpts.marked(title, marks), excerpt=excerpts.excerpt(shown, marks), attachment=from_file,
        unit=teller.units[row.unit_id].short_name, section=path[-1].name if path else "", kind=kind.name,
        day=(row.published_on if public else None) or row.formed_on,
    )  # fmt: skip


def _facet(name: str, label: str, counts: dict[str, int], ask: Ask, teller: Teller) -> Facet | None:
    """Values with their labels, the most frequent first, years from the newest; None where there is nothing to choose."""
    chosen = ask.chosen.get(name, "")
    labels = _labels(name, counts, chosen, teller)
    if chosen and chosen in labels:
        counts = {chosen: 0} | counts
    values = [Value(key, labels[key], count, key == chosen) for key, count in counts.items() if key in labels]
    if name == "year":
        values.sort(key=lambda each: each.value, reverse=True)
    else:
        values.sort(key=lambda each: (-each.count, each.value))
    if not values or (len(values) == 1 and not chosen):
        return None
    first = values[:SHORT]
    first += [value for value in values[SHORT:] if value.chosen]
    return Facet(name, label, first, [value for value in values[SHORT:] if not value.chosen])


def _labels(name: str, counts: dict[str, int], chosen: str, teller: Teller) -> dict[str, str]:
    if name == "unit":
        return {unit.code: unit.short_name for unit in teller.units.values()}
    if name == "section":
        # One level at a time: those of the top, or those below what is chosen, and the way there.
        shown = {section.pk: section.name for section in teller.path(chosen)}
        return shown | {
            s.pk: s.name for s in teller.sections.values() if s.parent_key == (chosen if chosen in shown else "")
        }
    if name == "kind":
        return {drawer.code: drawer.declaration.name for drawer in declare.kinds()}
    if name == "validity":
        return {code: words for code, words in VALIDITY if code}
    if name == "state":
        return {code: state.label for code, state in STATES.items()}
    if name == "year":
        return {value: f"{value}年" for value in (*counts, chosen) if value.isdigit()}
    return {value: value for value in (*counts, chosen) if value}


def _related(said: str, teller: Teller) -> list[tuple[str, str]]:
    """Open sections whose name, description or keywords hold one of the words: key and name."""
    words = [word for word in text.question_terms(said) if len(word) > 1]
    found = []
    for section in teller.sections.values():
        about = text.plain(f"{section.name} {section.description} {section.keywords}")
        if section.closed_on is None and any(word in about for word in words):
            found.append((section.pk, section.name))
    return found[:6]


# Suggestions.
