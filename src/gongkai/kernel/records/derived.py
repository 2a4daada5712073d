"""The registers of records held against the index numbers, and the days of what is owed against those of the records."""

from collections.abc import Callable
from datetime import date

from gongkai.ground.documents import registers
from gongkai.ground.ledger.derived import Find
from gongkai.ground.units.queries import units_by_id
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.terms import strayed
from gongkai.pure.codes import CodeError
from gongkai.pure.codes.index_number import SCHEMES


def given() -> registers.Given:
    """A number is read in the form in which it was made, whichever is in use now; it is printed in capitals, also where a unit's own code stands
    in it for want of an organisation code."""
    codes = {unit.code.upper(): unit.code for unit in units_by_id().values()}
    for number in Record.objects.exclude(index_number=None).values_list("index_number", flat=True).iterator():
        for scheme in SCHEMES.values():
            try:
                told = scheme.parse(number)
            except CodeError:
                continue
            prefix = codes.get(told.prefix, told.prefix)
            yield f"index/{scheme.scope(prefix, date(told.year, 1, 1))}", told.serial
            break


class Held(registers.Held):
    given = staticmethod(given)

    def finish(self, find: Find, tick: Callable[[int], None]) -> None:
        super().finish(find, tick)
        for duty in strayed():
            find(duty.ledger_name(), "its day is not that of its record")


def rebuild() -> str:
    return f"registers of records: {registers.mend(given())} had fallen behind"
