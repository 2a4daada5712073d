"""The signatory is on leave: whoever stands in signs, for those days alone, and never what they drafted themselves."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.units import substitutes
from gongkai.ground.units.actions import renew_credentials
from gongkai.kernel.flow.steps import NotAllowed
from gongkai.procedures.foi import answering
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, handled
from gongkai.pure.declare import Role


def away(cast, stand_in: str) -> None:
    person, at = cast.people[stand_in], noon("2026-02-12")
    renew_credentials(person=person, password="Long-Enough-2026", totp_secret="JBSWY3DPEHPK3PXP", at=at, by=stand_in)
    substitutes.substitute(
        person=cast.people[SIGNATORY], substitute=person, unit=cast.units["zjj"], role=Role.SIGNATORY, from_on=date(2026, 2, 13),
        to_on=date(2026, 2, 16), reason="休假", by="lin", at=at,
    )  # fmt: skip


def proposed(cast):
    case = handled(cast)
    answering.propose(
        case=case, outcome="3_1", text="您申请的信息答复如下，请查收。", by=cast.actor(OFFICER), at=noon("2026-02-12")
    )
    return case


@pytest.mark.parametrize(
    "day, signs", [("2026-02-12", False), ("2026-02-13", True), ("2026-02-16", True), ("2026-02-17", False)]
)
def test_the_stand_in_signs_on_those_days_alone(cast, day, signs):
    away(cast, "li_shenhe")
    case = proposed(cast)
    if signs:
        assert answering.answer(case=case, by=cast.actor("li_shenhe", day), at=noon(day)).outcome == "3_1"
    else:
        with pytest.raises(NotAllowed):
            answering.answer(case=case, by=cast.actor("li_shenhe", day), at=noon(day))


def test_who_drafted_it_does_not_sign_it_in_somebody_s_place(cast):
    away(cast, OFFICER)
    case = proposed(cast)
    with pytest.raises(NotAllowed, match="要由另一个人来办"):
        answering.answer(case=case, by=cast.actor(OFFICER, "2026-02-13"), at=noon("2026-02-13"))
