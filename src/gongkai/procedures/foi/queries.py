"""Questions about applications."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Concat

from gongkai.ground.documents.models import Notice
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids
from gongkai.ground.parties import vault
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.actions import BROUGHT_IN
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import steps_of
from gongkai.procedures.foi import Foi
from gongkai.procedures.foi.models import Application, Charge, Consultation, Material, Proposal, RedactedCopy, Service
from gongkai.pure.law.outcomes import FOI_2008, FOI_2019, Outcome, outcome_by_code, outcomes_for

LEVELS = (("government", "政府"), ("department", "部门"), ("town", "乡镇街道"))
"""Who answers applications (条例第4、27条); public institutions go by rules of their own (第55条)."""


UNCLEAR = "3_4_3"
"""补正后申请内容仍不明确."""


def receivers() -> list[Unit]:
    """The units that take applications."""
    return [unit for unit in units() if unit.level in dict(LEVELS)]


def brought_in(case: Case) -> bool:
    """Did a case come in from an old register, answered before the system was?"""
    return steps_of(case)[-1].name == BROUGHT_IN


def application_of(case: Case) -> Application:
    return Application.objects.get(case=case)


def consultations_of(case: Case) -> list[Consultation]:
    return list(Consultation.objects.filter(case=case).select_related("unit", "case").order_by("seq"))


def consultations_of_many(cases: list[Case]) -> dict[str, list[Consultation]]:
    """The consultations of each of these cases, by ref, in one query."""
    found: dict[str, list[Consultation]] = {}
    for each in Consultation.objects.filter(case__in=cases).select_related("case").order_by("seq"):
        found.setdefault(each.case.ref, []).append(each)
    return found


def services_of_many(cases: list[Case]) -> dict[str, list[Service]]:
    """How the answer of each of these cases was handed over, by ref, in the order of it, in two queries."""
    refs = {case.ref for case in cases}
    answers = set(Notice.objects.filter(ref__in=refs, kind=Foi.answer.notice).values_list("number", flat=True))
    found: dict[str, list[Service]] = {}
    for each in Service.objects.filter(case__in=cases).select_related("case").order_by("seq") if answers else ():
        if each.notice in answers:
            found.setdefault(each.case.ref, []).append(each)
    return found


def first_served(case: Case, notice: str) -> date | None:
    """The first day on which the applicant had a paper, by whatever way; None while none is known."""
    had = Service.objects.filter(case=case, notice=notice, served_on__isnull=False)
    return had.order_by("served_on").values_list("served_on", flat=True).first()


def not_arrived(case: Case, kind: str) -> str:
    """Why nothing follows yet from a paper's term: it was sent, and is on its way or came back; "" if it arrived, or was never sent."""
    paper = Notice.objects.filter(ref=case.ref, kind=kind).order_by("-pk").first()
    sent = list(Service.objects.filter(case=case, notice=paper.number)) if paper else []
    if not sent or any(each.served_on for each in sent):
        return ""
    return f"{paper.title}{'还在路上' if any(each.returned_on is None for each in sent) else '退回了'}，还没有送达"


def consulted_or_not(found: QuerySet[Case], which: str) -> QuerySet[Case]:
    """Of these cases those in which an opinion was asked for ("yes"), is waited for ("open"), or none was asked for ("no")."""
    asked = Consultation.objects.filter(case=OuterRef("pk"))
    asked = Exists(asked.filter(answered_on=None) if which == "open" else asked)
    return (
        found.filter(closed_on=None).filter(asked)
        if which == "open"
        else found.filter(~asked if which == "no" else asked)
    )


def served_or_not(found: QuerySet[Case], which: str) -> QuerySet[Case]:
    """Of the answered cases those whose answer the applicant has, or those of which that is not known."""
    answer = Notice.objects.filter(ref=Concat(Value("case:"), OuterRef("case__reference")), kind=Foi.answer.notice)
    has = Exists(
        Service.objects.filter(case=OuterRef("pk"), served_on__isnull=False, notice__in=answer.values("number"))
    )
    answered = Exists(Notice.objects.filter(ref=Concat(Value("case:"), OuterRef("reference")), kind=Foi.answer.notice))
    return found.filter(has if which == "yes" else answered & ~has)


def awaited(case: Case) -> list[Consultation]:
    """The consultations that still wait for an answer."""
    return [each for each in consultations_of(case) if each.answered_on is None]


# 条例（2019）第32条, （2008）第23条: what touches a third party's rights is put to them in writing first.
ASKS_THIRD_PARTY = {FOI_2019: ("32", "条例第32条"), FOI_2008: ("23", "2008年条例第23条")}


def unasked(case: Case, outcome: str) -> str:
    """The article by which a third party had to be asked before an answer with this outcome, where none was; "" else."""
    found = outcome_by_code(outcome) if outcome else None
    # By the outcome's own law: a corrected receipt day may bring the case under another one together with it.
    item, article = ASKS_THIRD_PARTY[found.rule] if found else ("", "")
    if found is None or item not in found.articles:
        return ""
    return "" if Consultation.objects.filter(case=case, kind="third_party").exists() else article


