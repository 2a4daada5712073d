"""The registers of cases held against the cases' references."""

import re

from gongkai.ground.documents import registers
from gongkai.kernel.cases.models import Case

REFERENCE = re.compile(r".*(\d{4})-(\d+)")


def given() -> registers.Given:
    for procedure, reference in Case.objects.values_list("procedure", "reference").iterator():
        if found := REFERENCE.fullmatch(reference):
            yield f"case/{procedure}/{found[1]}", int(found[2])


class Held(registers.Held):
    given = staticmethod(given)


def rebuild() -> str:
    return f"registers of cases: {registers.mend(given())} had fallen behind"
