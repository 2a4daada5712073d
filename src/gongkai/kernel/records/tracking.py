"""What became of a text from one version to another, as it is read: what was added and struck out on the way, and in which version each was.

Arithmetic alone, like ``comparing``, by which each version is held against the one before. What came and went between the two is not told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongkai.kernel.records.comparing import ALIKE, SAME, signs


@dataclass(frozen=True)
class Edit:
    """A stretch of text: the version that added it (0: it was there), and the one that struck it out (0: it is there)."""

    text: str
    added: int = 0
    struck: int = 0

    @property
    def same(self) -> bool:
        return not self.added and not self.struck


Paragraph = tuple[Edit, ...]


def tracked(first: Sequence[str], later: Iterable[tuple[int, Sequence[str]]]) -> list[Paragraph]:
    """Paragraphs of a version with what the ``later`` ones (number, paragraphs) made of them, in order."""
    standing: list[list[Edit]] = [[Edit(text)] for text in first]
    for number, paragraphs in later:
        standing = list(_after(standing, list(paragraphs), number))
    kept = (_joined(each for each in paragraph if not (each.added and each.struck)) for paragraph in standing)
    return [tuple(paragraph) for paragraph in kept if paragraph]


def _after(standing: list[list[Edit]], new: list[str], number: int) -> Iterable[list[Edit]]:
    """A version more. What was struck out already keeps its place before what follows it."""
    alive = [n for n, paragraph in enumerate(standing) if any(not each.struck for each in paragraph)]
    texts = ["".join(each.text for each in standing[n] if not each.struck) for n in alive]
    at = 0
    for how, a, b, c, d in SequenceMatcher(None, texts, new, autojunk=False).get_opcodes():
        until = alive[a] if a < len(alive) else len(standing)
        yield from standing[at:until]
        at = until
        if how == "equal":
            at = alive[b - 1] + 1
            yield from standing[until:at]
        else:
            at = alive[b - 1] + 1 if b > a else until
            yield from _changed(standing[until:at], new[c:d], number)
    yield from standing[at:]


def _changed(left: list[list[Edit]], right: list[str], number: int) -> Iterable[list[Edit]]:
    for old in left:
        text = "".join(each.text for each in old if not each.struck)
        likeness = [SequenceMatcher(None, text, each, autojunk=False).quick_ratio() for each in right[:8] if text]
        best = max(range(len(likeness)), key=likeness.__getitem__, default=None)
        if best is None or likeness[best] < ALIKE:
            yield _struck(old, number)
            continue
        yield from ([Edit(each, added=number)] for each in right[:best])
        yield _rewritten(old, text, right[best], number)
        right = right[best + 1 :]
    yield from ([Edit(each, added=number)] for each in right)


def _struck(old: list[Edit], number: int) -> list[Edit]:
    return [each if each.struck else Edit(each.text, each.added, number) for each in old]


def _rewritten(old: list[Edit], text: str, new: str, number: int) -> list[Edit]:
    """A paragraph with the signs that were struck out and added in it."""
    pair = signs(text, new)
    fate: list[bool] = []  # of each sign that stood: does it stay
    behind: dict[int, str] = {}  # what was added, by how many signs of the old stand before it
    right = iter(pair.right)
    for run in pair.left:
        if run.how == SAME:
            for other in right:
                if other.how == SAME:
                    break
                behind[len(fate)] = behind.get(len(fate), "") + other.text
        fate += [run.how == SAME] * len(run.text)
    for other in right:
        behind[len(fate)] = behind.get(len(fate), "") + other.text
    made: list[Edit] = []
    place = 0
    for each in old:
        if each.struck:
            made.append(each)
            continue
        for sign in each.text:
            if place in behind:
                made.append(Edit(behind.pop(place), added=number))
            made.append(Edit(sign, each.added, 0 if fate[place] else number))
            place += 1
    made += [Edit(each, added=number) for each in behind.values()]
    return _joined(made)


def _joined(made: Iterable[Edit]) -> list[Edit]:
    found: list[Edit] = []
    for each in made:
        last = found[-1] if found else None
        if last and (last.added, last.struck) == (each.added, each.struck):
            found[-1] = Edit(last.text + each.text, each.added, each.struck)
        else:
            found.append(each)
    return found