def opposed(case: Case, outcome: str) -> list[Consultation]:
    """Whose refusal an answer with this outcome goes over: it discloses what they do not want disclosed."""
    if not outcome or not outcome_by_code(outcome).discloses:
        return []
    return list(Consultation.objects.filter(case=case, consents=False).order_by("seq"))


def agreed(case: Case, outcome: str) -> list[Consultation]:
    """Whose consent an answer with this outcome does not follow: it withholds to protect a third party who agreed to disclose."""
    found = outcome_by_code(outcome) if outcome else None
    item, _ = ASKS_THIRD_PARTY[found.rule] if found else ("", "")
    if found is None or found.discloses or item not in found.articles:
        return []
    return list(Consultation.objects.filter(case=case, kind="third_party", consents=True).order_by("seq"))


def consulted_names(case: Case) -> dict[int, str]:
    """Who was consulted, by the consultation's number; nobody once the case's data is erased."""
    sealed = vault.unseal_all(case.ref)
    of = {each.seq: sealed.get(f"consulted:{each.seq}") for each in consultations_of(case)}
    return {seq: told["whom"] for seq, told in of.items() if told}


def consultation(case: Case, seq: int) -> Consultation | None:
    return Consultation.objects.filter(case=case, seq=seq).select_related("unit", "case", "case__unit").first()


@dataclass(frozen=True)
class Proposed:
    """An answer that was put forward: its row, its text, and the files that go out with it as its letter will list them."""

    row: Proposal
    text: str
    files: list[File]


def was_corrected(case: Case) -> bool:
    """Was a correction asked for, and did it come?"""
    return any(step.name == "receive_correction" for step in steps_of(case))


def answers_open_to(case: Case) -> list[Outcome]:
    """The outcomes that an answer to a case can have: none until its receipt is confirmed, for no law is known; that it stayed unclear
    after its correction only once one was asked for and came (条例第30条)."""
    if not case.law:
        return []
    return answers_under(case, case.law)


def answers_under(case: Case, law: str) -> list[Outcome]:
    """The outcomes of a Regulation that an answer to a case can have."""
    corrected = was_corrected(case)
    return [each for each in outcomes_for(law) if each.by == "answer" and (corrected or each.code != UNCLEAR)]


def latest_proposal(case: Case) -> Proposed | None:
    """The answer last put forward; None if there is none."""
    row = Proposal.objects.filter(case=case).order_by("-seq").first()
    if row is None:
        return None
    text, enclosed = f"proposal:{row.seq}", f"enclosed:{row.seq}"
    sealed = vault.unseal_some([case.ref], text, enclosed)
    return Proposed(row, sealed[text].get(case.ref, ""), by_ids(sealed[enclosed].get(case.ref, [])))


def proposals_of(case: Case) -> list[Proposed]:
    """All versions of the answer, the first first; their texts are gone once the case's data is erased."""
    rows, sealed = list(Proposal.objects.filter(case=case).order_by("seq")), vault.unseal_all(case.ref)
    return [
        Proposed(row, sealed.get(f"proposal:{row.seq}", ""), by_ids(sealed.get(f"enclosed:{row.seq}", [])))
        for row in rows
    ]


def texts_of(case: Case) -> dict[str, Any]:
    """What was asked: subject, wanted, correction; without the applicant's data."""
    sealed = vault.unseal_all(case.ref)
    return {name: sealed[name] for name in ("subject", "wanted", "correction", "reasons") if name in sealed}


def materials_of(case: Case) -> list[Material]:
    """The papers of a case that may be given away, in the order in which they were added."""
    return list(Material.objects.filter(case=case).select_related("case", "case__unit").order_by("seq"))


def material_of(case: Case, seq: int) -> Material | None:
    return Material.objects.filter(case=case, seq=seq).select_related("case", "case__unit").first()


def copies_of(case: Case) -> list[RedactedCopy]:
    """The redacted copies that were made of a case's papers, the oldest first."""
    made = RedactedCopy.objects.filter(material__case=case).select_related("material__case")
    return list(made.order_by("material__seq", "seq"))


def ready_copies(case: Case) -> list[RedactedCopy]:
    """Of each paper the newest copy, if it is of what is marked now: what can go out."""
    newest = {copy.material_id: copy for copy in copies_of(case)}
    return [copy for copy in newest.values() if copy.fresh]


def charges_in(scope: Scope, year: int) -> QuerySet[Charge]:
    """The fee notices of a year, by their day, newest first, in the cases that somebody handles or oversees."""
    led = cases.led_in(scope).filter(procedure=Foi.code)
    found = Charge.objects.filter(case__in=led.values("pk"), noticed_on__year=year)
    return found.select_related("case__unit").order_by("-noticed_on", "-pk")


def paid_in(scope: Scope, year: int) -> tuple[int, int]:
    """How many fees were paid in a year, and how many yuan: what part six of that year's report tells (国办函〔2020〕109号)."""
    led = cases.led_in(scope).filter(procedure=Foi.code)
    paid = Charge.objects.filter(case__in=led.values("pk"), paid_on__year=year)
    told = paid.aggregate(count=Count("pk"), yuan=Sum("amount"))
    return told["count"], told["yuan"] or 0
