"""Logbooks: what no other act leaves behind (a training, a meeting, staff, funds), declared once and entered by the units."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from gongkai.pure.declare.fields import Field, FieldError, clean_all
from gongkai.pure.declare.kinds import FieldErrors
from gongkai.pure.declare.measures import Measure

NUMBERS = ("whole", "amount", "bool")
ENTRY = ""
"""What an entry itself is counted under, beside its numbers."""


@dataclass(frozen=True)
class Tally:
    """What is counted of an entry: ``what`` a number's name, or ENTRY for the entry itself, which counts as one."""

    what: str
    sort: str
    amount: str


def tally(
    key: str,
    label: str,
    unit: str,
    definition: str,
    what: str | tuple[str, ...] = ENTRY,
    *,
    standing: bool = False,
    sorts: bool = False,
) -> Measure:
    """A measure over a logbook, ``key`` "logbook.what": its entries, or one or more of their numbers added up; ``standing``: as it is on the last day."""
    return Measure(
        key, label, definition, unit, "entry", "on", "standing" if standing else "",
        {"source": key.partition(".")[0], "what": what}, ("unit", "sort") if sorts else ("unit",), "amount", told=True,
    )  # fmt: skip


class Logbook:
    """What units enter of their own. Subclass it in a drawer's ``__init__.py``.

    An entry is of its day; one of a ``standing`` logbook holds from its day until the unit's next, or until it is ended: staff, a post.
    ``title`` names the field that tells entries apart in a list; ``sort`` the choice by whose value figures are split. Its numbers are counted, and
    a bool as 1 or 0; one left empty counts as 0. ``says`` is what belongs in it, ``day`` what its day is called, ``order`` where it stands among the others.
    """

    code: ClassVar[str] = ""
    name: ClassVar[str] = ""
    says: ClassVar[str] = ""
    day: ClassVar[str] = "日期"
    fields: ClassVar[tuple[Field, ...]] = ()
    title: ClassVar[str] = ""
    sort: ClassVar[str] = ""
    standing: ClassVar[bool] = False
    order: ClassVar[int] = 50
    measures: ClassVar[tuple[Measure, ...]] = ()

    @classmethod
    def field(cls, name: str) -> Field:
        """The declared field; raises StopIteration."""
        return next(each for each in cls.fields if each.name == name)

    @classmethod
    def numbers(cls) -> tuple[Field, ...]:
        return tuple(each for each in cls.fields if each.type in NUMBERS)

    @classmethod
    def clean(cls, raw: dict[str, Any], on: date | None, today: date) -> dict[str, Any]:
        """The content of an entry: declared fields only, cleaned. Raises FieldErrors."""
        content, errors = clean_all(cls.fields, raw)
        if on is None:
            errors.append(FieldError("on", f"请填写{cls.day}"))
        elif on > today:
            errors.append(FieldError("on", f"{cls.day}还没有到，到了那天再登记"))
        if not errors:
            try:
                cls.check(content)
            except FieldError as error:
                errors.append(error)
        if errors:
            raise FieldErrors(errors)
        return content

    @classmethod
    def check(cls, content: dict[str, Any]) -> None:
        """Checks over several fields; raises FieldError. A drawer overrides it."""

    @classmethod
    def tallies(cls, content: dict[str, Any] | None) -> list[Tally]:
        """What is counted of an entry with this content; None: a statement that there was nothing, which counts as 0 of everything."""
        sort = str((content or {}).get(cls.sort) or "") if cls.sort else ""
        names = [each.name for each in cls.numbers()]
        if content is None:
            return [Tally(what, "", "0") for what in (ENTRY, *names)]
        return [Tally(ENTRY, sort, "1"), *(Tally(name, sort, _figure(content.get(name))) for name in names)]


def _figure(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value or 0)
