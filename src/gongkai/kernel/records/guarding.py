"""The leak guard and the language check of a record: what is found in all that would be public of a version, and what may not go out so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from gongkai.ground.files import queries as files
from gongkai.ground.files.models import File
from gongkai.ground.guard import queries as guard
from gongkai.ground.guard.inspecting import PART as FILES
from gongkai.ground.guard.inspecting import SECONDS, inspect_missing
from gongkai.ground.guard.models import Justification
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records.content import current_version
from gongkai.kernel.records.models import Record, Version
from gongkai.pure import declare
from gongkai.pure.declare import Field
from gongkai.pure.guard.markup import passages_of
from gongkai.pure.guard.passages import Found, Passage, scan, shown
from gongkai.pure.guard.sentences import first_personal, personal_in
from gongkai.pure.guard.sorts import PERSONAL, SORTS, Find, Sort

TEXTS = ("line", "text", "words", "html", "table")
NAMES = "names"
"""A part of a record beside its fields: the names of its attachments; FILES: what is in them."""
TOLD = 3


class LeakFound(StepRefused):
    """Something was found that is neither masked nor justified."""


class StillSearching(StepRefused):
    """An attachment is yet to be searched."""


@dataclass(frozen=True)
class Hit:
    """Something found in a version. ``key`` names its place there, ``mark`` what it is (the same words in the same part have the same).

    ``before``, ``shown`` and ``after`` are the words around it, people's data masked. ``given``: why it may stand. ``find`` and ``block`` say
    where in a field it is; of what is in an attachment ``file`` and ``number`` do.
    """

    key: str
    part: str
    where: str
    sort: Sort
    before: str
    shown: str
    after: str
    why: str
    better: str
    stops: bool
    maskable: bool
    mark: str
    given: Justification | None = None
    find: Find | None = None
    block: str = ""
    file: str = ""
    number: int = -1

    @property
    def open(self) -> bool:
        """Does it hold up the publication?"""
        return self.stops and self.given is None

    @property
    def personal(self) -> bool:
        return self.sort.code in PERSONAL

    @property
    def sentence(self) -> str:
        """身份证号990123***********5（正文）"""
        return f"{self.sort.label}{self.shown}（{self.where}）"


@dataclass(frozen=True)
class Look:
    """What was found in a version. ``waiting``: names of attachments that nobody has searched yet; ``unread``: those that cannot be, and why."""

    hits: tuple[Hit, ...] = ()
    waiting: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def open(self) -> list[Hit]:
        return [hit for hit in self.hits if hit.open]


def look(record: Record, version: Version) -> Look:
    """Search a version's public fields now, and tell what was found in its attachments."""
    content = version.values()
    if not content:
        return Look()
    on = date.fromisoformat(content["formed_on"])
    found = [
        (part, each)
        for part, passages in _fields(record, content)
        for each in scan(passages, on=on, lists=guard.lists())
    ]
    attached = files.by_ids(content.get("attachments") or [])
    if attached:
        names = [Passage(file.name, "附件名", key=file.public_id) for file in attached]
        found += [(NAMES, each) for each in scan(names, on=on, lists=guard.lists())]
    if not found and not attached:
        return Look()
    given = guard.justified(record.ref)
    return _with_files(record, _hits(record, found, given), attached, given)


def check_sentence(text: str, name: str, on: date) -> None:
    """Refuse a sentence that will be public if somebody's data stand in it; ``name``: of its field."""
    if refusal := personal_in(text, on):
        raise StepRefused(refusal, name)


def check_sentences(said: Mapping[str, Any], names: Iterable[str], on: date) -> None:
    """The same of several, by their fields' names."""
    name, refusal = first_personal(said, names, on)
    if refusal:
        raise StepRefused(refusal, name)


def _fields(record: Record, content: dict[str, Any]) -> Iterable[tuple[str, list[Passage]]]:
    for spec in declare.kind(record.kind).all_fields():
        value = content.get(spec.name)
        if value and spec.public and spec.type in TEXTS:
            yield spec.name, field_passages(spec, value)


def field_passages(spec: Field, value: Any) -> list[Passage]:
    """A field's value as it is searched; a passage's key says where in it."""
    if spec.type == "html":
        return passages_of(value, spec.label)
    if spec.type == "words":
        return [Passage(word, spec.label, key=str(n)) for n, word in enumerate(value)]
    if spec.grid:
        words = [column for column in spec.grid.columns if column.type in ("text", "long")]
        return [
            Passage(row[column.name], f"{spec.label}第{n + 1}行", label=column.label, key=f"{n}.{column.name}")
            for n, row in enumerate(value)
            for column in words
            if row.get(column.name)
        ]
    return [Passage(value, spec.label, key="0")]


def _hits(record: Record, found: Sequence[tuple[str, Found]], given: dict[str, Justification]) -> list[Hit]:
    hits, beside = [], [each for _, each in found]
    for n, (part, each) in enumerate(found):
        find, before_after = each.find, shown(each, beside)
        mark = guard.mark_of(record.ref, part, find.sort, each.value)
        hits.append(
            Hit(
                f"{part}-{each.passage.key}-{n}", part, each.passage.where, SORTS[find.sort], *before_after, find.why, find.better,
                find.stops, find.can_be_masked and part != NAMES, mark, given.get(mark), find, each.passage.key,
            )
        )  # fmt: skip
    return hits


def _with_files(record: Record, hits: list[Hit], attached: list[File], given: dict[str, Justification]) -> Look:
    searched = guard.inspections(file.public_id for file in attached)
    waiting, unread = [], []
    for file in attached:
        inspection = searched.get(file.public_id)
        if inspection is None:
            waiting.append(file.name)
            continue
        if inspection.unread:
            unread.append((file.name, inspection.unread))
        for n, each in enumerate(inspection.finds):
            told = {
                name: each[name] for name in ("before", "shown", "after", "why", "better", "stops", "maskable", "mark")
            }
            where = f"附件“{file.name}”，{each['where']}"
            key = f"{FILES}-{file.public_id}-{n}"
            hits.append(
                Hit(
                    key, FILES, where, SORTS[each["sort"]], **told, given=given.get(each["mark"]), file=file.public_id, number=n
                )
            )  # fmt: skip
    return Look(tuple(hits), tuple(waiting), tuple(unread))


def search_attachments(record: Record, seconds: float = SECONDS) -> None:
    """Search the attachments of the current version that nobody has searched yet; each takes its time, so it is done before an act begins."""
    content = current_version(record).values()
    if attached := files.by_ids(content.get("attachments") or []):
        inspect_missing(attached, date.fromisoformat(content["formed_on"]), seconds)


P, R = ParamSpec("P"), TypeVar("R")


def searched_first(verb: Callable[P, R]) -> Callable[P, R]:
    """Decorator of an act on a ``record``: its attachments are searched before the act begins."""

    @wraps(verb)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        search_attachments(kwargs["record"])
        return verb(*args, **kwargs)

    return wrapper


def check(record: Record, version: Version | None = None) -> None:
    """Raises StillSearching, or LeakFound while something that stops is neither masked nor justified; by whichever door the record is to go out."""
    found = look(record, version or current_version(record))
    if found.waiting:
        raise StillSearching(f"附件“{found.waiting[0]}”还没有查完有没有个人信息，请过一会儿再办")
    if found.open:
        told = "；".join(dict.fromkeys(hit.sentence for hit in found.open[:TOLD]))
        more = "等" if len(found.open) > TOLD else ""
        raise LeakFound(f"有{len(found.open)}处要先遮盖，或者由审核的人写明为什么可以公开：{told}{more}")
