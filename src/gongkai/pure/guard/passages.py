"""What is searched at a time: a paragraph or a cell, with the head of its column and where it stands; and what was found there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.pure.guard.flat import flat
from gongkai.pure.guard.personal import find_personal
from gongkai.pure.guard.sorts import PERSONAL, Find, masked
from gongkai.pure.guard.wording import WordList, find_wording

_NAMES = re.compile(r"姓名|户主|患者|申请人|学生|儿童|负责人|当事人|持证人")
_SOMEBODY = re.compile(r"[\u4e00-\u9fff·]{2,6}")
AROUND = 16


@dataclass(frozen=True)
class Passage:
    """A text that is read by itself. ``where`` tells people where it stands; ``label`` is the head of its column; ``named``: its row names
    somebody; ``key`` tells the reader that made it where to put it back.
    """

    text: str
    where: str = ""
    label: str = ""
    named: bool = False
    key: str = ""


@dataclass(frozen=True)
class Found:
    """A find and the passage that it stands in."""

    find: Find
    passage: Passage

    @property
    def value(self) -> str:
        """The very words that were found, blanks and hyphens aside: what a reason once given holds for."""
        return re.sub(r"[\s-]", "", flat(self.passage.text[self.find.start : self.find.end])[0]).upper()


def scan(passages: Iterable[Passage], *, on: date, lists: Sequence[WordList] = ()) -> list[Found]:
    """All that is found in some passages, in their order. ``on``: the day of the text, by which ages and posts are told."""
    found: list[Found] = []
    for passage in passages:
        text, places = flat(passage.text)
        if not text.strip():
            continue
        finds = find_personal(text, label=passage.label, named=passage.named, on=on)
        if lists:
            finds += find_wording(text, lists, on)
        found += [Found(find.moved(places), passage) for find in sorted(finds, key=lambda each: each.start)]
    return found


def shown(found: Found, beside: Sequence[Found] = ()) -> tuple[str, str, str]:
    """The words before a find, the find and the words behind it, people's data masked: also what stands beside it in the passage."""
    text = found.passage.text
    clear = masked(text, [each.find for each in (found, *beside) if each.passage is found.passage])
    start, end = found.find.start, found.find.end
    before, after = clear[max(0, start - AROUND) : start], clear[end : end + AROUND]
    return " ".join(before.split()), clear[start:end], " ".join(after.split())


def told(found: Found) -> str:
    """A find as it may be told anywhere: its words, covered where they are people's data."""
    if found.find.sort in PERSONAL:
        return shown(found)[1]
    return found.passage.text[found.find.start : found.find.end]


def heads_of(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """Which row of a table heads its columns, the first with more than one filled cell, and what it says; (-1, []) if none does."""
    for n, row in enumerate(rows):
        if sum(bool(cell.strip()) for cell in row) > 1:
            return n, ["".join(cell.split()) for cell in row]
    return -1, []


def is_named(heads: Sequence[str], row: Sequence[str]) -> bool:
    """Does a row of a table name somebody, not as 王某 or 王**?"""
    return any(
        _NAMES.search(head) and _SOMEBODY.fullmatch(cell.strip()) and "某" not in cell
        for head, cell in zip(heads, row, strict=False)
    )
