"""What an act refuses stands at the field it is about, and nowhere twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.test_case import do
from gongkai.ground.files.tests.samples import PDF
from gongkai.procedures.foi import actions as foi

WHOM = {"kind": "third_party", "unit": "", "letter": ""}
TEXT = "同意公开，名单附后，请凭编号和查询码下载。"


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    return dict(response.context["form"].errors)


@pytest.fixture
def consulted(desk, application):
    """A case whose officer consulted a company on 2 March 2026; and the officer."""
    case, officer = application(), desk("zhou_jingban")
    assert do(officer, case, "accept").status_code == 302
    assert do(officer, case, "consult", whom="宁州远图设计公司", **WHOM).status_code == 302
    return case, officer


@pytest.mark.parametrize(("day", "taken"), [("2026-3-1", False), ("2026-3-2", True), ("2026-3-3", False)])
def test_a_delivery_is_between_the_letter_and_today(consulted, day, taken):
    case, officer = consulted
    response = do(officer, case, "delivered", which="1", on=day)
    assert (response.status_code == 302) is taken
    if not taken:
        assert errors(response) == {"on": ["送达日期要在发出那天到今天之间"]}
        assert 'aria-invalid="true"' in str(response.context["form"]["on"])


def test_an_opinion_of_tomorrow_is_told_at_its_day(consulted):
    case, officer = consulted
    response = do(officer, case, "opinion", which="1", consents="yes", opinion="同意", answered_on="2026-3-3")
    assert errors(response) == {"answered_on": ["答复日期要在发出那天到今天之间"]}


@pytest.mark.parametrize(("day", "taken"), [("2026-3-3", False), ("2026-3-4", True), ("2026-3-5", True)])
def test_an_opinion_is_not_earlier_than_its_letter_came(consulted, today, day, taken):
    (case, officer), _ = consulted, today("2026-03-05")
    assert do(officer, case, "delivered", which="1", on="2026-3-4").status_code == 302
    response = do(officer, case, "opinion", which="1", consents="yes", opinion="同意", answered_on=day)
    assert (response.status_code == 302) is taken
    if not taken:
        assert errors(response) == {"answered_on": ["答复日期不能早于送达的那天（2026年3月4日）"]}


@pytest.mark.parametrize(("on", "asked"), [("2026-3-1", True), ("2026-3-2", False), ("2026-3-3", False)])
def test_a_correction_by_whose_day_the_case_is_overdue_is_asked_about(desk, application, cast, today, on, asked):
    """Asked on 27 February; the day is 30 March: a term from Sunday 1 March ended on the 27th."""
    case = application()
    foi.ask_correction(case=case, items="请写明年份", days=30, by=cast.actor("zhou_jingban"), at=noon("2026-02-27"))
    today("2026-03-30")
    typed = {"text": "2025年的", "received_on": on}
    response = do(desk("zhou_jingban"), case, "receive", **typed)
    assert (response.status_code == 422) is asked
    if asked:
        assert "按这一天算，2026年3月27日就到期了" in errors(response)["received_on"][0]
        assert do(desk("zhou_jingban"), case, "receive", **typed, sure="on").status_code == 302


def test_an_answer_that_is_too_short_is_told_at_its_text(desk, application):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    refused = errors(do(officer, case, "propose", outcome="3_1", text="同意"))
    assert list(refused) == ["text"] and refused["text"][0].startswith("答复的内容太短")


def test_a_name_that_is_too_long_is_one_error_and_the_box_above_says_of_what(desk, application):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    response = do(officer, case, "consult", whom="远" * 101, **WHOM)
    assert [line.text for line in response.context["form"].summary] == [
        "本级政府以外的人或单位：最多100字，现在有101字，请删短一些"
    ]
    assert errors(do(officer, case, "consult", whom="", **WHOM)) == {"whom": ["请选一个单位，或者写明征求谁的意见"]}


def test_the_signatory_finds_each_enclosed_file_once(desk, application):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    sent = do(
        officer, case, "propose", outcome="3_1", text=TEXT, files=SimpleUploadedFile("补助名单.pdf", PDF), sure="on"
    )
    assert sent.status_code == 302
    shown = desk("liu_qianfa").get(f"/desk/c/{case.reference}/do/answer/").content.decode()
    assert shown.count("补助名单.pdf<small>") == 1 and 'href="/desk/files/' in shown
