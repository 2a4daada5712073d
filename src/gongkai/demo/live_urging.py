"""How supervisors of the demo county urge what is about to be late: now and then a unit, which replies on the next working day; the last one
waits for its reply today."""

from datetime import datetime
from functools import partial
from random import Random

from gongkai.demo.content import holders
from gongkai.demo.live import Life, Story, at_work, forward, now_and_then, somebody
from gongkai.kernel.cases import demands
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import open_of_kinds
from gongkai.procedures.foi.actions import HANDLE
from gongkai.pure.declare import Role
from gongkai.pure.declare.flow import URGE

EVERY, SOON, LOOKED_AT = 25, 4, 10
"""Working days between two looks; how near its last day a case is urged; of so many of these one."""
TEXT = "离答复期限只剩几天，请今天把答复书送签；办不完的，请写明卡在哪里、谁来办。"
REPLIES = ("材料已经齐了，今天下午送签。", "第三方的意见昨天才收到，明天上午送签。")


def begin_all(life: Life) -> None:
    rng = life.rng("urging")
    life.begin(now_and_then(life, rng, EVERY, partial(_urged, life, rng)))


def _urged(life: Life, rng: Random, at: datetime, replied: bool) -> Story:
    yield at
    until = forward(at.date(), SOON)
    duties = open_of_kinds([HANDLE], "case:").filter(sort_on__range=(at.date(), until), person="")[:LOOKED_AT]
    # Units led from above have no supervisor here.
    watched = (_case(duty.ref) for duty in duties)
    case = next((each for each in watched if not each.confidential and holders("supervisor", each.unit.code)), None)
    if case is None:
        return
    watch = somebody(rng, "supervisor", case.unit.code)
    made = demands.demand(
        case=case, kind=URGE, unit=case.unit, role=Role.CASE_OFFICER, text=TEXT, days=2, by=watch, at=at
    )
    if replied:
        life.begin(_reply(rng, made.case.pk, made.seq, at))


def _case(ref: str) -> Case:
    return Case.objects.select_related("unit").get(reference=ref.removeprefix("case:"))


def _reply(rng: Random, pk: int, seq: int, at: datetime) -> Story:
    at = at_work(forward(at.date(), 1), rng)
    yield at
    case = Case.objects.select_related("unit").get(pk=pk)
    made = next(each for each in demands.demands_of(case) if each.seq == seq)
    if demands.open_duty_of(made):
        officer = somebody(rng, "case_officer", case.unit.code)
        demands.reply(demand=made, text=rng.choice(REPLIES), by=officer, at=at)
