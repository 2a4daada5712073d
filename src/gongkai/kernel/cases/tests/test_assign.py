"""转交经办人: a case lies in one officer's hands, also when it comes back to the officer later."""

import pytest
from tests.plugins.cast import noon

from gongkai.engines.supervision.queries import stranded
from gongkai.kernel.cases.actions import assign
from gongkai.kernel.flow.duties import open_duties, owed_by
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import answering
from gongkai.procedures.foi.tests.scenes import answered, handled

AT = noon("2026-03-05")
FIRST, SECOND, HEAD = "zhou_jingban", "zheng_jingban", "liu_qianfa"


def handed(cast, case, to=SECOND, by=FIRST):
    return assign(case=case, officer=to, reason="休假，请接着办。", by=cast.actor(by), at=AT)


def holds(cast, case):
    return [name for name in (FIRST, SECOND) if owed_by(cast.scope(name)).filter(ref=case.ref).exists()]


def test_it_lies_with_one_officer_and_comes_back_to_them(cast):
    case = handled(cast)
    assert holds(cast, case) == [FIRST, SECOND]
    handed(cast, case)
    assert holds(cast, case) == [SECOND]
    text = "您申请的信息答复如下，请查收。"
    answering.propose(case=case, outcome="3_1", text=text, by=cast.actor(SECOND), at=AT)
    answering.return_answer(case=case, reason="补依据", by=cast.actor(HEAD), at=AT)
    assert holds(cast, case) == [SECOND]
    handed(cast, case, to="", by=HEAD)
    assert holds(cast, case) == [FIRST, SECOND]


@pytest.mark.parametrize("to, words", [("qian_jingban", "本单位的经办人"), ("", "没有变")])
def test_it_goes_to_an_officer_of_the_unit(cast, to, words):
    with pytest.raises(StepRefused, match=words):
        handed(cast, handled(cast), to=to)


def test_others_do_not_hand_it_over_and_what_is_done_is_not_handed_over(cast):
    with pytest.raises(NotAllowed):
        handed(cast, handled(cast), by="qian_jingban")
    with pytest.raises(StepRefused, match="已经办结"):
        handed(cast, answered(cast, "2026-02-10", "2026-02-12"))


def test_in_the_hands_of_who_is_no_officer_any_more_it_is_told_as_stranded(cast):
    case = handed(cast, handled(cast))
    watch = cast.scope("he_jiancha")
    assert not stranded(watch, AT.date()).filter(ref=case.ref).exists()
    cast.people[SECOND].active = False
    cast.people[SECOND].save()
    assert [duty.ref for duty in stranded(watch, AT.date())] == [duty.ref for duty in open_duties(case.ref)]
