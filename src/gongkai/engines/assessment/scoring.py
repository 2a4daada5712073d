"""Scores: what measures say of each indicator and what people gave, put together by the scheme's arithmetic.

A unit is assessed by its own figures and those of the units below it, without those led from above: the same that the desk shows when a
measure is opened for the unit. All units are counted in as many queries as one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gongkai.engines.measures import queries as counting
from gongkai.engines.reporting.signing import there_at_the_end_of
from gongkai.ground.units.models import Unit
from gongkai.kernel.assessments import queries as assessments
from gongkai.kernel.assessments.models import LEFT_OUT, Appraisal, Assessment, Mark
from gongkai.pure.law.scheme_file import SchemeErrors
from gongkai.pure.law.schemes import Group, Indicator, Scheme, Scored, Total, Value, plain, ranks, score, told, total

WAITING = "待评"


@dataclass(frozen=True)
class Line:
    """An indicator of a unit: what was counted in words, the rule in words, the points and who gave them."""

    group: Group
    indicator: Indicator
    scored: Scored
    rule: str
    mark: Mark | None = None

    @property
    def points(self) -> Decimal | None:
        return self.scored.points

    @property
    def void(self) -> bool:
        """Not applicable: there was no occasion for it."""
        return self.scored.points is None and not self.scored.pending

    @property
    def sign(self) -> str:
        return {"bonus": "+", "deduction": "−"}.get(self.group.sort, "")


@dataclass(frozen=True)
class Result:
    """A unit's score with all its lines; ``rank`` among the units of its level, None where there is none."""

    unit: Unit
    lines: list[Line] = field(hash=False)
    sums: Total
    appraisal: Appraisal | None = None
    rank: int | None = None

    @property
    def total(self) -> Decimal:
        return self.sums.total

    def as_data(self) -> dict[str, Any]:
        """What is told to the unit and kept."""
        sums = {name: plain(getattr(self.sums, name)) for name in ("base", "bonus", "deduction", "void")}
        return {"total": plain(self.total), **sums, "lines": [_line_data(each) for each in self.lines]}


def _line_data(line: Line) -> dict[str, Any]:
    points = None if line.points is None else plain(line.points)
    return {
        "key": line.indicator.key, "name": line.indicator.name, "group": line.group.name, "sort": line.group.sort,
        "most": plain(line.indicator.points), "points": points, "words": line.scored.words, "rule": line.rule,
    }  # fmt: skip


def check(scheme: Scheme) -> None:
    """Hold a scheme's measures against the registry. Raises SchemeErrors."""
    known, errors = counting.measures(), []
    for _, each in scheme.indicators():
        for key, where in ((each.measure, each.where), (each.of, each.of_where)):
            if not key:
                continue
            if key not in known:
                errors.append(f"“{each.name}”：没有叫“{key}”的指标代码，请在“指标”里查")
            elif strange := [name for name in where if name not in known[key].dimensions or name == "unit"]:
                fitting = "、".join(name for name in known[key].dimensions if name != "unit") or "没有"
                errors.append(f"“{each.name}”：{key}不能按“{strange[0]}”分，可以分的是{fitting}")
    if errors:
        raise SchemeErrors(errors)


def assessed(scheme: Scheme, year: int) -> list[Unit]:
    """The units that a scheme assesses in a year: those of its levels that are there at its end; those led from above are not."""
    return [each for each in there_at_the_end_of(year) if each.level in scheme.levels and each.in_totals]


Values = dict[int, dict[str, Value]]


def values(scheme: Scheme, units: Iterable[Unit], year: int, size: int | None = None) -> Values:
    """By unit and indicator what was counted, when the ledger had ``size`` facts; one query for each measure."""
    period, known = counting.year(year), counting.measures()
    asked: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    counted = [each for _, each in scheme.indicators() if not each.by_hand]
    for each in counted:
        for key, where in ((each.measure, each.where), (each.of, each.of_where)):
            if key in known:
                asked[key].append(where)
    sets = counting.counted_units_of([unit.pk for unit in units], period.last)
    with counting.snapshot() as using:
        figures = {key: _figures(known[key], wheres, period, sets, size, using) for key, wheres in asked.items()}
    return {
        unit: {
            each.key: Value(
                figures[each.measure](unit, each.where) if each.measure in figures else None,
                figures[each.of](unit, each.of_where) if each.of in figures else None,
            )
            for each in counted
        }
        for unit in sets
    }


