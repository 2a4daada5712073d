"""The registers of notices held against the notices' numbers."""

import re

from gongkai.ground.documents import registers
from gongkai.ground.documents.models import Notice

NUMBER = re.compile(r"(.+)〔(\d{4})〕(\d+)号")


def given() -> registers.Given:
    for number in Notice.objects.values_list("number", flat=True).iterator():
        if found := NUMBER.fullmatch(number):
            yield f"notice/{found[1]}/{found[2]}", int(found[3])


class Held(registers.Held):
    given = staticmethod(given)


def rebuild() -> str:
    return f"registers of notices: {registers.mend(given())} had fallen behind"
