"""What the register says of applications beyond what it says of every case."""

from django.db.models import QuerySet

from gongkai.ground.ui.words import iso_date
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import queries
from gongkai.procedures.foi.models import Consultation, Service

NARROWS = {
    "consulted": (
        "征求意见",
        "征求意见不限",
        (("yes", "征求过意见的"), ("open", "还在等意见的"), ("no", "没有征求意见的")),
    ),
    "served": ("送达", "送达不限", (("yes", "答复已经送达的"), ("no", "答复还没有送达的"))),
}
"""By what of these the register can be narrowed: label, word for all, choices."""


def narrowed(found: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
    return queries.consulted_or_not(found, value) if name == "consulted" else queries.served_or_not(found, value)


def cells(found: list[Case]) -> dict[str, dict[str, str]]:
    """By ref: whose opinion was asked, without a name, and what came of it; how the answer reached the applicant, and when."""
    asked, handed = queries.consultations_of_many(found), queries.services_of_many(found)
    return {
        case.ref: {
            "consulted": "；".join(_told(each) for each in asked.get(case.ref, ())),
            "served": _served(handed.get(case.ref, [])),
        }
        for case in found
    }


def _told(each: Consultation) -> str:
    came = f"{iso_date(each.answered_on)}{each.said}" if each.answered_on else "还没有答复"
    return f"{each.get_kind_display()}，{iso_date(each.dispatched_on)}发出，{came}"


def _served(ways: list[Service]) -> str:
    """The first by which it arrived; else the last that was tried."""
    arrived = sorted((each for each in ways if each.served_on), key=lambda each: (each.served_on, each.seq))
    if arrived:
        return f"{arrived[0].get_way_display()}，{iso_date(arrived[0].served_on)}送达"
    if not ways:
        return ""
    last = ways[-1]
    came = f"{iso_date(last.returned_on)}退回" if last.returned_on else f"{iso_date(last.sent_on)}发出"
    return f"{last.get_way_display()}，{came}"
