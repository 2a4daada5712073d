"""Questions about reconsiderations and lawsuits."""

from dataclasses import dataclass
from datetime import date

from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import term_of
from gongkai.kernel.cases.models import Case
from gongkai.procedures.remedies import Litigation
from gongkai.procedures.remedies.models import Hearing, Remedy
from gongkai.pure.law.reviews import LITIGATION, RESULTS, Result


@dataclass(frozen=True)
class Reviewer:
    """Who reviews: the organ or court, and the number that it gave the matter."""

    organ: str = ""
    number: str = ""


def remedy_of(case: Case) -> Remedy:
    return Remedy.objects.select_related("case", "case__unit").get(case=case)


def reviewer_of(case: Case) -> Reviewer:
    """The last that is known of it: a second instance is another court; nothing once the case's data is erased."""
    return Reviewer(**vault.unseal(case.ref, "reviewer", {}))


def hearings_of(case: Case) -> list[Hearing]:
    return list(Hearing.objects.filter(case=case).select_related("case").order_by("seq"))


def untold(case: Case) -> list[Hearing]:
    """The hearings of which nothing is noted yet."""
    return [each for each in hearings_of(case) if each.told_on is None]


def results_of(case: Case) -> tuple[Result, ...]:
    return RESULTS[case.procedure]


def is_suit(case: Case) -> bool:
    return case.procedure == LITIGATION


def due_after(case: Case, simple: bool, since: date, *, second: bool = False) -> date | None:
    """By when the law lets a decision be expected that was taken up on a day."""
    if second:
        return term_of("second", since).last_on
    family = "judgment" if is_suit(case) else "decision"
    # 行政复议法 knows a simple procedure since 2024; a lawsuit since 2015.
    found = term_of(f"{family}-simple", since).last_on if simple else None
    return found or term_of(family, since).last_on


FINAL = frozenset({"suit_withdrawn", "suit_mediated", "suit_ended"})
"""What ends a lawsuit in the first instance without a judgment that can be appealed."""


def final_results(case: Case) -> tuple[Result, ...]:
    """The results by which a case can end now: in a lawsuit's first instance not those that can be appealed."""
    second = case.state in (Litigation.APPEAL.code, Litigation.APPEAL_REPLYING.code)
    if not is_suit(case) or second:
        return results_of(case)
    return tuple(each for each in results_of(case) if each.code in FINAL)


def first_results(case: Case) -> tuple[Result, ...]:
    """The results of a court of first instance that can be appealed."""
    return tuple(each for each in results_of(case) if each.code not in FINAL)