def _figures(
    measure: Any, wheres: list[Mapping[str, Any]], period: Any, sets: Any, size: int | None, using: str
) -> Any:
    by = tuple(sorted({name for where in wheres for name in where}))
    everyone = frozenset().union(*sets.values())
    counts: dict[int, list[tuple[tuple[Any, ...], Any]]] = defaultdict(list)
    for group, n in counting.grouped(measure, period, everyone, ("unit", *by), size, using).items():
        counts[group[0]].append((group[1:], n))

    def figure(unit: int, where: Mapping[str, Any]) -> Decimal | None:
        found = [each for one in sets[unit] for each in counts.get(one, ())]
        if measure.told and not found:
            return None
        return Decimal(sum(n for group, n in found if counting.fits(by, group, where)))

    return figure


def _line(group: Group, each: Indicator, value: Value | None, mark: Mark | None) -> Line:
    known = counting.measures()
    names = [known[key].label if key in known else key for key in (each.measure, each.of)]
    unit = known[each.measure].unit if each.measure in known else ""
    rule = told(group, each, *names, unit)
    if each.by_hand:
        given = mark.points if mark else None
        return Line(
            group, each, Scored(given, _by_whom(mark) if given is not None else WAITING, given is None), rule, mark
        )
    scored = score(group, each, value or Value(None), unit)
    if mark and mark.decided is not None:
        scored = Scored(mark.decided, f"{scored.words}；复核定为{plain(mark.decided)}分")
    return Line(group, each, scored, rule, mark)


def _by_whom(mark: Mark) -> str:
    if mark.decided is not None:
        return "复核"
    return "核评" if mark.given is not None else "自评，待核评"


def results(assessment: Assessment, units: list[Unit], size: int | None = None) -> dict[int, Result]:
    """By unit its score as counted when the ledger had ``size`` facts, with what people gave until now."""
    scheme = assessment.scheme.scheme
    return computed(scheme, assessment.year, units, assessments.of_year(assessment.year), size)


def computed(
    scheme: Scheme, year: int, units: list[Unit], appraisals: Iterable[Appraisal] = (), size: int | None = None,
    decided: Mapping[str, Decimal] | None = None,
) -> dict[int, Result]:  # fmt: skip
    """The same by any scheme; ``decided``: points that are about to be given instead of those that stand."""
    ones = {each.unit_id: each for each in appraisals}
    marks = assessments.marks_of(ones.values()) if ones else {}
    counts, found = values(scheme, units, year, size), {}
    for unit in units:
        own = marks.get(ones[unit.pk].pk, {}) if unit.pk in ones else {}
        own = own | {key: _with(own.get(key), key, n) for key, n in (decided or {}).items()}
        lines = [
            _line(group, each, counts[unit.pk].get(each.key), own.get(each.key))
            for group, each in scheme.indicators(unit.level)
        ]
        sums = total(scheme, unit.level, {line.indicator.key: line.scored for line in lines})
        found[unit.pk] = Result(unit, lines, sums, ones.get(unit.pk))
    return _ranked(found)


def _with(mark: Mark | None, key: str, points: Decimal) -> Mark:
    return (
        Mark(key=key, decided=points)
        if mark is None
        else Mark(key=key, claimed=mark.claimed, given=mark.given, decided=points)
    )


def _ranked(found: dict[int, Result]) -> dict[int, Result]:
    """With ranks, within each level of units."""
    taking_part = {u: r for u, r in found.items() if not r.appraisal or r.appraisal.state != LEFT_OUT}
    places: dict[int, int] = {}
    for level in {each.unit.level for each in taking_part.values()}:
        places |= ranks({u: r.total for u, r in taking_part.items() if r.unit.level == level})
    return {u: Result(r.unit, r.lines, r.sums, r.appraisal, places.get(u)) for u, r in found.items()}


def final_ranks(found: Iterable[Appraisal]) -> dict[str, int]:
    """By code the places of what was told, within each level of units."""
    by_level: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for each in found:
        by_level[each.unit.level][each.pk] = each.score
    return {code: place for scores in by_level.values() for code, place in ranks(scores).items()}


@dataclass(frozen=True)
class Drift:
    """An indicator that would come out otherwise now than it was told: a late fact is shown, never silently taken in."""

    name: str
    told: str
    now: str


def drifted(appraisal: Appraisal, now: Result) -> list[Drift]:
    """What differs today from what was told."""
    before = {each["key"]: each for each in appraisal.told.get("lines", ())}
    return [
        Drift(line.indicator.name, old["words"], line.scored.words)
        for line in now.lines
        if (old := before.get(line.indicator.key)) and not line.indicator.by_hand and old["words"] != line.scored.words
    ]
