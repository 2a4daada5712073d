"""Answering once more what a reviewing organ or a court ordered to be answered again: proposed, sent back or signed like the first answer.

The case was closed with its one outcome, which its year has counted, and stays so; the new outcome stands beside it, in the order that it obeys.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.files.fields import Upload
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.queries import government
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import orders
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, answering, facts, opposed, path, queries, words
from gongkai.procedures.foi.actions import REVIEW, SIGN, notice
from gongkai.procedures.foi.models import Proposal
from gongkai.procedures.foi.prepare_facts import FoiReviewed, FoiSentBack
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import outcome_by_code


@acting
def propose_anew(
    *, case: Case, outcome: str, text: str, by: Actor, at: datetime, seen: int | None = None, files: Sequence[Upload] = (),
    keep: Sequence[str] = (), copies: Sequence[str] = (),
) -> Proposal:  # fmt: skip
    """Put the new answer forward for signature, as ``answering.propose`` does the first."""
    answering.check_proposal(case, outcome, text, files, keep)
    answering.check_whole(case, outcome, text, answering.going(case, files, keep, copies), localdate(at))
    review = path.goes_to_review(case, at)
    rows = step(case, "propose_anew", by=by, at=at, seen=seen, to=Foi.REVIEWING_ANEW if review else None)
    proposal, more = answering.store_proposal(case, outcome, text, files, keep, by, copies)
    kind, role = (REVIEW, Role.LEGAL_REVIEWER) if review else (SIGN, Role.SIGNATORY)
    rows += [*more, *_hand_on(case, kind, role, at)]
    tell(facts.FoiProposed(case.reference, outcome), case, by=by, at=at, rows=rows)
    return proposal


def _hand_on(case: Case, kind: str, role: Role, at: datetime) -> list[Ledgered]:
    """Who owes it now owes it by the day of the order, the earliest of several."""
    on, key, days = localdate(at), "", {}
    if owed := orders.owed_in(case):
        key, days = owed.source.reference, orders.days_of(owed)
    closed = close_duties(case, REVIEW, SIGN, orders.PERFORM, on=on)
    return [*closed, open_duty(case, kind, role=role, on=on, procedure=Foi.code, key=key, **days)]


@acting
def pass_review_anew(*, case: Case, by: Actor, at: datetime, comment: str = "", seen: int | None = None) -> Case:
    """The legal reviewer found the new answer lawful: it goes to the signatory. Raises StepRefused."""
    found = queries.latest_proposal(case)
    if found is None:
        raise StepRefused("还没有拟好的答复书，请经办人先送审")
    answering.check_outcome(case, found.row.outcome)
    answering.check_whole(case, found.row.outcome, found.text, found.files, localdate(at))
    rows = step(case, "pass_review_anew", by=by, at=at, seen=seen, note=comment.strip())
    rows += _hand_on(case, SIGN, Role.SIGNATORY, at)
    tell(FoiReviewed(case.reference, found.row.seq), case, by=by, at=at, rows=rows)
    return case


@acting
def return_review_anew(*, case: Case, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """The legal reviewer sends the new answer back with what is to be changed, or its officer takes it back."""
    if not reason.strip():
        raise StepRefused("请写明要改什么", "reason")
    rows = step(case, "return_review_anew", by=by, at=at, seen=seen, note=reason.strip())
    rows += _hand_on(case, orders.PERFORM, Role.CASE_OFFICER, at)
    tell(FoiSentBack(case.reference), case, by=by, at=at, rows=rows)
    return case


@acting
def return_anew(*, case: Case, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """The signatory sends the proposed new answer back with a reason."""
    if not reason.strip():
        raise StepRefused("请写明退回的原因", "reason")
    rows = step(case, "return_anew", by=by, at=at, seen=seen, note=reason.strip())
    rows += _hand_on(case, orders.PERFORM, Role.CASE_OFFICER, at)
    tell(facts.FoiReturned(case.reference), case, by=by, at=at, rows=rows)
    return case


@acting
def answer_anew(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Sign and send the new answer: what was ordered is done."""
    proposed, today = queries.latest_proposal(case), localdate(at)
    if proposed is None:
        raise StepRefused("还没有拟好的答复书，请经办人先送签")
    answering.check_outcome(case, proposed.row.outcome)
    answering.check_whole(case, proposed.row.outcome, proposed.text, proposed.files, today)
    outcome = proposed.row.outcome
    rows = step(case, "answer_anew", by=by, at=at, seen=seen)
    rows += [*orders.done(case, today, outcome), *close_duties(case, on=today), *opposed.owe(case, outcome, at)]
    said = words.answer(case, outcome, proposed.text, today, government(), case.unit)
    rows += notice(case, "answer", said, at, enclosed=proposed.files)
    told = outcome_by_code(outcome).finding
    tell(facts.FoiAnsweredAnew(case.reference, outcome, told), case, by=by, at=at, rows=rows)
    return case
