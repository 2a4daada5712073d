"""One letter, several things: each becomes a case of its own, from the same day on, under the applicant's one query code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.rows import insert
from gongkai.ground.parties import vault
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.actions import Opening, step, tell
from gongkai.kernel.cases.models import SPLIT, Case
from gongkai.kernel.cases.queries import steps_of
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, facts, telling, words
from gongkai.procedures.foi.actions import ANSWER, notice, receipt, start_clocks
from gongkai.procedures.foi.models import Application
from gongkai.procedures.foi.queries import application_of
from gongkai.procedures.foi.receiving import Manner, Request
from gongkai.pure.clock import EventKind

MOST = 10
LONGEST, LONGEST_NAME = 5000, 80


@dataclass(frozen=True)
class Part:
    """One of the things that were asked for."""

    subject: str
    wanted: str


def cannot_split(case: Case) -> str:
    """Why an application cannot be told apart any more; "" if it can. What moved its clock or its money is of all parts together."""
    clock = clocks.clock_of(case.ref, ANSWER)
    if clock is None:
        return "还没有确认收到日期，确认以后再分"
    if any(event.kind is not EventKind.START for event in clocks.events_of(clock)):
        return "补正、征求意见、延长、收费或者更正过收到日期以后不能再分：请在一份答复书里分别答复"
    if vault.is_erased(case.ref):
        return "这一件申请人的信息已经清除，不能再分"
    if any(taken.name == Foi.split.name for taken in steps_of(case)):
        return "这一件已经分过，分件办理只能办一次；分出去的那几件可以再分"
    return ""


@acting
def split(*, case: Case, parts: Sequence[Part], by: Actor, at: datetime, seen: int | None = None) -> list[Case]:
    """Tell the parts of an application apart: the first stays with this case, each other becomes one of its own, received on the same day.

    What the letter said stays with the first, as the note of this step. Raises StepRefused.
    """
    parts = [Part(each.subject.strip(), each.wanted.strip()) for each in parts]
    if why := cannot_split(case):
        raise StepRefused(why)
    if not 2 <= len(parts) <= MOST:
        raise StepRefused(f"请写清要分成哪几件：最少2件，最多{MOST}件")
    if any(not each.subject or not each.wanted for each in parts):
        raise StepRefused("每一件都要写名称和内容")
    if any(len(each.subject) > LONGEST_NAME or len(each.wanted) > LONGEST for each in parts):
        raise StepRefused(f"名称最多{LONGEST_NAME}字，内容最多{LONGEST}字，请删短一些")
    rows = step(case, "split", by=by, at=at, seen=seen, note=f"原来的申请内容：{vault.unseal(case.ref, 'wanted', '')}")
    first, *others = parts
    for name, value in (("subject", first.subject), ("wanted", first.wanted)):
        rows.append(vault.seal(case.ref, name, value, seq=vault.next_seq(case.ref, name)))
    made = [_apart(case, each, by, at) for each in others]
    numbers = "、".join(each.reference for each in made)
    told = words.parted([(each.reference, part.subject) for each, part in zip([case, *made], parts, strict=True)])
    rows += notice(case, "split", {"paragraphs": told}, at)
    tell(facts.FoiSplit(case.reference, numbers), case, by=by, at=at, rows=rows)
    for each in made:
        cases.link(case=each, about=case, sort=SPLIT, by=by, at=at)
    return made


def _apart(case: Case, part: Part, by: Actor, at: datetime) -> Case:
    """A case of the same applicant, way and day; its number is of today."""
    origin, party = application_of(case), vault.unseal(case.ref, "party", {})
    opening = Opening(
        procedure=Foi.code, unit=case.unit, state=Foi.RECEIVED, channel=case.channel, party_type=case.party_type,
        sealed={"party": party, "subject": part.subject, "wanted": part.wanted}, query_code="", query_hash=case.query_hash,
        received_on=case.received_on,
    )  # fmt: skip
    made, rows = cases.open_case(opening, by=by, at=at)
    how = {name: getattr(origin, name) for name in Manner.COLUMNS}
    rows.append(insert(Application(case=made, form_wanted=origin.form_wanted, delivery=origin.delivery, **how)))
    rows += start_clocks(made, at)
    asked = Request(case.party_type, party, part.subject, part.wanted, origin.form_wanted, origin.delivery)
    rows += receipt(made, case.unit, asked, at)
    tell(facts.FoiReceived(made.reference, case.received_on.isoformat()), made, by=by, at=at, rows=rows)
    if origin.tell_by:
        telling.queue(made, "receipt", at)
    return made
