"""Rating a case on the page where one follows it: once it is done, once, and what came of it is read there."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.counter.tests.conftest import hidden
from gongkai.kernel.cases import rating
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering

ACT = "/counter/track/act"


@pytest.fixture
def done(citizen, cast):
    """An application that was answered: its number and code, and the page's pass."""
    citizen.fill_all()
    reference, code = citizen.send()
    case = Case.objects.get()
    officer, at = cast.actor("zhou_jingban"), noon("2026-03-02")
    foi.accept(case=case, by=officer, at=at)
    answering.propose(case=case, outcome="3_1", text="您申请的信息予以公开，名单附后。", by=officer, at=at)
    answering.answer(case=case, by=cast.actor("liu_qianfa"), at=at)
    return reference, code, hidden(citizen.track(reference, code), "pass")


def send(citizen, shown: str, **values):
    case = Case.objects.get()
    form = {"pass": shown, "act": "rate", "sure": "1", "seen": str(case.revision)} | values
    return citizen.client.post(ACT, form, follow=True).content.decode()


def test_it_is_offered_once_it_is_done_and_nobody_is_made_to(citizen, cast):
    citizen.fill_all()
    assert "评价这次办理" not in citizen.track(*citizen.send())


def test_given_it_is_told_there_and_offered_no_more(done, citizen):
    reference, code, shown = done
    assert "评价这次办理" in citizen.track(reference, code)
    assert "请选一个评价" in send(citizen, shown)
    html = send(citizen, shown, grade="bad", words="等了很久。")
    assert "您的评价已经记下，谢谢。" in html and Case.objects.get().grade == "bad"
    after = citizen.track(reference, code)
    assert "承办单位会核实" in after and "评价这次办理" not in after and "等了很久" not in after
    assert "您的评价已经记下，谢谢。" in send(citizen, shown, grade="bad", words="等了很久。", seen="1")


def test_what_came_of_it_is_read_there(done, citizen, cast):
    reference, code, shown = done
    send(citizen, shown, grade="very_bad")
    by, at = cast.actor("zhou_jingban"), noon("2026-03-03")
    rating.call_back(case=Case.objects.get(), result="later", text="材料本周内补寄给您。", days=5, by=by, at=at)
    html = citizen.track(reference, code)
    assert "材料本周内补寄给您。" in html and "最晚2026年3月10日改正" in html
