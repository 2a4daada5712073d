"""Scenes shared by the tests of this drawer."""

from datetime import date

from tests.plugins.cast import Cast, noon

from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.clocks import clock_of
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering

REQUEST = foi.Request(
    "natural",
    {"name": "张三", "phone": "13800000000"},
    "危房改造补助名单",
    "申请公开2025年危房改造补助名单。",
    "electronic",
    "online",
)
OFFICER, SIGNATORY = "zhou_jingban", "liu_qianfa"


def submitted(cast: Cast, on: str = "2026-02-10") -> Case:
    return foi.submit(unit=cast.units["zjj"], request=REQUEST, at=noon(on)).case


def handled(cast: Cast, on: str = "2026-02-10") -> Case:
    case = submitted(cast, on)
    foi.accept(case=case, by=cast.actor(OFFICER), at=noon(on))
    return case


def answered(cast: Cast, received: str, on: str, outcome: str = "3_1") -> Case:
    case = handled(cast, received)
    answering.propose(
        case=case, outcome=outcome, text="您申请的信息答复如下，请查收。", by=cast.actor(OFFICER), at=noon(on)
    )
    return answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon(on))


def due(case: Case) -> date | None:
    return clock_of(case.ref, "answer").due_on
