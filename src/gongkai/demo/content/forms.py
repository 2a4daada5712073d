"""The forms of documents and the work of the units, read from ``texts/*.toml``.

A *form* says who issues it, in which months, how its title and body read. A form with ``uses = "work"``
("check" if about inspections, "rule" if a rule for years, "visit" if elsewhere) is filled from a *work*: a standing task of a unit with its reason, its measures and the faults usually found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import accumulate

from gongkai.demo.content.phrases import Line, Phrase, Pools, parse, parse_body, prune, slots
from gongkai.demo.content.registry import Unit, load
from gongkai.demo.content.seasons import out_of_season

RURAL = ("nongye", "nongcun", "butie", "zhengdi")
INSIDE = ("inside", "desk", "inside_post", "germ", "bed", "self")
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


def _work_pools(row: Mapping) -> Pools:
    """What is done, what is found wrong, and what can be a rule for years: it names no place, number or day."""
    done = _phrases(row["do"])
    return {"do": done, "bad": _phrases(row["bad"]), "rule": tuple(phrase for phrase in done if not slots(phrase))}


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
            pools=_work_pools(row),
        )
        for text in _texts()
        for row in text.get("work", [])
    )


def _is_by(unit: Unit, names: tuple[str, ...]) -> bool:
    return "any" in names or unit.tag in names or unit.level in names or unit.code in names


def _all_in(phrases: tuple[Phrase, ...], month: int) -> tuple[Phrase, ...]:
    kept = (prune(phrase, lambda text: out_of_season(text, month)) for phrase in phrases)
    return tuple(phrase for phrase in kept if phrase is not None)


def _pools_in(pools: Pools, month: int) -> Pools:
    return {name: _all_in(phrases, month) for name, phrases in pools.items()}


@cache
def _forms_in(month: int) -> tuple[Form, ...]:
    """The forms of a month, each with only what can be said in it."""
    found = []
    for form in forms():
        titles, lines = _all_in(form.titles, month), []
        for line in form.lines:
            phrases = _all_in(line.phrases, month)
            if len(phrases) == len(line.phrases):
                lines.append(replace(line, phrases=phrases))
            elif line.mark != "?":
                break
        else:
            if month in form.months and titles:
                found.append(replace(form, titles=titles, lines=tuple(lines), pools=_pools_in(form.pools, month)))
    return tuple(found)


@cache
def _works_in(month: int) -> tuple[Work, ...]:
    """The standing tasks of a month, each with only what can be said in it; without a reason none is a task."""
    found = []
    for work in works():
        pools, why = _pools_in(work.pools, month), _all_in(work.why, month)
        if month in work.months and _all_in((work.name,), month) and why and len(pools["do"]) > 1 and pools["bad"]:
            found.append(replace(work, why=why, pools=pools))
    return tuple(found)


@cache
def works_of(unit: Unit, month: int, uses: str = "work") -> tuple[Work, ...]:
    """What a unit has to do in a month; with "check" only what it inspects, with "visit" what takes it elsewhere."""
    return tuple(
        work
        for work in _works_in(month)
        if _is_by(unit, work.by)
        and not (unit.tag == "street" and "street" not in work.by)
        and (uses not in ("check", "rule") or work.inspect)
        and (uses != "rule" or len(work.pools["rule"]) > 1)
        and (uses != "visit" or work.where not in (*INSIDE, unit.tag))
    )


@cache
def forms_for(
    unit: Unit, month: int, kind: str | None, normative: bool | None
) -> tuple[tuple[Form, ...], tuple[float, ...]]:
    """The forms that fit, and their weights added up (for a weighted draw)."""
    found = tuple(
        form
        for form in _forms_in(month)
        if (kind is None or form.kind == kind)
        and (normative is None or form.normative == normative)
        and _is_by(unit, form.by)
        and not _is_by(unit, form.not_by)
        and (not form.uses or works_of(unit, month, form.uses))
    )
    return found, tuple(accumulate(form.weight for form in found))
