"""What an act refuses stands at the field it is about, and nowhere twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.doors.desk.tests.test_case import do
from gongkai.ground.files.tests.samples import PDF

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
    sent = do(officer, case, "propose", outcome="3_1", text=TEXT, files=SimpleUploadedFile("补助名单.pdf", PDF))
    assert sent.status_code == 302
    shown = desk("liu_qianfa").get(f"/desk/c/{case.reference}/do/answer/").content.decode()
    assert shown.count("补助名单.pdf") == 1 and 'href="/desk/files/' in shown
