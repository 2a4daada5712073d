"""Correcting one's own records is asked for on the web: three pages, a number and a code, the result to read, and to take it back."""

import pytest
from tests.plugins.acts.rectification import put_forward
from tests.plugins.cast import noon

from gongkai.doors.counter.tests.conftest import hidden
from gongkai.ground.documents.queries import data_of, issued
from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import by_code
from gongkai.procedures.rectification import actions

APPLY, RECEIPT = "/counter/rectification/apply", "/counter/rectification/receipt"
PAGES = {
    "unit": {"unit": "zjj"},
    "what": {
        "subject": "危房改造档案里我的出生日期",
        "wrong": "档案里写1979年，身份证上是1977年。",
        "evidence": "身份证",
    },
    "who": {"name": "欧阳慕白", "id_number": "110100199003071237", "phone": "13800004471", "address": ""},
}


def fill(citizen, page: str, **other: str) -> str:
    return citizen.post(APPLY, draft=hidden(citizen.html, "draft"), page=page, go="next", **(PAGES[page] | other))


def fill_all(citizen) -> None:
    citizen.get(APPLY)
    for page in PAGES:
        fill(citizen, page)


def sent(citizen) -> tuple[Case, str]:
    fill_all(citizen)
    citizen.post(RECEIPT, draft=hidden(citizen.html, "draft"))
    case = Case.objects.get()
    return case, citizen.html.split('<dt>查询码</dt><dd class="ref">')[1].split("<")[0]


def test_three_pages_lead_to_a_case_with_a_number_and_a_code(citizen):
    case, code = sent(citizen)
    assert by_code(case.reference, code) == case
    assert (case.procedure, case.channel, case.unit.code, case.reference[:3]) == ("rectification", "web", "zjj", "GZ-")
    assert vault.unseal(case.ref, "wanted").endswith("证据：身份证") and "GZ-2026-0001" in citizen.html
    assert "请把证据的复印件寄给或者交给明川县住房和城乡建设局" in citizen.html
    shown = citizen.track(case.reference, code)
    assert "最晚2026年3月30日告诉您处理结果。" in shown and "更正申请登记回执" in shown


def test_the_result_is_read_there_and_rights_go_with_a_refusal(citizen, cast):
    case, code = sent(citizen)
    by = cast.actor("zhou_jingban")
    actions.propose(
        case=case, outcome="rct_accurate", text="经核对，档案里的记录没有错误。", by=by, at=noon("2026-03-02")
    )
    actions.decide(case=case, by=cast.actor("liu_qianfa"), at=noon("2026-03-02"))
    shown = citizen.track(case.reference, code)
    assert "核实以后没有错误，不更正" in shown and "申请行政复议" in shown and "更正申请处理告知书" in shown


def test_passed_on_the_same_code_opens_it_there(citizen, cast):
    case, code = sent(citizen)
    by = cast.actor("zhou_jingban")
    actions.propose(
        case=case, outcome="rct_passed_on", text="这条记录由县卫健委掌握，转送。", organ=cast.units["wjw"], by=by, at=noon("2026-03-02")
    )  # fmt: skip
    actions.decide(case=case, by=cast.actor("liu_qianfa"), at=noon("2026-03-02"))
    there = Case.objects.get(unit=cast.units["wjw"])
    assert by_code(there.reference, code) == there


def test_taken_back_by_who_asked(citizen):
    case, code = sent(citizen)
    citizen.track(case.reference, code)
    citizen.press("/counter/track/act", act="recall")
    shown = citizen.press("/counter/track/act", act="recall", sure="1", seen=str(case.revision))
    case.refresh_from_db()
    assert case.state == "recalled" and "这一件已经撤回。" in shown
    assert "您撤回了申请" in data_of(issued(case.ref, ["rectification_ended"])[0])["paragraphs"][0]


@pytest.mark.parametrize(
    "page, field, value, said",
    [
        ("what", "wrong", "写错了", "至少10字"),
        ("what", "evidence", "", "请填写有什么证据"),
        ("who", "id_number", "1", "应为18位"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(citizen, page, field, value, said):
    citizen.get(APPLY)
    for each in PAGES:
        if each == page:
            break
        fill(citizen, each)
    assert said in fill(citizen, page, **{field: value})


def test_a_form_sent_twice_makes_one_case(citizen):
    fill_all(citizen)
    draft = hidden(citizen.html, "draft")
    for _ in range(2):
        citizen.post(RECEIPT, draft=draft)
    assert Case.objects.count() == 1


def test_at_the_desk_the_applicant_gets_a_code_too(cast):
    assert put_forward(cast).query_hash
