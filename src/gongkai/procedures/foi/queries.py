"""Questions about applications."""

from typing import Any

from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi.models import Application, Consultation, Proposal


def application_of(case: Case) -> Application:
    return Application.objects.get(case=case)


def consultations_of(case: Case) -> list[Consultation]:
    return list(Consultation.objects.filter(case=case).select_related("unit", "case").order_by("seq"))


def awaited(case: Case) -> list[Consultation]:
    """The consultations that still wait for an answer."""
    return [each for each in consultations_of(case) if each.answered_on is None]


def consulted_names(case: Case) -> dict[int, str]:
    """Who was consulted, by the consultation's number; nobody once the case's data is erased."""
    sealed = vault.unseal_all(case.ref)
    of = {each.seq: sealed.get(f"consulted:{each.seq}") for each in consultations_of(case)}
    return {seq: told["whom"] for seq, told in of.items() if told}


def consultation(case: Case, seq: int) -> Consultation | None:
    return Consultation.objects.filter(case=case, seq=seq).select_related("unit", "case", "case__unit").first()


def latest_proposal(case: Case) -> tuple[Proposal, str] | None:
    """The answer last put forward, with its text; None if there is none."""
    proposal = Proposal.objects.filter(case=case).order_by("-seq").first()
    return (proposal, vault.unseal(case.ref, f"proposal:{proposal.seq}", "")) if proposal else None


def texts_of(case: Case) -> dict[str, Any]:
    """What was asked: subject, wanted, correction; without the applicant's data."""
    sealed = vault.unseal_all(case.ref)
    return {name: sealed[name] for name in ("subject", "wanted", "correction") if name in sealed}
