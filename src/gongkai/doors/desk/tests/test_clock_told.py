"""What the case page and the calculation sheet say of a term that was corrected, delayed or paid for."""

import os
import subprocess
import sys
from datetime import date

import pytest

from gongkai.doors.desk.tests.test_calculation import values
from gongkai.doors.desk.tests.test_case import do, page


@pytest.fixture
def delayed(desk, application, today):
    """Received on 10 February, delayed by 30 working days by the head."""
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "ask_reasons", why="本月已经申请63件", days="5")
    do(officer, case, "tell_reasons", text="论文要用。", told_on="2026-03-02")
    do(desk("liu_qianfa"), case, "delay", days="30", ground="要找的有一万多页")
    case.refresh_from_db()
    assert case.extended
    return case


def test_a_delayed_term_is_not_told_as_one_of_another_rule(delayed, desk):
    shown = page(desk("liu_qianfa"), delayed)
    assert "超出了现在适用的规则" not in shown
    assert "已经延长过" not in shown and "已经确定了延迟答复的合理期限（条例第35条），不能再延长" in shown


def test_each_part_of_a_term_is_told_with_its_own_article(delayed, desk):
    said = "20个工作日（条例（2019）第33条），延迟30个工作日（条例（2019）第35条），共50个工作日"
    assert ["期限", said] in values(delayed, "2026-03-02")["facts"]
    assert said in page(desk("zhou_jingban"), delayed)


@pytest.fixture
def corrected(desk, application):
    case = application()
    do(desk("zhou_jingban"), case, "receipt", received_on="2026-02-09", reason="信封上的邮戳是2月9日")
    case.refresh_from_db()
    assert case.received_on == date(2026, 2, 9)
    return case


def test_the_old_receipt_and_due_day_stay_on_the_page(corrected, desk):
    shown = page(desk("zhou_jingban"), corrected)
    assert (
        "3月2日由2026年2月10日更正为2026年2月9日；更正以前2026年3月16日到期" in shown and "2026年3月13日到期" in shown
    )


def test_the_sheet_tells_the_old_days_the_reason_and_who_acted(corrected):
    found = values(corrected, "2026-03-02")
    said = "2026年3月2日：收到日期由2026年2月10日更正为2026年2月9日，更正以前到期日2026年3月16日；理由：信封上的邮戳是2月9日。"
    assert found["grounds"][-1] == said
    assert [who for *_, who in found["entries"]] == ["申请人", "周敏"]


def test_a_case_that_was_not_corrected_tells_of_none(application, desk):
    case = application()
    assert "更正过" not in page(desk("zhou_jingban"), case) and len(values(case, "2026-03-02")["grounds"]) == 2


def test_a_process_that_has_come_by_no_drawer_tells_facts_in_sentences(tmp_path):
    """Whoever prints a sheet as the first thing after a start."""
    code = (
        "import django; django.setup(); from gongkai.ground.ledger.facts import sentence; "
        "print(sentence('foi.received', {'received_on': '2026-03-02'}))"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "gongkai.ground.home.settings", "GONGKAI_HOME": str(tmp_path)}
    made = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True, timeout=60)
    assert "收到申请" in made.stdout
