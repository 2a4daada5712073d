"""What is clearly beyond reason: reasons asked while the clock runs, a delayed term where they are good (条例第35条)."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.ground.parties import vault
from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import excess
from gongkai.procedures.foi.faces.desk import ACTS, unfit
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, answer, due, handled


def asked(cast, case, on: str = "2026-03-03", days: int = 10):
    return excess.ask_reasons(
        case=case, why="您本月已经申请了63件，内容大多相同", days=days, by=cast.actor(OFFICER), at=noon(on)
    )


def told(case, on: str = "2026-03-09"):
    return excess.tell_reasons(case=case, text="正在写论文，需要逐年的数据", by=APPLICANT, at=noon(on))


def delayed(cast, case, on: str = "2026-03-10", days: int = 30, by: str = SIGNATORY):
    return excess.delay(case=case, days=days, ground="要逐年查找十二个年度的档案", by=cast.actor(by), at=noon(on))


def test_reasons_are_asked_for_and_the_clock_runs_on(cast):
    case = handled(cast)
    made = asked(cast, case)
    assert (made.due_on, due(case)) == (date(2026, 3, 17), date(2026, 3, 16))
    letter = data_of(issued(case.ref, ["reasons"])[0])
    assert "第三十五条" in letter["paragraphs"][1] and "2026年3月17日前" in letter["paragraphs"][1]
    duty = Duty.objects.get(ref=case.ref, kind="await_reasons", closed_on=None)
    assert (duty.due_on, duty.paused) == (date(2026, 3, 17), True)


def test_told_reasons_are_kept_sealed_and_end_the_waiting(cast):
    case = handled(cast)
    asked(cast, case)
    told(case)
    assert vault.unseal(case.ref, "reasons") == "正在写论文，需要逐年的数据"
    assert not Duty.objects.filter(ref=case.ref, kind="await_reasons", closed_on=None).exists()


def test_they_may_be_told_late_but_not_twice_nor_unasked(cast):
    case = handled(cast)
    with pytest.raises(StepRefused, match="没有要求过"):
        told(case)
    asked(cast, case, days=1)
    told(case)
    with pytest.raises(StepRefused, match="只能办一次"):
        told(case, on="2026-03-10")


def test_a_delayed_term_follows_good_reasons(cast):
    case = handled(cast)
    asked(cast, case)
    told(case)
    delayed(cast, case)
    assert due(case) == date(2026, 4, 28)
    assert "延迟30个工作日，最晚2026年4月28日答复您" in data_of(issued(case.ref, ["delay"])[0])["paragraphs"][1]
    answer(cast, case, "2026-04-28")
    assert (case.on_time, case.within_term) == (True, False)


def test_no_delay_before_the_reasons_are_known(cast):
    case = handled(cast)
    with pytest.raises(StepRefused, match="要求说明理由"):
        delayed(cast, case)
    asked(cast, case)
    with pytest.raises(StepRefused, match="还没有说明理由"):
        delayed(cast, case)


def test_a_delay_is_the_office_heads_and_comes_on_or_before_the_due_day(cast):
    case = handled(cast)
    asked(cast, case)
    told(case)
    with pytest.raises(NotAllowed):
        delayed(cast, case, by=OFFICER)
    with pytest.raises(StepRefused, match="已过到期日"):
        delayed(cast, case, on="2026-03-17")
    case.refresh_from_db()
    delayed(cast, case, on="2026-03-16")
    with pytest.raises(StepRefused, match="合理期限，不能再延期"):
        foi.extend(case=case, days=5, ground="材料多", by=cast.actor(SIGNATORY), at=noon("2026-03-20"))


def test_an_application_of_2008_is_asked_for_no_reasons(cast):
    case = handled(cast, on="2019-05-10")
    with pytest.raises(StepRefused, match="2008年条例"):
        asked(cast, case, on="2019-05-13")
    offered = {act.name: unfit(act, case) for act in ACTS}
    assert all("2008年条例没有" in offered[name] for name in ("ask_reasons", "tell_reasons", "delay"))


@pytest.mark.parametrize("days", [0, 16])
def test_the_days_to_tell_are_few_for_the_term_runs(cast, days):
    with pytest.raises(StepRefused, match="1到15"):
        asked(cast, handled(cast), days=days)


def test_to_call_it_unreasonable_unasked_is_doubted(cast):
    case = handled(cast)
    assert "没有要求过" in excess.unasked(case)
    asked(cast, case)
    assert excess.unasked(case) == ""
    assert "2026年3月17日" in excess.may_still_tell(case, date(2026, 3, 17))
    assert excess.may_still_tell(case, date(2026, 3, 18)) == ""
    assert clock_of(case.ref, "answer").due_on
