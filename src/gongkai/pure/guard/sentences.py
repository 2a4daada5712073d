"""A sentence that is typed to be public, beside the records: nobody's data stand in it. There is nothing to mask or to justify: it is worded anew."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gongkai.pure.guard.passages import Passage, scan, shown
from gongkai.pure.guard.sorts import PERSONAL, SORTS


def personal_in(text: str, on: date) -> str:
    """Why a sentence cannot be public: somebody's data stand in it; "" if none do."""
    found = [each for each in scan([Passage(text)], on=on) if each.find.sort in PERSONAL and each.find.stops]
    if not found:
        return ""
    return f"这句话会公布，里面有{SORTS[found[0].find.sort].label}{shown(found[0])[1]}，请删去"


def first_personal(said: Mapping[str, Any], names: Iterable[str], on: date) -> tuple[str, str]:
    """Of some sentences by name the first that cannot be public, and why; ("", "") if all can."""
    refused = ((name, personal_in(str(said.get(name) or ""), on)) for name in names)
    return next(((name, refusal) for name, refusal in refused if refusal), ("", ""))


def tells_of_somebody(number: str, on: date) -> bool:
    """Is what is to be a telephone number somebody's identity or card, however it is grouped?"""
    bare = re.sub(r"\D", "", number)
    found = scan([Passage(number), Passage(bare)], on=on)
    return any(each.find.sort in PERSONAL and each.find.sort != "phone" for each in found)
