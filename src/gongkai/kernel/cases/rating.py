"""好差评: whoever brought a case rates its handling once; a bad grade is looked into and answered, or judged where the unit disputes it.

By 国办发〔2019〕51号: nobody is made to rate, who rated is shown to nobody new, and a grade that is not adopted stays in the file.
"""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import last_working_day
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.queries import office_over
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import facts
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case, Rating
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure import declare
from gongkai.pure.declare import Role
from gongkai.pure.declare.flow import CALL_BACK, DISPUTE, JUDGE, PUT_RIGHT, RATE
from gongkai.pure.law.applicants import label_of
from gongkai.pure.law.ratings import (
    BAD,
    CALL_WITHIN,
    CALLED,
    FIXED_LATER,
    GRADES,
    JUDGE_WITHIN,
    PUT_RIGHT_WITHIN,
)

REPLY = "rating_reply"
"""What whoever gave a bad grade is told, as it is sealed."""
SHORTEST, LONGEST = 5, 1000
ADOPTED, NOT_ADOPTED = "采纳，照计", "不采纳，不计入统计"


def rating_of(case: Case) -> Rating | None:
    return Rating.objects.filter(case=case).select_related("case", "case__unit").first()


def reply_to(case: Case) -> str:
    """What was told to whoever gave a bad grade; "" if nothing was, or once the case's data is erased."""
    return vault.unseal(case.ref, REPLY, "")


def may_rate(case: Case) -> bool:
    """Is there something to rate, and was it not rated yet?"""
    procedure = declare.procedure(case.procedure)
    fits = procedure.rated and procedure.steps[RATE].leads_from(case.state)
    return fits and not vault.is_erased(case.ref) and rating_of(case) is None


@acting
def rate(*, case: Case, grade: str, words: str, by: Actor, at: datetime, seen: int | None = None) -> Rating:
    """Rate how a case was handled, once. Raises StepRefused."""
    if grade not in {each.key for each in GRADES}:
        raise StepRefused("请选一个评价", "grade")
    if len(words) > LONGEST:
        raise StepRefused(f"最多写{LONGEST}个字，请删短一些", "words")
    if rating_of(case):
        raise StepRefused("这一件已经评价过了，一件只评一次")
    on = localdate(at)
    rows = step(case, RATE, by=by, at=at, seen=seen, note=words.strip(), grade=grade)
    rating = insert(Rating(case=case, grade=grade, rated_on=on))
    rows.append(rating)
    if grade in BAD:
        rows.append(_owe(case, CALL_BACK, on, last_working_day(on, CALL_WITHIN)))
    tell(facts.CaseRated(case.reference, label_of(GRADES, grade)), case, by=by, at=at, rows=rows)
    return rating


def _owe(case: Case, kind: str, on: date, due_on: date, **more: Any) -> Ledgered:
    role = next(iter(declare.procedure(case.procedure).handled_by), Role.CASE_OFFICER)
    return open_duty(case, kind, on=on, procedure=case.procedure, due_on=due_on, **({"role": role} | more))


def _update(rating: Rating, **values: Any) -> Rating:
    for name, value in values.items():
        setattr(rating, name, value)
    change(rating, values)
    return rating


def _bad(case: Case) -> Rating:
    rating = rating_of(case)
    if rating is None or rating.grade not in BAD:
        raise StepRefused("这一件没有不满意的评价")
    return rating


def _told(text: str, name: str) -> str:
    text = text.strip()
    if len(text) < SHORTEST:
        raise StepRefused(f"请写清楚，至少{SHORTEST}个字", name)
    return text


