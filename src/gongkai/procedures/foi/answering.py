"""Answering: an answer is proposed, sent back or signed; signed, it closes the case (条例第36、37条)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.files.actions import put
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import insert
from gongkai.ground.parties import vault
from gongkai.ground.units import queries as units
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import orders
from gongkai.kernel.cases.actions import closing, step, tell
from gongkai.kernel.cases.facts import CaseClosed
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import close_duties
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, checking, facts, opposed, path, queries, words
from gongkai.procedures.foi.actions import HANDLE, REVIEW, SIGN, hand_on, notice, stop_clocks
from gongkai.procedures.foi.models import Proposal
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import codes_by, outcome_by_code, outcomes_for

SHORTEST_ANSWER = 10
MOST_ENCLOSED = 20


@acting
def propose(
    *,
    case: Case,
    outcome: str,
    text: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    files: Sequence[Upload] = (),
    keep: Sequence[str] = (),
    copies: Sequence[str] = (),
) -> Proposal:
    """Put an answer forward for signature: one outcome of the case's Regulation, its text, and the ``files`` that go out with it.

    ``keep`` names those of the proposal before, sent back, that go out with this one too; ``copies`` the redacted copies (by their files)
    that do, each with the list of what was covered. Raises StepRefused, FileRefused.
    """
    check_proposal(case, outcome, text, files, keep)
    check_whole(case, outcome, text, going(case, files, keep, copies), localdate(at))
    review = path.goes_to_review(case, at)
    rows = step(case, "propose", by=by, at=at, seen=seen, to=Foi.REVIEWING if review else None)
    proposal, more = store_proposal(case, outcome, text, files, keep, by, copies)
    kind, role = (REVIEW, Role.LEGAL_REVIEWER) if review else (SIGN, Role.SIGNATORY)
    rows += [*more, *hand_on(case, kind, role, at)]
    tell(facts.FoiProposed(case.reference, outcome), case, by=by, at=at, rows=rows)
    return proposal


def check_proposal(case: Case, outcome: str, text: str, files: Sequence[Upload], keep: Sequence[str]) -> None:
    """Raise StepRefused for an answer that cannot go out."""
    if not case.law:
        raise StepRefused("收到日期还没有确认，不知道适用哪部条例，不能送签答复书")
    if outcome not in {each.code for each in outcomes_for(case.law)}:
        raise StepRefused("这不是这一件适用的条例里的结果，请选别的", "outcome")
    if outcome not in codes_by(case.law, "answer"):
        raise StepRefused("这个结果不是用答复书作出的，请选别的", "outcome")
    _check_unclear(case, outcome)
    if len(text.strip()) < SHORTEST_ANSWER:
        raise StepRefused(
            f"答复的内容太短，至少写{SHORTEST_ANSWER}个字：公开什么、怎么取得；不公开的，写明理由", "text"
        )
    if len(files) + len(keep) > MOST_ENCLOSED:
        raise StepRefused(f"附件最多{MOST_ENCLOSED}个，请把相近的合成一个再附", "files")


def store_proposal(
    case: Case,
    outcome: str,
    text: str,
    files: Sequence[Upload],
    keep: Sequence[str],
    by: Actor,
    copies: Sequence[str] = (),
    draft: bool = False,
) -> tuple[Proposal, list[Ledgered]]:
    """The row of a proposal, its sealed text and its files, for the caller's fact."""
    rows: list[Ledgered] = []
    seq = Proposal.objects.filter(case=case).count() + 1
    kept = _kept(case, keep)
    released = _released(case, copies)
    stored = [put(owner=case.ref, name=each.name, data=each.data, seal=True) for each in files]
    sealed = vault.seal(case.ref, f"proposal:{seq}", text.strip())
    proposal = insert(Proposal(case=case, seq=seq, outcome=outcome, by=by.name, text_digest=sealed.digest, draft=draft))
    if enclosed := [file.public_id for file in (*kept, *released, *stored)]:
        rows += [*stored, vault.seal(case.ref, f"enclosed:{seq}", enclosed)]
    return proposal, [*rows, sealed, proposal]


def going(case: Case, files: Sequence[Upload], keep: Sequence[str], copies: Sequence[str]) -> list[File | Upload]:
    """All that would go out with an answer. Raises StepRefused."""
    return [*_kept(case, keep), *_released(case, copies), *files]


def _kept(case: Case, keep: Sequence[str]) -> list[File]:
    """Of the files of the proposal before those that are kept."""
    before = queries.latest_proposal(case) if keep else None
    return [file for file in before.files if file.public_id in keep] if before else []


def _released(case: Case, copies: Sequence[str]) -> list[File]:
    """The chosen redacted copies with their lists. Raises StepRefused for one of what was marked otherwise since."""
    ready = {each.file_id: each for each in queries.ready_copies(case)}
    if any(file_id not in ready for file_id in copies):
        raise StepRefused("选的副本是改遮盖以前生成的，或者已经有新的，请重新生成、重新选", "copies")
    return by_ids([public_id for each in copies for public_id in (each, ready[each].list_id)])


def check_whole(case: Case, outcome: str, text: str, files: Sequence[File | Upload], today: date) -> None:
    """Raise StepRefused for an answer in which something does not agree that must (``checking``)."""
    if found := checking.stopped(case, outcome, text, files, today):
        raise StepRefused(found.said, found.field)


def check_outcome(case: Case, outcome: str) -> None:
    """Raise StepRefused for an outcome that no answer to the case can have any more."""
    if outcome not in codes_by(case.law, "answer"):
        raise StepRefused("拟好的答复书用的不是这一件现在适用的条例里的结果，请退回重拟")
    _check_unclear(case, outcome)


def _check_unclear(case: Case, outcome: str) -> None:
    """Unclear even after its correction is only what was corrected."""
    if outcome == queries.UNCLEAR and not queries.was_corrected(case):
        raise StepRefused("这一件没有补正过，不能答复“补正后申请内容仍不明确”，请选别的结果", "outcome")


@acting
def return_answer(*, case: Case, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """The signatory sends a proposed answer back with a reason."""
    if not reason.strip():
        raise StepRefused("请写明退回的原因", "reason")
    rows = step(case, "return_answer", by=by, at=at, seen=seen, note=reason.strip())
    rows += hand_on(case, HANDLE, Role.CASE_OFFICER, at)
    tell(facts.FoiReturned(case.reference), case, by=by, at=at, rows=rows)
    return case


@acting
def answer(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Sign and send the proposed answer; the case is closed with its one outcome, in time or not by today's date (条例第36、37条).
    Nobody waits any more for an opinion that has not come.
    """
    proposed = queries.latest_proposal(case)
    if proposed is None:
        raise StepRefused("还没有拟好的答复书，请经办人先送签")
    outcome, today = proposed.row.outcome, localdate(at)
    check_outcome(case, outcome)
    check_whole(case, outcome, proposed.text, proposed.files, today)
    rows = step(case, "answer", by=by, at=at, seen=seen, **closing(case, outcome, today))
    rows += stop_clocks(case, today)
    rows += [*orders.done(case, today, outcome), *close_duties(case, on=today), *opposed.owe(case, outcome, at)]
    said = words.answer(case, outcome, proposed.text, today, units.government(), case.unit)
    rows += notice(case, "answer", said, at, enclosed=proposed.files)
    tell(CaseClosed(case.reference, outcome, outcome_by_code(outcome).finding), case, by=by, at=at, rows=rows)
    return case
