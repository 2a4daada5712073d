"""A third party that refused is told in writing what is disclosed all the same, and why (条例第32条, 2008年条例第23条)."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import last_working_day
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import close_duties, open_duties, open_duty
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, facts, queries, words
from gongkai.procedures.foi.actions import notice
from gongkai.procedures.foi.models import Consultation
from gongkai.procedures.foi.wordings import written_out
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import outcome_by_code

TELL_THIRD = "tell_third"
WITHIN = 3
"""Working days after the signature [ours]: the Regulation sets no term, and what is given cannot be taken back."""
SHORTEST = 10


def overruled(case: Case, outcome: str) -> list[Consultation]:
    """The third parties that refused what an outcome discloses."""
    if not outcome_by_code(outcome).discloses:
        return []
    asked = queries.consultations_of(case)
    return [each for each in asked if each.kind == "third_party" and each.consents is False]


def owe(case: Case, outcome: str, at: datetime) -> list[Ledgered]:
    """Each of them is owed a letter once the answer is signed."""
    today = localdate(at)
    return [
        open_duty(
            case, TELL_THIRD, role=Role.CASE_OFFICER, on=today, procedure=Foi.code, key=each.key, due_on=last_working_day(today, WITHIN),
            warn_on=last_working_day(today, WITHIN - 1),
        )
        for each in overruled(case, outcome)
    ]  # fmt: skip


def untold(case: Case) -> list[Consultation]:
    """Those to whom the letter is still owed."""
    keys = {duty.key for duty in open_duties(case.ref) if duty.kind == TELL_THIRD}
    return [each for each in queries.consultations_of(case) if each.key in keys] if keys else []


@acting
def tell_third(
    *, case: Case, which: int, content: str, reason: str, by: Actor, at: datetime, seen: int | None = None
) -> Case:
    """Tell one of them in writing: ``content``, what was decided to be disclosed; ``reason``, why. Raises StepRefused."""
    asked = next((each for each in untold(case) if each.seq == which), None)
    if asked is None:
        raise StepRefused("这份征求意见的第三方已经告知过，或者不用告知，请看最新情况", "which")
    if not content.strip():
        raise StepRefused("请写明决定公开哪些内容，告知书上要写", "content")
    if len(reason.strip()) < SHORTEST:
        raise StepRefused(f"理由太短，至少写{SHORTEST}个字：不公开会对公共利益造成什么重大影响", "reason")
    written_out(case, content=content, reason=reason)
    rows = step(case, Foi.tell_third.name, by=by, at=at, seen=seen)
    rows += close_duties(case, TELL_THIRD, on=localdate(at), key=asked.key)
    told = vault.unseal(case.ref, f"consulted:{asked.seq}", {}).get("whom") or "（信息已经清除）"
    paragraphs = words.overruled(case, asked, content.strip(), reason.strip())
    rows += notice(case, Foi.tell_third.notice, {"paragraphs": paragraphs}, at, to=told)
    tell(facts.FoiThirdPartyTold(case.reference, asked.seq), case, by=by, at=at, rows=rows)
    return case
