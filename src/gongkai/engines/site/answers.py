"""How applications fare: four figures on the home page, and the page they open onto.

They are counted up to the day of the ledger's latest fact, which the page names: nothing depends on today, and whoever
has the same facts gets the same figures. Each fact makes both pages stale (``bundles.stale_after``); a fact of a record changes
no figure of the same day, so the numbers are kept beside the site until another fact, or another day, comes.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any

from gongkai.engines.measures.sheets import counted
from gongkai.engines.site import addresses, faces
from gongkai.engines.site.look import Look, Page, column_metas
from gongkai.engines.site.reader import Reader
from gongkai.engines.site.records import Output
from gongkai.ground.ui.shell import Link
from gongkai.pure.law.applicants import label_of
from gongkai.pure.law.ratings import GOOD, GRADES


@dataclass
class Line:
    """A unit's cases of the year: received, carried over, ended (in time and late), and open (of these overdue)."""

    unit: Any
    carried_in: int = 0
    received: int = 0
    closed: int = 0
    late: int = 0
    overdue: int = 0

    @property
    def pending(self) -> int:
        """Open on the latest day: what came and did not end. Counted so, no case that ended years ago is looked at again."""
        return self.carried_in + self.received - self.closed


@dataclass(frozen=True)
class Fared:
    """All that is told: the face's words, the day, the whole, the units, endings in words, and how many were granted."""

    face: ModuleType
    day: date | None
    total: Line
    lines: list[Line]
    endings: list[tuple[str, int]]
    granted: int
    grades: list[tuple[str, int]]
    """How applicants rated it, by grade, the best first."""

    @property
    def rated(self) -> int:
        return sum(n for _, n in self.grades)

    @property
    def content(self) -> str:
        """The share of good grades in per cent, with one decimal; "" where nobody rated."""
        good = sum(n for words, n in self.grades if words in {label_of(GRADES, key) for key in GOOD})
        return f"{Decimal(100 * good) / self.rated:.1f}" if self.rated else ""

    @property
    def any(self) -> bool:
        """Did anybody apply this year, or wait from the year before?"""
        return bool(self.total.received or self.total.carried_in)

    @property
    def worst(self) -> list[Line]:
        """Units with overdue cases, most first."""
        return sorted((line for line in self.lines if line.overdue), key=lambda line: -line.overdue)


@dataclass(frozen=True)
class Counts:
    """The numbers alone: of a day, after so many facts; by unit ``{"received": n, …}``, and (law, outcome, how many)."""

    day: str
    upto: int
    units: list[tuple[int, dict[str, int]]]
    outcomes: list[tuple[Any, Any, int]]
    grades: list[tuple[str, int]] = field(default_factory=list)


KEPT = "answers"


def fared(look: Look) -> Fared | None:
    """None if no procedure tells how it fares. Counted once a build: two pages ask."""
    return look.once("fared", lambda: _told(look))


def _told(look: Look) -> Fared | None:
    reader, found = look.reader, faces.answers()
    if found is None:
        return None
    code, face = found
    counts = _kept(look) or _counted(reader, code, face)
    look.kept[KEPT] = json.dumps(asdict(counts))
    total, lines = Line(None), []
    for unit, numbers in counts.units:
        lines.append(Line(reader.units_by_id[unit], **numbers))
        for name, n in numbers.items():
            setattr(total, name, getattr(total, name) + n)
    endings: dict[str, int] = {}
    for law, outcome, n in counts.outcomes:
        words = face.outcome_words(law, outcome)
        endings[words] = endings.get(words, 0) + n
    granted = sum(n for _, outcome, n in counts.outcomes if outcome in face.granted)
    lines = [line for line in lines if line.received or line.carried_in or line.closed]
    lines.sort(key=lambda line: (-line.overdue, -line.late, line.unit.position, line.unit.pk))
    given = dict(counts.grades)
    grades = [(each.label, given.get(each.key, 0)) for each in GRADES] if given else []
    return Fared(face, reader.last_day, total, lines, list(endings.items()), granted, grades)


def _kept(look: Look) -> Counts | None:
    """What was counted before, if it was on the same day and only records have had facts since."""
    if KEPT not in look.kept:
        return None
    kept, upto = Counts(**json.loads(look.kept[KEPT])), counted()
    if kept.day != str(look.reader.last_day) or not look.reader.only_records_between(kept.upto, upto):
        return None
    return replace(kept, upto=upto)


def _counted(reader: Reader, code: str, face: ModuleType) -> Counts:
    upto = counted()  # before the counting: what comes meanwhile is looked at again
    ended = reader.counts(face.closed, ("unit", "on_time", "law", "outcome"))  # one question instead of three
    counts = {
        "received": reader.counts(face.received, ("unit",)),
        "carried_in": reader.counts(face.carried_in, ("unit",)),
        "closed": _by_unit(ended),
        "late": _by_unit({key: n for key, n in ended.items() if key[1] is False}),
        "overdue": {(unit,): n for unit, n in reader.overdue(code, face.clock).items()},
    }
    units: dict[int, dict[str, int]] = {}
    for name, values in counts.items():
        for (unit,), n in values.items():
            units.setdefault(unit, {})[name] = n
    outcomes: Counter[tuple[Any, Any]] = Counter()
    for (_, _, law, outcome), n in ended.items():
        outcomes[law, outcome] += n
    told = [(law, outcome, n) for (law, outcome), n in sorted(outcomes.items())]
    grades = [(grade, n) for (grade,), n in sorted(reader.counts(face.rated, ("grade",)).items())]
    return Counts(str(reader.last_day), upto, sorted(units.items()), told, grades)


def _by_unit(ended: dict[tuple[Any, ...], int]) -> dict[tuple[Any, ...], int]:
    found: Counter[tuple[Any, ...]] = Counter()
    for (unit, *_), n in ended.items():
        found[(unit,)] += n
    return found


def page(look: Look) -> Iterator[Output]:
    """The page that the figures open onto."""
    told = fared(look)
    if told is None:
        return
    title = told.face.title
    metas = column_metas(title, told.face.lead, f"{told.face.subject},答复,期限", "数据发布")
    shown = Page(title, metas, (Link("首页", addresses.PORTAL), Link(title, "")), where="apply")
    handled = faces.results()
    more = {"handled": handled[1], "handled_at": f"/counter/{handled[0]}/apply"} if handled else {}
    yield addresses.path(addresses.ANSWERS), look.render("site/answers.html", shown, told=told, **more)
