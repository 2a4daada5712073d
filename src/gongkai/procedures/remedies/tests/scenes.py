"""Scenes shared by the tests of this drawer."""

from datetime import date
from typing import Any

from tests.plugins.cast import Cast, noon

from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.models import Duty
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering
from gongkai.procedures.remedies import actions, deciding
from gongkai.procedures.remedies.actions import Matter

LEGAL, OFFICER, SIGNATORY = "feng_fazhi", "zhou_jingban", "liu_qianfa"
REQUEST = foi.Request(
    "natural",
    {"name": "张三", "phone": "13800000000"},
    "危房改造补助名单",
    "申请公开补助名单。",
    "electronic",
    "online",
)
MATTER = Matter(
    "natural", {"name": "张三"}, "危房改造补助名单", "请求撤销答复，责令公开。", "明川县人民政府", "明政复〔2026〕3号"
)
EVIDENCE = "登记回执，证明收到申请的日期\n答复书，证明依法作出答复\n《政府信息公开条例》第十五条"


def day(text: str) -> date:
    return date.fromisoformat(text)


def answered(cast: Cast, received: str = "2026-01-06", on: str = "2026-01-20", outcome: str = "3_3_6") -> Case:
    """An application of whose answer somebody may complain."""
    case = foi.submit(unit=cast.units["zjj"], request=REQUEST, at=noon(received)).case
    foi.accept(case=case, by=cast.actor(OFFICER), at=noon(received))
    answering.propose(
        case=case, outcome=outcome, text="您申请的信息属于过程性信息，不予公开。", by=cast.actor(OFFICER), at=noon(on)
    )
    return answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon(on))


def received(cast: Cast, on: str = "2026-03-02", procedure: str = "reconsideration", **more: Any) -> Case:
    """The copy came on a day."""
    given = {"unit": cast.units["zjj"], "matter": MATTER, "channel": "letter", "received_on": day(on)} | more
    return actions.register(procedure=procedure, by=cast.actor(LEGAL), at=noon(on), **given)


def replied(cast: Cast, case: Case, on: str = "2026-03-10", **more: Any) -> Case:
    given = {"text": "本机关依法作出答复，事实清楚，依据充分。", "evidence": EVIDENCE} | more
    return actions.reply(case=case, by=cast.actor(LEGAL), at=noon(on), **given)


def decided(cast: Cast, case: Case, outcome: str = "rec_upheld", on: str = "2026-04-20", **more: Any) -> Case:
    given = {"outcome": outcome, "on": day(on), "text": ""} | more
    return deciding.decide(case=case, by=cast.actor(LEGAL), at=noon(on), **given)


def owed(case: Case) -> list[tuple]:
    """What is owed in a case: kind, role, day, and whether it rests."""
    found = Duty.objects.filter(ref=case.ref, closed_on=None).order_by("id")
    return [(duty.kind, duty.role, duty.due_on and duty.due_on.isoformat(), duty.paused) for duty in found]
