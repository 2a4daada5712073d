"""What somebody wishes to be told of, and whether a record is that: of its section, or with one of the words in its title or text."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from gongkai.ground.subscribers.queries import Wish
from gongkai.ground.ui.excerpt import plain
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import all_sections, published_bytes

MOST_WORDS, LONGEST_WORD = 10, 20
MOST_SECTIONS = 60
_BETWEEN = re.compile(r"[\s、，,；;]+")


@dataclass(frozen=True)
class Item:
    """A record that stands on the site: what it says, and its section with those above it."""

    record: Record
    said: str
    sections: frozenset[str]


def words_of(text: str) -> tuple[str, ...]:
    """The words of what was typed, each once, in their order."""
    return tuple(dict.fromkeys(word for word in _BETWEEN.split(text) if word))


def fits(wish: Wish, item: Item) -> bool:
    """Is a record what they wish to be told of? Words are looked for as they are, whatever stands around them."""
    if item.sections.intersection(wish.sections):
        return True
    return any(word.casefold() in item.said for word in wish.words)


def items_of(records: Iterable[Record]) -> list[Item]:
    """Records with what they say, in their order; those that do not stand on the site any more are left out."""
    records = [record for record in records if record.live]
    views, above = published_bytes([record.pk for record in records]), _above()
    return [
        Item(record, _said(views[record.pk]), above.get(record.section_id, frozenset()))
        for record in records
        if record.pk in views
    ]


@lru_cache(maxsize=1000)
def _said(public: bytes) -> str:
    """A public view's title, number and text, as words are looked for in it. Many are told of the same record."""
    view = json.loads(public)
    told = (view["title"], view.get("document_number") or "", plain(view.get("body") or ""))
    return "\n".join(told).casefold()


def _above() -> dict[str, frozenset[str]]:
    """By section its own key, those above it, and those that merged into any of them."""
    sections = {section.key: section for section in all_sections()}
    merged: dict[str, set[str]] = {}
    for section in sections.values():
        if section.closed_on and section.merged_into:
            merged.setdefault(section.merged_into, set()).add(section.key)
    found = {}
    for key in sections:
        keys: list[str] = []
        at = [key]
        while at:
            keys += at
            following = {sections[each].parent_key for each in at if each in sections}
            following |= {former for each in at for former in merged.get(each, ())}
            at = [each for each in following if each and each not in keys]
        found[key] = frozenset(keys)
    return found
