"""Who comes second: where the act can't be taken any more, no button pretends that it can, and what was typed stays to be copied."""

import re

import pytest

from gongkai.doors.desk.tests.test_case import do

GROUND = "材料多，要逐份核对<b>"


def sent(client, case, name: str, seen: int, **values) -> str:
    answer = client.post(f"/desk/c/{case.reference}/do/{name}/", {"seen": seen} | values)
    assert answer.status_code == 422
    return answer.content.decode()


def form_of(shown: str) -> bool:
    """Does the page still hold the form of an act?"""
    return bool(re.search(r'<form class="edit"|name="seen"', shown))


def test_the_loser_of_a_race_for_a_single_extension_is_offered_the_case(desk, application):
    case, head = application(), desk("liu_qianfa")
    seen = case.revision
    assert do(head, case, "extend", days="5", ground="材料多").status_code == 302
    shown = sent(desk("liu_qianfa"), case, "extend", seen, days="10", ground=GROUND)
    assert not form_of(shown) and "已经延长过1次，不能再延长（条例第33条）。" in shown
    assert "材料多，要逐份核对&lt;b&gt;</blockquote>" in shown and "您填的没有交上" in shown
    assert f'href="/desk/c/{case.reference}/" autofocus' in shown and "最新情况</a>再按" not in shown


def test_the_loser_of_a_race_for_a_state_is_offered_the_case(desk, application):
    case = application()
    seen = case.revision
    assert do(desk("zheng_jingban"), case, "accept").status_code == 302
    shown = sent(desk("zhou_jingban"), case, "correct", seen, items="请写明年份", days="10")
    assert not form_of(shown) and "刚才有别人办了这一件" in shown and "郑凯：受理" in shown
    assert "现在是“办理中”环节，不能要求补正。" in shown and "请写明年份" in shown


def test_the_loser_of_a_race_for_an_opinion_is_offered_the_case(desk, application):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="明川建筑公司", letter="")
    case.refresh_from_db()
    seen, values = case.revision, {"which": "1", "consents": "yes", "answered_on": "2026-03-02"}
    assert do(desk("zheng_jingban"), case, "opinion", opinion="同意", **values).status_code == 302
    shown = sent(officer, case, "opinion", seen, opinion="不同意公开联系方式", **values)
    assert not form_of(shown) and "没有还在等答复的征求意见书" in shown and "不同意公开联系方式" in shown


@pytest.mark.parametrize("name", ["note", "consult"])
def test_what_can_still_be_done_keeps_its_button(desk, application, name):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    case.refresh_from_db()
    seen = case.revision
    do(desk("zheng_jingban"), case, "note", text="已联系住房股")
    values = {"text": "电话核对过年份", "kind": "third_party", "unit": "", "whom": "明川建筑公司", "letter": ""}
    shown = sent(officer, case, name, seen, **values)
    assert (
        form_of(shown)
        and "最新情况</a>再按" in shown
        and ("电话核对过年份" if name == "note" else "明川建筑公司") in shown
    )


@pytest.mark.parametrize("username, status", [("zhou_jingban", 302), ("he_jiancha", 302), ("qian_jingban", 404)])
def test_the_address_of_opened_data_leads_back_to_the_case(desk, application, username, status):
    case = application()
    answer = desk(username).get(f"/desk/c/{case.reference}/party")
    assert answer.status_code == status
    if status == 302:
        assert answer.url == f"/desk/c/{case.reference}/"