@acting
def call_back(
    *, case: Case, result: str, text: str, by: Actor, at: datetime, seen: int | None = None, days: int | None = None
) -> Rating:
    """Look into a bad grade and answer whoever gave it (``text``, shown where they follow the case). ``days``: until it is put right, where
    that takes longer. Late it is recorded as such. Raises StepRefused.
    """
    rating, on = _bad(case), localdate(at)
    if rating.called_on:
        raise StepRefused("已经回访过了")
    if rating.disputed_on and rating.judged_on is None:
        raise StepRefused("已经申请不采纳，裁定以后再看要不要回访")
    if result not in {each.key for each in CALLED}:
        raise StepRefused("请选回访的结果", "result")
    text = _told(text, "text")
    if (days is not None) != (result == FIXED_LATER):
        raise StepRefused("限期改正的写几个工作日，别的结果不写", "days")
    if days is not None and not 1 <= days <= PUT_RIGHT_WITHIN:
        raise StepRefused(f"改正最多{PUT_RIGHT_WITHIN}个工作日，请写1到{PUT_RIGHT_WITHIN}", "days")
    rows = step(case, CALL_BACK, by=by, at=at, seen=seen)
    due = last_working_day(rating.rated_on if rating.judged_on is None else rating.judged_on, CALL_WITHIN)
    put_right_by = last_working_day(on, days) if days else None
    rows += [_update(rating, result=result, called_on=on, put_right_by=put_right_by), vault.seal(case.ref, REPLY, text)]
    rows += close_duties(case, CALL_BACK, on=on)
    then = "，晚于期限" if on > due else ""
    if put_right_by:
        rows.append(_owe(case, PUT_RIGHT, on, put_right_by))
        then += f"，限{zh_date(put_right_by)}前改正"
    tell(facts.CaseCalledBack(case.reference, label_of(CALLED, result), then), case, by=by, at=at, rows=rows)
    return rating


@acting
def put_right(*, case: Case, text: str, by: Actor, at: datetime, seen: int | None = None) -> Rating:
    """What a bad grade was about is mended. Late it is recorded as such."""
    rating, on = _bad(case), localdate(at)
    if rating.put_right_by is None or rating.put_right_on:
        raise StepRefused("没有等着改正的")
    text = _told(text, "text")
    rows = [*step(case, PUT_RIGHT, by=by, at=at, seen=seen, note=text), _update(rating, put_right_on=on)]
    rows += close_duties(case, PUT_RIGHT, on=on)
    tell(
        facts.CasePutRight(case.reference, "，晚于期限" if on > rating.put_right_by else ""),
        case,
        by=by,
        at=at,
        rows=rows,
    )
    return rating


@acting
def dispute(*, case: Case, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Rating:
    """The unit says that a bad grade is a mistake or malicious: the openness office judges. Meanwhile nobody is called."""
    rating, on = _bad(case), localdate(at)
    if rating.called_on or rating.disputed_on:
        raise StepRefused("已经回访过、或者已经申请过，不能再申请")
    office = office_over(case.unit, Role.OPENNESS_OFFICE, on)
    if office is None:
        raise StepRefused("还没有设政务公开办，没有人裁定，请先回访")
    reason = _told(reason, "reason")
    rows = [*step(case, DISPUTE, by=by, at=at, seen=seen, note=reason), _update(rating, disputed_on=on)]
    rows += close_duties(case, CALL_BACK, on=on)
    due = last_working_day(on, JUDGE_WITHIN)
    rows.append(_owe(case, JUDGE, on, due, role=Role.OPENNESS_OFFICE, unit_id=office.pk))
    tell(facts.RatingDisputed(case.reference), case, by=by, at=at, rows=rows)
    return rating


@acting
def judge(*, case: Case, adopt: bool, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Rating:
    """Judge a disputed grade: adopted it is looked into after all, else it counts in no figure. It stays in the file either way."""
    rating, on = _bad(case), localdate(at)
    if rating.disputed_on is None or rating.judged_on:
        raise StepRefused("没有等着裁定的评价")
    reason = _told(reason, "reason")
    rows = step(case, JUDGE, by=by, at=at, seen=seen, note=reason, grade=rating.grade if adopt else "")
    rows += [_update(rating, adopted=adopt, judged_on=on), *close_duties(case, JUDGE, on=on)]
    if adopt:
        rows.append(_owe(case, CALL_BACK, on, last_working_day(on, CALL_WITHIN)))
    tell(facts.RatingJudged(case.reference, ADOPTED if adopt else NOT_ADOPTED), case, by=by, at=at, rows=rows)
    return rating
