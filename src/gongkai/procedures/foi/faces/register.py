"""What the register says of applications beyond what it says of every case."""

from gongkai.ground.ui.words import iso_date
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import queries
from gongkai.procedures.foi.models import Consultation


def cells(found: list[Case]) -> dict[str, dict[str, str]]:
    """By ref: whose opinion was asked, without a name, and what came of it."""
    asked = queries.consultations_of_many(found)
    return {ref: {"consulted": "；".join(_told(each) for each in of)} for ref, of in asked.items()}


def _told(each: Consultation) -> str:
    came = f"{iso_date(each.answered_on)}{each.said}" if each.answered_on else "还没有答复"
    return f"{each.get_kind_display()}，{iso_date(each.dispatched_on)}发出，{came}"
