"""A case made confidential by the head of the openness office, for one officer to handle on; and undone."""

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.queries import get_visible, ledger_of, of_duties
from gongkai.kernel.flow.duties import owed_by, owed_in
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, consulting
from gongkai.procedures.foi.faces import counter
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, answered, handled, submitted

ON, HEAD, OTHER = noon("2026-03-02"), "liu_qianfa", "zheng_jingban"


def conceal(cast, case, officer=OFFICER, by=HEAD, reason="涉及正在侦查的案件"):
    return cases.conceal(case=case, reason=reason, officer=officer, by=cast.actor(by), at=ON)


def seen_by(cast, case, *people) -> set[str]:
    return {each for each in people if get_visible(cast.scope(each), case.reference)}


EVERYBODY = (OFFICER, OTHER, HEAD, "chen_chuangkou", "gao_gongkai", "he_jiancha", "qian_jingban")


@pytest.mark.parametrize("officer", [OFFICER, OTHER])
def test_it_exists_for_those_who_sign_and_the_officer_who_was_named(cast, officer):
    case = handled(cast)
    consulting.consult(
        case=case, kind="third_party", whom="", letter="", unit=cast.units["wjw"], by=cast.actor(OFFICER), at=ON
    )
    assert seen_by(cast, case, *EVERYBODY) == set(EVERYBODY)
    conceal(cast, case, officer)
    assert seen_by(cast, case, *EVERYBODY) == {HEAD, officer}
    cases.reveal(case=case, reason="案件已经公开审理", by=cast.actor(HEAD), at=ON)
    assert seen_by(cast, case, *EVERYBODY) == set(EVERYBODY)


def test_its_work_is_in_one_pair_of_hands_until_it_is_answered(cast):
    case = submitted(cast)
    conceal(cast, case)
    foi.accept(case=case, by=cast.actor(OFFICER), at=ON)
    answering.propose(
        case=case, outcome="3_3_1", text="您申请的信息属于国家秘密，不予公开。", by=cast.actor(OFFICER), at=ON
    )
    answering.return_answer(case=case, reason="补写依据", by=cast.actor(SIGNATORY), at=ON)
    (duty,) = owed_by(cast.scope(OFFICER)).filter(ref=case.ref)
    assert duty.person == OFFICER and not owed_by(cast.scope(OTHER)).filter(ref=case.ref).exists()
    assert owed_in(cast.scope(OTHER)).filter(ref=case.ref).exists() and not of_duties(cast.scope(OTHER), [case.ref])
    answering.propose(
        case=case, outcome="3_3_1", text="您申请的信息属于国家秘密，不予公开。", by=cast.actor(OFFICER), at=ON
    )
    assert answering.answer(case=case, by=cast.actor(SIGNATORY), at=ON).closed
    assert seen_by(cast, case, OFFICER, OTHER) == {OFFICER}


def test_after_it_is_undone_its_work_is_any_officers(cast):
    case = conceal(cast, handled(cast))
    cases.reveal(case=case, reason="已经解密", by=cast.actor(HEAD), at=ON)
    assert set(Duty.objects.filter(ref=case.ref, closed_on=None).values_list("person", flat=True)) == {""}
    assert owed_by(cast.scope(OTHER)).filter(ref=case.ref).exists()


@pytest.mark.parametrize("who", [OFFICER, "gao_gongkai", "he_jiancha", "ma_qianfa", "lin_guanli"])
def test_only_the_head_of_its_units_openness_office_does_it(cast, who):
    case = handled(cast)
    with pytest.raises(NotAllowed):
        conceal(cast, case, by=who)
    conceal(cast, case)
    with pytest.raises(NotAllowed):
        cases.reveal(case=case, reason="已经解密", by=cast.actor(who), at=ON)


@pytest.mark.parametrize("officer", ["", "wang_bianji", "qian_jingban", HEAD])
def test_whoever_handles_it_on_is_an_officer_of_the_unit(cast, officer):
    with pytest.raises(StepRefused, match="经办人里选一个"):
        conceal(cast, handled(cast), officer)


def test_a_closed_case_needs_nobody_to_handle_it(cast):
    case = answered(cast, "2026-02-10", "2026-03-02")
    conceal(cast, case, officer="")
    assert seen_by(cast, case, *EVERYBODY) == {HEAD} and case.closed and case.outcome == "3_1"


def test_a_reason_is_needed_and_neither_act_is_taken_twice(cast):
    case = handled(cast)
    with pytest.raises(StepRefused, match="为什么涉密"):
        conceal(cast, case, reason=" ")
    with pytest.raises(StepRefused, match="不是涉密件"):
        cases.reveal(case=case, reason="已经解密", by=cast.actor(HEAD), at=ON)
    conceal(cast, case)
    with pytest.raises(StepRefused, match="已经是涉密件"):
        conceal(cast, case)
    with pytest.raises(StepRefused, match="不再涉密"):
        cases.reveal(case=case, reason="", by=cast.actor(HEAD), at=ON)


def test_it_is_told_in_the_ledger_and_not_to_the_applicant(cast):
    case = conceal(cast, handled(cast))
    _, fact, sentence = ledger_of(case.ref)[0]
    assert (fact.name, sentence, fact.actor) == ("case.concealed", "设为涉密件", HEAD)
    assert "侦查" not in bytes(fact.body).decode()
    card = counter.track_card(case, None, ON.date())
    assert "涉密" not in f"{card}"
