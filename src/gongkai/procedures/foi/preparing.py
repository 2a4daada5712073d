"""Before an answer is signed: a draft from the office's wording, kept version by version; the legal reviewer passes it on or sends it back."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.parties import vault
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.models import StepTaken
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, answering, office, queries, words
from gongkai.procedures.foi.actions import HANDLE, SIGN, hand_on
from gongkai.procedures.foi.models import Proposal
from gongkai.procedures.foi.prepare_facts import FoiDrafted, FoiReviewed, FoiSentBack
from gongkai.procedures.foi.wordings import merged
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import outcomes_for


@acting
def draft(
    *,
    case: Case,
    outcome: str,
    by: Actor,
    at: datetime,
    text: str = "",
    paragraphs: Sequence[str] = (),
    seen: int | None = None,
) -> Proposal:
    """Keep a draft of the answer: the ``text``, or the office's wording of the outcome with the case's data filled in, and the standard
    ``paragraphs`` that are chosen. Raises StepRefused.
    """
    if not case.law:
        raise StepRefused("收到日期还没有确认，不知道适用哪部条例，不能起草答复书")
    if outcome not in {each.code for each in outcomes_for(case.law)}:
        raise StepRefused("这不是这一件适用的条例里的结果，请选别的", "outcome")
    if not set(paragraphs) <= set(office.paragraphs(case.unit)):
        raise StepRefused("选的段落里有刚才停用的，请重新选", "paragraphs")
    rows = step(case, "draft_answer", by=by, at=at, seen=seen)
    pieces = [text.strip() or office.wording(case.unit, outcome)]
    pieces += [office.wording(case.unit, key) for key in paragraphs]
    whole = merged("\n".join(pieces), fields_of(case))
    proposal, more = answering.store_proposal(case, outcome, whole, (), _kept(case), by, draft=True)
    tell(FoiDrafted(case.reference, proposal.seq), case, by=by, at=at, rows=[*rows, *more])
    return proposal


def _kept(case: Case) -> list[str]:
    """What went with the version before goes with the draft."""
    before = queries.latest_proposal(case)
    return [file.public_id for file in before.files] if before else []


def fields_of(case: Case) -> dict[str, str]:
    """What a wording's fields stand for in a case."""
    sealed = vault.unseal_all(case.ref)
    return {
        "申请人": words.salutation(sealed.get("party", {}), case.party_type),
        "登记号": case.reference,
        "收到日期": words.zh(case.received_on) if case.received_on else "",
        "申请内容": sealed.get("subject", ""),
        "单位": case.unit.name,
        "单位电话": case.unit.phone,
        "单位地址": case.unit.address,
    }


@acting
def pass_review(*, case: Case, by: Actor, at: datetime, comment: str = "", seen: int | None = None) -> Case:
    """The legal reviewer found the answer lawful: it goes to the signatory. Raises StepRefused."""
    today, found = localdate(at), queries.latest_proposal(case)
    if found is None:
        raise StepRefused("还没有拟好的答复书，请经办人先送审")
    answering.check_outcome(case, found.row.outcome)
    answering.check_whole(case, found.row.outcome, found.text, found.files, today)
    rows = step(case, "pass_review", by=by, at=at, seen=seen, note=comment.strip())
    rows += hand_on(case, SIGN, Role.SIGNATORY, at)
    tell(FoiReviewed(case.reference, found.row.seq), case, by=by, at=at, rows=rows)
    return case


@acting
def return_review(*, case: Case, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """The legal reviewer sends the answer back with what is to be changed, or its officer takes it back."""
    if not reason.strip():
        raise StepRefused("请写明要改什么", "reason")
    rows = step(case, Foi.return_review.name, by=by, at=at, seen=seen, note=reason.strip())
    rows += hand_on(case, HANDLE, Role.CASE_OFFICER, at)
    tell(FoiSentBack(case.reference), case, by=by, at=at, rows=rows)
    return case


def note_of(case: Case, taken: StepTaken) -> str:
    """What was written with a step; "" once the case's data is erased."""
    return vault.unseal(case.ref, f"step:{taken.seq}", "")
