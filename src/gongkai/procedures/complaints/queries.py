"""Questions about complaints."""

from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.procedures.complaints.models import Grievance, Inquiry
from gongkai.pure.law.applicants import label_of
from gongkai.pure.law.grievances import MATTERS, RESULTS


def grievance_of(case: Case) -> Grievance:
    return Grievance.objects.select_related("case", "case__unit", "about").get(case=case)


def inquiries_of(case: Case) -> list[Inquiry]:
    return list(Inquiry.objects.filter(case=case).select_related("case").order_by("seq"))


def unanswered(case: Case) -> list[Inquiry]:
    """The letters that the unit has not answered yet."""
    return [each for each in inquiries_of(case) if each.answered_on is None]


def letter_of(inquiry: Inquiry) -> str:
    """What the unit was asked; "" once the case's data is erased."""
    return vault.unseal(inquiry.case.ref, f"inquiry:{inquiry.seq}", "")


def explanation_of(inquiry: Inquiry) -> str:
    return vault.unseal(inquiry.case.ref, f"explanation:{inquiry.seq}", "")


def subject(about: str, matter: str) -> str:
    """What a complaint is called: made of its unit and its matter, so that it tells nothing of whoever complained."""
    return f"反映{about}：{label_of(MATTERS, matter)}"


PUBLISHED = 200
"""How many results the public page lists, the latest first; all are counted."""


def published() -> list[Grievance]:
    """What came of complaints, with the words that are made public; the latest first."""
    found = Grievance.objects.exclude(published_text="").select_related("case", "about")
    return list(found.order_by("-case__closed_on", "-case_id")[:PUBLISHED])


def result_label(code: str) -> str:
    return label_of(RESULTS, code)
