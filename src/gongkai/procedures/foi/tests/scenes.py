"""Scenes shared by the tests of this drawer."""

from dataclasses import replace
from datetime import date

from tests.plugins.cast import Cast, noon

from gongkai.ground.units.actions import appoint
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.clocks import clock_of
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering
from gongkai.pure.declare import Role

REQUEST = foi.Request(
    "natural",
    {"name": "张三", "phone": "13800000000"},
    "危房改造补助名单",
    "申请公开2025年危房改造补助名单。",
    "electronic",
    "online",
)
OFFICER, SIGNATORY = "zhou_jingban", "liu_qianfa"
HEAD = "ma_qianfa"
"""A second head of the openness office, who handles no case of the unit, once ``second_head`` appointed them."""


def second_head(cast: Cast) -> None:
    day = noon("2025-01-06")
    appoint(person=cast.people[HEAD], unit=cast.units["zjj"], role=Role.OFFICE_HEAD, at=day, by="setup")


def submitted(cast: Cast, on: str = "2026-02-10", subject: str = REQUEST.subject) -> Case:
    return foi.submit(unit=cast.units["zjj"], request=replace(REQUEST, subject=subject), at=noon(on)).case


def letter(cast: Cast, on: str, received: str = "") -> Case:
    """A letter that the window took down on a day, received on that day unless another is told."""
    return foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="letter", by=cast.actor("chen_chuangkou"), at=noon(on),
        received_on=date.fromisoformat(received or on),
    ).case  # fmt: skip


def handled(cast: Cast, on: str = "2026-02-10", **request: str) -> Case:
    return accepted(cast, submitted(cast, on, **request), on)


def accepted(cast: Cast, case: Case, on: str) -> Case:
    return foi.accept(case=case, by=cast.actor(OFFICER), at=noon(on))


def asked_to_correct(cast: Cast, case: Case, on: str) -> Case:
    return foi.ask_correction(case=case, items="请写明年份", days=15, by=cast.actor(OFFICER), at=noon(on))


def answered(cast: Cast, received: str, on: str, outcome: str = "3_1") -> Case:
    return answer(cast, handled(cast, received), on, outcome)


def answer(cast: Cast, case: Case, on: str, outcome: str = "3_1") -> Case:
    """The answer to a case that is handled, proposed and signed on a day."""
    answering.propose(
        case=case, outcome=outcome, text="您申请的信息答复如下，请查收。", by=cast.actor(OFFICER), at=noon(on)
    )
    return answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon(on))


def due(case: Case) -> date | None:
    return clock_of(case.ref, "answer").due_on
