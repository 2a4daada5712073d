"""Questions about reconsiderations and lawsuits."""

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import counted_end, day_or_next_working
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


def end_after(case: Case, simple: bool, since: date, *, second: bool = False) -> date | None:
    """The day to which the law's term leads for a decision that was taken up on a day; not moved off a day off yet."""
    if second:
        return counted_end("second", since)
    family = "judgment" if is_suit(case) else "decision"
    # 行政复议法 knows a simple procedure since 2024; a lawsuit since 2015.
    found = counted_end(f"{family}-simple", since) if simple else None
    return found or counted_end(family, since)


def expected_by(end: date | None) -> dict[str, date | None]:
    """The columns that say by when a decision is expected, for a term that leads to a day."""
    return {"ends_on": end, "expected_on": end and day_or_next_working(end)}


def expected_later(remedy: Remedy, days: int) -> dict[str, date | None]:
    """The same for a term of so many calendar days more. They are added to what was counted, not to a day that was moved."""
    end = remedy.ends_on or remedy.expected_on
    return expected_by(end and end + timedelta(days))


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
