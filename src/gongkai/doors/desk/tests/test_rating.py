"""What a unit does on the desk about a bad grade, and the openness office about one that is disputed."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.test_case import do, page
from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.cases import rating
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering


@pytest.fixture
def rated(application, cast, today):
    """Answered, and rated 不满意 on a Monday."""
    case, officer, at = application(), cast.actor("zhou_jingban"), noon("2026-03-02")
    foi.accept(case=case, by=officer, at=at)
    answering.propose(case=case, outcome="3_1", text="您申请的信息予以公开，名单附后。", by=officer, at=at)
    answering.answer(case=case, by=cast.actor("liu_qianfa"), at=at)
    case = Case.objects.get(pk=case.pk)
    rating.rate(case=case, grade="bad", words="等了很久。", by=APPLICANT, at=at)
    return Case.objects.get(pk=case.pk)


def test_it_lies_on_the_units_list_and_is_answered_there(rated, desk):
    officer = desk("zhou_jingban")
    assert "回访" in officer.get("/desk/").content.decode()
    shown = page(officer, rated)
    assert "不满意。等了很久。" in shown and "登记回访" in shown
    refused = do(officer, rated, "call_back", result="later", text="材料本周内补寄。", days="")
    assert refused.status_code == 422 and "请写限几个工作日改正" in refused.content.decode()
    assert do(officer, rated, "call_back", result="fixed", text="已经说明，本人认可。", days="").status_code == 302
    assert "已经说明，本人认可。" in page(officer, Case.objects.get(pk=rated.pk))


def test_the_office_judges_what_is_disputed(rated, desk):
    officer, office = desk("zhou_jingban"), desk("gao_gongkai")
    assert do(office, rated, "judge_rating", adopt="no", reason="核对了记录。").status_code == 422
    assert do(officer, rated, "dispute_rating", reason="评错了件，说的是另一件事。").status_code == 302
    case = Case.objects.get(pk=rated.pk)
    assert "裁定评价" in office.get("/desk/").content.decode() and "裁定评价" in page(office, case)
    assert do(office, case, "judge_rating", adopt="no", reason="核对了记录。").status_code == 302
    assert Case.objects.get(pk=rated.pk).grade == "" and "不计入统计" in page(officer, Case.objects.get(pk=rated.pk))


@pytest.mark.parametrize("username", ["qian_jingban", "wang_bianji", "he_jiancha"])
def test_it_is_nobody_elses(rated, desk, username):
    assert do(desk(username), rated, "call_back", result="fixed", text="已经说明。").status_code == 404


def test_who_oversees_the_unit_reads_it(rated, desk):
    shown = page(desk("he_jiancha"), rated)
    assert "不满意。等了很久。" in shown and "等回访" in shown and "登记回访" not in shown
