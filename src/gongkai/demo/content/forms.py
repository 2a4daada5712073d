"""The forms of documents and the work of the units, read from ``texts/*.toml``.

A *form* says who issues it, in which months, how its title and body read. A form with ``uses = "work"``
(or "check", if about inspections) is filled from a *work*: a standing task of a unit with its reason, its measures and the faults usually found.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

from gongkai.demo.content.phrases import Line, Phrase, Pools, parse, parse_body
from gongkai.demo.content.registry import Unit, load

RURAL = ("nongye", "nongcun", "butie", "zhengdi")
ALL_MONTHS = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of document is written.

    `by`: tags, levels or unit codes that issue it. `series`: what follows the unit's prefix in the
    document number ("发", "函", "批"), or a whole prefix if it begins with 明; empty = no number.
    """

    id: str
    kind: str
    by: tuple[str, ...]
    not_by: tuple[str, ...]
    months: tuple[int, ...]
    section: str
    titles: tuple[Phrase, ...]
    lines: tuple[Line, ...]
    keywords: tuple[str, ...]
    weight: float
    normative: bool
    series: str
    uses: str
    signed: bool
    rural: bool
    pools: Pools


@dataclass(frozen=True, slots=True)
class Work:
    """A standing task: `where` is the slot that names a place or body it is done at; `inspect`: others are inspected."""

    name: Phrase
    by: tuple[str, ...]
    months: tuple[int, ...]
    section: str
    where: str
    inspect: bool
    why: tuple[Phrase, ...]
    pools: Pools


def _phrases(sources: list[str]) -> tuple[Phrase, ...]:
    return tuple(parse(source) for source in sources)


def _words(source: str | list[str]) -> tuple[str, ...]:
    return tuple((source if isinstance(source, str) else " ".join(source)).split())


def _texts() -> list[Mapping]:
    folder = files(__package__).joinpath("texts")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return [load(f"texts/{name}") for name in names]


@cache
def common_pools() -> Pools:
    """Pools that any form may draw from."""
    return {name: _phrases(sources) for text in _texts() for name, sources in text.get("pools", {}).items()}


@cache
def forms() -> tuple[Form, ...]:
    """All forms of records."""
    return tuple(_form(row) for text in _texts() for row in text.get("form", []))


def _form(row: Mapping) -> Form:
    pools = {name: _phrases(sources) for name, sources in row.get("pools", {}).items()}
    titles = row["title"] if isinstance(row["title"], list) else [row["title"]]
    kind = row.get("kind", "notice")
    return Form(
        id=row["id"],
        kind=kind,
        by=_words(row["by"]),
        not_by=tuple(row.get("not_by", "").split()),
        months=tuple(row.get("months", ALL_MONTHS)),
        section=row.get("section", ""),
        titles=_phrases(titles),
        lines=parse_body(row["body"]),
        keywords=tuple(row.get("keywords", "").split()),
        weight=row.get("weight", 1.0),
        normative=row.get("normative", False),
        series=row.get("series", "发" if kind == "policy" else ""),
        uses=row.get("uses", ""),
        signed=row.get("signed", True),
        rural=row.get("rural", row.get("section") in RURAL),
        pools={**common_pools(), **pools},
    )


@cache
def works() -> tuple[Work, ...]:
    """All standing tasks."""
    return tuple(
        Work(
            name=parse(row["name"]),
            by=tuple(row["by"].split()),
            months=tuple(row.get("months", ALL_MONTHS)),
            section=row.get("section", "dongtai"),
            where=row.get("where", "village"),
            inspect=row.get("inspect", True),
            why=_phrases([row["why"]] if isinstance(row["why"], str) else row["why"]),
            pools={"do": _phrases(row["do"]), "bad": _phrases(row["bad"])},
        )
        for text in _texts()
        for row in text.get("work", [])
    )


def _is_by(unit: Unit, names: tuple[str, ...]) -> bool:
    return "any" in names or unit.tag in names or unit.level in names or unit.code in names


@cache
def works_of(unit: Unit, month: int, uses: str = "work") -> tuple[Work, ...]:
    """What a unit has to do in a month; with "check" only what it inspects, with "visit" what takes it elsewhere."""
    return tuple(
        work
        for work in works()
        if month in work.months
        and _is_by(unit, work.by)
        and (uses != "check" or work.inspect)
        and (uses != "visit" or work.where not in ("inside", unit.tag))
    )


@cache
def forms_for(
    unit: Unit, month: int, kind: str | None, normative: bool | None
) -> tuple[tuple[Form, ...], tuple[float, ...]]:
    """The forms that fit, and their weights added up (for a weighted draw)."""
    found = tuple(
        form
        for form in forms()
        if month in form.months
        and (kind is None or form.kind == kind)
        and (normative is None or form.normative == normative)
        and _is_by(unit, form.by)
        and not _is_by(unit, form.not_by)
        and (not form.uses or works_of(unit, month, form.uses))
    )
    return found, tuple(accumulate(form.weight for form in found))
