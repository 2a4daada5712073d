"""转送: an application that another unit of this government answers for is handed to it, once the applicant agreed.

The law has the applicant told which organ it is (条例第36条第5项), and that is answered here all the same. Handed over, it is an application of its
own there: received on that day, through another organ, under the applicant's one query code.
"""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.files.fields import Upload
from gongkai.ground.files.queries import by_ids, names_of, read_bytes
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.rows import insert
from gongkai.ground.parties import vault
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.actions import Opening, step, tell
from gongkai.kernel.cases.models import PASSED_ON, Case
from gongkai.kernel.cases.queries import about_of, made_from
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, facts, guiding, queries, telling, words
from gongkai.procedures.foi.actions import notice, receipt, start_clocks
from gongkai.procedures.foi.models import Application
from gongkai.procedures.foi.queries import application_of
from gongkai.procedures.foi.receiving import Manner, Request, file_scans

CHANNEL = "transfer"
SHORTEST = 5


def passed_on(case: Case) -> Case | None:
    """What an application has become at the unit to which it was handed; None if it was not."""
    return made_from(case, PASSED_ON)


def cannot_pass(case: Case) -> str:
    """Why an application cannot be handed over; "" if it can."""
    if there := passed_on(case):
        return f"已经转送{there.unit.short_name}（{there.reference}），只能转送一次"
    if case.confidential:
        return "涉密件不能在系统里转送，请按保密规定另办"
    if vault.is_erased(case.ref):
        return "这一件申请人的信息已经清除，没有可以转送的了"
    if case.closed and (case.outcome not in guiding.ORGANS or queries.brought_in(case)):
        return f"这一件答复的不是“{guiding.others(case)}”，不用转送"
    return ""


@acting
def pass_on(
    *, case: Case, organ: Unit, consented_on: date, how: str, by: Actor, at: datetime, seen: int | None = None
) -> Case:
    """Hand it to the unit that answers for it; the case there. ``how`` the applicant agreed, and when. Raises StepRefused."""
    if why := cannot_pass(case):
        raise StepRefused(why)
    today = localdate(at)
    if organ.pk == case.unit_id or organ.closed_on or organ.level not in dict(queries.LEVELS):
        raise StepRefused("请选本级政府受理申请的别的单位", "organ")
    if (came := about_of(case, PASSED_ON)) and came.unit_id == organ.pk:
        raise StepRefused(
            f"这一件就是{organ.short_name}转送来的（{came.reference}），不能再转送回去：请用“内部会商”同{organ.short_name}商定归谁答复，或者由本单位答复",
            "organ",
        )
    if len(how.strip()) < SHORTEST:
        raise StepRefused("没有申请人同意不能转送：请写清是谁、用什么办法同意的", "how")
    if consented_on > today or (case.received_on and consented_on < case.received_on):
        raise StepRefused("同意的日期要在收到申请那天到今天之间", "consented_on")
    rows = step(case, Foi.pass_on.name, by=by, at=at, seen=seen, note=f"{words.zh(consented_on)}：{how.strip()}")
    made = _open(case, organ, by, at)
    told = words.passed_on(case, made, consented_on, guiding.contact(organ))
    rows += notice(case, Foi.pass_on.notice, {"paragraphs": told}, at)
    tell(facts.FoiPassedOn(case.reference, organ.name, made.reference), case, by=by, at=at, rows=rows)
    cases.link(case=made, about=case, sort=PASSED_ON, by=by, at=at)
    return made


def _open(case: Case, organ: Unit, by: Actor, at: datetime) -> Case:
    """The application as the other unit receives it: all that came, and nothing of what was done with it here."""
    origin, sealed, today = application_of(case), vault.unseal_all(case.ref), localdate(at)
    party, subject = sealed.get("party", {}), sealed.get("subject", "")
    wanted = "\n".join(filter(None, (sealed.get("wanted", ""), sealed.get("correction", ""))))
    opening = Opening(
        procedure=Foi.code, unit=organ, state=Foi.RECEIVED, channel=CHANNEL, party_type=case.party_type,
        sealed={"party": party, "subject": subject, "wanted": wanted}, query_code="", query_hash=case.query_hash, received_on=today,
    )  # fmt: skip
    made, rows = cases.open_case(opening, by=by, at=at)
    how = {name: getattr(origin, name) for name in Manner.COLUMNS}
    how["passed_on_by"] = f"{case.unit.name}（{case.reference}）"
    rows.append(insert(Application(case=made, form_wanted=origin.form_wanted, delivery=origin.delivery, **how)))
    files = by_ids([public_id for each in vault.unseal_each(case.ref, "papers") for public_id in each])
    names = names_of(files) if files else {}
    for each in files:
        rows += file_scans(made, [Upload(names[each.public_id], read_bytes(each))])
    rows += start_clocks(made, at)
    rows += receipt(
        made, organ, Request(case.party_type, party, subject, wanted, origin.form_wanted, origin.delivery), at
    )
    tell(facts.FoiReceived(made.reference, today.isoformat()), made, by=by, at=at, rows=rows)
    if origin.tell_by:
        telling.queue(made, "receipt", at)
    return made
